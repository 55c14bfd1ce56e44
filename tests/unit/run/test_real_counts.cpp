// SPDX-License-Identifier: MIT
#include "harmspot/run.hpp"

#include "real_data.hpp"
#include "scratch_folder.hpp"
#include "source_dir.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

namespace fs = std::filesystem;
using namespace harmspot;

namespace
{

using Key = std::tuple<std::string, std::string, std::string>; ///< month, offence, area
using Counts = std::map<Key, long>;

std::vector<std::string> fields_of(std::string line)
{
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) {
        line.pop_back();
    }
    std::vector<std::string> fields;
    std::istringstream stream(line);
    for (std::string field; std::getline(stream, field, ',');) {
        fields.push_back(field);
    }
    return fields;
}

/// Rows of kind polygon_area_command, with the names that our tables use.
Counts truth(const fs::path& file)
{
    Counts counts;
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    REQUIRE(fields_of(line) == std::vector<std::string>{"month", "crime_type", "kind", "group", "count"});
    while (std::getline(stream, line)) {
        const auto fields = fields_of(line);
        if (fields.size() == 5 && fields[2] == "polygon_area_command") {
            const auto area = fields[3] == "outside"          ? "(outside)"
                              : fields[3] == "no_coordinates" ? "(no coordinates)"
                                                              : fields[3];
            counts[{fields[0], fields[1], area}] += std::stol(fields[4]);
        }
    }
    return counts;
}

Counts written(const fs::path& file)
{
    Counts counts;
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    REQUIRE(line.find("month,offence,area_layer,area,incidents,harm") != std::string::npos);
    while (std::getline(stream, line)) {
        const auto fields = fields_of(line);
        REQUIRE(fields.size() == 6);
        if (fields[2] == "command") {
            counts[{fields[0], fields[1], fields[3]}] += std::stol(fields[4]);
        }
    }
    return counts;
}

} // namespace

TEST_CASE("every month's counts by crime type and area command equal the published truth", "[real]")
{
    const auto street = real_data("northumbria-street");
    const auto boundaries = real_data("ne-boundaries");
    if (!street || !boundaries) {
        return;
    }
    const ScratchFolder folder;
    CommandLineConfig command_line;
    command_line.incidents = {(*street / "*.csv.gz").string()};
    command_line.areas = (*boundaries / "area_commands_derived.geojson").string();
    command_line.out = folder.path() + "/out";
    // Counts do not need fine surfaces, and the sanitizer build is slow.
    command_line.set = {"hotspots.kde.cell_m=200", "output.surfaces=false", "output.geopackage=false"};
    const auto config = read_config(source_dir() + "/configs/police_uk.toml", command_line);
    RunOptions options;
    options.out = config.output.folder;
    const auto summary = run(config, options, Progress{});

    const auto expected = truth(*street / "ground_truth_counts.csv");
    const auto counts = written(folder.path() + "/out/tables/incidents.csv");
    REQUIRE(!expected.empty());
    long total = 0;
    for (const auto& [key, count] : expected) {
        total += count;
        INFO(std::get<0>(key) << " " << std::get<1>(key) << " " << std::get<2>(key));
        const auto found = counts.find(key);
        CHECK((found == counts.end() ? 0 : found->second) == count);
    }
    for (const auto& [key, count] : counts) {
        INFO(std::get<0>(key) << " " << std::get<1>(key) << " " << std::get<2>(key));
        CHECK(expected.count(key) == 1);
    }
    CHECK(static_cast<long>(summary.used) == total);

    std::ifstream stream(folder.path() + "/out/manifest.json");
    const auto manifest = nlohmann::json::parse(stream);
    std::uint64_t rows = 0;
    for (const auto& input : manifest["inputs"]) {
        std::uint64_t rejected = 0;
        for (const auto& [reason, count] : input["rejected"].items()) {
            rejected += count.get<std::uint64_t>();
        }
        CHECK(input["rows"].get<std::uint64_t>() == input["used"].get<std::uint64_t>() + rejected);
        rows += input["rows"].get<std::uint64_t>();
    }
    CHECK(rows == summary.rows);
}
