// SPDX-License-Identifier: MIT
#include "run/config_build.hpp"

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
        for (const auto* key : {"smoothing", "per"}) {
            if (fields.written(key)) {
                building.problems.add(
                    fields.at(key),
                    fmt::format("{} is about rates; write values = \"rate\" as well, or leave it out", key));
            }
        }
        return;
    }
    const auto named = fields.written("per") ? text_of(entry.params, "per") : std::string();
    std::vector<std::string> known;
    const DenominatorConfig* per = nullptr;
    for (const auto& one : config.denominators) {
        known.push_back(one.name);
        per = one.name == named ? &one : per;
    }
    if (named.empty()) {
        building.problems.add(fields.at("values"), "values = \"rate\" needs per, the name of the [[denominator]] that "
                                                   "rates are per");
    } else if (per == nullptr) {
        building.problems.add(fields.at("per"), fmt::format("no [[denominator]] is called {}{}", in_quotes(named),
                                                            did_you_mean(named, known)));
    } else if (!per->area_layer.empty() && per->area_layer != cells) {
        building.problems.add(
            fields.at("values"),
            fmt::format("[[denominator]] '{}' holds amounts by area of the layer '{}', and the cells are {}; "
                        "write cells = \"{}\", or give amounts by point",
                        named, per->area_layer,
                        cells == "square" ? "squares" : (cells == "hexagon" ? "hexagons" : "areas of '" + cells + "'"),
                        per->area_layer));
    }
}

} // namespace

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
