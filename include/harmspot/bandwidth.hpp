// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/kde.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace harmspot
{

/// How a bandwidth is taken from the data.
enum class BandwidthRule : std::uint8_t { scott, oversmoothing, lscv, likelihood, cvl, nearest, berman_diggle };
[[nodiscard]] std::optional<BandwidthRule> bandwidth_rule_named(std::string_view text);
[[nodiscard]] std::string_view bandwidth_rule_text(BandwidthRule rule);
/// Every rule's name, in the order of `BandwidthRule`.
[[nodiscard]] std::vector<std::string> bandwidth_rule_names();

/// What a rule chose, as the standard deviation of a Gaussian.
struct BandwidthChoice {
    /// One bandwidth that was tried, and the rule's score for it: the smallest score wins.
    struct Tried {
        double sigma_m = 0;
        double score = 0;
    };

    double sigma_m = 0;
    std::vector<Tried> curve;    ///< from wide to narrow; empty for rules that try nothing
    std::uint64_t places = 0;    ///< distinct places that decided
    std::uint64_t incidents = 0; ///< on them
    std::uint64_t judged = 0;    ///< places at which the curve was judged: all, or every n-th of many
    bool at_narrow_end = false;  ///< the best is the narrowest tried: the rule found no structure to smooth
};

/// A bandwidth from the data, for a Gaussian kernel without edge correction.
///
/// - scott: σ n^(−1/6), σ the geometric mean of the two axes' standard deviations (Scott 1992).
/// - oversmoothing: the widest that any density of this spread can want (Terrell 1990), with
///   min(standard deviation, IQR/1.34) for the spread, as sparr does.
/// - lscv: least ∫f̂² − (2/n) Σ f̂₋ᵢ(x_i) (Rudemo 1982; Bowman 1984).
/// - likelihood: most Σ log f̂₋ᵢ(x_i) (Loader 1999, whose integral is constant without a border).
/// - cvl: Σ 1/λ̂(x_i) equals the study area (Cronie & van Lieshout 2018).
/// - nearest: the median distance to the 10th nearest other place.
/// - berman_diggle: least mean square error if the intensity is itself random (Berman & Diggle 1989), from Ripley's K.
///
/// scott and oversmoothing see every incident. The others see each place once: incidents moved to shared map
/// points lie at distance 0 of each other, which draws cross-validation to 0 whatever the crime does. The
/// curves of lscv, likelihood and cvl try steps of 2^(1/8) from twice the oversmoothing bandwidth down over 12 octaves.
/// Over 2,000 places they are judged at every n-th place, against all. \param study_area_m2 for cvl and berman_diggle
/// \throws InputError when there are fewer than 3 distinct places or all lie on one line along an axis,
///         or a study area is needed and has no size; Interrupted when the caller wants to stop
[[nodiscard]] BandwidthChoice choose_bandwidth(BandwidthRule rule, const PlacesView& places, double study_area_m2,
                                               unsigned threads, const Progress* progress = nullptr);

/// The bandwidth at which `kernel` spreads as far along each axis as a Gaussian of `sigma_m`: √8 σ for the
/// quartic, √6, √10, 2 and √(20/3) σ for Epanechnikov, triweight, uniform and cone.
[[nodiscard]] double bandwidth_like_gaussian(Kernel kernel, double sigma_m);

} // namespace harmspot
