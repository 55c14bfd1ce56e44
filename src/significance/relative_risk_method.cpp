// SPDX-License-Identifier: MIT
#include "density/engine.hpp"
#include "harmspot/bandwidth.hpp"
#include "harmspot/error.hpp"
#include "harmspot/relative_risk.hpp"
#include "harmspot/risk_bandwidth.hpp"
#include "significance/relative_risk_keys.hpp"
#include "significance/significance_methods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace harmspot::significance
{

namespace
{

constexpr std::uint64_t kSmallTheme = 2000;
constexpr double kBandwidthM = 500;
constexpr double kSmallThemeBandwidthM = 800;
/// Points of a population stand for neighbourhoods some hundreds of metres wide.
constexpr double kPopulationBandwidthM = 1000;

struct Bandwidth {
    double metres = 0;
    std::string why;
    std::vector<std::pair<double, double>> curve{};
};

/// A quartic's radius turned to another kernel's, to the nearest 5 m.
double like_quartic(Kernel kernel, double metres)
{
    const double like = metres * bandwidth_like_gaussian(kernel, 1) / bandwidth_like_gaussian(Kernel::quartic, 1);
    return kernel == Kernel::quartic ? metres : 5 * std::round(like / 5);
}

/// Cells whose centres lie in the searchable area.
Raster<std::uint8_t> searchable_on(const Grid& grid, const MethodContext& context)
{
    Raster<std::uint8_t> where(grid, std::uint8_t{1});
    if (context.searchable == nullptr) {
        return where;
    }
    const auto& fine = context.searchable->grid;
    for (std::size_t row = 0; row < grid.rows; ++row) {
        for (std::size_t col = 0; col < grid.cols; ++col) {
            const double r = std::floor((fine.max_y - grid.centre_y(row)) / fine.cell_m);
            const double c = std::floor((grid.centre_x(col) - fine.min_x) / fine.cell_m);
            const bool on =
                r >= 0 && c >= 0 && r < static_cast<double>(fine.rows) && c < static_cast<double>(fine.cols);
            where(row, col) =
                on ? (*context.searchable)(static_cast<std::size_t>(r), static_cast<std::size_t>(c)) : std::uint8_t{0};
        }
    }
    return where;
}

/// Rounded to whole metres, so that what people read is what was used.
Bandwidth by_risk_rule(RiskBandwidthRule rule, Kernel kernel, const MethodContext& context)
{
    constexpr double kCellsAlong = 128; // the edge of the study area need not be finer to choose by
    const double longer =
        std::max(context.extent.max_x - context.extent.min_x, context.extent.max_y - context.extent.min_y);
    const auto coarse = Grid::covering(context.extent, std::max(1.0, std::ceil(longer / kCellsAlong)));
    const auto choice = choose_risk_bandwidth(rule, context.risk->events, density::study_area_on(coarse, context),
                                              searchable_on(coarse, context), context);
    const double wanted = std::max(1.0, std::round(bandwidth_like_gaussian(kernel, choice.sigma_m)));
    Bandwidth bandwidth;
    bandwidth.metres = std::max({wanted, std::round(like_quartic(kernel, context.least_bandwidth_m))});
    std::string but;
    if (choice.at_narrow_end) {
        but = ", the narrowest it tried, so it tells nothing";
    } else if (choice.sigma_m == choice.curve.front().sigma_m) {
        but = ", the widest it tried: it finds no place where the theme is commoner than elsewhere";
    } else if (wanted < bandwidth.metres) {
        but = ", which is finer than the map points that incidents were moved to";
    }
    bandwidth.why = fmt::format("Each incident is spread over {} m (bandwidth_m = \"{}\" chose {} m from the places of "
                                "both{}). ",
                                bandwidth.metres, risk_bandwidth_rule_text(rule), wanted, but);
    for (const auto& tried : choice.curve) {
        bandwidth.curve.emplace_back(bandwidth_like_gaussian(kernel, tried.sigma_m), tried.score);
    }
    return bandwidth;
}

Bandwidth bandwidth_of(const ParamValues& values, Kernel kernel, const PlacesView& places, const MethodContext& context)
{
    if (const auto metres = number_if(values, "bandwidth_m")) {
        return {*metres, {}};
    }
    if (const auto rule = risk_bandwidth_rule_named(text_of(values, "bandwidth_m"))) {
        return by_risk_rule(*rule, kernel, context);
    }
    if (text_of(values, "bandwidth_m") == "oversmoothing") {
        const auto choice = choose_bandwidth(BandwidthRule::oversmoothing, places, context.study_area_m2,
                                             context.threads, context.progress);
        const double least = like_quartic(kernel, context.least_bandwidth_m);
        const double metres = std::max({1.0, least, std::round(bandwidth_like_gaussian(kernel, choice.sigma_m))});
        return {metres, fmt::format("Each incident is spread over {} m, which bandwidth_m = \"oversmoothing\" chose. ",
                                    metres)};
    }
    const auto here = std::accumulate(places.incidents.begin(), places.incidents.end(), std::uint64_t{0});
    const bool known = context.risk->control == RiskControl::known;
    const bool small = std::max(here, context.theme_incidents) < kSmallTheme;
    const double metres =
        like_quartic(kernel, known ? kPopulationBandwidthM : (small ? kSmallThemeBandwidthM : kBandwidthM));
    return {metres, fmt::format("Each incident is spread over {} m (bandwidth_m = \"auto\"), because {}. ", metres,
                                known ? std::string("points of a population stand for whole neighbourhoods")
                                      : fmt::format("the theme has {} {} incidents with a position",
                                                    small ? "fewer than" : "at least", kSmallTheme))};
}

RiskParams params_of(const ParamValues& values, double bandwidth_m, RiskControl control, double least_bandwidth_m)
{
    RiskParams params;
    params.kernel = kernel_named(text_of(values, "kernel")).value_or(params.kernel);
    params.case_bandwidth_m = bandwidth_m;
    params.control_bandwidth_m = values.contains("against_bandwidth_m")
                                     ? number_if(values, "against_bandwidth_m").value_or(bandwidth_m)
                                     : bandwidth_m;
    params.control = control;
    params.guard_incidents = number_of(values, "guard_incidents");
    if (text_of(values, "adaptive") != "none") {
        auto& adaptive = params.adaptive.emplace();
        adaptive.pilot_m = number_if(values, "pilot_m").value_or(bandwidth_m);
        adaptive.trim = number_of(values, "trim");
        adaptive.least_m = std::max(2 * number_of(values, "cell_m"), like_quartic(params.kernel, least_bandwidth_m));
    }
    return params;
}

/// What people must be told of every such map.
std::string caveat(const RiskSetting& setting, const RiskParams& params)
{
    const auto guard = params.guard_incidents > 0
                           ? fmt::format(" Where little is expected the ratio is drawn towards 1, as if {:g} further "
                                         "incident{} were both found and expected there.",
                                         params.guard_incidents, params.guard_incidents == 1 ? "" : "s")
                           : std::string();
    if (setting.control == RiskControl::sample) {
        return "This map is relative to the other recorded incidents, not to people: a place stands out where a larger "
               "share of what is recorded belongs to the theme, which can be because there is more of the theme or "
               "because there is less of everything else." +
               guard;
    }
    return fmt::format("This map is relative to {}. People are harmed where they spend their time, not only where they "
                       "are counted, so town centres stand out against any count of residents.",
                       setting.against) +
           guard;
}

RiskMap empty_map(const Grid& grid, std::string why)
{
    return {.tested = Raster<std::uint8_t>(grid, std::uint8_t{0}),
            .log_ratio = Raster<double>(grid, 0.0),
            .p_value = Raster<double>(grid, 1.0),
            .strength = Raster<double>(grid, 0.0),
            .theme_density = Raster<double>(grid, 0.0),
            .against_density = Raster<double>(grid, 0.0),
            .why = std::move(why)};
}

/// Why there is nothing to compare; empty when there is.
std::string nothing_to_compare(const RiskSetting& setting, bool whole)
{
    const auto& events = setting.events;
    if (events.case_place.empty()) {
        return "No incident of this theme has a position inside, so there is nothing to compare.";
    }
    if (std::all_of(events.case_weight.begin(), events.case_weight.end(), [](double w) { return w == 0; })) {
        return "Every incident of this theme weighs 0, so there is no harm to compare.";
    }
    const auto& weight = events.control_weight;
    const bool none = events.control_place.empty() ||
                      (!weight.empty() && std::all_of(weight.begin(), weight.end(), [](double w) { return w == 0; }));
    if (!none) {
        return {};
    }
    if (whole && setting.control == RiskControl::sample) {
        throw InputError("relative_risk: the theme holds every incident with a position in the study area, so there is "
                         "no rest to hold it against; read all offences, or name a [[denominator]] in against");
    }
    if (whole) {
        throw InputError(
            fmt::format("relative_risk: no {} lie in the study area; check the file of the [[denominator]] "
                        "and its coordinates",
                        setting.against));
    }
    return fmt::format("This area holds none of {}, so there is nothing to compare.", setting.against);
}

/// Says how far apart the bandwidths of places are.
void note_adaptive(const AdaptiveRisk& adaptive, const std::vector<double>& bandwidths_m, Kernel kernel, RiskMap& map)
{
    const auto [least, most] = std::minmax_element(bandwidths_m.begin(), bandwidths_m.end());
    map.reach_m = KdeParams{.kernel = kernel, .bandwidth_m = *most}.reach_m();
    map.chosen.erase("against_bandwidth_m");
    map.chosen.insert({{"pilot_m", adaptive.pilot_m}, {"least_bandwidth_m", *least}, {"most_bandwidth_m", *most}});
    map.why =
        fmt::format("Each incident is spread over a distance of its own, the theme's and the others' alike: short "
                    "where incidents of any kind crowd and long where they are few, from {:.0f} m to {:.0f} m "
                    "(adaptive = \"abramson\", pilot {:.0f} m). ",
                    *least, *most, adaptive.pilot_m) +
        map.why;
}

Detection detect(const PlacesView& places, const ParamValues& values, const MethodContext& context)
{
    const auto& setting = *context.risk;
    const auto grid = Grid::covering(context.extent, number_of(values, "cell_m"));
    if (auto why = nothing_to_compare(setting, context.within == nullptr); !why.empty()) {
        auto map = empty_map(grid, std::move(why));
        map.against = setting.against;
        return map;
    }
    const auto kernel = kernel_named(text_of(values, "kernel")).value_or(Kernel::quartic);
    const auto bandwidth = bandwidth_of(values, kernel, places, context);
    const auto params = params_of(values, bandwidth.metres, setting.control, context.least_bandwidth_m);
    const auto inside = density::study_area_on(grid, context);
    auto risk = relative_risk(setting.events, inside, searchable_on(grid, context), params, context);
    RiskDrawOptions options;
    options.draws = static_cast<std::uint32_t>(integer_of(values, "draws"));
    auto draws = draw_relative_risk(setting.events, inside, risk, params, options, context);
    const auto& weight = setting.events.case_weight;
    const std::size_t cases = setting.events.case_place.size();
    RiskMap map{.tested = std::move(risk.tested),
                .log_ratio = std::move(risk.log_ratio),
                .p_value = std::move(draws.p_value),
                .strength = std::move(draws.strength),
                .theme_density = std::move(risk.case_density),
                .against_density = std::move(risk.control_density),
                .greatest = std::move(draws.greatest),
                .tolerance = number_of(values, "tolerance"),
                .most_p_adjusted = number_of(values, "most_p_adjusted"),
                .reach_m = KdeParams{.kernel = params.kernel, .bandwidth_m = params.case_bandwidth_m}.reach_m(),
                .theme_incidents = cases,
                .theme_harm = std::accumulate(weight.begin(), weight.end(), 0.0),
                .against = setting.against,
                .why = bandwidth.why + caveat(setting, params)};
    map.bandwidth_curve = bandwidth.curve;
    map.chosen = {{"bandwidth_m", params.case_bandwidth_m},
                  {"against_bandwidth_m", params.control_bandwidth_m},
                  {"against_points", static_cast<std::int64_t>(setting.events.control_place.size())},
                  {"tested_cells", static_cast<std::int64_t>(risk.cell.size())},
                  {"delta_per_km2", params.delta_per_km2(cases)},
                  {"draws", static_cast<std::int64_t>(options.draws)}};
    if (params.adaptive) {
        note_adaptive(*params.adaptive, risk.place_bandwidth_m, params.kernel, map);
    }
    return map;
}

} // namespace

Method relative_risk_method()
{
    return {
        .name = "relative_risk",
        .label = "Where the theme is commoner than other incidents",
        .summary = "Where a theme makes up more of what is recorded, or of a population, than elsewhere",
        .words =
            "A density map mostly shows where people are. This one divides: it spreads the theme's incidents and "
            "all other incidents over their surroundings alike, and shows where the theme's share is higher than "
            "elsewhere. The theme itself is not part of what it is held against. Then it asks of every place how "
            "often chance alone would do as much: the theme's incidents, each with its own weight, are dealt out at "
            "random among the places of all incidents, many times over. Outlines are drawn where that is rare, and "
            "kept when their peak beats the strongest place that chance made anywhere on the map in all but a few "
            "draws: since the whole map was searched, only that says something about a place. The default map is "
            "relative to other recorded incidents, not to people: a place can stand out because there is more of the "
            "theme or because there is less of everything else, and a quiet suburb can be where burglary is "
            "commonest. Held against a [[denominator]] it is a rate for those people or homes; residents are a poor "
            "measure of who is in a town centre on a Saturday night. Places where next to nothing is recorded are "
            "drawn towards the average by guard_incidents.",
        .reference =
            "Bithell 1990, An application of density estimation to geographical epidemiology; Kelsall & "
            "Diggle 1995, Kernel estimation of relative risk, Bernoulli 1, 3-16; edge correction, Diggle 1985; "
            "noise after Hazelton & Davies 2009, Inference based on kernel estimates of the relative risk "
            "function, Biometrical Journal 51, 98-109; the greatest of each draw, Westfall & Young 1993",
        .makes = Makes::risk_map,
        .keys = relative_risk_keys(),
        .detect = &detect,
        .check = &relative_risk_problems,
    };
}

} // namespace harmspot::significance
