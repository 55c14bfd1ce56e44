// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/publish.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace harmspot
{

/// The folder of a run, written beside its final place and renamed into it when whole.
///
/// Everything goes to a temporary sibling, `.<name>.partial-<pid>`, that only its owner may read.
/// `commit()` fsyncs it, moves an older run aside to `.<name>.old-<pid>`, renames, and removes the old
/// one; when that fails the older run is put back. Destroyed before that, it removes what it wrote. A final
/// folder therefore always holds a whole run.
class OutputFolder
{
public:
    /// `final_path` may be new, an empty folder, or, with `overwrite`, a folder that holds a manifest.json
    /// whose program.name is "harmspot". Never a link, a file, or the working folder. Missing parents are made.
    /// \throws OutputError when the folder exists and may not be replaced, or cannot be made
    OutputFolder(const std::string& final_path, bool overwrite);
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;
    ~OutputFolder();

    /// Full path for `relative` inside the temporary folder; makes parent folders. `relative` must be
    /// built from slugs only, parts joined by '/', an ending after a dot: refuses "..", absolute paths,
    /// upper case (two names could be one on Windows), device names, parts over 100 and paths over 120
    /// characters. \throws OutputError
    [[nodiscard]] std::string path_for(std::string_view relative);
    [[nodiscard]] const std::string& final_path() const noexcept { return m_final; }
    /// Folders beside the final one that runs left when they were killed, for a warning: they may be deleted,
    /// save that an `.old-` one is the earlier run itself while the final folder is missing.
    [[nodiscard]] std::vector<std::string> leftovers() const;
    /// \throws OutputError; then the final place is as it was
    void commit();

private:
    std::string m_final;
    std::string m_temporary;
    std::vector<std::string> m_made_parents; ///< outermost first
    bool m_overwrite = false;
    bool m_committed = false;
};

/// A file name safe everywhere: lower-case ASCII letters, digits, '-' and '_', at most 60 characters,
/// never empty, never a Windows device name.
[[nodiscard]] std::string slug(std::string_view name);
/// Slugs of all names, made unique with -2, -3, … without regard to case.
[[nodiscard]] std::vector<std::string> unique_slugs(const std::vector<std::string>& names);

/// RFC 7946: WGS 84, right-hand rule, no crs member, flat properties, bbox, features in the given order;
/// `title`, `marking` and `statements` as foreign members. Coordinates have `lon_lat_decimals` and are valid
/// after rounding; a shape that rounding makes vanish has the geometry null.
/// \throws OutputError naming the path
void write_geojson(const std::string& path, const PublishableLayer& layer);

/// Cloud Optimised GeoTIFF, Float32, DEFLATE, with unit, description, marking and nodata set.
void write_cog(const std::string& path, const PublishableSurface& surface);

struct NamedLayer {
    std::string name; ///< layer (table) name in the GeoPackage
    const PublishableLayer* layer = nullptr;
};
/// What made a run, for those who have one of its files alone: item and text, in order, items more than once where
/// there are several ("input"). No times of day and no counts, so it may go to anyone who gets the file.
struct RunRecord {
    std::string run_id; ///< changes when program, config or an input does
    std::vector<std::pair<std::string, std::string>> items;
};
/// All layers in the analysis CRS, with identifiers, descriptions, and styles QGIS applies by itself; the tables
/// `run_info` (of the run, layer empty, and of each layer) and `layer_styles`; lineage as ISO 19139 metadata.
void write_geopackage(const std::string& path, const std::vector<NamedLayer>& layers, const RunRecord& record);

/// UTF-8 with BOM, RFC 4180, formula-safe texts (' before a text that a spreadsheet would run), first line
/// the header. Numbers as they are; what is not a number is an empty cell.
///
/// A marking inside would make the table another table, so title, marking, statements and columns go into
/// `csv_metadata_path(path)` beside it, where W3C's "Metadata Vocabulary for Tabular Data" has readers look.
void write_csv(const std::string& path, const PublishableTable& table);
/// "tables/incidents.csv-metadata.json" for "tables/incidents.csv".
[[nodiscard]] std::string csv_metadata_path(const std::string& csv_path);

/// Text as is, for manifests that publishing has already made safe. Like every writer here it makes a new
/// file: never over an existing one, never through a link. \throws OutputError naming the path
void write_text(const std::string& path, std::string_view text);

/// The inside of a JSON string (without its quotes), safe inside an HTML script element too: escaped are
/// quotes, backslashes, controls, < > &, U+2028/9 and marks that turn the reading direction. Bytes that
/// are not UTF-8 become U+FFFD.
[[nodiscard]] std::string json_escaped(std::string_view text);

} // namespace harmspot
