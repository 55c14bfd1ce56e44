// SPDX-License-Identifier: MIT
#include "run/positions.hpp"

#include "geo/crs.hpp"
#include "incident/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>

namespace harmspot
{

namespace
{

/// Places outside the study area, with the incidents on each.
struct Strays {
    Places places;
    std::vector<std::uint64_t> incidents;
};

std::vector<std::uint64_t> incidents_at(const Incidents& incidents)
{
    std::vector<std::uint64_t> counts(incidents.places.size(), 0);
    for (const auto place : incidents.place) {
        if (place != kNoPlace) {
            ++counts[place];
        }
    }
    return counts;
}

Strays strays_of(const RunData& data, const std::vector<std::uint64_t>& counts)
{
    const auto& places = data.read.incidents.places;
    Strays strays;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0 && data.in_study[i] == 0) {
            strays.places.x.push_back(places.x[i]);
            strays.places.y.push_back(places.y[i]);
            strays.incidents.push_back(counts[i]);
        }
    }
    return strays;
}

/// Incidents that would lie in the study area if their places were moved.
std::uint64_t inside_if(const Strays& strays, const StudyArea& study, unsigned threads,
                        const std::function<Point(Point)>& moved)
{
    Places places;
    for (std::size_t i = 0; i < strays.places.size(); ++i) {
        const Point to = moved({strays.places.x[i], strays.places.y[i]});
        places.x.push_back(to.x);
        places.y.push_back(to.y);
    }
    AreaLayer layer;
    layer.areas.push_back({"study area", "study-area", study.shape});
    const auto area = assign_areas(places, layer, threads);
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < area.size(); ++i) {
        sum += area[i] != kOutside ? strays.incidents[i] : 0;
    }
    return sum;
}

/// Whether some of the study area lies west and some east of Greenwich.
bool straddles_greenwich(const StudyArea& study, const Transformation& to_lon_lat)
{
    double west = std::numeric_limits<double>::infinity();
    double east = -west;
    for (const auto& polygon : study.shape) {
        for (const auto& point : polygon.outer) {
            const double longitude = to_lon_lat(point).x;
            west = std::min(west, longitude);
            east = std::max(east, longitude);
        }
    }
    return !(west > 0 || east < 0);
}

std::string told(const PublishRules& rules, std::uint64_t count)
{
    return rules.withholds() && count < rules.least_count ? fmt::format("under {} incidents", rules.least_count)
                                                          : counted(count, "incident", "incidents");
}

} // namespace

OutsideReport outside_report(const RunConfig& config, const RunData& data, unsigned threads)
{
    const auto counts = incidents_at(data.read.incidents);
    OutsideReport report;
    for (const auto& area_of_place : data.area_of_place) {
        auto& outside = report.outside_layer.emplace_back(0);
        for (std::size_t i = 0; i < counts.size(); ++i) {
            outside += area_of_place[i] == kOutside ? counts[i] : 0;
        }
    }
    const auto strays = strays_of(data, counts);
    if (strays.incidents.empty()) {
        return report;
    }
    report.inside_if_swapped = inside_if(strays, data.study, threads, [](Point from) { return Point{from.y, from.x}; });
    const Transformation to_lon_lat(config.epsg, kWgs84);
    if (!straddles_greenwich(data.study, to_lon_lat)) {
        const Transformation back(kWgs84, config.epsg);
        report.inside_if_turned = inside_if(strays, data.study, threads, [&](Point from) {
            const Point at = to_lon_lat(from);
            return back({-at.x, at.y});
        });
    }
    return report;
}

std::vector<std::string> outside_warnings(const OutsideReport& outside, const PublishRules& rules)
{
    std::vector<std::string> warnings;
    if (outside.inside_if_swapped > 0) {
        warnings.push_back(fmt::format("Outside the study area, {} would lie in it with easting and northing swapped. "
                                       "Swap them in the export; nothing was changed here.",
                                       told(rules, outside.inside_if_swapped)));
    }
    if (outside.inside_if_turned > 0) {
        warnings.push_back(fmt::format("Outside the study area, {} would lie in it with the other sign before the "
                                       "longitude (-1.6 for 1.6). Put the sign right in the export; nothing was "
                                       "changed here.",
                                       told(rules, outside.inside_if_turned)));
    }
    return warnings;
}

std::string mixed_crs_note(const std::vector<AreaLayer>& layers, int epsg)
{
    std::string list;
    for (const auto& layer : layers) {
        list += fmt::format("{}{} EPSG:{}", list.empty() ? "" : ", ", layer.name, layer.epsg);
    }
    const bool one = std::all_of(layers.begin(), layers.end(),
                                 [&](const AreaLayer& layer) { return layer.epsg == layers.front().epsg; });
    return one ? std::string()
               : fmt::format("The layers of areas come in different coordinate reference systems: {}. All were "
                             "brought to EPSG:{}.",
                             list, epsg);
}

std::vector<std::string> outside_notes(const RunData& data, const PublishRules& rules)
{
    std::vector<std::string> notes;
    for (std::size_t i = 0; i < data.layers.size(); ++i) {
        const auto outside = data.outside.outside_layer[i];
        if (outside > 0) {
            notes.push_back(fmt::format("In no area of the layer {}: {} of {} with coordinates", data.layers[i].name,
                                        told(rules, outside), thousands(data.read.report.coordinates.located)));
        }
    }
    return notes;
}

} // namespace harmspot
