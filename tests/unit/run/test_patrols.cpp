// SPDX-License-Identifier: MIT
#include "patrols_run.hpp"

#include "run/is_violence.hpp"
#include "run/patrol_inputs.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>

using namespace harmspot;

namespace
{

bool says(const nlohmann::json& product, const std::string& text)
{
    const auto& statements = product["statements"];
    return std::any_of(statements.begin(), statements.end(), [&](const auto& statement) {
        return statement.template get<std::string>().find(text) != std::string::npos;
    });
}

} // namespace

TEST_CASE("a night's patrols: places where the street violence is, and visits to them", "[patrols]")
{
    const NightTown town;
    static_cast<void>(town.run(kNightShift));
    const auto places = town.json("plan/patrols.geojson");
    REQUIRE(places["features"].size() == 5);
    CHECK(places["features"][0]["properties"]["command"] == "East");
    CHECK(places["features"][1]["properties"]["place"] == "High Street");
    CHECK(places["features"][1]["properties"]["incidents"] == 40);
    CHECK(places["features"][1]["properties"]["harm"] == 400);
    CHECK(places["features"][1]["properties"]["harm_share"] == 0.4);
    CHECK(places["features"][1]["geometry"]["type"] == "Polygon");
    std::uint64_t held = 0;
    for (const auto& feature : places["features"]) {
        held += feature["properties"]["incidents"].get<std::uint64_t>();
    }
    CHECK(held == 125);

    const auto visits = town.json("plan/patrols_visits.geojson");
    std::map<std::string, std::uint64_t> by_place;
    for (const auto& visit : visits["features"]) {
        CHECK(visit["geometry"]["type"] == "Point");
        ++by_place[visit["properties"]["place_id"].get<std::string>()];
    }
    for (const auto& feature : places["features"]) {
        const auto& properties = feature["properties"];
        CHECK(by_place[properties["id"].get<std::string>()] == properties["visits"].get<std::uint64_t>());
        CHECK(properties["visits"] >= 1);
    }
    const auto routes = town.json("plan/patrols_routes.geojson");
    REQUIRE(routes["features"].size() == 2); // a unit each
    CHECK(routes["features"][1]["geometry"]["type"] == "LineString");
    CHECK(routes["features"][1]["properties"]["unit"] == 1);
}

TEST_CASE("incidents in homes are left out and their number is told everywhere", "[patrols]")
{
    const NightTown town;
    const auto summary = town.run(kNightShift);
    const std::string left_out =
        "Left out, because no patrol meets them: 80 of 205 incidents (50 domestic, 30 more in dwellings).";
    for (const std::string file : {"patrols.geojson", "patrols_visits.geojson", "patrols_routes.geojson"}) {
        CHECK(says(town.json("plan/" + file), left_out));
    }
    const auto manifest = town.json("manifest.json");
    CHECK(manifest["patrols"]["left_out"]["domestic"] == 50);
    CHECK(manifest["patrols"]["left_out"]["dwellings"] == 30);
    CHECK(std::any_of(summary.lines.begin(), summary.lines.end(), [](const std::string& line) {
        return line == "Patrols: 80 of 205 incidents left out as domestic or in dwellings";
    }));
    for (const auto& [path, bytes] : town.files()) {
        if (path.find("patrols") != std::string::npos) {
            CHECK(bytes.find("Hidden Close") == std::string::npos);
        }
    }
    // West's own pack tells of West: 80 of its 180; East had none.
    CHECK(says(town.json("packs/command/west/patrols.geojson"), "80 of 180 incidents"));
    CHECK(says(town.json("packs/command/east/patrols.geojson"), "0 of 25 incidents"));
}

TEST_CASE("dwellings of a theme can be kept, and its products then say so", "[patrols]")
{
    const NightTown town;
    static_cast<void>(town.run(kNightShift + "keep_dwellings_of = [\"violence\"]\n"));
    const auto places = town.json("plan/patrols.geojson");
    CHECK(says(places, "30 more in dwellings") == false);
    CHECK(says(places, "Includes incidents in homes. Not suitable for patrol."));
    CHECK(places["features"].size() == 6);
}

TEST_CASE("violence that cannot be told from what happens in homes is refused", "[patrols]")
{
    const NightTown town;
    const auto text = town.stops(kNightShift, false);
    CHECK(text.find("the theme 'violence' holds violence") != std::string::npos);
    CHECK(text.find("allow_unfiltered = true") != std::string::npos);
    static_cast<void>(town.run(kNightShift + "allow_unfiltered = true\n", "out", {}, false));
    std::size_t products = 0;
    for (const auto& [path, bytes] : town.files()) {
        if (path.find("patrols") != std::string::npos && !path.ends_with(".csv")) {
            ++products;
            INFO(path);
            CHECK(bytes.find("Includes incidents in homes. Not suitable for patrol.") != std::string::npos);
        }
    }
    CHECK(products >= 12);
}

