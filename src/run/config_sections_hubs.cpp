// SPDX-License-Identifier: MIT
#include "run/config_sections.hpp"

namespace harmspot::config
{

namespace
{

using Type = KeySpec::Type;

constexpr double kMostMetres = 1e6;

std::vector<KeySpec> question_keys()
{
    return {
        {.name = "name", .type = Type::name, .why = "names the plan's files: plan/NAME_hubs.geojson and so on"},
        {.name = "title",
         .type = Type::text,
         .optional = true,
         .why = "heads the options paper; the name when left out"},
        {.name = "model",
         .type = Type::text,
         .fallback = "p_median",
         .choices = {"p_median", "max_cover", "set_cover", "p_centre"},
         .why = "p_median: least harm × distance to the nearest hub; max_cover: most harm within reach_m; set_cover: "
                "fewest hubs with all harm within reach_m; p_centre: least greatest distance"},
        {.name = "new_hubs",
         .type = Type::integer,
         .unit = "hubs",
         .optional = true,
         .least = 0,
         .most = 100,
         .why = "how many to add to the existing ones, exactly; 1 when left out, and with a budget as many as it pays "
                "for. set_cover finds it itself"},
        {.name = "curve_to",
         .type = Type::integer,
         .unit = "hubs",
         .fallback = std::int64_t{10},
         .least = 0,
         .most = 30,
         .why = "the table of benefit against number of hubs goes from none to this many new ones"},
    };
}

std::vector<KeySpec> demand_keys()
{
    return {
        {.name = "demand",
         .type = Type::text,
         .fallback = "harm",
         .choices = {"harm", "incidents"},
         .why = "what hubs are to be near: the harm of the themes' incidents, or their number"},
        {.name = "themes",
         .type = Type::text_list,
         .optional = true,
         .why = "themes whose incidents are demand; all when left out. An incident of several counts once for each"},
        {.name = "theme_weights",
         .type = Type::text_map,
         .optional = true,
         .why = "what themes weigh against each other: { knife_crime = \"2\", asb = \"0.5\" }; 1 when left out"},
        {.name = "demand_at",
         .type = Type::text,
         .optional = true,
         .choices = {"cells", "places", "centroids"},
         .why = "where demand is added up: square cells, the incidents' own places, or the nearest of the centroids; "
                "centroids when they are given, else cells"},
        {.name = "demand_cell_m",
         .type = Type::number,
         .unit = "m",
         .fallback = 250.0,
         .least = 25,
         .most = 10'000,
         .why = "side of those cells; smaller is slower and no truer than the incidents' positions"},
        {.name = "centroids",
         .type = Type::file,
         .optional = true,
         .why = "population-weighted centroids: a CSV with easting and northing, or a layer of points"},
        {.name = "centroid_code",
         .type = Type::text,
         .fallback = "code",
         .why = "column of the centroids' area codes, such as lsoa21_code"},
    };
}

std::vector<KeySpec> site_keys()
{
    return {
        {.name = "candidates",
         .type = Type::file,
         .optional = true,
         .why = "sites to choose from: a layer of points, or a CSV with name and easting, northing or postcode, and "
                "perhaps cost and capacity. Without it, a lattice of cells within the first [[hotspots]] entry's "
                "hotspots of the plan's themes"},
        {.name = "postcodes",
         .type = Type::file,
         .optional = true,
         .why = "your own lookup of postcodes for such a CSV: columns postcode, easting, northing"},
        {.name = "lattice_m",
         .type = Type::number,
         .unit = "m",
         .fallback = 250.0,
         .least = 25,
         .most = 10'000,
         .why = "side of the lattice's cells, whose centres are the candidates"},
        {.name = "most_candidates",
         .type = Type::integer,
         .unit = "sites",
         .fallback = std::int64_t{500},
         .least = 1,
         .most = 5000,
         .why = "of the lattice's cells, those with most harm in and beside them are kept, this many"},
        {.name = "existing_hubs",
         .type = Type::file,
         .optional = true,
         .why =
             "hubs that are open and stay open: a file as of candidates. Single ones may stand as [[hubs.existing]]"},
    };
}

std::vector<KeySpec> way_keys()
{
    return {
        {.name = "authority",
         .type = Type::text,
         .optional = true,
         .why = "the [[areas]] layer of authorities, for serves and for the rules per area; 'authority' when there is "
                "such a layer"},
        {.name = "serves",
         .type = Type::text,
         .optional = true,
         .choices = {"same_authority", "anyone"},
         .why = "whom a hub serves: only its own authority, so that a hub across the river does not count as cover, or "
                "anyone; same_authority where there is a layer of authorities"},
        {.name = "barriers",
         .type = Type::file,
         .optional = true,
         .why = "layer of lines that cannot be crossed, such as a river; for serves = \"anyone\""},
        {.name = "crossings",
         .type = Type::file,
         .optional = true,
         .why = "layer of points where they can be, such as bridges, within 50 m of the line"},
        {.name = "detour_factor",
         .type = Type::number,
         .fallback = 1.3,
         .least = 1,
         .most = 5,
         .why = "how much longer a walk is than the straight line; all distances, reach_m among them, are of the walk"},
        {.name = "distances",
         .type = Type::file,
         .optional = true,
         .why = "CSV with the columns from (centroid code), to (site name) and distance, in place of straight lines: "
                "metres, or minutes if reach_m is in minutes too"},
        {.name = "missing_pairs",
         .type = Type::text,
         .fallback = "error",
         .choices = {"error", "cannot_serve"},
         .why = "pairs that this CSV lacks: an error, or sites that cannot serve the place"},
        {.name = "reach_m",
         .type = Type::number,
         .unit = "m",
         .fallback = 2000.0,
         .least = 1,
         .most = kMostMetres,
         .why =
             "how far a hub reaches; what max_cover and set_cover go by, and what every plan's 'within reach' means"},
        {.name = "full_reach_m",
         .type = Type::number,
         .unit = "m",
         .optional = true,
         .least = 0,
         .most = kMostMetres,
         .why = "cover falls in a straight line from 1 here to 0 at reach_m; without it, it is 1 up to reach_m"},
        {.name = "unserved_m",
         .type = Type::number,
         .unit = "m",
         .optional = true,
         .least = 1,
         .most = kMostMetres,
         .why = "p_median: how far is so far that nobody goes; harm farther from every hub that may serve it counts as "
                "this far. Five times reach_m when left out"},
    };
}

std::vector<KeySpec> rule_keys()
{
    return {
        {.name = "cover_share",
         .type = Type::number,
         .fallback = 1.0,
         .least = 0.01,
         .most = 1,
         .why = "set_cover: share of the demand that must be within reach"},
        {.name = "one_per_area",
         .type = Type::boolean,
         .fallback = false,
         .why = "at least one hub, old or new, in every authority"},
        {.name = "least_covered_share",
         .type = Type::number,
         .fallback = 0.0,
         .least = 0,
         .most = 1,
         .why = "at least this share of every authority's demand within reach"},
        {.name = "budget",
         .type = Type::number,
         .optional = true,
         .least = 0,
         .most = 1e12,
         .why = "what the new hubs may cost together; candidates then need a column cost"},
        {.name = "least_separation_m",
         .type = Type::number,
         .unit = "m",
         .fallback = 0.0,
         .least = 0,
         .most = kMostMetres,
         .why = "least straight-line distance between a new hub and any other"},
        {.name = "gap",
         .type = Type::number,
         .fallback = 0.0,
         .least = 0,
         .most = 0.2,
         .why = "stop when the answer is shown to be within this share of the best; 0 = go on to the proof"},
        {.name = "nodes",
         .type = Type::integer,
         .fallback = std::int64_t{20'000},
         .least = 1,
         .most = 1e9,
         .why = "most branches that the solver looks at; it never stops by the clock"},
        {.name = "redraws",
         .type = Type::integer,
         .unit = "draws",
         .fallback = std::int64_t{100},
         .least = 0,
         .most = 10'000,
         .why = "how often the plan is made again with incidents drawn anew, to see how sure the choice is"},
    };
}

} // namespace

SectionSpec hubs_section()
{
    SectionSpec section{.name = "hubs",
                        .repeated = true,
                        .why = "a plan of where to put community hubs beside those that are open; several plans may "
                               "stand side by side",
                        .keys = {}};
    for (auto keys : {question_keys(), demand_keys(), site_keys(), way_keys(), rule_keys()}) {
        section.keys.insert(section.keys.end(), keys.begin(), keys.end());
    }
    return section;
}

SectionSpec existing_hubs_section()
{
    return {.name = "hubs.existing",
            .repeated = true,
            .why = "a hub that is open and stays open",
            .keys = {
                {.name = "name", .type = Type::text, .why = "what it is called on the map and in the paper"},
                {.name = "easting", .type = Type::number, .unit = "m", .why = "metres east, in the run's crs"},
                {.name = "northing", .type = Type::number, .unit = "m", .why = "metres north"},
                {.name = "capacity",
                 .type = Type::number,
                 .optional = true,
                 .least = 0,
                 .why = "most demand that it can serve, in the plan's unit; no limit when left out"},
            }};
}

SectionSpec multipliers_section()
{
    return {.name = "hubs.multiplier",
            .repeated = true,
            .why = "weighs demand by something known of areas, such as deprivation or the share of under-25s; several "
                   "multiply",
            .keys = {
                {.name = "file", .type = Type::file, .why = "CSV of one row an area, or a layer of polygons"},
                {.name = "code",
                 .type = Type::text,
                 .fallback = "code",
                 .why = "CSV: column of the centroid's code, or of the area's name with area_layer"},
                {.name = "value", .type = Type::text, .why = "column or attribute of the number, at least 0"},
                {.name = "area_layer",
                 .type = Type::text,
                 .optional = true,
                 .why = "CSV: its rows are areas of this [[areas]] layer; without it, centroids"},
            }};
}

} // namespace harmspot::config
