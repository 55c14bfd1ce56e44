// SPDX-License-Identifier: MIT
#include "harmspot/read.hpp"
#include "real_layers.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cstdint>
#include <fstream>
#include <map>
#include <string>

using namespace harmspot;

namespace
{

/// Incidents by "month,crime type,area", areas as the truth file calls them.
using Counts = std::map<std::string, std::uint64_t>;

Counts stated_counts(const std::filesystem::path& file)
{
    Counts counts;
    std::ifstream in(file);
    const std::string kind = ",polygon_area_command,";
    for (std::string line; std::getline(in, line);) {
        const auto at = line.find(kind);
        const auto count = line.rfind(',');
        if (at != std::string::npos) {
            const auto area = line.substr(at + kind.size(), count - at - kind.size());
            counts[line.substr(0, at) + "," + area] += std::stoull(line.substr(count + 1));
        }
    }
    std::erase_if(counts, [](const auto& entry) { return entry.second == 0; });
    return counts;
}

Counts counts_of(const Incidents& incidents, const AreaLayer& layer)
{
    const auto areas = assign_areas(incidents.places, layer, 0);
    std::map<std::tuple<std::int32_t, std::uint32_t, std::string>, std::uint64_t> cells;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const auto place = incidents.place[i];
        const std::string area = place == kNoPlace          ? "no_coordinates"
                                 : areas[place] == kOutside ? "outside"
                                                            : layer.areas[areas[place]].name;
        ++cells[{month_of(incidents.earliest_min[i]), incidents.offence[i], area}];
    }
    Counts counts;
    for (const auto& [cell, count] : cells) {
        const auto& [month, offence, area] = cell;
        counts[fmt::format("{},{},{}", month_text(month), incidents.offences[offence], area)] = count;
    }
    return counts;
}

/// The first few lines in which two tables differ.
std::string difference(const Counts& ours, const Counts& stated)
{
    std::string text;
    for (const auto& [key, count] : ours) {
        const auto found = stated.find(key);
        if (found == stated.end() || found->second != count) {
            text += fmt::format("{}: {}, stated {}\n", key, count, found == stated.end() ? 0 : found->second);
        }
    }
    for (const auto& [key, count] : stated) {
        text += ours.count(key) == 0 ? fmt::format("{}: none, stated {}\n", key, count) : "";
    }
    return text.substr(0, 1000);
}

} // namespace

TEST_CASE("counts by month, crime type and command are those stated, however the commands were made", "[real]")
{
    // The truth was made without the OSTN15 shift grid, which Debian's PROJ does not have either.
    const auto street = real_data("northumbria-street");
    const auto boundaries = real_data("ne-boundaries");
    if (!street || !boundaries) {
        return;
    }
    const auto stated = stated_counts(*street / "ground_truth_counts.csv");
    REQUIRE_FALSE(stated.empty());
    RunConfig config;
    config.incidents.format = "police-uk";
    const auto files = expand_files({(*street / "*-street.csv.gz").string()});
    const auto incidents = read_incidents(files, files, config, 0, {}).incidents;

    const auto commands = read_areas(real_layer(*boundaries, "area_commands_derived.geojson", "name"), 27700);
    CHECK(difference(counts_of(incidents, commands), stated).empty());

    auto small = real_layer(*boundaries, "lsoa11_northumbria.geojson", "LSOA11NM");
    small.group_attribute = "area_command";
    CHECK(difference(counts_of(incidents, read_areas(small, 27700)), stated).empty());
}
