// SPDX-License-Identifier: MIT
#include "cluster/cluster_keys.hpp"

#include "cluster/mean_weight.hpp"

#include "harmspot/hdbscan.hpp"

namespace harmspot::cluster
{

KeySpec min_weight_key(const std::string& of_what)
{
    return {.name = "min_weight",
            .type = KeySpec::Type::number_or_text,
            .unit = "harm",
            .fallback = "auto",
            .least = 0,
            .choices = {"auto"},
            .why = "least harm " + of_what + "; auto is min_incidents times the theme's mean harm per incident"};
}

double min_weight_of(const ParamValues& values, std::uint32_t min_incidents, const PlacesView& places)
{
    const auto given = number_if(values, "min_weight");
    return given ? *given : min_incidents * mean_weight(places);
}

double automatic_floor_of(const PlacesView& places, const MethodContext& context)
{
    return automatic_floor_m(context.snap_spacing_m ? *context.snap_spacing_m
                                                    : snap_spacing_m(places, context.threads));
}

} // namespace harmspot::cluster
