// SPDX-License-Identifier: MIT
#include "harmspot/class_breaks.hpp"

#include "output/figures.hpp"
#include "publish/feature_values.hpp"

#include <algorithm>
#include <array>

namespace harmspot
{

namespace
{

/// Values of `property`, ascending, without those of quarter outlines.
std::vector<double> values_of(const PublishableLayer& layer, std::string_view property)
{
    std::vector<double> values;
    for (const auto& feature : layer.features()) {
        const auto* found = find(feature, property);
        if (!is_outline(feature) && found != nullptr && std::holds_alternative<double>(*found)) {
            values.push_back(std::get<double>(*found));
        }
    }
    std::sort(values.begin(), values.end());
    return values;
}

/// Whether some of the ascending `values` are in [from, to).
bool any_between(const std::vector<double>& values, double from, double to)
{
    const auto first = std::lower_bound(values.begin(), values.end(), from);
    return first != values.end() && *first < to;
}

std::vector<DensityClass> classes_of(const std::vector<double>& breaks, double middle)
{
    switch (breaks.size()) {
    case 0:
        return {{"high", kHighFill, "about " + with_commas(middle)}};
    case 1:
        return {{"low", kLowFill, "under " + with_commas(breaks[0])},
                {"high", kHighFill, with_commas(breaks[0]) + " and over"}};
    default:
        return {{"low", kLowFill, "under " + with_commas(breaks[0])},
                {"mid", kMidFill, with_commas(breaks[0]) + " to " + with_commas(breaks[1])},
                {"high", kHighFill, with_commas(breaks[1]) + " and over"}};
    }
}

} // namespace

ClassBreaks class_breaks(const PublishableLayer& layer)
{
    const auto& info = layer.info();
    const bool counts = info.version == "count" || info.harm_equals_count;
    ClassBreaks made;
    made.property = counts ? "incidents_per_km2" : "harm_per_km2";
    made.unit = counts ? "incidents per km²" : info.harm_unit + " of harm per km²";
    const auto values = values_of(layer, made.property);
    if (values.empty()) {
        return made;
    }
    const auto n = values.size();
    const std::array<double, 2> thirds{down_to_two_digits(values[n / 3]), down_to_two_digits(values[2 * n / 3])};
    double from = values.front();
    for (const double at : thirds) {
        if (any_between(values, from, at)) { // above it lies at least the value it was rounded from
            made.breaks.push_back(at);
            from = at;
        }
    }
    made.classes = classes_of(made.breaks, down_to_two_digits(values[n / 2]));
    return made;
}

} // namespace harmspot
