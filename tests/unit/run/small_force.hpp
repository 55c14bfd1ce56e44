// SPDX-License-Identifier: MIT
#pragma once

#include "run_folder.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <fstream>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// Two square areas side by side, 2 km wide each, and a year and more of invented offences in them.
///
/// - "home" in the west: 12 burglaries a month on 6 places, every month.
/// - "new" in the east: as many, but in 2024 alone.
/// - "grave" in the east: five light assaults and one that weighs as much as hundreds, in 2024.
/// - one burglary and one assault a month here and there.
class SmallForce
{
public:
    explicit SmallForce(const std::set<std::string>& missing_months = {})
    {
        write("areas.geojson", R"({"type": "FeatureCollection",
"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}},
"features": [
{"type": "Feature", "properties": {"name": "West"}, "geometry": {"type": "Polygon", "coordinates": [[[423000, 563000], [425000, 563000], [425000, 565000], [423000, 565000], [423000, 563000]]]}},
{"type": "Feature", "properties": {"name": "East"}, "geometry": {"type": "Polygon", "coordinates": [[[425000, 563000], [427000, 563000], [427000, 565000], [425000, 565000], [425000, 563000]]]}}]})");
        write("harm.csv", harm_table({{"28E", 20}, {"8N", 10}, {"4", 4000}}));
        for (int year = 2021; year <= 2024; ++year) {
            for (int month = 1; month <= 12; ++month) {
                const auto name = fmt::format("{}-{:02}", year, month);
                if (!missing_months.contains(name)) {
                    add_month(name, year == 2024, year * 12 + month);
                }
            }
        }
        m_rows.push_back("2024-05-20,4,Attempted murder,426300,564500");
        for (int i = 0; i < 5; ++i) {
            m_rows.push_back(fmt::format("2024-06-0{},8N,Assault,{},564500", i + 1, 426280 + 10 * i));
        }
        write_rows(m_rows);
    }

    static std::string harm_table(const std::vector<std::pair<std::string, int>>& weights,
                                  const std::string& unit = "days")
    {
        std::string csv = "code,weight,unit,source,vintage\n";
        for (const auto& [code, weight] : weights) {
            csv += fmt::format("{},{},{},invented,2024\n", code, weight, unit);
        }
        return csv;
    }

    void write(const std::string& name, const std::string& text) const
    {
        std::ofstream(path(name), std::ios::binary) << text;
    }
    void write_rows(const std::vector<std::string>& rows) const
    {
        std::string csv = "date,code,offence,easting,northing\n";
        for (const auto& row : rows) {
            csv += row + "\n";
        }
        write("incidents.csv", csv);
    }
    [[nodiscard]] const std::vector<std::string>& rows() const { return m_rows; }
    [[nodiscard]] std::string path(const std::string& name) const { return m_scratch.path() + "/" + name; }

    [[nodiscard]] harmspot::RunConfig config(const std::string& more,
                                             const std::string& entry = "method = \"kde\"\n"
                                                                        "bandwidth_m = 150\n"
                                                                        "cell_m = 25\n"
                                                                        "area_share = 0.02\n") const
    {
        return harmspot::parse_config(
            "title = \"Two squares\"\n"
            "period = { from = 2024-01-01, to = 2024-12-31 }\n"
            "[incidents]\nfiles = [\"incidents.csv\"]\n"
            "[incidents.columns]\ndate = \"date\"\ncode = \"code\"\noffence = \"offence\"\n"
            "easting = \"easting\"\nnorthing = \"northing\"\n"
            "[[areas]]\nlayer = \"command\"\nfile = \"areas.geojson\"\nname = \"name\"\npack = true\n"
            "[harm]\ntable = \"harm.csv\"\n"
            "[[theme]]\nname = \"burglary\"\nmatch = { field = \"code\", equals = \"28E\" }\n"
            "[[theme]]\nname = \"violence\"\nmatch = { field = \"code\", in = [\"8N\", \"4\"] }\n"
            "[output]\ngeopackage = false\n" +
                more + "[[hotspots]]\nleast_area_ha = 0.5\nleast_incidents = 5\n" + entry,
            path("config.toml"), {});
    }

    harmspot::RunSummary run(const harmspot::RunConfig& config, const std::string& out, unsigned threads = 2) const
    {
        harmspot::RunOptions options;
        options.out = path(out);
        options.threads = threads;
        return harmspot::run(config, options, harmspot::Progress{});
    }

    [[nodiscard]] nlohmann::json json(const std::string& name) const
    {
        return nlohmann::json::parse(bytes_of(path(name)));
    }
    [[nodiscard]] nlohmann::json output(const std::string& out, const std::string& file) const
    {
        const auto manifest = json(out + "/manifest.json");
        for (const auto& one : manifest["outputs"]) {
            if (one["path"] == file) {
                return one;
            }
        }
        FAIL("no " << file);
        return {};
    }

    /// Properties of the hotspot that holds the most incidents on the given side of the border.
    [[nodiscard]] nlohmann::json spot(const std::string& file, const std::string& command) const
    {
        nlohmann::json best;
        const auto layer = json(file);
        for (const auto& feature : layer["features"]) {
            const auto& properties = feature["properties"];
            if (properties["command"] == command && (best.is_null() || properties["incidents"] > best["incidents"])) {
                best = properties;
            }
        }
        REQUIRE_FALSE(best.is_null());
        return best;
    }

private:
    void add_month(const std::string& month, bool is_new, int seed)
    {
        for (int i = 0; i < 12; ++i) {
            const int day = 1 + 2 * i;
            const int dx = 20 * (i % 3);
            const int dy = 20 * (i % 2);
            m_rows.push_back(fmt::format("{}-{:02},28E,Burglary,{},{}", month, day, 424000 + dx, 564000 + dy));
            if (is_new) {
                m_rows.push_back(fmt::format("{}-{:02},28E,Burglary,{},{}", month, day, 426000 + dx, 563500 + dy));
            }
        }
        m_rows.push_back(
            fmt::format("{}-15,28E,Burglary,{},{}", month, 423100 + seed * 397 % 3800, 563100 + seed * 211 % 1800));
        m_rows.push_back(
            fmt::format("{}-16,8N,Assault,{},{}", month, 423100 + seed * 173 % 3800, 563100 + seed * 331 % 1800));
    }

    ScratchFolder m_scratch;
    std::vector<std::string> m_rows;
};
