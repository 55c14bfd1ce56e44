// SPDX-License-Identifier: MIT
#include "run/config_build.hpp"

#include "run/config_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>

namespace harmspot::config
{

namespace
{

/// `Incidents::flags` has this many bits.
constexpr std::size_t kMaxFlags = 32;

class IncidentsBuilder
{
public:
    IncidentsBuilder(Node& node, Building& building)
        : m_node(node), m_fields(&node), m_columns(node.find("columns")), m_building(building)
    {
    }

    IncidentsConfig build()
    {
        files();
        format();
        coordinates();
        m_config.layer = m_fields.text("layer");
        m_config.sheet = m_fields.text("sheet");
        if (const auto* codes = m_fields.valid("codes")) {
            m_config.code_map = m_building.resolved(*codes);
        }
        read_columns();
        if (m_config.format == "columns" && m_columns_node != nullptr) {
            check_columns();
        }
        date_basis();
        build_duplicates(m_node, m_config, m_building);
        m_config.expected_lag_days = m_fields.whole("expected_lag_days");
        exclude();
        return std::move(m_config);
    }

private:
    void problem(Position at, std::string text) { m_building.problems.add(at, std::move(text)); }

    void files()
    {
        const auto* files = m_fields.valid("files");
        if (files == nullptr) {
            if (!m_fields.written("files")) {
                problem(m_node.at, "missing key 'files' in [incidents]; name them here, or with --incidents FILE");
            }
            return;
        }
        for (const auto& file : *files->as<List>()) {
            if (file.valid()) {
                m_config.files.push_back(m_building.resolved(file));
                m_config.files_as_written.push_back(*file.as<std::string>());
            }
        }
    }

    /// As written, or "columns" where [incidents.columns] is there. Stays empty when the two disagree, so that
    /// rules are not held against either.
    void format()
    {
        if (m_fields.written("format")) {
            m_config.format = m_fields.text("format");
        } else if (m_columns_node != nullptr) {
            m_config.format = "columns";
            m_node.set("format", Node{m_config.format, m_node.at, true});
        } else {
            problem(m_node.at, "missing key 'format' in [incidents]: write format = \"police-uk\" for files of "
                               "data.police.uk, or describe your own export in [incidents.columns]");
        }
        if (m_config.format == "police-uk" && m_columns_node != nullptr) {
            problem(m_columns_node->at, "[incidents.columns] is for your own export, and format is 'police-uk', whose "
                                        "columns are known; leave one of them out");
            m_config.format.clear();
        }
        if (m_config.format == "columns" && m_columns_node == nullptr) {
            problem(m_fields.at("format"),
                    "format = \"columns\" needs [incidents.columns] to say which column holds what");
            m_config.format.clear();
        }
    }

    void coordinates()
    {
        m_config.epsg = build_crs(m_fields, m_config.epsg, false, m_building);
        const bool degrees = m_config.format == "police-uk" || m_columns.written("longitude");
        if (degrees && m_fields.valid("crs") != nullptr && m_config.epsg != 4326) {
            problem(m_fields.at("crs"), "crs is of easting and northing, and these incidents have longitude and "
                                        "latitude, which are always WGS 84; leave it out");
        }
        if (m_columns.written("grid_reference") && m_fields.valid("crs") != nullptr && m_config.epsg != 27700) {
            problem(m_fields.at("crs"), "crs is of easting and northing, and these incidents have grid references, "
                                        "which are always British National Grid; leave it out");
        }
        m_config.layer_epsg = m_fields.valid("crs") == nullptr ? 0 : m_config.epsg;
        if (!degrees && m_columns.written("easting") && !m_fields.written("crs")) {
            m_node.set("crs", Node{fmt::format("EPSG:{}", m_config.epsg), m_node.at, true});
        }
    }

    void read_columns()
    {
        auto& columns = m_config.columns;
        columns.easting = m_columns.text("easting");
        columns.northing = m_columns.text("northing");
        columns.longitude = m_columns.text("longitude");
        columns.latitude = m_columns.text("latitude");
        columns.grid_reference = m_columns.text("grid_reference");
        columns.offence = m_columns.text("offence");
        columns.code = m_columns.text("code");
        columns.date = m_columns.text("date");
        columns.earliest = m_columns.text("earliest");
        columns.latest = m_columns.text("latest");
        columns.recorded = m_columns.text("recorded");
        columns.id = m_columns.text("id");
        columns.location = m_columns.text("location");
        columns.location_type = m_columns.text("location_type");
        columns.own_area = m_columns.text("own_area");
        columns.domestic = m_columns.text("domestic");
        columns.flag_list = m_columns.text("flag_list");
        if (const auto* separator = m_columns.valid("flag_separator")) {
            columns.flag_separator = *separator->as<std::string>();
        }
        if (const auto* flags = m_columns.valid("flags")) {
            for (const auto& member : *flags->as<Table>()) {
                columns.flags[member.key] = Fields(flags).text(member.key);
            }
        }
        if (const auto* fields = m_columns.valid("fields")) {
            for (const auto& member : *fields->as<Table>()) {
                columns.fields[member.key] = Fields(fields).text(member.key);
            }
        }
    }

