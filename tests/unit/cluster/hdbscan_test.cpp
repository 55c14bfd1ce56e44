// SPDX-License-Identifier: MIT
#include "hdbscan_cases.hpp"
#include "hdbscan_twin.hpp"

#include "cluster/neighbours.hpp"
#include "cluster/spanning_tree.hpp"

#include "harmspot/error.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>

using namespace harmspot;
using namespace cases;
using Labels = std::vector<std::int32_t>;

namespace
{

void check_against_twin(const std::vector<Incident>& incidents, const HdbscanParams& params)
{
    const HdbscanTwin twin(incidents, params);
    const auto found = ours(incidents, params);
    REQUIRE(renumbered(found.label) == twin.label);
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        REQUIRE(found.membership[i] == Approx(twin.membership[i]).epsilon(1e-9));
        if (found.label[i] >= 0) {
            const auto mine = found.stability[static_cast<std::size_t>(found.label[i])];
            REQUIRE(mine == Approx(twin.stability[static_cast<std::size_t>(twin.label[i])]).epsilon(1e-9));
        }
    }
}

} // namespace

TEST_CASE("two villages and a farm between", "[hdbscan]")
{
    // Crosses of arm 10 about (0, 0) and (1000, 0); the farm is halfway.
    std::vector<Incident> incidents;
    for (const double west : {0.0, 1000.0}) {
        for (const auto& [x, y] : {std::pair{0, 0}, {10, 0}, {0, 10}, {-10, 0}, {0, -10}}) {
            incidents.push_back({west + x, 1.0 * y});
        }
    }
    incidents.push_back({500, 0});
    const auto found = ours(incidents, by_incidents(5));
    // The farm has two arms at 490 and two middles at 500, so its fifth incident, itself counted, is 500 away. It
    // links the villages; at that very distance they part, and it goes with the nearer: on a tie the western.
    CHECK(found.label == Labels{0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0});
    // A cross holds together down to 20, within which its arms have all five.
    CHECK(found.membership[0] == Approx(1));
    CHECK(found.membership[10] == Approx(20 / 500.0));
    // All five leave at 1/20, and the crosses came about at 1/500.
    REQUIRE(found.stability.size() == 2);
    CHECK(found.stability[0] == Approx(5 * (1 / 20.0 - 1 / 500.0)));
    CHECK(found.stability[1] == Approx(found.stability[0]));
}

TEST_CASE("agrees with looking at every pair of incidents", "[hdbscan]")
{
    for (const auto& [name, incidents] : awkward_incidents()) {
        for (const std::uint32_t least : {3U, 8U, 25U}) {
            for (const double floor_m : {1e-9, 6.0, 25.0}) {
                INFO(name << ", least " << least << ", floor " << floor_m);
                auto params = by_incidents(least, floor_m);
                check_against_twin(incidents, params);
                params.tie_m = 2.5;
                check_against_twin(incidents, params);
            }
        }
    }
    check_against_twin(towns(700, 21), by_incidents(12, 25));
    // More places than a block and a core distance unlike the least size.
    check_against_twin(towns(2500, 22), {.core_incidents = 5, .min_incidents = 40, .floor_m = 25});
}

TEST_CASE("weights agree with looking at every pair of incidents", "[hdbscan]")
{
    for (const auto& [name, incidents] : awkward_incidents()) {
        INFO(name);
        check_against_twin(incidents, {.core_incidents = 2, .core_weight = 9, .min_incidents = 2, .min_weight = 12});
        check_against_twin(incidents, {.core_incidents = 6, .core_weight = 3, .min_incidents = 5, .min_weight = 30});
    }
}

