// SPDX-License-Identifier: MIT
#include "harmspot/init.hpp"

#include "incident/input_file.hpp"
#include "run/init_areas.hpp"
#include "run/init_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace harmspot
{

namespace
{

namespace fs = std::filesystem;

/// A TOML basic string.
std::string toml_text(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7f) {
            out += fmt::format("\\u{:04X}", byte);
        } else {
            out += c;
        }
    }
    return out + '"';
}

/// Text fit for a comment: one line, nothing that ends it.
std::string commentable(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    constexpr std::size_t kLongest = 80;
    return text.substr(0, kLongest);
}

/// Columns beyond this are not looked at.
constexpr std::size_t kMostColumns = 1000;

std::vector<std::string> header_of(const std::string& path)
{
    IncidentsConfig any;
    any.format = "columns";
    any.columns.easting = "any"; // so that no layer needs a CRS yet
    const auto found = input_parts({path}, {path}, any);
    if (!found.parts.front().problem.empty()) {
        throw InputError(found.parts.front().problem);
    }
    InputFile file(found.parts.front());
    file.read_header(ColumnMap{});
    auto header = file.header();
    header.resize(std::min(header.size(), kMostColumns));
    return header;
}

std::string area_section(const std::string& path)
{
    const auto attributes = init::area_attributes(path);
    const auto& best = attributes.best;
    std::string fields;
    for (const auto& name : attributes.all) {
        fields += (fields.empty() ? "" : ", ") + commentable(name);
    }
    std::string text = "[[areas]]\nlayer = \"command\"       # what the layer is called in every output\n";
    text += fmt::format("file  = {}\n", toml_text(fs::absolute(path).lexically_normal().string()));
    text += fmt::format("# attributes found: {}\n", fields);
    text += best.empty()
                ? "# No attribute has a different name in every area. Which one names them?\n# name = \"...\"\n"
                : fmt::format("name  = {}\n", toml_text(best));
    return text + "pack  = true            # a hand-over folder per area\n\n";
}

constexpr std::string_view kPoliceUkThemes = R"toml([harm]
table = "count"         # every incident weighs 1; give a CSV of code,weight,unit,source,vintage for harm

[[theme]]
name  = "burglary"
title = "Burglary suppression (open-data proxy)"
proxy = "The police.uk category Burglary stands for burglary suppression; it joins homes and businesses."
match = { field = "offence", equals = "Burglary" }

[[theme]]
name  = "knife_crime"
title = "Knife crime (open-data proxy)"
proxy = "Possession of weapons and Robbery stand in for knife crime, which open data does not show."
match = { field = "offence", in = ["Possession of weapons", "Robbery"] }

[[theme]]
name  = "substance_violence"
title = "Substance-misuse violence (open-data proxy)"
proxy = "All Violence and sexual offences stand in for violence with an alcohol or drugs qualifier, which open data does not show."
match = { field = "offence", equals = "Violence and sexual offences" }

)toml";

using Guesses = std::vector<init::Guess>;

std::string header_for(const Guesses& guesses, std::string_view key)
{
    for (const auto& guess : guesses) {
        if (guess.key == key) {
            return guess.header;
        }
    }
    return {};
}

/// The keys of one half of a choice: grid or longitude and latitude, one date or a span.
std::vector<std::string_view> chosen_keys(const Guesses& guesses)
{
    std::vector<std::string_view> keys;
    const bool grid = !header_for(guesses, "easting").empty() && !header_for(guesses, "northing").empty();
    keys.insert(keys.end(), {grid ? "easting" : "longitude", grid ? "northing" : "latitude"});
    keys.insert(keys.end(), {"code", "offence"});
    if (!header_for(guesses, "earliest").empty() && !header_for(guesses, "latest").empty()) {
        keys.insert(keys.end(), {"earliest", "latest"});
    } else {
        keys.emplace_back("date");
    }
    keys.insert(keys.end(), {"id", "location", "location_type", "domestic"});
    return keys;
}

