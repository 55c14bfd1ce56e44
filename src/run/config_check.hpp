// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/config.hpp"

#include "run/config_tree.hpp"

// Checks of a config that need nothing but the tables of keys.
namespace harmspot::config
{

/// Checks every section and key of the document against `config_sections()` and `methods()`.
///
/// Afterwards each value is of its key's type (whole numbers became numbers where the key takes numbers)
/// or `Invalid`, and a problem says why; keys with a default that were left out have it, marked as written
/// where their section starts.
void check_document(Node& document, Problems& problems);

/// Checks one value against its key, as above. `where` is "in [harm]" or the like.
void check_value(Node& node, const KeySpec& key, std::string_view where, Problems& problems);

/// The number in "EPSG:27700"; nothing when the text is not of that form.
[[nodiscard]] std::optional<int> epsg_of(std::string_view text);

/// Whether `name` matches [a-z][a-z0-9_]{0,39} and is no device name of Windows.
[[nodiscard]] bool is_name(std::string_view name);
inline constexpr std::string_view kNameRule =
    "a lower-case letter, then letters, digits or _, at most 40 in all, and no device name of Windows";

/// "; did you mean 'x'?" or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view word, const std::vector<std::string>& names);

/// "in [harm]", "at the top level".
[[nodiscard]] std::string place_text(const SectionSpec& section);

/// The section of that name. \pre there is one
[[nodiscard]] const SectionSpec& section_named(std::string_view name);

/// The method an entry of [[hotspots]] asks for; null when it names none that exists.
[[nodiscard]] const Method* method_of(const Node& entry);

/// Whether a key of [[hotspots]] means something to a method.
[[nodiscard]] bool applies(const KeySpec& key, const Method& method);

} // namespace harmspot::config
