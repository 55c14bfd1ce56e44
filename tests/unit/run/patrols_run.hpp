// SPDX-License-Identifier: MIT
#pragma once

#include "run_folder.hpp"

#include "harmspot/config.hpp"
#include "harmspot/error.hpp"

#include <fstream>
#include <string>
#include <utility>
#include <vector>

/// Two commands side by side, each 10 km square. West has four streets with violence on Friday nights: 40, 30, 20 and
/// 10 incidents 600 m apart; East one with 25. Besides 50 domestic incidents and 30 in dwellings at one corner of West.
class NightTown
{
public:
    NightTown()
    {
        write("areas.geojson", areas("East", "West"));
        std::string rows = kHeader;
        int number = 0;
        const auto add = [&](int count, int x, int y, const char* rest, const char* street) {
            for (int i = 0; i < count; ++i) {
                rows += "r" + std::to_string(number) + ",8N,Assault," + friday(number) + "," +
                        std::to_string(x + 10 * (i % 4)) + "," + std::to_string(y + 10 * (i % 3)) + "," + street + "," +
                        rest + "\n";
                ++number;
            }
        };
        add(40, 425000, 565000, "Street,N", "High Street");
        add(30, 425600, 565000, "Street,N", "Low Street");
        add(20, 426200, 565000, "Street,N", "Back Lane");
        add(10, 426800, 565000, "Street,N", "Mill Lane");
        add(25, 435000, 565000, "Street,N", "East Street");
        add(50, 422000, 562000, "Street,Y", "Hidden Close");
        add(30, 422000, 562000, "Dwelling,N", "Hidden Close");
        write("incidents.csv", rows);
        write("harm.csv", "code,weight,unit,source,vintage\n8N,10,days,invented,2024\nASB,1,days,invented,2024\n");
    }

    static constexpr const char* kHeader = "ref,code,offence,date,easting,northing,place,type,domestic\n";

    /// 21:00 to 23:59 on a Friday.
    static std::string friday(int number)
    {
        return "2024-03-" + std::string(number % 2 == 0 ? "08" : "15") + " " + std::to_string(21 + number % 3) + ":" +
               std::to_string(10 + number % 50);
    }

    static std::string areas(const std::string& east, const std::string& west)
    {
        return R"({"type": "FeatureCollection",
"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}, "features": [
{"type": "Feature", "properties": {"name": ")" +
               east +
               R"("}, "geometry": {"type": "Polygon", "coordinates": [[[430000, 560000], [440000, 560000], [440000, 570000], [430000, 570000], [430000, 560000]]]}},
{"type": "Feature", "properties": {"name": ")" +
               west +
               R"("}, "geometry": {"type": "Polygon", "coordinates": [[[420000, 560000], [430000, 560000], [430000, 570000], [420000, 570000], [420000, 560000]]]}}]})";
    }

    void write(const std::string& name, const std::string& text) const
    {
        std::ofstream(m_scratch.path() + "/" + name, std::ios::binary) << text;
    }

    [[nodiscard]] harmspot::RunConfig config(const std::string& patrols, const std::string& out = "out",
                                             std::vector<std::string> set = {}, bool filtered = true) const
    {
        harmspot::CommandLineConfig command_line;
        command_line.out = m_scratch.path() + "/" + out;
        command_line.set = std::move(set);
        return harmspot::parse_config(R"(title = "Night town"
[incidents]
files = ["incidents.csv"]
[incidents.columns]
id = "ref"
code = "code"
offence = "offence"
date = "date"
easting = "easting"
northing = "northing"
location = "place"
)" + std::string(filtered ? "location_type = \"type\"\ndomestic = \"domestic\"\n" : "") +
                                          R"([[areas]]
layer = "command"
file = "areas.geojson"
name = "name"
pack = true
[harm]
table = "harm.csv"
[[theme]]
name = "violence"
match = { field = "code", equals = "8N" }
[[hotspots]]
method = "kde"
bandwidth_m = 300
cell_m = 50
area_share = 0.2
[output]
surfaces = false
geopackage = false
map = false
)" + patrols,
                                      m_scratch.path() + "/config.toml", command_line);
    }

    harmspot::RunSummary run(const std::string& patrols, const std::string& out = "out",
                             std::vector<std::string> set = {}, bool filtered = true) const
    {
        const auto resolved = config(patrols, out, std::move(set), filtered);
        harmspot::RunOptions options;
        options.out = resolved.output.folder;
        options.threads = 1;
        return harmspot::run(resolved, options, {});
    }

    /// What stops a run.
    [[nodiscard]] std::string stops(const std::string& patrols, bool filtered = true) const
    {
        try {
            static_cast<void>(run(patrols, "stopped", {}, filtered));
        } catch (const harmspot::Error& error) {
            return error.what();
        }
        return "(nothing)";
    }

    [[nodiscard]] std::string path(const std::string& name) const { return m_scratch.path() + "/" + name; }
    [[nodiscard]] Files files(const std::string& out = "out") const { return files_in(m_scratch.path() + "/" + out); }
    [[nodiscard]] nlohmann::json json(const std::string& file, const std::string& out = "out") const
    {
        return nlohmann::json::parse(bytes_of(m_scratch.path() + "/" + out + "/" + file));
    }

private:
    ScratchFolder m_scratch;
};

inline const std::string kNightShift = "[patrols]\nunits = 1\nfrom = \"18:00\"\nto = \"02:00\"\n";
