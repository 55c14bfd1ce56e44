// SPDX-License-Identifier: MIT
#include "small_force.hpp"

#include "harmspot/error.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace harmspot;

namespace
{

constexpr const char* kReruns = "[stability]\nenabled = true\ndraws = 60\n";

std::string problem_of(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a solid hotspot is found in every re-run, one that rests on a grave incident is not", "[reruns]")
{
    const SmallForce force;
    force.run(force.config(kReruns), "out");
    const auto home = force.spot("out/burglary/kde_hotspots.geojson", "West");
    CHECK(home["resampling_stability"] == 1.0);
    CHECK(home["stability_bootstrap"] == 1.0);
    CHECK(home["stability_bandwidth"] == 1.0);
    CHECK(home["stability_cell"] == 1.0);
    CHECK(home["stability_words"] ==
          "Found again in 60 of 60 re-runs with incidents drawn anew, 2 of 2 at other bandwidths, 2 of 2 with cells "
          "of other sizes");
    // About 63 % of the draws hold the grave one at all.
    const auto grave = force.spot("out/violence/kde_hotspots.geojson", "East");
    CHECK(grave["single_event"] == true);
    CHECK(grave["stability_bootstrap"].get<double>() > 0.4);
    CHECK(grave["stability_bootstrap"].get<double>() < 0.85);
    CHECK(grave["resampling_stability"].get<double>() ==
          Approx((grave["stability_bootstrap"].get<double>() + grave["stability_bandwidth"].get<double>() +
                  grave["stability_cell"].get<double>()) /
                 3)
              .epsilon(1e-5));
    // Packs carry the figures of their own budget.
    CHECK(force.spot("out/packs/command/west/burglary_kde_hotspots.geojson", "West").contains("resampling_stability"));
    CHECK_FALSE(home.contains("persistence")); // nobody asked
    CHECK(force.output("out", "burglary/kde_hotspots.geojson")["reruns"]["bandwidth"]["bandwidths_m"] ==
          nlohmann::json{112.5, 187.5});
    CHECK(force.output("out", "burglary/kde_hotspots.geojson")["reruns"]["cell"]["cells_m"] ==
          nlohmann::json{18.75, 31.25});
}

TEST_CASE("a factor that cannot matter is left out and said, not counted", "[reruns]")
{
    const SmallForce force;
    force.write("other.csv", SmallForce::harm_table({{"28E", 7}, {"8N", 10}, {"4", 40}}));
    force.run(force.config(std::string(kReruns) + "harm_tables = [\"other.csv\"]\n"), "out");
    SECTION("a theme whose incidents all weigh the same")
    {
        const auto reruns = force.output("out", "burglary/kde_hotspots.geojson")["reruns"];
        CHECK(reruns["harm_table"]["runs"] == 0);
        CHECK(contains(reruns["harm_table"]["left_out"], "same proportions"));
        CHECK_FALSE(force.spot("out/burglary/kde_hotspots.geojson", "West").contains("stability_harm_table"));
    }
    SECTION("a theme of two offences that the tables weigh otherwise")
    {
        const auto reruns = force.output("out", "violence/kde_hotspots.geojson")["reruns"];
        CHECK(reruns["harm_table"]["runs"] == 1);
        CHECK(reruns["harm_table"]["harm_tables"] == nlohmann::json{"other.csv"});
        CHECK(force.spot("out/violence/kde_hotspots.geojson", "East").contains("stability_harm_table"));
    }
    SECTION("the version in which every incident weighs 1")
    {
        const auto reruns = force.output("out", "violence/kde_count_hotspots.geojson")["reruns"];
        CHECK(reruns["harm_table"]["left_out"] == "every incident weighs 1 in this version");
    }
}

TEST_CASE("a factor that a method has not is left out", "[reruns]")
{
    const SmallForce force;
    force.run(force.config("[stability]\nenabled = true\ndraws = 8\n", "method = \"hdbscan\"\n"), "out");
    const auto reruns = force.output("out", "burglary/hdbscan_hotspots.geojson")["reruns"];
    CHECK(reruns["bandwidth"]["left_out"] == "the method has no bandwidth");
    CHECK(reruns["cell"]["left_out"] == "the method has no cells");
    CHECK(reruns["bootstrap"]["runs"] == 8);
    const auto home = force.spot("out/burglary/hdbscan_hotspots.geojson", "West");
    CHECK(home["stability_bootstrap"].get<double>() > 0.8);
    CHECK(home["resampling_stability"] == home["stability_bootstrap"]);
    CHECK_FALSE(std::filesystem::exists(force.path("out/burglary/hdbscan_stability.tif")));
}

TEST_CASE("significant cells are found again too", "[reruns]")
{
    const SmallForce force;
    force.run(force.config("[stability]\nenabled = true\ndraws = 8\n",
                           "method = \"gi_star\"\ncell_m = 100\np_values = \"normal\"\n"),
              "out");
    const auto home = force.spot("out/burglary/gi_star_hotspots.geojson", "West");
    CHECK(home["stability_bootstrap"] == 1.0);
    CHECK(force.output("out", "burglary/gi_star_hotspots.geojson")["reruns"]["cell"]["cells_m"] ==
          nlohmann::json{75, 125});
    CHECK(std::filesystem::exists(force.path("out/burglary/gi_star_stability.tif")));
}

TEST_CASE("re-runs by the fast sum find what plain runs find, one after the other", "[reruns]")
{
    const SmallForce force;
    const std::string entry = "method = \"kde\"\nbandwidth_m = 150\ncell_m = 50\narea_share = 0.02\n";
    const std::string few = "[stability]\nenabled = true\ndraws = 12\n";
    force.run(force.config(few, entry), "fast");
    force.run(force.config(few, entry + "exact = \"direct\"\n"), "direct");
    for (const auto* file :
         {"burglary/kde_hotspots.geojson", "violence/kde_hotspots.geojson", "violence/kde_count_hotspots.geojson",
          "packs/command/east/violence_kde_hotspots.geojson"}) {
        const auto fast = force.json(std::string("fast/") + file)["features"];
        const auto direct = force.json(std::string("direct/") + file)["features"];
        REQUIRE(fast.size() == direct.size());
        for (std::size_t i = 0; i < fast.size(); ++i) {
            CHECK(fast[i]["properties"]["stability_words"] == direct[i]["properties"]["stability_words"]);
        }
    }
}

TEST_CASE("neither threads nor the order of rows change a byte; the seed does", "[reruns]")
{
    const SmallForce force;
    const std::string both = std::string(kReruns) + "[persistence]\nperiods = 2\n";
    force.run(force.config(both), "one", 1);
    force.run(force.config(both), "four", 4);
    auto one = files_in(force.path("one"));
    auto four = files_in(force.path("four"));
    one.erase("timings.json");
    four.erase("timings.json");
    CHECK(one == four);

    auto rows = force.rows();
    std::reverse(rows.begin(), rows.end());
    force.write_rows(rows);
    force.run(force.config(both), "turned");
    for (const auto* file : {"burglary/kde_hotspots.geojson", "violence/kde_hotspots.geojson"}) {
        CHECK(bytes_of(force.path(std::string("turned/") + file)) == one[file]);
    }
    auto reseeded = force.config(both);
    reseeded.seed = 99;
    force.run(reseeded, "seed");
    CHECK(bytes_of(force.path("seed/violence/kde_hotspots.geojson")) != one["violence/kde_hotspots.geojson"]);
}

TEST_CASE("persistence is the share of earlier years in which a place was a hotspot", "[reruns]")
{
    const SmallForce force;
    const auto summary = force.run(force.config("[persistence]\nperiods = 3\n"), "out");
    const auto home = force.spot("out/burglary/kde_hotspots.geojson", "West");
    CHECK(home["persistence"] == 1.0);
    CHECK(home["persistence_words"] == "A hotspot in 3 of 3 earlier periods");
    const auto fresh = force.spot("out/burglary/kde_hotspots.geojson", "East");
    CHECK(fresh["persistence"] == 0.0);
    CHECK(fresh["persistence_words"] == "A hotspot in 0 of 3 earlier periods");
    CHECK_FALSE(home.contains("resampling_stability")); // two figures, and only one was asked for
    CHECK(force.spot("out/packs/command/east/burglary_kde_hotspots.geojson", "East")["persistence"] == 0.0);
    // Earlier rows count in nothing else, and nobody is warned of them.
    CHECK(force.json("out/manifest.json")["themes"][0]["incidents"] == 12 * 25);
    CHECK(std::none_of(summary.warnings.begin(), summary.warnings.end(), [](const std::string& warning) {
        return contains(warning, "left out") || contains(warning, "earlier");
    }));
    const auto periods = force.json("out/manifest.json")["persistence"]["periods"];
    REQUIRE(periods.size() == 3);
    CHECK(periods[0]["from"] == "2023-01-01");
    CHECK(periods[0]["to"] == "2023-12-31");
    CHECK(periods[2]["from"] == "2021-01-01");
    CHECK(periods[2]["counts"] == true);
}

TEST_CASE("an earlier period that lacks a month does not count, and why is said", "[reruns]")
{
    const SmallForce force({"2022-05", "2022-06"});
    const auto summary = force.run(force.config("[persistence]\nperiods = 2\n"), "out");
    CHECK(force.spot("out/burglary/kde_hotspots.geojson", "West")["persistence_words"] ==
          "A hotspot in 1 of 1 earlier period");
    const auto periods = force.json("out/manifest.json")["persistence"]["periods"];
    CHECK(periods[0]["counts"] == true);
    CHECK(periods[1]["counts"] == false);
    CHECK(periods[1]["why_not"] == "no rows for 2022-05, 2022-06");
    CHECK(std::count(summary.lines.begin(), summary.lines.end(),
                     "Earlier period 2022-01-01 to 2022-12-31: does not count, no rows for 2022-05, 2022-06") == 1);

    force.run(force.config("[persistence]\nperiods = 2\nmissing_months_allowed = 2\n"), "allowed");
    CHECK(force.spot("allowed/burglary/kde_hotspots.geojson", "West")["persistence_words"] ==
          "A hotspot in 2 of 2 earlier periods");
}

TEST_CASE("without earlier data there is no persistence, and a sentence says so", "[reruns]")
{
    const SmallForce force;
    auto rows = force.rows();
    std::erase_if(rows, [](const std::string& row) { return !row.starts_with("2024"); });
    force.write_rows(rows);
    const auto summary = force.run(force.config("[persistence]\nperiods = 2\n"), "out");
    CHECK_FALSE(force.spot("out/burglary/kde_hotspots.geojson", "West").contains("persistence"));
    const auto manifest = force.json("out/manifest.json");
    for (const auto& period : manifest["persistence"]["periods"]) {
        CHECK(period["counts"] == false);
        CHECK(period["why_not"] == "no rows");
    }
    CHECK(std::any_of(summary.warnings.begin(), summary.warnings.end(), [](const std::string& warning) {
        return contains(warning, "No earlier period counts for any theme");
    }));
    const auto statements = force.json("out/burglary/kde_hotspots.geojson")["statements"].dump();
    CHECK(contains(statements, "persistence is absent"));
}

TEST_CASE("harm tables of re-runs that cannot be used stop the run and say which", "[reruns]")
{
    const SmallForce force;
    const auto more = std::string(kReruns) + "harm_tables = [\"other.csv\"]\n";
    const auto fails_with = [&] { return problem_of([&] { force.run(force.config(more), "out"); }); };
    SECTION("not there")
    {
        CHECK(contains(fails_with(), "other.csv"));
    }
    SECTION("lacks a code")
    {
        force.write("other.csv", SmallForce::harm_table({{"28E", 7}, {"4", 40}}));
        const auto problem = fails_with();
        CHECK(contains(problem, "other.csv: has no weight for 1 of the codes in the data"));
        CHECK(contains(problem, "'8N'"));
    }
    SECTION("in another unit, while [harm] caps in its own")
    {
        force.write("other.csv", SmallForce::harm_table({{"28E", 7}, {"8N", 1}, {"4", 40}}, "points"));
        auto config = force.config(more);
        config.harm.transform = {WeightTransform::Kind::cap, 100, 0};
        CHECK(contains(problem_of([&] { force.run(config, "out"); }), "is in points, while [harm] cap is in days"));
    }
    SECTION("weighs a theme 0 throughout: left out, not counted")
    {
        force.write("other.csv", SmallForce::harm_table({{"28E", 7}, {"8N", 0}, {"4", 0}}));
        force.run(force.config(more), "out");
        CHECK(force.output("out", "violence/kde_hotspots.geojson")["reruns"]["harm_table"]["runs"] == 0);
    }
    CHECK_FALSE(std::filesystem::exists(force.path("out/.partial")));
}

TEST_CASE("a public product carries neither figure, and its map of hot cells passes the gate", "[reruns]")
{
    const SmallForce force;
    force.run(force.config(std::string(kReruns) + "[persistence]\nperiods = 1\n[publish]\nprofile = \"public\"\n"),
              "out");
    const auto home = force.spot("out/burglary/kde_hotspots.geojson", "West");
    CHECK_FALSE(home.contains("resampling_stability"));
    CHECK_FALSE(home.contains("persistence"));
    const auto share = force.output("out", "violence/kde_stability.tif");
    const auto surface = force.output("out", "violence/kde_surface.tif");
    CHECK(share["features"] == surface["features"]); // the same cells hold data
}
