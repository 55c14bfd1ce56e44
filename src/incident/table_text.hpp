// SPDX-License-Identifier: MIT
#pragma once

#include "geo/gdal.hpp"
#include "harmspot/config.hpp"
#include "incident/columns.hpp"
#include "incident/find_header.hpp"
#include "incident/input_kind.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace harmspot
{

/// The rows of a workbook's sheet or of a GIS layer as the text that a CSV export of them would hold, one
/// line a row, commas between the mapped columns only. So there is one way from text to incidents, with all
/// its checks.
///
/// Dates become ISO 8601 without their offset, numbers the shortest text that reads back as the same, line
/// ends inside a text blanks. A row without any value is an empty line, which is no row.
struct TableText {
    std::string what;                ///< "GeoPackage, layer 'incidents'"
    std::vector<std::string> header; ///< every column of the table
    Columns columns;                 ///< where in `rows` the mapped ones stand
    std::string rows;
    std::uint64_t first_line = 1;   ///< number of the first row, as the program the file comes from counts
    std::vector<std::string> notes; ///< whole sentences for a person
};

/// Reads a GIS layer. Without coordinates in `map` its points say where incidents happened: a missing one
/// is no position, a shape that is no point no number, so that its row is a `bad_coordinate`.
/// \throws InputError for what GDAL cannot read, several layers and none chosen, a layer of lines or areas
[[nodiscard]] TableText read_layer(const std::string& path, const std::string& as_written, InputKind kind,
                                   const IncidentsConfig& config, const ColumnMap& map);

/// EPSG number of the points of a layer. \throws as `read_layer`, and when the file states no CRS nor `config`
[[nodiscard]] int layer_points_epsg(const std::string& path, const std::string& as_written, InputKind kind,
                                    const IncidentsConfig& config, std::vector<std::string>& notes);

/// Reads a sheet of an Excel workbook whose container has been found safe: the one `config` names, else the
/// first with the mapped columns in its first row, else the first with them in a row further down.
/// \param judge as for `find_header`
/// \throws InputError when no sheet has them
[[nodiscard]] TableText read_workbook(std::string_view bytes, const std::string& as_written,
                                      const IncidentsConfig& config, const ColumnMap& map, const HeaderJudge& judge);

/// Column names of a layer.
[[nodiscard]] std::vector<std::string> header_of(OGRLayer& layer);

/// How a layer or sheet differs from one whose fields are all as they seem.
struct TableQuirks {
    std::vector<std::string> header; ///< names of the columns in place of the layer's own, where not empty
    std::size_t skip = 0;            ///< rows before the first one
    bool zero_is_empty = false;      ///< MapInfo has no empty numbers: GDAL gives 0 for them
};

/// The rows of one open layer. \param where what messages start with
[[nodiscard]] TableText table_of(OGRLayer& layer, const std::string& where, const ColumnMap& map,
                                 const TableQuirks& quirks);

} // namespace harmspot
