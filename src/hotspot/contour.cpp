// SPDX-License-Identifier: MIT
#include "hotspot/contour.hpp"

#include "harmspot/parallel.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace harmspot
{

namespace
{

/// Corners of a square that are inside, as bits.
constexpr unsigned kNw = 1;
constexpr unsigned kNe = 2;
constexpr unsigned kSe = 4;
constexpr unsigned kSw = 8;
constexpr unsigned kAll = 15;

unsigned corners_inside(double nw, double ne, double se, double sw, double level)
{
    return (nw >= level ? kNw : 0U) | (ne >= level ? kNe : 0U) | (se >= level ? kSe : 0U) | (sw >= level ? kSw : 0U);
}

bool joined(double nw, double ne, double se, double sw, double level)
{
    return ((nw + se) + (ne + sw)) / 4 >= level;
}

enum SquareEdge : std::uint8_t { north, east, south, west };
struct Step {
    SquareEdge from;
    SquareEdge to;
};

/// How the contour runs through a square, the region on its left. Saddles (5, 10) are not in the table.
constexpr std::array<Step, 16> kSteps{{{north, north},
                                       {west, north},
                                       {north, east},
                                       {west, east},
                                       {east, south},
                                       {north, north},
                                       {north, south},
                                       {west, south},
                                       {south, west},
                                       {south, north},
                                       {north, north},
                                       {south, east},
                                       {east, west},
                                       {east, north},
                                       {north, west},
                                       {north, north}}};

/// One step of the contour, from one lattice edge to another. Each edge that the contour crosses starts
/// exactly one step, as the region is always on the left.
struct Segment {
    std::uint64_t from = 0;
    std::uint64_t to = 0;
};

/// Lattice edges have numbers that grow southwards; those along a row are consecutive from west to east.
class Edges
{
public:
    explicit Edges(const Lattice& lattice)
        : m_lattice(lattice), m_stride(static_cast<std::uint64_t>(lattice.cols() + 2))
    {
    }
    /// The edge from node (row, col) to its eastern neighbour.
    [[nodiscard]] std::uint64_t along_row(long row, long col) const
    {
        return static_cast<std::uint64_t>(row + 1) * 2 * m_stride + static_cast<std::uint64_t>(col + 1);
    }
    /// The edge from node (row, col) to its southern neighbour.
    [[nodiscard]] std::uint64_t down_column(long row, long col) const { return along_row(row, col) + m_stride; }
    [[nodiscard]] bool is_along_row(std::uint64_t edge) const { return edge / m_stride % 2 == 0; }

    [[nodiscard]] std::uint64_t of_square(long row, long col, SquareEdge side) const
    {
        switch (side) {
        case north:
            return along_row(row, col);
        case east:
            return down_column(row, col + 1);
        case south:
            return along_row(row + 1, col);
        case west:
            break;
        }
        return down_column(row, col);
    }

    /// Where the contour crosses the edge.
    [[nodiscard]] Point crossing(std::uint64_t edge, double level) const
    {
        const bool across = is_along_row(edge);
        const long row = static_cast<long>(edge / m_stride / 2) - 1;
        const long col = static_cast<long>(edge % m_stride) - 1;
        const double first = m_lattice.at(row, col);
        const double second = across ? m_lattice.at(row, col + 1) : m_lattice.at(row + 1, col);
        const double along = first >= level ? reach_of(first, second, level) : 1 - reach_of(second, first, level);
        const double step = along * m_lattice.grid().cell_m;
        const double x = m_lattice.node_x(col);
        const double y = m_lattice.node_y(row);
        return across ? Point{x + step, y} : Point{x, y - step};
    }

private:
    const Lattice& m_lattice;
    std::uint64_t m_stride;
};

void march(const Edges& edges, long row, long col, unsigned inside, bool join, std::vector<Segment>& out)
{
    const auto step = [&](unsigned as) {
        out.push_back({edges.of_square(row, col, kSteps[as].from), edges.of_square(row, col, kSteps[as].to)});
    };
    if (inside == (kNw | kSe)) {
        step(join ? kAll - kNe : kNw);
        step(join ? kAll - kSw : kSe);
    } else if (inside == (kNe | kSw)) {
        step(join ? kAll - kNw : kNe);
        step(join ? kAll - kSe : kSw);
    } else {
        step(inside);
    }
}

/// Steps in the squares whose north-western node lies in `row`.
void march_row(const Lattice& lattice, const Edges& edges, long row, double level, std::vector<Segment>& out)
{
    const auto upper = lattice.span_of(row);
    const auto lower = lattice.span_of(row + 1);
    if (upper.highest < level && lower.highest < level) {
        return;
    }
    long first = std::min(upper.last < 0 ? lower.first : upper.first, lower.last < 0 ? upper.first : lower.first);
    const long last = std::max(upper.last, lower.last);
    --first;
    const auto width = static_cast<std::size_t>(last + 2 - first);
    std::vector<double> top(width);
    std::vector<double> bottom(width);
    lattice.read_row(row, first, top);
    lattice.read_row(row + 1, first, bottom);
    for (std::size_t j = 0; j + 1 < width; ++j) {
        const unsigned inside = corners_inside(top[j], top[j + 1], bottom[j + 1], bottom[j], level);
        if (inside != 0 && inside != kAll) {
            march(edges, row, first + static_cast<long>(j), inside,
                  joined(top[j], top[j + 1], bottom[j + 1], bottom[j], level), out);
        }
    }
}

constexpr long kRowsAtOnce = 64;

/// All steps, ordered by where they start.
std::vector<Segment> all_segments(const Lattice& lattice, const Edges& edges, double level, unsigned threads)
{
    const long squares = lattice.rows() + 1;
    std::vector<std::vector<Segment>> blocks(static_cast<std::size_t>((squares + kRowsAtOnce - 1) / kRowsAtOnce));
    parallel_for(threads, blocks.size(), [&](std::size_t block) {
        const long first = static_cast<long>(block) * kRowsAtOnce;
        for (long i = first; i < std::min(squares, first + kRowsAtOnce); ++i) {
            march_row(lattice, edges, i - 1, level, blocks[block]);
        }
    });
    std::vector<Segment> all;
    for (const auto& block : blocks) {
        all.insert(all.end(), block.begin(), block.end());
    }
    std::sort(all.begin(), all.end(), [](const Segment& a, const Segment& b) { return a.from < b.from; });
    return all;
}

std::size_t starting_at(const std::vector<Segment>& segments, std::uint64_t edge)
{
    const auto found = std::lower_bound(segments.begin(), segments.end(), edge,
                                        [](const Segment& s, std::uint64_t from) { return s.from < from; });
    return static_cast<std::size_t>(found - segments.begin());
}

/// Closed rings of steps, and for each step the ring that it is on.
struct Tracing {
    std::vector<Ring> rings;
    std::vector<std::size_t> ring_of; ///< per segment
};

Tracing trace(const std::vector<Segment>& segments, const Edges& edges, double level)
{
    constexpr auto kNone = static_cast<std::size_t>(-1);
    Tracing tracing;
    tracing.ring_of.assign(segments.size(), kNone);
    for (std::size_t start = 0; start < segments.size(); ++start) {
        if (tracing.ring_of[start] != kNone) {
            continue;
        }
        Ring ring;
        for (std::size_t at = start; tracing.ring_of[at] == kNone; at = starting_at(segments, segments[at].to)) {
            tracing.ring_of[at] = tracing.rings.size();
            ring.push_back(edges.crossing(segments[at].from, level));
        }
        ring.push_back(ring.front());
        tracing.rings.push_back(std::move(ring));
    }
    return tracing;
}

/// Hangs each hole into the polygon it is a hole of.
///
/// Just west of the first lattice row that a hole crosses lies its polygon, so the crossing before it on
/// that row is on the same polygon's border: its outer ring, or a hole met earlier.
MultiPolygon assemble(Tracing& tracing, const std::vector<Segment>& segments, const Edges& edges)
{
    constexpr auto kNone = static_cast<std::size_t>(-1);
    std::vector<std::size_t> polygon_of(tracing.rings.size(), kNone);
    MultiPolygon polygons;
    for (std::size_t i = 0; i < tracing.rings.size(); ++i) {
        if (signed_area(tracing.rings[i]) > 0) {
            polygon_of[i] = polygons.size();
            polygons.push_back({std::move(tracing.rings[i]), {}});
        }
    }
    std::size_t before = kNone;
    for (std::size_t k = 0; k < segments.size(); ++k) {
        if (!edges.is_along_row(segments[k].from)) {
            continue;
        }
        const std::size_t ring = tracing.ring_of[k];
        if (polygon_of[ring] == kNone) {
            polygon_of[ring] = polygon_of[tracing.ring_of[before]];
            polygons[polygon_of[ring]].holes.push_back(std::move(tracing.rings[ring]));
        }
        before = k;
    }
    return polygons;
}

} // namespace

MultiPolygon contour(const Lattice& lattice, double level, unsigned threads)
{
    if (!(level > 0) || level > lattice.highest()) {
        return {};
    }
    const Edges edges(lattice);
    const auto segments = all_segments(lattice, edges, level, threads);
    auto tracing = trace(segments, edges, level);
    return assemble(tracing, segments, edges);
}

double region_share(double nw, double ne, double se, double sw, double level)
{
    const std::array<double, 4> v{nw, ne, se, sw}; // in the order of the bits, clockwise
    const unsigned inside = corners_inside(nw, ne, se, sw, level);
    // Right triangle that the contour cuts off at a corner that is alone on its side.
    const auto corner = [&](std::size_t i) {
        const double here = v[i];
        const double before = v[(i + 3) % 4];
        const double after = v[(i + 1) % 4];
        return here >= level ? reach_of(here, before, level) * reach_of(here, after, level) / 2
                             : (1 - reach_of(before, here, level)) * (1 - reach_of(after, here, level)) / 2;
    };
    switch (inside) {
    case 0:
        return 0;
    case kAll:
        return 1;
    case kNw:
        return corner(0);
    case kNe:
        return corner(1);
    case kSe:
        return corner(2);
    case kSw:
        return corner(3);
    case kAll - kNw:
        return 1 - corner(0);
    case kAll - kNe:
        return 1 - corner(1);
    case kAll - kSe:
        return 1 - corner(2);
    case kAll - kSw:
        return 1 - corner(3);
    case kNw | kSe:
        return joined(nw, ne, se, sw, level) ? 1 - corner(1) - corner(3) : corner(0) + corner(2);
    case kNe | kSw:
        return joined(nw, ne, se, sw, level) ? 1 - corner(0) - corner(2) : corner(1) + corner(3);
    case kNw | kNe:
        return (reach_of(nw, sw, level) + reach_of(ne, se, level)) / 2;
    case kNe | kSe:
        return (reach_of(ne, nw, level) + reach_of(se, sw, level)) / 2;
    case kSe | kSw:
        return (reach_of(se, ne, level) + reach_of(sw, nw, level)) / 2;
    default: // kNw | kSw
        return (reach_of(nw, ne, level) + reach_of(sw, se, level)) / 2;
    }
}

} // namespace harmspot
