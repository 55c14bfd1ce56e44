// SPDX-License-Identifier: MIT
#include "run/config_sections.hpp"

namespace harmspot::config
{

namespace
{

using Type = KeySpec::Type;

constexpr double kMostPlaces = 2000;

std::vector<KeySpec> incident_keys()
{
    return {
        {.name = "themes",
         .type = Type::text_list,
         .optional = true,
         .why = "themes whose incidents are patrolled for; all when left out. An incident of several counts once"},
        {.name = "weight",
         .type = Type::text,
         .fallback = "harm",
         .choices = {"harm", "incidents"},
         .why = "what places are to hold most of: the harm of those incidents, or their number"},
        {.name = "dwelling_types",
         .type = Type::text_list,
         .fallback = std::vector<std::string>{"Dwelling", "Domestic dwelling", "Private dwelling", "Residential",
                                              "House", "Flat"},
         .why = "values of [incidents.columns] location_type that are homes, whatever the case of letters; incidents "
                "there are left out, since no patrol meets them, as are those flagged as domestic"},
        {.name = "keep_dwellings_of",
         .type = Type::text_list,
         .optional = true,
         .why = "themes whose incidents in homes count all the same, such as burglary, which is patrolled for from the "
                "street"},
        {.name = "allow_unfiltered",
         .type = Type::boolean,
         .fallback = false,
         .why = "violence is refused when neither domestic nor location_type is mapped, because incidents in homes "
                "cannot be told from those in the street; true plans all the same, and every product says that it is "
                "not suitable for patrol"},
    };
}

std::vector<KeySpec> place_keys()
{
    return {
        {.name = "shape",
         .type = Type::text,
         .fallback = "square",
         .choices = {"square", "hexagon", "circle"},
         .why = "of a place; it is moved and turned to hold the most, not laid on a fixed grid"},
        {.name = "size_m",
         .type = Type::number,
         .unit = "m",
         .fallback = 150.0,
         .least = 50,
         .most = 1000,
         .why =
             "side of the square, hexagon from flat to flat, diameter of the circle; 150 m can be seen and walked in "
             "one visit. data.police.uk moves incidents farther than that"},
        {.name = "places",
         .type = Type::integer,
         .unit = "places",
         .optional = true,
         .least = 1,
         .most = kMostPlaces,
         .why = "how many, in all; when left out as many as the budget pays for, half of it going on the way"},
        {.name = "separation_m",
         .type = Type::number,
         .unit = "m",
         .fallback = 0.0,
         .least = 0,
         .most = 50'000,
         .why = "least distance between the centres of two places, which never overlap in any case"},
        {.name = "step_m",
         .type = Type::number,
         .unit = "m",
         .fallback = 10.0,
         .least = 1,
         .most = 250,
         .why = "how finely a place is moved about to hold the most"},
        {.name = "turn_degrees",
         .type = Type::number,
         .unit = "degrees",
         .fallback = 5.0,
         .least = 1,
         .most = 90,
         .why = "how finely it is turned"},
        {.name = "area_layer",
         .type = Type::text,
         .optional = true,
         .why = "the [[areas]] layer whose areas units keep to: each place, unit and visit is in one, and counts only "
                "what happened in it. The first with pack = true when left out, else the study area is one"},
        {.name = "least_per_area",
         .type = Type::integer,
         .unit = "places",
         .fallback = std::int64_t{0},
         .least = 0,
         .most = kMostPlaces,
         .why = "places every area gets before the rest go where most is held"},
        {.name = "most_per_area",
         .type = Type::integer,
         .unit = "places",
         .optional = true,
         .least = 0,
         .most = kMostPlaces,
         .why = "places no area has more of"},
        {.name = "area_least",
         .type = Type::text_list,
         .optional = true,
         .why = "the same for single areas: [\"Central = 5\"]"},
        {.name = "area_most",
         .type = Type::text_list,
         .optional = true,
         .why = "the same for single areas: [\"Central = 20\"]"},
        {.name = "excluded_zones",
         .type = Type::file,
         .optional = true,
         .why = "layer of polygons that no place reaches into and whose incidents do not count: prisons, hospitals, "
                "police stations. Single ones may stand as [[patrols.excluded]]"},
        {.name = "excluded_name",
         .type = Type::text,
         .optional = true,
         .why = "attribute of that layer that names its zones, for the manifest"},
    };
}

std::vector<KeySpec> shift_keys()
{
    return {
        {.name = "units",
         .type = Type::integer,
         .unit = "units",
         .least = 1,
         .most = 200,
         .why = "who patrol side by side, in each area or in all: see units_are"},
        {.name = "units_are",
         .type = Type::text,
         .fallback = "per_area",
         .choices = {"per_area", "in_all"},
         .why = "units of every area, or units to be given to areas one by one where the next reaches most"},
        {.name = "area_units",
         .type = Type::text_list,
         .optional = true,
         .why = "another number for single areas: [\"Central = 3\", \"Northern = 0\"]"},
        {.name = "from",
         .type = Type::text,
         .fallback = "15:00",
         .why = "start of the shift by the wall clock, on a quarter of an hour"},
        {.name = "to",
         .type = Type::text,
         .fallback = "00:00",
         .why = "end of the shift; not later than from = on the next day"},
        {.name = "date",
         .type = Type::date,
         .optional = true,
         .why = "day on which the shift starts: takes that weekday's hours, and an hour more or less when clocks "
                "change. Any day when left out"},
        {.name = "minutes_per_visit",
         .type = Type::integer,
         .unit = "min",
         .fallback = std::int64_t{15},
         .least = 10,
         .most = 16,
         .why = "shorter visits deter little and longer ones no more (Koper 1995)"},
        {.name = "revisit_gap_min",
         .type = Type::integer,
         .unit = "min",
         .fallback = std::int64_t{120},
         .least = 30,
         .most = 720,
         .why = "from the start of a visit to the next at the same place, at least; a visit counts as reaching what is "
                "expected there in this time"},
        {.name = "hours_per_unit",
         .type = Type::number,
         .unit = "h",
         .optional = true,
         .least = 0,
         .most = 24,
         .why = "of the shift, what a unit can give to visits and the way between them; all of it when left out"},
        {.name = "travel_kmh",
         .type = Type::number,
         .unit = "km/h",
         .fallback = 20.0,
         .least = 1,
         .most = 120,
         .why = "speed from place to place; 20 is a car in town with parking, 5 on foot"},
        {.name = "detour_factor",
         .type = Type::number,
         .fallback = 1.3,
         .least = 1,
         .most = 5,
         .why = "how much longer the way is than the straight line"},
        {.name = "start_easting",
         .type = Type::number,
         .unit = "m",
         .optional = true,
         .why =
             "where units set out and come back to, in the run's crs; when left out they start at their first place"},
        {.name = "start_northing", .type = Type::number, .unit = "m", .optional = true, .why = "metres north"},
        {.name = "seed",
         .type = Type::integer,
         .optional = true,
         .least = 0,
         .most = 4294967295.0,
         .why =
             "of the order of visits, which nobody is to foresee: change it every shift. The same seed gives the same "
             "plan. The run's seed when left out"},
    };
}

std::vector<KeySpec> log_keys()
{
    return {
        {.name = "logs",
         .type = Type::file_list,
         .optional = true,
         .why = "where patrols went: CSV files with the columns unit, time, and easting and northing or longitude and "
                "latitude, or GPX tracks. Held against the places in tables/patrol_dosage.csv"},
        {.name = "log_reach_m",
         .type = Type::number,
         .unit = "m",
         .fallback = 20.0,
         .least = 0,
         .most = 200,
         .why = "a fix this far outside a place still counts as in it, since positions stray"},
        {.name = "log_longest_step_min",
         .type = Type::number,
         .unit = "min",
         .fallback = 5.0,
         .least = 0.1,
         .most = 60,
         .why = "a fix stands for the time until the unit's next one, but for no longer than this"},
    };
}

} // namespace

SectionSpec patrols_section()
{
    SectionSpec section{.name = "patrols",
                        .why = "places of about 150 m that hold the most harm, and a shift plan of visits to them",
                        .keys = {}};
    for (auto keys : {shift_keys(), incident_keys(), place_keys(), log_keys()}) {
        section.keys.insert(section.keys.end(), keys.begin(), keys.end());
    }
    return section;
}

SectionSpec excluded_patrols_section()
{
    return {.name = "patrols.excluded",
            .repeated = true,
            .why = "a point about which no place lies and no incident counts: a prison, a hospital, a police station, "
                   "a coordinate that stands for not known",
            .keys = {
                {.name = "name", .type = Type::text, .why = "what it is"},
                {.name = "easting", .type = Type::number, .unit = "m", .why = "metres east, in the run's crs"},
                {.name = "northing", .type = Type::number, .unit = "m", .why = "metres north"},
                {.name = "radius_m",
                 .type = Type::number,
                 .unit = "m",
                 .fallback = 100.0,
                 .least = 1,
                 .most = 5000,
                 .why = "how far round the point"},
            }};
}

} // namespace harmspot::config
