// SPDX-License-Identifier: MIT
#pragma once

#include "hotspot/members.hpp"

#include "harmspot/hotspot.hpp"

#include <optional>
#include <string>
#include <vector>

namespace harmspot
{

/// A hotspot before it has a rank and an id of its own.
struct Draft {
    Hotspot hotspot;
    double weight = 0;     ///< sum of detection weights, by which it ranks
    double top_weight = 0; ///< of its gravest incident
    std::string reference; ///< of the member place with most harm, for the id
};

/// Describes polygons of one scope.
class Describer
{
public:
    Describer(const ScopeRows& scope_rows, const ThemeRows& rows, const HotspotContext& context)
        : m_scope_rows(scope_rows), m_rows(rows), m_context(context)
    {
    }

    /// All but ranks, id and neighbours of the polygon. \pre `members` is not empty
    [[nodiscard]] Draft describe(MultiPolygon shape, const std::vector<std::uint32_t>& members) const;

    /// Describes the polygon if the rules keep it, else counts why not: by area, then incidents, then places.
    [[nodiscard]] std::optional<Draft> describe_if_kept(MultiPolygon shape, const HotspotRules& rules,
                                                        HotspotList& counters) const;

private:
    void add_amounts(Draft& draft, const std::vector<std::uint32_t>& members) const;
    void add_names(Draft& draft, const std::vector<std::uint32_t>& members) const;
    void add_kinds(Hotspot& hotspot, const std::vector<std::uint32_t>& members) const;
    void add_hours(Hotspot& hotspot, const std::vector<std::uint32_t>& members) const;
    [[nodiscard]] std::string main_area(std::size_t layer, const std::vector<std::uint32_t>& members) const;

    const ScopeRows& m_scope_rows;
    const ThemeRows& m_rows;
    const HotspotContext& m_context;
};

} // namespace harmspot
