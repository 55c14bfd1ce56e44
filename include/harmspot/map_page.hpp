// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/publish.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace harmspot
{

/// A layer of hotspots on a map page, with what is said of it.
struct MapPageLayer {
    PublishableLayer layer;
    std::string label;                   ///< of the method, as in a menu: "Density map"
    std::string headline;                ///< one sentence that says the most important thing
    std::string empty;                   ///< why there is nothing to see, where there is nothing
    std::vector<std::string> left_out{}; ///< hotspots that analysts took off the list, a sentence each
    std::vector<std::string> changes{};  ///< what changed in the layer's scope, a sentence each
};

/// A street, stream, building or place name below hotspots; see [[context]].
struct ContextShape {
    std::string kind;                      ///< "road", "rail", "water", "building" or "place"
    std::string name;                      ///< may be empty
    std::vector<std::vector<Point>> lines; ///< analysis CRS; a line of one point is a place
    MultiPolygon shape;
};

/// What a map page shows: one area's or the whole force's.
struct MapPage {
    std::string title;                   ///< of the run
    std::string scope;                   ///< "Central only", "Whole force"
    std::string marking;                 ///< at the top and the bottom; may be empty
    std::string months;                  ///< "Covers 2022-03 to 2023-02."
    bool months_only = false;            ///< no incident has a time of day
    std::vector<std::string> warnings;   ///< sentences to read before the map
    std::vector<MapPageLayer> layers;    ///< in the order of the menu; the first is shown first
    std::vector<ContextShape> context{}; ///< near the places of `layers`
    std::vector<PublishableLayer> areas; ///< outlines to draw below, one layer each
};

/// Beyond this a page opens slowly on an old laptop; it then shows fewer places and says so.
inline constexpr std::size_t kMostPageBytes = 5'000'000;

/// One HTML file that needs nothing else and no network: script, styles and data are inside, and its policy lets
/// nothing else run. With scripts off it shows headline, map, table and caveats of each theme's first layer. All texts
/// of the data are escaped. Shapes are in metres of the analysis CRS, whole metres; the map draws them as they are.
/// \throws OutputError naming the path
void write_map_page(const std::string& path, const MapPage& page);

} // namespace harmspot
