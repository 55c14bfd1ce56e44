// SPDX-License-Identifier: MIT
#include "hotspot/clip.hpp"
#include "hotspot/describe.hpp"
#include "hotspot/lattice.hpp"
#include "hotspot/level.hpp"
#include "hotspot/rank.hpp"
#include "hotspot/region.hpp"
#include "hotspot/split.hpp"

#include "geo/geos.hpp"

#include "harmspot/hotspot.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace harmspot
{

namespace
{

/// Share of the mass that the outline "where a quarter of it happens" holds.
constexpr double kQuarter = 0.25;

std::optional<Region> region_of(const CutRule& rule, const Lattice& lattice, const Scope& scope,
                                const ShapeIndex& shape, unsigned threads)
{
    std::optional<double> level;
    switch (rule.kind) {
    case CutRule::Kind::area_share:
        return region_of_area(rule.value * scope.searchable_km2 * 1e6, lattice, shape, threads);
    case CutRule::Kind::mass_share:
        level = level_of_mass(lattice, *scope.shape, rule.value, threads);
        break;
    case CutRule::Kind::level:
        level = rule.value > 0 && lattice.highest() > 0 ? std::optional(rule.value) : std::nullopt;
        break;
    }
    return level ? std::optional(region_at(*level, lattice, shape, threads)) : std::nullopt;
}

/// Names of the neighbours that the shape runs into. Of a part that was cut off at a saddle only those that
/// lie within `near_m` of it, so that it does not claim its sister's; 0 for a shape that was not cut.
std::vector<std::string> names_of(const std::vector<Neighbours::Beyond>& neighbours, const MultiPolygon& shape,
                                  double near_m)
{
    std::vector<std::string> names;
    const auto reach = near_m > 0 && !neighbours.empty() ? geos::buffer(shape, near_m) : MultiPolygon{};
    for (const auto& neighbour : neighbours) {
        if (near_m <= 0 || geos::intersects(reach, neighbour.shape)) {
            names.push_back(neighbour.name);
        }
    }
    return names;
}

/// All that turning one surface into one scope's list needs.
struct Job {
    const Lattice& lattice;
    const HotspotRules& rules;
    const HotspotContext& context;
    const ScopeRows& scope_rows;
    const ShapeIndex& scope;
    const Describer& describer;
    const Neighbours& neighbours;
};

std::vector<Neighbours::Beyond> beyond(const Piece& piece, const Region& region, const Job& job)
{
    return piece.clipped ? job.neighbours.beyond({region.polygons[piece.source]}) : std::vector<Neighbours::Beyond>{};
}

std::vector<Draft> hotspots_in(const Region& region, const Job& job, HotspotList& list)
{
    std::vector<Draft> drafts;
    for (const auto& piece : region.pieces) {
        const auto neighbours = beyond(piece, region, job);
        auto parts = split(piece.shape, job.lattice, job.scope_rows, job.rules);
        const auto near_m = parts.size() > 1 ? job.lattice.grid().cell_m : 0.0;
        for (auto& part : parts) {
            if (auto draft = job.describer.describe_if_kept(std::move(part), job.rules, list)) {
                draft->hotspot.continues_into = names_of(neighbours, draft->hotspot.shape, near_m);
                drafts.push_back(std::move(*draft));
            }
        }
    }
    return drafts;
}

std::vector<Draft> quarter_outlines(const Job& job)
{
    const auto level = level_of_mass(job.lattice, job.scope.shape(), kQuarter, job.context.threads);
    if (!level) {
        return {};
    }
    const auto region = region_at(*level, job.lattice, job.scope, job.context.threads);
    std::vector<Draft> drafts;
    for (const auto& piece : region.pieces) {
        const auto members = job.scope_rows.members(piece.shape);
        if (!members.empty()) {
            auto& draft = drafts.emplace_back(job.describer.describe(piece.shape, members));
            draft.hotspot.outline = "quarter";
            draft.hotspot.continues_into = names_of(beyond(piece, region, job), piece.shape, 0);
        }
    }
    return drafts;
}

} // namespace

HotspotList hotspots_from_surface(const Surface& surface, const ThemeRows& rows, const HotspotRules& rules,
                                  const Scope& scope, const HotspotContext& context)
{
    const ShapeIndex shape(*scope.shape);
    const ScopeRows scope_rows(rows, scope, shape, context);
    HotspotList list;
    list.incidents_in_scope = scope_rows.incidents();
    list.harm_in_scope = scope_rows.harm();

    const Lattice lattice(surface.raster, context.threads);
    const auto region = region_of(rules.cut, lattice, scope, shape, context.threads);
    if (!region) {
        return list;
    }
    list.level = region->level;
    list.region_km2 = region->area_m2 / 1e6;
    const Describer describer(scope_rows, rows, context);
    const Neighbours neighbours(scope, context);
    const Job job{lattice, rules, context, scope_rows, shape, describer, neighbours};
    auto hotspots = hotspots_in(*region, job, list);
    auto outlines = rules.quarter_outline ? quarter_outlines(job) : std::vector<Draft>{};
    list.hotspots = ranked(std::move(hotspots), std::move(outlines), context);
    return list;
}

} // namespace harmspot
