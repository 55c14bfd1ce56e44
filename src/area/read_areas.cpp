// SPDX-License-Identifier: MIT
#include "harmspot/read.hpp"

#include "area/area_groups.hpp"
#include "area/polygon_source.hpp"
#include "area/slivers.hpp"
#include "geo/crs.hpp"
#include "geo/geos.hpp"
#include "geo/sha256.hpp"
#include "harmspot/error.hpp"
#include "harmspot/output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace harmspot
{

namespace
{

constexpr double kM2PerKm2 = 1e6;
/// About 0.1 m. Borders that two areas share often differ in the last decimals of their degrees; rounding
/// before projecting makes them one, where rounding afterwards would leave thousands of sliver holes.
constexpr double kSnapDegrees = 1e-6;

/// Several shapes as one, in the source's CRS.
MultiPolygon dissolved(const std::vector<MultiPolygon>& shapes, const PolygonSource& source)
{
    return geos::unite(shapes, source.in_degrees ? kSnapDegrees : kSnapM);
}

/// What dissolving and projecting may leave behind: sliver holes, and rings that touch after rounding.
/// \return how many slivers were filled
std::size_t clean(MultiPolygon& shape)
{
    const auto filled = fill_slivers(shape);
    if (!geos::is_valid(shape)) {
        shape = geos::make_valid(shape);
    }
    return filled;
}

struct Overlap {
    std::size_t a = 0;
    std::size_t b = 0;
    double m2 = 0;
};

/// Pairs of areas whose boxes meet, found by a sweep from west to east.
std::vector<Overlap> close_pairs(const std::vector<Area>& areas)
{
    struct Boxed {
        Box box;
        std::size_t area;
    };
    std::vector<Boxed> boxed;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        boxed.push_back({bounds(areas[i].shape), i});
    }
    std::stable_sort(boxed.begin(), boxed.end(),
                     [](const Boxed& a, const Boxed& b) { return a.box.min_x < b.box.min_x; });
    std::vector<Overlap> pairs;
    for (auto a = boxed.begin(); a != boxed.end(); ++a) {
        for (auto b = a + 1; b != boxed.end() && b->box.min_x <= a->box.max_x; ++b) {
            if (a->box.intersects(b->box)) {
                pairs.push_back({std::min(a->area, b->area), std::max(a->area, b->area), 0});
            }
        }
    }
    return pairs;
}

/// Largest first, ties in the order of names.
std::vector<Overlap> overlaps_of(const std::vector<Area>& areas)
{
    constexpr double kLeastOverlapM2 = 1;
    auto overlaps = close_pairs(areas);
    for (auto& [a, b, m2] : overlaps) {
        m2 = area(geos::intersection(areas[a].shape, areas[b].shape));
    }
    std::erase_if(overlaps, [](const Overlap& overlap) { return overlap.m2 <= kLeastOverlapM2; });
    std::sort(overlaps.begin(), overlaps.end(),
              [](const Overlap& x, const Overlap& y) { return std::tie(y.m2, x.a, x.b) < std::tie(x.m2, y.a, y.b); });
    return overlaps;
}

void warn_about_overlaps(AreaLayer& layer)
{
    constexpr std::size_t kMostNamed = 10;
    const auto overlaps = overlaps_of(layer.areas);
    for (std::size_t i = 0; i < std::min(kMostNamed, overlaps.size()); ++i) {
        const auto& [a, b, m2] = overlaps[i];
        layer.warnings.push_back(fmt::format("{}: {} and {} overlap by {:.0f} m2; an incident there counts in {} only",
                                             layer.path, quoted_name(layer.areas[a].name),
                                             quoted_name(layer.areas[b].name), m2, quoted_name(layer.areas[a].name)));
    }
    if (overlaps.size() > kMostNamed) {
        layer.warnings.push_back(fmt::format("{}: {} more pairs of areas overlap by more than 1 m2", layer.path,
                                             overlaps.size() - kMostNamed));
    }
}

void add_slugs(std::vector<Area>& areas)
{
    std::vector<std::string> names;
    names.reserve(areas.size());
    for (const auto& area : areas) {
        names.push_back(area.name);
    }
    auto slugs = unique_slugs(names);
    for (std::size_t i = 0; i < areas.size(); ++i) {
        areas[i].slug = std::move(slugs[i]);
    }
}

} // namespace

AreaLayer read_areas(const AreaConfig& config, int epsg)
{
    AreaLayer layer;
    layer.name = config.layer;
    layer.path = config.file_as_written;
    layer.pack = config.pack;
    layer.isolate = config.isolate;

    const PolygonRequest request{config.file, config.file_as_written, config.name, config.group_attribute, config.epsg};
    auto source = read_polygons(request);
    layer.warnings = source.warnings;
    layer.epsg = source.epsg;
    layer.sha256 = sha256_of_file(config.file);

    std::vector<SourceShape> shapes;
    for (auto& [name, parts] : group_shapes(std::move(source.shapes), config, layer.warnings)) {
        shapes.push_back({name, {}, parts.size() == 1 ? std::move(parts.front()) : dissolved(parts, source)});
    }
    if (shapes.size() >= kOutside) {
        throw InputError(
            fmt::format("{}: has {} areas; the most is {}", config.file_as_written, shapes.size(), kOutside - 1));
    }
    project(shapes, source, epsg, request);
    std::size_t slivers = 0;
    for (auto& shape : shapes) {
        slivers += clean(shape.shape);
        layer.areas.push_back({shape.name, {}, std::move(shape.shape)});
    }
    if (slivers > 0) {
        layer.warnings.push_back(
            fmt::format("{}: {} closed: borders that should be one lie up to {} m apart", layer.path,
                        slivers == 1 ? "1 sliver was" : fmt::format("{} slivers were", slivers), kSliverWidthM));
    }
    add_slugs(layer.areas);
    warn_about_overlaps(layer);
    return layer;
}

StudyArea read_mask(const std::string& path, const std::string& as_written, int epsg)
{
    const PolygonRequest request{path, as_written, {}, {}, 0, false};
    auto source = read_polygons(request);
    std::vector<MultiPolygon> parts;
    for (auto& shape : source.shapes) {
        parts.push_back(std::move(shape.shape));
    }
    std::vector<SourceShape> shapes{{"the study area", {}, dissolved(parts, source)}};
    project(shapes, source, epsg, request);
    StudyArea study;
    study.shape = std::move(shapes.front().shape);
    clean(study.shape);
    study.area_km2 = area(study.shape) / kM2PerKm2;
    return study;
}

} // namespace harmspot
