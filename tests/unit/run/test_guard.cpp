// SPDX-License-Identifier: MIT
#include "run_folder.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

namespace
{

HotspotEntry plain_entry(const Method& method)
{
    HotspotEntry entry;
    entry.name = method.name;
    entry.method = method.name;
    for (const auto& key : method.keys) {
        if (key.fallback) {
            entry.params[key.name] = *key.fallback;
        }
    }
    entry.rules.least_incidents = 3;
    return entry;
}

} // namespace

TEST_CASE("every hotspot of every method says how much of it is one incident's", "[run]")
{
    const SampleRun sample("force", 6000);
    auto config = sample.config("out", {"output.surfaces=false", "output.geopackage=false"});
    config.hotspots.clear();
    for (const auto& method : methods()) {
        config.hotspots.push_back(plain_entry(method));
        if (config.hotspots.back().params.contains("cell_m")) {
            config.hotspots.back().params["cell_m"] = method.makes == Makes::surface ? 100.0 : 500.0;
        }
    }
    RunOptions options;
    options.out = config.output.folder;
    REQUIRE(run(config, options, {}).used > 0);
    std::map<std::string, std::size_t> hotspots;
    for (const auto& [path, bytes] : sample.files("out")) {
        if (path.find("hotspots.geojson") == std::string::npos) {
            continue;
        }
        const auto layer = nlohmann::json::parse(bytes);
        for (const auto& feature : layer["features"]) {
            const auto& has = feature["properties"];
            INFO(path << ' ' << has["id"]);
            ++hotspots[has["method"].get<std::string>()];
            for (const auto* name : {"effective_incidents", "top_incident_share", "rank_without_top"}) {
                REQUIRE(has.contains(name));
            }
            const auto top = has["top_incident_share"].get<double>();
            const auto effective = has["effective_incidents"].get<double>();
            CHECK(has.contains("single_event") == (top >= kSingleEventShare));
            CHECK(has.contains("caution") == (effective < kFewEffectiveIncidents));
        }
    }
    for (const auto& method : methods()) {
        INFO(method.name);
        CHECK(hotspots[std::string(method.name)] > 0);
    }
}
