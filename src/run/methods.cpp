// SPDX-License-Identifier: MIT
#include "harmspot/method.hpp"

#include "cluster/cluster_methods.hpp"
#include "density/density_methods.hpp"

#include <vector>

namespace harmspot
{

std::span<const Method> methods()
{
    // One line a method; the order in which people should meet them.
    static const std::vector<Method> table{
        density::kde_method(),
        cluster::dbscan_method(),
        cluster::hdbscan_method(),
    };
    return table;
}

const Method* find_method(std::string_view name)
{
    for (const auto& method : methods()) {
        if (method.name == name) {
            return &method;
        }
    }
    return nullptr;
}

} // namespace harmspot
