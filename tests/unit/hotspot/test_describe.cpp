// SPDX-License-Identifier: MIT
#include "scene.hpp"

#include "hotspot/describe.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace harmspot;
using namespace scene;

namespace
{

/// Three places in a square of 200 m by NZ 245 643, one outside it; harm 5 and 1 at the first.
Scene market()
{
    Scene scene;
    scene.add(424'510, 564'310, 1, 5, "On or near Bigg Market");
    scene.add(424'510, 564'310, 1, 1, "On or near Bigg Market");
    scene.add(424'550, 564'350, 2, 1, "On or near Parking Area");
    scene.add(424'600, 564'400, 1, 2, "On or near A193"); // exactly on the square's corner
    scene.add(424'800, 564'310, 1, 10, "On or near Elsewhere");
    scene.study = square(424'000, 564'000, 425'000, 565'000);
    scene.add_layer("command", {{"Central", square(424'000, 564'000, 424'530, 565'000)},
                                {"Northern", square(424'530, 564'000, 425'000, 565'000)}});
    return scene;
}

struct Described {
    std::optional<Draft> draft;
    HotspotList counters;
};

Described describe(const Scene& scene, const MultiPolygon& shape, const HotspotRules& rules, const Scope& scope,
                   int epsg = 27700)
{
    auto context = scene.context();
    context.epsg = epsg;
    const ShapeIndex index(*scope.shape);
    const ScopeRows rows(scene.rows, scope, index, context);
    Described found;
    found.draft = Describer(rows, scene.rows, context).describe_if_kept(shape, rules, found.counters);
    return found;
}

MultiPolygon core()
{
    return square(424'400, 564'200, 424'600, 564'400);
}

} // namespace

TEST_CASE("a hotspot holds the incidents inside it or on its border", "[describe]")
{
    const auto scene = market();
    const auto found = describe(scene, core(), keep_all(), scene.whole());
    REQUIRE(found.draft);
    const auto& hotspot = found.draft->hotspot;
    CHECK(hotspot.incidents == 5);
    CHECK(hotspot.distinct_places == 3);
    CHECK(hotspot.harm == 10);
    CHECK(hotspot.harm_share == Approx(0.5)); // of 20
    CHECK(hotspot.area_km2 == Approx(0.04));
    CHECK(hotspot.effective_incidents == Approx(100.0 / (25 + 1 + 1 + 1 + 4)));
    CHECK(hotspot.top_incident_share == Approx(0.5));
    CHECK(found.draft->top_weight == 5);
    CHECK(hotspot.place == "Bigg Market / A193"); // 2 of 5, then 1 of 5
    CHECK(hotspot.place_share == Approx(0.6));
    CHECK(found.draft->reference == "nz245643");
    CHECK(hotspot.area_names == std::vector<std::string>{"Northern"}); // 3 of 5
    CHECK_FALSE(hotspot.cluster_incidents);
}

TEST_CASE("an area's hotspot counts that area's own incidents only", "[describe]")
{
    const auto scene = market();
    const auto found = describe(scene, core(), keep_all(), scene.area(0, 0));
    REQUIRE(found.draft);
    CHECK(found.draft->hotspot.incidents == 2);
    CHECK(found.draft->hotspot.harm == 6);
    CHECK(found.draft->hotspot.harm_share == Approx(1)); // all that Central has
    CHECK(found.draft->hotspot.area_names == std::vector<std::string>{"Central"});
}

TEST_CASE("incidents outside the study area count nowhere", "[describe]")
{
    auto scene = market();
    scene.study = square(424'000, 564'000, 424'560, 565'000);
    scene.layers.clear();
    scene.area_of_place.clear();
    const auto found = describe(scene, core(), keep_all(), scene.whole());
    REQUIRE(found.draft);
    CHECK(found.draft->hotspot.incidents == 4);
    CHECK(found.draft->hotspot.harm_share == Approx(1));
}

TEST_CASE("a place that an area took in counts though the outline misses it by a hair", "[describe]")
{
    auto scene = market();
    scene.study = square(424'000, 564'000, 424'799.999, 565'000);
    const ShapeIndex index(scene.study);
    const auto context = scene.context();
    CHECK(ScopeRows(scene.rows, scene.whole(), index, context).incidents() == 6);
    scene.study = square(424'000, 564'000, 424'795, 565'000);
    const ShapeIndex farther(scene.study);
    CHECK(ScopeRows(scene.rows, scene.whole(), farther, context).incidents() == 5);
}

