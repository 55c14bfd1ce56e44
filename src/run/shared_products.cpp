// SPDX-License-Identifier: MIT
#include "run/products.hpp"

#include "run/changes.hpp"
#include "run/concentration_table.hpp"
#include "run/geocoding.hpp"
#include "run/hour_profile.hpp"
#include "run/nearest_tables.hpp"
#include "run/plan_writer.hpp"
#include "run/tables.hpp"
#include "run/write_table.hpp"

namespace harmspot
{

Table write_table(const std::string& path, Table table, const PublishRules& rules, OutputFolder& folder,
                  Products& products)
{
    const auto product = publish(path, std::move(table), rules);
    write_csv(folder.path_for(path), product);
    note_written({path, "table"}, product.table().rows.size(), product.withheld(), folder, products);
    note_written({csv_metadata_path(path), "table_metadata"}, 1, {}, folder, products);
    return product.table();
}

void write_shared_products(const RunConfig& config, const RunOptions& options, const RunData& data,
                           const History& history, OutputFolder& folder, Products& products)
{
    const auto& rules = data.rules;
    if (history.past && config.change) {
        write_table("tables/changes.csv", changes_table(config, data, history), rules, folder, products);
    }
    products.concentration = write_table("tables/concentration.csv", concentration_table(config, data, options.threads),
                                         rules, folder, products);
    write_table("tables/geocoding.csv", geocoding_table(data.read.incidents), rules, folder, products);
    if (has_hour_profile(data)) {
        auto hours = hour_profile_table();
        hours.rows = std::move(products.hours.rows);
        write_table(kHourProfilePath, std::move(hours), rules, folder, products);
    }
    write_table("tables/incidents.csv", incidents_table(data), rules, folder, products);
    products.k_distance =
        write_table("tables/k_distance.csv", k_distance_table(config, data, options.threads), rules, folder, products);
    if (config.decisions.given() && !rules.withholds()) {
        if (products.left_out.columns.empty()) {
            add_left_out({}, {}, products.left_out);
        }
        write_table("tables/left_out.csv", products.left_out, rules, folder, products);
    }
    products.nearest =
        write_table("tables/nearest.csv", nearest_table(config, data, options.threads), rules, folder, products);
    write_table("tables/reconcile.csv", reconcile_table(config, data), rules, folder, products);
    if (tests_cells(config)) {
        write_table("tables/whole_map.csv", whole_map_table(products.written), rules, folder, products);
    }
    if (!rules.withholds()) {
        write_table("rejects.csv", rejects_table(data.read.report), rules, folder, products);
    }
}

} // namespace harmspot
