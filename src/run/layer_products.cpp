// SPDX-License-Identifier: MIT
#include "run/layer_products.hpp"

#include "publish/feature_values.hpp"
#include "run/plan_writer.hpp"
#include "run/run_record.hpp"
#include "run/write_table.hpp"

#include <algorithm>

namespace harmspot
{

namespace
{

using Layers = std::vector<PackageLayer>;

constexpr const char* kForcePackage = "harmspot.gpkg";

/// The style files that were written beside layers and surfaces.
void note_styles(OutputFolder& folder, Products& products)
{
    const auto count = products.written.size();
    for (std::size_t i = 0; i < count; ++i) {
        for (auto& style : style_outputs(products.written[i].plan)) {
            note_written(std::move(style), 1, {}, folder, products);
        }
    }
}

/// Adds, below the hotspots, the outlines of the pack's own area, or of every area for the whole force.
void add_outlines(const RunConfig& config, const RunData& data, const std::string& area_layer, const std::string& area,
                  Layers& layers)
{
    ProductInfo info;
    info.title = config.title;
    for (auto layer : data.layers) {
        if (area_layer.empty() || area_layer == layer.name) {
            info.area_layer = layer.name;
            info.area = area;
            std::erase_if(layer.areas, [&](const Area& one) { return !area.empty() && one.name != area; });
            layers.push_back(
                {"areas_" + layer.name, publish_areas(layer, config.epsg, info, data.rules), LayerLook::areas});
        }
    }
}

std::vector<NamedLayer> named(const Layers& layers)
{
    std::vector<NamedLayer> all;
    for (const auto& [name, layer, look] : layers) {
        all.push_back({name, &layer, look});
    }
    return all;
}

/// One folder's GeoPackage and table; the layers to a database too, when there is one.
void write_folder(const std::string& path, const RunConfig& config, const RunData& data, const RunRecord& record,
                  PostgisRun* database, Layers layers, OutputFolder& folder, Products& products)
{
    PlannedOutput plan{path, "geopackage"};
    if (path != kForcePackage) {
        plan.area_layer = layers.front().layer.info().area_layer;
        plan.area = layers.front().layer.info().area;
    }
    const auto first = products.written.size();
    write_table(hotspots_table_path(plan), hotspots_table(layers), data.rules, folder, products);
    for (auto i = first; i < products.written.size(); ++i) {
        products.written[i].plan.area_layer = plan.area_layer;
        products.written[i].plan.area = plan.area;
    }
    add_outlines(config, data, plan.area_layer, plan.area, layers);
    if (database != nullptr) {
        database->write(named(layers), record);
    }
    if (config.output.geopackage) {
        write_geopackage(folder.path_for(path), named(layers), record);
        note_written(std::move(plan), layers.size(), {}, folder, products);
    }
}

/// Names of properties, each after those that come before it in some feature.
std::vector<std::string> property_names(const Layers& layers)
{
    std::vector<std::string> names;
    for (const auto& [layer_name, layer, look] : layers) {
        if (look != LayerLook::hotspots) {
            continue;
        }
        for (const auto& feature : layer.features()) {
            auto after = names.begin();
            for (const auto& [name, value] : feature.properties) {
                const auto found = std::find(names.begin(), names.end(), name);
                after = found == names.end() ? names.insert(after, name) + 1 : found + 1;
            }
        }
    }
    return names;
}

Table::Cell cell_of(const PropertyValue& value)
{
    if (const auto* yes = std::get_if<bool>(&value)) {
        return std::string(*yes ? "true" : "false");
    }
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        return *whole;
    }
    if (const auto* number = std::get_if<double>(&value)) {
        return *number;
    }
    return std::get<std::string>(value);
}

} // namespace

Table hotspots_table(const Layers& layers)
{
    const auto names = property_names(layers);
    Table table;
    table.columns.push_back({"version"});
    for (const auto& name : names) { // keys, all of them: figures have been through the gate with their polygon
        table.columns.push_back({name});
    }
    for (const auto& [layer_name, layer, look] : layers) {
        if (look != LayerLook::hotspots) {
            continue;
        }
        for (const auto& feature : layer.features()) {
            if (is_outline(feature)) {
                continue;
            }
            auto& row = table.rows.emplace_back(names.size() + 1, Table::Cell(std::string()));
            row.front() = layer.info().version;
            for (const auto& [name, value] : feature.properties) {
                row[static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin()) + 1] =
                    cell_of(value);
            }
        }
    }
    return table;
}

void write_layer_products(const RunConfig& config, const RunData& data, PostgisRun* database, OutputFolder& folder,
                          Products& products)
{
    note_styles(folder, products);
    const auto record = run_record(config, data);
    if (!products.layers.empty()) {
        write_folder(kForcePackage, config, data, record, database, std::move(products.layers), folder, products);
    }
    for (auto& [path, layers] : products.pack_layers) {
        write_folder(path, config, data, record, nullptr, std::move(layers), folder, products);
    }
}

} // namespace harmspot
