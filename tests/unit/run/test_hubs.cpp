// SPDX-License-Identifier: MIT
#include "hubs_run.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace harmspot;
using Catch::Matchers::Contains;

namespace
{

/// Names of the plan's sites by role.
std::set<std::string> sites(const TwoTowns& towns, const std::string& role, const std::string& out = "out")
{
    std::set<std::string> names;
    const auto layer = towns.json("plan/next_hubs.geojson", out);
    for (const auto& feature : layer["features"]) {
        if (feature["properties"]["role"] == role) {
            names.insert(feature["properties"]["name"].get<std::string>());
        }
    }
    return names;
}

nlohmann::json site(const TwoTowns& towns, const std::string& name)
{
    const auto layer = towns.json("plan/next_hubs.geojson");
    for (const auto& feature : layer["features"]) {
        if (feature["properties"]["name"] == name) {
            return feature;
        }
    }
    return {};
}

} // namespace

TEST_CASE("the next hub goes to the town that has none", "[hubs]")
{
    const TwoTowns towns;
    static_cast<void>(towns.run(TwoTowns::plan()));
    CHECK(sites(towns, "existing") == std::set<std::string>{"West Hub"});
    CHECK(sites(towns, "chosen") == std::set<std::string>{"Library"});
    CHECK(sites(towns, "candidate") == std::set<std::string>{"Annex", "Barn"});
    const auto library = site(towns, "Library");
    CHECK(library["geometry"]["type"] == "Point");
    const auto& properties = library["properties"];
    CHECK(properties["incidents_newly_within_reach"] == 20);
    CHECK(properties["newly_within_reach"] == 200);
    CHECK(properties["demand_served"] == 200);
    CHECK(properties["demand_unit"] == "days");
    CHECK(properties["gain_rank"] == 1);
    CHECK(properties["authority"] == "East");
    CHECK(properties["chosen_share"] == 1);
    CHECK(properties["cost"] == 100);

    const auto entry = towns.json("manifest.json")["hubs"][0];
    CHECK(entry["status"] == "proven");
    CHECK(entry["gap"] == 0);
    CHECK(entry["inputs"][0]["path"] == "sites.csv");
    CHECK(entry["open"].size() == 2);
    // West Hub's catchment is West alone: the border is the authority's, not the middle line's.
    const auto catchments = towns.json("plan/next_catchments.geojson");
    REQUIRE(catchments["features"].size() == 2);
    CHECK(towns.json("plan/next_gaps.geojson")["features"].empty()); // all within 2 km of a hub
}

TEST_CASE("what a plan writes is what check says it would", "[hubs]")
{
    const TwoTowns towns;
    static_cast<void>(towns.run(TwoTowns::plan()));
    const auto files = towns.files();
    std::size_t found = 0;
    const auto manifest = towns.json("manifest.json");
    for (const auto& output : manifest["outputs"]) {
        const auto path = output["path"].get<std::string>();
        CHECK(files.contains(path));
        found += path.starts_with("plan/") ? 1U : 0U;
    }
    CHECK(found == 14); // 3 layers, 5 tables with metadata, the paper
    const auto areas = files.at("plan/next_areas.csv");
    CHECK_THAT(areas, Contains("East,before the plan,0,0,0\r\nEast,newly by the plan,20,200,1\r\n"));
    CHECK_THAT(areas, Contains("West,before the plan,30,300,1\r\n"));
    CHECK_THAT(files.at("plan/next_curve.csv"), Contains("0,30,300,0,,proven,0,\r\n1,50,500,"));
}

TEST_CASE("the same bytes on one thread and on four, and without candidates a lattice", "[hubs]")
{
    const TwoTowns towns;
    const auto plan = TwoTowns::plan("lattice_m = 100\nnew_hubs = 2\n", "");
    static_cast<void>(towns.run(plan, "one", {}, 1));
    static_cast<void>(towns.run(plan, "four", {}, 4));
    auto one = towns.files("one");
    auto four = towns.files("four");
    one.erase("timings.json");
    four.erase("timings.json");
    CHECK(one == four);
    CHECK(sites(towns, "candidate", "one").size() > 10);
    for (const auto& name : sites(towns, "chosen", "one")) {
        CHECK_THAT(name, Contains("Street, NZ ")); // called after its incidents
    }
}

