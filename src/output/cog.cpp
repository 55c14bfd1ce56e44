// SPDX-License-Identifier: MIT
#include "harmspot/output.hpp"

#include "geo/gdal.hpp"
#include "harmspot/error.hpp"
#include "output/gdal_file.hpp"
#include "output/text.hpp"

#include <cpl_string.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace harmspot
{

namespace
{

constexpr const char* kBlockSize = "512";

struct Statistics {
    double least = 0;
    double most = 0;
    double mean = 0;
    double deviation = 0;
};

/// Of the cells that hold data; nothing when none does.
std::optional<Statistics> statistics_of(const Raster<float>& raster)
{
    Statistics s;
    double sum = 0;
    double squares = 0;
    double count = 0;
    for (const float cell : raster.values) {
        if (cell != kNoData) {
            const auto value = static_cast<double>(cell);
            s.least = count == 0 ? value : std::min(s.least, value);
            s.most = count == 0 ? value : std::max(s.most, value);
            sum += value;
            squares += value * value;
            ++count;
        }
    }
    if (count == 0) {
        return std::nullopt;
    }
    s.mean = sum / count;
    s.deviation = std::sqrt(std::max(0.0, squares / count - s.mean * s.mean));
    return s;
}

/// The raster as GDAL sees it, without a copy: a grid may be gigabytes. GDAL only reads it.
gdal::Dataset view_of(const Raster<float>& raster)
{
    const auto& grid = raster.grid;
    gdal::Dataset dataset(gdal::driver("MEM").Create("", static_cast<int>(grid.cols), static_cast<int>(grid.rows), 0,
                                                     GDT_Float32, nullptr));
    std::array<char, 64> pointer{};
    const int size = CPLPrintPointer(pointer.data(), const_cast<float*>(raster.values.data()), pointer.size() - 1);
    CPLStringList options;
    options.SetNameValue("DATAPOINTER", std::string(pointer.data(), static_cast<std::size_t>(size)).c_str());
    if (!dataset || dataset->AddBand(GDT_Float32, options.List()) != CE_None) {
        throw OutputError("the surface cannot be handed to GDAL: " + gdal::last_error());
    }
    std::array<double, 6> transform{grid.min_x, grid.cell_m, 0, grid.max_y, 0, -grid.cell_m};
    dataset->SetGeoTransform(transform.data());
    return dataset;
}

void describe(GDALDataset& dataset, const PublishableSurface& surface)
{
    const auto set = [&dataset](const char* name, const std::string& text) {
        dataset.SetMetadataItem(name, valid_utf8(text).c_str());
    };
    const auto statements = product_statements(surface.info(), surface.rules(), surface.withheld());
    set("AREA_OR_POINT", "Area");
    set("TIFFTAG_IMAGEDESCRIPTION", surface.rules().marking + ". " + surface.description());
    set("title", product_title(surface.info()));
    set("marking", surface.rules().marking);
    set("statements", fmt::format("{}", fmt::join(statements, " ")));
    auto& band = *dataset.GetRasterBand(1);
    band.SetDescription(valid_utf8(surface.description()).c_str());
    band.SetUnitType(valid_utf8(surface.unit()).c_str());
    band.SetNoDataValue(static_cast<double>(kNoData));
    if (const auto s = statistics_of(surface.raster())) {
        band.SetStatistics(s->least, s->most, s->mean, s->deviation);
    }
}

CPLStringList creation_options()
{
    CPLStringList options;
    options.SetNameValue("COMPRESS", "DEFLATE");
    options.SetNameValue("PREDICTOR", "YES");
    options.SetNameValue("LEVEL", "3"); // two thirds of the time of the default 6 for 2 % more bytes
    options.SetNameValue("BLOCKSIZE", kBlockSize);
    options.SetNameValue("OVERVIEW_RESAMPLING", "AVERAGE");
    options.SetNameValue("NUM_THREADS", "1"); // several writers run side by side
    options.SetNameValue("BIGTIFF", "IF_SAFER");
    return options;
}

} // namespace

void write_cog(const std::string& path, const PublishableSurface& surface)
{
    GdalFile file(path);
    auto view = view_of(surface.raster());
    auto reference = gdal::srs(surface.epsg());
    view->SetSpatialRef(&reference);
    describe(*view, surface);
    static_cast<void>(gdal::last_error());
    gdal::Dataset copy(
        gdal::driver("COG").CreateCopy(file.name(), view.get(), FALSE, creation_options().List(), nullptr, nullptr));
    if (!copy) {
        file.fail();
    }
    gdal::close_checked(std::move(copy), path);
    file.keep();
}

} // namespace harmspot
