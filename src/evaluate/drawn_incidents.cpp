// SPDX-License-Identifier: MIT
#include "harmspot/stability.hpp"

#include "significance/philox.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace harmspot
{

DrawnIncidents::DrawnIncidents(std::span<const std::uint32_t> place, std::span<const double> weight, std::size_t places)
    : m_place(place.size()), m_weight(place.size()), m_places(places)
{
    assert(place.size() == weight.size());
    std::vector<std::uint32_t> order(place.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::pair(place[a], weight[a]) < std::pair(place[b], weight[b]);
    });
    for (std::size_t i = 0; i < order.size(); ++i) {
        m_place[i] = place[order[i]];
        m_weight[i] = weight[order[i]];
    }
}

DrawnIncidents::Draw DrawnIncidents::draw(std::uint64_t seed, std::uint32_t number) const
{
    using significance::Philox;
    const std::uint32_t key = significance::philox_key(seed);
    const auto size = static_cast<std::uint32_t>(m_place.size());
    std::vector<std::uint32_t> times(m_place.size(), 0);
    for (std::uint32_t i = 0; i < size; i += 2) {
        const auto random = Philox::at(i / 2, number, key);
        ++times[significance::below(size, random.low)];
        if (i + 1 < size) {
            ++times[significance::below(size, random.high)];
        }
    }
    Draw drawn{std::vector<std::uint32_t>(m_places, 0), std::vector<double>(m_places, 0.0)};
    for (std::size_t i = 0; i < m_place.size(); ++i) {
        drawn.incidents[m_place[i]] += times[i];
        drawn.weight[m_place[i]] += times[i] * m_weight[i];
    }
    return drawn;
}

} // namespace harmspot
