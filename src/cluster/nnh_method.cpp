// SPDX-License-Identifier: MIT
#include "cluster/cluster_keys.hpp"
#include "cluster/cluster_methods.hpp"

#include "harmspot/nnh.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace harmspot::cluster
{

namespace
{

/// The searchable area, so that moors and sea do not make every street look crowded.
double searched_m2(const MethodContext& context)
{
    if (context.searchable == nullptr) {
        const auto& box = context.extent;
        return box.empty() ? 0 : (box.max_x - box.min_x) * (box.max_y - box.min_y);
    }
    const auto& cells = context.searchable->values;
    const auto searched = cells.size() - static_cast<std::size_t>(std::count(cells.begin(), cells.end(), 0));
    return static_cast<double>(searched) * context.searchable->grid.cell_area_m2();
}

Detection detect(const PlacesView& places, const ParamValues& values, const MethodContext& context)
{
    constexpr double kLeastM = 1;
    constexpr double kShortM = 80; // a circle of this radius is 2 ha
    NnhParams params;
    params.order = static_cast<std::uint32_t>(integer_of(values, "order"));
    params.min_incidents = static_cast<std::uint32_t>(integer_of(values, "min_incidents"));
    params.min_clusters = static_cast<std::uint32_t>(integer_of(values, "min_clusters"));
    params.min_weight = min_weight_of(values, params.min_incidents, places);
    params.t = number_of(values, "t");
    params.area_m2 = std::max(searched_m2(context), kLeastM * kLeastM);
    const double held = std::accumulate(places.incidents.begin(), places.incidents.end(), 0.0);
    const double incidents = context.theme_incidents > 0 ? static_cast<double>(context.theme_incidents) : held;
    const auto distance_m = number_if(values, "distance_m");
    params.distance_m =
        distance_m ? *distance_m : std::max(kLeastM, nnh_distance_m(incidents, params.area_m2, params.t));
    if (!distance_m && context.progress != nullptr && params.distance_m < kShortM) {
        context.progress->warn(fmt::format("{:.0f} incidents thrown at random on {:.0f} km2 would lie {:.0f} m "
                                           "apart, so distance_m = \"auto\" finds "
                                           "clusters at most {:.0f} m across, which least_area_ha may drop; give a "
                                           "fixed distance to find larger ones, "
                                           "as CrimeStat offers, such as distance_m = 150",
                                           incidents, params.area_m2 / 1e6, params.distance_m, 2 * params.distance_m));
    }
    return nnh(places, params, context);
}

std::vector<KeySpec> keys()
{
    using Type = KeySpec::Type;
    return {
        {.name = "distance_m",
         .type = Type::number_or_text,
         .unit = "m",
         .fallback = "auto",
         .least = 1,
         .most = 50000,
         .choices = {"auto"},
         .why =
             "incidents nearer than this are neighbours; auto is the distance that, if the theme's incidents were "
             "thrown on the searchable area at random, the mean distance to the nearest would stay above, as t says"},
        {.name = "t",
         .type = Type::number,
         .unit = "standard errors",
         .fallback = 1.645,
         .least = -4,
         .most = 4,
         .why = "how sure that is: 1.645, CrimeStat's usual, is one chance in twenty; more means nearer together"},
        {.name = "min_incidents",
         .type = Type::integer,
         .unit = "incidents",
         .fallback = std::int64_t{10},
         .least = 2,
         .most = 100000,
         .why = "fewest incidents in a cluster; ten is the smallest group that a hotspot may rest on"},
        min_weight_key("in a cluster"),
        {.name = "order",
         .type = Type::integer,
         .unit = "levels",
         .fallback = std::int64_t{1},
         .least = 1,
         .most = 3,
         .why = "1 gives clusters of places; 2 gives clusters of those, and 3 clusters of these: whole districts"},
        {.name = "min_clusters",
         .type = Type::integer,
         .unit = "clusters",
         .fallback = std::int64_t{2},
         .least = 2,
         .most = 1000,
         .why = "for order 2 and 3: fewest clusters of the order below in one cluster"},
    };
}

} // namespace

Method nnh_method()
{
    return {
        .name = "nnh",
        .label = "Nearest-neighbour clusters",
        .summary = "CrimeStat's clusters: round groups of incidents nearer together than chance would have them",
        .words =
            "If as many incidents were thrown on the searchable area at random, how near would each be to the "
            "next? Pairs nearer than that count as neighbours. The place with most neighbours starts a cluster and "
            "takes them with it; then the next that is left, and so on. So every cluster is about as wide as two "
            "such distances. Order 2 clusters the clusters' centres in the same way. Most people know it from "
            "CrimeStat, and it is here so that results can be compared with older ones. Nearer than chance is "
            "true of nearly all crime, because people and houses are not spread at random either: a cluster "
            "proves nothing by itself. What does say something is significance = true, which deals the theme out anew "
            "among everything recorded, where it was recorded: a p_value of 0.005 says that none of 199 such maps has "
            "a cluster that stands out as much; explain significance says it for a meeting.",
        .reference = "Levine 2013, CrimeStat IV, ch. 7, Hot spot analysis of points: nearest neighbor hierarchical "
                     "clustering; Clark & Evans 1954, Distance to nearest neighbor as a measure of spatial "
                     "relationships in populations, Ecology 35, 445-453",
        .makes = Makes::clusters,
        .keys = keys(),
        .detect = detect,
    };
}

} // namespace harmspot::cluster
