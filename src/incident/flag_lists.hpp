// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/incidents.hpp"
#include "harmspot/theme.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace harmspot
{

/// The flags of a run: those with a column of their own and those found in a list column.
struct FlagNumbers {
    std::vector<std::string> names; ///< sorted; bit i of an incident is names[i]
    /// [i] = bits for the i-th flag that has its own column
    std::vector<std::uint32_t> bits_of_column;
    /// [text] = bits for a text of the list column
    std::vector<std::uint32_t> bits_of_list;
    std::vector<std::string> left_out; ///< flags for which there was no room; no theme names them
};

/// Numbers the flags. Names in lists are trimmed and put in lower case; those that `themes` name always
/// take part, the others only when all fit into 32.
/// \param own flags with a column of their own, sorted
/// \throws ConfigError when the flags that must take part are more than 32
[[nodiscard]] FlagNumbers number_flags(const std::vector<std::string>& own, const Dictionary& lists,
                                       const std::string& separator, std::span<const Theme> themes);

} // namespace harmspot
