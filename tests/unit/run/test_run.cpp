// SPDX-License-Identifier: MIT
#include "run_folder.hpp"

#include "harmspot/error.hpp"
#include "source_dir.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <sstream>

using namespace harmspot;
namespace fs = std::filesystem;

namespace
{

Files without_timings(Files files)
{
    files.erase("timings.json");
    return files;
}

std::uint64_t rejected_of(const nlohmann::json& input)
{
    std::uint64_t sum = 0;
    for (const auto& [reason, count] : input["rejected"].items()) {
        sum += count.get<std::uint64_t>();
    }
    return sum;
}

} // namespace

TEST_CASE("one thread and two leave the same bytes", "[run]")
{
    const SampleRun sample;
    RunOptions one;
    one.threads = 1;
    RunOptions two;
    two.threads = 2;
    sample.run("one", {}, one);
    sample.run("two", {}, two);
    const auto first = without_timings(sample.files("one"));
    const auto second = without_timings(sample.files("two"));
    REQUIRE(first.size() == second.size());
    for (const auto& [name, bytes] : first) {
        INFO(name);
        CHECK((second.count(name) == 1 && second.at(name) == bytes));
    }
}

TEST_CASE("the manifest accounts for every row and every file", "[run]")
{
    const SampleRun sample;
    const auto summary = sample.run("out");
    const auto manifest = sample.json("out/manifest.json");
    std::uint64_t used = 0;
    for (const auto& input : manifest["inputs"]) {
        CHECK(input["rows"] == input["used"].get<std::uint64_t>() + rejected_of(input));
        used += input["used"].get<std::uint64_t>();
    }
    CHECK(used == summary.used);
    CHECK(summary.rejected > 0); // the sample plants bad rows

    auto files = sample.files("out");
    for (const auto& output : manifest["outputs"]) {
        INFO(output["path"]);
        CHECK(files.erase(output["path"]) == 1);
    }
    for (const auto* known : {"manifest.json", "timings.json"}) {
        CHECK(files.erase(known) == 1);
    }
    CHECK(files.empty());
}

TEST_CASE("every area layer of the table sums to the rows used", "[run]")
{
    const SampleRun sample;
    const auto summary = sample.run("out", {"output.surfaces=false", "output.geopackage=false"});
    std::istringstream table(bytes_of(sample.path("out/tables/incidents.csv")));
    std::string line;
    std::getline(table, line);
    std::map<std::string, std::uint64_t> sums;
    while (std::getline(table, line)) {
        // Layer, area and figures hold no comma in the sample; the offence may.
        const auto harm = line.rfind(',');
        const auto incidents = line.rfind(',', harm - 1);
        const auto area = line.rfind(',', incidents - 1);
        const auto layer = line.rfind(',', area - 1);
        sums[line.substr(layer + 1, area - layer - 1)] += std::stoull(line.substr(incidents + 1, harm - incidents - 1));
    }
    REQUIRE(sums.size() == 2);
    CHECK(sums.at("command") == summary.used);
    CHECK(sums.at("authority") == summary.used);
}

TEST_CASE("columns that the config does not name are in no output", "[run][privacy]")
{
    const SampleRun sample;
    // The sample's own unmapped columns: victim names and officers.
    REQUIRE(bytes_of(sample.path("sample/incidents.csv")).find("Sample Person") != std::string::npos);
    sample.run("out");
    for (const auto& [name, bytes] : sample.files("out")) {
        INFO(name);
        for (const auto* canary : {"Sample Person", "Officer 0", "Synthetic record", "SMP-0"}) {
            CHECK(bytes.find(canary) == std::string::npos);
        }
    }
}

TEST_CASE("a run that is stopped leaves nothing and harms nothing", "[run]")
{
    const SampleRun sample;
    sample.run("out", {"output.surfaces=false"});
    const auto before = sample.files("out");
    RunOptions overwrite;
    overwrite.overwrite = true;
    // Stop earlier and later, until one run comes through.
    for (int allowed = 0;; allowed = 2 * allowed + 1) {
        std::atomic<int> calls = 0;
        Progress progress;
        progress.should_stop = [&] { return calls++ >= allowed; };
        try {
            sample.run("out", {"output.surfaces=false"}, overwrite, progress);
            break;
        } catch (const Interrupted&) {
            CHECK(sample.files("out") == before);
        }
        REQUIRE(allowed < 1'000'000);
    }
    std::vector<std::string> left;
    for (const auto& entry : fs::directory_iterator(fs::path(sample.path("out")).parent_path())) {
        left.push_back(entry.path().filename().string());
    }
    std::sort(left.begin(), left.end());
    CHECK(left == std::vector<std::string>{"out", "sample"});
}

TEST_CASE("an earlier run is replaced only when asked, a foreign folder never", "[run]")
{
    const SampleRun sample;
    const std::vector<std::string> quick{"output.surfaces=false", "output.geopackage=false"};
    sample.run("out", quick);
    CHECK_THROWS_AS(sample.run("out", quick), OutputError);
    RunOptions overwrite;
    overwrite.overwrite = true;
    CHECK_NOTHROW(sample.run("out", quick, overwrite));
    fs::create_directories(sample.path("mine"));
    std::ofstream(sample.path("mine/precious.txt")) << "keep";
    CHECK_THROWS_AS(sample.run("mine", quick, overwrite), OutputError);
    CHECK(bytes_of(sample.path("mine/precious.txt")) == "keep");
    CHECK_THROWS_AS(sample.run("sample", quick, overwrite), OutputError);
    CHECK(fs::exists(sample.path("sample/incidents.csv")));
}

