// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"
#include "harmspot/publish.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace harmspot
{

/// One shade of a surface: from `from` up to the next shade's, in the surface's own unit.
struct SurfaceShade {
    double from = 0;
    std::string_view fill; ///< "#rrggbb"
    std::string label;     ///< "40 to 80", "160 and over"
};

/// A surface as a small picture to lay under a map that is drawn in metres of the analysis CRS.
struct SurfacePicture {
    std::string data_uri; ///< "data:image/png;base64,…"; empty when no cell is dense enough for a shade
    Box box;              ///< outer edges of the picture
    std::size_t width = 0;
    std::size_t height = 0;
    double metres_per_pixel = 0;      ///< a whole number of cells
    std::string unit;                 ///< of the shades
    std::vector<SurfaceShade> shades; ///< lightest first
};

/// Shades for a surface whose densest pixel holds `most`: five, each reaching twice as far up as the one before,
/// because densities fall off as steeply as that; starting at a thirty-second of `most`, all breaks rounded to two
/// digits. What is thinner has no shade. None when `most` is not above 0.
[[nodiscard]] std::vector<SurfaceShade> surface_shades(double most);

/// A PNG of at most `most_pixels` a side, cut to where the surface has a shade, transparent elsewhere and at nodata.
/// A pixel is the mean of the cells it covers that hold data. The shades go from light to dark, so they keep their
/// order for the colour-blind and in grey. The same bytes for the same surface. \pre the more the worse: densities and
/// shares, not p-values or log ratios
[[nodiscard]] SurfacePicture surface_picture(const PublishableSurface& surface, std::size_t most_pixels = 600);

} // namespace harmspot
