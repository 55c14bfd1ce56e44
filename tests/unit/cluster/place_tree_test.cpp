// SPDX-License-Identifier: MIT
#include "cluster_cases.hpp"

#include "cluster/place_tree.hpp"

#include <catch2/catch.hpp>

#include <numeric>
#include <set>

using namespace harmspot;
using namespace cases;

TEST_CASE("the tree holds every place once, each in the boxes above it", "[place-tree]")
{
    for (const auto& [name, incidents] : awkward_incidents()) {
        INFO(name);
        const auto places = places_of(incidents);
        const auto tree = cluster::make_place_tree(places.x, places.y);
        REQUIRE(std::set<std::uint32_t>(tree.place.begin(), tree.place.end()).size() == places.size());
        REQUIRE(tree.nodes[0].first == 0);
        REQUIRE(tree.nodes[0].last == places.size());
        for (std::uint32_t n = 0; n < tree.nodes.size(); ++n) {
            const auto& node = tree.nodes[n];
            for (std::uint32_t i = node.first; i < node.last; ++i) {
                REQUIRE(node.box.contains({tree.x[i], tree.y[i]}));
                REQUIRE(tree.x[i] == places.x[tree.place[i]]);
            }
            if (!node.leaf()) {
                REQUIRE(tree.nodes[n + 1].first == node.first);
                REQUIRE(tree.nodes[n + 1].last == tree.nodes[node.right].first);
                REQUIRE(tree.nodes[node.right].last == node.last);
            }
        }
    }
}

TEST_CASE("a tree of nothing and a tree of one place", "[place-tree]")
{
    CHECK(cluster::make_place_tree({}, {}).nodes.empty());
    const std::vector<double> x{4};
    const std::vector<double> y{2};
    const auto tree = cluster::make_place_tree(x, y);
    REQUIRE(tree.nodes.size() == 1);
    CHECK(tree.nodes[0].leaf());
}

TEST_CASE("sums below a node", "[place-tree]")
{
    const auto places = places_of(awkward_incidents()[0].second);
    const auto tree = cluster::make_place_tree(places.x, places.y);
    const auto incidents = cluster::in_tree_order<std::uint64_t>(tree, places.incidents);
    const auto sums = cluster::node_sums(tree, incidents);
    for (std::size_t n = 0; n < sums.size(); ++n) {
        const auto first = incidents.begin() + tree.nodes[n].first;
        REQUIRE(sums[n] == std::accumulate(first, incidents.begin() + tree.nodes[n].last, std::uint64_t{0}));
    }
}
