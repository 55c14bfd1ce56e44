// SPDX-License-Identifier: MIT
#include "run/plan_writer.hpp"

#include "geo/sha256.hpp"

#include <utility>

namespace harmspot
{

void note_written(PlannedOutput plan, std::uint64_t features, Withheld withheld, OutputFolder& folder,
                  Products& products)
{
    WrittenOutput written;
    written.plan = std::move(plan);
    written.features = features;
    written.withheld = withheld;
    written.sha256 = sha256_of_file(folder.path_for(written.plan.path));
    products.written.push_back(std::move(written));
}

void PlanWriter::layer(const PublishableLayer& layer)
{
    write_geojson(m_folder.path_for(next_path()), layer);
    note(layer.features().size(), layer.withheld());
}

void PlanWriter::table(const PublishableTable& table)
{
    write_csv(m_folder.path_for(next_path()), table);
    note(table.table().rows.size(), table.withheld());
    note(1, {});
}

void PlanWriter::paper(const PublishableHubsPaper& paper)
{
    write_hubs_paper(m_folder.path_for(next_path()), paper);
    note(1, paper.withheld());
}

void PlanWriter::note(std::uint64_t features, Withheld withheld)
{
    note_written(m_plans.at(m_next), features, withheld, m_folder, m_products);
    ++m_next;
}

} // namespace harmspot