TEST_CASE("what is no violence needs no such columns", "[patrols]")
{
    const NightTown town;
    std::string rows = NightTown::kHeader;
    for (int i = 0; i < 30; ++i) {
        rows += "a" + std::to_string(i) + ",ASB,Anti-social behaviour," + NightTown::friday(i) + "," +
                std::to_string(425000 + i) + ",565000,High Street,,\n";
    }
    town.write("incidents.csv", rows);
    static_cast<void>(town.run(kNightShift, "out", {"theme.violence.match={ field = 'code', equals = 'ASB' }"}, false));
    CHECK(town.json("plan/patrols.geojson")["features"].size() == 1);
    CHECK_FALSE(says(town.json("plan/patrols.geojson"), "Not suitable"));
    CHECK(is_violence("Assault occasioning actual bodily harm", ""));
    CHECK(is_violence("", "8N"));
    CHECK(is_violence("", "105A"));
    CHECK(is_violence("Violence and sexual offences", ""));
    CHECK_FALSE(is_violence("Anti-social behaviour", "ASB"));
    CHECK_FALSE(is_violence("Burglary", "28E"));
    CHECK_FALSE(is_violence("Theft", "49"));
}

TEST_CASE("one seed is one plan to the byte, and products say which", "[patrols]")
{
    const NightTown town;
    static_cast<void>(town.run(kNightShift, "one"));
    static_cast<void>(town.run(kNightShift, "two"));
    const auto visits = [&](const std::string& out) { return bytes_of(town.path(out + "/plan/patrols_visits.csv")); };
    CHECK(visits("one") == visits("two"));
    CHECK(says(town.json("plan/patrols_visits.geojson", "one"), "the order is drawn with seed 1"));
    CHECK(bytes_of(town.path("one/plan/patrols.geojson")).size() > 100);
}

TEST_CASE("a pack holds its own area's plan and nothing of another's", "[patrols]")
{
    const NightTown town;
    static_cast<void>(town.run(kNightShift));
    for (const auto& [path, bytes] : town.files()) {
        if (path.starts_with("packs/command/west/patrols")) {
            INFO(path);
            CHECK(bytes.find("East Street") == std::string::npos);
            CHECK(bytes.find("East") == std::string::npos);
        }
    }
    const auto own = town.json("packs/command/west/patrols_visits.geojson");
    const auto all = town.json("plan/patrols_visits.geojson");
    std::size_t west = 0;
    for (const auto& visit : all["features"]) {
        west += visit["properties"]["command"] == "West" ? 1U : 0U;
    }
    CHECK(own["features"].size() == west);
}

TEST_CASE("units in all go where they reach most", "[patrols]")
{
    const NightTown town;
    static_cast<void>(town.run("[patrols]\nunits = 1\nunits_are = \"in_all\"\nfrom = \"18:00\"\nto = \"02:00\"\n"));
    const auto manifest = town.json("manifest.json");
    CHECK(manifest["patrols"]["areas"][0]["units"] == 0);
    CHECK(manifest["patrols"]["areas"][1]["units"] == 1);
    const auto visits = town.json("plan/patrols_visits.geojson");
    for (const auto& visit : visits["features"]) {
        CHECK(visit["properties"]["command"] == "West");
    }
}

TEST_CASE("quotas, units of single areas and excluded zones hold", "[patrols]")
{
    const NightTown town;
    static_cast<void>(town.run(kNightShift +
                               "places = 3\narea_least = [\"East = 1\"]\narea_units = [\"East = 2\"]\n"
                               "[[patrols.excluded]]\nname = \"Custody\"\neasting = 425015\nnorthing = 565010\n"));
    const auto places = town.json("plan/patrols.geojson");
    REQUIRE(places["features"].size() == 3);
    std::set<std::string> names;
    for (const auto& feature : places["features"]) {
        names.insert(feature["properties"]["place"].get<std::string>());
    }
    CHECK(names == std::set<std::string>{"East Street", "Low Street", "Back Lane"});
    const auto manifest = town.json("manifest.json");
    CHECK(manifest["patrols"]["left_out"]["in_excluded_zones"] == 40);
    CHECK(manifest["patrols"]["areas"][0]["units"] == 2);
}

TEST_CASE("more places than there are is said, not hidden", "[patrols]")
{
    const NightTown town;
    static_cast<void>(town.run(kNightShift + "places = 50\narea_least = [\"East = 3\"]\n"));
    const auto places = town.json("plan/patrols.geojson");
    CHECK(places["features"].size() == 5);
    CHECK(says(places, "50 places were asked for and there are 5"));
    CHECK(says(places, "East was to have at least 3 places and has 1"));
    CHECK_FALSE(says(town.json("packs/command/west/patrols.geojson"), "East"));
}

