// SPDX-License-Identifier: MIT
#include "harmspot/hubs_report.hpp"

#include "publish/publish_key.hpp"
#include "publish/rounding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace harmspot
{

namespace
{

using Kind = Table::ColumnKind;

constexpr int kDigits = 6;
constexpr int kPublicDecimals = 4;

double rounded(double value)
{
    return rounded_to_digits(value, kDigits);
}

/// Takes back what rests on too few incidents.
void hold_back(Held& held, const PublishRules& rules, Withheld& withheld)
{
    if (rules.withholds() && held.incidents > 0 && held.incidents < rules.least_count) {
        held = {0, 0, true};
        ++withheld.cells;
    }
}

class Publisher
{
public:
    Publisher(HubsReport report, int epsg, ProductInfo info, const PublishRules& rules)
        : m_report(std::move(report)), m_epsg(epsg), m_info(std::move(info)), m_rules(rules)
    {
        if (m_rules.withholds()) {
            m_rules.lon_lat_decimals = std::min(m_rules.lon_lat_decimals, kPublicDecimals);
        }
        m_info.statements.insert(m_info.statements.end(), m_report.statements.begin(), m_report.statements.end());
    }

    PublishedHubs publish()
    {
        auto tables = make_tables(); // before figures are taken back: tables have rules of their own
        guard();
        auto hubs = layer(site_features(), m_withheld);
        auto catchments = layer(catchment_features(), {});
        Withheld squares;
        squares.features = m_squares;
        auto gaps = layer(gap_features(), squares);
        auto withheld = m_withheld;
        withheld.features = m_squares;
        return {std::move(hubs), std::move(catchments), std::move(gaps), std::move(tables),
                PublishableHubsPaper(detail::PublishKey{}, m_info, m_rules, std::move(m_report), withheld)};
    }

private:
    [[nodiscard]] PublishableLayer layer(std::vector<Feature> features, Withheld withheld) const
    {
        return {detail::PublishKey{}, m_info, m_rules, m_epsg, std::move(features), withheld, {}};
    }

    void guard()
    {
        for (auto& site : m_report.sites) {
            hold_back(site.newly_within_reach, m_rules, m_withheld);
            hold_back(site.serves, m_rules, m_withheld);
        }
        for (auto& area : m_report.areas) {
            for (auto* held : {&area.all, &area.before, &area.after}) {
                hold_back(*held, m_rules, m_withheld);
            }
            // The difference of two figures shown is a figure too.
            const auto more = area.after.incidents - std::min(area.after.incidents, area.before.incidents);
            const auto rest = area.all.incidents - std::min(area.all.incidents, area.after.incidents);
            for (const auto difference : {more, rest}) {
                if (m_rules.withholds() && difference > 0 && difference < m_rules.least_count) {
                    area.after = {0, 0, true};
                    ++m_withheld.cells;
                }
            }
        }
        for (auto& row : m_report.curve) {
            hold_back(row.within_reach, m_rules, m_withheld);
        }
        for (auto& option : m_report.options) {
            hold_back(option.newly_within_reach, m_rules, m_withheld);
            for (auto& [name, held] : option.newly_by_area) {
                hold_back(held, m_rules, m_withheld);
            }
        }
        m_squares = m_report.gaps.size();
        std::erase_if(m_report.gaps, [&](const HubsGap& gap) {
            return m_rules.withholds() && gap.beyond_reach.incidents < m_rules.least_count;
        });
        m_squares -= m_report.gaps.size();
    }

    static void add_held(Properties& to, const char* demand, const char* incidents, const Held& held)
    {
        if (!held.withheld) {
            to.emplace_back(demand, rounded(held.demand));
            to.emplace_back(incidents, static_cast<std::int64_t>(held.incidents));
        }
    }

    void add_authority(Properties& to, const std::string& name) const
    {
        if (!m_report.authority_layer.empty() && !name.empty()) {
            to.emplace_back(m_report.authority_layer, name);
        }
    }

    void add_site(Properties& to, const HubSite& site) const
    {
        to.emplace_back("name", site.name);
        to.emplace_back("plan", m_report.name);
        to.emplace_back("role", std::string(hub_role_text(site.role)));
        add_authority(to, site.authority);
    }

    /// The options that open a site, by their numbers in the table: "1; 4".
    [[nodiscard]] std::string options_with(std::size_t site) const
    {
        std::string numbers;
        for (std::size_t k = 0; k < m_report.options.size(); ++k) {
            const auto& sites = m_report.options[k].sites;
            if (std::find(sites.begin(), sites.end(), site) != sites.end()) {
                numbers += fmt::format("{}{}", numbers.empty() ? "" : "; ", k + 1);
            }
        }
        return numbers;
    }

    [[nodiscard]] std::vector<Feature> site_features() const
    {
        std::vector<Feature> features;
        for (const auto role : {HubRole::existing, HubRole::chosen, HubRole::candidate}) {
            for (std::size_t number = 0; number < m_report.sites.size(); ++number) {
                const auto& site = m_report.sites[number];
                if (site.role != role) {
                    continue;
                }
                Feature feature;
                feature.point = site.at;
                auto& to = feature.properties;
                add_site(to, site);
                if (role != HubRole::existing) {
                    to.emplace_back("gain", rounded(site.gain));
                    to.emplace_back("gain_unit", m_report.gain_unit);
                    to.emplace_back("gain_rank", static_cast<std::int64_t>(site.gain_rank));
                    add_held(to, "newly_within_reach", "incidents_newly_within_reach", site.newly_within_reach);
                }
                if (role != HubRole::candidate) {
                    add_held(to, "demand_served", "incidents_served", site.serves);
                }
                to.emplace_back("demand_unit", m_report.unit);
                if (const auto numbers = options_with(number); !numbers.empty()) {
                    to.emplace_back("options", numbers);
                }
                if (site.chosen_share) {
                    to.emplace_back("chosen_share", rounded(*site.chosen_share));
                    to.emplace_back("chosen_near_share", rounded(*site.chosen_near_share));
                }
                if (site.cost) {
                    to.emplace_back("cost", *site.cost);
                }
                features.push_back(std::move(feature));
            }
        }
        return features;
    }

    [[nodiscard]] std::vector<Feature> catchment_features() const
    {
        std::vector<Feature> features;
        for (const auto& catchment : m_report.catchments) {
            if (catchment.shape.empty()) {
                continue;
            }
            Feature feature;
            feature.shape = catchment.shape;
            add_site(feature.properties, m_report.sites[catchment.site]);
            add_held(feature.properties, "demand_served", "incidents_served", m_report.sites[catchment.site].serves);
            feature.properties.emplace_back("demand_unit", m_report.unit);
            features.push_back(std::move(feature));
        }
        return features;
    }

    [[nodiscard]] std::vector<Feature> gap_features() const
    {
        std::vector<Feature> features;
        for (const auto& gap : m_report.gaps) {
            Feature feature;
            feature.shape = gap.shape;
            feature.properties.emplace_back("plan", m_report.name);
            add_authority(feature.properties, gap.authority);
            add_held(feature.properties, "beyond_reach", "incidents_beyond_reach", gap.beyond_reach);
            feature.properties.emplace_back("demand_unit", m_report.unit);
            if (gap.nearest_hub) {
                feature.properties.emplace_back("nearest_hub_m", std::round(*gap.nearest_hub));
            }
            features.push_back(std::move(feature));
        }
        return features;
    }

    static Table::Cell incidents(const Held& held) { return static_cast<std::int64_t>(held.incidents); }
    static Table::Cell demand(const Held& held) { return rounded(held.demand); }

    [[nodiscard]] Table areas_table() const
    {
        Table table;
        table.columns = {{"area", Kind::key},
                         {"reach", Kind::key},
                         {"incidents", Kind::count},
                         {"demand", Kind::measure},
                         {"share", Kind::measure}};
        for (const auto& area : m_report.areas) {
            const auto share = [&](const Held& held) {
                return area.all.demand > 0 ? rounded(held.demand / area.all.demand) : 0.0;
            };
            Held beyond{area.all.incidents - area.after.incidents, std::max(0.0, area.all.demand - area.after.demand)};
            Held newly{area.after.incidents - area.before.incidents, area.after.demand - area.before.demand};
            for (const auto& [name, held] :
                 {std::pair{"before the plan", area.before}, {"newly by the plan", newly}, {"beyond reach", beyond}}) {
                table.rows.push_back({area.name, std::string(name), incidents(held), demand(held), share(held)});
            }
        }
        return table;
    }

    [[nodiscard]] Table curve_table() const
    {
        Table table;
        table.columns = {{"new_hubs", Kind::key},
                         {"incidents_within_reach", Kind::count},
                         {"demand_within_reach", Kind::measure},
                         {"benefit", Kind::measure},
                         {"knee", Kind::key},
                         {"status", Kind::key},
                         {"gap", Kind::key},
                         {"new_sites", Kind::key}};
        for (const auto& row : m_report.curve) {
            table.rows.push_back({static_cast<std::int64_t>(row.new_hubs), incidents(row.within_reach),
                                  demand(row.within_reach), rounded(row.benefit), std::string(row.knee ? "yes" : ""),
                                  row.status, rounded(row.gap), row.sites});
        }
        return table;
    }

    /// "choice", "near best" or "best with a hub in Gateshead".
    [[nodiscard]] std::string kind_of(std::size_t option) const
    {
        const auto& area = m_report.options[option].elsewhere;
        return option == 0 ? "choice" : area.empty() ? "near best" : "best with a hub in " + area;
    }

    [[nodiscard]] Table option_areas_table() const
    {
        Table table;
        table.columns = {{"option", Kind::key},
                         {"area", Kind::key},
                         {"incidents_newly_within_reach", Kind::count},
                         {"demand_newly_within_reach", Kind::measure}};
        for (std::size_t k = 0; k < m_report.options.size(); ++k) {
            for (const auto& [area, held] : m_report.options[k].newly_by_area) {
                table.rows.push_back({static_cast<std::int64_t>(k + 1), area, incidents(held), demand(held)});
            }
        }
        return table;
    }

    [[nodiscard]] Table options_table() const
    {
        Table table;
        table.columns = {{"option", Kind::key},
                         {"kind", Kind::key},
                         {"behind", Kind::key},
                         {"site", Kind::key},
                         {"easting", Kind::key},
                         {"northing", Kind::key},
                         {"incidents_newly_within_reach", Kind::count},
                         {"demand_newly_within_reach", Kind::measure}};
        for (std::size_t k = 0; k < m_report.options.size(); ++k) {
            for (const auto number : m_report.options[k].sites) {
                const auto& site = m_report.sites[number];
                table.rows.push_back({static_cast<std::int64_t>(k + 1), kind_of(k), rounded(m_report.options[k].behind),
                                      site.name, std::round(site.at.x), std::round(site.at.y),
                                      incidents(site.newly_within_reach), demand(site.newly_within_reach)});
            }
        }
        return table;
    }

    [[nodiscard]] Table sites_table() const
    {
        Table table;
        table.columns = {{"site", Kind::key},
                         {"role", Kind::key},
                         {"area", Kind::key},
                         {"easting", Kind::key},
                         {"northing", Kind::key},
                         {"gain_rank", Kind::key},
                         {"gain", Kind::measure},
                         {"chosen_share", Kind::key},
                         {"chosen_near_share", Kind::key},
                         {"incidents_newly_within_reach", Kind::count},
                         {"demand_newly_within_reach", Kind::measure}};
        for (const auto& site : m_report.sites) {
            const auto share = [](const std::optional<double>& one) {
                return one ? Table::Cell(rounded(*one)) : Table::Cell(std::string());
            };
            table.rows.push_back({site.name, std::string(hub_role_text(site.role)), site.authority,
                                  std::round(site.at.x), std::round(site.at.y),
                                  static_cast<std::int64_t>(site.gain_rank), rounded(site.gain),
                                  share(site.chosen_share), share(site.chosen_near_share),
                                  incidents(site.newly_within_reach), demand(site.newly_within_reach)});
        }
        return table;
    }

    [[nodiscard]] std::vector<std::pair<std::string, PublishableTable>> make_tables() const
    {
        const auto paths = hubs_paths(m_report.name).tables;
        std::vector<std::pair<std::string, PublishableTable>> tables;
        std::vector<Table> made{areas_table(), curve_table(), options_table(), option_areas_table(), sites_table()};
        auto rules = m_rules;
        rules.statements.insert(rules.statements.end(), m_report.statements.begin(), m_report.statements.end());
        for (std::size_t k = 0; k < made.size(); ++k) {
            tables.emplace_back(paths[k], harmspot::publish(paths[k], std::move(made[k]), rules));
        }
        return tables;
    }

    HubsReport m_report;
    int m_epsg;
    ProductInfo m_info;
    PublishRules m_rules;
    Withheld m_withheld;
    std::size_t m_squares = 0; ///< of the gap map, withheld
};

} // namespace

std::string_view hub_role_text(HubRole role)
{
    switch (role) {
    case HubRole::existing:
        return "existing";
    case HubRole::chosen:
        return "chosen";
    case HubRole::candidate:
        break;
    }
    return "candidate";
}

HubsPaths hubs_paths(const std::string& plan)
{
    const auto start = "plan/" + plan;
    return {start + "_hubs.geojson",
            start + "_catchments.geojson",
            start + "_gaps.geojson",
            start + "_hubs.html",
            {start + "_areas.csv", start + "_curve.csv", start + "_options.csv", start + "_option_areas.csv",
             start + "_sites.csv"}};
}

PublishedHubs publish(HubsReport report, int epsg, const ProductInfo& info, const PublishRules& rules)
{
    return Publisher(std::move(report), epsg, info, rules).publish();
}

} // namespace harmspot
