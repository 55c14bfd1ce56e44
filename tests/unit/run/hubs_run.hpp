// SPDX-License-Identifier: MIT
#pragma once

#include "run_folder.hpp"

#include "harmspot/config.hpp"
#include "harmspot/error.hpp"

#include <fstream>
#include <string>

/// Two authorities side by side, each 10 km square: West with a town of 30 incidents and a hub in it, East with one of
/// 20 and none. Plans are added as TOML; runs happen in a scratch folder.
class TwoTowns
{
public:
    TwoTowns()
    {
        write("areas.geojson", R"({"type": "FeatureCollection",
"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}, "features": [
{"type": "Feature", "properties": {"name": "East"}, "geometry": {"type": "Polygon", "coordinates": [[[430000, 560000], [440000, 560000], [440000, 570000], [430000, 570000], [430000, 560000]]]}},
{"type": "Feature", "properties": {"name": "West"}, "geometry": {"type": "Polygon", "coordinates": [[[420000, 560000], [430000, 560000], [430000, 570000], [420000, 570000], [420000, 560000]]]}}]})");
        std::string rows = "ref,code,date,easting,northing,place\n";
        for (int i = 0; i < 50; ++i) {
            const bool west = i < 30;
            rows += "r" + std::to_string(i) + ",8N,2024-03-0" + std::to_string(1 + i % 9) + "," +
                    std::to_string((west ? 425000 : 435000) + 40 * (i % 5)) + "," +
                    std::to_string(565000 + 40 * (i % 3)) + "," + (west ? "West Street" : "East Street") + "\n";
        }
        write("incidents.csv", rows);
        write("harm.csv", "code,weight,unit,source,vintage\n8N,10,days,invented,2024\n");
        write("sites.csv", "name,easting,northing,cost,capacity\n"
                           "Library,435100,565000,100,\nBarn,439000,569000,50,\nAnnex,425300,565000,80,\n");
    }

    void write(const std::string& name, const std::string& text) const
    {
        std::ofstream(m_scratch.path() + "/" + name, std::ios::binary) << text;
    }

    [[nodiscard]] static std::string plan(const std::string& more = "", const std::string& candidates = "sites.csv")
    {
        return "[[hubs]]\nname = \"next\"\n" +
               (candidates.empty() ? std::string() : "candidates = \"" + candidates + "\"\n") + more +
               "\n[[hubs.existing]]\nname = \"West Hub\"\neasting = 425050\nnorthing = 565050\n";
    }

    [[nodiscard]] harmspot::RunConfig config(const std::string& plans, const std::string& out = "out",
                                             std::vector<std::string> set = {}) const
    {
        harmspot::CommandLineConfig command_line;
        command_line.out = m_scratch.path() + "/" + out;
        command_line.set = std::move(set);
        return harmspot::parse_config(R"(title = "Two towns"
[incidents]
files = ["incidents.csv"]
[incidents.columns]
id = "ref"
code = "code"
date = "date"
easting = "easting"
northing = "northing"
location = "place"
[[areas]]
layer = "authority"
file = "areas.geojson"
name = "name"
[harm]
table = "harm.csv"
[[theme]]
name = "violence"
match = { all = [] }
[[hotspots]]
method = "kde"
bandwidth_m = 300
cell_m = 50
area_share = 0.2
[output]
surfaces = false
geopackage = false
)" + plans,
                                      m_scratch.path() + "/config.toml", command_line);
    }

    harmspot::RunSummary run(const std::string& plans, const std::string& out = "out",
                             std::vector<std::string> set = {}, unsigned threads = 1) const
    {
        const auto resolved = config(plans, out, std::move(set));
        harmspot::RunOptions options;
        options.out = resolved.output.folder;
        options.threads = threads;
        return harmspot::run(resolved, options, {});
    }

    /// What stops a run.
    [[nodiscard]] std::string stops(const std::string& plans, const std::string& out = "out") const
    {
        try {
            static_cast<void>(run(plans, out));
        } catch (const harmspot::InputError& error) {
            return error.what();
        }
        return "(nothing)";
    }

    [[nodiscard]] Files files(const std::string& out = "out") const { return files_in(m_scratch.path() + "/" + out); }
    [[nodiscard]] std::string path(const std::string& name) const { return m_scratch.path() + "/" + name; }
    [[nodiscard]] nlohmann::json json(const std::string& file, const std::string& out = "out") const
    {
        return nlohmann::json::parse(bytes_of(m_scratch.path() + "/" + out + "/" + file));
    }

private:
    ScratchFolder m_scratch;
};
