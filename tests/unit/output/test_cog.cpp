// SPDX-License-Identifier: MIT
#include "geo/gdal.hpp"
#include "geo/sha256.hpp"
#include "harmspot/error.hpp"
#include "harmspot/output.hpp"
#include "scratch.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace harmspot;

namespace
{

/// Hills of many values over `cols` x `rows` cells, the west third outside the mask.
PublishableSurface surface_of(std::size_t cols, std::size_t rows)
{
    constexpr double kCellM = 25;
    const auto grid = Grid::covering(
        {400000, 500000, 400000 + static_cast<double>(cols) * kCellM, 500000 + static_cast<double>(rows) * kCellM},
        kCellM);
    Surface surface;
    surface.raster = Raster<double>(grid);
    Raster<std::uint8_t> inside(grid);
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t col = 0; col < cols; ++col) {
            surface.raster(row, col) = 1.5 + std::sin(static_cast<double>(row * col) * 0.001);
            inside(row, col) = col < cols / 3 ? 0 : 1;
        }
    }
    surface.bandwidth_m = 300;
    surface.reach_m = 300;
    surface.unit = "days per km2";
    surface.cell_rule = "centre";
    ProductInfo info;
    info.title = "Monthly </script>";
    info.theme_title = "Burglary";
    info.method = "kde";
    info.version = "harm";
    info.statements = {"First.", "Second \xFF."};
    return publish(surface, inside, {}, 27700, info, {});
}

gdal::Dataset open(const std::string& path)
{
    gdal::initialise();
    return gdal::Dataset(GDALDataset::Open(path.c_str(), GDAL_OF_RASTER, nullptr, nullptr, nullptr));
}

std::string metadata(GDALDataset& dataset, const char* name, const char* domain = "")
{
    const char* text = dataset.GetMetadataItem(name, domain);
    return text == nullptr ? "(none)" : text;
}

} // namespace

TEST_CASE("a surface reads back as a cloud optimised GeoTIFF with all that must be said about it", "[cog]")
{
    const Scratch scratch;
    const auto surface = surface_of(1500, 1100);
    write_cog(scratch / "s.tif", surface);
    const auto dataset = open(scratch / "s.tif");
    REQUIRE(dataset);
    CHECK(metadata(*dataset, "LAYOUT", "IMAGE_STRUCTURE") == "COG");
    CHECK(metadata(*dataset, "COMPRESSION", "IMAGE_STRUCTURE") == "DEFLATE");
    CHECK(metadata(*dataset, "AREA_OR_POINT") == "Area");
    CHECK(metadata(*dataset, "marking") == "OFFICIAL-SENSITIVE");
    CHECK(metadata(*dataset, "title") == "Monthly </script>: Burglary, weighted by harm");
    CHECK(metadata(*dataset, "statements") == "First. Second \xEF\xBF\xBD.");
    CHECK_THAT(metadata(*dataset, "TIFFTAG_IMAGEDESCRIPTION"), Catch::StartsWith("OFFICIAL-SENSITIVE. Monthly"));
    CHECK(metadata(*dataset, "TIFFTAG_DATETIME") == "(none)");
    double transform[6];
    REQUIRE(dataset->GetGeoTransform(transform) == CE_None);
    CHECK(transform[0] == 400000);
    CHECK(transform[1] == 25);
    CHECK(transform[3] == 500000 + 1100 * 25);
    CHECK(std::string(dataset->GetSpatialRef()->GetAuthorityCode(nullptr)) == "27700");

    REQUIRE(dataset->GetRasterCount() == 1);
    auto* band = dataset->GetRasterBand(1);
    CHECK(band->GetRasterDataType() == GDT_Float32);
    CHECK(band->GetNoDataValue() == static_cast<double>(kNoData));
    CHECK(std::string(band->GetUnitType()) == "days per km2");
    CHECK_THAT(std::string(band->GetDescription()), Catch::Contains("bandwidth 300 m"));
    int block_x = 0;
    int block_y = 0;
    band->GetBlockSize(&block_x, &block_y);
    CHECK(block_x == 512);
    CHECK(block_y == 512);
    CHECK(band->GetOverviewCount() == 2);
}

TEST_CASE("cells read back as they were, and their statistics leave out what is not data", "[cog]")
{
    const Scratch scratch;
    const auto surface = surface_of(300, 200);
    write_cog(scratch / "s.tif", surface);
    const auto dataset = open(scratch / "s.tif");
    std::vector<float> cells(300 * 200);
    REQUIRE(dataset->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, 300, 200, cells.data(), 300, 200, GDT_Float32, 0, 0,
                                                nullptr) == CE_None);
    CHECK(std::equal(cells.begin(), cells.end(), surface.raster().values.begin()));
    CHECK(cells[0] == kNoData);
    double least = 0;
    double most = 0;
    double mean = 0;
    double deviation = 0;
    REQUIRE(dataset->GetRasterBand(1)->GetStatistics(FALSE, FALSE, &least, &most, &mean, &deviation) == CE_None);
    CHECK(least > 0.49);
    CHECK(most < 2.51);
    double sum = 0;
    double count = 0;
    for (const float cell : cells) {
        sum += cell == kNoData ? 0 : static_cast<double>(cell);
        count += cell == kNoData ? 0 : 1;
    }
    CHECK(mean == Approx(sum / count));
}

TEST_CASE("the same surface gives the same bytes", "[cog]")
{
    const Scratch scratch;
    const auto surface = surface_of(1500, 1100);
    write_cog(scratch / "a.tif", surface);
    write_cog(scratch / "b.tif", surface);
    CHECK(sha256_of_file(scratch / "a.tif") == sha256_of_file(scratch / "b.tif"));
    CHECK(std::distance(std::filesystem::directory_iterator(scratch.path()), {}) == 2); // nothing else left there
}

TEST_CASE("one cell, or none with data, is a file all the same", "[cog]")
{
    const Scratch scratch;
    write_cog(scratch / "one.tif", surface_of(1, 1));
    CHECK(open(scratch / "one.tif")->GetRasterXSize() == 1);
    Surface surface;
    surface.raster = Raster<double>(Grid::covering({0, 0, 100, 100}, 25), 1.0);
    const Raster<std::uint8_t> outside(surface.raster.grid, 0);
    write_cog(scratch / "none.tif", publish(surface, outside, {}, 27700, {}, {}));
    CHECK(open(scratch / "none.tif")->GetRasterBand(1)->GetMetadataItem("STATISTICS_MEAN") == nullptr);
}

TEST_CASE("a surface that cannot be written is an error that names the file, and no half file stays", "[cog]")
{
    const Scratch scratch;
    const auto path = scratch / "s.tif";
    {
        const FullDisk disk(50000);
        CHECK_THROWS_WITH(write_cog(path, surface_of(600, 600)), Catch::StartsWith(path));
    }
    CHECK_FALSE(std::filesystem::exists(path));
    CHECK_THROWS_WITH(write_cog(scratch / "no/folder/s.tif", surface_of(3, 3)),
                      Catch::StartsWith(scratch / "no/folder/s.tif"));
    write_text(path, "mine");
    CHECK_THROWS_AS(write_cog(path, surface_of(3, 3)), OutputError);
    CHECK(bytes_of(path) == "mine");
    CHECK_THROWS_WITH(write_cog("/vsimem/s.tif", surface_of(3, 3)), Catch::Contains("/vsi"));
}
