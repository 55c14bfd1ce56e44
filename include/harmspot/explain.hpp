// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace harmspot
{

/// Every detection method with its label and one line on what it does, wrapped at 80 columns.
[[nodiscard]] std::string list_text();
/// The same for machines: an array of name, label, summary, makes ("surface" or "clusters").
[[nodiscard]] std::string list_json();

/// What a method or a section of the config is for, and each of its keys with type, unit, default, range
/// and reason, in plain English wrapped at 80 columns. "config" explains the top level and lists the sections.
/// \throws ConfigError for a name that is neither, with the nearest that is
[[nodiscard]] std::string explain_text(std::string_view method_or_section);
/// The same for machines. \throws ConfigError likewise
[[nodiscard]] std::string explain_json(std::string_view method_or_section);

} // namespace harmspot
