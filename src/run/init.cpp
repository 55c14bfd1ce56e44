// SPDX-License-Identifier: MIT
#include "harmspot/init.hpp"

#include "harmspot/config.hpp"
#include "harmspot/read.hpp"

#include "incident/words.hpp"
#include "run/init_areas.hpp"
#include "run/init_export.hpp"
#include "run/init_found.hpp"
#include "run/init_themes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

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

std::string area_section(const std::string& path, const init::AreaAttributes& attributes)
{
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

/// The date keys in use, or what stands for them where there is none.
std::vector<std::string_view> date_keys(const ColumnMap& map)
{
    if (!map.earliest.empty()) {
        return {"earliest", "latest", "recorded"};
    }
    return map.date.empty() && !map.recorded.empty() ? std::vector<std::string_view>{"recorded"}
                                                     : std::vector<std::string_view>{"date", "recorded"};
}

std::vector<std::string_view> position_keys(const init::Export& found)
{
    const auto& map = found.config.incidents.columns;
    if (found.is_layer) {
        return {};
    }
    if (!map.longitude.empty()) {
        return {"longitude", "latitude"};
    }
    return map.grid_reference.empty() ? std::vector<std::string_view>{"easting", "northing"}
                                      : std::vector<std::string_view>{"grid_reference"};
}

std::string header_of(const ColumnMap& map, std::string_view key)
{
    const std::map<std::string_view, const std::string*> headers{{"easting", &map.easting},
                                                                 {"northing", &map.northing},
                                                                 {"longitude", &map.longitude},
                                                                 {"latitude", &map.latitude},
                                                                 {"grid_reference", &map.grid_reference},
                                                                 {"code", &map.code},
                                                                 {"offence", &map.offence},
                                                                 {"date", &map.date},
                                                                 {"earliest", &map.earliest},
                                                                 {"latest", &map.latest},
                                                                 {"recorded", &map.recorded},
                                                                 {"id", &map.id},
                                                                 {"location", &map.location},
                                                                 {"location_type", &map.location_type},
                                                                 {"own_area", &map.own_area},
                                                                 {"domestic", &map.domestic}};
    return *headers.at(key);
}

/// Flags that were found, and those that were not.
std::string flags_lines(const ColumnMap& map)
{
    std::string found;
    std::string missing;
    for (const auto* flag : {"knife", "alcohol", "drugs"}) {
        const auto header = map.flags.find(flag);
        auto& list = header == map.flags.end() ? missing : found;
        list += fmt::format("{}{} = {}", list.empty() ? "" : ", ", flag,
                            header == map.flags.end() ? "\"...\"" : toml_text(header->second));
    }
    return (found.empty() ? std::string() : fmt::format("flags = {{ {} }}\n", found)) +
           (missing.empty() ? std::string() : fmt::format("# flags = {{ {} }}   # not found\n", missing));
}

std::string columns_section(const init::Export& found)
{
    const auto& map = found.config.incidents.columns;
    auto keys = position_keys(found);
    keys.insert(keys.end(), {"code", "offence"});
    const auto dates = date_keys(map);
    keys.insert(keys.end(), dates.begin(), dates.end());
    keys.insert(keys.end(), {"id", "location", "location_type", "own_area", "domestic"});
    std::string text = "[incidents.columns]     # key = the header in your export; other columns are never read\n";
    text += found.is_layer ? "# The layer's own points say where each incident happened.\n" : "";
    for (const auto key : keys) {
        const auto header = header_of(map, key);
        text += header.empty() ? fmt::format("# {} = \"...\"   # not found\n", key)
                               : fmt::format("{} = {}\n", key, toml_text(header));
    }
    text += flags_lines(map);
    if (const auto outcome = map.fields.find("outcome"); outcome != map.fields.end()) {
        text += fmt::format("fields = {{ outcome = {} }}   # for rules alone\n\n", toml_text(outcome->second));
        text += "# [[incidents.exclude]]   # rows that never count; write the outcomes as your export does\n"
                "# name  = \"cancelled\"\n# match = { field = \"outcome\", in = [\"Cancelled\", \"No crime\"] }\n";
    }
    return text + "\n";
}

std::string incidents_section(const init::Export& found, const std::string& path)
{
    auto text = fmt::format("[incidents]\nfiles  = [{}]\n", toml_text(fs::absolute(path).lexically_normal().string()));
    if (found.police_uk) {
        return text + "format = \"police-uk\"\n\n";
    }
    text += "format = \"columns\"\n";
    if (found.config.incidents.date_basis == DateBasis::recorded) {
        text += "date_basis = \"recorded\"   # no column looks like the date it happened; map one if there is\n";
    }
    return text + "\n" + columns_section(found);
}

std::string period_line(const std::optional<init::DataPeriod>& period)
{
    if (!period) {
        return "# period = { from = 2025-01-01, to = 2025-12-31 }\n";
    }
    return fmt::format("{}period = {{ from = {}, to = {} }}   # {}\n", period->whole ? "" : "# ", period->from,
                       period->to,
                       period->whole ? "what the rows cover; both days count"
                                     : "what the rows cover; the months at the ends are not whole");
}

std::string period_sentence(const init::DataPeriod& period)
{
    return fmt::format("Period: rows reach from {} to {}{}", period.from, period.to,
                       period.whole ? ""
                                    : "; the months at the ends are not whole, so the period is left as a comment");
}

constexpr std::string_view kHotspots =
    "[[hotspots]]\nmethod = \"kde\"          # `harmspot list` shows the others\nbandwidth_m = \"auto\"   # 300 m; "
    "400 m for themes of under 2,000 incidents\nsignificance = true    # would chance do as much? `harmspot explain "
    "significance`\n\n[[hotspots]]\nmethod = \"dbscan\"\neps_m = 150\nmin_incidents = \"auto\"\nsignificance = "
    "true\n";

/// The themes as a run would understand them.
std::vector<Theme> themes_of(const init::Export& found, const std::string& path, const std::string& themes)
{
    constexpr std::string_view kAnyArea = "[[areas]]\nlayer = \"any\"\nfile = \"any\"\nname = \"any\"\n\n";
    const auto text =
        fmt::format("title = \"any\"\n{}{}{}{}", incidents_section(found, path), kAnyArea, themes, kHotspots);
    return parse_config(text, "starter.toml", {}).themes;
}

/// Reads the whole export and says what its rows tell.
std::optional<init::DataPeriod> look_at_rows(const init::Export& found, const std::string& path,
                                             const std::string& themes, unsigned threads, const Progress& progress,
                                             std::vector<std::string>& lines)
{
    const auto read = read_incidents({path}, {path}, found.config, threads, progress);
    std::uint64_t rows = 0;
    for (const auto& input : read.report.inputs) {
        rows += input.rows;
    }
    lines.push_back(fmt::format("Rows: {}, {} usable; harmspot check {} says why the others are not", thousands(rows),
                                thousands(read.incidents.size()), path));
    if (read.incidents.size() == rows) {
        lines.back() = fmt::format("Rows: {}, all usable", thousands(rows));
    }
    const auto period = init::data_period(read.incidents);
    if (period) {
        lines.push_back(period_sentence(*period));
    }
    const auto counts = init::theme_sentences(read.incidents, themes_of(found, path, themes), threads);
    lines.insert(lines.end(), counts.begin(), counts.end());
    if (auto unknown = init::unknown_codes_sentence(read.incidents); !unknown.empty()) {
        lines.push_back(std::move(unknown));
    }
    return period;
}

} // namespace

StarterConfig starter_config(const std::string& export_path, const std::string& areas_path, unsigned threads,
                             const Progress& progress)
{
    const auto found = init::look_at_export(export_path);
    const auto themes = init::themes_toml(found);
    const auto areas = init::area_attributes(areas_path);
    StarterConfig starter;
    starter.found = init::column_sentences(found);
    starter.found.push_back(areas.best.empty() ? "Areas: no attribute has a different name in every area. Which one "
                                                 "names them?"
                                               : fmt::format("Areas: named by '{}'", commentable(areas.best)));
    std::optional<init::DataPeriod> period;
    if (init::still_unknown(found).empty()) {
        period = look_at_rows(found, export_path, themes, threads, progress, starter.found);
    }
    starter.toml = "# Starter config for harmspot; columns were guessed from the header, so read it once.\n"
                   "# `harmspot check THIS` says what a run would do; `harmspot explain incidents` tells each key.\n\n"
                   "title = \"Monthly incident hotspots\"\n" +
                   period_line(period) + "\n" + incidents_section(found, export_path) +
                   area_section(areas_path, areas) + themes + std::string(kHotspots);
    return starter;
}

} // namespace harmspot
