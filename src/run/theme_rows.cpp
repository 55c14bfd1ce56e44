// SPDX-License-Identifier: MIT
#include "run/theme_rows.hpp"

namespace harmspot
{

std::vector<std::uint32_t> theme_row_numbers(const RunData& data, const Job& job, std::optional<AreaRef> only)
{
    const std::uint64_t bit = std::uint64_t{1} << job.theme;
    const auto& incidents = data.read.incidents;
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < incidents.size(); ++row) {
        const std::uint32_t place = incidents.place[row];
        if ((data.theme_bits[row] & bit) != 0 && place != kNoPlace &&
            (!only || data.area_of_place[only->layer][place] == only->area)) {
            rows.push_back(row);
        }
    }
    return rows;
}

ThemeRows theme_rows(const RunData& data, const Job& job, std::optional<AreaRef> only)
{
    const auto& incidents = data.read.incidents;
    const bool by_harm = job.version == Version::harm;
    ThemeRows rows;
    for (const auto row : theme_row_numbers(data, job, only)) {
        rows.place.push_back(incidents.place[row]);
        rows.harm.push_back(by_harm ? data.harm.harm[row] : 1.0);
        rows.weight.push_back(by_harm ? data.weight[row] : 1.0);
        rows.location.push_back(incidents.location[row]);
        rows.offence.push_back(incidents.offence[row]);
        if (!incidents.location_type.empty()) {
            rows.location_type.push_back(incidents.location_type[row]);
        }
        const bool timed = incidents.precision[row] == TimePrecision::minute;
        rows.earliest_min.push_back(timed ? incidents.earliest_min[row] : kNoTime);
        rows.latest_min.push_back(timed ? incidents.latest_min[row] : kNoTime);
    }
    return rows;
}

ThemePlaces run_places(const RunData& data)
{
    ThemeRows rows;
    for (const std::uint32_t place : data.read.incidents.place) {
        if (place != kNoPlace) {
            rows.place.push_back(place);
            rows.weight.push_back(1);
        }
    }
    return theme_places(data, rows, false);
}

ThemePlaces theme_places(const RunData& data, const ThemeRows& rows, bool inside_only)
{
    const auto& places = data.read.incidents.places;
    std::vector<double> weight(places.size(), 0.0);
    std::vector<std::uint32_t> count(places.size(), 0);
    for (std::size_t row = 0; row < rows.place.size(); ++row) {
        weight[rows.place[row]] += rows.weight[row];
        ++count[rows.place[row]];
    }
    ThemePlaces out;
    for (std::uint32_t place = 0; place < places.size(); ++place) {
        if (count[place] == 0 || (inside_only && data.in_study[place] == 0)) {
            continue;
        }
        out.x.push_back(places.x[place]);
        out.y.push_back(places.y[place]);
        out.weight.push_back(weight[place]);
        out.incidents.push_back(count[place]);
        out.place.push_back(place);
    }
    return out;
}

} // namespace harmspot
