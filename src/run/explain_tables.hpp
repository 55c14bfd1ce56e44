// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace harmspot
{

/// A table that a run writes, and what it is for.
struct TableSpec {
    std::string_view path;  ///< in the output folder
    std::string_view words; ///< whole sentences, its columns among them
};

/// Every table, as `explain tables` tells them.
[[nodiscard]] std::span<const TableSpec> table_specs();

} // namespace harmspot
