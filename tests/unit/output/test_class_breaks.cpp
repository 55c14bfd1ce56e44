// SPDX-License-Identifier: MIT
#include "harmspot/class_breaks.hpp"

#include "output/layer_style.hpp"
#include "scratch.hpp"
#include "source_dir.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace harmspot;

namespace
{

/// One hotspot of 1 km² for each harm, in days.
PublishableLayer layer_of(const std::vector<double>& harms, bool with_quarter = false, bool equal = false)
{
    HotspotList list;
    std::uint32_t rank = 0;
    for (const double harm : harms) {
        Hotspot h;
        h.id = "burglary-kde-" + std::to_string(++rank);
        h.shape = square(424000 + rank * 1000.0, 564000, 1000);
        h.rank = h.harm_rank = h.incidents_rank = rank;
        h.incidents = static_cast<std::uint64_t>(harm);
        h.harm = harm;
        h.area_km2 = 1;
        list.hotspots.push_back(h);
    }
    if (with_quarter) {
        auto quarter = list.hotspots.front();
        quarter.outline = "quarter";
        quarter.harm = 1e6;
        list.hotspots.push_back(quarter);
    }
    ProductInfo info;
    info.theme = "burglary";
    info.entry = "kde";
    info.method = "kde";
    info.version = "harm";
    info.harm_unit = "days";
    info.harm_equals_count = equal;
    return publish(list, {}, 27700, info, {});
}

std::vector<std::string> labels(const ClassBreaks& made)
{
    std::vector<std::string> out;
    for (const auto& one : made.classes) {
        out.push_back(std::string(one.kind) + ": " + one.label);
    }
    return out;
}

using Labels = std::vector<std::string>;

} // namespace

TEST_CASE("hotspots are coloured by thirds of their list, the breaks as a legend says them", "[class_breaks]")
{
    const auto made = class_breaks(layer_of({900, 800, 512, 437, 300, 204, 190, 150, 120}));
    CHECK(made.property == "harm_per_km2");
    CHECK(made.unit == "days of harm per km²");
    CHECK(made.breaks == std::vector<double>{200, 510}); // of 204 and 512, the fourth and the seventh of nine
    CHECK(labels(made) == Labels{"low: under 200", "mid: 200 to 510", "high: 510 and over"});
    CHECK(labels(class_breaks(layer_of({12345, 2345, 1234}))) ==
          Labels{"low: under 2,300", "mid: 2,300 to 12,000", "high: 12,000 and over"});
}

TEST_CASE("no class is empty, down to one hotspot and none", "[class_breaks]")
{
    CHECK(class_breaks(layer_of({})).classes.empty());
    CHECK(labels(class_breaks(layer_of({1234}))) == Labels{"high: about 1,200"});
    CHECK(labels(class_breaks(layer_of({1260}))) == Labels{"high: about 1,200"});
    CHECK(labels(class_breaks(layer_of({70, 70, 70, 70}))) == Labels{"high: about 70"});
    CHECK(labels(class_breaks(layer_of({70, 70, 10}))) == Labels{"low: under 70", "high: 70 and over"});
    for (std::size_t n = 1; n < 60; ++n) { // whatever the list, every class holds a hotspot
        std::vector<double> harms;
        for (std::size_t i = 0; i < n; ++i) {
            harms.push_back(static_cast<double>((i * 7919 + n * 104729) % 1000 + 1) / (n % 3 == 0 ? 37 : 1));
        }
        const auto made = class_breaks(layer_of(harms));
        REQUIRE(made.classes.size() == made.breaks.size() + 1);
        std::vector<int> held(made.classes.size(), 0);
        for (const double harm : harms) {
            ++held[static_cast<std::size_t>(
                std::count_if(made.breaks.begin(), made.breaks.end(), [harm](double at) { return harm >= at; }))];
        }
        INFO("list of " << n);
        CHECK(std::count(held.begin(), held.end(), 0) == 0);
    }
}

TEST_CASE("where harm is a count the classes are of incidents, and quarter outlines have no part in them",
          "[class_breaks]")
{
    const auto made = class_breaks(layer_of({90, 60, 30}, true, true));
    CHECK(made.property == "incidents_per_km2");
    CHECK(made.unit == "incidents per km²");
    CHECK(labels(made) == Labels{"low: under 60", "mid: 60 to 90", "high: 90 and over"});
    CHECK(labels(class_breaks(layer_of({90, 60, 30}, true))) == labels(class_breaks(layer_of({90, 60, 30}))));
}

TEST_CASE("breaks under one keep their two digits and no more", "[class_breaks]")
{
    CHECK(class_breaks(layer_of({0.3333, 0.2222, 0.1111})).breaks == std::vector<double>{0.22, 0.33});
}

TEST_CASE("the map page has the colours of the GIS styles", "[class_breaks]")
{
    const auto css = bytes_of(source_dir() + "/web/map/page.css");
    for (const auto& [name, fill] : {std::pair{"--low: ", kLowFill}, std::pair{"--mid: ", kMidFill},
                                     std::pair{"--high: ", kHighFill}, std::pair{"--edge: ", kEdgeLine}}) {
        CHECK_THAT(css, Catch::Contains(name + std::string(fill)));
    }
}

TEST_CASE("QML and SLD draw the classes of the page, and quarter outlines only where there are any", "[style]")
{
    const auto plain = hotspot_style(layer_of({900, 512, 204}));
    REQUIRE(plain.rules.size() == 3);
    CHECK_THAT(qml(plain), Catch::Contains("filter=\"&quot;harm_per_km2&quot; &gt;= 510 AND &quot;harm_per_km2&quot; "
                                           "&lt; 900\"") &&
                               Catch::Contains("label=\"510 to 900 days of harm per km²\"") &&
                               Catch::Contains("v=\"221,138,75,184\"") && !Catch::Contains("quarter"));
    CHECK_THAT(sld(plain, "a & b"), Catch::Contains("<se:Name>a &amp; b</se:Name>") && Catch::Contains("#dd8a4b") &&
                                        !Catch::Contains("quarter"));
    const auto both = hotspot_style(layer_of({900, 512, 204}, true));
    REQUIRE(both.rules.size() == 4);
    CHECK_THAT(qml(both), Catch::Contains("&quot;outline&quot; = &apos;quarter&apos;"));
    CHECK_THAT(sld(both, "a"), Catch::Contains("<ogc:PropertyIsEqualTo><ogc:PropertyName>outline</ogc:PropertyName>"
                                               "<ogc:Literal>quarter</ogc:Literal></ogc:PropertyIsEqualTo>"));
    CHECK(hotspot_style(layer_of({})).rules.size() == 1);
}

TEST_CASE("what a unit says cannot break out of a style", "[style]")
{
    HotspotList list;
    for (const auto& hostile : hostile_names()) {
        Hotspot h;
        h.shape = square(424000, 564000, 1000);
        h.rank = 1;
        h.incidents = 10;
        h.harm = 10;
        h.area_km2 = 1;
        list.hotspots = {h};
        ProductInfo info;
        info.entry = info.method = "kde";
        info.version = "harm";
        info.harm_unit = hostile;
        const auto style = hotspot_style(publish(list, {}, 27700, info, {}));
        for (const auto& xml : {qml(style), sld(style, hostile)}) {
            CHECK_THAT(xml, !Catch::Contains("<script") && !Catch::Contains("<b>") && !Catch::Contains("\a") &&
                                !Catch::Contains(std::string(1, '\0')));
        }
    }
}
