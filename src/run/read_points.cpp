// SPDX-License-Identifier: MIT
#include "run/read_points.hpp"

#include "geo/crs.hpp"
#include "geo/gdal.hpp"
#include "geo/layer_crs.hpp"
#include "harmspot/error.hpp"
#include "incident/text.hpp"
#include "incident/utf8.hpp"
#include "run/csv_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

namespace harmspot
{

namespace
{

constexpr double kAnyNumber = -std::numeric_limits<double>::infinity();

/// Postcodes are compared without blanks and case: "NE6 1AA" is "ne61aa".
std::string bare_postcode(std::string_view text)
{
    auto bare = folded(text);
    std::erase_if(bare, [](char one) { return one == ' '; });
    return bare;
}

std::map<std::string, Point> read_postcodes(const NamedFile& file)
{
    const auto table = read_csv_table(file);
    const auto postcode = table.needed("postcode");
    const auto easting = table.needed("easting");
    const auto northing = table.needed("northing");
    std::map<std::string, Point> lookup;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        lookup[bare_postcode(table.rows[row][postcode])] = {table.number(row, easting, kAnyNumber),
                                                            table.number(row, northing, kAnyNumber)};
    }
    return lookup;
}

/// Where the rows of a CSV lie.
class Positions
{
public:
    Positions(const CsvTable& table, const PointsRequest& request) : m_table(table), m_request(request)
    {
        m_x = table.column("easting");
        m_y = table.column("northing");
        if (m_x && m_y) {
            return;
        }
        m_x = table.column("longitude");
        m_y = table.column("latitude");
        if (m_x && m_y) {
            m_to_analysis.emplace(kWgs84, request.epsg);
            return;
        }
        m_postcode = table.column("postcode");
        if (!m_postcode) {
            throw InputError(fmt::format("{}:1: says not where its {} are; it needs the columns easting and northing, "
                                         "longitude and latitude, or postcode",
                                         table.as_written, request.what));
        }
        if (!request.postcodes.given()) {
            throw InputError(fmt::format("{}:1: has postcodes, which need a lookup: give postcodes = \"FILE\" with "
                                         "the columns postcode, easting, northing in [[hubs]]",
                                         table.as_written));
        }
        m_lookup = read_postcodes(request.postcodes);
    }

    /// \throws InputError; a postcode that is not known is kept for `refuse_unknown`
    [[nodiscard]] Point of(std::size_t row)
    {
        if (m_postcode) {
            const auto found = m_lookup.find(bare_postcode(m_table.rows[row][*m_postcode]));
            if (found == m_lookup.end()) {
                m_unknown.push_back(row);
                return {};
            }
            return found->second;
        }
        const Point at{m_table.number(row, *m_x, kAnyNumber), m_table.number(row, *m_y, kAnyNumber)};
        const Point there = m_to_analysis ? (*m_to_analysis)(at) : at;
        if (!std::isfinite(there.x) || !std::isfinite(there.y)) {
            throw InputError(fmt::format("{}: longitude {}, latitude {} is no place in EPSG:{}; are the two swapped?",
                                         m_table.where(row), at.x, at.y, m_request.epsg));
        }
        return there;
    }

    void refuse_unknown() const
    {
        if (m_unknown.empty()) {
            return;
        }
        constexpr std::size_t kMostNamed = 5;
        std::string names;
        for (std::size_t k = 0; k < std::min(kMostNamed, m_unknown.size()); ++k) {
            names += fmt::format("{}{} (line {})", k == 0 ? "" : ", ", shown(m_table.rows[m_unknown[k]][*m_postcode]),
                                 m_table.line[m_unknown[k]]);
        }
        throw InputError(fmt::format("{}: {} of {} postcodes are not in {}: {}{}; correct them, or add them to the "
                                     "lookup",
                                     m_table.as_written, m_unknown.size(), m_table.rows.size(),
                                     m_request.postcodes.as_written, names,
                                     m_unknown.size() > kMostNamed ? ", …" : ""));
    }

private:
    const CsvTable& m_table;
    const PointsRequest& m_request;
    std::optional<std::size_t> m_x;
    std::optional<std::size_t> m_y;
    std::optional<std::size_t> m_postcode;
    std::optional<Transformation> m_to_analysis;
    std::map<std::string, Point> m_lookup;
    std::vector<std::size_t> m_unknown;
};

std::vector<NamedPoint> points_of_csv(const PointsRequest& request)
{
    const auto table = read_csv_table(request.file);
    const bool named = !request.name_column.empty();
    const std::size_t name = named ? table.needed(request.name_column) : 0;
    const auto cost = table.column("cost");
    const auto capacity = table.column("capacity");
    Positions positions(table, request);
    std::vector<NamedPoint> points;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        NamedPoint point;
        point.name = named ? table.rows[row][name] : "";
        if (named && point.name.empty()) {
            throw InputError(fmt::format("{}: {} is blank; every one of the {} needs a name", table.where(row),
                                         shown(table.header[name]), request.what));
        }
        point.at = positions.of(row);
        if (cost) {
            point.cost = table.number(row, *cost, 0);
        }
        if (capacity && !table.rows[row][*capacity].empty()) {
            point.capacity = table.number(row, *capacity, 0);
        }
        points.push_back(std::move(point));
    }
    positions.refuse_unknown();
    return points;
}

/// The one layer of a file, open.
struct OpenLayer {
    gdal::Dataset dataset;
    OGRLayer* layer = nullptr;
    Transformation to_analysis;
};

