// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "harmspot/read.hpp"

#include "geo/crs.hpp"
#include "incident/csv_scan.hpp"
#include "incident/input_file.hpp"
#include "incident/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace harmspot
{

namespace
{

constexpr std::string_view kWeight = "weight";

/// The section's columns as those of incidents, which the readers know.
IncidentsConfig as_incidents(const DenominatorConfig& config)
{
    IncidentsConfig incidents;
    incidents.format = "columns";
    incidents.layer = config.layer;
    incidents.epsg = config.epsg;
    incidents.layer_epsg = config.layer_epsg;
    incidents.columns.easting = config.easting;
    incidents.columns.northing = config.northing;
    incidents.columns.longitude = config.longitude;
    incidents.columns.latitude = config.latitude;
    if (!config.weight.empty()) {
        incidents.columns.fields[std::string(kWeight)] = config.weight;
    }
    return incidents;
}

struct Rows {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> weight;
};

/// A field as a finite number; a blank one is none.
std::optional<double> number_in(const csv::RowScanner& scanner, std::size_t column, std::string& scratch)
{
    const auto number = column < scanner.fields() ? parse_grouped_number(scanner.field(column, scratch)) : std::nullopt;
    return number && std::isfinite(*number) ? number : std::nullopt;
}

void read_rows(InputFile& file, bool weighted, Rows& rows, WeightedPoints& into)
{
    const auto& columns = file.columns();
    csv::RowScanner scanner(file.text(), file.first_row(), file.delimiter(), columns.count + 1);
    std::string scratch;
    while (scanner.next()) {
        if (scanner.fields() == 1 && columns.count > 1 && scanner.field(0, scratch).empty()) {
            continue;
        }
        ++into.rows;
        const bool whole = scanner.shape() == csv::RowShape::whole;
        const auto x = whole ? number_in(scanner, columns.x, scratch) : std::nullopt;
        const auto y = whole ? number_in(scanner, columns.y, scratch) : std::nullopt;
        const auto w = !whole     ? std::nullopt
                       : weighted ? number_in(scanner, columns.fields.front(), scratch)
                                  : std::optional(1.0);
        if (!x || !y || !w || *w < 0) {
            if (into.unusable++ == 0) {
                into.first_unusable_line = file.first_line() + scanner.lines_before();
            }
        } else if (*w == 0) {
            ++into.weightless;
        } else {
            rows.x.push_back(*x);
            rows.y.push_back(*y);
            rows.weight.push_back(*w);
        }
    }
}

/// Rows at one position become one point; positions that cannot be projected are unusable.
void gather(const Rows& rows, WeightedPoints& into)
{
    std::vector<std::size_t> order(rows.x.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::tuple(rows.x[a], rows.y[a], rows.weight[a]) < std::tuple(rows.x[b], rows.y[b], rows.weight[b]);
    });
    for (const std::size_t row : order) {
        auto& points = into.points;
        if (points.size() == 0 || points.x.back() != rows.x[row] || points.y.back() != rows.y[row]) {
            points.x.push_back(rows.x[row]);
            points.y.push_back(rows.y[row]);
            into.weight.push_back(0);
        }
        into.weight.back() += rows.weight[row];
    }
}

void project(Rows& rows, int from_epsg, int to_epsg, WeightedPoints& into)
{
    if (from_epsg == to_epsg) {
        return;
    }
    Transformation(from_epsg, to_epsg).apply(rows.x, rows.y);
    Rows kept;
    for (std::size_t i = 0; i < rows.x.size(); ++i) {
        if (!std::isfinite(rows.x[i]) || !std::isfinite(rows.y[i])) {
            ++into.unusable;
            continue;
        }
        kept.x.push_back(rows.x[i]);
        kept.y.push_back(rows.y[i]);
        kept.weight.push_back(rows.weight[i]);
    }
    rows = std::move(kept);
}

/// In the words of this section rather than of [incidents.columns].
InputParts parts_of(const DenominatorConfig& config, const IncidentsConfig& incidents)
{
    try {
        return input_parts({config.file}, {config.file_as_written}, incidents);
    } catch (const ConfigError&) {
        throw ConfigError(fmt::format("{}: has no geometry, and [[denominator]] '{}' does not say which columns hold "
                                      "positions: name easting and northing, or longitude and latitude",
                                      config.file_as_written, config.name));
    }
}

} // namespace

WeightedPoints read_weighted_points(const DenominatorConfig& config, int epsg)
{
    const auto incidents = as_incidents(config);
    const auto& map = incidents.columns;
    const auto parts = parts_of(config, incidents);
    WeightedPoints points;
    Rows rows;
    for (const auto& part : parts.parts) {
        if (!part.problem.empty()) {
            throw InputError(part.problem);
        }
        InputFile file(part);
        file.read_header(map, incidents);
        read_rows(file, !config.weight.empty(), rows, points);
        points.sha256 = file.sha256();
    }
    project(rows, wants_geometry(map) ? parts.points_epsg : source_epsg(map, incidents), epsg, points);
    gather(rows, points);
    if (points.points.size() == 0) {
        throw InputError(fmt::format(
            "{}: nothing in it can be counted: of {} rows, {} weigh 0 and {} have no position or weight that can be "
            "read{}; check the columns of [[denominator]] '{}'",
            config.file_as_written, points.rows, points.weightless, points.unusable,
            points.first_unusable_line > 0 ? fmt::format(" (first in line {})", points.first_unusable_line) : "",
            config.name));
    }
    return points;
}

} // namespace harmspot
