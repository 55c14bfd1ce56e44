// SPDX-License-Identifier: MIT
#pragma once

#include "geo/gdal.hpp"

#include <cpl_string.h>
#include <fmt/format.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// One incident as a layer holds it.
struct LayerRow {
    std::optional<harmspot::Point> at;
    std::string code;
    int year = 2023;
    int month = 1;
    int day = 5;
    std::string place;
};

/// Writes rows to a file of one of GDAL's formats, with the attributes code, day (a date), place, east, north.
/// `epsg` 0 leaves the CRS out; without `geometry` it is a table.
inline std::string write_layer(const std::string& path, const char* driver, const std::vector<LayerRow>& rows,
                               int epsg = 27700, const std::vector<std::string>& layers = {"incidents"},
                               bool geometry = true)
{
    harmspot::gdal::initialise();
    auto& gdal_driver = harmspot::gdal::driver(driver);
    harmspot::gdal::Dataset dataset(gdal_driver.Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset) {
        throw std::runtime_error("GDAL could not make " + path);
    }
    for (const auto& name : layers) {
        auto srs = harmspot::gdal::srs(epsg == 0 ? 4326 : epsg);
        // FlatGeobuf's index would sort the rows and drop those without a position.
        CPLStringList options;
        if (std::string_view(driver) == "FlatGeobuf") {
            options.SetNameValue("SPATIAL_INDEX", "NO");
        }
        auto* layer = dataset->CreateLayer(name.c_str(), epsg == 0 ? nullptr : &srs, geometry ? wkbPoint : wkbNone,
                                           options.List());
        // KML has no dates among its attributes.
        const auto date = std::string_view(driver) == "LIBKML" ? OFTString : OFTDate;
        const std::vector<std::pair<const char*, OGRFieldType>> fields{
            {"code", OFTString}, {"day", date}, {"place", OFTString}, {"east", OFTReal}, {"north", OFTReal}};
        for (const auto& [field, type] : fields) {
            OGRFieldDefn definition(field, type);
            layer->CreateField(&definition);
        }
        for (const auto& row : rows) {
            const harmspot::gdal::FeaturePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
            feature->SetField("code", row.code.c_str());
            if (date == OFTDate) {
                feature->SetField(feature->GetFieldIndex("day"), row.year, row.month, row.day);
            } else {
                feature->SetField("day", fmt::format("{:04}-{:02}-{:02}", row.year, row.month, row.day).c_str());
            }
            feature->SetField("place", row.place.c_str());
            if (row.at) {
                feature->SetField("east", row.at->x);
                feature->SetField("north", row.at->y);
                OGRPoint point(row.at->x, row.at->y);
                if (geometry) {
                    feature->SetGeometry(&point);
                }
            }
            if (layer->CreateFeature(feature.get()) != OGRERR_NONE) {
                throw std::runtime_error("GDAL could not write a row of " + path);
            }
        }
    }
    harmspot::gdal::close_checked(std::move(dataset), path);
    return path;
}

/// A workbook of those rows with `above` rows before the one of column names, the first of them a title.
inline std::string write_titled_workbook(const std::string& path, const std::vector<LayerRow>& rows, int above)
{
    harmspot::gdal::initialise();
    harmspot::gdal::Dataset dataset(harmspot::gdal::driver("XLSX").Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    auto* layer = dataset->CreateLayer("Data", nullptr, wkbNone, nullptr);
    for (const auto* title : {"Crime extract", "January to March", "B", "C", "D"}) { // GDAL writes these as row 1
        OGRFieldDefn definition(title, OFTString);
        layer->CreateField(&definition);
    }
    const auto add = [&](const std::vector<std::string>& texts) {
        const harmspot::gdal::FeaturePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if (!texts[i].empty()) {
                feature->SetField(static_cast<int>(i), texts[i].c_str());
            }
        }
        if (layer->CreateFeature(feature.get()) != OGRERR_NONE) {
            throw std::runtime_error("GDAL could not write a row of " + path);
        }
    };
    for (int i = 1; i < above; ++i) {
        add({"note"});
    }
    add({"code", "day", "place", "east", "north"});
    for (const auto& row : rows) {
        add({row.code, fmt::format("{:04}-{:02}-{:02}", row.year, row.month, row.day), row.place,
             row.at ? fmt::format("{}", row.at->x) : "", row.at ? fmt::format("{}", row.at->y) : ""});
    }
    harmspot::gdal::close_checked(std::move(dataset), path);
    return path;
}
