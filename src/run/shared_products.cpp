// SPDX-License-Identifier: MIT
#include "geo/sha256.hpp"
#include "run/products.hpp"

#include "run/changes.hpp"
#include "run/concentration_table.hpp"
#include "run/geocoding.hpp"
#include "run/tables.hpp"
#include "run/write_table.hpp"

namespace harmspot
{

namespace
{

/// Puts a file that was written among the outputs.
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

} // namespace

Table write_table(const std::string& path, Table table, const PublishRules& rules, OutputFolder& folder,
                  Products& products)
{
    const auto product = publish(path, std::move(table), rules);
    write_csv(folder.path_for(path), product);
    note(path, "table", product.table().rows.size(), product.withheld(), folder, products);
    note(csv_metadata_path(path), "table_metadata", 1, {}, folder, products);
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
