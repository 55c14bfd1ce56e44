// SPDX-License-Identifier: MIT
#include "scene.hpp"

#include "geo/geos.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;
using namespace scene;

namespace
{

/// A 5 x 5 block of places 50 m apart at x = 1000…1200, and a stray at (5000, 1000). Two incidents each.
struct Block {
    Scene scene;
    Clusters clusters;
    std::vector<std::uint32_t> view;
};

Block block()
{
    Block made;
    for (int i = 0; i < 5; ++i) {
        for (int j = 0; j < 5; ++j) {
            made.scene.add(1000 + 50 * i, 1000 + 50 * j, 2, 1, "On or near Dene Road");
            made.clusters.label.push_back(0);
        }
    }
    made.scene.add(5000, 1000, 2, 1);
    made.clusters.label.push_back(-1);
    made.clusters.count = 1;
    for (std::uint32_t i = 0; i < 26; ++i) {
        made.view.push_back(i);
    }
    made.scene.study = square(0, 0, 6000, 6000);
    return made;
}

HotspotList run(const Block& made, const Scope& scope, unsigned threads = 1)
{
    return hotspots_from_clusters(made.clusters, made.view, made.scene.rows, made.scene.rules, scope,
                                  made.scene.context(threads));
}

} // namespace

TEST_CASE("a cluster's hotspot is its hull and the buffer round it", "[clusters]")
{
    const auto made = block();
    const auto list = run(made, made.scene.whole());
    REQUIRE(list.hotspots.size() == 1);
    const auto& hotspot = list.hotspots[0];
    CHECK(bounds(hotspot.shape) == Box{975, 975, 1225, 1225});
    CHECK(geos::is_valid(hotspot.shape));
    CHECK(hotspot.incidents == 50);
    CHECK(hotspot.cluster_incidents == 50U);
    CHECK(hotspot.place == "Dene Road");
    CHECK(hotspot.rank == 1);
    CHECK_FALSE(list.level);
    CHECK(list.region_km2 == Approx(hotspot.area_km2));
    CHECK(list.incidents_in_scope == 52);
}

TEST_CASE("incidents in the hull count though no cluster has them", "[clusters]")
{
    auto made = block();
    made.clusters.label[12] = -1; // the middle of the block
    const auto list = run(made, made.scene.whole());
    REQUIRE(list.hotspots.size() == 1);
    CHECK(list.hotspots[0].incidents == 50);
    CHECK(list.hotspots[0].cluster_incidents == 48U);
}

TEST_CASE("clusters are dropped by the same rules", "[clusters]")
{
    auto made = block();
    made.clusters.label.back() = 1; // the stray is a cluster: a disc of 25 m
    made.clusters.count = 2;
    const auto list = run(made, made.scene.whole());
    CHECK(list.hotspots.size() == 1);
    CHECK(list.dropped_small_area == 1);
    made.scene.rules.hull_buffer_m = 100;
    CHECK(run(made, made.scene.whole()).dropped_few_incidents == 1);
    made.scene.rules.least_incidents = 2;
    CHECK(run(made, made.scene.whole()).dropped_few_places == 1);
    made.scene.rules.least_places = 1;
    CHECK(run(made, made.scene.whole()).hotspots.size() == 2);
}

TEST_CASE("an area has its share of a cluster, and the name of who has the rest", "[clusters]")
{
    auto made = block();
    made.scene.add_layer("command", {{"East", square(1080, 0, 6000, 6000)}, {"West", square(0, 0, 1080, 6000)}});
    const auto west = run(made, made.scene.area(0, 1));
    REQUIRE(west.hotspots.size() == 1);
    CHECK(bounds(west.hotspots[0].shape).max_x == Approx(1080));
    CHECK(west.hotspots[0].incidents == 20);
    CHECK(west.hotspots[0].cluster_incidents == 20U);
    CHECK(west.hotspots[0].continues_into == std::vector<std::string>{"East"});
    const auto whole = run(made, made.scene.whole());
    CHECK(whole.hotspots[0].continues_into.empty());
}

