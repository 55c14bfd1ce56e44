// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace harmspot
{

/// Every detection method with its label and one line on what it does, wrapped at 80 columns.
[[nodiscard]] std::string list_text();
/// The same for machines: an array of name, label, summary, makes ("surface" or "clusters").
[[nodiscard]] std::string list_json();

/// What a method or a section of the config is for, and each of its keys with type, unit, default, range
/// and reason, in plain English wrapped at 80 columns. "config" explains the top level and lists the sections;
/// "fields" the properties of a hotspot layer; "rejects" why rows are left out and what helps; a key, alone or
/// as SECTION.KEY, that key.
/// \throws ConfigError for a name that is none of these, with the nearest that is
[[nodiscard]] std::string explain_text(std::string_view topic);
/// The same for machines. \throws ConfigError likewise
[[nodiscard]] std::string explain_json(std::string_view topic);

/// Every topic but single keys: methods, "config" and the sections, "fields", "rejects".
[[nodiscard]] std::vector<std::string> explain_topics();

} // namespace harmspot
