// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/incidents.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace harmspot
{

/// The column that tells people what happened: the offence texts, or the codes of an export that has no texts.
struct OffenceColumn {
    bool by_code = false;
    const std::vector<std::uint32_t>& of_row; ///< into `texts`
    const Dictionary& texts;
};
[[nodiscard]] OffenceColumn offence_column(const Incidents& incidents);

/// Numbers with at least `fewest` rows, those with most rows first; of equals the smaller number.
[[nodiscard]] std::vector<std::uint32_t> commonest_first(const std::vector<std::uint64_t>& rows,
                                                         std::uint64_t fewest = 1);

/// A list for people stops after so many.
inline constexpr std::size_t kMostNamed = 10;
/// The first of `order` by name, with commas.
[[nodiscard]] std::string first_named(const std::vector<std::uint32_t>& order,
                                      const std::function<std::string(std::uint32_t)>& name);

} // namespace harmspot
