// SPDX-License-Identifier: MIT
#include "harmspot/config.hpp"

#include "run/config_sections.hpp"

#include <fmt/format.h>

namespace harmspot
{

namespace config
{

namespace
{

using Type = KeySpec::Type;

SectionSpec top_level()
{
    return {
        .name = "",
        .why = "what the run is called, and what holds for all of it",
        .keys = {
            {.name = "title",
             .type = Type::text,
             .fallback = "Harm hotspots",
             .why = "heads every map and table; say whose area and which months. With table = \"count\" the default is "
                    "Incident hotspots"},
            {.name = "crs",
             .type = Type::crs,
             .fallback = "EPSG:27700",
             .why =
                 "coordinate system of the analysis: projected, in metres; British National Grid suits all of Britain"},
            {.name = "seed",
             .type = Type::integer,
             .fallback = std::int64_t{1},
             .least = 0,
             .why = "start of every random draw, so that a run can be repeated to the byte"},
            {.name = "mask",
             .type = Type::file,
             .optional = true,
             .why = "polygon layer that is the study area; without it, the union of the first [[areas]] layer"},
        }};
}

SectionSpec period()
{
    return {.name = "period",
            .why = "first and last day that count; without it, every row does",
            .keys = {
                {.name = "from", .type = Type::date, .why = "first day that counts"},
                {.name = "to", .type = Type::date, .why = "last day that counts, itself included"},
            }};
}

SectionSpec incidents()
{
    return {
        .name = "incidents",
        .required = true,
        .why = "the incidents: which files, and how they are laid out",
        .keys = {
            {.name = "files",
             .type = Type::file_list,
             .optional = true,
             .why = "CSV (plain, .gz, or street files in a .zip), Excel .xlsx, or GIS layers (GeoPackage, GeoJSON, "
                    "Shapefile, FlatGeobuf, MapInfo, KML); *, ? and [..] work in file names. --incidents takes their "
                    "place"},
            {.name = "format",
             .type = Type::text,
             .optional = true,
             .choices = {"police-uk", "columns"},
             .why = "police-uk: street files of data.police.uk; columns: your own export, described in "
                    "[incidents.columns], whose presence is enough to choose it"},
            {.name = "crs",
             .type = Type::crs,
             .optional = true,
             .why = "of easting and northing; EPSG:27700 when left out. Longitude and latitude are always WGS 84. A "
                    "GIS layer's own CRS holds for its points unless this says otherwise"},
            {.name = "layer",
             .type = Type::text,
             .optional = true,
             .why = "of a GIS file that has several; without coordinates in [incidents.columns] its points are the "
                    "positions"},
            {.name = "sheet",
             .type = Type::text,
             .optional = true,
             .why = "of an Excel workbook; when left out, the first whose row 1 has the mapped columns"},
            {.name = "codes",
             .type = Type::file,
             .optional = true,
             .why = "CSV with the columns code_in, code_out: turns local codes such as 008/06 into those of the harm "
                    "table and the themes"},
            {.name = "date_basis",
             .type = Type::text,
             .optional = true,
             .choices = {"committed", "recorded"},
             .why = "which date counts: committed (date, or earliest and latest) or recorded; committed where both "
                    "are mapped. Said on every product"},
            {.name = "duplicates",
             .type = Type::text,
             .optional = true,
             .choices = {"id_and_columns", "id", "columns", "off"},
             .why = "when a row repeats an earlier one and is left out: same reference and same values in every "
                    "mapped column (id_and_columns, where a reference is mapped), same reference alone (id), same "
                    "values in duplicate_columns (columns), or never (off). A blank reference is like no other"},
            {.name = "duplicate_columns",
             .type = Type::text_list,
             .optional = true,
             .why = "keys of [incidents.columns] to compare, such as [\"date\", \"location\", \"offence\"], for "
                    "duplicates = \"columns\"; all that are mapped when left out"},
            {.name = "expected_lag_days",
             .type = Type::integer,
             .unit = "days",
             .fallback = std::int64_t{0},
             .least = 0,
             .most = 3660,
             .why = "how late rows still come in: months that end within so many days of the newest date are marked "
                    "provisional; 0 marks none"},
        }};
}

KeySpec column(std::string name, std::string why)
{
    return {.name = std::move(name), .type = Type::text, .optional = true, .why = std::move(why)};
}

SectionSpec columns()
{
    return {
        .name = "incidents.columns",
        .why = "which column of your own export holds what, by its heading; columns not named here are never kept",
        .keys = {
            column("easting", "metres east, in [incidents] crs; goes with northing"),
            column("northing", "metres north; goes with easting"),
            column("longitude", "degrees east, WGS 84; goes with latitude, in place of easting and northing"),
            column("latitude", "degrees north; goes with longitude"),
            column("grid_reference", "Ordnance Survey grid reference, such as NZ 245 643 with 4 to 10 figures, in "
                                     "place of both pairs; the middle of its square counts"),
            column("offence", "offence in words; this or code is needed"),
            column("code", "offence code; this or offence is needed"),
            column("date",
                   "date, or date and time, at which it was committed. With Z or an offset such as +01:00 it is "
                   "turned into British clock time; without, it is that already"),
            column("earliest", "or the earliest moment it may have happened; goes with latest"),
            column("latest", "the latest moment it may have happened; goes with earliest"),
            column("recorded", "date, or date and time, at which the police recorded it; counts for date_basis = "
                               "\"recorded\""),
            column("id", "incident reference: finds repeated rows and is then forgotten"),
            column("location", "street or place name, for naming hotspots"),
            column("location_type", "kind of place, such as dwelling or street, for rules of themes"),
            column("own_area", "area as the export itself names it, such as a beat; only for the share of incidents "
                               "with coordinates in each"),
            column("domestic", "yes/no column; becomes the flag \"domestic\""),
            {.name = "flags",
             .type = Type::text_map,
             .optional = true,
             .why =
                 "yes/no columns by the name that rules use: { knife = \"KNIFE_ENABLED\" }; yes is Y, Yes, 1 or True"},
            column("flag_list", "one column that lists the flags that apply, such as \"knife;alcohol\""),
            {.name = "flag_separator",
             .type = Type::text,
             .fallback = ";",
             .why = "what stands between the flags in flag_list"},
            {.name = "fields",
             .type = Type::text_map,
             .optional = true,
             .why = "further columns by the name that rules of themes and [[incidents.exclude]] use: { outcome = "
                    "\"Outcome\" }; never written"},
        }};
}

SectionSpec exclude()
{
    return {.name = "incidents.exclude",
            .repeated = true,
            .alone = true,
            .why = "incidents that never count, such as cancelled ones; counted as excluded_by_rule, by rule in "
                   "tables/reconcile.csv. One rule may stand alone as [incidents.exclude]",
            .keys = {
                {.name = "name",
                 .type = Type::name,
                 .optional = true,
                 .why = "what the rule is called in tables/reconcile.csv; needed where there are several"},
                {.name = "match",
                 .type = Type::rule,
                 .why = "a rule as of themes, such as { field = \"outcome\", in = [\"Cancelled\", \"No crime\"] }; of "
                        "flags, those with a column of their own"},
            }};
}

SectionSpec areas()
{
    return {
        .name = "areas",
        .repeated = true,
        .required = true,
        .why = "a layer of areas, such as commands; every incident gets one area in each. Without a mask, the "
               "first layer is the study area",
        .keys = {
            {.name = "layer",
             .type = Type::name,
             .why = "what an area of this layer is called; heads its column in outputs"},
            {.name = "file",
             .type = Type::file,
             .optional = true,
             .why = "Shapefile, GeoPackage or GeoJSON of polygons. --areas takes the place of the first layer's"},
            {.name = "name", .type = Type::text, .why = "attribute that holds the area's name"},
            {.name = "group",
             .type = Type::groups,
             .optional = true,
             .why = "joins areas into larger ones: an attribute whose value they share, or a table of new name = [old "
                    "names]"},
            {.name = "crs",
             .type = Type::crs,
             .optional = true,
             .why = "coordinate system of the file, where the file does not say or says it wrongly"},
            {.name = "pack", .type = Type::boolean, .fallback = false, .why = "make a hand-over folder for each area"},
            {.name = "isolate",
             .type = Type::boolean,
             .fallback = false,
             .why = "compute each pack from that area's rows alone, for who may not see a neighbour's; density near "
                    "its edge is then understated"},
        }};
}

SectionSpec harm()
{
    return {.name = "harm",
            .required = true,
            .why = "what one incident weighs",
            .keys = {
                {.name = "table",
                 .type = Type::file,
                 .choices = {"count"},
                 .why = "CSV with the columns code, weight, unit, source, vintage; or \"count\", which weighs every "
                        "incident 1"},
                {.name = "unmatched",
                 .type = Type::number_or_text,
                 .fallback = "error",
                 .least = 0,
                 .most = kMostHarm,
                 .choices = {"error", "zero"},
                 .why = "weight of an incident whose code the table lacks; error stops and lists them, so that none is "
                        "guessed unseen"},
                {.name = "transform",
                 .type = Type::text,
                 .fallback = "none",
                 .choices = {"none", "sqrt", "log1p", "cap"},
                 .why = "tames the rarest, gravest offences in detection and ranking; totals stay untransformed"},
                {.name = "cap",
                 .type = Type::number,
                 .unit = "harm",
                 .optional = true,
                 .least = 0.001,
                 .most = kMostHarm,
                 .why = "most that one incident weighs, for transform = \"cap\""},
                {.name = "half_life_days",
                 .type = Type::number,
                 .unit = "days",
                 .fallback = 0.0,
                 .least = 0,
                 .most = 36500,
                 .why = "age at which an incident counts half in detection and ranking; 0 = age does not matter"},
            }};
}

SectionSpec theme()
{
    return {
        .name = "theme",
        .repeated = true,
        .required = true,
        .why = "what one analysis is about: a name and a rule that picks its incidents",
        .keys = {
            {.name = "name", .type = Type::name, .why = "names its folder of outputs"},
            {.name = "title", .type = Type::text, .optional = true, .why = "for people; the name when left out"},
            {.name = "proxy",
             .type = Type::text,
             .optional = true,
             .why =
                 "what stands in for what, in words, when the data cannot show the real thing; said on every product"},
            {.name = "match",
             .type = Type::rule,
             .why = "any, all or not of rules; field with in, equals, contains, prefix or matches; flag; hours. "
                    "{ all = [] } takes every incident"},
        }};
}

} // namespace

} // namespace config

std::span<const SectionSpec> config_sections()
{
    using namespace config;
    static const std::vector<SectionSpec> table{
        top_level(),
        period(),
        incidents(),
        columns(),
        exclude(),
        areas(),
        harm(),
        theme(),
        denominator_section(),
        hotspots_section(),
        stability_section(),
        persistence_section(),
        change_section(),
        decisions_section(),
        hubs_section(),
        existing_hubs_section(),
        multipliers_section(),
        context_section(),
        patrols_section(),
        excluded_patrols_section(),
        publish_section(),
        output_section(),
        output_postgis_section(),
    };
    return table;
}

std::string section_text(const SectionSpec& section)
{
    if (section.name.empty()) {
        return "the top level";
    }
    return section.repeated ? fmt::format("[[{}]]", section.name) : fmt::format("[{}]", section.name);
}

} // namespace harmspot