    void check_columns()
    {
        together("easting", "northing");
        together("longitude", "latitude");
        together("earliest", "latest");
        check_fields();
        if (m_columns.written("easting") || m_columns.written("northing") || m_columns.written("longitude") ||
            m_columns.written("latitude") || m_columns.written("grid_reference") || !may_be_layers()) {
            one_way({"easting", "longitude", "grid_reference"},
                    "where each incident happened: easting and northing, longitude and latitude, or grid_reference");
        }
        if (!m_columns.written("recorded") || written_committed()) {
            one_way({"date", "earliest"}, "when each incident happened: date, or earliest and latest");
        }
        if (!m_columns.written("offence") && !m_columns.written("code")) {
            problem(m_columns_node->at, "[incidents.columns] does not say what happened: name offence, code or both");
        }
        check_flags();
    }

    /// Whether the files may be GIS layers, which have positions without a column; their first bytes decide later.
    [[nodiscard]] bool may_be_layers() const
    {
        constexpr std::array<std::string_view, 7> kNoLayers{".csv", ".gz", ".tsv", ".txt", ".xlsm", ".xlsx", ".zip"};
        return std::any_of(m_config.files.begin(), m_config.files.end(), [&](const std::string& file) {
            return std::none_of(kNoLayers.begin(), kNoLayers.end(),
                                [&](std::string_view ending) { return file.ends_with(ending); });
        });
    }

    /// Two columns that mean nothing without each other, nor when they are the same.
    void together(const char* first, const char* second)
    {
        if (m_columns.written(first) != m_columns.written(second)) {
            const auto* there = m_columns.written(first) ? first : second;
            problem(m_columns.at(there), fmt::format("{} in [incidents.columns] goes with {}, which is missing", there,
                                                     there == first ? second : first));
        } else if (!m_columns.text(first).empty() && m_columns.text(first) == m_columns.text(second)) {
            problem(m_columns.at(second),
                    fmt::format("{} and {} are both the column {}", first, second, in_quotes(m_columns.text(first))));
        }
    }

    /// Exactly one of several ways of saying the same.
    void one_way(std::initializer_list<std::string_view> ways, const char* what)
    {
        const auto written = [&](std::string_view key) {
            return key == "easting"     ? m_columns.written("easting") || m_columns.written("northing")
                   : key == "longitude" ? m_columns.written("longitude") || m_columns.written("latitude")
                   : key == "earliest"  ? m_columns.written("earliest") || m_columns.written("latest")
                                        : m_columns.written(key);
        };
        const auto given = std::count_if(ways.begin(), ways.end(), written);
        if (given > 1) {
            problem(m_columns_node->at, fmt::format("[incidents.columns] says in {} ways {}; keep one",
                                                    given == 2 ? "two" : "three", what));
        } else if (given == 0) {
            problem(m_columns_node->at, fmt::format("[incidents.columns] does not say {}", what));
        }
    }

    void exclude()
    {
        const auto entries = entries_of(m_node, "exclude");
        std::set<std::string> names;
        for (const auto* entry : entries) {
            const Fields fields(entry);
            const auto name = fields.text("name");
            if (name.empty() && entries.size() > 1 && !fields.written("name")) {
                problem(entry->at, "there are several [[incidents.exclude]]; give each a name, so that rows can be "
                                   "counted by rule");
            }
            if (!name.empty() && !names.insert(name).second) {
                problem(fields.at("name"), fmt::format("two [[incidents.exclude]] are called '{}'", name));
            }
            if (const auto* match = fields.valid("match")) {
                exclude_by({name, build_rule(*match, "in the rule of [[incidents.exclude]]", m_config, m_building)},
                           match->at);
            }
        }
        if (entries.size() > kMaxThemes) {
            problem(entries[kMaxThemes]->at, fmt::format("more than {} [[incidents.exclude]]; join some with "
                                                         "{{ any = [ … ] }}",
                                                         kMaxThemes));
        }
    }

