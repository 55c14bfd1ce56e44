// SPDX-License-Identifier: MIT
#pragma once

#include "geo/shape_index.hpp"

#include "harmspot/hotspot.hpp"

#include <string>
#include <vector>

namespace harmspot
{

/// One connected polygon inside the scope.
struct Piece {
    MultiPolygon shape;     ///< the one polygon
    std::size_t source = 0; ///< the polygon that it was clipped from
    bool clipped = false;   ///< whether that polygon came near the scope's border
};

/// Pieces smaller than this are rounding where borders nearly coincide, and are nobody's hotspot.
inline constexpr double kDustM2 = 1;

/// The parts of `polygons` inside the scope's shape, each connected polygon a piece.
[[nodiscard]] std::vector<Piece> clip(const MultiPolygon& polygons, const ShapeIndex& scope, unsigned threads);

/// The part of one shape inside the scope's.
[[nodiscard]] MultiPolygon clip_whole(const MultiPolygon& shape, const ShapeIndex& scope);

/// Into which neighbours a shape would reach had it not been clipped.
class Neighbours
{
public:
    Neighbours(const Scope& scope, const HotspotContext& context);

    /// A neighbour's name, and what of the unclipped shape lies in it.
    struct Beyond {
        std::string name;
        MultiPolygon shape;
    };
    /// Neighbours that hold more than 1 m² of `unclipped`, by name; none for a scope that is no area.
    [[nodiscard]] std::vector<Beyond> beyond(const MultiPolygon& unclipped) const;

private:
    struct Candidate {
        const Area* area;
        Box box;
    };
    std::vector<Candidate> m_candidates;
};

/// Starts each ring at its lowest point by (x, y) and orders holes and polygons by theirs, so that equal
/// shapes are equal value for value.
void normalise(MultiPolygon& shape);

} // namespace harmspot
