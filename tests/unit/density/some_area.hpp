// SPDX-License-Identifier: MIT
#pragma once

#include "kde_cases.hpp"

/// A study area that edge corrections have something to do in.
namespace kde_cases
{

/// A study area with a bay, a hole and an island, on a grid a little wider than it.
inline Raster<std::uint8_t> some_area()
{
    Raster<std::uint8_t> inside(grid_of(1000, 3000, 25, 60, 50), std::uint8_t{0});
    const auto fill = [&](std::size_t top, std::size_t left, std::size_t bottom, std::size_t right,
                          std::uint8_t value) {
        for (std::size_t row = top; row < bottom; ++row) {
            for (std::size_t col = left; col < right; ++col) {
                inside(row, col) = value;
            }
        }
    };
    fill(2, 0, 48, 45, 1);
    fill(10, 0, 14, 20, 0);
    fill(25, 20, 30, 27, 0);
    fill(30, 52, 36, 58, 1);
    return inside;
}

inline void burn_some_area(Raster<std::uint8_t>& raster)
{
    raster = some_area();
}

inline PlaceList places_in(const Raster<std::uint8_t>& inside)
{
    std::mt19937_64 random(3);
    PlaceList places;
    while (places.x.size() < 200) {
        const double x = inside.grid.min_x + uniform(random) * 60 * 25;
        const double y = inside.grid.max_y - uniform(random) * 50 * 25;
        const auto row = static_cast<std::size_t>((inside.grid.max_y - y) / 25);
        const auto col = static_cast<std::size_t>((x - inside.grid.min_x) / 25);
        if (inside(row, col) != 0) {
            places.add(x, y, 1 + uniform(random));
        }
    }
    return places;
}

inline MethodContext in_some_area(unsigned threads = 1)
{
    auto context = on_path(SimdPath::plain, threads);
    context.burn_study_area = burn_some_area;
    return context;
}

} // namespace kde_cases
