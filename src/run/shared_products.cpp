// SPDX-License-Identifier: MIT
#include "geo/sha256.hpp"
#include "run/products.hpp"

#include "run/changes.hpp"
#include "run/concentration_table.hpp"
#include "run/geocoding.hpp"
#include "run/run_record.hpp"
#include "run/tables.hpp"

namespace harmspot
{

namespace
{

constexpr const char* kForcePackage = "harmspot.gpkg";

void note(const std::string& path, const std::string& kind, std::uint64_t features, Withheld withheld,
          OutputFolder& folder, Products& products)
{
    WrittenOutput written;
    written.plan = {path, kind};
    written.features = features;
    written.withheld = withheld;
    written.sha256 = sha256_of_file(folder.path_for(path));
    products.written.push_back(std::move(written));
}

/// The style files that were written beside layers and surfaces.
void note_styles(OutputFolder& folder, Products& products)
{
    const auto count = products.written.size();
    for (std::size_t i = 0; i < count; ++i) {
        for (auto& style : style_outputs(products.written[i].plan)) {
            WrittenOutput written;
            written.features = 1;
            written.sha256 = sha256_of_file(folder.path_for(style.path));
            written.plan = std::move(style);
            products.written.push_back(std::move(written));
        }
    }
}

/// The table as it was published.
Table write_table(const std::string& path, Table table, const PublishRules& rules, OutputFolder& folder,
                  Products& products)
{
    const auto product = publish(path, std::move(table), rules);
    write_csv(folder.path_for(path), product);
    note(path, "table", product.table().rows.size(), product.withheld(), folder, products);
    note(csv_metadata_path(path), "table_metadata", 1, {}, folder, products);
    return product.table();
}

/// Hotspots, and below them the outlines of the pack's own area, or of every area for the whole force.
void write_package(const std::string& path, const RunConfig& config, const RunData& data, const RunRecord& record,
                   std::vector<std::pair<std::string, PublishableLayer>> layers, OutputFolder& folder,
                   Products& products)
{
    WrittenOutput written;
    written.plan = {path, "geopackage"};
    if (path != kForcePackage) {
        written.plan.area_layer = layers.front().second.info().area_layer;
        written.plan.area = layers.front().second.info().area;
    }
    ProductInfo info;
    info.title = config.title;
    for (auto layer : data.layers) {
        if (written.plan.area_layer.empty() || written.plan.area_layer == layer.name) {
            info.area_layer = layer.name;
            info.area = written.plan.area;
            std::erase_if(layer.areas, [&](const Area& area) { return !info.area.empty() && area.name != info.area; });
            layers.emplace_back("areas_" + layer.name, publish_areas(layer, config.epsg, info, data.rules));
        }
    }
    std::vector<NamedLayer> named;
    for (const auto& [name, layer] : layers) {
        named.push_back({name, &layer});
    }
    write_geopackage(folder.path_for(path), named, record);
    written.features = named.size();
    written.sha256 = sha256_of_file(folder.path_for(path));
    products.written.push_back(std::move(written));
}

void write_packages(const RunConfig& config, const RunData& data, OutputFolder& folder, Products& products)
{
    const auto record = run_record(config, data);
    if (!products.layers.empty()) {
        write_package(kForcePackage, config, data, record, std::move(products.layers), folder, products);
    }
    for (auto& [path, layers] : products.pack_layers) {
        write_package(path, config, data, record, std::move(layers), folder, products);
    }
}

} // namespace

void write_shared_products(const RunConfig& config, const RunOptions& options, const RunData& data,
                           const History& history, OutputFolder& folder, Products& products)
{
    const auto& rules = data.rules;
    note_styles(folder, products);
    if (config.output.geopackage) {
        write_packages(config, data, folder, products);
    }
    if (history.past && config.change) {
        write_table("tables/changes.csv", changes_table(config, data, history), rules, folder, products);
    }
    products.concentration = write_table("tables/concentration.csv", concentration_table(config, data, options.threads),
                                         rules, folder, products);
    write_table("tables/geocoding.csv", geocoding_table(data.read.incidents), rules, folder, products);
    write_table("tables/incidents.csv", incidents_table(data), rules, folder, products);
    if (config.decisions.given() && !rules.withholds()) {
        if (products.left_out.columns.empty()) {
            add_left_out({}, {}, products.left_out);
        }
        write_table("tables/left_out.csv", products.left_out, rules, folder, products);
    }
    write_table("tables/reconcile.csv", reconcile_table(config, data), rules, folder, products);
    if (!rules.withholds()) {
        write_table("rejects.csv", rejects_table(data.read.report), rules, folder, products);
    }
}

} // namespace harmspot
