// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/config.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace harmspot
{

inline constexpr std::size_t kUnmapped = std::numeric_limits<std::size_t>::max();

/// Where in a row of one file what is wanted stands; `kUnmapped` for what the config does not name.
struct Columns {
    struct Flag {
        std::size_t column = kUnmapped;
        std::uint32_t bit = 0; ///< one bit set
    };

    std::size_t count = 0; ///< columns of the header
    std::size_t x = kUnmapped;
    std::size_t y = kUnmapped;
    std::size_t grid_reference = kUnmapped; ///< in place of x and y
    std::size_t date = kUnmapped;
    std::size_t earliest = kUnmapped;
    std::size_t latest = kUnmapped;
    std::size_t offence = kUnmapped;
    std::size_t code = kUnmapped;
    std::size_t id = kUnmapped;
    std::size_t location = kUnmapped;
    std::size_t location_type = kUnmapped;
    std::size_t flag_list = kUnmapped;
    std::size_t own_area = kUnmapped;
    std::vector<Flag> flags;
    std::vector<std::size_t> fields;            ///< in the order of `ColumnMap::fields`
    RejectColumn x_key = RejectColumn::easting; ///< what `x` is called when it is at fault
    RejectColumn y_key = RejectColumn::northing;
    RejectColumn position_key = RejectColumn::easting_and_northing; ///< both, or what stands for them
    RejectColumn date_key = RejectColumn::date;
    std::vector<std::size_t> mapped; ///< every column named above, sorted, each once
};

/// What a data.police.uk street file calls its columns.
[[nodiscard]] ColumnMap police_uk_columns();

/// The map that `config` asks for, its dates those of the date basis. It may name no coordinates, which only
/// layers with a geometry can do without. \throws ConfigError for a format or a map that cannot be used
[[nodiscard]] ColumnMap column_map(const IncidentsConfig& config);

/// CRS of the coordinates that `map` names; of a layer's geometry, that of `config`.
[[nodiscard]] int source_epsg(const ColumnMap& map, const IncidentsConfig& config);

/// Names of the flags that have a column of their own, sorted; bit i of an incident is name i.
[[nodiscard]] std::vector<std::string> flag_columns(const ColumnMap& map);

/// Whether `map` leaves it to the geometry of a layer to say where incidents happened.
[[nodiscard]] bool wants_geometry(const ColumnMap& map);

/// Finds the mapped columns in a header; names are compared trimmed and without regard to case.
/// \param where what messages start with, such as "file.csv:1"
/// \throws InputError for a mapped column that is missing or stands there twice
[[nodiscard]] Columns bind_columns(std::span<const std::string> header, const ColumnMap& map, const std::string& where);

/// How many columns that `map` names stand in a header.
[[nodiscard]] std::size_t named_columns(std::span<const std::string> header, const ColumnMap& map);

} // namespace harmspot
