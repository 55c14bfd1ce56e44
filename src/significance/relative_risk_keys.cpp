// SPDX-License-Identifier: MIT
#include "significance/relative_risk_keys.hpp"

#include "harmspot/relative_risk.hpp"

#include <fmt/format.h>

namespace harmspot
{

std::vector<std::string> significance::relative_risk_problems(const ParamValues& values)
{
    const double cell_m = number_of(values, "cell_m");
    for (const auto* key : {"bandwidth_m", "against_bandwidth_m"}) {
        const auto metres = values.contains(key) ? number_if(values, key) : std::nullopt;
        if (metres && *metres < 2 * cell_m) {
            return {fmt::format("{} = {} m is under two cells of cell_m = {} m, so the map would skip incidents; use a "
                                "smaller cell_m",
                                key, *metres, cell_m)};
        }
    }
    const bool adaptive = text_of(values, "adaptive") != "none";
    if (adaptive && text_of(values, "against") != "rest") {
        return {
            "adaptive follows how crowded incidents are, which a [[denominator]] does not tell. Leave adaptive out, or "
            "use against = \"rest\""};
    }
    if (adaptive && values.contains("against_bandwidth_m")) {
        return {
            "against_bandwidth_m has no part with adaptive, where both sides are spread alike. Leave one of them out"};
    }
    if (!adaptive && number_if(values, "pilot_m")) {
        return {"pilot_m has no part with adaptive = \"none\". Use adaptive = \"abramson\", or leave pilot_m out"};
    }
    return {};
}

std::vector<KeySpec> significance::relative_risk_keys()
{
    using Type = KeySpec::Type;
    return {
        {.name = "against",
         .type = Type::name,
         .fallback = "rest",
         .why = "what the theme is held against: rest, all other incidents that were read (each counting 1, whatever "
                "its harm), or the name of a [[denominator]], such as residents or households"},
        {.name = "kernel",
         .type = Type::text,
         .fallback = "quartic",
         .choices = kernel_names(),
         .why = "shape of the bump laid on each incident, as for kde"},
        {.name = "bandwidth_m",
         .type = Type::number_or_text,
         .unit = "m",
         .fallback = "auto",
         .least = 50,
         .most = 50'000,
         .choices = {"auto", "oversmoothing", "kelsall_diggle", "hazelton"},
         .why =
             "how far an incident is spread, for the theme and for what it is held against alike. A ratio needs more "
             "than a density: auto takes 500, 800 for a theme of under 2,000 incidents, and 1,000 against a "
             "[[denominator]]; oversmoothing the widest that the theme's own spread can want (Terrell 1990). "
             "kelsall_diggle and hazelton "
             "choose from the theme and what it is held against together, by how well the ratio at each place is "
             "foretold by "
             "the others: kelsall_diggle the log ratio, which heeds quiet places most, hazelton the ratio itself, "
             "which heeds "
             "busy ones; the curve is in the manifest"},
        {.name = "against_bandwidth_m",
         .type = Type::number,
         .unit = "m",
         .optional = true,
         .least = 50,
         .most = 50'000,
         .why = "another bandwidth for what the theme is held against; the same is best, because then most of what "
                "smoothing does to the two cancels"},
        {.name = "adaptive",
         .type = Type::text,
         .fallback = "none",
         .choices = {"none", "abramson"},
         .why =
             "none: every incident is spread alike. abramson: over a distance of its own, short where incidents of any "
             "kind crowd and long where they are few, the theme's and the others' alike, about bandwidth_m (Davies & "
             "Hazelton 2010); for towns and open country on one map, against the rest only"},
        {.name = "pilot_m",
         .type = Type::number_or_text,
         .unit = "m",
         .fallback = "auto",
         .least = 50,
         .most = 50'000,
         .choices = {"auto"},
         .why =
             "with adaptive: bandwidth of the first map, of all incidents together, that tells where they crowd; auto "
             "takes bandwidth_m"},
        {.name = "trim",
         .type = Type::number,
         .fallback = AdaptiveRisk().trim,
         .least = 1,
         .most = 1000,
         .why = "with adaptive: no incident is spread over more than so many times the median"},
        {.name = "cell_m",
         .type = Type::number,
         .unit = "m",
         .fallback = 50.0,
         .least = 5,
         .most = 10'000,
         .why = "side of a map cell; half of it takes four times as long"},
        {.name = "tolerance",
         .type = Type::number,
         .fallback = 0.05,
         .least = 0.000'01,
         .most = 0.5,
         .why = "outlines are drawn where chance alone would do as much in so small a share of draws (the tolerance "
                "contour)"},
        {.name = "most_p_adjusted",
         .type = Type::number,
         .fallback = 0.05,
         .least = 0.000'01,
         .most = 1,
         .why =
             "outlines are dropped and counted when anything as strong as their peak turns up somewhere on the map in "
             "a larger share of draws; 1 keeps all, of which many will be chance"},
        {.name = "draws",
         .type = Type::integer,
         .unit = "draws",
         .fallback = std::int64_t{999},
         .least = 99,
         .most = 99'999,
         .why = "how often chance is tried; p-values are never under 1 / (draws + 1)"},
        {.name = "guard_incidents",
         .type = Type::number,
         .unit = "incidents",
         .fallback = 1.0,
         .least = 0,
         .most = 1'000,
         .why = "so many further incidents are taken to be both found and expected everywhere, so that one incident "
                "where none is expected is no peak; 0 = the plain ratio"},
    };
}

} // namespace harmspot
