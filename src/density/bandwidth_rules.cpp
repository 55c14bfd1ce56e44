// SPDX-License-Identifier: MIT
#include "harmspot/bandwidth.hpp"

#include "density/berman_diggle.hpp"
#include "density/pair_ladder.hpp"
#include "harmspot/dbscan.hpp"
#include "harmspot/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

namespace harmspot
{

namespace
{

using density::PairLadder;

constexpr std::array<std::string_view, 7> kRules{"scott", "oversmoothing", "lscv",         "likelihood",
                                                 "cvl",   "nearest",       "berman_diggle"};
constexpr std::size_t kMostJudged = 2000;
constexpr std::size_t kSteps = 96; ///< 12 octaves
constexpr std::size_t kLeastPlaces = 3;
constexpr double kIqrOfNormal = 1.34;

/// Spread of all incidents along one axis.
struct Spread {
    double deviation = 0;
    double iqr = 0;
};

/// The quantile as R's default takes it (type 7), of values each repeated `count` times.
double quantile(const std::vector<std::pair<double, std::uint64_t>>& sorted, std::uint64_t n, double share)
{
    const double at = static_cast<double>(n - 1) * share;
    const auto value_of = [&](std::uint64_t rank) {
        std::uint64_t seen = 0;
        for (const auto& [value, count] : sorted) {
            seen += count;
            if (rank < seen) {
                return value;
            }
        }
        return sorted.back().first;
    };
    const double below = std::floor(at);
    const double low = value_of(static_cast<std::uint64_t>(below));
    return low + (at - below) * (value_of(static_cast<std::uint64_t>(std::ceil(at))) - low);
}

Spread spread_of(std::span<const double> values, std::span<const std::uint32_t> counts, std::uint64_t n)
{
    double mean = 0;
    std::vector<std::pair<double, std::uint64_t>> sorted;
    for (std::size_t i = 0; i < values.size(); ++i) {
        mean += (values[i] - values[0]) * counts[i] / static_cast<double>(n);
        sorted.emplace_back(values[i], counts[i]);
    }
    double squares = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double off = values[i] - values[0] - mean;
        squares += off * off * counts[i];
    }
    std::sort(sorted.begin(), sorted.end());
    return {std::sqrt(squares / static_cast<double>(n - 1)), quantile(sorted, n, 0.75) - quantile(sorted, n, 0.25)};
}

/// Scott's rule with the geometric mean of the axes.
double scott(const Spread& x, const Spread& y, double n)
{
    return std::sqrt(x.deviation * y.deviation) * std::pow(n, -1.0 / 6);
}

/// h = s [R d / (n V)]^(1/(d+4)) with d = 2, R = 1/(4π), V = 16 Γ(5) · 8 / (10⁴ π).
double oversmoothing(const Spread& x, const Spread& y, double n)
{
    using std::numbers::pi;
    const double deviation = (x.deviation + y.deviation) / 2;
    const double iqr = (x.iqr + y.iqr) / 2 / kIqrOfNormal;
    // Half the incidents in one row of map points leave no IQR; the deviation still speaks.
    const double scale = iqr > 0 ? std::min(deviation, iqr) : deviation;
    constexpr double kGamma5 = 24;
    const double v = 16 * kGamma5 * 8 / (1e4 * pi);
    return scale * std::pow(2 / (4 * pi) / (n * v), 1.0 / 6);
}

double lscv_score(const PairLadder& ladder, std::size_t step, double n)
{
    using std::numbers::pi;
    const double s2 = ladder.sigma_m(step) * ladder.sigma_m(step);
    double squared = 0;
    double left_out = 0;
    for (std::size_t row = 0; row < ladder.judged(); ++row) {
        squared += 1 + ladder.twice_smoothed(row, step);
        left_out += ladder.gauss(row, step);
    }
    const double rows = static_cast<double>(ladder.judged());
    return squared / (rows * n * 4 * pi * s2) - 2 * left_out / (rows * (n - 1) * 2 * pi * s2);
}

double likelihood_score(const PairLadder& ladder, std::size_t step, double n)
{
    using std::numbers::pi;
    const double scale = 1 / ((n - 1) * 2 * pi * ladder.sigma_m(step) * ladder.sigma_m(step));
    double logs = 0;
    for (std::size_t row = 0; row < ladder.judged(); ++row) {
        logs -= std::log(ladder.gauss(row, step) * scale); // +inf for a place that no other reaches
    }
    return logs / static_cast<double>(ladder.judged());
}

/// log(Σ 1/λ̂(x_i) / area): 0 at the bandwidth wanted.
double cvl_excess(const PairLadder& ladder, std::size_t step, double n, double area_m2)
{
    using std::numbers::pi;
    const double scale = 2 * pi * ladder.sigma_m(step) * ladder.sigma_m(step);
    double sum = 0;
    for (std::size_t row = 0; row < ladder.judged(); ++row) {
        sum += scale / (1 + ladder.gauss(row, step));
    }
    return std::log(sum * n / static_cast<double>(ladder.judged()) / area_m2);
}

/// The least of the curve, between its steps by the parabola through three of them.
double best_of(const std::vector<BandwidthChoice::Tried>& curve, bool& at_narrow_end)
{
    const auto best =
        std::min_element(curve.begin(), curve.end(), [](const auto& a, const auto& b) { return a.score < b.score; });
    at_narrow_end = best + 1 == curve.end();
    if (best == curve.begin() || at_narrow_end || !std::isfinite(std::next(best)->score)) {
        return best->sigma_m;
    }
    const double before = std::prev(best)->score - best->score;
    const double after = std::next(best)->score - best->score;
    const double shift = before + after > 0 ? 0.5 * (before - after) / (before + after) : 0.0;
    return best->sigma_m * std::pow(std::next(best)->sigma_m / best->sigma_m, shift);
}

/// Where the excess turns from positive to negative, going narrower; straight between two steps of log σ.
double crossing(const std::vector<double>& excess, const PairLadder& ladder)
{
    for (std::size_t step = 1; step < excess.size(); ++step) {
        if (excess[step] <= 0) {
            const double share = excess[step - 1] <= 0 ? 0 : excess[step - 1] / (excess[step - 1] - excess[step]);
            return ladder.sigma_m(step - 1) * std::pow(ladder.sigma_m(1) / ladder.sigma_m(0), share);
        }
    }
    return ladder.sigma_m(excess.size() - 1);
}

/// Of every `stride`-th place.
double median_nearest(const PlacesView& places, std::size_t stride, unsigned threads)
{
    constexpr std::size_t kNeighbour = 10;
    const std::vector<std::uint32_t> once(places.size(), 1); // a place counts as one, whatever lies on it
    const auto kth = static_cast<std::uint32_t>(std::min(kNeighbour + 1, places.size())); // itself comes first
    const auto all = kth_incident_distance_m({places.x, places.y, places.weight, once}, kth, threads);
    std::vector<double> distances;
    for (std::size_t i = 0; i < all.size(); i += stride) {
        distances.push_back(all[i]);
    }
    const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
    std::nth_element(distances.begin(), middle, distances.end());
    return *middle;
}

void choose_by_curve(BandwidthRule rule, const PlacesView& places, double widest_m, double area_m2, std::size_t stride,
                     unsigned threads, const Progress* progress, BandwidthChoice& choice)
{
    const PairLadder ladder(places, widest_m, kSteps, stride, threads, progress);
    const auto n = static_cast<double>(places.size());
    std::vector<double> excess;
    for (std::size_t step = 0; step < ladder.steps(); ++step) {
        double score = 0;
        if (rule == BandwidthRule::cvl) {
            excess.push_back(cvl_excess(ladder, step, n, area_m2));
            score = std::abs(excess.back());
        } else {
            score = rule == BandwidthRule::lscv ? lscv_score(ladder, step, n) : likelihood_score(ladder, step, n);
        }
        if (std::isfinite(score)) {
            choice.curve.push_back({ladder.sigma_m(step), score});
        }
    }
    if (choice.curve.empty()) {
        throw InputError("no bandwidth can be chosen: the places lie too far apart for their spread");
    }
    choice.sigma_m =
        rule == BandwidthRule::cvl ? crossing(excess, ladder) : best_of(choice.curve, choice.at_narrow_end);
}

} // namespace

