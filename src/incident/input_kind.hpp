// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace harmspot
{

/// What an input file is, by its first bytes.
enum class InputKind : std::uint8_t {
    csv,
    gzip,
    zip,
    workbook,
    geopackage,
    flatgeobuf,
    geojson,
    shapefile,
    mapinfo,
    kml,
};

/// "CSV", "GeoPackage", … as in reports.
[[nodiscard]] std::string_view kind_text(InputKind kind);

/// GDAL's name of the only driver that may open such a file; null for what GDAL does not open.
[[nodiscard]] const char* driver_of(InputKind kind);

[[nodiscard]] bool is_layer(InputKind kind);

/// Kind of a file, by its bytes; a ZIP may still be a workbook, which only its contents tell.
///
/// The name counts only where it contradicts the content: text in a file called .gpkg or .xlsx is not what
/// its owner thinks, and reading it as CSV would give her some other complaint.
/// \throws InputError naming `as_written` and the cure, for a kind that cannot be read (old or locked Excel,
/// web pages, XML, a VRT) and for such a contradiction
[[nodiscard]] InputKind kind_of(std::string_view bytes, const std::string& as_written);

} // namespace harmspot