TEST_CASE("whole weights give exactly the clusters of incidents repeated as often", "[hdbscan]")
{
    Random random(13);
    std::vector<Incident> weighted;
    std::vector<Incident> repeated;
    std::vector<std::size_t> original;
    for (const auto& [x, y, one] : towns(500, 23)) {
        const int times = random.whole(1, 5);
        weighted.push_back({x, y, one * times});
        for (int i = 0; i < times; ++i) {
            repeated.push_back({x, y, one});
            original.push_back(weighted.size() - 1);
        }
    }
    for (const double floor_m : {1e-9, 25.0}) {
        for (const std::uint32_t least : {6U, 15U, 40U}) {
            const HdbscanParams in_weight{.core_incidents = 1,
                                          .core_weight = 1.0 * least,
                                          .min_incidents = 1,
                                          .min_weight = 1.0 * least,
                                          .floor_m = floor_m,
                                          .tie_m = 0};
            const auto by_weight = ours(weighted, in_weight);
            const auto by_count = ours(repeated, by_incidents(least, floor_m));
            REQUIRE(by_weight.stability.size() > 1);
            CHECK(by_weight.stability == by_count.stability);
            for (std::size_t i = 0; i < repeated.size(); ++i) {
                REQUIRE(by_count.label[i] == by_weight.label[original[i]]);
                REQUIRE(by_count.membership[i] == by_weight.membership[original[i]]);
            }
        }
    }
}

TEST_CASE("threads, row order and moving the map change no HDBSCAN cluster", "[hdbscan]")
{
    auto incidents = towns(3000, 24);
    for (auto& incident : incidents) { // whole metres, so that moving them is exact
        incident = {std::round(incident.x), std::round(incident.y), incident.weight};
    }
    const auto places = places_of(incidents);
    const auto of = [](const Places& given, unsigned threads) {
        return hdbscan(given.view(), by_incidents(10, 25), with_threads(threads));
    };
    const auto one = of(places, 1);
    REQUIRE(one.count > 2);
    for (const unsigned threads : {2U, 5U}) {
        const auto more = of(places, threads);
        CHECK(more.label == one.label);
        CHECK(more.membership == one.membership);
        CHECK(more.stability == one.stability);
    }
    std::reverse(incidents.begin(), incidents.end());
    std::rotate(incidents.begin(), incidents.begin() + 777, incidents.end());
    CHECK(of(places_of(incidents), 2).label == one.label);
    for (auto& incident : incidents) {
        incident.x += 425000;
        incident.y += 564000;
    }
    const auto moved = of(places_of(incidents), 1);
    CHECK(moved.label == one.label);
    CHECK(moved.stability == one.stability);
}

namespace
{

/// Two dense blocks 400 m apart in a wide, thin scatter, and one block far off.
std::vector<Incident> nested()
{
    Random random(41);
    std::vector<Incident> incidents;
    const auto block = [&](double x, double y, double sd_m, int count) {
        for (int i = 0; i < count; ++i) {
            incidents.push_back({x + sd_m * random.normal(), y + sd_m * random.normal(), 1});
        }
    };
    block(0, 0, 40, 80);
    block(400, 0, 40, 80);
    block(200, 0, 900, 240);
    block(20000, 0, 60, 100);
    return incidents;
}

/// The longer side of each cluster's box.
std::vector<double> extents(const std::vector<Incident>& incidents, const Labels& label)
{
    std::map<std::int32_t, Box> boxes;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        if (label[i] >= 0) {
            boxes[label[i]].add(Point{incidents[i].x, incidents[i].y});
        }
    }
    std::vector<double> sides;
    for (const auto& [number, box] : boxes) {
        sides.push_back(std::max(box.max_x - box.min_x, box.max_y - box.min_y));
    }
    return sides;
}

} // namespace

TEST_CASE("leaf takes the innermost clusters, excess of mass may take what holds them", "[hdbscan]")
{
    const auto incidents = nested();
    auto params = by_incidents(20, 5);
    const auto whole = ours(incidents, params);
    params.selection = ClusterSelection::leaf;
    const auto leaf = ours(incidents, params);
    CHECK(leaf.label[0] != leaf.label[80]); // the two blocks are two peaks
    CHECK(leaf.stability.size() >= whole.stability.size());
    // Each leaf lies in one of the others, or in what they left out.
    std::map<std::int32_t, std::set<std::int32_t>> met;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        if (leaf.label[i] >= 0) {
            met[leaf.label[i]].insert(whole.label[i]);
        }
    }
    for (const auto& [number, others] : met) {
        CHECK(others.size() == 1);
    }
}

