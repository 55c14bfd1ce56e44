// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/read.hpp"
#include "incident/incident_reader.hpp"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

/// A folder for a test's files, removed with everything in it.
class ScratchFolder
{
public:
    ScratchFolder()
    {
        static std::atomic<int> count{0};
        m_path = std::filesystem::temp_directory_path() /
                 ("harmspot-test-" + std::to_string(getpid()) + "-" + std::to_string(count++));
        std::filesystem::create_directories(m_path);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }

    [[nodiscard]] std::string path(std::string_view name) const { return (m_path / name).string(); }
    std::string write(std::string_view name, std::string_view bytes) const
    {
        std::ofstream out(path(name), std::ios::binary);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return path(name);
    }

private:
    std::filesystem::path m_path;
};

inline constexpr std::string_view kPoliceHeader =
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context\n";

/// One data.police.uk row.
inline std::string police_row(std::string_view month, std::string_view lon, std::string_view lat,
                              std::string_view location, std::string_view type)
{
    std::string row = ","; // without a reference, rows alike are no repeats
    row.append(month).append(",Northumbria Police,Northumbria Police,");
    row.append(lon).append(",").append(lat).append(",").append(location).append(",E01000001,Newcastle 001A,");
    return row.append(type).append(",Under investigation,\n");
}

inline harmspot::RunConfig police_config()
{
    harmspot::RunConfig config;
    config.incidents.format = "police-uk";
    return config;
}

/// A force's own export: easting, northing, one date, offence text.
inline harmspot::RunConfig export_config()
{
    harmspot::RunConfig config;
    config.incidents.format = "columns";
    auto& map = config.incidents.columns;
    map.easting = "Easting";
    map.northing = "Northing";
    map.date = "When";
    map.offence = "Offence";
    return config;
}

/// Reads one text as if it were a file called in.csv.
inline harmspot::IncidentsRead read_text(std::string_view text, const harmspot::RunConfig& config, unsigned threads = 1,
                                         harmspot::ReadTuning tuning = {})
{
    const ScratchFolder folder;
    return harmspot::read_incidents_cut({folder.write("in.csv", text)}, {"in.csv"}, config, threads, {}, tuning);
}

/// "3:bad_date 5:column_count"
inline std::string rejects_text(const harmspot::RowReport& report)
{
    std::string text;
    for (const auto& reject : report.rejects) {
        text.append(text.empty() ? "" : " ").append(std::to_string(reject.line)).append(":");
        text.append(harmspot::reject_reason_text(reject.reason));
    }
    return text;
}

/// Whether every input's rows are used or rejected, and the rejects are listed.
inline bool adds_up(const harmspot::RowReport& report)
{
    std::uint64_t listed = 0;
    for (const auto& input : report.inputs) {
        std::uint64_t rejected = 0;
        for (const auto count : input.rejected) {
            rejected += count;
        }
        if (input.rows != input.used + rejected) {
            return false;
        }
        listed += rejected;
    }
    return listed == report.rejects.size();
}

/// Offence texts of all incidents, in order.
inline std::vector<std::string> offences_of(const harmspot::Incidents& incidents)
{
    std::vector<std::string> texts;
    for (const auto number : incidents.offence) {
        texts.push_back(incidents.offences[number]);
    }
    return texts;
}
