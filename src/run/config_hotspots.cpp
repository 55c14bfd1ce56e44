// SPDX-License-Identifier: MIT
#include "run/config_build.hpp"

#include "run/config_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace harmspot::config
{

namespace
{

/// Folders of a run that are not a theme's.
constexpr std::array<std::string_view, 3> kFolders{"packs", "plan", "tables"};
constexpr double kHectaresPerKm2 = 100;

Theme build_theme(Node& node, const IncidentsConfig& incidents, Building& building)
{
    const Fields fields(&node);
    Theme theme;
    theme.name = fields.text("name");
    theme.title = fields.text("title");
    theme.proxy = fields.text("proxy");
    if (theme.title.empty() && !theme.name.empty()) {
        theme.title = theme.name;
        if (!fields.written("title")) {
            node.set("title", Node{theme.title, node.at, true});
        }
    }
    if (const auto* match = fields.valid("match")) {
        theme.match = build_rule(*match, fmt::format("in the rule of theme '{}'", theme.name), incidents, building);
    }
    if (std::find(kFolders.begin(), kFolders.end(), theme.name) != kFolders.end()) {
        building.problems.add(fields.at("name"), fmt::format("a theme cannot be called '{0}': its files would lie in "
                                                             "the folder {0}, which holds other things",
                                                             theme.name));
    }
    return theme;
}

class EntryBuilder
{
public:
    EntryBuilder(Node& node, const std::vector<std::string>& themes, const std::vector<std::string>& against,
                 Building& building)
        : m_node(node), m_fields(&node), m_themes(themes), m_against(against), m_building(building)
    {
    }

    HotspotEntry build()
    {
        m_entry.method = m_fields.text("method");
        m_entry.name = m_fields.text("name");
        if (m_entry.name.empty() && !m_fields.written("name") && method_of(m_node) != nullptr) {
            m_entry.name = m_entry.method;
            m_node.set("name", Node{m_entry.name, m_node.at, true});
        }
        read_themes();
        read_rules();
        if (const auto* method = method_of(m_node)) {
            read_params(*method);
            check_against();
            check_significance();
        }
        return std::move(m_entry);
    }

private:
    void read_themes()
    {
        const auto* themes = m_fields.valid("themes");
        const auto* items = themes == nullptr ? nullptr : themes->as<List>();
        for (const auto& item : items == nullptr ? List() : *items) {
            const auto* name = item.as<std::string>();
            if (name == nullptr) {
                continue;
            }
            auto& chosen = m_entry.themes;
            if (std::find(m_themes.begin(), m_themes.end(), *name) == m_themes.end()) {
                m_building.problems.add(item.at, fmt::format("no [[theme]] is called {}{}", in_quotes(*name),
                                                             did_you_mean(*name, m_themes)));
            } else if (std::find(chosen.begin(), chosen.end(), *name) != chosen.end()) {
                m_building.problems.add(item.at, fmt::format("the theme '{}' is listed twice", *name));
            } else {
                chosen.push_back(*name);
            }
        }
    }

    void read_rules()
    {
        auto& rules = m_entry.rules;
        using Kind = CutRule::Kind;
        for (const auto& [key, kind] :
             {std::pair("area_share", Kind::area_share), {"mass_share", Kind::mass_share}, {"level", Kind::level}}) {
            if (m_fields.valid(key) != nullptr) {
                rules.cut = {kind, m_fields.number(key)};
            }
        }
        // Keys the method has no use for are absent; their defaults stay.
        const auto number = [&](const char* key, double& to) {
            to = m_fields.valid(key) != nullptr ? m_fields.number(key) : to;
        };
        const auto whole = [&](const char* key, std::uint64_t& to) {
            to = m_fields.valid(key) != nullptr ? static_cast<std::uint64_t>(m_fields.whole(key)) : to;
        };
        rules.quarter_outline = m_fields.flag("quarter_outline");
        if (m_fields.valid("least_area_ha") != nullptr) {
            rules.least_area_km2 = m_fields.number("least_area_ha") / kHectaresPerKm2;
        }
        whole("least_incidents", rules.least_incidents);
        whole("least_places", rules.least_places);
        number("split_above_km2", rules.split_above_km2);
        number("hull_ratio", rules.hull_ratio);
        number("hull_buffer_m", rules.hull_buffer_m);
        number("hull_membership", rules.hull_membership);
        if (m_fields.valid("significance") != nullptr && m_fields.flag("significance")) {
            m_entry.significance_draws = static_cast<std::uint32_t>(m_fields.whole("significance_draws"));
        }
    }

    void read_params(const Method& method)
    {
        bool complete = true;
        for (const auto& key : method.keys) {
            if (auto value = param(key)) {
                m_entry.params[key.name] = std::move(*value);
            } else {
                complete = complete && key.optional && !m_fields.written(key.name);
            }
        }
        if (!complete || method.check == nullptr) {
            return;
        }
        for (const auto& sentence : method.check(m_entry.params)) {
            m_building.problems.add(m_node.at, fmt::format("[[hotspots]] '{}': {}", m_entry.name, sentence));
        }
    }

    /// What a theme is held against must be there to hold it against.
    void check_against()
    {
        const auto found = m_entry.params.find("against");
        const auto* against = found == m_entry.params.end() ? nullptr : std::get_if<std::string>(&found->second);
        if (against != nullptr && std::find(m_against.begin(), m_against.end(), *against) == m_against.end()) {
            m_building.problems.add(m_fields.at("against"),
                                    fmt::format("against = \"{0}\": no [[denominator]] is called '{0}'{1}", *against,
                                                did_you_mean(*against, m_against)));
        }
    }

    /// Chance is told of a map of one bandwidth. Draws of an adaptive map would each have bandwidths of their own, and
    /// one bandwidth in their place tests another map than the one that is drawn.
    void check_significance()
    {
        const auto found = m_entry.params.find("adaptive");
        const auto* adaptive = found == m_entry.params.end() ? nullptr : std::get_if<std::string>(&found->second);
        if (m_entry.significance_draws > 0 && adaptive != nullptr && *adaptive != "none") {
            m_building.problems.add(
                m_fields.at("significance"),
                fmt::format("significance is told of maps with one bandwidth, and adaptive = \"{}\" "
                            "gives each incident its own. Leave significance out here, and ask it "
                            "of an entry with adaptive = \"none\"",
                            *adaptive));
        }
    }

    /// A method's key as the method sees it: paths resolved, dates as text.
    std::optional<ParamValue> param(const KeySpec& key)
    {
        const auto* node = m_fields.valid(key.name);
        if (node == nullptr) {
            return std::nullopt;
        }
        if (const auto* flag = node->as<bool>()) {
            return *flag;
        }
        if (const auto* whole = node->as<std::int64_t>()) {
            return *whole;
        }
        if (const auto* number = node->as<double>()) {
            return *number;
        }
        if (const auto* date = node->as<Date>()) {
            return date_text(*date);
        }
        if (const auto* text = node->as<std::string>()) {
            const bool word = std::find(key.choices.begin(), key.choices.end(), *text) != key.choices.end();
            return key.type == KeySpec::Type::file && !word ? m_building.resolved(*node) : *text;
        }
        return m_fields.texts(key.name);
    }

    Node& m_node;
    Fields m_fields;
    const std::vector<std::string>& m_themes;
    const std::vector<std::string>& m_against;
    Building& m_building;
    HotspotEntry m_entry;
};

/// Two entries whose files would have the same names.
void check_entry_names(const std::vector<HotspotEntry>& entries, const std::vector<Node*>& nodes, Problems& problems)
{
    constexpr std::string_view kCount = "_count"; // <entry>_count_hotspots.geojson is the count version's
    std::set<std::string> names;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& name = entries[i].name;
        if (!name.empty() && !names.insert(name).second) {
            problems.add(Fields(nodes[i]).at("name"),
                         fmt::format("two [[hotspots]] entries are called '{0}'; give this one another name, such as "
                                     "name = \"{0}_2\"",
                                     name));
        }
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& name = entries[i].name;
        if (name.ends_with(kCount) && names.contains(name.substr(0, name.size() - kCount.size()))) {
            problems.add(
                Fields(nodes[i]).at("name"),
                fmt::format("the files of '{}' would overwrite the count version of '{}'; give it another name", name,
                            name.substr(0, name.size() - kCount.size())));
        }
    }
}

} // namespace

