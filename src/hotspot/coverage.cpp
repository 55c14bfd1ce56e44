// SPDX-License-Identifier: MIT
#include "hotspot/coverage.hpp"

#include <algorithm>
#include <cmath>

namespace harmspot
{

namespace
{

/// Shares within this of 0 or 1 are rounding.
constexpr double kRounding = 1e-9;

/// Adds `drop` of rows, descended between ua and ub at an even slope, to the running sum that becomes the
/// coverage of everything east of it.
void spread(double ua, double ub, double drop, std::span<double> sums)
{
    const auto cols = static_cast<double>(sums.size() - 1);
    if (ua > ub) {
        std::swap(ua, ub);
    }
    if (ub <= 0) {
        sums[0] += drop;
        return;
    }
    if (ua >= cols) {
        return;
    }
    if (ua < 0) {
        const double west = drop * (-ua) / (ub - ua);
        sums[0] += west;
        drop -= west;
        ua = 0;
    }
    if (ub > cols) {
        drop *= (cols - ua) / (ub - ua);
        ub = cols;
    }
    const double width = ub - ua;
    for (auto j = static_cast<std::size_t>(ua);; ++j) {
        const auto left = static_cast<double>(j);
        const double right = std::min(left + 1, ub);
        const double part = width > 0 ? drop * (right - ua) / width : drop;
        const double mean = (ua + right) / 2 - left;
        sums[j] += part * (1 - mean);
        if (j + 1 < sums.size()) {
            sums[j + 1] += part * mean;
        }
        if (right >= ub) {
            return;
        }
        ua = right;
    }
}

} // namespace

Coverage::Coverage(const MultiPolygon& shape, double west, double north, double square_m, std::size_t rows,
                   std::size_t cols)
    : m_west(west), m_north(north), m_square_m(square_m), m_cols(cols)
{
    for (const auto& polygon : shape) {
        add(polygon.outer, false);
        for (const auto& hole : polygon.holes) {
            add(hole, true);
        }
    }
    sort_by_row(rows);
}

void Coverage::add(const Ring& ring, bool hole)
{
    // Whatever way the ring turns, an outer one adds and a hole takes away.
    const bool turn_round = (signed_area(ring) < 0) != hole;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Point a = turn_round ? ring[i + 1] : ring[i];
        const Point b = turn_round ? ring[i] : ring[i + 1];
        m_edges.push_back({(a.x - m_west) / m_square_m, (m_north - a.y) / m_square_m, (b.x - m_west) / m_square_m,
                           (m_north - b.y) / m_square_m});
    }
}

void Coverage::sort_by_row(std::size_t rows)
{
    struct Rows {
        std::size_t first;
        std::size_t end;
    };
    const auto of = [rows](const Edge& edge) {
        const double top = std::max(0.0, std::floor(std::min(edge.v0, edge.v1)));
        const double bottom = std::min(static_cast<double>(rows), std::ceil(std::max(edge.v0, edge.v1)));
        return top < bottom ? Rows{static_cast<std::size_t>(top), static_cast<std::size_t>(bottom)} : Rows{0, 0};
    };
    m_row_start.assign(rows + 1, 0);
    for (const auto& edge : m_edges) {
        for (auto [row, end] = of(edge); row < end; ++row) {
            ++m_row_start[row + 1];
        }
    }
    for (std::size_t row = 0; row < rows; ++row) {
        m_row_start[row + 1] += m_row_start[row];
    }
    m_row_edges.resize(m_row_start[rows]);
    auto next = m_row_start;
    for (std::size_t i = 0; i < m_edges.size(); ++i) {
        for (auto [row, end] = of(m_edges[i]); row < end; ++row) {
            m_row_edges[next[row]++] = static_cast<std::uint32_t>(i);
        }
    }
}

void Coverage::row(std::size_t row, std::span<double> share) const
{
    std::vector<double> sums(m_cols + 1, 0.0);
    const auto top = static_cast<double>(row);
    for (std::size_t k = m_row_start[row]; k < m_row_start[row + 1]; ++k) {
        const Edge& edge = m_edges[m_row_edges[k]];
        const double va = std::clamp(edge.v0, top, top + 1);
        const double vb = std::clamp(edge.v1, top, top + 1);
        if (va == vb) {
            continue;
        }
        const double slope = (edge.u1 - edge.u0) / (edge.v1 - edge.v0);
        const double ua = va == edge.v0 ? edge.u0 : edge.u0 + (va - edge.v0) * slope;
        const double ub = vb == edge.v1 ? edge.u1 : edge.u0 + (vb - edge.v0) * slope;
        spread(ua, ub, vb - va, sums);
    }
    double sum = 0;
    for (std::size_t j = 0; j < m_cols; ++j) {
        sum += sums[j];
        share[j] = sum < kRounding ? 0 : sum > 1 - kRounding ? 1 : sum;
    }
}

} // namespace harmspot
