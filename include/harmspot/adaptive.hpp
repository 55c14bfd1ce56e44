// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/kde.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace harmspot
{

/// How each place gets a bandwidth of its own, so that bumps are narrow where incidents crowd and wide where they are
/// few.
///
/// - none: all have one.
/// - abramson: h_i = h f(x_i)^(−1/2) / γ, f the density of incidents by a pilot of fixed bandwidth and γ the geometric
///   mean of f^(−1/2) over incidents, so that h is the geometric mean of what they get (Abramson 1982; Silverman 1986,
///   eq. 5.8), before it is trimmed.
/// - nearest: the distance to the k-th nearest other place (Breiman, Meisel & Purcell 1977).
///
/// Both are trimmed at a multiple of the median over incidents (Davies & Hazelton 2010). sparr 2.2 trims Abramson's at
/// a multiple of their geometric mean, which is h: on chorley with h = 1.5 at 7.5, over the widest, 7.42.
enum class AdaptiveRule : std::uint8_t { none, abramson, nearest };
[[nodiscard]] std::optional<AdaptiveRule> adaptive_rule_named(std::string_view text);
[[nodiscard]] std::vector<std::string> adaptive_rule_names();

struct AdaptiveParams {
    AdaptiveRule rule = AdaptiveRule::abramson;
    double pilot_m = 300; ///< abramson: bandwidth of the pilot, of the same kernel and edge correction
    double trim = 5;      ///< none is wider than so many times the median, the floor being kept and the cap not yet
    std::uint32_t neighbours = 10; ///< nearest: counted in places, the place itself not among them
    double least_m = 0;            ///< floor; the last word, also over `most_m` and `trim`
    double most_m = std::numeric_limits<double>::infinity(); ///< cap
};

/// A bandwidth for each place. Incidents on one place share it, whatever their weights, so that a map of harm and one
/// of incidents are spread alike.
struct AdaptiveBandwidths {
    std::vector<double> metres; ///< per place
    double gamma_m = 0;         ///< abramson: γ, f being per m² and integrating to 1; else 0
    double least_m = 0;         ///< over incidents, as are the next two
    double median_m = 0;
    double most_m = 0;
    std::uint64_t trimmed = 0; ///< incidents whose bandwidth was cut to `trim` medians or `most_m`
    std::uint64_t raised = 0;  ///< incidents whose bandwidth was raised to the floor
};

/// \param params kernel, edge correction, and for abramson h in `bandwidth_m`
/// \param inside W on the map's grid, for a pilot with edge correction; may be null without one
/// \throws ConfigError for a bandwidth, pilot, trim, floor or cap that is not finite or not positive, a floor over
///         the cap, or 0 neighbours
[[nodiscard]] AdaptiveBandwidths adaptive_bandwidths(const PlacesView& places, const KdeParams& params,
                                                     const AdaptiveParams& adaptive, const Raster<std::uint8_t>* inside,
                                                     const MethodContext& context);

/// Σ w_i h_i⁻² K((x − x_i)/h_i) on `grid`, in weight per km²; h_i is `bandwidths_m[i]`, and `params.bandwidth_m`
/// has no part. Without `params.average`, incidents spread over less than 4 cells have their cells averaged, and others
/// have theirs at the centre.
///
/// Error and guarantees as `kernel_density`, a place's own bandwidth taken for its reach and peak.
/// \throws ConfigError for a bandwidth or weight that is not finite or not positive (weight: negative)
[[nodiscard]] Raster<double> adaptive_density(const PlacesView& places, std::span<const double> bandwidths_m,
                                              const Grid& grid, const KdeParams& params, const MethodContext& context);

/// What `method = "kde"` gives with `adaptive`. `params.bandwidth_m` is h; the surface's is the median.
///
/// Edge corrections take each bump's own share e inside W. mass: at the place, with its bandwidth. uniform: at the
/// cell, with the bandwidth that an incident there would have got (Davies & Hazelton 2010; Marshall & Hazelton 2010),
/// the pilot being read at cell centres, but none wider than the widest that a place got.
[[nodiscard]] Surface adaptive_surface(const PlacesView& places, const Grid& grid, const KdeParams& params,
                                       const AdaptiveParams& adaptive, const MethodContext& context);

} // namespace harmspot