std::string columns_section(const Guesses& guesses)
{
    std::string text = "[incidents.columns]     # key = the header in your export; other columns are never read\n";
    for (const auto key : chosen_keys(guesses)) {
        const auto header = header_for(guesses, key);
        text += header.empty() ? fmt::format("# {} = \"...\"   # not found\n", key)
                               : fmt::format("{} = {}\n", key, toml_text(header));
    }
    std::string flags;
    for (const auto* flag : {"knife", "alcohol", "drugs"}) {
        const auto header = header_for(guesses, flag);
        if (!header.empty()) {
            flags += fmt::format("{}{} = {}", flags.empty() ? "" : ", ", flag, toml_text(header));
        }
    }
    text += flags.empty() ? "" : "flags = { " + flags + " }\n";
    for (const auto& guess : guesses) {
        if (guess.header.empty() && !guess.missing.empty()) {
            text += "# " + guess.missing + "\n";
        }
    }
    return text + "\n";
}

std::string force_themes(const Guesses& guesses)
{
    const bool codes = !header_for(guesses, "code").empty();
    std::string text = "[harm]\ntable = \"count\"         # every incident weighs 1; give a CSV of "
                       "code,weight,unit,source,vintage for harm\n\n";
    text += "[[theme]]\nname  = \"burglary\"\ntitle = \"Burglary suppression\"\n";
    text += codes ? "match = { field = \"code\", in = [\"28A\", \"28B\", \"28C\", \"28D\", \"28E\", \"28F\", \"28G\", "
                    "\"28H\", "
                    "\"29\", \"29A\", \"30A\", \"30B\", \"30C\", \"30D\", \"31\", \"31A\"] }\n\n"
                  : "match = { field = \"offence\", contains = \"burglary\" }\n\n";
    if (!header_for(guesses, "knife").empty()) {
        text += "[[theme]]\nname  = \"knife_crime\"\ntitle = \"Knife crime\"\nmatch = { flag = \"knife\" }   # narrow "
                "it to "
                "serious violence by code\n\n";
    }
    std::string qualifiers;
    for (const auto* flag : {"alcohol", "drugs"}) {
        if (!header_for(guesses, flag).empty()) {
            qualifiers += fmt::format("{}{{ flag = \"{}\" }}", qualifiers.empty() ? "" : ", ", flag);
        }
    }
    if (!qualifiers.empty()) {
        text += fmt::format("[[theme]]\nname  = \"substance_violence\"\ntitle = \"Substance-misuse violence\"\n"
                            "match = {{ any = [{}] }}   # narrow it to violence by code; drug offences are not it\n\n",
                            qualifiers);
    }
    return text;
}

} // namespace

std::string starter_config(const std::string& export_path, const std::string& areas_path)
{
    const auto header = header_of(export_path);
    const bool police_uk = init::is_police_uk(header);
    const auto guesses = init::guess_columns(header);
    std::string text =
        "# Starter config for harmspot; columns were guessed from the header, so read it once.\n"
        "# `harmspot check THIS` says what a run would do; `harmspot explain incidents` tells each key.\n\n"
        "title = \"Monthly incident hotspots\"\n# period = { from = 2025-01-01, to = 2025-12-31 }\n\n[incidents]\n";
    text += fmt::format("files  = [{}]\n", toml_text(fs::absolute(export_path).lexically_normal().string()));
    text += police_uk ? "format = \"police-uk\"\n\n" : "format = \"columns\"\n\n" + columns_section(guesses);
    text += area_section(areas_path);
    text += police_uk ? std::string(kPoliceUkThemes) : force_themes(guesses);
    return text + "[[hotspots]]\nmethod = \"kde\"          # `harmspot list` shows the others\nbandwidth_m = \"auto\"  "
                  " # 300 m; 400 m for themes of under 2,000 incidents\n\n"
                  "[[hotspots]]\nmethod = \"dbscan\"\neps_m = 150\nmin_incidents = \"auto\"\n";
}

} // namespace harmspot
