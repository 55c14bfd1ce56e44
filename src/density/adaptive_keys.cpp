// SPDX-License-Identifier: MIT
#include "density/adaptive_keys.hpp"

#include "harmspot/bandwidth.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace harmspot::density
{

namespace
{

constexpr std::string_view kAuto = "auto";

bool is_left_out(const ParamValues& values, const KeySpec& key)
{
    if (const auto number = number_if(values, key.name)) {
        const auto* fallback = std::get_if<double>(&*key.fallback);
        const auto* whole = std::get_if<std::int64_t>(&*key.fallback);
        return (fallback != nullptr && *number == *fallback) ||
               (whole != nullptr && *number == static_cast<double>(*whole));
    }
    return values.find(key.name)->second == *key.fallback;
}

/// Whether a key means something with the rule.
bool has_part(AdaptiveRule rule, std::string_view key)
{
    if (key == "pilot_m") {
        return rule == AdaptiveRule::abramson;
    }
    if (key == "neighbours") {
        return rule == AdaptiveRule::nearest;
    }
    return rule != AdaptiveRule::none;
}

std::string_view rule_that_has(std::string_view key)
{
    return key == "neighbours" ? "nearest" : "abramson";
}

std::int64_t count_of(const Surface& surface, std::string_view name)
{
    return integer_of(surface.chosen, name);
}

std::string share_words(std::int64_t count, std::uint64_t of)
{
    constexpr double kPercent = 100;
    return fmt::format("{:.1f} %",
                       kPercent * static_cast<double>(count) / static_cast<double>(std::max<std::uint64_t>(1, of)));
}

std::string rule_words(const AdaptiveParams& adaptive)
{
    if (adaptive.rule == AdaptiveRule::abramson) {
        return fmt::format("adaptive = \"abramson\", pilot {:.0f} m", adaptive.pilot_m);
    }
    return fmt::format("adaptive = \"nearest\": far enough to meet {} other places", adaptive.neighbours);
}

} // namespace

std::vector<KeySpec> adaptive_keys()
{
    const AdaptiveParams defaults;
    using Type = KeySpec::Type;
    constexpr double kMostM = 50'000;
    return {
        {.name = "adaptive",
         .type = Type::text,
         .fallback = "none",
         .choices = adaptive_rule_names(),
         .why =
             "whether each incident is spread by how crowded its surroundings are. none: all alike, which is easiest "
             "to explain and to compare from month to month. abramson and nearest: narrow bumps in town centres and "
             "wide ones in the country, on one map; use them where one bandwidth either blurs the centres or leaves "
             "every rural incident a spot of its own. Incidents on one place are spread alike, and so are the maps "
             "of harm and of incidents. abramson goes by the density of incidents about bandwidth_m (Abramson "
             "1982), nearest by the distance to the nearest other places"},
        {.name = "pilot_m",
         .type = Type::number_or_text,
         .unit = "m",
         .fallback = "auto",
         .least = 1,
         .most = kMostM,
         .choices = {"auto"},
         .why = "with abramson: bandwidth of the first, fixed map that tells where incidents crowd; auto takes "
                "bandwidth_m, and half or double of it changes little"},
        {.name = "trim",
         .type = Type::number,
         .fallback = defaults.trim,
         .least = 1,
         .most = 1000,
         .why = "with adaptive: no incident is spread over more than so many times the median, so that lonely ones do "
                "not thin out over half a county, and the map is made in good time. sparr cuts at so many times "
                "bandwidth_m instead, which lets a few incidents go further"},
        {.name = "neighbours",
         .type = Type::integer,
         .unit = "places",
         .fallback = std::int64_t{defaults.neighbours},
         .least = 1,
         .most = 1000,
         .why = "with nearest: each incident is spread as far as its so many-th nearest other place, however many "
                "incidents lie on each"},
        {.name = "least_bandwidth_m",
         .type = Type::number_or_text,
         .unit = "m",
         .fallback = "auto",
         .least = 1,
         .most = kMostM,
         .choices = {"auto"},
         .why =
             "with adaptive: no incident is spread over less. auto takes the side of a cell, since a map shows nothing "
             "finer, and 200 on data.police.uk, whose map points tell nothing finer (gaussian: 71)"},
        {.name = "most_bandwidth_m",
         .type = Type::number_or_text,
         .unit = "m",
         .fallback = "none",
         .least = 1,
         .most = kMostM,
         .choices = {"none"},
         .why = "with adaptive: no incident is spread over more"},
    };
}

AdaptiveRule adaptive_rule_of(const ParamValues& values)
{
    return adaptive_rule_named(text_of(values, "adaptive")).value_or(AdaptiveRule::none);
}

double least_bandwidth_m(Kernel kernel, const MethodContext& context)
{
    const double least =
        bandwidth_like_gaussian(kernel, context.least_bandwidth_m) / bandwidth_like_gaussian(Kernel::quartic, 1);
    return std::round(least);
}

AdaptiveParams adaptive_params_of(const ParamValues& values, Kernel kernel, double bandwidth_m, double cell_m,
                                  const MethodContext& context)
{
    AdaptiveParams adaptive;
    adaptive.rule = adaptive_rule_of(values);
    adaptive.pilot_m = number_if(values, "pilot_m").value_or(bandwidth_m);
    adaptive.trim = number_of(values, "trim");
    adaptive.neighbours = static_cast<std::uint32_t>(integer_of(values, "neighbours"));
    adaptive.most_m = number_if(values, "most_bandwidth_m").value_or(adaptive.most_m);
    const double finest = std::max(cell_m, least_bandwidth_m(kernel, context));
    // A cap asked for is kept, even where a cell is wider.
    adaptive.least_m = number_if(values, "least_bandwidth_m").value_or(std::min(finest, adaptive.most_m));
    return adaptive;
}

std::vector<std::string> adaptive_problems(const ParamValues& values)
{
    std::vector<std::string> problems;
    const auto rule = adaptive_rule_of(values);
    for (const auto& key : adaptive_keys()) {
        if (key.name != "adaptive" && !has_part(rule, key.name) && !is_left_out(values, key)) {
            problems.push_back(fmt::format("{} has no part with adaptive = \"{}\". Use adaptive = \"{}\", or leave {} "
                                           "out",
                                           key.name, text_of(values, "adaptive"), rule_that_has(key.name), key.name));
        }
    }
    const auto* word = std::get_if<std::string>(&values.find("bandwidth_m")->second);
    if (rule == AdaptiveRule::nearest && (word == nullptr || *word != kAuto)) {
        problems.emplace_back("bandwidth_m has no part with adaptive = \"nearest\", where the nearest places decide. "
                              "Use adaptive = \"abramson\", or leave bandwidth_m out");
    }
    const auto least = number_if(values, "least_bandwidth_m");
    const auto most = number_if(values, "most_bandwidth_m");
    if (least && most && *least > *most) {
        problems.push_back(fmt::format("least_bandwidth_m = {} is over most_bandwidth_m = {}; no bandwidth can be both",
                                       *least, *most));
    }
    return problems;
}

std::string adaptive_words(const AdaptiveParams& adaptive, const Surface& surface, std::uint64_t incidents)
{
    if (incidents == 0) {
        return fmt::format("There is no incident to spread ({}).", rule_words(adaptive));
    }
    const auto metres = [&](std::string_view name) { return number_of(surface.chosen, name); };
    auto words =
        fmt::format("Each incident is spread over a distance of its own, short where {} crowd and long where "
                    "they are few: from {:.0f} m to {:.0f} m, half of them over at most {:.0f} m ({}).",
                    adaptive.rule == AdaptiveRule::abramson ? "incidents" : "places", metres("least_bandwidth_m"),
                    metres("most_bandwidth_m"), metres("median_bandwidth_m"), rule_words(adaptive));
    if (const auto trimmed = count_of(surface, "trimmed_incidents"); trimmed > 0) {
        words += fmt::format(" {} were cut to the longest allowed.", share_words(trimmed, incidents));
    }
    if (const auto raised = count_of(surface, "raised_incidents"); raised > 0) {
        words += fmt::format(" {} were raised to the shortest allowed.", share_words(raised, incidents));
    }
    return words;
}

} // namespace harmspot::density
