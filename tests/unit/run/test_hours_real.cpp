// SPDX-License-Identifier: MIT
#include "real_data.hpp"
#include "run_folder.hpp"

#include "harmspot/config.hpp"

#include <catch2/catch.hpp>
#include <zlib.h>

#include <chrono>
#include <cmath>
#include <fstream>
#include <sstream>

// Hours of real incidents whose minute is known, counted a second time straight from the file.

using namespace harmspot;

namespace
{

struct Row {
    std::string hour; ///< "Fri 21"
    double lon = 0;
    double lat = 0;
};

std::string unpacked(const std::filesystem::path& path)
{
    std::string text;
    auto* file = gzopen(path.c_str(), "rb");
    REQUIRE(file != nullptr);
    std::array<char, 65536> part{};
    for (int got = 0; (got = gzread(file, part.data(), part.size())) > 0;) {
        text.append(part.data(), static_cast<std::size_t>(got));
    }
    gzclose(file);
    return text;
}

std::string hour_of(const std::string& time) // 2019-09-27T21:14
{
    constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    const std::chrono::year_month_day date{std::chrono::year(std::stoi(time.substr(0, 4))),
                                           std::chrono::month(static_cast<unsigned>(std::stoi(time.substr(5, 2)))),
                                           std::chrono::day(static_cast<unsigned>(std::stoi(time.substr(8, 2))))};
    const std::chrono::weekday day{std::chrono::sys_days(date)};
    return std::string(kDays.at(day.c_encoding())) + " " + std::to_string(std::stoi(time.substr(11, 2)));
}

/// Rows with coordinates; the times are the second field, coordinates the last two.
std::vector<Row> rows_of(const std::string& text)
{
    std::vector<Row> rows;
    std::istringstream lines(text);
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        const auto last = line.rfind(',');
        const auto before = line.rfind(',', last - 1);
        const auto lon = line.substr(before + 1, last - before - 1);
        const auto lat = line.substr(last + 1);
        const auto time = line.find("\",\"");
        if (lon.empty() || lat.empty() || lon == "NA" || lat == "NA") {
            continue;
        }
        rows.push_back({hour_of(line.substr(time + 3, 16)), std::stod(lon), std::stod(lat)});
    }
    return rows;
}

/// Crossings of a ray to the east.
bool inside(const nlohmann::json& geometry, const Row& row)
{
    bool in = false;
    const auto polygons =
        geometry["type"] == "Polygon" ? nlohmann::json::array({geometry["coordinates"]}) : geometry["coordinates"];
    for (const auto& polygon : polygons) {
        for (const auto& ring : polygon) {
            for (std::size_t k = 0; k + 1 < ring.size(); ++k) {
                const double x1 = ring[k][0].get<double>();
                const double y1 = ring[k][1].get<double>();
                const double x2 = ring[k + 1][0].get<double>();
                const double y2 = ring[k + 1][1].get<double>();
                if ((y1 > row.lat) != (y2 > row.lat) && row.lon < x1 + (row.lat - y1) / (y2 - y1) * (x2 - x1)) {
                    in = !in;
                }
            }
        }
    }
    return in;
}

} // namespace

TEST_CASE("Charlottesville: the table of hours is what the file's own times say", "[hours][real]")
{
    const auto folder = real_data("us-incidents");
    if (!folder) {
        return;
    }
    const ScratchFolder scratch;
    const auto source = *folder / "charlottesville_2014_2019.csv.gz";
    std::ofstream(scratch.path() + "/areas.geojson")
        << R"({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "City"}, "geometry":
{"type": "Polygon", "coordinates": [[[-78.7, 37.9], [-78.3, 37.9], [-78.3, 38.2], [-78.7, 38.2], [-78.7, 37.9]]]}}]})";
    std::ofstream(scratch.path() + "/harm.csv")
        << "code,weight,unit,source,vintage\nAssault Simple,2,points,invented,2024\n";
    CommandLineConfig command_line;
    command_line.out = scratch.path() + "/out";
    const auto config = parse_config("crs = \"EPSG:32617\"\n[incidents]\nfiles = [\"" + source.string() + R"("]
duplicates = "off"
[incidents.columns]
offence = "offense"
date = "reported_local"
longitude = "lon"
latitude = "lat"
[[areas]]
layer = "city"
file = "areas.geojson"
name = "name"
[harm]
table = "count"
[[theme]]
name = "all"
match = { all = [] }
[[hotspots]]
method = "kde"
bandwidth_m = 300
cell_m = 25
[output]
surfaces = false
geopackage = false
)",
                                     scratch.path() + "/config.toml", command_line);
    RunOptions options;
    options.out = config.output.folder;
    static_cast<void>(run(config, options, {}));
    const auto files = files_in(scratch.path() + "/out");
    std::map<std::string, std::map<std::string, double>> table; // by hotspot, hour
    std::istringstream lines(files.at("tables/hour_profile.csv"));
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        std::vector<std::string> fields;
        std::istringstream stream(line);
        for (std::string field; std::getline(stream, field, ',');) {
            fields.push_back(field);
        }
        table[fields.at(3)][fields.at(4) + " " + fields.at(5)] += std::stod(fields.at(6));
    }
    const auto rows = rows_of(unpacked(source));
    REQUIRE(rows.size() > 29'000);
    const auto layer = nlohmann::json::parse(files.at("all/kde_hotspots.geojson"));
    REQUIRE(layer["features"].size() >= 2);
    for (std::size_t rank = 0; rank < 2; ++rank) {
        const auto& feature = layer["features"][rank];
        const auto id = feature["properties"]["id"].get<std::string>();
        std::map<std::string, double> counted;
        for (const auto& row : rows) {
            if (inside(feature["geometry"], row)) {
                counted[row.hour] += 1;
            }
        }
        double all = 0;
        double differ = 0;
        for (const auto& [hour, count] : counted) {
            all += count;
            differ += std::abs(count - table[id][hour]);
        }
        INFO(id << ": " << all << " counted, " << differ << " differ");
        CHECK(all > 100);
        // A point on the outline may fall on either side once the outline is in degrees.
        CHECK(differ <= 0.01 * all);
    }
}
