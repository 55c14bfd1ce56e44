// SPDX-License-Identifier: MIT
#pragma once

#include "geo/shape_index.hpp"

#include "harmspot/hotspot.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace harmspot
{

/// A place with some of the theme's incidents on it.
struct Site {
    std::uint32_t place = 0;
    double x = 0;
    double y = 0;
    std::size_t first_row = 0; ///< into `ScopeRows::rows()`
    std::size_t end_row = 0;
    double harm = 0;

    [[nodiscard]] std::uint64_t incidents() const noexcept { return end_row - first_row; }
};

/// A theme's rows that count in one scope, by place.
///
/// For an area these are the rows that the area was given; for the whole force those inside W or on its
/// border. Rows of a place are in an order of their own, so that sums do not depend on the order in files.
class ScopeRows
{
public:
    ScopeRows(const ThemeRows& rows, const Scope& scope, const ShapeIndex& shape, const HotspotContext& context);

    [[nodiscard]] std::span<const Site> sites() const noexcept { return m_sites; }
    [[nodiscard]] std::span<const std::uint32_t> rows_of(const Site& site) const noexcept
    {
        return std::span(m_rows).subspan(site.first_row, site.end_row - site.first_row);
    }
    [[nodiscard]] std::uint64_t incidents() const noexcept { return m_rows.size(); }
    [[nodiscard]] double harm() const noexcept { return m_harm; }

    /// Numbers of the sites inside or on `shape`, ascending.
    [[nodiscard]] std::vector<std::uint32_t> members(const MultiPolygon& shape) const;

private:
    std::vector<Site> m_sites; ///< by place number, so by x
    std::vector<std::uint32_t> m_rows;
    double m_harm = 0;
};

} // namespace harmspot