OpenLayer open_layer(const NamedFile& file, const std::string& what, int epsg)
{
    auto dataset = gdal::open_vector(file.path, file.as_written);
    if (dataset->GetLayerCount() != 1) {
        throw InputError(fmt::format("{}: has {} layers; save the one with the {} to a file of its own",
                                     file.as_written, dataset->GetLayerCount(), what));
    }
    auto* layer = dataset->GetLayer(0);
    std::vector<std::string> warnings;
    const int from = layer_epsg(*layer, {file.as_written, 0, false}, warnings);
    return {std::move(dataset), layer, Transformation(from, epsg)};
}

std::string field_text(const OGRFeature& feature, int field)
{
    if (field < 0 || !feature.IsFieldSetAndNotNull(field)) {
        return {};
    }
    const std::string text(trimmed(feature.GetFieldAsString(field)));
    return is_utf8(text) ? text : std::string();
}

std::optional<double> field_number(const OGRFeature& feature, int field)
{
    return field < 0 || !feature.IsFieldSetAndNotNull(field) ? std::nullopt
                                                             : std::optional(feature.GetFieldAsDouble(field));
}

std::vector<NamedPoint> points_of_layer(const PointsRequest& request)
{
    const auto open = open_layer(request.file, request.what, request.epsg);
    auto* definition = open.layer->GetLayerDefn();
    const int name = definition->GetFieldIndex(request.name_column.c_str());
    const int cost = definition->GetFieldIndex("cost");
    const int capacity = definition->GetFieldIndex("capacity");
    if (name < 0 && !request.name_column.empty()) {
        throw InputError(fmt::format("{}: has no attribute '{}', which names its {}", request.file.as_written,
                                     request.name_column, request.what));
    }
    std::vector<NamedPoint> points;
    for (gdal::FeaturePtr feature(open.layer->GetNextFeature()); feature; feature.reset(open.layer->GetNextFeature())) {
        const auto* geometry = feature->GetGeometryRef();
        NamedPoint point;
        point.name = field_text(*feature, name);
        const auto label = point.name.empty() ? fmt::format("feature {}", feature->GetFID()) : shown(point.name);
        if (geometry == nullptr || wkbFlatten(geometry->getGeometryType()) != wkbPoint || geometry->IsEmpty() != 0) {
            throw InputError(
                fmt::format("{}: {} is no point; {} must be points", request.file.as_written, label, request.what));
        }
        if (name >= 0 && point.name.empty()) {
            throw InputError(fmt::format("{}: {} has no name; every one of the {} needs one", request.file.as_written,
                                         label, request.what));
        }
        point.at = open.to_analysis({geometry->toPoint()->getX(), geometry->toPoint()->getY()});
        if (!std::isfinite(point.at.x) || !std::isfinite(point.at.y)) {
            throw InputError(
                fmt::format("{}: {} lies outside the region of EPSG:{}", request.file.as_written, label, request.epsg));
        }
        point.cost = field_number(*feature, cost).value_or(point.cost);
        point.capacity = field_number(*feature, capacity).value_or(point.capacity);
        if (point.cost < 0 || !(point.capacity >= 0)) {
            throw InputError(fmt::format("{}: {} has a cost or capacity under 0", request.file.as_written, label));
        }
        points.push_back(std::move(point));
    }
    return points;
}

} // namespace

std::vector<NamedPoint> read_points(const PointsRequest& request)
{
    auto points = is_csv(request.file) ? points_of_csv(request) : points_of_layer(request);
    if (points.empty()) {
        throw InputError(fmt::format("{}: has no {}", request.file.as_written, request.what));
    }
    std::set<std::string> names;
    for (const auto& point : points) {
        if (!point.name.empty() && !names.insert(point.name).second) {
            throw InputError(fmt::format("{}: '{}' is there twice; names of {} must differ", request.file.as_written,
                                         shown(point.name), request.what));
        }
    }
    return points;
}

std::vector<std::vector<Point>> read_lines(const NamedFile& file, int epsg)
{
    const auto open = open_layer(file, "barriers", epsg);
    std::vector<std::vector<Point>> lines;
    const auto add = [&](const OGRLineString& line) {
        auto& points = lines.emplace_back();
        for (int i = 0; i < line.getNumPoints(); ++i) {
            const Point at = open.to_analysis({line.getX(i), line.getY(i)});
            if (!std::isfinite(at.x) || !std::isfinite(at.y)) {
                throw InputError(fmt::format("{}: a line leaves the region of EPSG:{}", file.as_written, epsg));
            }
            points.push_back(at);
        }
    };
    for (gdal::FeaturePtr feature(open.layer->GetNextFeature()); feature; feature.reset(open.layer->GetNextFeature())) {
        const auto* geometry = feature->GetGeometryRef();
        const auto type = geometry == nullptr ? wkbNone : wkbFlatten(geometry->getGeometryType());
        if (type == wkbLineString) {
            add(*geometry->toLineString());
        } else if (type == wkbMultiLineString) {
            for (const auto* part : *geometry->toMultiLineString()) {
                add(*part);
            }
        } else {
            throw InputError(
                fmt::format("{}: feature {} is no line; barriers must be lines", file.as_written, feature->GetFID()));
        }
    }
    if (lines.empty()) {
        throw InputError(file.as_written + ": has no lines; barriers must be lines");
    }
    return lines;
}

} // namespace harmspot
