// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Where to put community hubs: which of many candidate sites to open beside those that exist.
namespace harmspot
{

/// A pair that cannot be: the site may not serve the demand point, whatever the distance.
inline constexpr double kCannotServe = std::numeric_limits<double>::infinity();
/// A demand point that no open site serves.
inline constexpr std::uint32_t kNoSite = std::numeric_limits<std::uint32_t>::max();
/// A demand point or site in no area.
inline constexpr std::uint16_t kNoArea = std::numeric_limits<std::uint16_t>::max();

/// How far every site is from every demand point: metres (or any other unit of effort), or `kCannotServe`.
struct DistanceTable {
    std::size_t demands = 0;
    std::size_t sites = 0;
    std::vector<double> metres; ///< row by row, one row a demand point; not negative, never NaN

    [[nodiscard]] double at(std::size_t demand, std::size_t site) const { return metres[demand * sites + site]; }
    [[nodiscard]] std::span<const double> row(std::size_t demand) const
    {
        return std::span(metres).subspan(demand * sites, sites);
    }
};

/// Straight lines times `detour_factor` (streets are longer than the crow's flight by about 1.2 to 1.4).
[[nodiscard]] DistanceTable straight_distances(std::span<const Point> demand, std::span<const Point> sites,
                                               double detour_factor);

/// Lines that cannot be crossed (a river), save within `reach_m` of a crossing (a bridge).
struct Barriers {
    std::vector<std::vector<Point>> lines;
    std::vector<Point> crossings;
    double reach_m = 50; ///< a crossing drawn this far beside the line still opens it
};

/// As `straight_distances`, but round barriers: the shortest way over crossings whose legs each meet no barrier
/// except where they end on a crossing. `kCannotServe` where there is no such way.
[[nodiscard]] DistanceTable barrier_distances(std::span<const Point> demand, std::span<const Point> sites,
                                              const Barriers& barriers, double detour_factor, unsigned threads);

/// An undirected network; `length` ≥ 0.
struct Network {
    struct Edge {
        std::uint32_t from = 0;
        std::uint32_t to = 0;
        double length = 0;
    };
    std::size_t nodes = 0;
    std::vector<Edge> edges; ///< of a repeated pair (in either direction) the last one counts, as in OR-Library
};
/// Shortest paths (Dijkstra 1959) from every demand node to every site node.
[[nodiscard]] DistanceTable network_distances(const Network& network, std::span<const std::uint32_t> demand,
                                              std::span<const std::uint32_t> sites, unsigned threads);

/// Sets every pair to `kCannotServe` whose two areas differ, or where either is in no area.
void forbid_other_areas(DistanceTable& distance, std::span<const std::uint16_t> demand_area,
                        std::span<const std::uint16_t> site_area);

/// Who is to be served and what may be opened.
struct SitingProblem {
    std::vector<double> weight; ///< per demand point, finite, not negative
    DistanceTable distance;
    std::vector<std::uint8_t> existing;       ///< per site: 1 = open already and stays open
    std::vector<double> cost{};               ///< per site, of opening it; empty = no costs. Existing ones cost nothing
    std::vector<double> capacity{};           ///< per site, of weight; empty or infinite = no limit
    std::vector<std::uint8_t> barred{};       ///< per site: 1 = may not be opened; empty = none
    std::vector<Point> site{};                ///< positions; needed for `least_separation_m` alone
    std::vector<std::uint16_t> demand_area{}; ///< per demand point, or empty
    std::vector<std::uint16_t> site_area{};   ///< per site, or empty
    std::vector<std::string> area_names{};    ///< by area number; as many as there are areas
};

/// What is asked for.
enum class SitingModel : std::uint8_t {
    p_median,  ///< least sum of weight × distance to the site that serves (Hakimi 1964)
    max_cover, ///< most weight within reach (Church & ReVelle 1974)
    set_cover, ///< fewest new sites, or the cheapest where there are costs, with all within reach (Toregas 1971)
    p_centre   ///< least greatest distance (Hakimi 1964)
};
[[nodiscard]] std::string_view siting_model_text(SitingModel model);

/// When solvers stop; never by the clock, so that answers do not depend on the machine.
struct SitingLimits {
    std::uint64_t nodes = 20'000;       ///< of branch and bound
    std::uint64_t iterations = 200'000; ///< of the subgradient method, over all nodes
    double gap = 0;                     ///< stop when (objective − bound) / objective is no more than this
};

struct SitingRequest {
    SitingModel model = SitingModel::p_median;
    /// How many to open, exactly. None = as many as the budget pays for; `set_cover` finds it itself.
    std::optional<std::size_t> new_sites{};
    double reach_m = 0; ///< of max_cover, set_cover, and of `least_covered_share`; inclusive
    /// Cover falls in a straight line from 1 at this distance to 0 at `reach_m`; none = 1 up to `reach_m`.
    std::optional<double> full_cover_m{};
    /// p_median: what distance unserved demand counts as, and beyond which none is served; none = all must be served.
    std::optional<double> unserved_m{};
    double cover_share = 1;         ///< set_cover: share of all weight that must be within reach
    bool one_per_area = false;      ///< at least one open site in every area
    double least_covered_share = 0; ///< of each area's weight, within `reach_m` of an open site that may serve it
    std::optional<double> budget{}; ///< most that the new sites may cost together
    double least_separation_m = 0;  ///< between a new site and any other open one, as the crow flies
    SitingLimits limits{};
    std::uint64_t seed = 1;
};

enum class SitingStatus : std::uint8_t {
    proven,     ///< no better answer exists (to 1e-9 of the objective)
    best_found, ///< none was found within the limits; `gap` says how much better one could be
    infeasible  ///< no answer keeps every constraint; `broken` names the one that breaks
};
[[nodiscard]] std::string_view siting_status_text(SitingStatus status);

struct SitingAnswer {
    SitingStatus status = SitingStatus::infeasible;
    std::vector<std::uint32_t> open;  ///< existing and new sites, in rising order
    std::vector<std::uint32_t> added; ///< the new ones
    /// Per demand point the nearest open site that may serve it, or `kNoSite`; with capacities, the one that
    /// takes the largest part of it.
    std::vector<std::uint32_t> serves;
    double objective = 0;       ///< of the model: weight × metres, weight, number or cost of new sites, metres
    double bound = 0;           ///< no answer is better than this
    std::vector<double> load{}; ///< per open site, in the order of `open`: the weight that it serves
    double gap = 0;             ///< |objective − bound| / |objective|; 0 when proven
    std::uint64_t nodes = 0;
    std::uint64_t iterations = 0;
    std::string solver; ///< "exchange and Lagrangian bound" or "CBC"
    std::string broken; ///< a sentence that names the constraint, when infeasible
};

/// Solves one request. The same bytes each time, on any machine with the same arithmetic.
///
/// Without capacities and shares per area, p_median and max_cover go to our own solver: vertex exchange
/// (Whitaker 1983) for an answer, Lagrangian relaxation for a bound, sites fixed by reduced costs, and branch
/// and bound. Everything else goes to COIN-OR CBC.
/// \pre sizes agree, numbers are as `SitingProblem` says. \throws std::invalid_argument when they do not
[[nodiscard]] SitingAnswer solve_siting(const SitingProblem& problem, const SitingRequest& request);

/// The same by CBC, whatever the model: for comparison.
[[nodiscard]] SitingAnswer solve_siting_by_cbc(const SitingProblem& problem, const SitingRequest& request);

/// What a set of open sites amounts to.
struct SitingValue {
    double weighted_distance = 0;       ///< weight × metres, over those that are served
    double unserved = 0;                ///< weight that no open site may serve
    double covered = 0;                 ///< weight within reach, less what decay takes off
    double greatest_m = 0;              ///< greatest distance of a served demand point with weight
    std::vector<std::uint32_t> nearest; ///< per demand point, or `kNoSite`
};
/// Without regard to capacities.
[[nodiscard]] SitingValue value_of(const SitingProblem& problem, const SitingRequest& request,
                                   std::span<const std::uint32_t> open);

/// How much of a demand point at `metres` is covered, 0 to 1.
[[nodiscard]] double cover_at(const SitingRequest& request, double metres);

} // namespace harmspot