TEST_CASE("a cluster that does not meet the scope is not counted as dropped", "[clusters]")
{
    auto made = block();
    made.scene.study = square(3000, 3000, 6000, 6000);
    const auto list = run(made, made.scene.whole());
    CHECK(list.hotspots.empty());
    CHECK(list.dropped_small_area + list.dropped_few_incidents + list.dropped_few_places == 0);
    CHECK(list.region_km2 == 0);
}

TEST_CASE("a hull that the border cuts apart stays one hotspot", "[clusters]")
{
    auto made = block();
    made.scene.study = {square(0, 0, 1080, 6000)[0], square(1120, 0, 6000, 6000)[0]};
    const auto list = run(made, made.scene.whole());
    REQUIRE(list.hotspots.size() == 1);
    CHECK(list.hotspots[0].shape.size() == 2);
    CHECK(list.hotspots[0].incidents == 40); // the column at x = 1100 is outside
}

TEST_CASE("hulls may overlap, and what lies in both counts in both", "[clusters]")
{
    auto made = block();
    for (std::size_t i = 0; i < 25; ++i) {
        made.clusters.label[i] = i % 2 == 0 ? 0 : 1;
    }
    made.clusters.count = 2;
    const auto list = run(made, made.scene.whole());
    REQUIRE(list.hotspots.size() == 2);
    CHECK(list.hotspots[0].incidents + list.hotspots[1].incidents > 50);
    CHECK(*list.hotspots[0].cluster_incidents + *list.hotspots[1].cluster_incidents == 50);
}

TEST_CASE("places on a line or on one spot have a hull too", "[clusters]")
{
    Block made;
    for (int i = 0; i < 4; ++i) {
        made.scene.add(1000 + 100 * i, 1000, 5, 1);
        made.clusters.label.push_back(0);
        made.view.push_back(static_cast<std::uint32_t>(i));
    }
    made.clusters.count = 1;
    made.scene.study = square(0, 0, 6000, 6000);
    made.scene.rules.least_area_km2 = 0.01;
    const auto list = run(made, made.scene.whole());
    REQUIRE(list.hotspots.size() == 1);
    CHECK(list.hotspots[0].area_km2 == Approx((300 * 50 + 3.12 * 25 * 25) / 1e6).epsilon(0.01));
}

TEST_CASE("no clusters, no hotspots; threads change nothing", "[clusters]")
{
    auto made = block();
    const auto one = run(made, made.scene.whole(), 1);
    const auto many = run(made, made.scene.whole(), 16);
    REQUIRE(one.hotspots.size() == many.hotspots.size());
    CHECK(one.hotspots[0].shape == many.hotspots[0].shape);
    made.clusters.label.assign(26, -1);
    made.clusters.count = 0;
    CHECK(run(made, made.scene.whole()).hotspots.empty());
}

TEST_CASE("the hull leaves out members that hardly belong, the counts do not", "[clusters]")
{
    auto made = block();
    made.clusters.label.back() = 0; // the stray is a member, but a weak one
    made.clusters.membership.assign(26, 1.0);
    made.clusters.membership.back() = 0.2;
    made.clusters.stability = {3.5};
    const auto list = run(made, made.scene.whole());
    REQUIRE(list.hotspots.size() == 1);
    const auto& hotspot = list.hotspots[0];
    CHECK(bounds(hotspot.shape) == Box{975, 975, 1225, 1225});
    CHECK(hotspot.incidents == 50);
    CHECK(hotspot.cluster_incidents == 52U);
    CHECK(hotspot.membership.value() == Approx((50 * 1.0 + 2 * 0.2) / 52));
    CHECK(hotspot.cluster_stability == 3.5);
    made.scene.rules.hull_membership = 0.2; // the stray belongs just firmly enough
    CHECK(bounds(run(made, made.scene.whole()).hotspots.at(0).shape).max_x == Approx(5025));
}
