// SPDX-License-Identifier: MIT
#pragma once

#include "incident/assemble.hpp"

#include <cstdint>
#include <vector>

namespace harmspot
{

/// The reference an incident came with, as a hash, and where its row stood.
struct RowReference {
    std::uint64_t hash = 0; ///< 0 = none
    std::uint64_t line = 0;
    std::uint32_t file = 0;
};

/// Leaves out rows that repeat an earlier one (see `assemble`); keeps the first of them.
/// \param references one per incident, or empty when references are not mapped
void drop_repeats(const std::vector<RowReference>& references, Assembled& assembled);

} // namespace harmspot
