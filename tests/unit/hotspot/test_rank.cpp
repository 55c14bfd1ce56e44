// SPDX-License-Identifier: MIT
#include "scene.hpp"

#include "hotspot/rank.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;
using namespace scene;

namespace
{

Draft draft(const std::string& reference, double harm, std::uint64_t incidents, double side_m = 100, double west = 0)
{
    Draft made;
    made.reference = reference;
    made.weight = harm;
    made.hotspot.harm = harm;
    made.hotspot.incidents = incidents;
    made.hotspot.shape = square(west, 0, west + side_m, side_m);
    made.hotspot.area_km2 = area(made.hotspot.shape) / 1e6;
    return made;
}

HotspotContext context()
{
    HotspotContext made;
    made.theme = "burglary";
    made.entry = "kde";
    return made;
}

} // namespace

TEST_CASE("hotspots rank by harm, and by incidents apart", "[rank]")
{
    const auto list = ranked({draft("nz100100", 5, 50), draft("nz200200", 9, 20)}, {}, context());
    REQUIRE(list.size() == 2);
    CHECK(list[0].id == "burglary-kde-nz200200");
    CHECK(list[0].rank == 1);
    CHECK(list[0].harm_rank == 1);
    CHECK(list[0].incidents_rank == 2);
    CHECK(list[1].rank == 2);
    CHECK(list[1].incidents_rank == 1);
}

TEST_CASE("detection weights rank, raw harm has a rank of its own", "[rank]")
{
    auto capped = draft("nz100100", 100, 10);
    capped.weight = 3;
    const auto list = ranked({capped, draft("nz200200", 9, 20)}, {}, context());
    CHECK(list[0].id == "burglary-kde-nz200200");
    CHECK(list[0].harm_rank == 2);
    CHECK(list[1].harm_rank == 1);
}

TEST_CASE("rank_without_top is the rank that is left when the gravest incident had not happened", "[rank]")
{
    auto murder = draft("nz100100", 5500, 12);
    murder.top_weight = 5475; // 25 without it
    auto steady = draft("nz200200", 900, 40);
    steady.top_weight = 30; // 870
    auto small = draft("nz300300", 60, 30);
    small.top_weight = 10; // 50
    auto equal = draft("nz400400", 25, 30);
    equal.top_weight = 0; // 25: as much as the first holds without its gravest
    const auto list = ranked({murder, steady, small, equal}, {draft("nz500500", 9999, 50)}, context());
    REQUIRE(list.size() == 5);
    CHECK(list[0].rank_without_top == 3);
    CHECK(list[1].rank_without_top == 2);
    CHECK(list[2].rank_without_top == 3);
    CHECK(list[3].rank_without_top == 4);
    CHECK(list[4].rank_without_top == 0); // an outline has no rank
}

TEST_CASE("equal harm ranks by density, equal density by id", "[rank]")
{
    const auto list =
        ranked({draft("nz300300", 9, 9), draft("nz200200", 9, 9), draft("nz100100", 9, 9, 200)}, {}, context());
    CHECK(list[0].id == "burglary-kde-nz200200");
    CHECK(list[1].id == "burglary-kde-nz300300");
    CHECK(list[2].id == "burglary-kde-nz100100");
    CHECK(list[2].incidents_rank == 3);
}

TEST_CASE("ids that clash are numbered in the order of rank, outlines last", "[rank]")
{
    auto outline = draft("nz100100", 50, 50);
    outline.hotspot.outline = "quarter";
    const auto list =
        ranked({draft("nz100100", 1, 1), draft("nz100100", 3, 3), draft("nz100100", 2, 2)}, {outline}, context());
    REQUIRE(list.size() == 4);
    CHECK(list[0].id == "burglary-kde-nz100100");
    CHECK(list[0].harm == 3);
    CHECK(list[1].id == "burglary-kde-nz100100-2");
    CHECK(list[2].id == "burglary-kde-nz100100-3");
    CHECK(list[3].id == "burglary-kde-nz100100-4");
    CHECK(list[3].outline == "quarter");
    CHECK(list[3].rank == 0);
    CHECK(list[3].harm_rank == 0);
    CHECK(list[3].incidents_rank == 0);
}

TEST_CASE("ranks do not depend on the order in which hotspots come", "[rank]")
{
    const auto one = draft("nz100100", 2, 2, 100, 0);
    const auto two = draft("nz100100", 2, 2, 100, 500);
    const auto there = ranked({one, two}, {}, context());
    const auto back = ranked({two, one}, {}, context());
    CHECK(there[0].shape == back[0].shape);
    CHECK(there[1].shape == back[1].shape);
}

TEST_CASE("no hotspots rank as none", "[rank]")
{
    CHECK(ranked({}, {}, context()).empty());
}
