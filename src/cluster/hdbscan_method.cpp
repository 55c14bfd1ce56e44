// SPDX-License-Identifier: MIT
#include "cluster/cluster_methods.hpp"
#include "cluster/mean_weight.hpp"

#include "harmspot/hdbscan.hpp"

namespace harmspot::cluster
{

namespace
{

Detection detect(const PlacesView& places, const ParamValues& values, const MethodContext& context)
{
    HdbscanParams params;
    params.core_incidents = static_cast<std::uint32_t>(integer_of(values, "core_incidents"));
    params.min_incidents = static_cast<std::uint32_t>(integer_of(values, "min_incidents"));
    const auto floor_m = number_if(values, "floor_m");
    params.floor_m = floor_m ? *floor_m : automatic_floor_m(places, context.threads);
    const auto core_weight = number_if(values, "core_weight");
    params.core_weight = core_weight ? *core_weight : params.core_incidents * mean_weight(places);
    const auto min_weight = number_if(values, "min_weight");
    params.min_weight = min_weight ? *min_weight : params.min_incidents * mean_weight(places);
    return hdbscan(places, params, context).clusters;
}

std::vector<KeySpec> keys()
{
    using Type = KeySpec::Type;
    return {
        {.name = "core_incidents",
         .type = Type::integer,
         .unit = "incidents",
         .fallback = std::int64_t{10},
         .least = 1,
         .most = 1000,
         .why =
             "how many incidents, the place's own counted, tell how dense it is there; more gives smoother clusters"},
        {.name = "core_weight",
         .type = Type::number_or_text,
         .unit = "harm",
         .fallback = "auto",
         .least = 0,
         .choices = {"auto"},
         .why = "how much harm must lie as near as that; auto is core_incidents times the theme's mean harm per "
                "incident"},
        {.name = "min_incidents",
         .type = Type::integer,
         .unit = "incidents",
         .fallback = std::int64_t{20},
         .least = 2,
         .most = 100000,
         .why = "fewest incidents in a cluster; at least two, so that one incident alone is never one"},
        {.name = "min_weight",
         .type = Type::number_or_text,
         .unit = "harm",
         .fallback = "auto",
         .least = 0,
         .choices = {"auto"},
         .why = "least harm in a cluster; auto is min_incidents times the theme's mean harm per incident"},
        {.name = "floor_m",
         .type = Type::number_or_text,
         .unit = "m",
         .fallback = "auto",
         .least = 1,
         .most = 5000,
         .choices = {"auto"},
         .why = "places nearer than this count as this far apart, because recorded points are no better; auto is 25 "
                "m, or the spacing of map points where incidents are snapped to them"},
    };
}

} // namespace

Method hdbscan_method()
{
    return {
        .name = "hdbscan",
        .label = "Clusters at every scale",
        .summary = "Groups of places denser than what surrounds them, tight in town and wide in the country",
        .words = "For every place we ask how far one must go to meet a set number of incidents and a set amount of "
                 "harm: a short way is dense. Think of density as height, and let the sea rise: the land parts into "
                 "islands, and these into smaller ones. An island that stays whole while the sea rises a long way, "
                 "and holds enough incidents and harm, is a cluster. So a market square and a valley of farms can "
                 "both be one, each at its own scale, without a radius being chosen. A cluster is denser than what "
                 "surrounds it; that does not say that it would not be so by chance.",
        .reference = "Campello, Moulavi & Sander 2013, Density-based clustering based on hierarchical density "
                     "estimates, PAKDD 2013, LNAI 7819, 160-172; McInnes & Healy 2017, Accelerated hierarchical "
                     "density based clustering, ICDMW 2017, 33-42; weighted",
        .makes = Makes::clusters,
        .keys = keys(),
        .detect = detect,
    };
}

} // namespace harmspot::cluster
