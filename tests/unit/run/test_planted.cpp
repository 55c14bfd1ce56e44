// SPDX-License-Identifier: MIT
#include "run_folder.hpp"

#include "harmspot/geometry.hpp"

#include "geo/crs.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace harmspot;

namespace
{

/// Planted harm per theme and place, from the truth that the sample writes beside its incidents.
struct Planted {
    std::string theme;
    Point at;
    double harm = 0;
};

std::vector<Planted> planted(const SampleRun& sample)
{
    std::istringstream file(bytes_of(sample.path("sample/planted_incidents.csv")));
    std::string line;
    std::getline(file, line);
    REQUIRE(line.rfind("theme,name,incident_ref,easting,northing,harm", 0) == 0);
    std::vector<Planted> all;
    while (std::getline(file, line)) {
        std::vector<std::string> fields;
        std::istringstream row(line);
        for (std::string field; std::getline(row, field, ',');) {
            fields.push_back(field);
        }
        REQUIRE(fields.size() == 6);
        all.push_back({fields[0], {std::stod(fields[3]), std::stod(fields[4])}, std::stod(fields[5])});
    }
    return all;
}

Ring ring_of(const nlohmann::json& positions, const Transformation& to_grid)
{
    Ring ring;
    for (const auto& position : positions) {
        ring.push_back(to_grid({position[0].get<double>(), position[1].get<double>()}));
    }
    return ring;
}

MultiPolygon shapes_of(const nlohmann::json& layer)
{
    const Transformation to_grid(kWgs84, kBritishNationalGrid);
    MultiPolygon shapes;
    const auto add = [&](const nlohmann::json& rings) {
        Polygon polygon;
        polygon.outer = ring_of(rings[0], to_grid);
        for (std::size_t i = 1; i < rings.size(); ++i) {
            polygon.holes.push_back(ring_of(rings[i], to_grid));
        }
        shapes.push_back(polygon);
    };
    for (const auto& feature : layer["features"]) {
        const auto& geometry = feature["geometry"];
        if (geometry["type"] == "Polygon") {
            add(geometry["coordinates"]);
        } else {
            for (const auto& rings : geometry["coordinates"]) {
                add(rings);
            }
        }
    }
    return shapes;
}

} // namespace

TEST_CASE("reported hotspots hold the planted harm on little ground", "[run][sample]")
{
    const SampleRun sample("force", 20000);
    // The shipped config at its own cell size: this is the promise of the demo.
    sample.run("out", {"hotspots.kde.cell_m=25", "output.surfaces=false", "output.geopackage=false"});
    const auto searchable_km2 = sample.json("out/manifest.json")["searchable_km2"].get<double>();
    const auto truth = planted(sample);
    for (const std::string theme : {"burglary", "knife_crime", "substance_violence"}) {
        const auto shapes = shapes_of(sample.json("out/" + theme + "/kde_hotspots.geojson"));
        double inside = 0;
        double all = 0;
        for (const auto& incident : truth) {
            if (incident.theme == theme) {
                all += incident.harm;
                inside += side_of(shapes, incident.at) != Side::outside ? incident.harm : 0;
            }
        }
        INFO(theme);
        REQUIRE(all > 0);
        CHECK(inside / all >= 0.7);
        CHECK(area(shapes) / 1e6 / searchable_km2 <= 0.05);
    }
}
