// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "harmspot/read.hpp"
#include "real_layers.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <numeric>
#include <sstream>
#include <string>

using namespace harmspot;

namespace
{

constexpr const char* kBoundaries = "ne-boundaries";

std::string readme_of(const std::filesystem::path& folder)
{
    std::ifstream file(folder / "README.md");
    return {std::istreambuf_iterator<char>(file), {}};
}

/// "areas km2: Gateshead 142.350, Newcastle 113.423, …" of the README's table.
std::map<std::string, double> areas_in(const std::string& readme)
{
    const std::string heading = "areas km2: ";
    REQUIRE(readme.find(heading) != std::string::npos);
    const auto start = readme.find(heading) + heading.size();
    std::istringstream list(readme.substr(start, readme.find_first_of("|\n", start) - start));
    std::map<std::string, double> areas;
    for (std::string entry; std::getline(list, entry, ',');) {
        const auto first = entry.find_first_not_of(' ');
        const auto number = entry.find_first_of("0123456789");
        if (number != std::string::npos) {
            areas[entry.substr(first, number - first - 1)] = std::stod(entry.substr(number));
        }
    }
    return areas;
}

double smallest_hole_m2(const MultiPolygon& shape)
{
    double least = std::numeric_limits<double>::infinity();
    for (const auto& polygon : shape) {
        for (const auto& hole : polygon.holes) {
            least = std::min(least, std::abs(signed_area(hole)));
        }
    }
    return least;
}

double total_km2(const AreaLayer& layer)
{
    return std::accumulate(layer.areas.begin(), layer.areas.end(), 0.0,
                           [](double sum, const Area& one) { return sum + area(one.shape) / 1e6; });
}

bool same_places(const AreaLayer& a, const AreaLayer& b, const Places& places)
{
    return assign_areas(places, a, 0) == assign_areas(places, b, 0);
}

/// Points all over the box of a shape, about `count` of them.
Places lattice_over(const Box& box, int count)
{
    Places places;
    const double step = std::sqrt((box.max_x - box.min_x) * (box.max_y - box.min_y) / count);
    for (double x = box.min_x; x < box.max_x; x += step) {
        for (double y = box.min_y; y < box.max_y; y += step) {
            places.x.push_back(x);
            places.y.push_back(y);
        }
    }
    return places;
}

} // namespace

TEST_CASE("authorities have the areas that their README states", "[real]")
{
    const auto folder = real_data(kBoundaries);
    if (!folder) {
        return;
    }
    const auto layer = read_areas(real_layer(*folder, "local_authorities.geojson", "name"), 27700);
    const auto stated = areas_in(readme_of(*folder));
    CHECK(stated.size() == layer.areas.size());
    for (const auto& [name, km2] : stated) {
        const auto match = std::find_if(layer.areas.begin(), layer.areas.end(),
                                        [&, &wanted = name](const Area& a) { return a.name.rfind(wanted, 0) == 0; });
        REQUIRE(match != layer.areas.end());
        CHECK(area(match->shape) / 1e6 == Approx(km2).epsilon(1e-4));
    }
    CHECK(layer.warnings.empty());
}

TEST_CASE("the study area of the commands is the whole force", "[real]")
{
    const auto folder = real_data(kBoundaries);
    if (!folder) {
        return;
    }
    const auto commands = read_areas(real_layer(*folder, "area_commands_derived.geojson", "name"), 27700);
    const auto force = read_mask((*folder / "force_derived.geojson").string(), "force_derived.geojson", 27700);
    const auto study = study_area_of(commands);
    CHECK(commands.warnings.empty());
    CHECK(study.area_km2 == Approx(force.area_km2).epsilon(1e-6));
    CHECK(study.area_km2 == Approx(total_km2(commands)).epsilon(1e-6));
    CHECK(study.shape.size() == force.shape.size());
    CHECK(smallest_hole_m2(study.shape) > 1);
}

TEST_CASE("small areas dissolve into commands without sliver holes", "[real]")
{
    const auto folder = real_data(kBoundaries);
    if (!folder) {
        return;
    }
    auto config = real_layer(*folder, "lsoa11_northumbria.geojson", "LSOA11NM");
    const auto small = read_areas(config, 27700);
    config.group_attribute = "area_command";
    const auto commands = read_areas(config, 27700);
    const auto expected = read_areas(real_layer(*folder, "area_commands_derived.geojson", "name"), 27700);
    REQUIRE(commands.areas.size() == expected.areas.size());
    for (std::size_t i = 0; i < commands.areas.size(); ++i) {
        CHECK(commands.areas[i].name == expected.areas[i].name);
        CHECK(commands.areas[i].shape.size() == expected.areas[i].shape.size());
        CHECK(area(commands.areas[i].shape) == Approx(area(expected.areas[i].shape)).epsilon(1e-9));
        CHECK(smallest_hole_m2(commands.areas[i].shape) > 1);
    }
    const auto study = study_area_of(small);
    CHECK(smallest_hole_m2(study.shape) > 1);
    CHECK(study.area_km2 == Approx(total_km2(expected)).epsilon(1e-6));
    CHECK(same_places(commands, expected, lattice_over(bounds(study.shape), 50000)));
}

TEST_CASE("authorities dissolve into commands by a table", "[real]")
{
    const auto folder = real_data(kBoundaries);
    if (!folder) {
        return;
    }
    auto config = real_layer(*folder, "local_authorities.geojson", "name");
    config.group = {{"Central", {"Gateshead", "Newcastle upon Tyne"}},
                    {"Northern", {"North Tyneside", "Northumberland"}},
                    {"Southern", {"South Tyneside", "Sunderland"}}};
    const auto commands = read_areas(config, 27700);
    const auto expected = read_areas(real_layer(*folder, "area_commands_derived.geojson", "name"), 27700);
    CHECK(commands.areas.size() == 3);
    CHECK(total_km2(commands) == Approx(total_km2(expected)).epsilon(1e-9));
    CHECK(same_places(commands, expected, lattice_over(bounds(study_area_of(expected).shape), 50000)));
}

TEST_CASE("every boundary file can be read or says why not", "[real]")
{
    const auto folder = real_data(kBoundaries);
    if (!folder) {
        return;
    }
    const auto raw = read_areas(real_layer(*folder, "raw_lsoa11_E08000021.json", "LSOA11NM"), 27700);
    CHECK(raw.areas.size() > 100);
    CHECK(smallest_hole_m2(study_area_of(raw).shape) > 1);
    const auto coarse = read_areas(real_layer(*folder, "lsoa21_northumbria_generalised.geojson", "lsoa21_name"), 27700);
    CHECK(smallest_hole_m2(study_area_of(coarse).shape) > 1);
    const auto wards = read_areas(real_layer(*folder, "wards2013.geojson", "WD13NM"), 27700);
    CHECK_FALSE(wards.warnings.empty()); // two authorities have a ward named Castle
    CHECK_THROWS_AS(read_areas(real_layer(*folder, "raw_topo_lad_england.topojson", "LAD13NM"), 27700), InputError);
}
