// SPDX-License-Identifier: MIT
#include "incident/wildcard.hpp"

#include "harmspot/error.hpp"
#include "harmspot/read.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

namespace harmspot
{

namespace
{

namespace fs = std::filesystem;

void refuse_remote(const std::string& pattern)
{
    if (pattern.starts_with("/vsi") || pattern.find("://") != std::string::npos) {
        throw InputError(pattern + ": is not a file on this machine; copy the file here first");
    }
}

/// Entries of `folder` whose names match, in no order. Hidden ones only when the pattern starts with a dot.
/// In a folder that cannot be read nothing matches, and `closed` says why.
std::vector<fs::path> matches_in(const fs::path& folder, const std::string& pattern, std::string& closed)
{
    std::vector<fs::path> found;
    std::error_code error;
    const fs::path at = folder.empty() ? fs::path(".") : folder;
    for (fs::directory_iterator entry(at, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if ((name.front() != '.' || pattern.front() == '.') && matches_wildcard(pattern, name)) {
            found.push_back(folder / name);
        }
    }
    if (error && error != std::errc::no_such_file_or_directory && error != std::errc::not_a_directory) {
        closed = at.string() + " cannot be looked into: " + error.message();
    }
    return found;
}

/// Everything a pattern names; wildcards may stand in folder names too.
/// \param closed set when a folder on the way cannot be read
std::vector<fs::path> expand(const fs::path& pattern, std::string& closed)
{
    std::vector<fs::path> found{fs::path()};
    for (const auto& component : pattern) {
        const std::string name = component.string();
        std::vector<fs::path> next;
        for (const auto& folder : found) {
            std::error_code ignored;
            if (!has_wildcard(name) || fs::exists(folder / component, ignored)) {
                next.push_back(folder / component);
                continue;
            }
            const auto inside = matches_in(folder, name, closed);
            next.insert(next.end(), inside.begin(), inside.end());
        }
        found = std::move(next);
    }
    return found;
}

std::vector<fs::path> plain_files(const std::string& pattern)
{
    refuse_remote(pattern);
    std::error_code ignored;
    std::vector<fs::path> files;
    if (!has_wildcard(pattern) || fs::exists(pattern, ignored)) {
        std::error_code error;
        const auto status = fs::status(pattern, error);
        if (!fs::status_known(status)) {
            throw InputError(pattern + ": cannot be read: " + error.message());
        }
        if (fs::is_directory(status)) {
            throw InputError(pattern + ": is a folder; name the files in it, for example " + pattern + "/*.csv");
        }
        if (!fs::exists(status)) {
            throw InputError(pattern + ": no such file");
        }
        if (!fs::is_regular_file(status)) {
            throw InputError(pattern + ": is not a plain file");
        }
        return {pattern};
    }
    std::string closed;
    for (auto& path : expand(pattern, closed)) {
        if (fs::is_regular_file(path, ignored)) {
            files.push_back(std::move(path));
        }
    }
    if (files.empty()) {
        throw InputError(pattern + ": no file matches" + (closed.empty() ? "" : "; " + closed));
    }
    return files;
}

} // namespace

std::vector<std::string> expand_files(const std::vector<std::string>& patterns)
{
    std::vector<std::string> all;
    for (const auto& pattern : patterns) {
        for (const auto& path : plain_files(pattern)) {
            all.push_back(path.string());
        }
    }
    std::sort(all.begin(), all.end());
    std::set<fs::path> seen; // by where a file really is, so that no file is read twice
    std::vector<std::string> files;
    for (const auto& path : all) {
        if (seen.insert(fs::canonical(path)).second) {
            files.push_back(path);
        }
    }
    return files;
}

} // namespace harmspot
