// SPDX-License-Identifier: MIT
#include "harmspot/surface_picture.hpp"

#include "output/figures.hpp"
#include "output/png.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

namespace harmspot
{

namespace
{

/// Light to dark, in the hues of the hotspots, lighter at each end: shades lie under them.
constexpr std::array<std::string_view, 5> kFills{"#fbe9cf", "#f3cf9b", "#e5a264", "#c9713c", "#97401d"};
constexpr std::uint8_t kAlpha = 200;

/// Cells of the surface, first and past-the-end.
struct Window {
    std::size_t first_row = 0;
    std::size_t end_row = 0;
    std::size_t first_col = 0;
    std::size_t end_col = 0;

    [[nodiscard]] bool empty() const { return first_row >= end_row; }
    [[nodiscard]] std::size_t longer_side() const { return std::max(end_row - first_row, end_col - first_col); }
};

/// Where cells are at least `least`.
Window window_of(const Raster<float>& raster, double least)
{
    const auto& grid = raster.grid;
    Window w{grid.rows, 0, grid.cols, 0};
    for (std::size_t row = 0; row < grid.rows; ++row) {
        for (std::size_t col = 0; col < grid.cols; ++col) {
            const float cell = raster(row, col);
            if (cell != kNoData && static_cast<double>(cell) >= least) {
                w.first_row = std::min(w.first_row, row);
                w.end_row = row + 1;
                w.first_col = std::min(w.first_col, col);
                w.end_col = std::max(w.end_col, col + 1);
            }
        }
    }
    return w;
}

/// The mean of the cells with data in a pixel of `step` × `step` cells; NaN where none has any.
double mean_of(const Raster<float>& raster, std::size_t row, std::size_t col, std::size_t step)
{
    double sum = 0;
    double count = 0;
    for (std::size_t r = row; r < std::min(row + step, raster.grid.rows); ++r) {
        for (std::size_t c = col; c < std::min(col + step, raster.grid.cols); ++c) {
            const float cell = raster(r, c);
            if (cell != kNoData) {
                sum += static_cast<double>(cell);
                ++count;
            }
        }
    }
    return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

std::vector<Rgba> palette_of(const std::vector<SurfaceShade>& shades)
{
    std::vector<Rgba> palette{{255, 255, 255, 0}};
    for (const auto& shade : shades) {
        const auto part = [&](std::size_t at) {
            return static_cast<std::uint8_t>(std::stoi(std::string(shade.fill.substr(at, 2)), nullptr, 16));
        };
        palette.push_back({part(1), part(3), part(5), kAlpha});
    }
    return palette;
}

/// The number of the colour for a value: 0 = none.
std::uint8_t colour_of(double value, const std::vector<SurfaceShade>& shades)
{
    std::uint8_t colour = 0;
    for (const auto& shade : shades) {
        colour = static_cast<std::uint8_t>(colour + (value >= shade.from ? 1 : 0)); // NaN is no more than anything
    }
    return colour;
}

double most_of(const Raster<float>& raster)
{
    float most = 0;
    for (const float cell : raster.values) {
        most = cell == kNoData ? most : std::max(most, cell);
    }
    return static_cast<double>(most);
}

} // namespace

std::vector<SurfaceShade> surface_shades(double most)
{
    if (!(most > 0) || !std::isfinite(most)) {
        return {};
    }
    std::vector<SurfaceShade> shades;
    for (std::size_t i = 0; i < kFills.size(); ++i) {
        const double from = down_to_two_digits(most / std::pow(2, static_cast<double>(kFills.size() - 1 - i)) / 2);
        shades.push_back({from, kFills[i], {}});
    }
    for (std::size_t i = 0; i < shades.size(); ++i) {
        shades[i].label = with_commas(shades[i].from) +
                          (i + 1 < shades.size() ? " to " + with_commas(shades[i + 1].from) : std::string(" and over"));
    }
    return shades;
}

SurfacePicture surface_picture(const PublishableSurface& surface, std::size_t most_pixels)
{
    const auto& raster = surface.raster();
    const auto& grid = raster.grid;
    SurfacePicture picture;
    picture.unit = surface.unit();
    picture.shades = surface_shades(most_of(raster));
    const auto window = picture.shades.empty() ? Window{} : window_of(raster, picture.shades.front().from);
    if (window.empty()) {
        return picture;
    }
    const std::size_t step = (window.longer_side() + most_pixels - 1) / most_pixels;
    picture.width = (window.end_col - window.first_col + step - 1) / step;
    picture.height = (window.end_row - window.first_row + step - 1) / step;
    picture.metres_per_pixel = static_cast<double>(step) * grid.cell_m;
    const double west = grid.min_x + static_cast<double>(window.first_col) * grid.cell_m;
    const double north = grid.max_y - static_cast<double>(window.first_row) * grid.cell_m;
    picture.box = {west, north - static_cast<double>(picture.height) * picture.metres_per_pixel,
                   west + static_cast<double>(picture.width) * picture.metres_per_pixel, north};
    std::vector<std::uint8_t> pixels(picture.width * picture.height);
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const auto row = window.first_row + i / picture.width * step;
        const auto col = window.first_col + i % picture.width * step;
        pixels[i] = colour_of(mean_of(raster, row, col, step), picture.shades);
    }
    picture.data_uri =
        "data:image/png;base64," + base64_of(png_of(pixels, picture.width, picture.height, palette_of(picture.shades)));
    return picture;
}

} // namespace harmspot