std::vector<Theme> build_themes(Node& document, const IncidentsConfig& incidents, Building& building)
{
    std::vector<Theme> themes;
    std::set<std::string> names;
    for (auto* node : entries_of(document, "theme")) {
        themes.push_back(build_theme(*node, incidents, building));
        const auto& name = themes.back().name;
        if (!name.empty() && !names.insert(name).second) {
            building.problems.add(Fields(node).at("name"),
                                  fmt::format("two themes are called '{}'; names must differ", name));
        }
        if (themes.size() == kMaxThemes + 1) {
            building.problems.add(node->at,
                                  fmt::format("more than {} themes; split them over two configs", kMaxThemes));
        }
    }
    return themes;
}

std::vector<HotspotEntry> build_hotspots(Node& document, const std::vector<Theme>& themes,
                                         const std::vector<DenominatorConfig>& denominators, Building& building)
{
    std::vector<std::string> names;
    for (const auto& theme : themes) {
        names.push_back(theme.name);
    }
    std::vector<std::string> against{"rest"};
    for (const auto& denominator : denominators) {
        if (denominator.area_layer.empty()) { // amounts by area have no positions
            against.push_back(denominator.name);
        }
    }
    const auto nodes = entries_of(document, "hotspots");
    std::vector<HotspotEntry> entries;
    for (auto* node : nodes) {
        entries.push_back(EntryBuilder(*node, names, against, building).build());
    }
    check_entry_names(entries, nodes, building.problems);
    return entries;
}

} // namespace harmspot::config