    void exclude_by(ExcludeRule rule, Position at)
    {
        if (!m_config.columns.flag_list.empty()) {
            own_flags(rule.match, at);
        }
        m_config.exclude.push_back(std::move(rule));
    }

    /// Flags in a `flag_list` get their numbers from all incidents, too late for this rule.
    void own_flags(const Rule& rule, Position at)
    {
        for (const auto& inner : rule.rules) {
            own_flags(inner, at);
        }
        if (rule.kind != Rule::Kind::flag || rule.values.empty()) {
            return;
        }
        const auto& name = rule.values.front();
        const auto& columns = m_config.columns;
        if (!columns.flags.contains(name) && (name != "domestic" || columns.domestic.empty())) {
            problem(at, fmt::format("the rule of [[incidents.exclude]] names the flag {}, which has no column of its "
                                    "own; map it in flags of [incidents.columns]",
                                    in_quotes(name)));
        }
    }

    [[nodiscard]] bool written_committed() const
    {
        return m_columns.written("date") || m_columns.written("earliest") || m_columns.written("latest");
    }

    /// As written; else committed, unless recorded is the only date there is.
    void date_basis()
    {
        if (m_config.format == "police-uk") {
            if (m_fields.written("date_basis")) {
                problem(m_fields.at("date_basis"),
                        "files of data.police.uk give each incident one month, and do not say whether it was "
                        "committed or recorded then; leave date_basis out");
            }
            return;
        }
        if (m_config.format != "columns") {
            return;
        }
        const bool recorded = m_columns.written("recorded");
        if (!m_fields.written("date_basis")) {
            m_config.date_basis = recorded && !written_committed() ? DateBasis::recorded : DateBasis::committed;
            const auto* text = m_config.date_basis == DateBasis::recorded ? "recorded" : "committed";
            m_node.set("date_basis", Node{std::string(text), m_node.at, true});
            return;
        }
        const bool wanted = m_fields.text("date_basis") == "recorded";
        m_config.date_basis = wanted ? DateBasis::recorded : DateBasis::committed;
        if (wanted && !recorded) {
            problem(m_fields.at("date_basis"), "date_basis = \"recorded\" needs the column that holds the date "
                                               "recorded; add recorded = \"…\" to [incidents.columns]");
        } else if (!wanted && recorded && !written_committed()) {
            problem(m_fields.at("date_basis"), "date_basis = \"committed\" needs the column that holds the date "
                                               "committed; add date, or earliest and latest, to [incidents.columns]");
        }
    }

    /// Names of further columns are written in rules, where they must mean one thing.
    void check_fields()
    {
        for (const auto& [name, column] : m_config.columns.fields) {
            const bool is_key = std::any_of(section_named("incidents.columns").keys.begin(),
                                            section_named("incidents.columns").keys.end(),
                                            [&name = name](const KeySpec& key) { return key.name == name; });
            if (is_key) {
                problem(m_columns.at("fields"), fmt::format("fields names '{0}', which is a key of [incidents.columns] "
                                                            "itself; write {0} = \"…\" there, or choose another name",
                                                            name));
            }
        }
    }

    void check_flags()
    {
        const auto& columns = m_config.columns;
        if (!columns.domestic.empty() && columns.flags.contains("domestic")) {
            problem(m_columns.at("domestic"), "domestic is also one of the flags; keep one of them");
        }
        if (columns.flags.size() + (columns.domestic.empty() ? 0 : 1) > kMaxFlags) {
            problem(m_columns.at("flags"), fmt::format("more than {} flags, domestic counted; leave out those that no "
                                                       "theme uses",
                                                       kMaxFlags));
        }
        if (m_columns.written("flag_separator") && !m_columns.written("flag_list")) {
            problem(m_columns.at("flag_separator"),
                    "flag_separator separates the flags in flag_list, which is missing");
        }
    }

    Node& m_node;
    Fields m_fields;
    Fields m_columns;
    const Node* m_columns_node = m_node.find("columns");
    Building& m_building;
    IncidentsConfig m_config;
};

} // namespace

IncidentsConfig build_incidents(Node& document, Building& building)
{
    auto* node = document.find("incidents");
    if (node == nullptr || node->as<Table>() == nullptr) {
        return {};
    }
    return IncidentsBuilder(*node, building).build();
}

} // namespace harmspot::config
