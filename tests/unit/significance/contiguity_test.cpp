// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "harmspot/neighbours.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

namespace
{

MultiPolygon square(double west, double south, double side = 100)
{
    return {
        {{{west, south}, {west + side, south}, {west + side, south + side}, {west, south + side}, {west, south}}, {}}};
}

std::vector<std::uint32_t> row(const Weights& weights, std::size_t i)
{
    const auto neighbours = weights.neighbours_of(i);
    return {neighbours.begin(), neighbours.end()};
}

} // namespace

TEST_CASE("areas that share a border are neighbours, by a corner only with queen", "[contiguity]")
{
    // 0 1
    // 2 3     and 4 far away
    const std::vector<MultiPolygon> areas{square(0, 100), square(100, 100), square(0, 0), square(100, 0),
                                          square(900, 900)};
    const auto queen = contiguity_weights(areas, Contiguity::queen);
    CHECK(row(queen, 0) == std::vector<std::uint32_t>{1, 2, 3});
    CHECK(row(queen, 3) == std::vector<std::uint32_t>{0, 1, 2});
    CHECK(row(queen, 4).empty());
    const auto rook = contiguity_weights(areas, Contiguity::rook);
    CHECK(row(rook, 0) == std::vector<std::uint32_t>{1, 2});
    CHECK(row(rook, 3) == std::vector<std::uint32_t>{1, 2});
    CHECK(row(rook, 4).empty());
}

TEST_CASE("borders that differ in their last digits still meet", "[contiguity]")
{
    const std::vector<MultiPolygon> areas{square(0, 0), square(100.003, 0.002)};
    CHECK(row(contiguity_weights(areas, Contiguity::rook), 0) == std::vector<std::uint32_t>{1});
    CHECK(row(contiguity_weights(areas, Contiguity::rook, 0.001), 0).empty());
}

TEST_CASE("an area in the hole of another is its neighbour", "[contiguity]")
{
    auto ring = square(0, 0, 300);
    ring[0].holes.push_back({{100, 100}, {100, 200}, {200, 200}, {200, 100}, {100, 100}});
    const std::vector<MultiPolygon> areas{ring, square(100, 100)};
    CHECK(row(contiguity_weights(areas, Contiguity::rook), 1) == std::vector<std::uint32_t>{0});
}

TEST_CASE("areas that overlap are refused, and it is said which", "[contiguity]")
{
    const std::vector<MultiPolygon> areas{square(500, 500), square(0, 0), square(50, 0)};
    CHECK_THROWS_AS(contiguity_weights(areas, Contiguity::queen), InputError);
    CHECK_THROWS_WITH(contiguity_weights(areas, Contiguity::queen),
                      Catch::Contains("areas 2 and 3 overlap by 5000 m2"));
    const std::vector<MultiPolygon> within{square(0, 0, 300), square(100, 100)};
    CHECK_THROWS_AS(contiguity_weights(within, Contiguity::queen), InputError);
}
