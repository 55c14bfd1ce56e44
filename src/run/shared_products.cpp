// SPDX-License-Identifier: MIT
#include "run/products.hpp"

#include "run/tables.hpp"

namespace harmspot
{

namespace
{

void write_table(const std::string& path, const std::string& kind, Table table, const PublishRules& rules,
                 OutputFolder& folder, Products& products)
{
    const auto product = publish(path, std::move(table), rules);
    const auto full = folder.path_for(path);
    write_csv(full, product);
    WrittenOutput written;
    written.plan = {path, kind};
    written.features = product.table().rows.size();
    written.withheld = product.withheld();
    written.sha256 = sha256_of_file(full);
    products.written.push_back(std::move(written));
}

void write_package(const RunConfig& config, const RunData& data, OutputFolder& folder, Products& products)
{
    auto rules = config.publish;
    rules.statements = run_statements(config, data);
    ProductInfo info;
    info.title = config.title;
    for (const auto& layer : data.layers) {
        info.area_layer = layer.name;
        products.layers.emplace_back("areas_" + layer.name, publish_areas(layer, config.epsg, info, rules));
    }
    std::vector<NamedLayer> named;
    for (const auto& [name, layer] : products.layers) {
        named.push_back({name, &layer});
    }
    const auto path = folder.path_for("harmspot.gpkg");
    write_geopackage(path, named);
    WrittenOutput written;
    written.plan = {"harmspot.gpkg", "geopackage"};
    written.features = named.size();
    written.sha256 = sha256_of_file(path);
    products.written.push_back(std::move(written));
}

} // namespace

void write_shared_products(const RunConfig& config, const RunData& data, OutputFolder& folder, Products& products)
{
    if (config.output.geopackage) {
        write_package(config, data, folder, products);
    }
    write_table("tables/incidents.csv", "table", incidents_table(data), config.publish, folder, products);
    write_table("tables/reconcile.csv", "table", reconcile_table(config, data), config.publish, folder, products);
    if (!config.publish.withholds()) {
        write_table("rejects.csv", "rejects", rejects_table(data.read.report), config.publish, folder, products);
    }
}

} // namespace harmspot
