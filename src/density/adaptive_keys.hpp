// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/adaptive.hpp"

#include <string>
#include <vector>

namespace harmspot::density
{

/// The keys of `method = "kde"` that give each place a bandwidth of its own.
[[nodiscard]] std::vector<KeySpec> adaptive_keys();

[[nodiscard]] AdaptiveRule adaptive_rule_of(const ParamValues& values);

/// The narrowest that map points allow a kernel: `context.least_bandwidth_m` is for a quartic, and other kernels may be
/// as much narrower as their shape is wider.
[[nodiscard]] double least_bandwidth_m(Kernel kernel, const MethodContext& context);

/// What the keys say, words made numbers.
/// \param bandwidth_m h
[[nodiscard]] AdaptiveParams adaptive_params_of(const ParamValues& values, Kernel kernel, double bandwidth_m,
                                                double cell_m, const MethodContext& context);

/// Keys that contradict each other or have no part; one sentence each.
[[nodiscard]] std::vector<std::string> adaptive_problems(const ParamValues& values);

/// How far incidents of `surface` are spread, for people.
/// \param incidents in all
[[nodiscard]] std::string adaptive_words(const AdaptiveParams& adaptive, const Surface& surface,
                                         std::uint64_t incidents);

} // namespace harmspot::density
