// SPDX-License-Identifier: MIT
#include "geo/gdal.hpp"

#include "harmspot/error.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <fmt/format.h>
#include <ogr_geometry.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace harmspot::gdal
{

namespace
{

std::string& error_text()
{
    thread_local std::string text;
    return text;
}

void CPL_STDCALL keep_error(CPLErr severity, CPLErrorNum /*number*/, const char* message)
{
    if (severity >= CE_Failure) {
        error_text() = message;
    }
}

/// Names that GDAL would take for something other than a file on this machine.
bool is_plain_path(std::string_view path)
{
    std::string lower(path);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (lower.rfind("/vsi", 0) == 0 || lower.find("://") != std::string::npos) {
        return false;
    }
    const auto colon = lower.find(':');
    return colon == std::string::npos || lower.find('/') < colon;
}

} // namespace

void initialise()
{
    static std::once_flag once;
    std::call_once(once, [] {
        CPLSetConfigOption("GDAL_VRT_ENABLE_PYTHON", "NO");
        CPLSetConfigOption("GDAL_HTTP_MAX_RETRY", "0");
        CPLSetConfigOption("GDAL_PAM_ENABLED", "NO");
        GDALAllRegister();
        CPLSetErrorHandler(keep_error);
        OSRSetPROJEnableNetwork(FALSE);
    });
}

std::string last_error()
{
    return std::exchange(error_text(), {});
}

namespace
{

/// A seamless MapInfo table is a list of other tables, anywhere, which GDAL would open.
void refuse_seamless(const std::string& path, const std::string& as_written)
{
    constexpr std::size_t kLooked = std::size_t{1} << 20U; // a .tab is a page of text
    std::string start(kLooked, '\0');
    std::ifstream file(path, std::ios::binary);
    file.read(start.data(), static_cast<std::streamsize>(start.size()));
    start.resize(static_cast<std::size_t>(file.gcount()));
    std::transform(start.begin(), start.end(), start.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto table = start.find_first_not_of(" \t\r\n");
    if (table != std::string::npos && start.compare(table, 6, "!table") == 0 &&
        start.find("\"\\isseamless\" = \"true\"") != std::string::npos) {
        throw InputError(as_written + ": is a seamless MapInfo table, a list of other tables; name those it lists, or "
                                      "save it in MapInfo as one ordinary table");
    }
}

} // namespace

Dataset open_vector(const std::string& path, const std::string& as_written)
{
    return open_vector(path, as_written, nullptr);
}

Dataset open_vector(const std::string& path, const std::string& as_written, const char* only_driver)
{
    initialise();
    if (!is_plain_path(path)) {
        throw InputError(as_written + ": is not the name of a file; give a file on this machine");
    }
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::status_known(status)) {
        throw InputError(as_written + ": cannot be read: " + error.message());
    }
    if (!std::filesystem::exists(status)) {
        throw InputError(as_written + ": no such file; check its name and folder");
    }
    if (!std::filesystem::is_regular_file(path, error)) {
        throw InputError(as_written + (std::filesystem::is_directory(path, error) ? ": is a folder; name the file in it"
                                                                                  : ": is not a plain file"));
    }
    if (std::filesystem::is_empty(path, error)) {
        throw InputError(as_written + ": is empty (0 bytes); fetch it again");
    }
    refuse_seamless(path, as_written);
    // Drivers look at content, not at the ending, so a VRT dressed as .shp would open without this list.
    constexpr std::array<const char*, 8> allowed{"GeoJSON",      "GPKG",   "FlatGeobuf", "ESRI Shapefile",
                                                 "MapInfo File", "LIBKML", "KML",        nullptr};
    const std::array<const char*, 2> only{only_driver, nullptr};
    static_cast<void>(last_error());
    Dataset dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                      only_driver == nullptr ? allowed.data() : only.data(), nullptr, nullptr));
    if (!dataset) {
        const auto reason = last_error();
        if (reason.find(".shx") != std::string::npos) {
            throw InputError(as_written + ": cannot be read without the .shx file beside it; a shapefile is several "
                                          "files (.shp, .shx, .dbf, .prj), so copy all of them");
        }
        throw InputError(fmt::format("{}: is not a layer that can be read (GeoJSON, GeoPackage, FlatGeobuf, Shapefile, "
                                     "MapInfo or KML): {}",
                                     as_written, reason));
    }
    return dataset;
}

