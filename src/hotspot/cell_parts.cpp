// SPDX-License-Identifier: MIT
#include "hotspot/cell_parts.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

namespace harmspot
{

namespace
{

constexpr auto kNone = std::numeric_limits<std::size_t>::max();

/// A patch's cells by number from 0, with the heights and neighbours of each.
class Ground
{
public:
    Ground(const std::vector<std::size_t>& patch, const SignificantCells& cells) : m_around(patch.size())
    {
        std::map<std::size_t, std::size_t> number;
        for (std::size_t i = 0; i < patch.size(); ++i) {
            number.emplace(patch[i], i);
            m_height.push_back(cells.z[patch[i]]);
        }
        for (std::size_t i = 0; i < patch.size(); ++i) {
            for (const std::size_t neighbour : side_neighbours(cells.shapes, patch[i])) {
                if (const auto at = number.find(neighbour); at != number.end()) {
                    m_around[i].push_back(at->second);
                }
            }
        }
    }

    /// Which summit each cell climbs to; summits are numbered from the highest.
    [[nodiscard]] std::vector<std::size_t> basins() const
    {
        std::vector<std::size_t> falling(m_height.size());
        std::iota(falling.begin(), falling.end(), std::size_t{0});
        std::stable_sort(falling.begin(), falling.end(),
                         [&](std::size_t a, std::size_t b) { return m_height[a] > m_height[b]; });
        std::vector<std::size_t> basin(m_height.size(), kNone);
        std::size_t summits = 0;
        for (std::size_t first = 0; first < falling.size();) {
            std::size_t last = first;
            while (last < falling.size() && !(m_height[falling[last]] < m_height[falling[first]])) {
                ++last;
            }
            const std::vector<std::size_t> level(falling.begin() + static_cast<std::ptrdiff_t>(first),
                                                 falling.begin() + static_cast<std::ptrdiff_t>(last));
            summits = settle(level, summits, basin);
            first = last;
        }
        return basin;
    }

    /// The highest pass between each two basins that touch.
    [[nodiscard]] std::vector<Pass> passes(const std::vector<std::size_t>& basin) const
    {
        std::map<std::pair<std::size_t, std::size_t>, double> highest;
        for (std::size_t i = 0; i < m_around.size(); ++i) {
            for (const std::size_t j : m_around[i]) {
                if (basin[i] < basin[j]) {
                    const double height = std::min(m_height[i], m_height[j]);
                    const auto [at, added] = highest.try_emplace({basin[i], basin[j]}, height);
                    at->second = std::max(at->second, height);
                }
            }
        }
        std::vector<Pass> found;
        for (const auto& [between, height] : highest) {
            found.push_back({between.first, between.second, height});
        }
        return found;
    }

private:
    /// Gives cells of one height to the basins above them, the nearest way first; what touches none is a new summit.
    [[nodiscard]] std::size_t settle(const std::vector<std::size_t>& level, std::size_t summits,
                                     std::vector<std::size_t>& basin) const
    {
        std::vector<std::pair<std::size_t, std::size_t>>
            climbing; // at once, so that the order of cells decides nothing
        for (const std::size_t i : level) {
            if (const std::size_t up = steepest(i, basin); up != kNone) {
                climbing.emplace_back(i, basin[up]);
            }
        }
        std::vector<std::size_t> spreading;
        for (const auto& [i, to] : climbing) {
            basin[i] = to;
            spreading.push_back(i);
        }
        spread(std::move(spreading), basin);
        for (const std::size_t i : level) {
            if (basin[i] == kNone) {
                basin[i] = summits++;
                spread({i}, basin);
            }
        }
        return summits;
    }

    /// The highest neighbour that has a basin; of equals that of the higher summit.
    [[nodiscard]] std::size_t steepest(std::size_t i, const std::vector<std::size_t>& basin) const
    {
        std::size_t best = kNone;
        for (const std::size_t j : m_around[i]) {
            if (basin[j] == kNone) {
                continue;
            }
            const bool higher = best == kNone || m_height[j] > m_height[best];
            const bool alike = best != kNone && !(m_height[j] < m_height[best]) && basin[j] < basin[best];
            best = higher || alike ? j : best;
        }
        return best;
    }

    /// To cells of the same height that touch, a step at a time.
    void spread(std::vector<std::size_t> from, std::vector<std::size_t>& basin) const
    {
        for (std::size_t k = 0; k < from.size(); ++k) {
            for (const std::size_t j : m_around[from[k]]) {
                const bool level = !(m_height[j] < m_height[from[k]]) && !(m_height[j] > m_height[from[k]]);
                if (level && basin[j] == kNone) {
                    basin[j] = basin[from[k]];
                    from.push_back(j);
                }
            }
        }
    }

    std::vector<double> m_height;
    std::vector<std::vector<std::size_t>> m_around;
};

double cell_area_km2(const CellShapes& shapes)
{
    if (const auto* grid = std::get_if<Grid>(&shapes)) {
        return grid->cell_area_m2() / 1e6;
    }
    const auto* hexagons = std::get_if<HexGrid>(&shapes);
    return hexagons != nullptr ? hexagons->cell_area_m2() / 1e6 : 0;
}

} // namespace

std::vector<std::vector<std::size_t>> cell_parts(const std::vector<std::size_t>& patch, const SignificantCells& cells,
                                                 const std::vector<Holding>& holding, const HotspotRules& rules)
{
    constexpr double kRounding = 1e-9;
    auto limits = rules;
    limits.split_above_km2 =
        std::max(rules.split_above_km2, kCellsToldTogether * cell_area_km2(cells.shapes)) + kRounding;
    double held_km2 = 0;
    for (const auto& one : holding) {
        held_km2 += one.area_km2;
    }
    if (held_km2 <= limits.split_above_km2) {
        return {patch};
    }
    const Ground ground(patch, cells);
    const auto basin = ground.basins();
    std::vector<Holding> held(1 + *std::max_element(basin.begin(), basin.end()));
    for (std::size_t i = 0; i < patch.size(); ++i) {
        auto& sum = held[basin[i]];
        sum = {sum.area_km2 + holding[i].area_km2, sum.incidents + holding[i].incidents,
               sum.places + holding[i].places};
    }
    const auto part_of = cut_at_passes(held, ground.passes(basin), limits);
    std::map<std::size_t, std::vector<std::size_t>> by_part;
    for (std::size_t i = 0; i < patch.size(); ++i) {
        by_part[part_of[basin[i]]].push_back(patch[i]);
    }
    std::vector<std::vector<std::size_t>> parts;
    for (auto& [number, part] : by_part) {
        std::sort(part.begin(), part.end());
        parts.push_back(std::move(part));
    }
    std::sort(parts.begin(), parts.end());
    return parts;
}

} // namespace harmspot
