// SPDX-License-Identifier: MIT
#include "incident/table_text.hpp"

#include "harmspot/error.hpp"

#include <fmt/format.h>

#include <iterator>
#include <utility>

namespace harmspot
{

namespace
{

/// Appends the fields of features to a text.
class RowWriter
{
public:
    RowWriter(const OGRFeatureDefn& definition, std::vector<std::size_t> fields, bool geometry, bool zero_is_empty,
              std::string& rows)
        : m_definition(definition), m_fields(std::move(fields)), m_geometry(geometry), m_zero_is_empty(zero_is_empty),
          m_rows(rows)
    {
    }

    void add(const OGRFeature& feature)
    {
        const auto start = m_rows.size();
        bool any = m_geometry;
        std::string_view separator;
        for (const std::size_t field : m_fields) {
            m_rows += separator;
            separator = ",";
            any = add_field(feature, static_cast<int>(field)) || any;
        }
        if (m_geometry) {
            m_rows += separator;
            add_point(feature.GetGeometryRef());
        }
        if (!any) {
            m_rows.resize(start);
        }
        m_rows += '\n';
    }

private:
    /// False when there is no value.
    bool add_field(const OGRFeature& feature, int field)
    {
        if (feature.IsFieldSetAndNotNull(field) == 0) {
            return false;
        }
        const auto& definition = *m_definition.GetFieldDefn(field);
        if (m_zero_is_empty && is_number(definition.GetType()) && feature.GetFieldAsDouble(field) == 0) {
            return false;
        }
        auto out = std::back_inserter(m_rows);
        switch (definition.GetType()) {
        case OFTReal:
            if (definition.GetSubType() == OFSTFloat32) {
                fmt::format_to(out, "{}", static_cast<float>(feature.GetFieldAsDouble(field)));
            } else {
                fmt::format_to(out, "{}", feature.GetFieldAsDouble(field));
            }
            return true;
        case OFTDate:
        case OFTTime:
        case OFTDateTime:
            add_time(feature, field, definition.GetType());
            return true;
        default:
            return add_text(feature.GetFieldAsString(field));
        }
    }

    static bool is_number(OGRFieldType type) { return type == OFTInteger || type == OFTInteger64 || type == OFTReal; }

    void add_time(const OGRFeature& feature, int field, OGRFieldType type)
    {
        int year = 0;
        int month = 0;
        int day = 0;
        int hour = 0;
        int minute = 0;
        float second = 0;
        int offset = 0; // dropped: local wall clock as written
        feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &offset);
        auto out = std::back_inserter(m_rows);
        if (type != OFTTime) {
            fmt::format_to(out, "{:04}-{:02}-{:02}", year, month, day);
        }
        if (type != OFTDate) {
            fmt::format_to(out, "{}{:02}:{:02}:{:02}", type == OFTTime ? "" : "T", hour, minute,
                           static_cast<int>(second));
        }
    }

    bool add_text(std::string_view text)
    {
        const bool quoted = text.find_first_of(",\"") != std::string_view::npos;
        m_rows += quoted ? "\"" : "";
        for (const char c : text) {
            m_rows += c == '\n' || c == '\r' ? ' ' : c; // a line is a row
            m_rows += c == '"' ? "\"" : "";
        }
        m_rows += quoted ? "\"" : "";
        return !text.empty();
    }

    void add_point(const OGRGeometry* geometry)
    {
        if (geometry == nullptr || geometry->IsEmpty() != FALSE) {
            m_rows += ',';
            return;
        }
        const OGRPoint* point = nullptr;
        const auto type = wkbFlatten(geometry->getGeometryType());
        if (type == wkbPoint) {
            point = geometry->toPoint();
        } else if (type == wkbMultiPoint && geometry->toMultiPoint()->getNumGeometries() == 1) {
            point = geometry->toMultiPoint()->getGeometryRef(0);
        }
        if (point == nullptr) {
            m_rows += "nan,nan";
            return;
        }
        fmt::format_to(std::back_inserter(m_rows), "{},{}", point->getX(), point->getY());
    }

    const OGRFeatureDefn& m_definition;
    std::vector<std::size_t> m_fields;
    bool m_geometry;
    bool m_zero_is_empty;
    std::string& m_rows;
};

/// Columns of the text that `RowWriter` makes of the fields that `full` found.
Columns columns_of_text(const std::vector<std::string>& header, const Columns& full, const ColumnMap& map,
                        bool geometry, const std::string& where)
{
    std::vector<std::string> kept;
    for (const std::size_t field : full.mapped) {
        kept.push_back(header[field]);
    }
    Columns columns = bind_columns(kept, map, where);
    if (geometry) {
        columns.x = columns.count++;
        columns.y = columns.count++;
        columns.x_key = columns.y_key = columns.position_key = RejectColumn::geometry;
    }
    return columns;
}

} // namespace

std::vector<std::string> header_of(OGRLayer& layer)
{
    std::vector<std::string> names;
    const auto& definition = *layer.GetLayerDefn();
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        names.emplace_back(definition.GetFieldDefn(i)->GetNameRef());
    }
    return names;
}

TableText table_of(OGRLayer& layer, const std::string& where, const ColumnMap& map, const TableQuirks& quirks)
{
    const auto& definition = *layer.GetLayerDefn();
    TableText table;
    table.header = quirks.header.empty() ? header_of(layer) : quirks.header;
    const Columns full = bind_columns(table.header, map, where);
    if (full.mapped.empty()) {
        return table; // only the header is asked for
    }
    const bool geometry = wants_geometry(map) && definition.GetGeomFieldCount() > 0;
    table.columns = columns_of_text(table.header, full, map, geometry, where);
    RowWriter writer(definition, full.mapped, geometry, quirks.zero_is_empty, table.rows);
    static_cast<void>(gdal::last_error());
    layer.ResetReading();
    std::size_t row = 0;
    for (gdal::FeaturePtr feature(layer.GetNextFeature()); feature; feature.reset(layer.GetNextFeature())) {
        if (row++ >= quirks.skip) {
            writer.add(*feature);
        }
    }
    if (const auto error = gdal::last_error(); !error.empty()) {
        throw InputError(fmt::format("{}: could not be read to its end: {}", where, error));
    }
    return table;
}

} // namespace harmspot
