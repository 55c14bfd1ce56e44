// SPDX-License-Identifier: MIT
#include "geo/crs.hpp"
#include "sample/sample_offences.hpp"
#include "sample/sample_writers.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace harmspot::sample
{

namespace
{

constexpr int kCircleSides = 64;

/// Counter-clockwise ring of a circle, as GeoJSON coordinates.
std::string circle(const PlantedHotspot& hotspot, const Transformation& to_wgs84)
{
    std::string ring;
    for (int side = 0; side <= kCircleSides; ++side) {
        const double angle = 2 * std::numbers::pi * (side % kCircleSides) / kCircleSides;
        const Point at = to_wgs84({hotspot.easting + hotspot.radius_m * std::cos(angle),
                                   hotspot.northing + hotspot.radius_m * std::sin(angle)});
        ring += fmt::format("{}[{:.7f},{:.7f}]", side == 0 ? "" : ",", at.x, at.y);
    }
    return ring;
}

} // namespace

void write_truth(const std::string& folder, const Sample& sample)
{
    const Transformation to_wgs84(kBritishNationalGrid, kWgs84);
    const auto totals = planted_totals(sample);
    TextFile hotspots(folder + "/planted_hotspots.geojson");
    hotspots.write("{\"type\":\"FeatureCollection\",\"name\":\"planted_hotspots\",\"features\":[\n");
    for (std::size_t h = 0; h < kPlantedHotspots; ++h) {
        const auto& hotspot = planted_hotspots()[h];
        hotspots.write(fmt::format(
            R"({{"type":"Feature","properties":{{"theme":"{}","name":"{}","command":"{}","radius_m":{},"incidents":{},)"
            R"("harm":{:.0f},"harm_unit":"days"}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}{})",
            hotspot.theme, hotspot.name, hotspot.command, hotspot.radius_m, totals[h].incidents, totals[h].harm_days,
            circle(hotspot, to_wgs84), h + 1 < kPlantedHotspots ? ",\n" : "\n"));
    }
    hotspots.write("]}\n");
    hotspots.finish();

    TextFile incidents(folder + "/planted_incidents.csv");
    incidents.write("theme,name,incident_ref,easting,northing,harm\n");
    for (std::size_t row = 0; row < sample.incidents.size(); ++row) {
        const auto& incident = sample.incidents[row];
        if (incident.hotspot != kNoHotspot) {
            const auto& hotspot = planted_hotspots()[incident.hotspot];
            incidents.write(fmt::format("{},{},{},{},{},{:.0f}\n", hotspot.theme, hotspot.name,
                                        incident_ref(sample, row), incident.house.easting, incident.house.northing,
                                        offences()[incident.offence].harm_days));
        }
    }
    incidents.finish();
}

} // namespace harmspot::sample
