// SPDX-License-Identifier: MIT
#include "harmspot/class_breaks.hpp"

#include "output/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace harmspot
{

namespace
{

/// Values of `property`, ascending, without those of quarter outlines.
std::vector<double> values_of(const PublishableLayer& layer, std::string_view property)
{
    std::vector<double> values;
    for (const auto& feature : layer.features()) {
        const auto of = [&feature](std::string_view name) {
            return std::find_if(feature.properties.begin(), feature.properties.end(),
                                [name](const auto& item) { return item.first == name; });
        };
        const auto outline = of("outline");
        const bool quarter =
            outline != feature.properties.end() && outline->second == PropertyValue(std::string("quarter"));
        const auto found = of(property);
        if (!quarter && found != feature.properties.end() && std::holds_alternative<double>(found->second)) {
            values.push_back(std::get<double>(found->second));
        }
    }
    std::sort(values.begin(), values.end());
    return values;
}

/// The largest number of two digits that is no more than `value`.
double down_to_two_digits(double value)
{
    if (!(value > 0)) {
        return value;
    }
    constexpr double kSlip = 1e-9; // 0.33 / 0.01 is a little under 33
    const double digits = std::floor(std::log10(value)) - 1;
    // Multiplied or divided by whole numbers alone: 10 to a negative power is not exact.
    const double scale = std::pow(10, std::abs(digits));
    const double figures = std::floor((digits < 0 ? value * scale : value / scale) * (1 + kSlip));
    return digits < 0 ? figures / scale : figures * scale;
}

/// Whether some of the ascending `values` are in [from, to).
bool any_between(const std::vector<double>& values, double from, double to)
{
    const auto first = std::lower_bound(values.begin(), values.end(), from);
    return first != values.end() && *first < to;
}

std::string with_commas(double value)
{
    std::string text = number_text(value);
    const auto end = static_cast<std::ptrdiff_t>(std::min(text.find_first_of(".e"), text.size()));
    for (auto at = end - 3; at > (value < 0 ? 1 : 0); at -= 3) {
        text.insert(static_cast<std::size_t>(at), ",");
    }
    return text;
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
