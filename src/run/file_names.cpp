// SPDX-License-Identifier: MIT
#include "incident/input_parts.hpp"
#include "run/run_data.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string_view>
#include <utility>

namespace harmspot
{

namespace
{

/// Length of the part of a pattern that holds no wildcard, up to and with its last slash.
std::size_t fixed_length(std::string_view pattern)
{
    const auto wildcard = std::min(pattern.find_first_of("*?["), pattern.size());
    const auto slash = pattern.rfind('/', wildcard == pattern.size() ? std::string_view::npos : wildcard);
    return slash == std::string_view::npos ? 0 : slash + 1;
}

} // namespace

NamedFiles name_files(const IncidentsConfig& config)
{
    if (config.files.empty()) {
        throw ConfigError("no incidents to read; give [incidents] files in the config, or --incidents");
    }
    std::vector<std::pair<std::string, std::string>> named;
    for (std::size_t i = 0; i < config.files.size(); ++i) {
        const auto& pattern = config.files[i];
        const auto& written = config.files_as_written[i];
        for (auto& path : expand_files({pattern})) {
            auto name =
                written.substr(0, fixed_length(written)) + path.substr(std::min(fixed_length(pattern), path.size()));
            named.emplace_back(std::move(path), std::move(name));
        }
    }
    // Sorted by what the user sees, so that the same files elsewhere give the same bytes.
    std::sort(named.begin(), named.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    NamedFiles files;
    std::set<std::string> seen; // one file by two names must not count twice
    for (auto& [path, name] : named) {
        if (seen.insert(std::filesystem::weakly_canonical(path).string()).second) {
            files.paths.push_back(std::move(path));
            files.as_written.push_back(std::move(name));
        }
    }
    if (config.format == "police-uk") {
        refuse_repeated_months(files.as_written);
    }
    return files;
}

} // namespace harmspot