GDALDriver& driver(const char* name)
{
    initialise();
    auto* found = GetGDALDriverManager()->GetDriverByName(name);
    if (found == nullptr) {
        throw OutputError(fmt::format("this GDAL has no {} driver", name));
    }
    return *found;
}

void close_checked(Dataset dataset, const std::string& path)
{
    static_cast<void>(last_error());
    dataset->FlushCache(false);
    dataset.reset();
    const auto error = last_error();
    if (!error.empty()) {
        throw OutputError(fmt::format("{}: could not be written whole; is the disk full? ({})", path, error));
    }
}

OGRSpatialReference srs(int epsg)
{
    initialise();
    OGRSpatialReference reference;
    if (reference.importFromEPSG(epsg) != OGRERR_NONE) {
        throw InputError(fmt::format("EPSG:{} is not a coordinate reference system that PROJ knows", epsg));
    }
    reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return reference;
}

namespace
{

std::unique_ptr<OGRLinearRing> to_ogr_ring(const Ring& ring)
{
    auto out = std::make_unique<OGRLinearRing>();
    out->setNumPoints(static_cast<int>(ring.size()), FALSE);
    for (std::size_t i = 0; i < ring.size(); ++i) {
        out->setPoint(static_cast<int>(i), ring[i].x, ring[i].y);
    }
    return out;
}

Ring from_ogr_ring(const OGRLinearRing& ring)
{
    Ring out;
    out.reserve(static_cast<std::size_t>(ring.getNumPoints()) + 1);
    for (int i = 0; i < ring.getNumPoints(); ++i) {
        out.push_back({ring.getX(i), ring.getY(i)});
    }
    if (!out.empty() && !(out.front() == out.back())) {
        out.push_back(out.front());
    }
    return out;
}

void collect(const OGRGeometry& geometry, MultiPolygon& out)
{
    const auto type = wkbFlatten(geometry.getGeometryType());
    if (type == wkbPolygon) {
        const auto& from = *geometry.toPolygon();
        if (from.getExteriorRing() == nullptr) {
            return;
        }
        Polygon polygon;
        polygon.outer = from_ogr_ring(*from.getExteriorRing());
        for (int i = 0; i < from.getNumInteriorRings(); ++i) {
            polygon.holes.push_back(from_ogr_ring(*from.getInteriorRing(i)));
        }
        out.push_back(std::move(polygon));
    } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != FALSE) {
        for (const auto* part : *geometry.toGeometryCollection()) {
            collect(*part, out);
        }
    }
}

} // namespace

std::unique_ptr<OGRMultiPolygon> to_ogr(const MultiPolygon& shape)
{
    auto out = std::make_unique<OGRMultiPolygon>();
    for (const auto& polygon : shape) {
        auto part = std::make_unique<OGRPolygon>();
        part->addRingDirectly(to_ogr_ring(polygon.outer).release());
        for (const auto& hole : polygon.holes) {
            part->addRingDirectly(to_ogr_ring(hole).release());
        }
        out->addGeometryDirectly(part.release());
    }
    return out;
}

MultiPolygon from_ogr(const OGRGeometry& geometry)
{
    MultiPolygon shape;
    if (geometry.hasCurveGeometry() != FALSE) {
        const std::unique_ptr<OGRGeometry> linear(geometry.getLinearGeometry());
        collect(*linear, shape);
    } else {
        collect(geometry, shape);
    }
    return shape;
}

} // namespace harmspot::gdal
