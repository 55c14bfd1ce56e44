// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace harmspot
{

/// How p-values are made good for many cells being tested at once.
enum class Correction : std::uint8_t {
    none,
    benjamini_hochberg, ///< of the cells found, at most the share alpha is expected to be false
    bonferroni          ///< the chance of even one false cell is at most alpha
};

/// Adjusted p-values in the order given, each at least the raw one and at most 1; compare with alpha itself.
/// Benjamini & Hochberg 1995; Bonferroni. \pre every p lies in [0, 1]
[[nodiscard]] std::vector<double> adjusted_p(std::span<const double> p, Correction correction);

} // namespace harmspot
