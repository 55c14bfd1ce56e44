// SPDX-License-Identifier: MIT
#include "run/config_build.hpp"

#include "geo/crs.hpp"
#include "run/config_check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace harmspot::config
{

namespace
{

std::vector<std::string> layer_names(const std::vector<AreaConfig>& areas)
{
    std::vector<std::string> names;
    for (const auto& area : areas) {
        names.push_back(area.layer);
    }
    return names;
}

bool holds(const std::vector<std::string>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

void check_pair(const Fields& fields, const char* one, const char* other, Building& building)
{
    if (fields.written(one) != fields.written(other)) {
        const auto* given = fields.written(one) ? one : other;
        building.problems.add(fields.at(given), fmt::format("{} in [denominator] goes with {}; name both", given,
                                                            fields.written(one) ? other : one));
    }
}

void check_positions(const Fields& fields, Building& building)
{
    check_pair(fields, "easting", "northing", building);
    check_pair(fields, "longitude", "latitude", building);
    check_pair(fields, "area_layer", "area", building);
    if (fields.written("easting") && fields.written("longitude")) {
        building.problems.add(fields.at("longitude"), "[denominator] names both easting and longitude; keep one pair");
    }
    for (const auto* key : {"easting", "longitude"}) {
        if (fields.written("area_layer") && fields.written(key)) {
            building.problems.add(fields.at(key), fmt::format("[denominator] names both area_layer and {}; amounts are "
                                                              "of areas or of points",
                                                              key));
        }
    }
}

/// What an entry that tests cells needs of the rest of the config.
void check_entry(const HotspotEntry& entry, const Fields& fields, const RunConfig& config, Building& building)
{
    const auto& cells = text_of(entry.params, "cells");
    const bool lattice = cells == "square" || cells == "hexagon";
    auto names = layer_names(config.areas);
    if (!lattice && !holds(names, cells)) {
        names.insert(names.begin(), {"square", "hexagon"});
        building.problems.add(fields.at("cells"),
                              fmt::format("cells = {} is no [[areas]] layer{} cells are square, hexagon or a layer: {}",
                                          in_quotes(cells),
                                          did_you_mean(cells, names) + (did_you_mean(cells, names).empty() ? ";" : ""),
                                          fmt::join(names, ", ")));
        return;
    }
    for (const auto* key : {"cell_m"}) {
        if (!lattice && fields.written(key)) {
            building.problems.add(fields.at(key),
                                  fmt::format("{} is about squares and hexagons, and cells = \"{}\" are "
                                              "as large as they are; leave it out",
                                              key, cells));
        }
    }
    if (text_of(entry.params, "values") != "rate") {
        if (fields.written("smoothing")) {
            building.problems.add(fields.at("smoothing"),
                                  "smoothing is about rates; write values = \"rate\" as well, or leave it out");
        }
        return;
    }
    if (!config.denominator) {
        building.problems.add(fields.at("values"), "values = \"rate\" needs a section [denominator], which says what "
                                                   "rates are per");
    } else if (const auto& layer = config.denominator->area_layer; !layer.empty() && layer != cells) {
        building.problems.add(
            fields.at("values"),
            fmt::format("[denominator] holds amounts by area of the layer '{}', and the cells are {}; "
                        "write cells = \"{}\", or give amounts by point",
                        layer,
                        cells == "square" ? "squares" : (cells == "hexagon" ? "hexagons" : "areas of '" + cells + "'"),
                        layer));
    }
}

} // namespace

std::optional<DenominatorConfig> build_denominator(const Node& document, const std::vector<AreaConfig>& areas,
                                                   Building& building)
{
    const auto* node = document.find("denominator");
    if (node == nullptr || node->as<Table>() == nullptr) {
        return std::nullopt;
    }
    const Fields fields(node);
    DenominatorConfig denominator;
    if (const auto* file = fields.valid("file")) {
        denominator.file = building.resolved(*file);
        denominator.file_as_written = *file->as<std::string>();
    }
    denominator.unit = fields.text("unit");
    denominator.weight = fields.text("weight");
    denominator.easting = fields.text("easting");
    denominator.northing = fields.text("northing");
    denominator.longitude = fields.text("longitude");
    denominator.latitude = fields.text("latitude");
    denominator.area_layer = fields.text("area_layer");
    denominator.area = fields.text("area");
    denominator.epsg = build_crs(fields, kBritishNationalGrid, false, building);
    check_positions(fields, building);
    const auto names = layer_names(areas);
    if (!denominator.area_layer.empty() && !holds(names, denominator.area_layer)) {
        building.problems.add(fields.at("area_layer"),
                              fmt::format("no [[areas]] layer is called {}{}", in_quotes(denominator.area_layer),
                                          did_you_mean(denominator.area_layer, names)));
    }
    return denominator;
}

void check_cells(const RunConfig& config, Node& document, Building& building)
{
    const auto nodes = entries_of(document, "hotspots");
    for (std::size_t i = 0; i < std::min(nodes.size(), config.hotspots.size()); ++i) {
        const auto& params = config.hotspots[i].params;
        if (params.contains("cells") && params.contains("values")) {
            check_entry(config.hotspots[i], Fields(nodes[i]), config, building);
        }
    }
}

} // namespace harmspot::config
