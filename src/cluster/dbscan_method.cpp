// SPDX-License-Identifier: MIT
#include "cluster/cluster_methods.hpp"
#include "cluster/mean_weight.hpp"

#include "harmspot/dbscan.hpp"

#include <cmath>

namespace harmspot::cluster
{

namespace
{

Detection detect(const PlacesView& places, const ParamValues& values, const MethodContext& context)
{
    DbscanParams params;
    params.min_places = static_cast<std::uint32_t>(integer_of(values, "min_places"));
    const auto eps_m = number_if(values, "eps_m");
    params.eps_m = eps_m ? *eps_m : automatic_eps_m(places, context.threads);
    const auto min_incidents = number_if(values, "min_incidents");
    params.min_incidents = min_incidents ? static_cast<std::uint32_t>(std::ceil(*min_incidents))
                                         : automatic_min_incidents(places, params.eps_m, context.threads);
    const auto min_weight = number_if(values, "min_weight");
    params.min_weight = min_weight ? *min_weight : params.min_incidents * mean_weight(places);
    return dbscan(places, params, context);
}

std::vector<KeySpec> keys()
{
    using Type = KeySpec::Type;
    return {
        {.name = "eps_m",
         .type = Type::number_or_text,
         .unit = "m",
         .fallback = "auto",
         .least = 1,
         .most = 50000,
         .choices = {"auto"},
         .why = "how far apart two incidents may be and still be neighbours; auto takes the distance within "
                "which the closest-packed fifth of the incidents have ten, themselves counted"},
        {.name = "min_incidents",
         .type = Type::number_or_text,
         .unit = "incidents",
         .fallback = std::int64_t{10},
         .least = 2,
         .most = 100000,
         .choices = {"auto"},
         .why = "fewest incidents within eps_m of a place at the heart of a cluster; ten is the smallest group "
                "that a hotspot may rest on. With an eps_m of your own, auto takes what the closest-packed fifth "
                "of the incidents have within it, so that rare and common themes can share one entry"},
        {.name = "min_weight",
         .type = Type::number_or_text,
         .unit = "harm",
         .fallback = "auto",
         .least = 0,
         .choices = {"auto"},
         .why = "least harm within eps_m of a place at the heart of a cluster; auto is min_incidents times the "
                "theme's mean harm per incident"},
        {.name = "min_places",
         .type = Type::integer,
         .unit = "places",
         .fallback = std::int64_t{2},
         .least = 1,
         .most = 1000,
         .why = "fewest distinct places within eps_m, so that neither one grave incident nor one address makes "
                "a cluster by itself"},
    };
}

} // namespace

Method dbscan_method()
{
    return {
        .name = "dbscan",
        .label = "Clusters",
        .summary = "Groups of places where incidents and harm lie close together, of any shape",
        .words = "Draw a circle of the same size round every place where something happened. Where a circle holds "
                 "enough incidents, enough harm and more than one place, its middle is the heart of a cluster. Hearts "
                 "that lie in each other's circles belong together, and a place on the rim goes with the nearest "
                 "heart. Everything else stands alone and is left out. Clusters take whatever shape the streets "
                 "give them. A cluster says that incidents lie close together; it does not say that they would not "
                 "by chance.",
        .reference = "Ester, Kriegel, Sander & Xu 1996, A density-based algorithm for discovering clusters in large "
                     "spatial databases with noise, KDD-96, 226-231; weighted, with border places given to the "
                     "nearest core",
        .makes = Makes::clusters,
        .keys = keys(),
        .detect = detect,
    };
}

} // namespace harmspot::cluster
