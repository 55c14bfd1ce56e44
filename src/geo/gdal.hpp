// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <memory>
#include <string>

// GDAL, opened safely. Included by readers and writers only.
namespace harmspot::gdal
{

struct CloseDataset {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, CloseDataset>;

struct DestroyFeature {
    void operator()(OGRFeature* feature) const { OGRFeature::DestroyFeature(feature); }
};
using FeaturePtr = std::unique_ptr<OGRFeature, DestroyFeature>;

/// Registers drivers once, silences GDAL's own printing, keeps its last error for `last_error()`.
void initialise();

/// GDAL's last error text on this thread, cleared by reading it.
[[nodiscard]] std::string last_error();

/// Opens vector data with an allow-list of drivers (GeoJSON, GPKG, FlatGeobuf, ESRI Shapefile, MapInfo File,
/// KML/LIBKML). Refuses /vsi paths, URLs and connection strings. \throws InputError naming `as_written`
[[nodiscard]] Dataset open_vector(const std::string& path, const std::string& as_written);
/// The same with one driver of that list, for a file whose first bytes have shown what it is.
[[nodiscard]] Dataset open_vector(const std::string& path, const std::string& as_written, const char* only_driver);

/// Driver by name. \throws OutputError when this GDAL lacks it
[[nodiscard]] GDALDriver& driver(const char* name);

/// Closes and turns a failure to write everything into an OutputError naming `path`.
void close_checked(Dataset dataset, const std::string& path);

/// SRS of an EPSG number with x first.
[[nodiscard]] OGRSpatialReference srs(int epsg);

[[nodiscard]] std::unique_ptr<OGRMultiPolygon> to_ogr(const MultiPolygon& shape);
/// Polygons of any polygonal or collection geometry; curves are made linear. Lines and points are left out.
[[nodiscard]] MultiPolygon from_ogr(const OGRGeometry& geometry);

} // namespace harmspot::gdal
