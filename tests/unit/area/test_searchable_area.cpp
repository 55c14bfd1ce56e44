// SPDX-License-Identifier: MIT
#include "harmspot/area.hpp"
#include "shapes.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace harmspot;

namespace
{

StudyArea study_of(const MultiPolygon& shape)
{
    return {shape, area(shape) / 1e6};
}

std::size_t cells_set(const Raster<std::uint8_t>& raster)
{
    return static_cast<std::size_t>(std::count(raster.values.begin(), raster.values.end(), 1));
}

/// The rule, written as plainly as can be.
Raster<std::uint8_t> by_brute_force(const StudyArea& study, const Places& places)
{
    const Grid grid = Grid::covering(bounds(study.shape), kSearchableCellM);
    Raster<std::uint8_t> raster(grid, 0);
    for (std::size_t row = 0; row < grid.rows; ++row) {
        for (std::size_t col = 0; col < grid.cols; ++col) {
            const Point centre{grid.centre_x(col), grid.centre_y(row)};
            bool near = false;
            for (std::size_t i = 0; i < places.size() && !near; ++i) {
                const double dx = places.x[i] - centre.x;
                const double dy = places.y[i] - centre.y;
                near = dx * dx + dy * dy <= kSearchableReachM * kSearchableReachM;
            }
            raster(row, col) = near && side_of(study.shape, centre) != Side::outside ? 1 : 0;
        }
    }
    return raster;
}

} // namespace

TEST_CASE("one place makes a disc of 250 m searchable", "[searchable]")
{
    const auto study = study_of(box_shape(0, 0, 2000, 2000));
    const auto searchable = searchable_area(study, {{1012.5}, {1012.5}}, 1);
    CHECK(searchable.grid == Grid{0, 2000, 25, 80, 80});
    // The place is the centre of cell (39, 40); cells 10 away along an axis are exactly 250 m off and count.
    CHECK(searchable(39, 40) == 1);
    CHECK(searchable(39, 50) == 1);
    CHECK(searchable(39, 51) == 0);
    CHECK(searchable(29, 40) == 1);
    CHECK(searchable(28, 40) == 0);
    CHECK(searchable(33, 48) == 1); // 6 and 8 cells off: exactly 250 m again
    CHECK(searchable(33, 49) == 0);
    // Lattice points with i^2 + j^2 <= 100 number 317 (Gauss's circle problem).
    CHECK(cells_set(searchable) == 317);
    CHECK(area_km2(searchable) == Approx(317 * 625 / 1e6));
}

TEST_CASE("only what lies in the study area is searchable", "[searchable]")
{
    // The place stands on the west border: half of its disc is outside.
    const auto study = study_of(box_shape(0, 0, 2000, 2000));
    const auto searchable = searchable_area(study, {{0}, {1012.5}}, 1);
    CHECK(cells_set(searchable) > 317 / 2 - 12);
    CHECK(cells_set(searchable) < 317 / 2 + 12);
    // 200 m outside still reaches in; 251 m outside, and the other end of the country, do not.
    CHECK(cells_set(searchable_area(study, {{-200}, {1000}}, 1)) > 0);
    CHECK(cells_set(searchable_area(study, {{-251}, {1000}}, 1)) == 0);
    CHECK(cells_set(searchable_area(study, {{-4e5, 9e5}, {1000, 1e6}}, 1)) == 0);
    CHECK(cells_set(searchable_area(study, {}, 1)) == 0);
}

TEST_CASE("searchable cells are those of the brute force, on any thread count", "[searchable]")
{
    Random random(5);
    MultiPolygon shape{{star_ring(random, {5000, 5000}, 1500, 5000, 40), {}}};
    shape.front().holes.push_back(star_ring(random, {5000, 5000}, 300, 1200, 15));
    orient(shape);
    const auto study = study_of(shape);
    Places places;
    for (int i = 0; i < 300; ++i) {
        places.x.push_back(random.between(-500, 10500));
        places.y.push_back(random.between(-500, 10500));
    }
    for (int i = 0; i < 40; ++i) { // on cell centres, where ties are
        places.x.push_back(12.5 + 25 * std::floor(random.between(0, 400)));
        places.y.push_back(12.5 + 25 * std::floor(random.between(0, 400)));
    }
    const auto expected = by_brute_force(study, places);
    CHECK(cells_set(expected) > 10000);
    for (const unsigned threads : {1U, 2U, 7U}) {
        const auto searchable = searchable_area(study, places, threads);
        CHECK(searchable.grid == expected.grid);
        CHECK(searchable.values == expected.values);
    }
}