TEST_CASE("the options paper is two pages, without script, and escapes what it is given", "[hubs]")
{
    const TwoTowns towns;
    towns.write("sites.csv", "name,easting,northing\n\"<script>alert(1)</script> & \"\"Sons\"\"\",435100,565000\n");
    static_cast<void>(towns.run(TwoTowns::plan("title = \"<b>Next</b>\"\n")));
    const auto paper = towns.files().at("plan/next_hubs.html");
    CHECK_THAT(paper, Contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Sons&quot;"));
    CHECK_THAT(paper, !Contains("<script"));
    CHECK_THAT(paper, !Contains("<b>Next</b>"));
    CHECK_THAT(paper, Contains("default-src 'none'"));
    CHECK_THAT(paper, !Contains("http://") && !Contains("https://"));
    CHECK_THAT(paper, Contains("OFFICIAL-SENSITIVE"));
    CHECK_THAT(paper,
               Contains("By the least harm × distance to the nearest hub (p-median), no other choice does better"));
    CHECK_THAT(paper, Contains("60.0 %") && Contains("100.0 %")); // of the harm within reach before and after
}

TEST_CASE("the public profile holds back what rests on few incidents", "[hubs]")
{
    const TwoTowns towns;
    // One more candidate in reach of three lonely incidents.
    towns.write("incidents.csv", towns.files("").at("incidents.csv") +
                                     "q1,8N,2024-03-01,431000,561000,Lane\nq2,8N,2024-03-02,431000,561000,Lane\n"
                                     "q3,8N,2024-03-03,431000,561000,Lane\n");
    towns.write("sites.csv", "name,easting,northing\nLibrary,435100,565000\nLane,431000,561000\n");
    static_cast<void>(towns.run(TwoTowns::plan(), "out", {"publish.profile=public"}));
    const auto lane = site(towns, "Lane")["properties"];
    CHECK(!lane.contains("newly_within_reach"));
    CHECK(!lane.contains("incidents_newly_within_reach"));
    CHECK(site(towns, "Library")["properties"]["incidents_newly_within_reach"] == 20);
    CHECK(towns.json("plan/next_gaps.geojson")["features"].empty());
    CHECK_THAT(towns.files().at("plan/next_hubs.html"), Contains("under 5"));
}

TEST_CASE("plans that cannot be met name the constraint", "[hubs]")
{
    const TwoTowns towns;
    CHECK(towns.stops(TwoTowns::plan("new_hubs = 4\n")) ==
          "[[hubs]] 'next' cannot be met. What breaks is the number of hubs: 4 new ones are asked for and there are 3 "
          "candidates");
    CHECK_THAT(
        towns.stops(TwoTowns::plan("new_hubs = 2\nbudget = 100\n")),
        Contains("What breaks is the budget: the 2 cheapest candidates cost 130 together, and the budget is 100"));
    CHECK_THAT(towns.stops(TwoTowns::plan("model = \"max_cover\"\nleast_covered_share = 0.5\nreach_m = 50\n")),
               Contains("What breaks is the least covered share per area: with every candidate open"));
    towns.write("sites.csv", "name,easting,northing\nAnnex,425300,565000\n");
    CHECK_THAT(towns.stops(TwoTowns::plan("one_per_area = true\n")),
               Contains("What breaks is the one hub per area: no candidate lies in East"));
}

TEST_CASE("an option elsewhere: what a second hub in the other town would cost", "[hubs]")
{
    const TwoTowns towns;
    static_cast<void>(towns.run(TwoTowns::plan()));
    const auto files = towns.files();
    // Library in East is the choice; Annex in West saves its 30 incidents a little, so the plan falls behind by much.
    const auto options = files.at("plan/next_options.csv");
    CHECK_THAT(options, Contains("\r\n1,choice,0,Library,435100,565000,20,200\r\n"));
    CHECK_THAT(options, Contains(",best with a hub in West,") && Contains(",Annex,425300,565000,0,0\r\n"));
    const auto by_area = files.at("plan/next_option_areas.csv");
    CHECK_THAT(by_area, Contains("1,East,20,200\r\n1,West,0,0\r\n2,East,0,0\r\n2,West,0,0\r\n"));
    CHECK(site(towns, "Library")["properties"]["options"] == "1");
    CHECK(site(towns, "Annex")["properties"]["options"] == "2");
    CHECK(!site(towns, "Barn")["properties"].contains("options"));
    CHECK_THAT(files.at("plan/next_hubs.html"),
               Contains("Elsewhere: the best that puts a new hub in another authority"));
}

TEST_CASE("capacity below the demand is a stated result", "[hubs]")
{
    const TwoTowns towns;
    towns.write("sites.csv", "name,easting,northing,capacity\nLibrary,435100,565000,150\n");
    auto plan = TwoTowns::plan();
    plan += "capacity = 100\n";
    static_cast<void>(towns.run(plan));
    const auto statements = towns.json("manifest.json")["hubs"][0]["statements"].dump();
    CHECK_THAT(statements, Contains("Open hubs serve 250 of 500 days; the rest is beyond their capacity or reach."));
}

TEST_CASE("no demand stops the run and says why", "[hubs]")
{
    const TwoTowns towns;
    towns.write("harm.csv", "code,weight,unit,source,vintage\n8N,0,days,invented,2024\n");
    CHECK_THAT(towns.stops(TwoTowns::plan()), Contains("there is no demand: all its incidents weigh 0"));
}

TEST_CASE("an existing hub outside the study area is told, one far outside stops the run", "[hubs]")
{
    const TwoTowns towns;
    auto plan = TwoTowns::plan("serves = \"anyone\"\n");
    plan += "[[hubs.existing]]\nname = \"Over the border\"\neasting = 441000\nnorthing = 565000\n";
    const auto summary = towns.run(plan);
    CHECK(std::find(summary.warnings.begin(), summary.warnings.end(),
                    "[[hubs]] 'next': the existing hub 'Over the border' lies outside the study area; what it serves "
                    "inside still counts.") != summary.warnings.end());
    plan += "[[hubs.existing]]\nname = \"Swapped\"\neasting = 565000\nnorthing = 425000\n";
    CHECK_THAT(towns.stops(plan, "again"), Contains("'Swapped' at 565000, 425000 lies more than 50 km outside"));
}

TEST_CASE("postcodes need a lookup, and unknown ones are named", "[hubs]")
{
    const TwoTowns towns;
    towns.write("sites.csv", "name,postcode\nLibrary,NE6 1AA\nAnnex,ne1 1aa\nHall,ZZ9 9ZZ\n");
    CHECK_THAT(towns.stops(TwoTowns::plan()), Contains("has postcodes, which need a lookup"));
    towns.write("codes.csv", "postcode,easting,northing\nNE61AA,435100,565000\nNE1 1AA,425300,565000\n");
    CHECK_THAT(towns.stops(TwoTowns::plan("postcodes = \"codes.csv\"\n")),
               Contains("1 of 3 postcodes are not in codes.csv: ZZ9 9ZZ (line 4)"));
    towns.write("sites.csv", "name,postcode\nLibrary,NE6 1AA\nAnnex,ne1 1aa\n");
    static_cast<void>(towns.run(TwoTowns::plan("postcodes = \"codes.csv\"\n")));
    CHECK(sites(towns, "chosen") == std::set<std::string>{"Library"});
}

TEST_CASE("a table of distances: missing pairs stop the run or cannot serve", "[hubs]")
{
    const TwoTowns towns;
    towns.write("lsoa.csv", "code,easting,northing\nW1,425000,565000\nE1,435000,565000\n");
    const std::string centroids = "centroids = \"lsoa.csv\"\ndistances = \"far.csv\"\nserves = \"anyone\"\n";
    towns.write("far.csv", "from,to,distance\nW1,West Hub,100\nW1,Library,12000\nW1,Barn,16000\nW1,Annex,300\n"
                           "E1,West Hub,9000\nE1,Library,200\nE1,Annex,11000\n");
    CHECK_THAT(towns.stops(TwoTowns::plan(centroids)),
               Contains("far.csv: 1 of 8 pairs are missing, the first from 'E1' to 'Barn'"));
    static_cast<void>(towns.run(TwoTowns::plan(centroids + "missing_pairs = \"cannot_serve\"\n")));
    CHECK(sites(towns, "chosen") == std::set<std::string>{"Library"});
    CHECK(towns.json("manifest.json")["hubs"][0]["objective"] == 300 * 100 + 200 * 200);
}

TEST_CASE("a multiplier joined by code moves the choice", "[hubs]")
{
    const TwoTowns towns;
    towns.write("lsoa.csv", "code,easting,northing\nW1,425000,565000\nE1,435000,565000\n");
    towns.write("need.csv", "code,need\nE1,0.5\nW1,3\n");
    const auto plan = TwoTowns::plan("centroids = \"lsoa.csv\"\nserves = \"anyone\"\ndetour_factor = 1\n") +
                      "[[hubs.multiplier]]\nfile = \"need.csv\"\nvalue = \"need\"\n";
    static_cast<void>(towns.run(plan));
    CHECK(site(towns, "Library")["properties"]["newly_within_reach"] == 100); // 200 days, halved
    CHECK(site(towns, "Library")["properties"]["demand_unit"] == "weighted days");
}

TEST_CASE("mistakes in [[hubs]] are told with their place and the nearest name", "[hubs][config]")
{
    const TwoTowns towns;
    const auto problem = [&](const std::string& more) {
        try {
            static_cast<void>(towns.config(TwoTowns::plan(more)));
        } catch (const ConfigError& error) {
            return std::string(error.what());
        }
        return std::string("(none)");
    };
    CHECK_THAT(problem("new_hub = 1\n"), Contains("unknown key 'new_hub' in [[hubs]]; did you mean 'new_hubs'?"));
    CHECK_THAT(problem("themes = [\"violense\"]\n"),
               Contains("no [[theme]] is called 'violense'; did you mean 'violence'?"));
    CHECK_THAT(problem("theme_weights = { violence = \"much\" }\n"), Contains("must be a number from 0 to 1000000"));
    CHECK_THAT(problem("authority = \"autority\"\n"),
               Contains("no [[areas]] layer is called so; did you mean 'authority'?"));
    CHECK_THAT(problem("full_reach_m = 3000\n"), Contains("must be under reach_m, 2000"));
    CHECK_THAT(problem("model = \"set_cover\"\nnew_hubs = 2\n"), Contains("finds the number of hubs itself"));
    CHECK_THAT(problem("crossings = \"b.gpkg\"\n"), Contains("crossings are of barriers, and none are given"));
}
