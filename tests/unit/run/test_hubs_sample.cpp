// SPDX-License-Identifier: MIT
#include "run_folder.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace harmspot;

TEST_CASE("configs/hubs.toml runs on the sample, and every authority gets its hub", "[hubs][configs]")
{
    const SampleRun sample("force", 20000);
    CommandLineConfig command_line;
    command_line.incidents = {sample.path("sample/incidents.csv")};
    command_line.out = sample.path("out");
    command_line.set = {"hotspots.kde.cell_m=100", "output.surfaces=false", "output.geopackage=false"};
    const auto config = read_config(source_dir() + "/configs/hubs.toml", command_line);
    REQUIRE(config.hubs.size() == 3);
    CHECK(config.hubs[0].same_authority);
    CHECK(!config.hubs[2].same_authority); // barriers say who can come
    RunOptions options;
    options.out = config.output.folder;
    const auto summary = run(config, options, {});
    const auto files = sample.files("out");
    for (const std::string plan : {"fourth", "every_authority"}) {
        CHECK(files.contains("plan/" + plan + "_hubs.html"));
        const auto layer = nlohmann::json::parse(files.at("plan/" + plan + "_hubs.geojson"));
        std::set<std::string> with_hub;
        std::size_t chosen = 0;
        for (const auto& feature : layer["features"]) {
            const auto& properties = feature["properties"];
            chosen += properties["role"] == "chosen" ? 1U : 0U;
            if (properties["role"] != "candidate") {
                with_hub.insert(properties["authority"].get<std::string>());
            }
        }
        CHECK(chosen == (plan == "fourth" ? 1U : 3U));
        CHECK(with_hub.size() == (plan == "fourth" ? 4U : 6U)); // the fourth opens where there was none
    }
    const auto manifest = sample.json("out/manifest.json");
    for (const auto& entry : manifest["hubs"]) {
        CHECK(entry["status"] == "proven");
    }
}
