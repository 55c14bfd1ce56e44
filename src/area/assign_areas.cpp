// SPDX-License-Identifier: MIT
#include "harmspot/area.hpp"

#include "geo/shape_index.hpp"
#include "harmspot/error.hpp"
#include "harmspot/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace harmspot
{

namespace
{

std::uint16_t area_of(Point place, const std::vector<ShapeIndex>& areas)
{
    // The first by name wins, so a border place is settled by stopping at the first area that has it.
    for (std::size_t i = 0; i < areas.size(); ++i) {
        if (areas[i].box().contains(place) && areas[i].side_of(place) != Side::outside) {
            return static_cast<std::uint16_t>(i);
        }
    }
    return kOutside;
}

} // namespace

std::vector<std::uint16_t> assign_areas(const Places& places, const AreaLayer& layer, unsigned threads)
{
    if (layer.areas.size() >= kOutside) {
        throw InputError(fmt::format("{}: layer '{}' has {} areas; the most is {}", layer.path, layer.name,
                                     layer.areas.size(), kOutside - 1));
    }
    std::vector<ShapeIndex> indexes;
    indexes.reserve(layer.areas.size());
    for (const auto& area : layer.areas) {
        indexes.emplace_back(area.shape);
    }

    std::vector<std::uint16_t> assigned(places.size(), kOutside);
    constexpr std::size_t kChunk = 1024;
    const std::size_t chunks = (places.size() + kChunk - 1) / kChunk;
    parallel_for(threads, chunks, [&](std::size_t chunk) {
        const std::size_t end = std::min(places.size(), (chunk + 1) * kChunk);
        for (std::size_t i = chunk * kChunk; i < end; ++i) {
            assigned[i] = area_of({places.x[i], places.y[i]}, indexes);
        }
    });
    return assigned;
}

} // namespace harmspot
