// SPDX-License-Identifier: MIT
#include "cluster/cluster_keys.hpp"
#include "cluster/cluster_methods.hpp"

#include "harmspot/dbscan.hpp"
#include "harmspot/nearest.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace harmspot::cluster
{

namespace
{

struct Eps {
    double eps_m = 0;
    std::vector<double> k_distance_m; ///< the curve it was read off, if so
};

/// The knee looks as far as a heart of a cluster needs; "auto" incidents are counted within eps, so ten.
Eps eps_of(const PlacesView& places, const ParamValues& values, const MethodContext& context)
{
    constexpr double kIncidents = 10;
    if (const auto given = number_if(values, "eps_m")) {
        return {*given, {}};
    }
    if (text_of(values, "eps_m") == "knee") {
        const auto k = std::ceil(number_if(values, "min_incidents").value_or(kIncidents));
        auto curve = k_distance_curve(places, static_cast<std::uint32_t>(k), context.threads);
        // Where most incidents share their map point with others, the knee is at 0.
        return {std::max(automatic_floor_of(places, context), curve.knee_m), std::move(curve.quantile_m)};
    }
    return {automatic_eps_m(places, context.threads), {}};
}

Detection detect(const PlacesView& places, const ParamValues& values, const MethodContext& context)
{
    DbscanParams params;
    params.min_places = static_cast<std::uint32_t>(integer_of(values, "min_places"));
    auto eps = eps_of(places, values, context);
    params.eps_m = eps.eps_m;
    const auto min_incidents = number_if(values, "min_incidents");
    params.min_incidents = min_incidents ? static_cast<std::uint32_t>(std::ceil(*min_incidents))
                                         : automatic_min_incidents(places, params.eps_m, context.threads);
    params.min_weight = min_weight_of(values, params.min_incidents, places);
    auto clusters = dbscan(places, params, context);
    clusters.k_distance_m = std::move(eps.k_distance_m);
    return clusters;
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
         .choices = {"auto", "knee"},
         .why = "how far apart two incidents may be and still be neighbours; auto takes the distance within "
                "which the closest-packed fifth of the incidents have ten, themselves counted; knee the distance "
                "at which the curve of the distance to the min_incidents-th incident begins to rise steeply "
                "(Kneedle, Satopaa et al. 2011), at least 25 m or the spacing of map points; the curve is in the "
                "manifest as k_distance_m. On a whole force knee is wide: look before you use it"},
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
        min_weight_key("within eps_m of a place at the heart of a cluster"),
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
                 "by chance. With significance = true each cluster is asked that too: p_value 0.005 says that when the "
                 "theme is dealt out anew among everything recorded, where it was recorded, none of 199 maps has a "
                 "cluster that stands out as much; explain significance says it for a meeting.",
        .reference = "Ester, Kriegel, Sander & Xu 1996, A density-based algorithm for discovering clusters in large "
                     "spatial databases with noise, KDD-96, 226-231; weighted, with border places given to the "
                     "nearest core",
        .makes = Makes::clusters,
        .keys = keys(),
        .detect = detect,
    };
}

} // namespace harmspot::cluster
