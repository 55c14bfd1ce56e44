// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace harmspot
{

/// A colour of a palette.
struct Rgba {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    std::uint8_t alpha = 255;
};

/// The bytes of a PNG (ISO/IEC 15948) with a palette of at most 256 colours.
/// \param pixels `width` × `height` numbers of colours, row by row from the top
/// \throws OutputError when zlib has no memory
[[nodiscard]] std::string png_of(const std::vector<std::uint8_t>& pixels, std::size_t width, std::size_t height,
                                 const std::vector<Rgba>& palette);

/// RFC 4648, with padding.
[[nodiscard]] std::string base64_of(const std::string& bytes);

} // namespace harmspot
