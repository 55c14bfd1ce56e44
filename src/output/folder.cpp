// SPDX-License-Identifier: MIT
#include "harmspot/output.hpp"

#include "geo/platform.hpp"
#include "harmspot/error.hpp"
#include "output/file_names.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

namespace harmspot
{

namespace fs = std::filesystem;

namespace
{

constexpr const char* kManifest = "manifest.json";

enum class Place { nothing, empty_folder, earlier_run };

[[noreturn]] void refuse(const std::string& path, const std::string& why)
{
    throw OutputError(path + ": " + why);
}

/// "out/" and "./out" as "out": a trailing slash would look through a link.
std::string without_trailing_slash(const std::string& path)
{
    auto normal = fs::path(path).lexically_normal();
    if (!normal.has_filename()) {
        normal = normal.parent_path();
    }
    const auto name = normal.filename();
    if (name.empty() || name == "." || name == ".." || path.find('\0') != std::string::npos) {
        refuse(path.empty() ? "the output folder" : path,
               "is not the name of a folder to make; name a new one, such as out/2024-03");
    }
    return normal.string();
}

/// The manifest of an earlier run, or null when there is none of ours.
nlohmann::json our_manifest(const fs::path& path)
{
    std::error_code error;
    if (fs::symlink_status(path, error).type() != fs::file_type::regular) {
        return nullptr;
    }
    std::ifstream file(path, std::ios::binary);
    auto json = nlohmann::json::parse(file, nullptr, false);
    const auto name = nlohmann::json::json_pointer("/program/name");
    const bool ours = json.is_object() && json.contains(name) && json.at(name) == "harmspot";
    return ours ? json : nlohmann::json();
}

/// A file in the folder of an earlier run that the run did not write, such as a QGIS project; or empty.
std::string foreign_file(const fs::path& folder, const nlohmann::json& manifest)
{
    std::set<std::string> ours{kManifest, "timings.json"};
    const auto outputs = manifest.value("outputs", nlohmann::json::array());
    for (const auto& output : outputs) {
        if (output.is_object() && output.contains("path") && output["path"].is_string()) {
            ours.insert(output["path"].get<std::string>());
        }
    }
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
        const auto name = entry.path().lexically_relative(folder).generic_string();
        if (!entry.is_directory(error) && ours.count(name) == 0) {
            return name;
        }
    }
    return {};
}

/// What is at the final place. \throws OutputError when a run may not go there
Place look_at(const std::string& path, bool overwrite)
{
    std::error_code error;
    const auto status = fs::symlink_status(path, error);
    if (status.type() == fs::file_type::not_found) {
        return Place::nothing;
    }
    if (error) {
        refuse(path, error == std::errc::filename_too_long ? "is a longer name than this disk takes; use a shorter one"
                                                           : "cannot be looked at: " + error.message());
    }
    if (fs::is_symlink(status)) {
        refuse(path, "is a link; name the folder it leads to, or another one");
    }
    if (!fs::is_directory(status)) {
        refuse(path, "is there and is not a folder; name another one");
    }
    if (fs::equivalent(path, ".", error)) {
        refuse(path, "is the folder you are in; name another one, or go elsewhere first");
    }
    const bool empty = fs::is_empty(path, error);
    if (error) {
        refuse(path, "cannot be looked into: " + error.message());
    }
    if (empty) {
        return Place::empty_folder;
    }
    const auto manifest = our_manifest(fs::path(path) / kManifest);
    if (manifest.is_null()) {
        refuse(path, "holds files but no manifest.json of a harmspot run, so it is not replaced; name another folder");
    }
    if (!overwrite) {
        refuse(path, "holds an earlier run; give --overwrite to replace it, or name another folder");
    }
    if (const auto foreign = foreign_file(path, manifest); !foreign.empty()) {
        refuse(path, "holds " + foreign +
                         ", which the earlier run did not write; move it elsewhere, or name another "
                         "folder");
    }
    return Place::earlier_run;
}

std::string sibling(const std::string& final_path, std::string_view what)
{
    const fs::path path(final_path);
    return (path.parent_path() / fmt::format(".{}.{}-{}", path.filename().string(), what, platform::process_id()))
        .string();
}

fs::path parent_of(const std::string& path)
{
    const auto parent = fs::path(path).parent_path();
    return parent.empty() ? fs::path(".") : parent;
}

/// Makes the parents that are missing. \return those made, outermost first
std::vector<std::string> make_parents(const std::string& final_path)
{
    std::vector<std::string> made;
    std::error_code error;
    for (auto folder = parent_of(final_path); !fs::exists(folder, error) && folder.has_relative_path();
         folder = parent_of(folder.string())) {
        made.insert(made.begin(), folder.string());
    }
    for (const auto& folder : made) {
        if (!fs::create_directory(folder, error) && error) {
            refuse(folder, "cannot be made: " + error.message());
        }
    }
    return made;
}

/// A killed run may have left its folder, and process numbers come back, so further names are tried.
std::string make_temporary(const std::string& final_path)
{
    constexpr int kTries = 100;
    const auto plain = sibling(final_path, "partial");
    for (int n = 1; n <= kTries; ++n) {
        const auto name = n == 1 ? plain : fmt::format("{}-{}", plain, n);
        std::error_code error;
        if (fs::create_directory(name, error)) {
            fs::permissions(name, fs::perms::owner_all, error);
            return name;
        }
        if (error) {
            refuse(final_path, "cannot be made: " + error.message());
        }
    }
    refuse(plain, "is there, left by runs that were killed; delete it");
}

void remove_quietly(const std::string& path)
{
    std::error_code ignored;
    fs::remove_all(path, ignored);
}

void remove_empty(const std::vector<std::string>& outermost_first)
{
    std::for_each(outermost_first.rbegin(), outermost_first.rend(), [](const std::string& folder) {
        std::error_code ignored; // not empty: someone else has moved in
        fs::remove(folder, ignored);
    });
}

void sync_all(const std::string& folder)
{
    try {
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            platform::sync_path(entry.path().string());
        }
    } catch (const fs::filesystem_error& error) {
        refuse(folder, "cannot be written to disk: " + error.code().message());
    }
    platform::sync_path(folder);
}

