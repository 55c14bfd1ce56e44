// SPDX-License-Identifier: MIT
#pragma once

#include "significance/philox.hpp"

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace harmspot::significance
{

/// Draws without replacement from the numbers [0, count): the first cards of a shuffled pack (Fisher & Yates),
/// put back after each draw so that one draw costs only what it takes.
class Shuffle
{
public:
    explicit Shuffle(std::size_t count) : m_pack(count) { std::iota(m_pack.begin(), m_pack.end(), 0U); }

    /// Calls `card(position, number)` for `take` numbers. \pre take <= count
    template <class Card>
    void draw(std::size_t take, std::uint32_t low, std::uint32_t first_high, std::uint32_t key, const Card& card)
    {
        m_swapped.clear();
        Philox random;
        for (std::uint32_t j = 0; j < take; ++j) {
            if (j % 2 == 0) {
                random = Philox::at(low, first_high + j / 2, key);
            }
            const std::uint32_t other =
                j + below(static_cast<std::uint32_t>(m_pack.size()) - j, j % 2 == 0 ? random.low : random.high);
            std::swap(m_pack[j], m_pack[other]);
            m_swapped.push_back(other);
            card(j, m_pack[j]);
        }
        for (std::size_t j = m_swapped.size(); j-- > 0;) {
            std::swap(m_pack[j], m_pack[m_swapped[j]]);
        }
    }

private:
    std::vector<std::uint32_t> m_pack;
    std::vector<std::uint32_t> m_swapped;
};

/// Blocks of random numbers between the first of one draw and the first of the next.
[[nodiscard]] inline std::uint32_t draw_stride(std::size_t take) noexcept
{
    return static_cast<std::uint32_t>(take / 2 + 1);
}

} // namespace harmspot::significance
