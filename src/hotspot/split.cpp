// SPDX-License-Identifier: MIT
#include "hotspot/split.hpp"

#include "hotspot/basins.hpp"
#include "hotspot/clip.hpp"

#include "geo/geos.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

namespace harmspot
{

namespace
{

/// Sides of cells that lie between two basins.
std::vector<geos::Line> borders(const Basins& basins, const Grid& grid)
{
    std::vector<geos::Line> lines;
    const auto corner = [&](long row, long col) {
        return Point{grid.min_x + static_cast<double>(col) * grid.cell_m,
                     grid.max_y - static_cast<double>(row) * grid.cell_m};
    };
    for (long row = basins.first_row; row + 1 < basins.first_row + basins.rows; ++row) {
        for (long col = basins.first_col; col + 1 < basins.first_col + basins.cols; ++col) {
            const auto here = basins.at(row, col);
            const auto east = basins.at(row, col + 1);
            const auto south = basins.at(row + 1, col);
            if (here >= 0 && east >= 0 && here != east) {
                lines.push_back({corner(row, col + 1), corner(row + 1, col + 1)});
            }
            if (here >= 0 && south >= 0 && here != south) {
                lines.push_back({corner(row + 1, col), corner(row + 1, col + 1)});
            }
        }
    }
    return lines;
}

/// Height of the pass over a stretch of border: the lower of the two cells that it parts.
double height_over(Point a, Point b, const Lattice& lattice)
{
    const Grid& grid = lattice.grid();
    const double u = ((a.x + b.x) / 2 - grid.min_x) / grid.cell_m;
    const double v = (grid.max_y - (a.y + b.y) / 2) / grid.cell_m;
    if (std::abs(a.x - b.x) >= std::abs(a.y - b.y)) {
        const long row = std::lround(v);
        const auto col = static_cast<long>(std::floor(u));
        return std::min(lattice.at(row - 1, col), lattice.at(row, col));
    }
    const long col = std::lround(u);
    const auto row = static_cast<long>(std::floor(v));
    return std::min(lattice.at(row, col - 1), lattice.at(row, col));
}

/// The highest pass between each two faces that share a stretch of border.
std::vector<Pass> passes_between(const MultiPolygon& faces, const Lattice& lattice)
{
    struct Side {
        Point a;
        Point b;
        std::size_t face;
        [[nodiscard]] auto key() const { return std::tuple(a.x, a.y, b.x, b.y); }
    };
    std::vector<Side> sides;
    for (std::size_t face = 0; face < faces.size(); ++face) {
        const auto add = [&](const Ring& ring) {
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const bool ahead = std::tuple(ring[i].x, ring[i].y) < std::tuple(ring[i + 1].x, ring[i + 1].y);
                sides.push_back(ahead ? Side{ring[i], ring[i + 1], face} : Side{ring[i + 1], ring[i], face});
            }
        };
        add(faces[face].outer);
        std::for_each(faces[face].holes.begin(), faces[face].holes.end(), add);
    }
    std::sort(sides.begin(), sides.end(),
              [](const Side& p, const Side& q) { return std::tuple(p.key(), p.face) < std::tuple(q.key(), q.face); });
    std::map<std::pair<std::size_t, std::size_t>, double> highest;
    for (std::size_t i = 0; i + 1 < sides.size(); ++i) {
        if (sides[i].key() == sides[i + 1].key() && sides[i].face != sides[i + 1].face) {
            double& height = highest[{sides[i].face, sides[i + 1].face}];
            height = std::max(height, height_over(sides[i].a, sides[i].b, lattice));
        }
    }
    std::vector<Pass> passes;
    for (const auto& [faces_of, height] : highest) {
        passes.push_back({faces_of.first, faces_of.second, height});
    }
    return passes;
}

/// What each face holds. A place on a border between two counts for the first, so that no sum of faces
/// holds more than their union.
std::vector<Holding> holdings(const MultiPolygon& faces, const ScopeRows& rows)
{
    std::vector<Holding> held;
    std::vector<bool> counted(rows.sites().size(), false);
    for (const auto& face : faces) {
        Holding& holding = held.emplace_back();
        holding.area_km2 = area(face) / 1e6;
        for (const std::uint32_t site : rows.members({face})) {
            if (!counted[site]) {
                counted[site] = true;
                holding.incidents += rows.sites()[site].incidents();
                ++holding.places;
            }
        }
    }
    return held;
}

} // namespace

std::vector<MultiPolygon> split(const MultiPolygon& piece, const Lattice& lattice, const ScopeRows& rows,
                                const HotspotRules& rules)
{
    if (area(piece) / 1e6 <= rules.split_above_km2) {
        return {piece};
    }
    const auto lines = borders(basins_of(piece, lattice), lattice.grid());
    if (lines.empty()) {
        return {piece};
    }
    auto faces = geos::faces(piece, lines);
    normalise(faces);
    const auto part_of = cut_at_passes(holdings(faces, rows), passes_between(faces, lattice), rules);
    std::map<std::size_t, std::vector<MultiPolygon>> parts;
    for (std::size_t face = 0; face < faces.size(); ++face) {
        parts[part_of[face]].push_back({faces[face]});
    }
    if (parts.size() == 1) {
        return {piece};
    }
    std::vector<MultiPolygon> shapes;
    for (const auto& [first, some] : parts) {
        shapes.push_back(some.size() == 1 ? some[0] : geos::unite(some, 0));
    }
    return shapes;
}

} // namespace harmspot
