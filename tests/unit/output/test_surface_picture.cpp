// SPDX-License-Identifier: MIT
#include "harmspot/surface_picture.hpp"

#include "geo/gdal.hpp"
#include "harmspot/output.hpp"
#include "output/png.hpp"
#include "scratch.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>

using namespace harmspot;

namespace
{

constexpr double kCellM = 25;

/// A surface of `values`, written from the north-west; negative = outside the study area.
PublishableSurface surface_of(std::size_t cols, std::size_t rows, const std::vector<double>& values)
{
    Surface surface;
    Grid grid{420'000, 565'000, kCellM, cols, rows};
    surface.raster = Raster<double>(grid);
    Raster<std::uint8_t> inside(grid);
    for (std::size_t i = 0; i < values.size(); ++i) {
        surface.raster.values[i] = std::max(values[i], 0.0);
        inside.values[i] = values[i] < 0 ? 0 : 1;
    }
    surface.unit = "days per km2";
    surface.cell_rule = "centre";
    ProductInfo info;
    info.method = "kde";
    info.version = "harm";
    return publish(surface, inside, {}, 27'700, info, {});
}

std::string decoded(const std::string& base64)
{
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    unsigned bits = 0;
    unsigned held = 0;
    for (const char c : base64.substr(base64.find(',') + 1)) {
        if (c == '=') {
            break;
        }
        bits = (bits << 6U) | static_cast<unsigned>(kDigits.find(c));
        held += 6;
        if (held >= 8) {
            held -= 8;
            out += static_cast<char>((bits >> held) & 0xFFU);
        }
    }
    return out;
}

/// A picture as any PNG reader sees it: red, green, blue and alpha of a pixel.
class Seen
{
public:
    explicit Seen(const SurfacePicture& picture)
    {
        write_text(m_scratch / "a.png", decoded(picture.data_uri));
        gdal::initialise();
        m_dataset.reset(GDALDataset::Open((m_scratch / "a.png").c_str(), GDAL_OF_RASTER));
        REQUIRE(m_dataset);
        REQUIRE(m_dataset->GetRasterXSize() == static_cast<int>(picture.width));
        REQUIRE(m_dataset->GetRasterYSize() == static_cast<int>(picture.height));
    }
    std::array<int, 4> at(int col, int row) const
    {
        std::uint8_t index = 0;
        REQUIRE(m_dataset->GetRasterBand(1)->RasterIO(GF_Read, col, row, 1, 1, &index, 1, 1, GDT_Byte, 0, 0) ==
                CE_None);
        const auto* entry = m_dataset->GetRasterBand(1)->GetColorTable()->GetColorEntry(index);
        return {entry->c1, entry->c2, entry->c3, entry->c4};
    }

private:
    Scratch m_scratch;
    gdal::Dataset m_dataset;
};

/// The pixel that a place lies on, as a page draws the picture over its box.
std::pair<int, int> pixel_of(const SurfacePicture& picture, Point p)
{
    const auto across = (p.x - picture.box.min_x) / (picture.box.max_x - picture.box.min_x);
    const auto down = (picture.box.max_y - p.y) / (picture.box.max_y - picture.box.min_y);
    return {static_cast<int>(across * static_cast<double>(picture.width)),
            static_cast<int>(down * static_cast<double>(picture.height))};
}

/// Darkness to the eye in grey, 0 to 255 (ITU-R BT.601).
double grey_of(std::string_view fill)
{
    const auto part = [&](std::size_t at) { return std::stoi(std::string(fill.substr(at, 2)), nullptr, 16); };
    return 0.299 * part(1) + 0.587 * part(3) + 0.114 * part(5);
}

} // namespace

TEST_CASE("each shade reaches twice as far up as the one before", "[picture]")
{
    const auto shades = surface_shades(3200);
    REQUIRE(shades.size() == 5);
    std::vector<double> from;
    for (const auto& shade : shades) {
        from.push_back(shade.from);
    }
    CHECK(from == std::vector<double>{100, 200, 400, 800, 1600});
    CHECK(shades[0].label == "100 to 200");
    CHECK(shades[4].label == "1,600 and over");
    CHECK(surface_shades(0).empty());
    CHECK(surface_shades(-1).empty());
    for (std::size_t i = 1; i < shades.size(); ++i) { // in order when printed in grey, and told apart
        CHECK(grey_of(shades[i].fill) < grey_of(shades[i - 1].fill) - 20);
    }
}

TEST_CASE("a picture of four by two cells is what one would colour in by hand", "[picture]")
{
    // The west column is outside, the east one too thin for a shade: two by two pixels are left.
    const auto picture = surface_picture(surface_of(4, 2,
                                                    {-1, 3200, 900, 1, //
                                                     -1, 250, 50, 1}));
    CHECK(picture.width == 2);
    CHECK(picture.height == 2);
    CHECK(picture.metres_per_pixel == kCellM);
    CHECK(picture.box == Box{420'025, 564'950, 420'075, 565'000});
    CHECK(picture.unit == "days per km2");
    const Seen seen(picture);
    CHECK(seen.at(0, 0) == std::array<int, 4>{0x97, 0x40, 0x1D, 200});
    CHECK(seen.at(1, 0) == std::array<int, 4>{0xC9, 0x71, 0x3C, 200});
    CHECK(seen.at(0, 1) == std::array<int, 4>{0xF3, 0xCF, 0x9B, 200});
    CHECK(seen.at(1, 1)[3] == 0);
}

TEST_CASE("a known place falls on its pixel, whatever cells a pixel takes together", "[picture]")
{
    constexpr std::size_t kCols = 700;
    constexpr std::size_t kRows = 410;
    const Point place{420'000 + 533.5 * kCellM, 565'000 - 271.5 * kCellM}; // on the centre of row 271, column 533
    std::vector<double> values(kCols * kRows, 0.0);
    for (const std::size_t i : {std::size_t{3} * kCols + 5, std::size_t{400} * kCols + 690}) {
        values[i] = 3000; // so that the picture takes in nearly all of the grid, at corners of no round number
    }
    values[271 * kCols + 533] = 3200;
    const auto surface = surface_of(kCols, kRows, values);
    for (const std::size_t most : {std::size_t{1000}, std::size_t{600}, std::size_t{97}, std::size_t{40}}) {
        const auto picture = surface_picture(surface, most);
        INFO("at most " << most << " pixels: " << picture.width << " x " << picture.height);
        CHECK(std::max(picture.width, picture.height) <= most);
        CHECK(std::max(picture.width, picture.height) > most / 2 - 1);
        const auto [col, row] = pixel_of(picture, place);
        const Seen seen(picture);
        CHECK(seen.at(col, row)[3] == (picture.metres_per_pixel > 4 * kCellM ? 0 : 200)); // thinned out by the mean
        for (const auto& [dx, dy] : {std::pair{-2, 0}, std::pair{2, 0}, std::pair{0, -2}, std::pair{0, 2}}) {
            CHECK(seen.at(col + dx, row + dy)[3] == 0);
        }
    }
}

TEST_CASE("pixels at a border are means of the cells that hold data", "[picture]")
{
    // Two cells a pixel: the second column is outside, and must not halve the first.
    const auto picture = surface_picture(surface_of(4, 2,
                                                    {700, -1, 1600, 1600, //
                                                     700, -1, 1600, 1600}),
                                         2);
    CHECK(picture.metres_per_pixel == 2 * kCellM);
    const Seen seen(picture);
    CHECK(seen.at(0, 0) == std::array<int, 4>{0xC9, 0x71, 0x3C, 200}); // 700, from 400 to 800
    CHECK(seen.at(1, 0) == std::array<int, 4>{0x97, 0x40, 0x1D, 200});
}

TEST_CASE("a surface without anything on it has no picture", "[picture]")
{
    CHECK(surface_picture(surface_of(2, 2, {0, 0, 0, 0})).data_uri.empty());
    CHECK(surface_picture(surface_of(2, 2, {-1, -1, -1, -1})).data_uri.empty());
    const auto one = surface_picture(surface_of(1, 1, {5}));
    CHECK(one.width == 1);
    CHECK(Seen(one).at(0, 0)[3] == 200);
}

TEST_CASE("the same surface gives the same picture, in few bytes", "[picture]")
{
    std::vector<double> values;
    for (int i = 0; i < 600 * 400; ++i) {
        values.push_back(1000 * std::exp(-std::pow((i % 600 - 300) / 90.0, 2) - std::pow((i / 600 - 200) / 60.0, 2)));
    }
    const auto surface = surface_of(600, 400, values);
    CHECK(surface_picture(surface).data_uri == surface_picture(surface).data_uri);
    CHECK(surface_picture(surface).data_uri.size() < 20'000);
}

TEST_CASE("base64 is that of the standard's own cases", "[picture]")
{
    CHECK(base64_of("") == "");
    CHECK(base64_of("f") == "Zg==");
    CHECK(base64_of("fo") == "Zm8=");
    CHECK(base64_of("foo") == "Zm9v");
    CHECK(base64_of("foobar") == "Zm9vYmFy");
}
