// SPDX-License-Identifier: MIT
#include "output/png.hpp"

#include "harmspot/error.hpp"

#include <openssl/evp.h>
#include <zlib.h>

#include <string_view>

namespace harmspot
{

namespace
{

std::string big_endian(std::size_t number)
{
    std::string out;
    for (const int shift : {24, 16, 8, 0}) {
        out += static_cast<char>((number >> static_cast<unsigned>(shift)) & 0xFFU);
    }
    return out;
}

const Bytef* bytes_of(std::string_view text)
{
    return reinterpret_cast<const Bytef*>(text.data());
}

std::string chunk(std::string_view kind, const std::string& data)
{
    std::string checked(kind);
    checked += data;
    const auto crc = crc32(crc32(0, nullptr, 0), bytes_of(checked), static_cast<uInt>(checked.size()));
    return big_endian(data.size()) + checked + big_endian(crc);
}

std::string deflated(const std::string& raw)
{
    auto size = compressBound(static_cast<uLong>(raw.size()));
    std::string out(size, '\0');
    if (compress2(reinterpret_cast<Bytef*>(out.data()), &size, bytes_of(raw), static_cast<uLong>(raw.size()), 9) !=
        Z_OK) {
        throw OutputError("a picture cannot be packed: not enough memory");
    }
    out.resize(size);
    return out;
}

} // namespace

std::string png_of(const std::vector<std::uint8_t>& pixels, std::size_t width, std::size_t height,
                   const std::vector<Rgba>& palette)
{
    std::string colours;
    std::string alphas;
    for (const auto& colour : palette) {
        for (const auto part : {colour.red, colour.green, colour.blue}) {
            colours += static_cast<char>(part);
        }
        alphas += static_cast<char>(colour.alpha);
    }
    std::string rows;
    for (std::size_t row = 0; row < height; ++row) {
        rows += '\0'; // no filter: a palette gains nothing by one
        for (std::size_t col = 0; col < width; ++col) {
            rows += static_cast<char>(pixels[row * width + col]);
        }
    }
    constexpr std::string_view kEightBitPalette("\x08\x03\x00\x00\x00", 5);
    return std::string("\x89PNG\r\n\x1A\n", 8) +
           chunk("IHDR", big_endian(width) + big_endian(height) + std::string(kEightBitPalette)) +
           chunk("PLTE", colours) + chunk("tRNS", alphas) + chunk("IDAT", deflated(rows)) + chunk("IEND", {});
}

std::string base64_of(const std::string& bytes)
{
    std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0'); // and the closing zero
    const int length =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes_of(bytes), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

} // namespace harmspot
