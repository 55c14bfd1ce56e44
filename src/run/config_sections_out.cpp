// SPDX-License-Identifier: MIT
#include "run/config_sections.hpp"

namespace harmspot::config
{

namespace
{

using Type = KeySpec::Type;
using OnlyFor = KeySpec::OnlyFor;

constexpr double kLeastAreaHa = 2;
constexpr double kHectaresPerKm2 = 100;
static_assert(HotspotRules().least_area_km2 * kHectaresPerKm2 == kLeastAreaHa);

std::vector<std::string> method_names()
{
    std::vector<std::string> names;
    for (const auto& method : methods()) {
        names.emplace_back(method.name);
    }
    return names;
}

std::vector<KeySpec> cut_keys()
{
    return {
        {.name = "area_share",
         .type = Type::number,
         .fallback = CutRule().value,
         .least = 0.0001,
         .most = 0.5,
         .why = "hotspots together cover this share of the searchable area: equal effort, so that themes and months "
                "compare",
         .only_for = OnlyFor::surfaces},
        {.name = "mass_share",
         .type = Type::number,
         .optional = true,
         .least = 0.001,
         .most = 0.999,
         .why = "or they hold this share of the surface's harm",
         .only_for = OnlyFor::surfaces,
         .in_place_of = "area_share"},
        {.name = "level",
         .type = Type::number,
         .unit = "harm per km2",
         .optional = true,
         .least = 1e-9,
         .why = "or they are where the surface is at least this high",
         .only_for = OnlyFor::surfaces,
         .in_place_of = "area_share"},
        {.name = "quarter_outline",
         .type = Type::boolean,
         .fallback = false,
         .why = "also outline where a quarter of the harm lies, thinner, in the same layer",
         .only_for = OnlyFor::surfaces},
    };
}

std::vector<KeySpec> shape_keys()
{
    const HotspotRules rules;
    return {
        {.name = "least_area_ha",
         .type = Type::number,
         .unit = "ha",
         .fallback = kLeastAreaHa,
         .least = 0,
         .most = 10'000,
         .why = "smaller hotspots are dropped and counted; 2 ha is about the 150 m square of a foot patrol"},
        {.name = "least_incidents",
         .type = Type::integer,
         .unit = "incidents",
         .fallback = static_cast<std::int64_t>(rules.least_incidents),
         .least = 1,
         .most = 1'000'000,
         .why = "hotspots with fewer incidents are dropped and counted, so that one grave incident makes none"},
        {.name = "least_places",
         .type = Type::integer,
         .unit = "places",
         .fallback = static_cast<std::int64_t>(rules.least_places),
         .least = 1,
         .most = 100'000,
         .why = "hotspots with fewer distinct places are dropped and counted, so that one address makes none"},
        {.name = "split_above_km2",
         .type = Type::number,
         .unit = "km2",
         .fallback = rules.split_above_km2,
         .least = 0.01,
         .most = 100'000,
         .why = "larger hotspots are split at the saddles between their peaks, so that each is one place to go to; of "
                "significant cells (height is their z) none of nine cells or fewer is split, since a cell's z speaks "
                "of those round it too",
         .only_for = OnlyFor::maps},
        {.name = "hull_ratio",
         .type = Type::number,
         .fallback = rules.hull_ratio,
         .least = 0,
         .most = 1,
         .why = "how closely the outline follows a cluster: 0 tightest, 1 convex",
         .only_for = OnlyFor::clusters},
        {.name = "hull_buffer_m",
         .type = Type::number,
         .unit = "m",
         .fallback = rules.hull_buffer_m,
         .least = 1,
         .most = 1'000,
         .why = "the outline is grown by this, so that the places on its edge lie inside",
         .only_for = OnlyFor::clusters},
        {.name = "hull_membership",
         .type = Type::number,
         .unit = "share, 0 to 1",
         .fallback = rules.hull_membership,
         .least = 0,
         .most = 1,
         .why = "hdbscan: the outline is drawn round members that belong at least so firmly, so that stragglers do "
                "not stretch it; 0 takes all",
         .only_for = OnlyFor::clusters},
    };
}

std::vector<KeySpec> chance_keys()
{
    return {
        {.name = "significance",
         .type = Type::boolean,
         .fallback = false,
         .why = "ask of each hotspot whether chance would do as much: p_value tells whether it holds more of the "
                "theme's incidents than its share of all incidents there, p_value_harm whether it holds more harm than "
                "so many of the theme's incidents do. See explain significance. It takes a search of the map a draw",
         .only_for = OnlyFor::surfaces_and_clusters},
        {.name = "significance_draws",
         .type = Type::integer,
         .unit = "draws",
         .fallback = std::int64_t{199},
         .least = 19,
         .most = 9'999,
         .why = "how often chance is let deal; p cannot be under 1 over one more than this: 0.005 for 199",
         .only_for = OnlyFor::surfaces_and_clusters},
    };
}

} // namespace

SectionSpec hotspots_section()
{
    SectionSpec section{
        .name = "hotspots",
        .repeated = true,
        .required = true,
        .why = "a method to find hotspots by; each is run for every theme, weighted by harm and by count. The "
               "method's own keys go here too: see explain METHOD",
        .keys = {
            {.name = "method",
             .type = Type::text,
             .choices = method_names(),
             .why = "how hotspots are found; see list"},
            {.name = "name",
             .type = Type::name,
             .optional = true,
             .why = "names its files; the method when left out. Needed when a method is used twice"},
            {.name = "themes",
             .type = Type::text_list,
             .optional = true,
             .why = "themes it is run for, by name; all when left out"},
        }};
    for (const auto& keys : {cut_keys(), shape_keys(), chance_keys()}) {
        section.keys.insert(section.keys.end(), keys.begin(), keys.end());
    }
    return section;
}

SectionSpec publish_section()
{
    return {
        .name = "publish",
        .why = "who the products are for, and what is held back from them",
        .keys = {
            {.name = "profile",
             .type = Type::text,
             .fallback = "internal",
             .choices = {"internal", "public"},
             .why = "internal holds nothing back; public withholds small counts, rounds coordinates to 4 decimals "
                    "and leaves out rejects.csv"},
            {.name = "marking",
             .type = Type::text,
             .optional = true,
             .why = "written into every file; OFFICIAL for data.police.uk and OFFICIAL-SENSITIVE for your own export "
                    "when left out"},
            {.name = "least_count",
             .type = Type::integer,
             .unit = "incidents",
             .fallback = static_cast<std::int64_t>(PublishRules().least_count),
             .least = 1,
             .most = 1'000'000,
             .why = "public profile: polygons, table cells and surface cells resting on fewer are withheld; 5 or more"},
        }};
}

SectionSpec output_section()
{
    return {.name = "output",
            .why = "which files are made, and where",
            .keys = {
                {.name = "folder",
                 .type = Type::file,
                 .optional = true,
                 .why = "folder to make, relative to this file; --out takes its place"},
                {.name = "surfaces",
                 .type = Type::boolean,
                 .fallback = true,
                 .why = "write density surfaces as GeoTIFF; they are the largest files"},
                {.name = "map",
                 .type = Type::boolean,
                 .fallback = true,
                 .why = "write index.html, a map page that opens in any browser without a network, for the force and "
                        "for each pack"},
                {.name = "briefing",
                 .type = Type::boolean,
                 .fallback = true,
                 .why = "write briefing.html beside each map page: a page of A4 for each theme, for the tasking "
                        "meeting"},
                {.name = "geopackage",
                 .type = Type::boolean,
                 .fallback = true,
                 .why = "write harmspot.gpkg, with every layer styled for QGIS"},
            }};
}

} // namespace harmspot::config
