// SPDX-License-Identifier: MIT
#include "run_folder.hpp"
#include "source_dir.hpp"

#include "harmspot/error.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace harmspot;
using Catch::Matchers::Contains;

namespace
{

/// The shipped config on a small sample, coarse enough to be quick.
class RiskRun
{
public:
    RiskRun() : m_sample("police-uk", 6000) {}

    [[nodiscard]] std::string path(const std::string& name) const { return m_sample.path(name); }

    /// `from` and `to` change the config's text; the paths in it stay those of the shipped one.
    [[nodiscard]] RunConfig config(const std::string& out, const std::vector<std::string>& set = {},
                                   const std::string& from = "", const std::string& to = "") const
    {
        const std::string shipped = source_dir() + "/configs/relative_risk.toml";
        auto toml = bytes_of(shipped);
        if (!from.empty()) {
            const auto at = toml.find(from);
            REQUIRE(at != std::string::npos);
            toml.replace(at, from.size(), to);
        }
        CommandLineConfig command_line;
        command_line.incidents = {m_sample.path("sample/*-street.csv")};
        command_line.out = m_sample.path(out);
        command_line.set = {"hotspots.relative_risk.cell_m=200", "hotspots.relative_risk.draws=99",
                            "hotspots.per_resident.cell_m=400", "hotspots.per_resident.draws=99"};
        command_line.set.insert(command_line.set.end(), set.begin(), set.end());
        return parse_config(toml, shipped, command_line);
    }

    [[nodiscard]] Files run(const RunConfig& config, unsigned threads = 1) const
    {
        RunOptions options;
        options.out = config.output.folder;
        options.threads = threads;
        m_summary = harmspot::run(config, options, {});
        return files_in(config.output.folder);
    }
    [[nodiscard]] const RunSummary& summary() const { return m_summary; }

    /// A [[denominator]] file of these lines in place of the shipped one.
    [[nodiscard]] RunConfig with_residents(const std::string& out, const std::string& lines,
                                           const std::vector<std::string>& set = {}) const
    {
        const auto file = path(out + ".csv");
        std::ofstream(file) << lines;
        return config(out, set, "\"sample_residents.csv\"", '"' + file + '"');
    }

private:
    SampleRun m_sample;
    mutable RunSummary m_summary;
};

nlohmann::json output_named(const nlohmann::json& manifest, const std::string& path)
{
    for (const auto& output : manifest["outputs"]) {
        if (output["path"] == path) {
            return output;
        }
    }
    FAIL("no output " << path);
    return {};
}

} // namespace

TEST_CASE("a run of relative risk leaves ratios, p-values and outlines that say what they are", "[run][risk]")
{
    const RiskRun risk;
    const auto files = risk.run(
        risk.config("out", {"hotspots.relative_risk.most_p_adjusted=1", "hotspots.relative_risk.tolerance=0.3"}));
    for (const std::string name :
         {"burglary/relative_risk_hotspots.geojson", "burglary/relative_risk_log_ratio.tif",
          "burglary/relative_risk_p_value.tif", "knife_crime/per_resident_log_ratio.tif", "manifest.json"}) {
        CAPTURE(name);
        CHECK(files.contains(name));
    }
    CHECK_FALSE(files.contains("burglary/relative_risk_surface.tif"));
    const auto manifest = nlohmann::json::parse(files.at("manifest.json"));
    REQUIRE(manifest["denominators"].size() == 1);
    CHECK(manifest["denominators"][0]["weight_inside"].get<double>() > 0);
    CHECK(manifest["denominators"][0]["title"] == "residents (made up)");
    const auto output = output_named(manifest, "burglary/relative_risk_hotspots.geojson");
    CHECK(output["chosen"]["draws"] == 99);
    CHECK(output["chosen"]["bandwidth_m"] == 800);
    CHECK(output["dropped"].contains("chance"));
    CHECK(output["level_unit"] == "p_value");

    const auto layer = nlohmann::json::parse(files.at("burglary/relative_risk_hotspots.geojson"));
    REQUIRE(!layer["features"].empty());
    for (const auto& feature : layer["features"]) {
        const auto& spot = feature["properties"];
        CHECK(spot["risk_ratio"].get<double>() > 1);
        CHECK(spot["expected_incidents"].get<double>() > 0);
        CHECK(spot["p_value"].get<double>() <= 0.3);
        CHECK(spot["p_adjusted"].get<double>() >= spot["p_value"].get<double>());
    }
    CHECK_THAT(layer["statements"].dump(), Contains("relative to the other recorded incidents, not to people"));
    const auto people = nlohmann::json::parse(files.at("burglary/per_resident_hotspots.geojson"));
    CHECK_THAT(people["statements"].dump(), Contains("relative to residents (made up)"));
    CHECK(files.contains("packs/command/central/burglary_relative_risk_hotspots.geojson"));
}