TEST_CASE("no cluster is longer than max_extent_m, and what fits already is left as it is", "[hdbscan]")
{
    const auto incidents = nested();
    for (const auto selection : {ClusterSelection::leaf, ClusterSelection::excess_of_mass}) {
        auto params = by_incidents(20, 5);
        params.selection = selection;
        const auto free = ours(incidents, params);
        const auto sides = extents(incidents, free.label);
        const double widest = *std::max_element(sides.begin(), sides.end());
        params.max_extent_m = widest;
        const auto same = ours(incidents, params);
        CHECK(same.label == free.label);
        CHECK(same.stability == free.stability);
        for (const double most_m : {1000.0, 300.0, 200.0}) {
            params.max_extent_m = most_m;
            const auto bound = ours(incidents, params);
            const auto bound_sides = extents(incidents, bound.label);
            CHECK_FALSE(bound_sides.empty());
            CHECK(std::all_of(bound_sides.begin(), bound_sides.end(), [&](double side) { return side <= most_m; }));
            for (std::int32_t c = 0; c < static_cast<std::int32_t>(bound.stability.size()); ++c) {
                CHECK(std::count(bound.label.begin(), bound.label.end(), c) >= 20);
                CHECK(bound.stability[static_cast<std::size_t>(c)] > 0);
            }
        }
        params.max_extent_m = 1; // nothing of 20 incidents is so small
        CHECK(ours(incidents, params).stability.empty());
    }
    auto wrong = by_incidents(20, 5);
    wrong.max_extent_m = 0;
    CHECK_THROWS_WITH(hdbscan({}, wrong, with_threads(1)), Catch::Contains("max_extent_m is 0"));
}

TEST_CASE("one grave incident is no cluster, nor are many that carry no harm", "[hdbscan]")
{
    auto incidents = towns(400, 26);
    incidents.push_back({20000, 20000, 5475});
    HdbscanParams params{.core_incidents = 5, .core_weight = 5, .min_incidents = 10, .min_weight = 10};
    const auto found = ours(incidents, params);
    CHECK(found.label.back() == -1);
    CHECK(*std::max_element(found.label.begin(), found.label.end()) > 0);
    params.min_weight = 1e6;
    const auto none = ours(incidents, params);
    CHECK(std::all_of(none.label.begin(), none.label.end(), [](auto label) { return label == -1; }));
}

TEST_CASE("what HDBSCAN can say of too little or of extremes", "[hdbscan]")
{
    const auto of_none = hdbscan({}, {}, with_threads(1));
    CHECK(of_none.count == 0);
    CHECK(of_none.membership.empty());
    // k larger than n, one place, all at one place: nothing to tell apart.
    CHECK(ours({{0, 0}, {1, 1}}, by_incidents(3)).label == Labels{-1, -1});
    CHECK(ours({{5, 5}}, by_incidents(2)).label == Labels{-1});
    CHECK(ours(std::vector<Incident>(50, {420000, 560000}), by_incidents(5, 25)).label == Labels(50, -1));
    // All weights zero: incidents decide, unless weight is asked for.
    auto weightless = towns(400, 27);
    const auto plain = ours(weightless, by_incidents(10, 25));
    for (auto& incident : weightless) {
        incident.weight = 0;
    }
    const auto without = ours(weightless, by_incidents(10, 25));
    CHECK(without.label == plain.label);
    CHECK(without.stability == plain.stability);
    auto params = by_incidents(10, 25);
    params.min_weight = 1;
    CHECK(ours(weightless, params).label == Labels(400, -1));
    // A huge weight stays finite.
    auto huge = towns(400, 28);
    huge[3].weight = 1e200;
    const auto found = ours(huge, {.core_incidents = 5, .core_weight = 5, .min_incidents = 10, .min_weight = 10});
    for (const double stability : found.stability) {
        CHECK(std::isfinite(stability));
    }
}

