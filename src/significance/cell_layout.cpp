// SPDX-License-Identifier: MIT
#include "significance/cell_layout.hpp"

#include "geo/shape_index.hpp"

#include "harmspot/area.hpp"
#include "harmspot/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace harmspot::significance
{

namespace
{

/// The cell a position lies in, if any; on an edge between two, the eastern or southern one.
std::optional<std::size_t> cell_of(const Grid& grid, Point at)
{
    const double col = std::floor((at.x - grid.min_x) / grid.cell_m);
    const double row = std::floor((grid.max_y - at.y) / grid.cell_m);
    if (!(col >= 0 && row >= 0 && col < static_cast<double>(grid.cols) && row < static_cast<double>(grid.rows))) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(row) * grid.cols + static_cast<std::size_t>(col);
}

std::optional<std::size_t> cell_of(const HexGrid& grid, Point at)
{
    return grid.cell_of(at);
}

Point centre_of(const Grid& grid, std::size_t row, std::size_t col)
{
    return {grid.centre_x(col), grid.centre_y(row)};
}

Point centre_of(const HexGrid& grid, std::size_t row, std::size_t col)
{
    return grid.centre(row, col);
}

template <class Lattice>
std::vector<std::uint8_t> analysed(const Lattice& grid, const MethodContext& context)
{
    std::vector<std::uint8_t> in(grid.size(), 1);
    if (context.searchable != nullptr) {
        const auto& fine = context.searchable->grid;
        std::vector<double> m2(grid.size(), 0.0);
        for (std::size_t row = 0; row < fine.rows; ++row) {
            for (std::size_t col = 0; col < fine.cols; ++col) {
                if ((*context.searchable)(row, col) == 0) {
                    continue;
                }
                if (const auto cell = cell_of(grid, {fine.centre_x(col), fine.centre_y(row)})) {
                    m2[*cell] += fine.cell_area_m2();
                }
            }
        }
        std::transform(m2.begin(), m2.end(), in.begin(),
                       [&](double part) { return std::uint8_t{2 * part >= grid.cell_area_m2()}; });
    }
    if (context.within != nullptr) {
        const ShapeIndex within(*context.within);
        for (std::size_t cell = 0; cell < in.size(); ++cell) {
            if (in[cell] != 0 && within.side_of(centre_of(grid, cell / grid.cols, cell % grid.cols)) == Side::outside) {
                in[cell] = 0;
            }
        }
    }
    return in;
}

/// Adds what is at risk up by cell.
template <class Lattice>
std::vector<double> at_risk_by_cell(const Lattice& grid, const MethodContext& context)
{
    if (context.at_risk == nullptr) {
        throw ConfigError("values = \"rate\" needs points in [[denominator]]; amounts by area go with cells = the name "
                          "of their layer");
    }
    std::vector<double> sum(grid.size(), 0.0);
    for (std::size_t i = 0; i < context.at_risk->x.size(); ++i) {
        if (const auto cell = cell_of(grid, {context.at_risk->x[i], context.at_risk->y[i]})) {
            sum[*cell] += context.at_risk->amount[i];
        }
    }
    return sum;
}

template <class Lattice>
CellLayout lattice_layout(const Lattice& grid, const PlacesView& places, bool rates, const MethodContext& context)
{
    CellLayout layout{grid, analysed(grid, context), {}, {}};
    layout.of_place.reserve(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        layout.of_place.push_back(cell_of(grid, {places.x[i], places.y[i]}).value_or(kNoCell));
    }
    if (rates) {
        layout.at_risk = at_risk_by_cell(grid, context);
    }
    return layout;
}

CellLayout area_layout(const std::string& layer, bool rates, const MethodContext& context)
{
    if (context.cell_areas == nullptr) {
        throw ConfigError(fmt::format("cells = \"{}\" is neither square nor hexagon, and no layer of areas by that "
                                      "name was handed in",
                                      layer));
    }
    const auto& from = *context.cell_areas;
    CellLayout layout{AreaShapes{from.areas}, from.analysed, {}, {}};
    for (const std::uint16_t area : from.of_place) {
        layout.of_place.push_back(area == kOutside ? kNoCell : area);
    }
    if (rates) {
        if (from.at_risk.empty()) {
            throw ConfigError("values = \"rate\" needs a [[denominator]]");
        }
        layout.at_risk = from.at_risk;
    }
    return layout;
}

/// Centre of gravity of an area's polygons; of its box where it has no size.
Point centre_of(const MultiPolygon& shape)
{
    const auto box = bounds(shape);
    const Point origin{(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
    double twice_area = 0;
    Point sum;
    const auto add = [&](const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const Point a{ring[i].x - origin.x, ring[i].y - origin.y};
            const Point b{ring[i + 1].x - origin.x, ring[i + 1].y - origin.y};
            const double cross = a.x * b.y - b.x * a.y;
            twice_area += cross;
            sum.x += (a.x + b.x) * cross;
            sum.y += (a.y + b.y) * cross;
        }
    };
    for (const auto& polygon : shape) {
        add(polygon.outer);
        for (const auto& hole : polygon.holes) {
            add(hole);
        }
    }
    return twice_area > 0 ? Point{origin.x + sum.x / (3 * twice_area), origin.y + sum.y / (3 * twice_area)} : origin;
}

struct Centres {
    std::vector<double> x;
    std::vector<double> y;
};

Centres centres_of(const CellShapes& shapes, const std::vector<std::size_t>& cells)
{
    Centres centres;
    for (const std::size_t cell : cells) {
        Point at;
        if (const auto* grid = std::get_if<Grid>(&shapes)) {
            at = centre_of(*grid, cell / grid->cols, cell % grid->cols);
        } else if (const auto* hexagons = std::get_if<HexGrid>(&shapes)) {
            at = centre_of(*hexagons, cell / hexagons->cols, cell % hexagons->cols);
        } else {
            at = centre_of(std::get<AreaShapes>(shapes).areas[cell].shape);
        }
        centres.x.push_back(at.x);
        centres.y.push_back(at.y);
    }
    return centres;
}

std::vector<std::size_t> cells_in(const CellLayout& layout)
{
    std::vector<std::size_t> cells;
    for (std::size_t cell = 0; cell < layout.in.size(); ++cell) {
        if (layout.in[cell] != 0) {
            cells.push_back(cell);
        }
    }
    return cells;
}

std::vector<std::size_t> all_cells(std::size_t count)
{
    std::vector<std::size_t> cells(count);
    for (std::size_t cell = 0; cell < count; ++cell) {
        cells[cell] = cell;
    }
    return cells;
}

Weights touching(const AreaShapes& shapes, const std::vector<std::size_t>& cells, Contiguity contiguity)
{
    std::vector<MultiPolygon> areas;
    std::vector<std::string> names;
    for (const std::size_t cell : cells) {
        areas.push_back(shapes.areas[cell].shape);
        names.push_back(shapes.areas[cell].name);
    }
    return contiguity_weights(areas, contiguity, kBorderSnapM, names);
}

} // namespace

CellLayout cell_layout(const PlacesView& places, const ParamValues& values, const MethodContext& context)
{
    const auto& cells = text_of(values, "cells");
    const bool rates = text_of(values, "values") == "rate";
    const double cell_m = number_of(values, "cell_m");
    CellLayout layout;
    if (cells == "square") {
        layout = lattice_layout(Grid::covering(context.extent, cell_m), places, rates, context);
    } else if (cells == "hexagon") {
        layout = lattice_layout(HexGrid::covering(context.extent, cell_m), places, rates, context);
    } else {
        layout = area_layout(cells, rates, context);
    }
    for (std::size_t cell = 0; cell < layout.at_risk.size(); ++cell) {
        if (!(layout.at_risk[cell] > 0)) {
            layout.in[cell] = 0;
        }
    }
    return layout;
}

Adjacency adjacency(const CellLayout& layout, const ParamValues& values, unsigned threads)
{
    const auto band_m = number_if(values, "neighbours");
    const std::string word = band_m ? "" : text_of(values, "neighbours");
    const auto* grid = std::get_if<Grid>(&layout.shapes);
    const auto* hexagons = std::get_if<HexGrid>(&layout.shapes);
    if (word == "nearest") {
        auto cells = cells_in(layout);
        const auto centres = centres_of(layout.shapes, cells);
        const auto k = static_cast<std::size_t>(integer_of(values, "nearest"));
        return {k_nearest_weights(centres.x, centres.y, k, threads), std::move(cells)};
    }
    const auto contiguity = word == "rook" ? Contiguity::rook : Contiguity::queen;
    if (grid != nullptr) {
        return {band_m ? square_lattice(*grid, *band_m, layout.in) : square_lattice(*grid, contiguity, layout.in),
                all_cells(layout.in.size())};
    }
    if (hexagons != nullptr) {
        return {band_m ? hex_lattice(*hexagons, *band_m, layout.in) : hex_lattice(*hexagons, layout.in),
                all_cells(layout.in.size())};
    }
    auto cells = cells_in(layout);
    if (band_m) {
        const auto centres = centres_of(layout.shapes, cells);
        return {distance_band_weights(centres.x, centres.y, *band_m), std::move(cells)};
    }
    auto weights = touching(std::get<AreaShapes>(layout.shapes), cells, contiguity);
    return {std::move(weights), std::move(cells)};
}

} // namespace harmspot::significance
