// SPDX-License-Identifier: MIT
#include "harmspot/kde.hpp"

#include "density/adaptive_keys.hpp"
#include "density/density_methods.hpp"
#include "harmspot/bandwidth.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace harmspot::density
{

namespace
{

/// Under this many incidents a theme is small: 300 m would leave most of its incidents alone on the map.
constexpr std::uint64_t kSmallTheme = 2000;
constexpr double kSmallThemeBandwidthM = 400;
constexpr double kRoundTo = 5; // metres

/// The bandwidth of a theme, and what to tell people of how it was chosen.
struct Bandwidth {
    double metres = KdeParams().bandwidth_m;
    std::string why = "(bandwidth_m)"; ///< goes on from "spread over 300 m"
    bool given = true;                 ///< a number in the config
    std::vector<std::pair<double, double>> curve{};
};

std::uint64_t incidents_of(const PlacesView& places)
{
    return std::accumulate(places.incidents.begin(), places.incidents.end(), std::uint64_t{0});
}

Bandwidth by_theme_size(Kernel kernel, const PlacesView& places, const MethodContext& context)
{
    const auto here = incidents_of(places);
    const bool small = std::max(here, context.theme_incidents) < kSmallTheme;
    double metres = small ? kSmallThemeBandwidthM : KdeParams().bandwidth_m;
    if (kernel == Kernel::gaussian) {
        metres = std::round(metres / bandwidth_like_gaussian(Kernel::quartic, 1) / kRoundTo) * kRoundTo;
    }
    return {metres,
            fmt::format("(bandwidth_m = \"auto\"), because the theme has {} {} incidents with a position",
                        small ? "fewer than" : "at least", kSmallTheme),
            false};
}

/// Rounded to whole metres, so that what people read is what was used.
Bandwidth by_rule(BandwidthRule rule, Kernel kernel, const PlacesView& places, const MethodContext& context)
{
    const auto choice = choose_bandwidth(rule, places, context.study_area_m2, context.threads, context.progress);
    const double wanted = std::max(1.0, std::round(bandwidth_like_gaussian(kernel, choice.sigma_m)));
    Bandwidth bandwidth;
    bandwidth.given = false;
    bandwidth.metres = std::max(wanted, least_bandwidth_m(kernel, context));
    bandwidth.why =
        fmt::format("(bandwidth_m = \"{}\" chose {} m from {} places{}{})", bandwidth_rule_text(rule), wanted,
                    choice.places, choice.at_narrow_end ? ", the narrowest it tried, so it tells nothing" : "",
                    wanted < bandwidth.metres ? ", which is finer than the map points that incidents were "
                                                "moved to"
                                              : "");
    for (const auto& tried : choice.curve) {
        bandwidth.curve.emplace_back(bandwidth_like_gaussian(kernel, tried.sigma_m), tried.score);
    }
    return bandwidth;
}

/// What `bandwidth_m` is for this theme: the number itself, or what its word stands for.
Bandwidth resolve_bandwidth(const ParamValues& values, Kernel kernel, const PlacesView& places,
                            const MethodContext& context)
{
    if (const auto metres = number_if(values, "bandwidth_m")) {
        return {*metres};
    }
    const auto rule = bandwidth_rule_named(text_of(values, "bandwidth_m"));
    return rule ? by_rule(*rule, kernel, places, context) : by_theme_size(kernel, places, context);
}

std::vector<std::string> bandwidth_words()
{
    auto words = bandwidth_rule_names();
    words.insert(words.begin(), "auto");
    return words;
}

/// Every parameter but the bandwidth when that is a word.
KdeParams params_of(const ParamValues& values)
{
    KdeParams params;
    params.kernel = kernel_named(text_of(values, "kernel")).value_or(params.kernel);
    params.bandwidth_m = number_if(values, "bandwidth_m").value_or(params.bandwidth_m);
    params.cell_m = number_of(values, "cell_m");
    if (const auto& rule = text_of(values, "cell_rule"); rule != "auto") {
        params.average = rule == "average";
    }
    const auto& edge = text_of(values, "edge_correction");
    params.edge = edge == "uniform" ? EdgeCorrection::uniform
                  : edge == "mass"  ? EdgeCorrection::mass
                                    : EdgeCorrection::none;
    params.direct = text_of(values, "exact") == "direct";
    return params;
}

std::string_view cell_words(std::string_view cell_rule)
{
    if (cell_rule == "average") {
        return " The value of a map cell is the mean over 16 points in it.";
    }
    return cell_rule == "centre" ? " The value of a map cell is that at its centre."
                                 : " The value of a map cell is that at its centre, but the mean over 16 points in it "
                                   "for incidents spread over less than 4 cells.";
}

Surface detect_adaptive(const PlacesView& places, const ParamValues& values, const KdeParams& params,
                        const Bandwidth& bandwidth, const MethodContext& context)
{
    const auto adaptive = adaptive_params_of(values, params.kernel, params.bandwidth_m, params.cell_m, context);
    auto surface = adaptive_surface(places, Grid::covering(context.extent, params.cell_m), params, adaptive, context);
    surface.why = adaptive_words(adaptive, surface, incidents_of(places));
    if (adaptive.rule == AdaptiveRule::abramson && places.size() > 0) {
        surface.chosen.emplace("bandwidth_m", bandwidth.metres);
        surface.chosen.emplace("pilot_m", adaptive.pilot_m);
        surface.why +=
            fmt::format(" Their geometric mean, before limits, is {} m {}.", bandwidth.metres, bandwidth.why);
    }
    return surface;
}

Surface detect_fixed(const PlacesView& places, const KdeParams& params, const Bandwidth& bandwidth,
                     const MethodContext& context)
{
    auto surface = kernel_surface(places, Grid::covering(context.extent, params.cell_m), params, context);
    surface.why = fmt::format("Each incident is spread over {} m {}.", bandwidth.metres, bandwidth.why);
    if (!bandwidth.given) {
        surface.chosen = {{"bandwidth_m", bandwidth.metres}};
    }
    return surface;
}

Detection detect(const PlacesView& places, const ParamValues& values, const MethodContext& context)
{
    auto params = params_of(values);
    const auto rule = adaptive_rule_of(values);
    const auto bandwidth =
        rule == AdaptiveRule::nearest ? Bandwidth{} : resolve_bandwidth(values, params.kernel, places, context);
    params.bandwidth_m = bandwidth.metres;
    auto surface = rule == AdaptiveRule::none ? detect_fixed(places, params, bandwidth, context)
                                              : detect_adaptive(places, values, params, bandwidth, context);
    surface.bandwidth_curve = bandwidth.curve;
    surface.why += cell_words(surface.cell_rule);
    if (params.edge != EdgeCorrection::none) {
        surface.why += " Density near the border is made up for what lies beyond it; incidents outside do not count.";
    }
    return surface;
}

std::optional<KdeParams> fixed_kernel(const ParamValues& values)
{
    const auto params = params_of(values);
    const bool plain = adaptive_rule_of(values) == AdaptiveRule::none && number_if(values, "bandwidth_m") &&
                       params.edge == EdgeCorrection::none && !params.direct;
    return plain ? std::optional(params) : std::nullopt;
}

std::vector<std::string> check(const ParamValues& values)
{
    const auto params = params_of(values);
    auto problems = adaptive_problems(values);
    const bool adaptive = adaptive_rule_of(values) != AdaptiveRule::none;
    const std::string_view key = adaptive ? "least_bandwidth_m" : "bandwidth_m";
    const auto narrowest = number_if(values, key);
    if (narrowest && params.average.has_value() && !*params.average && *narrowest < params.cell_m) {
        problems.push_back(
            fmt::format("{} = {} is less than cell_m = {}, so with cell_rule = \"centre\" most incidents "
                        "would fall between cell centres and vanish. Use cell_rule = \"auto\", or "
                        "smaller cells",
                        key, *narrowest, params.cell_m));
    }
    return problems;
}

std::vector<KeySpec> fixed_keys()
{
    const KdeParams defaults;
    using Type = KeySpec::Type;
    return {
        {.name = "kernel",
         .type = Type::text,
         .fallback = "quartic",
         .choices = kernel_names(),
         .why = "shape of the bump laid on each incident; all but gaussian end at the bandwidth, so far-off incidents "
                "never count, and quartic does so smoothly"},
        {.name = "bandwidth_m",
         .type = Type::number_or_text,
         .unit = "m",
         .fallback = "auto",
         .least = 1,
         .most = 50'000,
         .choices = bandwidth_words(),
         .why =
             "how far an incident's harm is spread: the radius; for gaussian, the standard deviation. auto takes 300, "
             "which suits a year of one offence in towns, and 400 for a theme of under 2,000 incidents (gaussian: "
             "105 and 140, which spread as far). The other words choose from the data: scott and oversmoothing by "
             "spread and number, lscv and likelihood by how well each place is foretold by the rest, cvl by the size "
             "of the study area, nearest by the tenth nearest place, berman_diggle by how many places lie round each; "
             "the curve they judged by is in the manifest. "
             "Give a number to keep one value from month to month. Under 200 is refused on data.police.uk, which "
             "moves every incident to one of a few map points"},
        {.name = "cell_m",
         .type = Type::number,
         .unit = "m",
         .fallback = defaults.cell_m,
         .least = 1,
         .most = 10'000,
         .why = "side of a map cell; 25 is fine enough for streets and keeps files small"},
        {.name = "cell_rule",
         .type = Type::text,
         .fallback = "auto",
         .choices = {"auto", "centre", "average"},
         .why = "value at the cell's centre, or the mean over 4 x 4 points in it; auto takes the mean when the "
                "bandwidth is "
                "under 4 cells, where centres alone mis-count by up to 7 %"},
        {.name = "edge_correction",
         .type = Type::text,
         .fallback = "none",
         .choices = {"none", "uniform", "mass"},
         .why = "what is done about harm that spreads over the border of the study area. none: incidents outside count "
                "where they reach in. uniform: density near the border is raised by the share that falls outside "
                "(Diggle 1985). mass: every incident's harm stays inside (Jones 1993). With uniform and mass only "
                "incidents inside count"},
        {.name = "exact",
         .type = Type::text,
         .fallback = "fast",
         .choices = {"fast", "direct"},
         .why = "fast and direct agree to 9 digits; direct is the plain sum over incidents, slow, to check by"},
    };
}

std::vector<KeySpec> keys()
{
    auto all = fixed_keys();
    const auto adaptive = adaptive_keys();
    all.insert(all.end() - 1, adaptive.begin(), adaptive.end()); // `exact` last: few need it
    return all;
}

} // namespace

Method kde_method()
{
    return {
        .name = "kde",
        .label = "Density map",
        .summary = "Spreads each incident's harm over its surroundings and finds where most of it piles up",
        .words =
            "Every incident is replaced by a smooth bump of harm, highest at the incident and fading to nothing at the "
            "bandwidth. Adding the bumps gives a map of harm per square kilometre. Hotspots are the places where that "
            "map is highest, taking the same share of the searchable area in every theme and month so that lists can "
            "be compared. The map describes recorded harm in the period; it does not by itself predict, and it says "
            "nothing about why. A wider bandwidth gives fewer, larger hotspots. Where towns and open country share one "
            "map, adaptive = \"abramson\" spreads incidents narrowly where they crowd and widely where they are few; "
            "keep to one bandwidth where maps are compared from month to month, because adaptive ones change with the "
            "data. Every map has a highest place, also one made by chance: with significance = true each hotspot is "
            "asked whether chance would do as much. A p_value of 0.005 says that when the theme is dealt out anew "
            "among "
            "everything recorded, where it was recorded, none of 199 maps has a place that stands out as much from "
            "what is recorded there anyway; explain significance says it for a meeting.",
        .reference =
            "Rosenblatt 1956; Parzen 1962; kernels as in Silverman 1986, eq. 4.3 to 4.5; in policing, Chainey & "
            "Ratcliffe 2005; adaptive bandwidths Abramson 1982, Breiman, Meisel & Purcell 1977, Davies & Hazelton 2010",
        .makes = Makes::surface,
        .keys = keys(),
        .detect = &detect,
        .check = &check,
        .fixed_kernel = &fixed_kernel,
    };
}

} // namespace harmspot::density
