// SPDX-License-Identifier: MIT
#include "../../real_data.hpp"
#include "geo/crs.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <vector>

using namespace harmspot;

namespace
{

/// A test point of Ordnance Survey: the same spot in both systems.
struct TestPoint {
    std::string name;
    Point lon_lat;
    Point grid;
};

std::vector<TestPoint> test_points(const std::filesystem::path& folder)
{
    std::ifstream file(folder / "ostn15_points.csv");
    std::vector<TestPoint> points;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::istringstream row(line);
        std::vector<std::string> fields;
        for (std::string field; std::getline(row, field, ',');) {
            fields.push_back(field);
        }
        REQUIRE(fields.size() >= 6);
        points.push_back(
            {fields[0], {std::stod(fields[2]), std::stod(fields[1])}, {std::stod(fields[4]), std::stod(fields[5])}});
    }
    return points;
}

double metres_off(const Transformation& transformation, const TestPoint& point)
{
    const Point got = transformation(point.lon_lat);
    INFO(point.name);
    CHECK(std::isfinite(got.x));
    return std::hypot(got.x - point.grid.x, got.y - point.grid.y);
}

/// The grid's folder; PROJ finds it by itself, or HARMSPOT_REAL_DATA has it.
bool use_grid()
{
    if (has_ostn15()) {
        return true;
    }
    if (const auto folder = real_data("ostn15")) {
        set_proj_folders({folder->string()});
    }
    return has_ostn15();
}

} // namespace

TEST_CASE("with the OSTN15 grid the test points lie within 10 mm", "[real]")
{
    const auto folder = real_data("osgb-test-points");
    if (!folder) {
        return;
    }
    if (!use_grid()) {
        std::cout << "SKIP: no OSTN15 grid in PROJ's folders nor in ostn15 of HARMSPOT_REAL_DATA\n";
        return;
    }
    constexpr int kEtrs89 = 4258;
    const auto points = test_points(*folder);
    REQUIRE(points.size() == 20);
    for (const int from : {kWgs84, kEtrs89}) {
        const Transformation transformation(from, kBritishNationalGrid);
        for (const auto& point : points) {
            INFO(point.name);
            CHECK(metres_off(transformation, point) < 0.010);
            const auto report = transformation.report(point.lon_lat);
            CHECK(report.grid_used);
            CHECK(report.accuracy_m <= 1);
        }
    }
    set_proj_folders({});
}

TEST_CASE("without the OSTN15 grid the accuracy stated holds for the test points", "[real]")
{
    const auto folder = real_data("osgb-test-points");
    if (!folder) {
        return;
    }
    set_proj_folders({});
    if (has_ostn15()) {
        std::cout << "SKIP: PROJ's own folders hold the OSTN15 grid\n";
        return;
    }
    const Transformation transformation(kWgs84, kBritishNationalGrid);
    double worst = 0;
    for (const auto& point : test_points(*folder)) {
        INFO(point.name);
        const double off = metres_off(transformation, point);
        const auto report = transformation.report(point.lon_lat);
        CHECK_FALSE(report.grid_used);
        CHECK(off <= report.accuracy_m);
        worst = std::max(worst, off);
    }
    CHECK(worst > 1); // else nobody would need the grid
}
