// SPDX-License-Identifier: MIT
#pragma once

#include "run/init_export.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace harmspot::init
{

/// [harm] and the [[theme]] sections that suit an export: by offence code with flags, by offence text, or by
/// the categories of data.police.uk.
[[nodiscard]] std::string themes_toml(const Export& found);

/// Of `codes`, those that neither a theme written here nor the sample's offence list knows.
[[nodiscard]] std::vector<bool> unknown_codes(const std::vector<std::string>& codes);

} // namespace harmspot::init
