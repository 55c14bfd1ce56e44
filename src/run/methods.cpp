// SPDX-License-Identifier: MIT
#include "harmspot/method.hpp"

#include "cluster/cluster_methods.hpp"
#include "density/density_methods.hpp"
#include "significance/significance_methods.hpp"

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
        cluster::nnh_method(),
        significance::gi_star_method(),
        significance::local_moran_method(),
        significance::relative_risk_method(),
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

std::string_view makes_text(Makes makes)
{
    switch (makes) {
    case Makes::clusters:
        return "clusters";
    case Makes::cells:
        return "cells";
    case Makes::risk_map:
        return "risk map";
    case Makes::surface:
        break;
    }
    return "surface";
}

std::string_view only_for_text(KeySpec::OnlyFor only_for)
{
    switch (only_for) {
    case KeySpec::OnlyFor::surfaces:
        return "surfaces";
    case KeySpec::OnlyFor::maps:
        return "surfaces, risk maps and cells";
    case KeySpec::OnlyFor::clusters:
        return "clusters";
    case KeySpec::OnlyFor::surfaces_and_clusters:
        return "surfaces and clusters";
    case KeySpec::OnlyFor::anything:
        break;
    }
    return "";
}

} // namespace harmspot