std::optional<BandwidthRule> bandwidth_rule_named(std::string_view text)
{
    const auto found = std::find(kRules.begin(), kRules.end(), text);
    return found == kRules.end() ? std::nullopt : std::optional(static_cast<BandwidthRule>(found - kRules.begin()));
}

std::string_view bandwidth_rule_text(BandwidthRule rule)
{
    return kRules[static_cast<std::size_t>(rule)];
}

std::vector<std::string> bandwidth_rule_names()
{
    return {kRules.begin(), kRules.end()};
}

BandwidthChoice choose_bandwidth(BandwidthRule rule, const PlacesView& places, double study_area_m2, unsigned threads,
                                 const Progress* progress)
{
    BandwidthChoice choice;
    choice.places = places.size();
    choice.incidents = std::accumulate(places.incidents.begin(), places.incidents.end(), std::uint64_t{0});
    if (places.size() < kLeastPlaces) {
        throw InputError(fmt::format("bandwidth_m = \"{}\" needs at least {} distinct places and there are {}; give a "
                                     "number of metres",
                                     bandwidth_rule_text(rule), kLeastPlaces, places.size()));
    }
    if ((rule == BandwidthRule::cvl || rule == BandwidthRule::berman_diggle) && !(study_area_m2 > 0)) {
        throw InputError(
            fmt::format("bandwidth_m = \"{}\" needs the size of the study area, which is {} m2; give a number "
                        "of metres",
                        bandwidth_rule_text(rule), study_area_m2));
    }
    const auto x = spread_of(places.x, places.incidents, choice.incidents);
    const auto y = spread_of(places.y, places.incidents, choice.incidents);
    if (!(x.deviation > 0) || !(y.deviation > 0)) {
        throw InputError(fmt::format("bandwidth_m = \"{}\" needs places that differ in easting and in northing; give a "
                                     "number of metres",
                                     bandwidth_rule_text(rule)));
    }
    const auto n = static_cast<double>(choice.incidents);
    const std::size_t stride = (places.size() + kMostJudged - 1) / kMostJudged;
    choice.judged = (places.size() + stride - 1) / stride;
    switch (rule) {
    case BandwidthRule::scott:
        choice.sigma_m = scott(x, y, n);
        break;
    case BandwidthRule::oversmoothing:
        choice.sigma_m = oversmoothing(x, y, n);
        break;
    case BandwidthRule::nearest:
        choice.sigma_m = median_nearest(places, stride, threads);
        break;
    case BandwidthRule::berman_diggle: {
        auto found = density::berman_diggle(places, study_area_m2, stride, threads, progress);
        choice.sigma_m = found.sigma_m;
        choice.curve = std::move(found.curve);
        choice.at_narrow_end = found.at_narrow_end;
        break;
    }
    case BandwidthRule::lscv:
    case BandwidthRule::likelihood:
    case BandwidthRule::cvl:
        choose_by_curve(rule, places, 2 * oversmoothing(x, y, static_cast<double>(places.size())), study_area_m2,
                        stride, threads, progress, choice);
        break;
    }
    return choice;
}

double bandwidth_like_gaussian(Kernel kernel, double sigma_m)
{
    switch (kernel) {
    case Kernel::uniform:
        return 2 * sigma_m;
    case Kernel::epanechnikov:
        return std::sqrt(6.0) * sigma_m;
    case Kernel::triweight:
        return std::sqrt(10.0) * sigma_m;
    case Kernel::cone:
        return std::sqrt(20.0 / 3) * sigma_m;
    case Kernel::gaussian:
        return sigma_m;
    case Kernel::quartic:
        break;
    }
    return std::sqrt(8.0) * sigma_m;
}

} // namespace harmspot
