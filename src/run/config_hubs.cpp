// SPDX-License-Identifier: MIT
#include "run/config_build.hpp"

#include "incident/numbers.hpp"
#include "run/config_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace harmspot::config
{

namespace
{

constexpr std::string_view kAuthority = "authority";

SitingModel model_of(const std::string& text)
{
    for (const auto model :
         {SitingModel::p_median, SitingModel::max_cover, SitingModel::set_cover, SitingModel::p_centre}) {
        if (siting_model_text(model) == text) {
            return model;
        }
    }
    return SitingModel::p_median;
}

class PlanBuilder
{
public:
    PlanBuilder(Node& node, const std::vector<Theme>& themes, const std::vector<AreaConfig>& areas, bool has_hotspots,
                Building& building)
        : m_node(node), m_fields(&node), m_all_themes(themes), m_areas(areas), m_has_hotspots(has_hotspots),
          m_building(building)
    {
    }

    HubsConfig build()
    {
        m_plan.name = m_fields.text("name");
        m_plan.title = m_fields.valid("title") != nullptr ? m_fields.text("title") : m_plan.name;
        m_plan.model = model_of(m_fields.text("model"));
        read_counts();
        read_themes();
        read_demand();
        read_sites();
        read_ways();
        read_rules();
        return std::move(m_plan);
    }

private:
    void problem(std::string_view key, std::string text) { m_building.problems.add(m_fields.at(key), std::move(text)); }

    [[nodiscard]] NamedFile file(const Fields& fields, std::string_view key) const
    {
        const auto* node = fields.valid(key);
        return node == nullptr ? NamedFile() : NamedFile{m_building.resolved(*node), *node->as<std::string>()};
    }
    [[nodiscard]] std::optional<double> maybe(std::string_view key) const
    {
        return m_fields.valid(key) == nullptr ? std::nullopt : std::optional(m_fields.number(key));
    }
    [[nodiscard]] std::size_t count(std::string_view key) const
    {
        return static_cast<std::size_t>(m_fields.whole(key));
    }
    void fill(const char* key, const std::string& value) { m_node.set(key, Node{value, m_node.at, true}); }

    void read_counts()
    {
        const bool set = m_plan.model == SitingModel::set_cover;
        if (m_fields.valid("new_hubs") != nullptr) {
            m_plan.new_hubs = count("new_hubs");
            if (set) {
                problem("new_hubs", "model = \"set_cover\" finds the number of hubs itself; leave new_hubs out");
            }
        } else if (m_fields.valid("budget") != nullptr && !set) {
            m_plan.count_given = false;
            if (m_plan.model == SitingModel::p_centre) {
                problem("model", "model = \"p_centre\" needs new_hubs beside a budget");
            }
        } else if (!set && !m_fields.written("new_hubs")) {
            m_node.set("new_hubs", Node{std::int64_t{1}, m_node.at, true});
        }
        m_plan.curve_to = count("curve_to");
        m_plan.redraws = count("redraws");
        m_plan.nodes = count("nodes");
        m_plan.gap = m_fields.number("gap");
    }

    void read_themes()
    {
        std::vector<std::string> names;
        for (const auto& theme : m_all_themes) {
            names.push_back(theme.name);
        }
        const auto* node = m_fields.valid("themes");
        const auto* items = node == nullptr ? nullptr : node->as<List>();
        for (const auto& item : items == nullptr ? List() : *items) {
            const auto* name = item.as<std::string>();
            if (name != nullptr && std::find(names.begin(), names.end(), *name) == names.end()) {
                m_building.problems.add(
                    item.at, fmt::format("no [[theme]] is called {}{}", in_quotes(*name), did_you_mean(*name, names)));
            } else if (name != nullptr && !m_plan.themes.emplace(*name, 1.0).second) {
                m_building.problems.add(item.at, fmt::format("the theme '{}' is listed twice", *name));
            }
        }
        if (items == nullptr) {
            for (const auto& name : names) {
                m_plan.themes.emplace(name, 1.0);
            }
        } else if (items->empty()) {
            problem("themes", "themes in [[hubs]] is empty; name one, or leave it out for all");
        }
        read_theme_weights();
    }

    void read_theme_weights()
    {
        const auto* node = m_fields.valid("theme_weights");
        const auto* members = node == nullptr ? nullptr : node->as<Table>();
        for (const auto& member : members == nullptr ? Table() : *members) {
            const auto* text = member.node.as<std::string>();
            const auto found = m_plan.themes.find(member.key);
            const auto weight = text == nullptr ? std::nullopt : parse_number(*text);
            if (found == m_plan.themes.end()) {
                std::vector<std::string> names;
                for (const auto& [name, unused] : m_plan.themes) {
                    names.push_back(name);
                }
                m_building.problems.add(member.at, fmt::format("{} in theme_weights is no theme of this plan{}",
                                                               in_quotes(member.key), did_you_mean(member.key, names)));
            } else if (text != nullptr && !(weight && *weight >= 0 && *weight <= 1e6)) {
                m_building.problems.add(member.at,
                                        fmt::format("the weight of '{}' in theme_weights is {}; it must be a number "
                                                    "from 0 to 1000000, in quotes",
                                                    member.key, in_quotes(*text)));
            } else if (weight) {
                found->second = *weight;
            }
        }
    }

    void read_demand()
    {
        m_plan.by_harm = m_fields.text("demand") != "incidents";
        m_plan.centroids = file(m_fields, "centroids");
        m_plan.centroid_code = m_fields.text("centroid_code");
        m_plan.demand_cell_m = m_fields.number("demand_cell_m");
        const bool written = m_fields.valid("demand_at") != nullptr;
        const auto at = written ? m_fields.text("demand_at") : m_plan.centroids.given() ? "centroids" : "cells";
        m_plan.demand_at = at == "centroids" ? DemandAt::centroids
                           : at == "places"  ? DemandAt::places
                                             : DemandAt::cells;
        if (!written) {
            fill("demand_at", at);
        }
        if ((m_plan.demand_at == DemandAt::centroids) != m_plan.centroids.given()) {
            problem("demand_at", m_plan.centroids.given()
                                     ? "centroids are given, so demand_at must be \"centroids\"; or leave them out"
                                     : "demand_at = \"centroids\" needs a file of centroids");
        }
        for (const auto* entry : entries_of(m_node, "multiplier")) {
            const Fields fields(entry);
            HubsMultiplier one{file(fields, "file"), fields.text("code"), fields.text("value"),
                               fields.text("area_layer")};
            if (!one.area_layer.empty()) {
                check_layer(fields.at("area_layer"), "area_layer", one.area_layer);
            }
            m_plan.multipliers.push_back(std::move(one));
        }
    }

    void check_layer(Position at, std::string_view key, const std::string& layer)
    {
        std::vector<std::string> layers;
        for (const auto& area : m_areas) {
            layers.push_back(area.layer);
        }
        if (std::find(layers.begin(), layers.end(), layer) == layers.end()) {
            m_building.problems.add(at, fmt::format("{} = {}: no [[areas]] layer is called so{}", key, in_quotes(layer),
                                                    did_you_mean(layer, layers)));
        }
    }

    void read_sites()
    {
        m_plan.candidates = file(m_fields, "candidates");
        m_plan.postcodes = file(m_fields, "postcodes");
        m_plan.existing_file = file(m_fields, "existing_hubs");
        m_plan.lattice_m = m_fields.number("lattice_m");
        m_plan.most_candidates = count("most_candidates");
        if (!m_plan.candidates.given() && !m_has_hotspots) {
            problem("name", "without candidates they are taken from hotspots, and there is no [[hotspots]] entry; give "
                            "candidates = \"FILE\", or an entry");
        }
        std::set<std::string> names;
        for (const auto* entry : entries_of(m_node, "existing")) {
            const Fields fields(entry);
            ExistingHub hub;
            hub.name = fields.text("name");
            hub.at = {fields.number("easting"), fields.number("northing")};
            hub.capacity = fields.valid("capacity") != nullptr ? fields.number("capacity") : hub.capacity;
            if (!names.insert(hub.name).second) {
                m_building.problems.add(fields.at("name"),
                                        fmt::format("two [[hubs.existing]] are called {}", in_quotes(hub.name)));
            }
            m_plan.existing.push_back(std::move(hub));
        }
    }

    void read_ways()
    {
        m_plan.authority = m_fields.text("authority");
        if (!m_plan.authority.empty()) {
            check_layer(m_fields.at("authority"), "authority", m_plan.authority);
        } else if (std::any_of(m_areas.begin(), m_areas.end(),
                               [](const AreaConfig& area) { return area.layer == kAuthority; })) {
            m_plan.authority = kAuthority;
            fill("authority", m_plan.authority);
        }
        m_plan.barriers = file(m_fields, "barriers");
        m_plan.crossings = file(m_fields, "crossings");
        m_plan.distances = file(m_fields, "distances");
        const bool written = m_fields.valid("serves") != nullptr;
        m_plan.same_authority = written ? m_fields.text("serves") == "same_authority"
                                        : !m_plan.authority.empty() && !m_plan.barriers.given();
        if (!written) {
            fill("serves", m_plan.same_authority ? "same_authority" : "anyone");
        }
        if (m_plan.same_authority && m_plan.authority.empty()) {
            problem("serves", "serves = \"same_authority\" needs a layer of authorities; name it as authority");
        }
        if (m_plan.crossings.given() && !m_plan.barriers.given()) {
            problem("crossings", "crossings are of barriers, and none are given");
        }
        if (m_plan.distances.given() && m_plan.barriers.given()) {
            problem("barriers", "barriers shape straight lines, and distances are given; keep one of the two");
        }
        m_plan.missing_pairs_cannot_serve = m_fields.text("missing_pairs") == "cannot_serve";
        m_plan.detour_factor = m_fields.number("detour_factor");
        m_plan.reach_m = m_fields.number("reach_m");
        m_plan.full_cover_m = maybe("full_reach_m");
        m_plan.unserved_m = maybe("unserved_m");
        if (m_plan.full_cover_m && *m_plan.full_cover_m >= m_plan.reach_m) {
            problem("full_reach_m", fmt::format("full_reach_m is {:g}, and must be under reach_m, {:g}",
                                                *m_plan.full_cover_m, m_plan.reach_m));
        }
    }

    void read_rules()
    {
        m_plan.cover_share = m_fields.number("cover_share");
        m_plan.one_per_area = m_fields.flag("one_per_area");
        m_plan.least_covered_share = m_fields.number("least_covered_share");
        m_plan.budget = maybe("budget");
        m_plan.least_separation_m = m_fields.number("least_separation_m");
        for (const auto& [key, asked] : {std::pair{"one_per_area", m_plan.one_per_area},
                                         {"least_covered_share", m_plan.least_covered_share > 0}}) {
            if (asked && m_plan.authority.empty()) {
                problem(key,
                        fmt::format("{} is of authorities, and there is no layer of them; name one as authority", key));
            }
        }
        if (m_plan.budget && !m_plan.candidates.given()) {
            problem("budget", "a budget needs candidates with a column cost");
        }
    }

    Node& m_node;
    Fields m_fields;
    const std::vector<Theme>& m_all_themes;
    const std::vector<AreaConfig>& m_areas;
    bool m_has_hotspots;
    Building& m_building;
    HubsConfig m_plan;
};

} // namespace

std::vector<HubsConfig> build_hubs(Node& document, const std::vector<Theme>& themes,
                                   const std::vector<AreaConfig>& areas, bool has_hotspots, Building& building)
{
    std::vector<HubsConfig> plans;
    std::set<std::string> names;
    for (auto* node : entries_of(document, "hubs")) {
        plans.push_back(PlanBuilder(*node, themes, areas, has_hotspots, building).build());
        const auto& name = plans.back().name;
        if (!name.empty() && !names.insert(name).second) {
            building.problems.add(Fields(node).at("name"),
                                  fmt::format("two [[hubs]] plans are called '{}'; names must differ", name));
        }
    }
    return plans;
}

} // namespace harmspot::config
