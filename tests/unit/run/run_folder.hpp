// SPDX-License-Identifier: MIT
#pragma once

#include "scratch_folder.hpp"

#include "harmspot/run.hpp"
#include "harmspot/sample.hpp"
#include "source_dir.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

/// What a finished run left, by relative path.
using Files = std::map<std::string, std::string>;

inline std::string bytes_of(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline Files files_in(const std::filesystem::path& folder)
{
    Files files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files[entry.path().lexically_relative(folder).generic_string()] = bytes_of(entry.path());
        }
    }
    return files;
}

/// A small sample, and runs of the shipped configs on it that are coarse enough to be quick.
class SampleRun
{
public:
    explicit SampleRun(const std::string& format = "force", std::uint64_t incidents = 4000)
    {
        harmspot::SampleParams params;
        params.incidents = incidents;
        params.format = format;
        harmspot::write_sample(m_scratch.path() + "/sample", params);
    }

    [[nodiscard]] std::string path(const std::string& name) const { return m_scratch.path() + "/" + name; }

    [[nodiscard]] harmspot::RunConfig config(const std::string& out, std::vector<std::string> set = {}) const
    {
        const bool police_uk = !std::filesystem::exists(path("sample/incidents.csv"));
        harmspot::CommandLineConfig command_line;
        command_line.incidents = {path(police_uk ? "sample/*-street.csv" : "sample/incidents.csv")};
        command_line.out = path(out);
        // Draws of chance have tests of their own; here they would only take time.
        command_line.set = {"hotspots.kde.cell_m=100", "hotspots.kde.significance=false",
                            "hotspots.dbscan.significance=false"};
        command_line.set.insert(command_line.set.end(), set.begin(), set.end());
        const auto* name = police_uk ? "police_uk" : "force_export";
        return harmspot::read_config(source_dir() + "/configs/" + name + ".toml", command_line);
    }

    harmspot::RunSummary run(const std::string& out, std::vector<std::string> set = {},
                             harmspot::RunOptions options = {}, const harmspot::Progress& progress = {}) const
    {
        const auto resolved = config(out, std::move(set));
        options.out = resolved.output.folder;
        return harmspot::run(resolved, options, progress);
    }

    [[nodiscard]] Files files(const std::string& out) const { return files_in(path(out)); }
    [[nodiscard]] nlohmann::json json(const std::string& file) const
    {
        return nlohmann::json::parse(bytes_of(path(file)));
    }

private:
    ScratchFolder m_scratch;
};
