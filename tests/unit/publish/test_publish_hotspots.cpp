// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "harmspot/publish.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <type_traits>

using namespace harmspot;

namespace
{

template <class T>
concept Complete = requires
{
    sizeof(T);
};

// The key's definition is out of reach here, so nothing publishable can be made without publish().
static_assert(!Complete<detail::PublishKey>);
static_assert(!std::is_default_constructible_v<PublishableLayer>);
static_assert(!std::is_default_constructible_v<PublishableSurface>);
static_assert(!std::is_default_constructible_v<PublishableTable>);
static_assert(!std::is_constructible_v<PublishableLayer, ProductInfo, PublishRules, int, std::vector<Feature>, Withheld,
                                       std::optional<double>>);
static_assert(!std::is_constructible_v<PublishableSurface, ProductInfo, PublishRules, int, Raster<float>, std::string,
                                       std::string, Withheld>);
static_assert(!std::is_constructible_v<PublishableTable, std::string, PublishRules, Table, Withheld>);

MultiPolygon square(double x, double y, double side)
{
    return {{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}, {}}};
}

Hotspot spot()
{
    Hotspot h;
    h.id = "burglary-kde-NZ245643";
    h.shape = square(424503.3, 564301.7, 200);
    h.rank = 1;
    h.harm_rank = 1;
    h.incidents_rank = 2;
    h.area_names = {"Northern", ""};
    h.continues_into = {"Central", "Southern"};
    h.place = "Acacia Avenue";
    h.place_share = 0.5;
    h.incidents = 12;
    h.harm = 3650.1 + 0.2;
    h.harm_share = 1.0 / 3;
    h.area_km2 = 0.04;
    h.distinct_places = 4;
    h.effective_incidents = 7.25;
    h.top_incident_share = 0.25;
    return h;
}

std::vector<AreaLayer> layers()
{
    std::vector<AreaLayer> two(2);
    two[0].name = "command";
    two[1].name = "authority";
    return two;
}

ProductInfo info()
{
    ProductInfo product;
    product.title = "Monthly";
    product.theme = "burglary";
    product.theme_title = "Burglary";
    product.entry = "kde";
    product.method = "kde";
    product.version = "harm";
    product.harm_unit = "days";
    return product;
}

PublishRules public_rules()
{
    PublishRules rules;
    rules.profile = Profile::public_;
    return rules;
}

PublishableLayer published(const Hotspot& h, const PublishRules& rules)
{
    HotspotList list;
    list.hotspots = {h};
    return publish(list, layers(), 27700, info(), rules);
}

std::vector<std::string> names_of(const Feature& feature)
{
    std::vector<std::string> names;
    for (const auto& [name, value] : feature.properties) {
        names.push_back(name);
    }
    return names;
}

template <class T>
T value_of(const Feature& feature, const std::string& wanted)
{
    for (const auto& [name, value] : feature.properties) {
        if (name == wanted) {
            return std::get<T>(value);
        }
    }
    throw std::runtime_error("no property " + wanted);
}

} // namespace

TEST_CASE("properties come in the contract's order, the unknown ones absent", "[publish]")
{
    auto h = spot();
    h.cluster_incidents = 9;
    const auto layer = published(h, {});
    REQUIRE(layer.features().size() == 1);
    const auto& feature = layer.features()[0];
    CHECK(names_of(feature) == std::vector<std::string>{"id",
                                                        "rank",
                                                        "harm_rank",
                                                        "incidents_rank",
                                                        "theme",
                                                        "entry",
                                                        "method",
                                                        "command",
                                                        "place",
                                                        "place_share",
                                                        "incidents",
                                                        "harm",
                                                        "harm_unit",
                                                        "harm_share",
                                                        "area_km2",
                                                        "incidents_per_km2",
                                                        "harm_per_km2",
                                                        "distinct_places",
                                                        "effective_incidents",
                                                        "top_incident_share",
                                                        "cluster_incidents",
                                                        "continues_into",
                                                        "outline"});
    CHECK(value_of<double>(feature, "harm") == 3650.3);
    CHECK(value_of<double>(feature, "harm_share") == 0.333333);
    CHECK(value_of<double>(feature, "incidents_per_km2") == 300);
    CHECK(value_of<std::string>(feature, "continues_into") == "Central; Southern");
    CHECK(value_of<std::int64_t>(feature, "cluster_incidents") == 9);
    CHECK(feature.shape == h.shape);
}

