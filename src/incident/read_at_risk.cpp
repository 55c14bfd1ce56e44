// SPDX-License-Identifier: MIT
#include "harmspot/read.hpp"

#include "geo/crs.hpp"
#include "geo/platform.hpp"
#include "geo/quoted_name.hpp"
#include "geo/sha256.hpp"
#include "harmspot/error.hpp"
#include "incident/csv_scan.hpp"
#include "incident/input_file.hpp"
#include "incident/input_parts.hpp"
#include "incident/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace harmspot
{

namespace
{

// What the columns are called in the map of a reader made for incidents; messages show these.
constexpr const char* kArea = "area";
constexpr const char* kWeight = "weight";

/// The columns to read, as the reader of incidents takes them.
IncidentsConfig as_incidents(const DenominatorConfig& config)
{
    IncidentsConfig incidents;
    incidents.format = "columns";
    incidents.epsg = config.epsg;
    incidents.columns.easting = config.easting;
    incidents.columns.northing = config.northing;
    incidents.columns.longitude = config.longitude;
    incidents.columns.latitude = config.latitude;
    if (!config.weight.empty()) {
        incidents.columns.fields[kWeight] = config.weight;
    }
    if (!config.area.empty()) {
        incidents.columns.fields[kArea] = config.area;
    }
    return incidents;
}

/// One kind of row that cannot be used: how many, and where the first is.
struct Fault {
    std::uint64_t rows = 0;
    std::uint64_t first_line = 0;
    std::string first;

    void add(std::uint64_t line, std::string_view value)
    {
        if (rows++ == 0) {
            first_line = line;
            first = value;
        }
    }
};

class Reader
{
public:
    Reader(const DenominatorConfig& config, const AreaLayer* layer, int epsg)
        : m_config(config), m_incidents(as_incidents(config)), m_layer(layer), m_epsg(epsg)
    {
    }

    AtRisk read()
    {
        m_found.path = m_config.file_as_written;
        m_found.unit = m_config.title;
        m_found.sha256 = sha256_of_file(m_config.file);
        if (m_layer != nullptr) {
            m_found.layer = m_layer->name;
            m_found.of_area.assign(m_layer->areas.size(), 0.0);
            for (std::size_t i = 0; i < m_layer->areas.size(); ++i) {
                m_number.emplace(m_layer->areas[i].name, i);
            }
        }
        InputFile file(part());
        refuse_no_positions(file);
        file.read_header(m_incidents.columns, m_incidents);
        read_rows(file);
        if (m_found.rows > 0 && m_encoding.rows > 0 && file.fall_back(m_incidents.columns)) {
            start_again();
            read_rows(file);
        }
        if (m_layer == nullptr) {
            project();
        }
        finish();
        return std::move(m_found);
    }

private:
    /// The file as text or as a layer, by its first bytes.
    [[nodiscard]] InputPart part() const
    {
        const platform::MappedFile file(m_config.file, m_config.file_as_written);
        InputPart part;
        part.path = m_config.file;
        part.name = part.file_name = m_config.file_as_written;
        part.kind = kind_of(file.bytes(), part.name);
        part.file_bytes = file.bytes().size();
        if (part.kind == InputKind::zip) {
            throw InputError(fmt::format("{}: is a ZIP or a workbook; save the table as CSV", part.name));
        }
        return part;
    }

    void refuse_no_positions(const InputFile& file) const
    {
        if (m_layer == nullptr && wants_geometry(m_incidents.columns) && !file.is_table()) {
            throw ConfigError(
                fmt::format("{}: name its columns of easting and northing, or of longitude and latitude, or "
                            "area_layer and area, in [[denominator]]",
                            m_config.file_as_written));
        }
    }

    void start_again()
    {
        m_found.x.clear();
        m_found.y.clear();
        m_found.amount.clear();
        std::fill(m_found.of_area.begin(), m_found.of_area.end(), 0.0);
        m_found.rows = m_found.left_out = 0;
        m_number_fault = m_position_fault = m_unknown = m_shape_fault = m_encoding = {};
        m_lines.clear();
        m_met.clear();
    }

    void read_rows(const InputFile& file)
    {
        const auto& columns = file.columns();
        const std::size_t kept = columns.mapped.empty() ? 0 : columns.mapped.back() + 1;
        csv::RowScanner scanner(file.text(), file.first_row(), file.delimiter(), std::max(kept, columns.count));
        while (scanner.next()) {
            const auto line = file.first_line() + scanner.lines_before();
            if (scanner.fields() == 1 && scanner.field(0, m_scratch).empty()) {
                continue;
            }
            ++m_found.rows;
            if (scanner.shape() != csv::RowShape::whole || scanner.fields() < kept) {
                m_shape_fault.add(line, "");
                continue;
            }
            read_row(scanner, columns, line);
        }
    }

    void read_row(const csv::RowScanner& scanner, const Columns& columns, std::uint64_t line)
    {
        // `fields` go by name: area before weight.
        std::size_t at = 0;
        const std::size_t area = m_config.area.empty() ? kUnmapped : columns.fields[at++];
        const std::size_t weight = m_config.weight.empty() ? kUnmapped : columns.fields[at];
        double amount = 1;
        if (weight != kUnmapped) {
            const auto text = scanner.field(weight, m_scratch);
            const auto number = parse_grouped_number(text);
            if (!number || !std::isfinite(*number) || *number < 0) {
                m_number_fault.add(line, text);
                return;
            }
            amount = *number;
        }
        if (m_layer != nullptr) {
            add_to_area(scanner.field(area, m_scratch), amount, line);
            return;
        }
        const auto x = parse_grouped_number(scanner.field(columns.x, m_scratch));
        const auto y = parse_grouped_number(scanner.field(columns.y, m_scratch));
        if (!x || !y || !std::isfinite(*x) || !std::isfinite(*y)) {
            m_position_fault.add(line, "");
        } else if (amount > 0) {
            m_found.x.push_back(*x);
            m_found.y.push_back(*y);
            m_found.amount.push_back(amount);
            m_lines.push_back(line);
        }
    }

    void add_to_area(std::string_view name, double amount, std::uint64_t line)
    {
        const auto found = m_number.find(name);
        if (found == m_number.end()) {
            m_unknown.add(line, name);
            m_encoding.rows +=
                std::any_of(name.begin(), name.end(), [](char c) { return (c & '\x80') != 0; }) ? 1U : 0U;
            return;
        }
        m_found.of_area[found->second] += amount;
        m_met.insert(found->second);
    }

    void project()
    {
        const auto& map = m_incidents.columns;
        int from = source_epsg(map, m_incidents);
        if (wants_geometry(map)) {
            const auto parts = input_parts({m_config.file}, {m_config.file_as_written}, m_incidents);
            from = parts.points_epsg;
        }
        const Box usable = area_of_use(from);
        const Transformation transformation(from, m_epsg);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < m_found.x.size(); ++i) {
            const Point source{m_found.x[i], m_found.y[i]};
            const Point at = usable.contains(source) ? transformation(source) : Point{NAN, NAN};
            if (!std::isfinite(at.x) || !std::isfinite(at.y)) {
                m_position_fault.add(m_lines[i], "");
                continue;
            }
            m_found.x[kept] = at.x;
            m_found.y[kept] = at.y;
            m_found.amount[kept++] = m_found.amount[i];
        }
        m_found.x.resize(kept);
        m_found.y.resize(kept);
        m_found.amount.resize(kept);
    }

    void tell(const Fault& fault, const std::string& what)
    {
        if (fault.rows > 0) {
            m_found.left_out += fault.rows;
            m_found.warnings.push_back(fmt::format("{}: {} of {} rows left out: {} (first on line {})", m_found.path,
                                                   fault.rows, m_found.rows, what, fault.first_line));
        }
    }

    void finish()
    {
        tell(m_shape_fault, "they have too few columns, or a quote that is never closed");
        tell(m_number_fault, fmt::format("{} '{}' is no number of 0 or more", m_config.weight, m_number_fault.first));
        tell(m_position_fault, "their position is missing, no number or outside the region of its CRS");
        if (m_layer != nullptr) {
            tell(m_unknown,
                 fmt::format("layer '{}' has no area called {}", m_layer->name, quoted_name(m_unknown.first)));
            const auto without = m_layer->areas.size() - m_met.size();
            if (without > 0) {
                m_found.warnings.push_back(
                    fmt::format("{}: {} of {} areas of the layer '{}' have no row, so they have no "
                                "{} and no rate",
                                m_found.path, without, m_layer->areas.size(), m_layer->name, m_found.unit));
            }
        }
        for (const auto& amounts : {m_found.amount, m_found.of_area}) {
            for (const double amount : amounts) {
                m_found.total += amount;
            }
        }
        if (!(m_found.total > 0) || !std::isfinite(m_found.total)) {
            throw InputError(fmt::format("{}: none of its {} rows puts any {} on the map{}{}", m_found.path,
                                         m_found.rows, m_found.unit, m_found.warnings.empty() ? "" : "; ",
                                         fmt::join(m_found.warnings, "; ")));
        }
    }

    const DenominatorConfig& m_config;
    IncidentsConfig m_incidents;
    const AreaLayer* m_layer;
    int m_epsg;
    AtRisk m_found;
    std::map<std::string, std::size_t, std::less<>> m_number; ///< of areas, by name
    std::set<std::size_t> m_met;                              ///< areas with a row
    std::vector<std::uint64_t> m_lines;                       ///< per point
    Fault m_shape_fault;
    Fault m_number_fault;
    Fault m_position_fault;
    Fault m_unknown;
    Fault m_encoding; ///< unknown names with bytes beyond ASCII: the file may be Windows-1252
    std::string m_scratch;
};

} // namespace

AtRisk read_at_risk(const DenominatorConfig& config, const AreaLayer* layer, int epsg)
{
    return Reader(config, layer, epsg).read();
}

} // namespace harmspot
