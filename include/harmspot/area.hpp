// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"
#include "harmspot/grid.hpp"
#include "harmspot/incidents.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace harmspot
{

/// One named area: an area command, an authority, a ward.
struct Area {
    std::string name;   ///< as in the data; hostile until escaped
    std::string slug;   ///< safe as a file or folder name, unique within the layer
    MultiPolygon shape; ///< analysis CRS
};

/// A set of areas such that every incident belongs to at most one.
struct AreaLayer {
    std::string name; ///< "command"; the property name in outputs
    std::string path; ///< as the user wrote it
    std::string sha256;
    int epsg = 0;            ///< the CRS of the file; the shapes are in the analysis CRS
    std::vector<Area> areas; ///< sorted by name
    std::vector<std::string> warnings;
    bool pack = false;    ///< make a hand-over folder per area
    bool isolate = false; ///< compute each pack from that area's rows alone
};

inline constexpr std::uint16_t kOutside = std::numeric_limits<std::uint16_t>::max();

/// For each place, the number of its area in `layer.areas`, or `kOutside`.
///
/// A place exactly on a border shared by several areas belongs to the first of them by name; a place on
/// the outer border is inside.
[[nodiscard]] std::vector<std::uint16_t> assign_areas(const Places& places, const AreaLayer& layer, unsigned threads);

/// The study area W: the mask if one is given, else the union of the first area layer.
struct StudyArea {
    MultiPolygon shape; ///< analysis CRS
    double area_km2 = 0;
};

/// The union of a layer's areas, without sliver holes.
[[nodiscard]] StudyArea study_area_of(const AreaLayer& layer);

/// Gaps between the areas of a layer whose union is `together`: how many, how large, and where (a corner of
/// each, in `epsg`, the analysis CRS); one sentence, or none. Gaps that open to the outside cannot be told from it.
[[nodiscard]] std::vector<std::string> gap_warnings(const AreaLayer& layer, const StudyArea& together, int epsg);

/// How far from an incident a place may lie and still be searchable.
inline constexpr double kSearchableReachM = 250;
/// Cell of the lattice on which the searchable area is measured; the same for every method.
inline constexpr double kSearchableCellM = 25;

/// S: 1 where the cell's centre is in W and within `kSearchableReachM` of any place, else 0.
/// The grid is `Grid::covering(bounds(W), kSearchableCellM)`.
[[nodiscard]] Raster<std::uint8_t> searchable_area(const StudyArea& study, const Places& places, unsigned threads);

/// Sets each cell to `value` whose centre lies in `shape` (boundary included).
void burn(Raster<std::uint8_t>& raster, const MultiPolygon& shape, std::uint8_t value);

/// Area in km² of the cells that are not 0 and whose centre lies in `shape`.
[[nodiscard]] double area_within_km2(const Raster<std::uint8_t>& searchable, const MultiPolygon& shape);
/// Area in km² of all cells that are not 0.
[[nodiscard]] double area_km2(const Raster<std::uint8_t>& searchable);

} // namespace harmspot
