// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace harmspot::cluster
{

/// Disjoint sets (Tarjan 1975, path halving, union by size).
class UnionFind
{
public:
    explicit UnionFind(std::size_t count) : m_parent(count), m_size(count, 1)
    {
        std::iota(m_parent.begin(), m_parent.end(), std::uint32_t{0});
    }

    [[nodiscard]] std::uint32_t find(std::uint32_t item) noexcept
    {
        while (m_parent[item] != item) {
            m_parent[item] = m_parent[m_parent[item]];
            item = m_parent[item];
        }
        return item;
    }

    /// False when the two were in one set already.
    bool unite(std::uint32_t a, std::uint32_t b) noexcept
    {
        a = find(a);
        b = find(b);
        if (a == b) {
            return false;
        }
        if (m_size[a] < m_size[b]) {
            std::swap(a, b);
        }
        m_parent[b] = a;
        m_size[a] += m_size[b];
        return true;
    }

private:
    std::vector<std::uint32_t> m_parent;
    std::vector<std::uint32_t> m_size;
};

} // namespace harmspot::cluster