TEST_CASE("relative risk is the same to the byte on any number of threads", "[run][risk]")
{
    const RiskRun risk;
    auto one = risk.run(risk.config("one"), 1);
    auto four = risk.run(risk.config("four"), 4);
    one.erase("timings.json");
    four.erase("timings.json");
    CHECK(one == four);
}

TEST_CASE("packs of areas that see their own rows alone are held against those alone", "[run][risk]")
{
    const RiskRun risk;
    const auto files = risk.run(risk.config("out", {"areas.command.isolate=true", "output.surfaces=false"}));
    CHECK(files.contains("packs/command/central/burglary_per_resident_hotspots.geojson"));
}

TEST_CASE("what a theme cannot be held against", "[run][risk][bad]")
{
    const RiskRun risk;
    CHECK_THROWS_WITH(risk.config("out", {"hotspots.relative_risk.draws=0"}), Contains("draws"));
    CHECK_THROWS_WITH(risk.config("out", {}, "against     = \"residents\"", "against = \"resident\""),
                      Contains("no [[denominator]] is called 'resident'; did you mean 'residents'?"));
    CHECK_THROWS_WITH(risk.config("out", {}, "name    = \"residents\"", "name = \"rest\""),
                      Contains("cannot be called 'rest'"));
    CHECK_THROWS_WITH(risk.config("out", {}, "northing = \"northing\"\n", ""),
                      Contains("easting in [[denominator]] goes with northing"));
    CHECK_THROWS_WITH(
        risk.config("out", {"hotspots.relative_risk.cell_m=500"}, "# bandwidth_m = 500", "bandwidth_m = 500"),
        Contains("under two cells"));
    // Every incident in the theme.
    const auto everything = risk.config("all", {}, "{ field = \"offence\", equals = \"Burglary\" }", "{ all = [] }");
    CHECK_THROWS_WITH(risk.run(everything), Contains("no rest to hold it against"));
}

TEST_CASE("populations that count nobody, or nobody here", "[run][risk][bad]")
{
    const RiskRun risk;
    const std::string header = "easting,northing,residents\n";
    CHECK_THROWS_WITH(risk.run(risk.with_residents("zero", header + "425000,564500,0\n")),
                      Contains("nothing in it can be counted: of 1 rows, 1 weigh 0"));
    CHECK_THROWS_WITH(
        risk.run(risk.with_residents("negative", header + "425000,564500,-3\n425000,564500,many\n")),
        Contains("of 2 rows, 0 weigh 0 and 2 have no position or weight that can be read (first in line 2)"));
    CHECK_THROWS_WITH(risk.run(risk.with_residents("london", header + "530000,180000,9000\n")),
                      Contains("none of the 1 points of [[denominator]] 'residents' lies in the study area"));
    CHECK_THROWS_WITH(risk.run(risk.with_residents("empty", header)), Contains("nothing in it can be counted"));
    CHECK_THROWS_WITH(risk.run(risk.with_residents("other", "x,y,n\n1,2,3\n")), Contains("no column"));
    CHECK_THROWS_AS(risk.run(risk.with_residents("nothing", "")), InputError);
}

TEST_CASE("rows of a population that cannot be used are counted, and those outside", "[run][risk]")
{
    const RiskRun risk;
    const auto files = risk.run(risk.with_residents(
        "part", "easting,northing,residents\n425000,564500,1000\n425000,564500,500\n,564500,5\n530000,180000,9000\n",
        {"output.surfaces=false"}));
    const auto manifest = nlohmann::json::parse(files.at("manifest.json"));
    const auto& residents = manifest["denominators"][0];
    CHECK(residents["rows"] == 4);
    CHECK(residents["unusable"] == 1);
    CHECK(residents["points"] == 2); // two rows at one position are one point
    CHECK(residents["weight_inside"] == 1500);
    CHECK(residents["weight_outside"] == 9000);
    const auto warnings = manifest["warnings"].dump();
    CHECK_THAT(warnings, Contains("1 of 4 rows have no position or weight that can be read (first in line 4)"));
    CHECK_THAT(warnings, Contains("86 % of [[denominator]] 'residents' lies outside the study area"));
}