TEST_CASE("an HDBSCAN setting that cannot be is refused in words", "[hdbscan]")
{
    const auto places = places_of({{0, 0}, {1, 1}});
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const double bad : {nan, -1.0, std::numeric_limits<double>::infinity()}) {
        CHECK_THROWS_WITH(hdbscan(places.view(), {.floor_m = bad}, with_threads(1)), Catch::Contains("floor_m is"));
        CHECK_THROWS_AS(hdbscan(places.view(), {.core_weight = bad}, with_threads(1)), ConfigError);
        CHECK_THROWS_AS(hdbscan(places.view(), {.min_weight = bad}, with_threads(1)), ConfigError);
        CHECK_THROWS_AS(hdbscan(places.view(), {.tie_m = bad}, with_threads(1)), ConfigError);
    }
    CHECK_THROWS_AS(hdbscan(places.view(), {.floor_m = 0}, with_threads(1)), ConfigError);
}

TEST_CASE("the spanning tree weighs what Prim's does", "[spanning-tree]")
{
    for (const auto& [name, incidents] : awkward_incidents()) {
        INFO(name);
        const auto places = places_of(incidents);
        const auto tree = cluster::make_place_tree(places.x, places.y);
        const auto incident_counts = cluster::in_tree_order<double>(tree, places.incidents);
        const auto core2 = cluster::reach_of_mass(tree, incident_counts, 4, 1);
        const auto edges = cluster::spanning_tree(tree, core2, 2);
        REQUIRE(edges.size() + 1 == places.size());
        CHECK(edges == cluster::spanning_tree(tree, core2, 1));
        std::vector<double> weights;
        for (const auto& edge : edges) {
            weights.push_back(edge.squared_m2);
        }
        // All spanning trees of least weight have the same weights.
        std::vector<double> nearest(tree.size(), std::numeric_limits<double>::infinity());
        std::vector<bool> in(tree.size(), false);
        std::vector<double> prim;
        std::size_t last = 0;
        in[0] = true;
        while (prim.size() + 1 < tree.size()) {
            std::size_t next = tree.size();
            for (std::size_t j = 0; j < tree.size(); ++j) {
                const double dx = tree.x[j] - tree.x[last];
                const double dy = tree.y[j] - tree.y[last];
                nearest[j] = std::min(nearest[j], std::max({dx * dx + dy * dy, core2[last], core2[j]}));
                if (!in[j] && (next == tree.size() || nearest[j] < nearest[next])) {
                    next = j;
                }
            }
            prim.push_back(nearest[next]);
            in[next] = true;
            last = next;
        }
        std::sort(prim.begin(), prim.end());
        CHECK(weights == prim);
    }
}

TEST_CASE("the floor is 25 m, or the spacing of snap points", "[hdbscan]")
{
    Random random(33);
    std::vector<Incident> loose;
    std::vector<Incident> snapped;
    for (int i = 0; i < 2000; ++i) {
        loose.push_back({random.uniform(0, 5000), random.uniform(0, 5000)});
        snapped.push_back({80.0 * random.whole(0, 15), 80.0 * random.whole(0, 15)});
    }
    CHECK(automatic_floor_m(snap_spacing_m(places_of(loose).view(), 1)) == 25);
    CHECK(automatic_floor_m(snap_spacing_m(places_of(snapped).view(), 1)) == 80);
    for (auto& incident : snapped) {
        incident.x += random.uniform(-0.05, 0.05);
        incident.y += random.uniform(-0.05, 0.05);
    }
    CHECK(automatic_floor_m(snap_spacing_m(places_of(snapped).view(), 2)) == 80);
    CHECK(automatic_floor_m(snap_spacing_m({}, 1)) == 25);
    CHECK(automatic_floor_m(snap_spacing_m(places_of(std::vector<Incident>(9, {3, 3})).view(), 1)) == 25);
}