TEST_CASE("check reads everything and writes nothing", "[run]")
{
    const SampleRun sample;
    const auto config = sample.config("out");
    RunOptions options;
    options.out = config.output.folder;
    const auto summary = check(config, options, Progress{});
    CHECK(summary.used > 3900);
    CHECK_FALSE(fs::exists(sample.path("out")));
    const auto would = std::count_if(summary.lines.begin(), summary.lines.end(),
                                     [](const std::string& line) { return line.rfind("would write ", 0) == 0; });
    sample.run("out");
    CHECK(static_cast<std::size_t>(would) == sample.files("out").size());
}

TEST_CASE("the public profile holds back rejects, small figures and exact coordinates", "[run][privacy]")
{
    const SampleRun sample;
    sample.run("out", {"publish.profile=public", "output.geopackage=false"});
    const auto files = sample.files("out");
    CHECK(files.count("rejects.csv") == 0);
    for (const auto& [name, bytes] : files) {
        if (name.find("_hotspots.geojson") == std::string::npos) {
            continue;
        }
        INFO(name);
        const auto layer = nlohmann::json::parse(bytes);
        for (const auto& feature : layer["features"]) {
            CHECK(feature["properties"]["incidents"] >= 5);
            CHECK_FALSE(feature["properties"].contains("top_incident_share"));
        }
    }
    std::istringstream table(files.at("tables/incidents.csv"));
    std::string line;
    std::getline(table, line);
    while (std::getline(table, line)) {
        const auto incidents = line.rfind(',', line.rfind(',') - 1) + 1;
        INFO(line);
        CHECK((line[incidents] == '*' || std::stoi(line.substr(incidents)) == 0 ||
               std::stoi(line.substr(incidents)) >= 5));
    }
}

TEST_CASE("an open-data run says what its harm and its places are", "[run]")
{
    const SampleRun sample("police-uk");
    sample.run("out", {"output.surfaces=false", "output.geopackage=false"});
    for (const auto& [name, bytes] : sample.files("out")) {
        if (name.find(".geojson") == std::string::npos) {
            continue;
        }
        INFO(name);
        CHECK(bytes.find("Category-average harm proxy: each incident carries the average weight of its police.uk "
                         "category. It cannot tell a serious assault from a minor one") != std::string::npos);
        CHECK(bytes.find("cannot speak of streets") != std::string::npos);
        CHECK(nlohmann::json::parse(bytes)["marking"] == "OFFICIAL");
    }
    const auto manifest = sample.json("out/manifest.json");
    for (const auto& theme : manifest["themes"]) {
        // One category a theme means one weight, so harm adds nothing to the count.
        CHECK(theme["harm_equals_count"] == (theme["name"] != "knife_crime"));
    }
}

TEST_CASE("the same months read twice stop the run", "[run]")
{
    const SampleRun sample("police-uk");
    fs::create_directories(sample.path("sample/again"));
    fs::path month;
    for (const auto& entry : fs::directory_iterator(sample.path("sample"))) {
        if (entry.path().extension() == ".csv" && entry.path().string().find("-street") != std::string::npos) {
            month = entry.path();
        }
    }
    REQUIRE(!month.empty());
    fs::copy(month, fs::path(sample.path("sample/again")) / month.filename());
    auto config = sample.config("out");
    config.incidents.files.push_back(sample.path("sample/again/*.csv"));
    config.incidents.files_as_written = config.incidents.files;
    RunOptions options;
    options.out = config.output.folder;
    CHECK_THROWS_WITH(run(config, options, Progress{}), Catch::Contains("the same months would count twice"));

    // Copies under another name are told by their bytes.
    fs::rename(fs::path(sample.path("sample/again")) / month.filename(), sample.path("sample/again/copy.csv"));
    CHECK_THROWS_WITH(run(config, options, Progress{}), Catch::Contains("hold the same bytes"));
    CHECK_FALSE(fs::exists(sample.path("out")));
}

TEST_CASE("a map that is not true to scale is refused", "[run]")
{
    const SampleRun sample;
    CHECK_THROWS_WITH(sample.run("out", {"crs=EPSG:3857"}), Catch::Contains("not true to scale"));
}

TEST_CASE("incidents that all lie elsewhere stop the run with the likely cure", "[run]")
{
    const SampleRun sample;
    CHECK_THROWS_WITH(sample.run("out", {"incidents.columns.easting=northing", "incidents.columns.northing=easting"}),
                      Catch::Contains("swapped"));
    CHECK_FALSE(fs::exists(sample.path("out")));
}

TEST_CASE("a run never replaces a folder that holds its own mask", "[run]")
{
    const SampleRun sample;
    const std::vector<std::string> quick{"output.surfaces=false", "output.geopackage=false"};
    sample.run("out", quick);
    fs::copy(source_dir() + "/shapefiles/area_commands", sample.path("out/mask"));
    RunOptions overwrite;
    overwrite.overwrite = true;
    auto set = quick;
    set.push_back("mask=" + sample.path("out/mask/area_commands.shp"));
    CHECK_THROWS_AS(sample.run("out", set, overwrite), OutputError);
    CHECK(fs::exists(sample.path("out/mask/area_commands.shp")));
}
