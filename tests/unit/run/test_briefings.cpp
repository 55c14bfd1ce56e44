// SPDX-License-Identifier: MIT
#include "small_force.hpp"

#include <algorithm>

using namespace harmspot;

namespace
{

std::size_t count_of(const std::string& text, const std::string& part)
{
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) {
        ++count;
    }
    return count;
}

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a briefing is a page for each theme, marked at top and bottom, without a script", "[briefing]")
{
    const SmallForce force;
    force.run(force.config("[publish]\nmarking = \"OFFICIAL-TEST\"\n"), "out");
    const auto text = bytes_of(force.path("out/briefing.html"));
    CHECK(count_of(text, "<section class=\"sheet\">") == 2);
    CHECK(count_of(text, "<p class=\"marking\">OFFICIAL-TEST</p>") == 4);
    CHECK_FALSE(contains(text, "<script"));
    CHECK_FALSE(contains(text, "http://"));
    CHECK_FALSE(contains(text, "https://"));
    CHECK(contains(text, "default-src &#39;none&#39;"));
    CHECK(contains(text, "burglary, December 2024: 25; December 2023: 13. No clear change."));
    CHECK(contains(text, "For the meeting"));
    CHECK(contains(text, "A place being listed says nothing about the people who live there."));
    CHECK(contains(text, "Weights: harm.csv, 2024, in days."));
    CHECK(count_of(text, "<svg") >= 2);
}

TEST_CASE("a pack's briefing is of its own area alone", "[briefing]")
{
    const SmallForce force;
    auto rows = force.rows();
    force.run(force.config(""), "out");
    const auto east = bytes_of(force.path("out/packs/command/east/briefing.html"));
    CHECK(contains(east, "East command only"));
    CHECK_FALSE(contains(east, "West"));
    // Each place of the pack's list, with its rank, is in its table.
    const auto layer = force.json("out/packs/command/east/burglary_kde_hotspots.geojson");
    for (const auto& feature : layer["features"]) {
        CHECK(contains(east, feature["properties"]["place"].get<std::string>()));
    }
}

TEST_CASE("a briefing tells of what analysts left out and of rows without a position", "[briefing]")
{
    const SmallForce force;
    auto rows = force.rows();
    rows.push_back("2024-03-05,28E,Burglary,,");
    rows.push_back("2024-03-06,28E,Burglary,,");
    force.write_rows(rows);
    force.write("decisions.csv",
                "place,action,reason,initials,date\nNZ 240 640,drop,<b>custody</b> desk,AB,2026-11-02\n");
    force.run(force.config("[decisions]\nfile = \"decisions.csv\"\n"), "out");
    const auto text = bytes_of(force.path("out/briefing.html"));
    CHECK(contains(text, "Without a position: 2 incidents of this theme."));
    CHECK(contains(text, "Left out by analyst: &lt;b&gt;custody&lt;/b&gt; desk"));
    CHECK_FALSE(contains(text, "<b>custody"));
    const auto west = bytes_of(force.path("out/packs/command/west/briefing.html"));
    CHECK(contains(west, "figures: 2 incidents of this theme in the whole force"));
}

TEST_CASE("no briefing where none is wanted, and one without the map page", "[briefing]")
{
    const SmallForce force;
    auto config = force.config("");
    config.output.briefing = false;
    force.run(config, "none");
    CHECK_FALSE(std::filesystem::exists(force.path("none/briefing.html")));
    CHECK(std::filesystem::exists(force.path("none/index.html")));
    config.output.briefing = true;
    config.output.map = false;
    force.run(config, "alone");
    CHECK(std::filesystem::exists(force.path("alone/packs/command/east/briefing.html")));
    CHECK_FALSE(std::filesystem::exists(force.path("alone/index.html")));
}

TEST_CASE("a theme without a hotspot has a page that says so", "[briefing]")
{
    const SmallForce force;
    force.run(force.config("", "method = \"kde\"\nbandwidth_m = 150\ncell_m = 25\narea_share = 0.02\n"
                               "least_places = 5000\n"),
              "out");
    const auto text = bytes_of(force.path("out/briefing.html"));
    CHECK(count_of(text, "<section class=\"sheet\">") == 2);
    CHECK(contains(text, "no place stands out"));
    CHECK(contains(text, "Nothing here meets what a hotspot must have"));
}
