// SPDX-License-Identifier: MIT
#include "cluster/cluster_keys.hpp"
#include "cluster/cluster_methods.hpp"
#include "cluster/mean_weight.hpp"

#include "harmspot/hdbscan.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace harmspot::cluster
{

namespace
{

/// Among 50,000 incidents twenty are found in every street: a share of the theme makes for a list of places
/// that can be read, whatever its size.
std::uint32_t automatic_size(const PlacesView& places, const MethodContext& context)
{
    constexpr std::uint64_t kLeast = 20;
    constexpr std::uint64_t kOneIn = 500;
    constexpr std::uint64_t kMost = 1'000'000;
    const auto incidents = context.theme_incidents > 0
                               ? context.theme_incidents
                               : std::accumulate(places.incidents.begin(), places.incidents.end(), std::uint64_t{0});
    return static_cast<std::uint32_t>(std::clamp((incidents + kOneIn - 1) / kOneIn, kLeast, kMost));
}

Detection detect(const PlacesView& places, const ParamValues& values, const MethodContext& context)
{
    HdbscanParams params;
    params.core_incidents = static_cast<std::uint32_t>(integer_of(values, "core_incidents"));
    const auto min_incidents = number_if(values, "min_incidents");
    params.min_incidents =
        min_incidents ? static_cast<std::uint32_t>(std::ceil(*min_incidents)) : automatic_size(places, context);
    const auto floor_m = number_if(values, "floor_m");
    params.floor_m = floor_m ? *floor_m : automatic_floor_of(places, context);
    const auto core_weight = number_if(values, "core_weight");
    params.core_weight = core_weight ? *core_weight : params.core_incidents * mean_weight(places);
    params.min_weight = min_weight_of(values, params.min_incidents, places);
    params.selection =
        text_of(values, "selection") == "leaf" ? ClusterSelection::leaf : ClusterSelection::excess_of_mass;
    params.max_extent_m = number_of(values, "max_extent_m");
    return hdbscan(places, params, context);
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
         .type = Type::number_or_text,
         .unit = "incidents",
         .fallback = "auto",
         .least = 2,
         .most = 100000,
         .choices = {"auto"},
         .why = "fewest incidents in a cluster; at least two, so that one incident alone is never one. Auto is one in "
                "500 of the theme's incidents, at least 20, so that a common theme does not have a cluster in every "
                "street"},
        min_weight_key("in a cluster"),
        {.name = "floor_m",
         .type = Type::number_or_text,
         .unit = "m",
         .fallback = "auto",
         .least = 1,
         .most = 5000,
         .choices = {"auto"},
         .why = "places nearer than this count as this far apart, because recorded points are no better; auto is 25 "
                "m, or the spacing of the run's map points where incidents are snapped to them"},
        {.name = "selection",
         .type = Type::text,
         .fallback = "leaf",
         .choices = {"leaf", "excess_of_mass"},
         .why = "which of nested clusters are kept: leaf the innermost, one to each peak of density, which a team "
                "can walk; excess_of_mass those that stay whole longest as density rises, which may be whole towns"},
        {.name = "max_extent_m",
         .type = Type::number,
         .unit = "m",
         .fallback = 1000.0,
         .least = 50,
         .most = 1e6,
         .why = "no cluster is longer or wider than this; a larger one begins only at the density at which what is "
                "left of it fits, so that each is a place to go to and not a town"},
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
                 "surrounds it; that does not say that it would not be so by chance. With significance = true each is "
                 "asked that too: p_value 0.005 says that when the theme is dealt out anew among everything recorded, "
                 "where it was recorded, none of 199 maps has a cluster that stands out as much; explain significance "
                 "says it for a meeting.",
        .reference = "Campello, Moulavi & Sander 2013, Density-based clustering based on hierarchical density "
                     "estimates, PAKDD 2013, LNAI 7819, 160-172; McInnes & Healy 2017, Accelerated hierarchical "
                     "density based clustering, ICDMW 2017, 33-42; weighted",
        .makes = Makes::clusters,
        .keys = keys(),
        .detect = detect,
    };
}

} // namespace harmspot::cluster