TEST_CASE("the peak hours are told inside the force only", "[publish]")
{
    auto h = spot();
    h.hours.emplace();
    for (int i = 0; i < 24; ++i) {
        h.hours->add((24 + 23) * 60, (24 + 24) * 60 + 59, 2); // Friday 1970-01-02 23:00 to Saturday 00:59
    }
    h.peak = peak_window(*h.hours, 0.5);
    const auto feature = published(h, {}).features()[0];
    CHECK(value_of<std::string>(feature, "peak_days") == "Fri");
    CHECK(value_of<std::string>(feature, "peak_from") == "23:00");
    CHECK(value_of<std::string>(feature, "peak_to") == "00:00");
    CHECK(value_of<double>(feature, "peak_share") == 0.5);
    CHECK(value_of<double>(feature, "peak_harm_share") == 0.5);
    CHECK(value_of<std::int64_t>(feature, "timed_incidents") == 24);
    PublishRules rules;
    rules.profile = Profile::public_;
    for (const auto& name : names_of(published(h, rules).features().at(0))) {
        CHECK(name.rfind("peak_", 0) == std::string::npos);
        CHECK(name != "timed_incidents");
    }
}

TEST_CASE("a hotspot that rests on few incidents says so in words, inside the force only", "[publish]")
{
    auto h = spot();
    h.rank_without_top = 14;
    h.cluster_stability = 12.5;
    h.membership = 0.75;
    const auto sound = published(h, {}).features()[0];
    CHECK(value_of<std::int64_t>(sound, "rank_without_top") == 14);
    CHECK(value_of<double>(sound, "cluster_stability") == 12.5);
    CHECK(value_of<double>(sound, "membership") == 0.75);
    const auto has = [](const Feature& feature, const std::string& name) {
        const auto names = names_of(feature);
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    CHECK_FALSE(has(sound, "single_event"));
    CHECK_FALSE(has(sound, "caution"));
    h.top_incident_share = 0.4; // few, but no single one is half of it
    h.effective_incidents = 4.9;
    CHECK(value_of<std::string>(published(h, {}).features()[0], "caution") ==
          "Rests on few incidents: one is 40 % of the harm");
    CHECK_FALSE(has(published(h, {}).features()[0], "single_event"));
    h.top_incident_share = 0.619;
    h.effective_incidents = 2.4;
    const auto single = published(h, {}).features()[0];
    CHECK(value_of<bool>(single, "single_event"));
    CHECK(value_of<std::string>(single, "caution") == "Rests on few incidents: one is 61 % of the harm");
    // That one incident is so grave would tell the public which it is.
    const auto open = published(h, public_rules()).features().at(0);
    for (const auto* name : {"single_event", "caution", "rank_without_top", "top_incident_share", "membership"}) {
        CHECK_FALSE(has(open, name));
    }
}

TEST_CASE("numbers that are not numbers are left out", "[publish]")
{
    auto h = spot();
    h.area_km2 = 0; // densities would be infinite
    h.harm_share = std::numeric_limits<double>::quiet_NaN();
    h.rank = 0;
    const auto names = names_of(published(h, {}).features()[0]);
    for (const auto* absent : {"rank", "harm_share", "incidents_per_km2", "harm_per_km2", "harm_equals_count"}) {
        CHECK(std::find(names.begin(), names.end(), absent) == names.end());
    }
}

TEST_CASE("harm_equals_count is a property and a sentence when it holds", "[publish]")
{
    auto product = info();
    product.harm_equals_count = true;
    HotspotList list;
    list.hotspots = {spot()};
    const auto layer = publish(list, layers(), 27700, product, {});
    CHECK(value_of<bool>(layer.features()[0], "harm_equals_count"));
    const auto statements = product_statements(layer.info(), layer.rules(), layer.withheld());
    REQUIRE(statements.size() == 1);
    CHECK_THAT(statements[0], Catch::Contains("one layer"));
    CHECK(product_title(product) == "Monthly: Burglary, weighted by harm and by count alike");
}

TEST_CASE("the public profile passes only what is on its list", "[publish]")
{
    auto h = spot();
    h.cluster_incidents = 9;
    const auto layer = published(h, public_rules());
    REQUIRE(layer.features().size() == 1);
    CHECK(names_of(layer.features()[0]) ==
          std::vector<std::string>{"id", "rank", "harm_rank", "incidents_rank", "theme", "entry", "method", "command",
                                   "place", "incidents", "harm", "harm_unit", "harm_share", "area_km2",
                                   "incidents_per_km2", "harm_per_km2", "continues_into", "outline"});
    CHECK(value_of<std::string>(layer.features()[0], "id") == "burglary-kde-1");
    CHECK(layer.rules().lon_lat_decimals == 4);
    CHECK(layer.withheld().features == 0);
}

TEST_CASE("public shapes lie on a 10 m grid", "[publish]")
{
    const auto layer = published(spot(), public_rules());
    for (const auto p : layer.features()[0].shape[0].outer) {
        CHECK(std::fmod(p.x, 10) == 0);
        CHECK(std::fmod(p.y, 10) == 0);
    }
}

TEST_CASE("public polygons on few incidents or few places are withheld and counted", "[publish]")
{
    auto few_incidents = spot();
    few_incidents.incidents = 4;
    auto few_places = spot();
    few_places.distinct_places = 2;
    auto just_enough = spot();
    just_enough.incidents = 5;
    just_enough.distinct_places = 3;
    HotspotList list;
    list.hotspots = {few_incidents, few_places, just_enough};
    const auto layer = publish(list, layers(), 27700, info(), public_rules());
    REQUIRE(layer.features().size() == 1);
    CHECK(value_of<std::string>(layer.features()[0], "id") == "burglary-kde-3");
    CHECK(layer.withheld().features == 2);
    const auto statements = product_statements(layer.info(), layer.rules(), layer.withheld());
    REQUIRE(statements.size() == 1);
    CHECK_THAT(statements[0], Catch::Contains("fewer than 5 incidents") && Catch::EndsWith(": 2."));
    CHECK(publish(list, layers(), 27700, info(), {}).features().size() == 3);
}

TEST_CASE("a public place name covers enough incidents and names no house", "[publish]")
{
    const auto has_place = [](const Hotspot& h) {
        const auto names = names_of(published(h, public_rules()).features().at(0));
        return std::find(names.begin(), names.end(), "place") != names.end();
    };
    auto h = spot();
    h.place_share = 5.0 / 12;
    CHECK(has_place(h));
    h.place_share = 4.0 / 12;
    CHECK_FALSE(has_place(h));
    h.place_share = 1;
    h.place = "12 Acacia Avenue";
    CHECK_FALSE(has_place(h));
}

TEST_CASE("a public quarter outline carries no figures to subtract", "[publish]")
{
    auto h = spot();
    h.outline = "quarter";
    const auto names = names_of(published(h, public_rules()).features().at(0));
    for (const auto* figure : {"incidents", "harm", "harm_share", "incidents_per_km2", "harm_per_km2", "area_km2"}) {
        CHECK(std::find(names.begin(), names.end(), figure) == names.end());
    }
}

TEST_CASE("an area layer may not take a property's name", "[publish]")
{
    HotspotList list;
    list.hotspots = {spot()};
    auto clashing = layers();
    clashing[0].name = "rank";
    CHECK_THROWS_AS(publish(list, clashing, 27700, info(), {}), ConfigError);
}

TEST_CASE("area outlines carry their name and area", "[publish]")
{
    AreaLayer layer;
    layer.name = "command";
    layer.areas = {{"Northern </script>", "northern-script", square(0, 0, 2000)}};
    const auto outlines = publish_areas(layer, 27700, info(), {});
    REQUIRE(outlines.features().size() == 1);
    CHECK(names_of(outlines.features()[0]) == std::vector<std::string>{"layer", "name", "area_km2"});
    CHECK(value_of<double>(outlines.features()[0], "area_km2") == 4);
}