TEST_CASE("each drop is counted once, by the first rule that fails", "[describe]")
{
    const auto scene = market();
    const auto dropped = [&](double km2, std::uint64_t incidents, std::uint64_t places) {
        HotspotRules rules = keep_all();
        rules.least_area_km2 = km2;
        rules.least_incidents = incidents;
        rules.least_places = places;
        const auto found = describe(scene, core(), rules, scene.whole());
        const auto& c = found.counters;
        CHECK(found.draft.has_value() == (c.dropped_small_area + c.dropped_few_incidents + c.dropped_few_places == 0));
        return std::vector<std::uint64_t>{c.dropped_small_area, c.dropped_few_incidents, c.dropped_few_places};
    };
    CHECK(dropped(0.04, 5, 3) == std::vector<std::uint64_t>{0, 0, 0}); // each just met
    CHECK(dropped(0.041, 6, 4) == std::vector<std::uint64_t>{1, 0, 0});
    CHECK(dropped(0.04, 6, 4) == std::vector<std::uint64_t>{0, 1, 0});
    CHECK(dropped(0.04, 5, 4) == std::vector<std::uint64_t>{0, 0, 1});
}

TEST_CASE("hours are told where enough incidents have them", "[describe]")
{
    Scene scene;
    scene.study = square(424'000, 564'000, 425'000, 565'000);
    scene.add(424'510, 564'310, 15, 2, "Bigg Market");
    scene.add(424'560, 564'360, 25, 1, "Bigg Market");
    constexpr std::int32_t kFriday22 = (24 + 22) * 60; // 1970-01-02 22:00
    const auto timed = [&](std::size_t count) {
        scene.rows.earliest_min.assign(scene.rows.place.size(), kNoTime);
        scene.rows.latest_min.assign(scene.rows.place.size(), kNoTime);
        std::fill_n(scene.rows.earliest_min.begin(), count, kFriday22);
        std::fill_n(scene.rows.latest_min.begin(), count, kFriday22 + 59);
        return describe(scene, square(424'500, 564'300, 424'700, 564'500), keep_all(), scene.whole()).draft->hotspot;
    };
    const auto hotspot = timed(20); // half of 40
    REQUIRE(hotspot.hours);
    CHECK(hotspot.hours->timed == 20);
    REQUIRE(hotspot.peak);
    CHECK(peak_days_text(*hotspot.peak) == "Fri");
    CHECK(peak_from_text(*hotspot.peak) == "22:00");
    CHECK(hotspot.peak->share == Approx(1));
    CHECK(hotspot.hours->harm[4 * 24 + 22] == Approx(15 * 2 + 5));
    CHECK_FALSE(timed(19).hours);
    scene.add(424'610, 564'410, 1, 1, "Bigg Market");
    CHECK_FALSE(timed(20).hours); // 20 of 41 are under half
}

TEST_CASE("a polygon without incidents is no hotspot", "[describe]")
{
    const auto scene = market();
    const auto found = describe(scene, square(424'100, 564'700, 424'300, 564'900), keep_all(), scene.whole());
    CHECK_FALSE(found.draft);
    CHECK(found.counters.dropped_few_incidents == 1);
}

TEST_CASE("without a street's name the grid reference stands in", "[describe]")
{
    Scene scene;
    scene.add(424'510, 564'310, 3, 1, "On or near ");
    scene.study = square(424'000, 564'000, 425'000, 565'000);
    const auto british = describe(scene, scene.study, keep_all(), scene.whole());
    CHECK(british.draft->hotspot.place == "near NZ 245 643");
    CHECK(british.draft->hotspot.place_share == 0);
    const auto irish = describe(scene, scene.study, keep_all(), scene.whole(), 29903);
    CHECK(irish.draft->hotspot.place == "near 424500 E, 564300 N");
    CHECK(irish.draft->reference == "e4245n5643");
}

TEST_CASE("harm of zero makes shares of zero", "[describe]")
{
    Scene scene;
    scene.add(10, 10, 3, 0);
    scene.study = square(0, 0, 100, 100);
    const auto found = describe(scene, scene.study, keep_all(), scene.whole());
    CHECK(found.draft->hotspot.harm_share == 0);
    CHECK(found.draft->hotspot.effective_incidents == 0);
    CHECK(found.draft->hotspot.top_incident_share == 0);
    CHECK(found.draft->reference == "sv000000");
}

TEST_CASE("the reference is of the place with most harm, the first of equals", "[describe]")
{
    Scene scene;
    scene.add(100'050, 200'050, 1, 4);
    scene.add(100'150, 200'050, 2, 3);
    scene.add(100'250, 200'050, 1, 6);
    scene.study = square(100'000, 200'000, 101'000, 201'000);
    const auto found = describe(scene, scene.study, keep_all(), scene.whole());
    CHECK(found.draft->reference == grid_reference(100'150, 200'050, 3, false).replace(0, 2, "sm"));
}

TEST_CASE("an area's name needs most of the incidents, ties go by name, none outside", "[describe]")
{
    Scene scene;
    scene.add(10, 50, 2, 1);
    scene.add(60, 50, 2, 1);
    scene.add(90, 50, 1, 1);
    scene.study = square(0, 0, 100, 100);
    scene.add_layer("command", {{"A", square(0, 0, 50, 100)}, {"B", square(50, 0, 80, 100)}});
    scene.add_layer("ward", {{"Far", square(500, 500, 600, 600)}});
    const auto found = describe(scene, scene.study, keep_all(), scene.whole());
    CHECK(found.draft->hotspot.area_names == std::vector<std::string>{"A", ""});
}