void rename_checked(const std::string& from, const std::string& to, const std::string& path)
{
    std::error_code error;
    fs::rename(from, to, error);
    if (error) {
        refuse(path, "cannot be put in place: " + error.message());
    }
}

void put_back(const std::string& aside, const std::string& path)
{
    std::error_code error;
    fs::rename(aside, path, error);
    if (error) {
        refuse(path, fmt::format("cannot be put in place, nor can the earlier run, which is in {}: {}", aside,
                                 error.message()));
    }
}

/// For file systems that cannot exchange folders. A program killed between the steps leaves both runs, whole,
/// under names that the next run tells of.
void replace_in_two_steps(const std::string& temporary, const std::string& path, const std::string& aside)
{
    remove_quietly(aside);
    rename_checked(path, aside, path);
    try {
        rename_checked(temporary, path, path);
    } catch (const OutputError&) {
        put_back(aside, path);
        throw;
    }
}

} // namespace

OutputFolder::OutputFolder(const std::string& final_path, bool overwrite)
    : m_final(without_trailing_slash(final_path)), m_overwrite(overwrite)
{
    static_cast<void>(look_at(m_final, overwrite));
    m_made_parents = make_parents(m_final);
    try {
        m_temporary = make_temporary(m_final);
    } catch (const OutputError&) {
        remove_empty(m_made_parents);
        throw;
    }
}

OutputFolder::~OutputFolder()
{
    if (m_committed) {
        return;
    }
    remove_quietly(m_temporary);
    remove_empty(m_made_parents);
}

std::string OutputFolder::path_for(std::string_view relative)
{
    check_relative_path(relative);
    const auto path = fs::path(m_temporary) / relative;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error) {
        refuse(path.parent_path().string(), "cannot be made: " + error.message());
    }
    return path.string();
}

std::vector<std::string> OutputFolder::leftovers() const
{
    const auto name = "." + fs::path(m_final).filename().string() + ".";
    std::vector<std::string> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(parent_of(m_final), error)) {
        const auto other = entry.path().filename().string();
        const bool ours = other.starts_with(name + "partial-") || other.starts_with(name + "old-");
        const auto owner = std::atoi(other.substr(other.rfind('-') + 1).c_str());
        if (ours && (owner <= 0 || !platform::process_runs(owner))) {
            found.push_back((fs::path(m_final).parent_path() / other).string());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

void OutputFolder::commit()
{
    sync_all(m_temporary);
    const bool replaces = look_at(m_final, m_overwrite) == Place::earlier_run;
    std::string earlier = m_temporary; // where the earlier run is once both have changed places
    if (!replaces) {
        rename_checked(m_temporary, m_final, m_final);
    } else if (!platform::exchange(m_temporary, m_final)) {
        earlier = sibling(m_final, "old");
        replace_in_two_steps(m_temporary, m_final, earlier);
    }
    m_committed = true;
    platform::sync_path(parent_of(m_final).string());
    if (replaces) {
        std::error_code ignored;
        fs::remove(fs::path(earlier) / kManifest, ignored); // first, so that what is half deleted looks it
        remove_quietly(earlier); // what cannot be deleted shows among the next run's leftovers
    }
}

} // namespace harmspot
