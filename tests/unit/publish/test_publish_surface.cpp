// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "harmspot/publish.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace harmspot;

namespace
{

struct Points {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> weight;
    std::vector<std::uint32_t> incidents;

    void add(double px, double py, std::uint32_t n)
    {
        x.push_back(px);
        y.push_back(py);
        weight.push_back(n);
        incidents.push_back(n);
    }
    [[nodiscard]] PlacesView view() const { return {x, y, weight, incidents}; }
};

/// 10 x 8 cells of 25 m, south-west corner at (1000, 2000).
Grid grid()
{
    return Grid::covering({1000, 2000, 1250, 2200}, 25);
}

Surface surface_of(double value, double reach_m)
{
    Surface surface;
    surface.raster = Raster<double>(grid(), value);
    surface.bandwidth_m = reach_m;
    surface.reach_m = reach_m;
    surface.unit = "days per km2";
    surface.cell_rule = "centre";
    return surface;
}

PublishRules public_rules()
{
    PublishRules rules;
    rules.profile = Profile::public_;
    return rules;
}

std::uint64_t incidents_near(const Points& points, double x, double y, double reach_m)
{
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < points.x.size(); ++i) {
        const double dx = points.x[i] - x;
        const double dy = points.y[i] - y;
        count += dx * dx + dy * dy <= reach_m * reach_m ? points.incidents[i] : 0;
    }
    return count;
}

} // namespace

TEST_CASE("outside the mask there is no data", "[publish]")
{
    Raster<std::uint8_t> inside(grid(), 1);
    inside(2, 3) = 0;
    auto surface = surface_of(1.5, 50);
    surface.raster(0, 0) = std::numeric_limits<double>::quiet_NaN();
    surface.raster(0, 1) = 1e300; // beyond Float32
    const auto out = publish(surface, inside, {}, 27700, {}, {});
    CHECK(out.raster()(2, 3) == kNoData);
    CHECK(out.raster()(0, 0) == kNoData);
    CHECK(out.raster()(0, 1) == kNoData);
    CHECK(out.raster()(2, 4) == 1.5F);
    CHECK(out.unit() == "days per km2");
    CHECK(out.withheld().cells == 0);
}

TEST_CASE("a mask on another grid is refused", "[publish]")
{
    const Raster<std::uint8_t> inside(Grid::covering({0, 0, 100, 100}, 25), 1);
    CHECK_THROWS_AS(publish(surface_of(1, 50), inside, {}, 27700, {}, {}), Error);
}

TEST_CASE("public cells show only where enough incidents lie within reach", "[publish]")
{
    Points points;
    points.add(1062.5, 2112.5, 4); // on a cell's centre; alone too few
    points.add(1112.5, 2112.5, 1); // with the first, 5 in between them
    points.add(1249.0, 2001.0, 6); // in a corner, enough alone
    points.add(900.0, 2100.0, 9);  // outside the grid, reaching into it
    points.add(1120.0, 2290.0, 9); // above it
    points.add(5000.0, 9000.0, 9); // nowhere near
    const double reach_m = GENERATE(30.0, 50.0, 110.0, 500.0);
    const Raster<std::uint8_t> inside(grid(), 1);
    const auto out = publish(surface_of(2, reach_m), inside, points.view(), 27700, {}, public_rules());
    std::uint64_t withheld = 0;
    for (std::size_t row = 0; row < grid().rows; ++row) {
        for (std::size_t col = 0; col < grid().cols; ++col) {
            const auto near = incidents_near(points, grid().centre_x(col), grid().centre_y(row), reach_m);
            INFO("row " << row << " col " << col << " reach " << reach_m);
            CHECK(out.raster()(row, col) == (near >= 5 ? 2.0F : kNoData));
            withheld += near >= 5 ? 0 : 1;
        }
    }
    CHECK(out.withheld().cells == withheld);
}

TEST_CASE("the internal profile shows every cell inside", "[publish]")
{
    const Raster<std::uint8_t> inside(grid(), 1);
    const auto out = publish(surface_of(0, 50), inside, {}, 27700, {}, {});
    CHECK(std::all_of(out.raster().values.begin(), out.raster().values.end(), [](float v) { return v == 0; }));
}
