// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/bandwidth.hpp"
#include "harmspot/relative_risk.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace harmspot
{

/// How one bandwidth for a theme and what it is held against is taken from both together.
///
/// - kelsall_diggle: least integrated square error of the log ratio (Kelsall & Diggle 1995, Bernoulli 1, eq. 10).
/// - hazelton: least square error of the ratio itself, weighted by the controls' density (Hazelton 2008, Statistics in
///   Medicine 27, 2269-2272).
enum class RiskBandwidthRule : std::uint8_t { kelsall_diggle, hazelton };
[[nodiscard]] std::optional<RiskBandwidthRule> risk_bandwidth_rule_named(std::string_view text);
[[nodiscard]] std::string_view risk_bandwidth_rule_text(RiskBandwidthRule rule);
[[nodiscard]] std::vector<std::string> risk_bandwidth_rule_names();

/// How much is looked at; more changes the choice by little.
struct RiskBandwidthOptions {
    std::size_t most_judged = 2000; ///< places of cases, and as many of controls: every n-th of more
    std::size_t most_cells = 2000;  ///< over which the log ratio is integrated: every n-th of more
};

/// A common bandwidth for cases and controls, as the standard deviation of a Gaussian with the uniform edge correction.
///
/// Each case counts 1 and each control its weight. A place is judged by the events on all others, cases and controls
/// alike left out there, so that neither events that share a map point nor a case and a control on one point draw the
/// bandwidth down; where no two events share a place that is leaving out one event at a time. Where events are few both
/// scores can fall without bound as the bandwidth narrows, so the widest of the least values counts, not the lowest.
/// Tries steps of 2^(1/8) from four times the oversmoothing bandwidth of the cases down over 8 octaves, as far as every
/// place judged is still felt by others; `curve` holds them.
/// \param inside W; cells a few bandwidths wide do
/// \param where the cells of W over which the log ratio matters, on the same grid
/// \throws InputError when either side lies on fewer than 3 places or on one line along an axis, or no cell is wanted;
///         Interrupted when the caller wants to stop
[[nodiscard]] BandwidthChoice choose_risk_bandwidth(RiskBandwidthRule rule, const RiskEvents& events,
                                                    const Raster<std::uint8_t>& inside,
                                                    const Raster<std::uint8_t>& where, const MethodContext& context,
                                                    const RiskBandwidthOptions& options = {});

} // namespace harmspot
