// SPDX-License-Identifier: MIT
#include "run/config_build.hpp"
#include "run/config_sections.hpp"

// [[context]]: what maps show below hotspots.
namespace harmspot::config
{

SectionSpec context_section()
{
    using Type = KeySpec::Type;
    return {.name = "context",
            .repeated = true,
            .why = "a layer of streets, rails, water, buildings or place names that maps show below hotspots, so that "
                   "whoever opens one finds the corner without a network. What lies within 300 m of a hotspot is "
                   "simplified and put into the map page and the briefing; nothing is computed from it. Mind the "
                   "layer's licence: its owner may have to be named",
            .keys = {
                {.name = "kind",
                 .type = Type::text,
                 .choices = {"road", "rail", "water", "building", "place"},
                 .why = "how it is drawn; place is for points with names, such as suburbs"},
                {.name = "file", .type = Type::file, .why = "a GIS layer, relative to this file"},
                {.name = "layer", .type = Type::text, .optional = true, .why = "which one, of a file with several"},
                {.name = "name",
                 .type = Type::text,
                 .optional = true,
                 .why = "attribute with the names; without it none are shown"},
                {.name = "crs",
                 .type = Type::crs,
                 .optional = true,
                 .why = "such as \"EPSG:27700\", where the file does not say"},
            }};
}

std::vector<ContextLayer> build_context(Node& document, Building& building)
{
    std::vector<ContextLayer> layers;
    for (const auto* node : entries_of(document, "context")) {
        const Fields fields(node);
        ContextLayer layer;
        layer.kind = fields.text("kind");
        if (const auto* file = fields.valid("file")) {
            layer.file = {building.resolved(*file), *file->as<std::string>()};
        }
        layer.layer = fields.text("layer");
        layer.name = fields.text("name");
        layer.epsg = build_crs(fields, 0, false, building);
        if (layer.kind == "place" && !fields.written("name")) {
            building.problems.add(node->at, "a [[context]] layer of kind \"place\" needs 'name', the attribute that "
                                            "holds the names to show");
        }
        layers.push_back(std::move(layer));
    }
    return layers;
}

} // namespace harmspot::config
