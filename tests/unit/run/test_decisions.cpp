// SPDX-License-Identifier: MIT
#include "small_force.hpp"

#include "harmspot/error.hpp"

#include <algorithm>
#include <functional>

using namespace harmspot;

namespace
{

constexpr const char* kHeader = "place,action,value,reason,initials,date,theme\n";
constexpr const char* kSection = "[decisions]\nfile = \"decisions.csv\"\n";

/// Makes the run that a decisions file asks for; "home" is at NZ 240 640, "new" at NZ 260 635.
void run_with(const SmallForce& force, const std::string& rows, const std::string& out, const std::string& more = "")
{
    force.write("decisions.csv", kHeader + rows);
    force.run(force.config(kSection + more), out);
}

std::string problem_of(const SmallForce& force, const std::string& rows)
{
    try {
        run_with(force, rows, "bad");
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

std::vector<std::string> places_of(const SmallForce& force, const std::string& file)
{
    std::vector<std::string> places;
    const auto layer = force.json(file);
    for (const auto& feature : layer["features"]) {
        places.push_back(feature["properties"]["place"]);
    }
    return places;
}

} // namespace

TEST_CASE("a dropped place leaves the list, moves others up, and stays in the totals", "[decisions]")
{
    const SmallForce force;
    force.run(force.config(""), "before");
    run_with(force, "NZ 240 640,drop,,custody suite address,AB,2026-11-02,\n", "out");
    const auto before = force.json("before/burglary/kde_hotspots.geojson")["features"];
    const auto after = force.json("out/burglary/kde_hotspots.geojson")["features"];
    REQUIRE(before.size() == 2);
    REQUIRE(after.size() == 1);
    CHECK(after[0]["properties"]["rank"] == 1);
    CHECK(after[0]["properties"]["harm_rank"] == 1);
    CHECK(after[0]["properties"]["command"] == "East");
    // Shares are still of everything.
    const auto same = before[0]["properties"]["command"] == "East" ? before[0] : before[1];
    CHECK(after[0]["properties"]["harm_share"] == same["properties"]["harm_share"]);
    CHECK(force.json("out/manifest.json")["themes"] == force.json("before/manifest.json")["themes"]);
    const auto table = bytes_of(force.path("out/tables/left_out.csv"));
    CHECK(table.find("custody suite address,AB,2026-11-02") != std::string::npos);
    CHECK(bytes_of(force.path("out/index.html")).find("Left out by analyst: custody suite address") !=
          std::string::npos);
    CHECK(force.json("out/manifest.json")["decisions"]["rows"][0]["met"].get<int>() >= 1);
    // The pack of the other command does not hear of it.
    const auto east = bytes_of(force.path("out/packs/command/east/index.html"));
    CHECK(east.find("custody") == std::string::npos);
    CHECK(bytes_of(force.path("out/packs/command/west/index.html")).find("custody") != std::string::npos);
}

TEST_CASE("a place gets the analyst's name and note", "[decisions]")
{
    const SmallForce force;
    const auto id = [&] {
        force.run(force.config(""), "before");
        return force.spot("before/burglary/kde_hotspots.geojson", "West")["id"].get<std::string>();
    }();
    run_with(force,
             "nz240640,rename,\"The Parade, west end\",agreed at tasking,AB,2026-11-02,\n" + id +
                 ",note,,new lighting from May,CD,2026-11-03,\n",
             "out");
    const auto home = force.spot("out/burglary/kde_hotspots.geojson", "West");
    CHECK(home["place"] == "The Parade, west end");
    CHECK_FALSE(home.contains("place_share")); // of what the data call the place
    CHECK(home["note"] == "new lighting from May (CD, 2026-11-03)");
    CHECK(home["id"] == id);
    CHECK_FALSE(force.spot("out/burglary/kde_hotspots.geojson", "East").contains("note"));
}

TEST_CASE("two places become one, which holds what both held", "[decisions]")
{
    const SmallForce force;
    force.run(force.config(""), "before");
    run_with(force, "NZ 240 640,merge,NZ 260 635,one problem,AB,2026-11-02,burglary\n", "out");
    const auto before = force.json("before/burglary/kde_hotspots.geojson")["features"];
    const auto after = force.json("out/burglary/kde_hotspots.geojson")["features"];
    REQUIRE(after.size() == 1);
    const auto& one = after[0]["properties"];
    CHECK(one["incidents"] ==
          before[0]["properties"]["incidents"].get<int>() + before[1]["properties"]["incidents"].get<int>());
    CHECK(one["area_km2"].get<double>() ==
          Approx(before[0]["properties"]["area_km2"].get<double>() + before[1]["properties"]["area_km2"].get<double>())
              .epsilon(1e-4));
    CHECK(one["rank"] == 1);
    // In a pack, which sees one of them alone, there is nothing to merge.
    CHECK(force.json("out/packs/command/east/burglary_kde_hotspots.geojson")["features"].size() == 1);
}

TEST_CASE("a decision for one theme leaves the others alone", "[decisions]")
{
    const SmallForce force;
    run_with(force, "NZ 263 645,rename,The Square,agreed,AB,2026-11-02,burglary\n", "out");
    const auto places = places_of(force, "out/violence/kde_hotspots.geojson");
    CHECK(std::find(places.begin(), places.end(), "The Square") == places.end());
    // It met nothing, and that is said.
    const auto warnings = force.json("out/manifest.json")["warnings"].dump();
    CHECK(warnings.find("decisions.csv:2: rename of NZ 263 645 (agreed, AB, 2026-11-02) meets no hotspot") !=
          std::string::npos);
    run_with(force, "NZ 263 645,rename,The Square,agreed,AB,2026-11-02,violence\n", "again");
    const auto renamed = places_of(force, "again/violence/kde_hotspots.geojson");
    CHECK(std::find(renamed.begin(), renamed.end(), "The Square") != renamed.end());
}

TEST_CASE("the public is told of no decision", "[decisions]")
{
    const SmallForce force;
    run_with(force,
             "NZ 240 640,drop,,refuge address,AB,2026-11-02,\n"
             "NZ 230 630,drop,,safe house,AB,2026-11-02,\n",
             "out", "[publish]\nprofile = \"public\"\n");
    CHECK(force.json("out/burglary/kde_hotspots.geojson")["features"].size() == 1);
    for (const auto& [name, bytes] : files_in(force.path("out"))) {
        CAPTURE(name);
        CHECK(bytes.find("refuge") == std::string::npos);
        CHECK(bytes.find("safe house") == std::string::npos);
    }
}

TEST_CASE("a file of decisions without any is fine, and hostile words stay words", "[decisions]")
{
    const SmallForce force;
    run_with(force, "", "none");
    CHECK(force.json("none/burglary/kde_hotspots.geojson")["features"].size() == 2);
    run_with(force, "NZ 240 640,drop,,</script><img onerror=x>,=HYPERLINK(1),2026-11-02,\n", "hostile");
    const auto page = bytes_of(force.path("hostile/index.html"));
    CHECK(page.find("</script><img") == std::string::npos);
    CHECK(page.find("<img onerror") == std::string::npos);
    CHECK(bytes_of(force.path("hostile/tables/left_out.csv")).find(",=HYPERLINK") == std::string::npos);
}

TEST_CASE("decisions that cannot be understood stop the run and say where", "[decisions]")
{
    const SmallForce force;
    const auto at = [](const std::string& text) { return "decisions.csv:2: " + text; };
    CHECK(problem_of(force, "NZ 240 640,remove,,r,AB,2026-11-02,\n") ==
          at("action 'remove' is not one of drop, rename, merge, note"));
    CHECK(problem_of(force, "The Parade,drop,,r,AB,2026-11-02,\n") ==
          at("'The Parade' is no place: give a grid reference such as NZ 245 643, or a hotspot's id"));
    CHECK(problem_of(force, "NZ 240 640,drop,,,AB,2026-11-02,\n") ==
          at("reason is blank; every decision says where, what, why, by whom and when"));
    CHECK(problem_of(force, "NZ 240 640,drop,,r,AB,2 Nov 2026,\n") ==
          at("date '2 Nov 2026' is no day written like 2026-11-27"));
    CHECK(problem_of(force, "NZ 240 640,drop,,r,AB,2026-02-30,\n") ==
          at("date '2026-02-30' is no day written like 2026-11-27"));
    CHECK(problem_of(force, "NZ 240 640,rename,,r,AB,2026-11-02,\n") ==
          at("rename needs the new name in the column value"));
    CHECK(problem_of(force, "NZ 240 640,merge,,r,AB,2026-11-02,\n") ==
          at("merge needs the other place in the column value"));
    CHECK(problem_of(force, "NZ 240 640,drop,,r,AB,2026-11-02,arson\n") ==
          at("theme 'arson' is not one of the config's; leave it blank for all"));
    CHECK(problem_of(force, "burglary-kde-nz240640,drop,,r,AB,2026-11-02,violence\n") ==
          at("the id is one of theme 'burglary', and the column theme says 'violence'"));
    CHECK_FALSE(std::filesystem::exists(force.path("bad")));
    force.write("decisions.csv", "place,action,reason,initials\nx,y,z,a\n");
    CHECK_THROWS_WITH(force.run(force.config(kSection), "bad"), Catch::Contains("date"));
}