TEST_CASE("a plan that cannot be made stops with its reason", "[patrols]")
{
    const NightTown town;
    const auto stops = [&](const std::string& more) { return town.stops(kNightShift + more); };
    CHECK(stops("hours_per_unit = 0.2\n").find("a unit has 12 minutes of a shift of 480, and one visit takes 15") !=
          std::string::npos);
    CHECK(stops("least_per_area = 3\nplaces = 5\n").find("at least 6 places together, and there are to be 5 in all") !=
          std::string::npos);
    CHECK(stops("area_units = [\"Wst = 2\"]\n").find("did you mean 'West'?") != std::string::npos);
    CHECK(stops("area_most = [\"Nowhere = 2\"]\n").find("there are East, West") != std::string::npos);
    CHECK(stops("excluded_zones = \"none.geojson\"\n").find("none.geojson: no such file") != std::string::npos);
    CHECK(stops("logs = [\"none*.csv\"]\n").find("none*.csv") != std::string::npos);
    CHECK(stops("least_per_area = 3\nmost_per_area = 2\n").find("under least_per_area, 3") != std::string::npos);
    CHECK(stops("area_layer = \"comand\"\n").find("did you mean 'command'?") != std::string::npos);
    CHECK(stops("themes = [\"violance\"]\n").find("did you mean 'violence'?") != std::string::npos);
    CHECK(stops("start_easting = 425000\n").find("belong together") != std::string::npos);
    CHECK(town.stops("[patrols]\nunits = 1\nfrom = \"18:07\"\n").find("quarter of an hour") != std::string::npos);
    CHECK(town.stops("[patrols]\nfrom = \"18:00\"\n").find("missing key 'units'") != std::string::npos);
    CHECK(town.stops("[patrols]\nunits = 1\nfrom = \"01:30\"\nto = \"06:00\"\ndate = 2024-03-31\n")
              .find("an hour that clocks leave out on 2024-03-31") != std::string::npos);
}

TEST_CASE("dates alone spread visits over the shift and say so", "[patrols]")
{
    const NightTown town;
    std::string rows = NightTown::kHeader;
    for (int i = 0; i < 40; ++i) {
        rows += "d" + std::to_string(i) + ",8N,Assault,2024-03-0" + std::to_string(1 + i % 9) + "," +
                std::to_string(425000 + i) + ",565000,High Street,Street,N\n";
    }
    town.write("incidents.csv", rows);
    static_cast<void>(town.run(kNightShift));
    CHECK(says(town.json("plan/patrols.geojson"), "visits are spread evenly over the shift"));
    const auto visits = town.json("plan/patrols_visits.geojson");
    REQUIRE(visits["features"].size() == 4); // 18:00, 20:00, 22:00, 00:00
    CHECK(visits["features"][1]["properties"]["start"] == "20:00");
    CHECK(visits["features"][3]["properties"]["start"] == "00:00");
    CHECK(town.json("plan/patrols.geojson")["features"][0]["properties"]["reached_share"] == 1);
}

TEST_CASE("the public learns of places, not of where officers will be", "[patrols]")
{
    const NightTown town;
    town.write("log.csv", "unit,time,easting,northing\nA,2024-04-05 21:00,425015,565010\n");
    static_cast<void>(town.run(kNightShift + "logs = [\"log.csv\"]\n", "out", {"publish.profile=public"}));
    const auto files = town.files();
    CHECK(files.contains("plan/patrols.geojson"));
    for (const auto& [path, bytes] : files) {
        INFO(path);
        CHECK(path.find("patrols_visits") == std::string::npos);
        CHECK(path.find("patrols_routes") == std::string::npos);
        CHECK(path.find("dosage") == std::string::npos);
        if (path.find("patrols") != std::string::npos) {
            CHECK(bytes.find("18:00") == std::string::npos);
            CHECK(bytes.find("seed") == std::string::npos);
        }
    }
    const auto layer = town.json("plan/patrols.geojson");
    for (const auto& feature : layer["features"]) {
        CHECK(feature["properties"]["incidents"] >= 5);
        CHECK(feature["properties"]["id"].get<std::string>().find("nz") == std::string::npos);
    }
}

TEST_CASE("hostile names stay text", "[patrols]")
{
    const NightTown town;
    town.write("areas.geojson", NightTown::areas("</script><b>", "=cmd()"));
    static_cast<void>(town.run(kNightShift));
    const auto table = bytes_of(town.path("out/plan/patrols_areas.csv"));
    CHECK(table.find("'=cmd()") != std::string::npos);
    const auto visits = bytes_of(town.path("out/plan/patrols_visits.geojson"));
    CHECK(visits.find("</script>") == std::string::npos);
    CHECK(town.json("plan/patrols_visits.geojson")["features"].size() > 1);
}

TEST_CASE("check tells what a plan would rest on and writes nothing", "[patrols]")
{
    const NightTown town;
    const auto config = town.config(kNightShift);
    RunOptions options;
    options.out = config.output.folder;
    const auto summary = check(config, options, {});
    const auto has = [&](const std::string& line) {
        return std::find(summary.lines.begin(), summary.lines.end(), line) != summary.lines.end();
    };
    CHECK(has("Patrols: 125 incidents count, 80 are left out as domestic or in dwellings; 32 places at most"));
    CHECK(has("would write plan/patrols.geojson"));
    CHECK(has("would write packs/command/west/patrols_visits.csv"));
    static_cast<void>(town.run(kNightShift));
    std::set<std::string> promised;
    for (const auto& line : summary.lines) {
        if (line.starts_with("would write ")) {
            promised.insert(line.substr(12));
        }
    }
    std::set<std::string> written;
    for (const auto& [path, bytes] : town.files()) {
        written.insert(path);
    }
    CHECK(promised == written);
}
