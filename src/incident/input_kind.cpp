// SPDX-License-Identifier: MIT
#include "incident/input_kind.hpp"

#include "harmspot/error.hpp"
#include "incident/gzip.hpp"
#include "incident/text.hpp"
#include "incident/zip.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace harmspot
{

namespace
{

/// Bytes of a text within which its kind shows.
constexpr std::size_t kLooked = 4096;

struct Described {
    InputKind kind;
    std::string_view text;
    const char* driver;
    std::string_view endings; ///< of file names that promise this kind, separated by blanks
};

constexpr std::array<Described, 10> kKinds{{
    {InputKind::csv, "CSV", nullptr, ""},
    {InputKind::gzip, "CSV, gzip", nullptr, ".gz"},
    {InputKind::zip, "ZIP", nullptr, ".zip"},
    {InputKind::workbook, "Excel workbook", "XLSX", ".xlsx .xlsm"},
    {InputKind::geopackage, "GeoPackage", "GPKG", ".gpkg"},
    {InputKind::flatgeobuf, "FlatGeobuf", "FlatGeobuf", ".fgb"},
    {InputKind::geojson, "GeoJSON", "GeoJSON", ".geojson .json"},
    {InputKind::shapefile, "Shapefile", "ESRI Shapefile", ".shp"},
    {InputKind::mapinfo, "MapInfo", "MapInfo File", ".mif"}, // .tab may as well be text between tabs
    {InputKind::kml, "KML", "LIBKML", ".kml"},
}};

const Described& described(InputKind kind)
{
    return kKinds[static_cast<std::size_t>(kind)];
}

/// "version 300" starts a MapInfo interchange file; a column called Version has a comma after it.
bool is_mif(std::string_view lower)
{
    constexpr std::string_view kStart = "version";
    if (!lower.starts_with(kStart)) {
        return false;
    }
    const auto line = lower.substr(kStart.size(), lower.find_first_of("\r\n") - kStart.size());
    return line.size() > 1 && line.front() == ' ' && line.find_first_not_of(" 0123456789") == std::string_view::npos;
}

InputKind kind_of_markup(std::string_view lower, const std::string& as_written)
{
    const auto root = lower.find("<kml");
    if (root != std::string_view::npos && lower.find("<!doctype") > root) {
        return InputKind::kml;
    }
    const bool page = lower.find("<html") != std::string_view::npos || lower.find("<table") != std::string_view::npos;
    throw InputError(as_written + (page ? ": is a web page, as some systems export for Excel; open it in Excel and "
                                          "save it as \"CSV UTF-8\" or .xlsx"
                                        : ": is XML text, neither a table nor a layer that can be read; save it as "
                                          "CSV, GeoPackage or GeoJSON"));
}

InputKind kind_of_content(std::string_view bytes, const std::string& as_written)
{
    using namespace std::string_view_literals;
    if (is_gzip(bytes)) {
        return InputKind::gzip;
    }
    if (is_zip(bytes)) {
        return InputKind::zip;
    }
    if (bytes.starts_with("\xD0\xCF\x11\xE0"sv)) {
        throw InputError(as_written + ": is an old (.xls) or password-protected Excel workbook; open it in Excel and "
                                      "save it as .xlsx without a password, or as \"CSV UTF-8\"");
    }
    if (bytes.starts_with("SQLite format 3\0"sv)) {
        return InputKind::geopackage;
    }
    if (bytes.starts_with("fgb\x03"sv)) {
        return InputKind::flatgeobuf;
    }
    if (bytes.starts_with("\0\0\x27\x0A"sv)) {
        return InputKind::shapefile;
    }
    bytes.remove_prefix(bytes.starts_with("\xEF\xBB\xBF"sv) ? 3 : 0);
    const std::string lower = folded(bytes.substr(0, kLooked));
    if (lower.starts_with('{')) {
        return InputKind::geojson;
    }
    if (lower.starts_with('<')) {
        return kind_of_markup(lower, as_written);
    }
    return lower.starts_with("!table") || is_mif(lower) ? InputKind::mapinfo : InputKind::csv;
}

/// The kind that the ending of a name promises.
std::optional<InputKind> promised_kind(const std::string& name)
{
    const std::string lower = folded(name);
    for (const auto& one : kKinds) {
        for (auto endings = one.endings; !endings.empty();) {
            const auto blank = std::min(endings.find(' '), endings.size());
            if (lower.ends_with(endings.substr(0, blank))) {
                return one.kind;
            }
            endings.remove_prefix(std::min(blank + 1, endings.size()));
        }
    }
    return std::nullopt;
}

} // namespace

std::string_view kind_text(InputKind kind)
{
    return described(kind).text;
}

const char* driver_of(InputKind kind)
{
    return described(kind).driver;
}

bool is_layer(InputKind kind)
{
    return driver_of(kind) != nullptr && kind != InputKind::workbook;
}

InputKind kind_of(std::string_view bytes, const std::string& as_written)
{
    const auto kind = kind_of_content(bytes, as_written);
    const auto promised = promised_kind(as_written);
    const bool packed_or_text = promised == InputKind::gzip; // text under such a name reads well
    if (kind == InputKind::csv && promised && !packed_or_text) {
        throw InputError(fmt::format(
            "{}: is named like {} but is not one; fetch or export it again, or give it the "
            "ending of what it is (.csv for text)",
            as_written, fmt::format("{} {}", promised == InputKind::workbook ? "an" : "a", kind_text(*promised))));
    }
    return kind;
}

} // namespace harmspot
