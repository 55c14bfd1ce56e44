// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/publish.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace harmspot
{

/// The folder of a run, written beside its final place and renamed into it when whole.
///
/// Everything goes to a temporary sibling; `commit()` fsyncs it, moves an older run aside, renames, and
/// removes the old one. Destroyed before that, it removes what it wrote. A final folder therefore always
/// holds a whole run.
class OutputFolder
{
public:
    /// \param overwrite replace an existing folder, if it holds our manifest.json
    /// \throws OutputError when the folder exists and may not be replaced, or cannot be made
    OutputFolder(const std::string& final_path, bool overwrite);
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;
    ~OutputFolder();

    /// Full path for `relative` inside the temporary folder; makes parent folders. `relative` must be
    /// built from slugs only: refuses "..", absolute paths, device names and over-long names.
    [[nodiscard]] std::string path_for(std::string_view relative);
    [[nodiscard]] const std::string& final_path() const noexcept { return m_final; }
    void commit();

private:
    std::string m_final;
    std::string m_temporary;
    bool m_overwrite = false;
    bool m_committed = false;
};

/// A file name safe everywhere: lower-case ASCII letters, digits, '-' and '_', at most 60 characters,
/// never empty, never a Windows device name.
[[nodiscard]] std::string slug(std::string_view name);
/// Slugs of all names, made unique with -2, -3, … without regard to case.
[[nodiscard]] std::vector<std::string> unique_slugs(const std::vector<std::string>& names);

/// RFC 7946: WGS 84, right-hand rule, no crs member, flat properties, bbox, features in the given order.
/// \throws OutputError naming the path
void write_geojson(const std::string& path, const PublishableLayer& layer);

/// Cloud Optimised GeoTIFF, Float32, DEFLATE, with unit, description, marking and nodata set.
void write_cog(const std::string& path, const PublishableSurface& surface);

struct NamedLayer {
    std::string name; ///< layer (table) name in the GeoPackage
    const PublishableLayer* layer = nullptr;
};
/// All layers in the analysis CRS, with identifiers, descriptions, and styles QGIS applies by itself.
void write_geopackage(const std::string& path, const std::vector<NamedLayer>& layers);

/// UTF-8 with BOM, RFC 4180, formula-safe texts, first line the header.
void write_csv(const std::string& path, const PublishableTable& table);

/// Text as is, for manifests that publishing has already made safe.
void write_text(const std::string& path, std::string_view text);

/// One JSON text with every character escaped that could end a string, a script or a line.
[[nodiscard]] std::string json_escaped(std::string_view text);

/// Lower-case hexadecimal SHA-256. \throws InputError when the file cannot be read
[[nodiscard]] std::string sha256_of_file(const std::string& path);
[[nodiscard]] std::string sha256_of(std::string_view bytes);

} // namespace harmspot
