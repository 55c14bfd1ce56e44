// SPDX-License-Identifier: MIT
#include "run_folder.hpp"

#include "geo/geos.hpp"
#include "real_data.hpp"
#include "source_dir.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <iterator>
#include <memory>
#include <numeric>
#include <optional>

using namespace harmspot;

namespace
{

constexpr double kStable = 0.8;

/// Burglary and violence of one period of the real months, in the shipped config.
class RealRun
{
public:
    static std::optional<RealRun> find()
    {
        const auto street = real_data("northumbria-street");
        const auto boundaries = real_data("ne-boundaries");
        return street && boundaries ? std::optional(RealRun(*street, *boundaries)) : std::nullopt;
    }

    nlohmann::json run(const std::string& out, const Period& period, const std::string& theme,
                       const std::function<void(RunConfig&)>& change) const
    {
        CommandLineConfig command_line;
        command_line.incidents = {(m_street / "*.csv.gz").string()};
        command_line.areas = (m_boundaries / "area_commands_derived.geojson").string();
        command_line.out = m_scratch->path() + "/" + out;
        command_line.set = {"output.surfaces=false", "output.geopackage=false"};
        auto config = read_config(source_dir() + "/configs/police_uk.toml", command_line);
        config.period = period;
        std::erase_if(config.themes, [&](const Theme& one) { return one.name != theme; });
        std::erase_if(config.hotspots, [](const HotspotEntry& entry) { return entry.method != "kde"; });
        change(config);
        RunOptions options;
        options.out = config.output.folder;
        (void)harmspot::run(config, options, Progress{});
        return nlohmann::json::parse(bytes_of(options.out + "/" + theme + "/kde_hotspots.geojson"))["features"];
    }

private:
    RealRun(std::filesystem::path street, std::filesystem::path boundaries)
        : m_street(std::move(street)), m_boundaries(std::move(boundaries))
    {
    }
    std::filesystem::path m_street;
    std::filesystem::path m_boundaries;
    std::shared_ptr<ScratchFolder> m_scratch = std::make_shared<ScratchFolder>();
};

Period months(int from_year, unsigned from_month, int to_year, unsigned to_month)
{
    using namespace std::chrono;
    return {static_cast<std::int32_t>(sys_days(year(from_year) / month(from_month) / 1).time_since_epoch().count()),
            static_cast<std::int32_t>(sys_days(year(to_year) / month(to_month) / last).time_since_epoch().count())};
}

/// In degrees, which serves to compare areas of one spot.
MultiPolygon shape_of(const nlohmann::json& feature)
{
    MultiPolygon shape;
    const auto polygon = [&](const nlohmann::json& rings) {
        Polygon one;
        for (std::size_t i = 0; i < rings.size(); ++i) {
            Ring ring;
            for (const auto& point : rings[i]) {
                ring.push_back({point[0], point[1]});
            }
            (i == 0 ? one.outer : one.holes.emplace_back()) = std::move(ring);
        }
        shape.push_back(std::move(one));
    };
    const auto& geometry = feature["geometry"];
    if (geometry["type"] == "Polygon") {
        polygon(geometry["coordinates"]);
    } else {
        std::for_each(geometry["coordinates"].begin(), geometry["coordinates"].end(), polygon);
    }
    return shape;
}

std::string quartiles(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const auto at = [&](double share) {
        return values[static_cast<std::size_t>(share * (static_cast<double>(values.size()) - 1))];
    };
    return fmt::format("least {:.2f}, quartiles {:.2f} {:.2f} {:.2f}, most {:.2f}, mean {:.2f}", values.front(),
                       at(0.25), at(0.5), at(0.75), values.back(),
                       std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()));
}

std::vector<double> figures(const nlohmann::json& features, const std::string& name)
{
    std::vector<double> values;
    for (const auto& feature : features) {
        values.push_back(feature["properties"].at(name));
    }
    return values;
}

/// Hotspots whose figure is at least `kStable`, and those of them that have half their area in what is hot later.
std::pair<double, double> stable_and_kept(const nlohmann::json& before, const MultiPolygon& later,
                                          const std::string& figure)
{
    double stable = 0;
    double kept = 0;
    for (const auto& feature : before) {
        if (feature["properties"][figure].get<double>() >= kStable) {
            const auto shape = shape_of(feature);
            stable += 1;
            kept += area(geos::intersection(shape, later)) >= 0.5 * area(shape) ? 1 : 0;
        }
    }
    return {stable, kept};
}

} // namespace

TEST_CASE("run again at all but the same bandwidth, real data find every hotspot", "[real]")
{
    const auto real = RealRun::find();
    if (!real) {
        return;
    }
    const auto features = real->run("out", months(2022, 3, 2023, 2), "burglary", [](RunConfig& config) {
        config.stability.enabled = true;
        config.stability.draws = 0;
        config.stability.bandwidth_change = 1e-9;
        config.stability.cell_change = 0;
    });
    REQUIRE(features.size() > 20);
    for (const auto& feature : features) {
        CHECK(feature["properties"]["stability_bandwidth"] == 1.0);
    }
}

TEST_CASE("on real data a stable hotspot is not a lasting one", "[real]")
{
    const auto real = RealRun::find();
    if (!real) {
        return;
    }
    const std::string theme = GENERATE("burglary", "substance_violence", "asb");
    const auto before = real->run("before-" + theme, months(2020, 6, 2021, 5), theme,
                                  [](RunConfig& config) { config.stability.enabled = true; });
    // 2021-08, 2022-01 and 2022-11 are not in the data, nor is any month from 2019-02 to 2020-04.
    const auto after = real->run("after-" + theme, months(2022, 3, 2023, 2), theme, [](RunConfig& config) {
        config.stability.enabled = true;
        config.persistence.periods = 2;
        config.persistence.missing_months_allowed = 2;
    });
    std::vector<MultiPolygon> shapes;
    std::transform(after.begin(), after.end(), std::back_inserter(shapes), shape_of);
    const auto later = geos::unite(shapes, 0);
    const auto [stable, kept] = stable_and_kept(before, later, "resampling_stability");
    // The share of bootstrap draws alone: nearly every hotspot is found again with another bandwidth or cell, which
    // lifts resampling_stability over 0.8 for some that draws move.
    const auto [drawn, drawn_kept] = stable_and_kept(before, later, "stability_bootstrap");
    WARN(fmt::format("{}, 2020-06 to 2021-05: {} hotspots; resampling_stability {}; at least {} stable: {:.0f}, of "
                     "which {:.0f} ({:.0f} %) keep half their area in 2022-03 to 2023-02",
                     theme, before.size(), quartiles(figures(before, "resampling_stability")), kStable, stable, kept,
                     100 * kept / stable));
    WARN(fmt::format("{}: by bootstrap alone {:.0f} stable, {:.0f} ({:.0f} %) keep half", theme, drawn, drawn_kept,
                     100 * drawn_kept / drawn));
    WARN(fmt::format("{}, 2022-03 to 2023-02: {} hotspots; resampling_stability {}; persistence {}", theme,
                     after.size(), quartiles(figures(after, "resampling_stability")),
                     quartiles(figures(after, "persistence"))));
    REQUIRE(stable >= 10);
    CHECK(kept / stable < 0.7); // stable far more often than lasting
    // By bootstrap alone 29 to 40 % was measured on these data by another program, of burglary and its like; violence
    // lasts longer.
    if (theme != "substance_violence") {
        CHECK(drawn_kept / drawn >= 0.29);
        CHECK(drawn_kept / drawn <= 0.40);
    }
    CHECK(kept / stable > 0.1); // and not by chance: hotspots cover 1 % of the searchable area
}
