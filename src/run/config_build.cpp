// SPDX-License-Identifier: MIT
#include "run/config_build.hpp"

#include "harmspot/error.hpp"
#include "harmspot/publish.hpp"

#include "geo/crs.hpp"
#include "run/config_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

namespace harmspot::config
{

namespace
{

/// What later stages will call properties of their own.
constexpr std::array<std::string_view, 4> kReserved{"marking", "peak_from", "peak_to", "version"};

/// Whether features have, or will have, a property of that name; a layer of areas becomes a property too and may
/// not hide one.
bool is_property(std::string_view name)
{
    const auto specs = property_specs();
    return std::any_of(specs.begin(), specs.end(), [name](const PropertySpec& spec) { return spec.name == name; }) ||
           std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end();
}

void check_groups(const Node& group, Building& building)
{
    std::set<std::string> seen;
    for (const auto& member : *group.as<Table>()) {
        const auto* names = member.node.as<List>();
        for (const auto& name : names == nullptr ? List() : *names) {
            const auto* text = name.as<std::string>();
            if (text != nullptr && !seen.insert(*text).second) {
                building.problems.add(name.at,
                                      fmt::format("{} is in two groups; an area belongs to one", in_quotes(*text)));
            }
        }
    }
}

void read_group(AreaConfig& area, const Fields& fields, Building& building)
{
    const auto* group = fields.valid("group");
    if (group == nullptr) {
        return;
    }
    if (const auto* attribute = group->as<std::string>()) {
        area.group_attribute = *attribute;
        return;
    }
    check_groups(*group, building);
    const Fields groups(group);
    for (const auto& member : *group->as<Table>()) {
        area.group[member.key] = groups.texts(member.key);
    }
}

AreaConfig build_area(const Node& node, bool first, Building& building)
{
    const Fields fields(&node);
    AreaConfig area;
    area.layer = fields.text("layer");
    area.name = fields.text("name");
    area.pack = fields.flag("pack");
    area.isolate = fields.flag("isolate");
    area.epsg = build_crs(fields, 0, false, building);
    read_group(area, fields, building);
    if (const auto* file = fields.valid("file")) {
        area.file = building.resolved(*file);
        area.file_as_written = *file->as<std::string>();
    } else if (!fields.written("file")) {
        building.problems.add(node.at, fmt::format("missing key 'file' in [[areas]]{}",
                                                   first ? "; name it here, or with --areas FILE" : ""));
    }
    if (area.isolate && !area.pack) {
        building.problems.add(fields.at("isolate"),
                              "isolate = true is about packs; set pack = true as well, or leave it out");
    }
    if (area.layer == "square" || area.layer == "hexagon") {
        building.problems.add(fields.at("layer"),
                              fmt::format("layer = '{}' is a kind of cell (cells = \"{}\"); call it "
                                          "otherwise",
                                          area.layer, area.layer));
    }
    if (is_property(area.layer)) {
        building.problems.add(
            fields.at("layer"),
            fmt::format("layer = '{}' is already a property of every hotspot; call it otherwise, such "
                        "as 'command'",
                        area.layer));
    }
    return area;
}

} // namespace

std::string Building::resolved(const Node& path) const
{
    const auto& written = *path.as<std::string>();
    if (path.at.option > 0 || folder.empty()) {
        return written;
    }
    auto resolved_path = (std::filesystem::path(folder) / written).lexically_normal().string();
    if (resolved_path.starts_with("/vsi")) { // "vsizip/x" beside a config in the root folder
        problems.add(path.at, fmt::format("{} cannot be told from a /vsi path; move the config into a folder",
                                          in_quotes(written)));
    }
    return resolved_path;
}

const Node* Fields::valid(std::string_view key) const
{
    const auto* node = m_table == nullptr ? nullptr : m_table->find(key);
    return node != nullptr && node->valid() ? node : nullptr;
}

bool Fields::written(std::string_view key) const
{
    const auto* node = m_table == nullptr ? nullptr : m_table->find(key);
    return node != nullptr && !node->filled;
}

Position Fields::at(std::string_view key) const
{
    const auto* member = m_table == nullptr ? nullptr : m_table->member(key);
    if (member != nullptr && !member->node.filled) {
        return member->at;
    }
    return m_table == nullptr ? kTop : m_table->at;
}

std::string Fields::text(std::string_view key) const
{
    const auto* node = valid(key);
    const auto* value = node == nullptr ? nullptr : node->as<std::string>();
    return value == nullptr ? std::string() : *value;
}

double Fields::number(std::string_view key) const
{
    const auto* node = valid(key);
    const auto* value = node == nullptr ? nullptr : node->as<double>();
    return value == nullptr ? 0 : *value;
}

std::int64_t Fields::whole(std::string_view key) const
{
    const auto* node = valid(key);
    const auto* value = node == nullptr ? nullptr : node->as<std::int64_t>();
    return value == nullptr ? 0 : *value;
}

bool Fields::flag(std::string_view key) const
{
    const auto* node = valid(key);
    const auto* value = node == nullptr ? nullptr : node->as<bool>();
    return value != nullptr && *value;
}

std::vector<std::string> Fields::texts(std::string_view key) const
{
    std::vector<std::string> texts;
    const auto* node = valid(key);
    const auto* items = node == nullptr ? nullptr : node->as<List>();
    for (const auto& item : items == nullptr ? List() : *items) {
        if (const auto* text = item.as<std::string>()) {
            texts.push_back(*text);
        }
    }
    return texts;
}

std::vector<Node*> entries_of(Node& document, std::string_view section)
{
    std::vector<Node*> tables;
    auto* node = document.find(section);
    if (auto* entries = node == nullptr ? nullptr : node->as<List>()) {
        for (auto& entry : *entries) {
            if (entry.as<Table>() != nullptr) {
                tables.push_back(&entry);
            }
        }
    }
    return tables;
}

int build_crs(const Fields& fields, int otherwise, bool of_analysis, Building& building)
{
    const auto* node = fields.valid("crs");
    if (node == nullptr) {
        return otherwise;
    }
    const int epsg = epsg_of(*node->as<std::string>()).value_or(otherwise);
    if (epsg == kBritishNationalGrid) {
        return epsg; // known good; asking PROJ takes 20 ms
    }
    try {
        if (of_analysis && !is_projected_metres(epsg)) {
            building.problems.add(node->at, fmt::format("crs = EPSG:{} is not projected in metres, so distances would "
                                                        "mean nothing; use EPSG:27700",
                                                        epsg));
        } else {
            (void)area_of_use(epsg);
        }
    } catch (const InputError&) {
        building.problems.add(node->at, fmt::format("crs = EPSG:{} is unknown to PROJ; British National Grid is "
                                                    "EPSG:27700, WGS 84 is EPSG:4326",
                                                    epsg));
    }
    return epsg;
}

std::optional<Period> build_period(const Node& document, Building& building)
{
    const Fields fields(document.find("period"));
    Period period;
    for (const auto* key : {"from", "to"}) {
        const auto* node = fields.valid(key);
        if (node == nullptr) {
            return std::nullopt;
        }
        const auto date = *node->as<Date>();
        const auto year = date_text(date).substr(0, 4);
        if (year < "1900" || year > "2100") {
            building.problems.add(
                node->at, fmt::format("{} in [period] is {}; years go from 1900 to 2100", key, date_text(date)));
        }
        (key == std::string_view("from") ? period.from_day : period.to_day) = date.day;
    }
    if (period.from_day > period.to_day) {
        building.problems.add(fields.valid("from")->at,
                              fmt::format("the period starts on {} and ends before that, on {}; swap from and to",
                                          date_text({period.from_day}), date_text({period.to_day})));
    }
    return period;
}

std::vector<AreaConfig> build_areas(Node& document, Building& building)
{
    std::vector<AreaConfig> areas;
    std::set<std::string> names;
    for (const auto* entry : entries_of(document, "areas")) {
        areas.push_back(build_area(*entry, areas.empty(), building));
        const auto& layer = areas.back().layer;
        if (!layer.empty() && !names.insert(layer).second) {
            building.problems.add(Fields(entry).at("layer"),
                                  fmt::format("two [[areas]] layers are called '{}'; names must differ", layer));
        }
    }
    return areas;
}

} // namespace harmspot::config
