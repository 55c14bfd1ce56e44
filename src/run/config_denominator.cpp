// SPDX-License-Identifier: MIT
#include "geo/crs.hpp"
#include "run/config_build.hpp"
#include "run/config_check.hpp"
#include "run/config_sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace harmspot::config
{

namespace
{

using Type = KeySpec::Type;

/// A theme is held against it by that word, without a section.
constexpr std::string_view kRest = "rest";

KeySpec column(std::string name, std::string why)
{
    return {.name = std::move(name), .type = Type::text, .optional = true, .why = std::move(why)};
}

void check_pair(const Fields& fields, const std::string& one, const std::string& other, Building& building)
{
    if (fields.written(one) != fields.written(other)) {
        const bool first = fields.written(one);
        building.problems.add(
            fields.at(first ? one : other),
            fmt::format("{} in [[denominator]] goes with {}; name both", first ? one : other, first ? other : one));
    }
}

void check_areas(const Fields& fields, const DenominatorConfig& denominator, const std::vector<AreaConfig>& areas,
                 Building& building)
{
    check_pair(fields, "area_layer", "area", building);
    for (const auto* key : {"easting", "longitude"}) {
        if (fields.written("area_layer") && fields.written(key)) {
            building.problems.add(fields.at(key), fmt::format("[[denominator]] names both area_layer and {}; amounts "
                                                              "are of areas or of points",
                                                              key));
        }
    }
    std::vector<std::string> names;
    for (const auto& area : areas) {
        names.push_back(area.layer);
    }
    if (!denominator.area_layer.empty() &&
        std::find(names.begin(), names.end(), denominator.area_layer) == names.end()) {
        building.problems.add(fields.at("area_layer"),
                              fmt::format("no [[areas]] layer is called {}{}", in_quotes(denominator.area_layer),
                                          did_you_mean(denominator.area_layer, names)));
    }
}

DenominatorConfig build_denominator(Node& node, const std::vector<AreaConfig>& areas, Building& building)
{
    const Fields fields(&node);
    DenominatorConfig denominator;
    denominator.name = fields.text("name");
    denominator.title = fields.text("title");
    if (denominator.title.empty() && !denominator.name.empty() && !fields.written("title")) {
        denominator.title = denominator.name;
        node.set("title", Node{denominator.title, node.at, true});
    }
    if (const auto* file = fields.valid("file")) {
        denominator.file = building.resolved(*file);
        denominator.file_as_written = *file->as<std::string>();
    }
    denominator.layer = fields.text("layer");
    denominator.layer_epsg = build_crs(fields, 0, false, building);
    denominator.epsg = denominator.layer_epsg == 0 ? kBritishNationalGrid : denominator.layer_epsg;
    denominator.easting = fields.text("easting");
    denominator.northing = fields.text("northing");
    denominator.longitude = fields.text("longitude");
    denominator.latitude = fields.text("latitude");
    denominator.weight = fields.text("weight");
    denominator.area_layer = fields.text("area_layer");
    denominator.area = fields.text("area");
    check_areas(fields, denominator, areas, building);
    check_pair(fields, "easting", "northing", building);
    check_pair(fields, "longitude", "latitude", building);
    if (fields.written("easting") && fields.written("longitude")) {
        building.problems.add(fields.at("longitude"), "[[denominator]] names easting and longitude; positions are in "
                                                      "one or the other");
    }
    if (denominator.name == kRest) {
        building.problems.add(fields.at("name"), "a [[denominator]] cannot be called 'rest': against = \"rest\" means "
                                                 "the rest of the incidents");
    }
    return denominator;
}

} // namespace

SectionSpec denominator_section()
{
    return {
        .name = "denominator",
        .repeated = true,
        .why =
            "people, homes or the like, counted at points, such as residents at the middles of LSOAs, or by the "
            "areas of a layer: what relative_risk holds themes against, and what rates of gi_star and local_moran are "
            "per",
        .keys = {
            {.name = "name", .type = Type::name, .why = "what against and per call it"},
            {.name = "title",
             .type = Type::text,
             .optional = true,
             .why = "what it counts and when, for people: \"residents, mid-2019\"; the name when left out"},
            {.name = "file",
             .type = Type::file,
             .why = "CSV (plain, .gz or in a .zip), Excel workbook, or GIS layer of points"},
            column("weight",
                   "column that says how many each point stands for; each counts 1 when left out, as in a list "
                   "of addresses"),
            column("easting", "column of metres east, in crs; goes with northing. Without columns of positions the "
                              "points of a GIS layer count"),
            column("northing", "column of metres north; goes with easting"),
            column("longitude", "column of degrees east, WGS 84; goes with latitude"),
            column("latitude", "column of degrees north; goes with longitude"),
            {.name = "crs",
             .type = Type::crs,
             .optional = true,
             .why = "of easting and northing; EPSG:27700 when left out. A GIS layer's own holds unless this says "
                    "otherwise"},
            {.name = "layer", .type = Type::text, .optional = true, .why = "of a GIS file that has several"},
            {.name = "area_layer",
             .type = Type::name,
             .optional = true,
             .why = "in place of positions: the [[areas]] layer whose areas the rows are, such as lsoa; for rates with "
                    "cells = the same layer"},
            column("area", "column that holds the area's name, as the layer has it; goes with area_layer"),
        }};
}

std::vector<DenominatorConfig> build_denominators(Node& document, const std::vector<AreaConfig>& areas,
                                                  Building& building)
{
    std::vector<DenominatorConfig> denominators;
    std::set<std::string> names;
    for (auto* node : entries_of(document, "denominator")) {
        denominators.push_back(build_denominator(*node, areas, building));
        const auto& name = denominators.back().name;
        if (!name.empty() && !names.insert(name).second) {
            building.problems.add(Fields(node).at("name"),
                                  fmt::format("two [[denominator]] sections are called '{}'; names must differ", name));
        }
    }
    return denominators;
}

} // namespace harmspot::config
