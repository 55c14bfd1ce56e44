// SPDX-License-Identifier: MIT
#pragma once

#include "run/products.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace harmspot
{

/// Puts a file that was written among the outputs, with its SHA-256.
void note_written(PlannedOutput plan, std::uint64_t features, Withheld withheld, OutputFolder& folder,
                  Products& products);

/// Writes files in the order in which they were planned, and puts each among the outputs.
class PlanWriter
{
public:
    PlanWriter(std::vector<PlannedOutput> plans, OutputFolder& folder, Products& products)
        : m_plans(std::move(plans)), m_folder(folder), m_products(products)
    {
    }

    void layer(const PublishableLayer& layer);
    /// The table, and its metadata beside it, which is the next planned file.
    void table(const PublishableTable& table);
    void paper(const PublishableHubsPaper& paper);

    /// What the next planned file is called.
    [[nodiscard]] const std::string& next_path() const { return m_plans.at(m_next).path; }

private:
    /// Notes the next planned file as written.
    void note(std::uint64_t features, Withheld withheld);

    std::vector<PlannedOutput> m_plans;
    OutputFolder& m_folder;
    Products& m_products;
    std::size_t m_next = 0;
};

} // namespace harmspot
