// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"
#include "harmspot/publish.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace harmspot
{

/// Demand and the incidents that it rests on. Publishing judges by the incidents.
struct Held {
    std::uint64_t incidents = 0;
    double demand = 0;
    bool withheld = false; ///< set by publishing alone: neither figure may be shown

    void add(std::uint64_t more_incidents, double more_demand)
    {
        incidents += more_incidents;
        demand += more_demand;
    }
};

enum class HubRole : std::uint8_t { existing, chosen, candidate };
[[nodiscard]] std::string_view hub_role_text(HubRole role);

/// What is known of one site of a plan.
struct HubSite {
    std::string name;
    Point at; ///< analysis CRS
    HubRole role = HubRole::candidate;
    std::string authority;       ///< empty when there is no such layer, or it lies in none
    double gain = 0;             ///< what opening it beside the existing hubs alone would bring, in the model's terms
    std::uint32_t gain_rank = 0; ///< among candidates, 1 = most; 0 for existing hubs
    Held newly_within_reach;     ///< by opening it alone
    Held serves;                 ///< of open hubs
    std::optional<double> chosen_share{};      ///< of the re-runs
    std::optional<double> chosen_near_share{}; ///< it or a site within 500 m
    std::optional<double> cost{};
};

/// Demand within reach of one authority, or of the whole study area when there are none.
struct HubsArea {
    std::string name;
    Held all;
    Held before;
    Held after;
};

struct HubsCurveRow {
    std::size_t new_hubs = 0;
    double benefit = 0;
    Held within_reach;
    std::string sites; ///< names of the new ones
    std::string status;
    double gap = 0;
    bool knee = false;
};

/// One plan that could be chosen; the first is the best, then those that do nearly as well, then those elsewhere.
struct HubsOption {
    std::string elsewhere;          ///< the area in which it is the best plan with a new hub; empty for the others
    std::vector<std::size_t> sites; ///< the new ones, into `HubsReport::sites`
    double behind = 0;              ///< share by which it falls short of the best
    Held newly_within_reach;
    std::vector<std::pair<std::string, Held>> newly_by_area;
};

struct HubsCatchment {
    std::size_t site = 0;
    MultiPolygon shape;
};

/// A square of the map with demand that no hub of the plan reaches.
struct HubsGap {
    MultiPolygon shape;
    std::string authority;
    Held beyond_reach;
    std::optional<double> nearest_hub{}; ///< distance from most of it; none = no hub may serve it
};

/// Everything that is told about one [[hubs]] plan.
struct HubsReport {
    std::string name;
    std::string title;
    std::string model;           ///< "p_median", …
    std::string unit;            ///< of demand
    std::string authority_layer; ///< heads the areas; empty = none
    std::string gain_unit;
    double reach_m = 0;
    std::string status;
    std::string solver;
    double objective = 0;
    double bound = 0;
    double gap = 0;
    std::size_t new_hubs = 0;
    std::size_t draws = 0;
    std::vector<HubSite> sites;
    std::vector<HubsArea> areas;
    std::vector<HubsCurveRow> curve;
    std::vector<HubsOption> options;
    std::vector<HubsCatchment> catchments;
    std::vector<HubsGap> gaps; ///< most demand first
    Held all;
    Held before;
    Held after;
    std::vector<std::string> statements;
    std::vector<std::pair<std::string, MultiPolygon>> outlines; ///< of the map: authorities, or the study area
};

/// The options paper of a plan, as it may be printed. Only `publish()` makes one.
class PublishableHubsPaper
{
public:
    PublishableHubsPaper(const detail::PublishKey&, ProductInfo info, PublishRules rules, HubsReport report,
                         Withheld withheld)
        : m_info(std::move(info)), m_rules(std::move(rules)), m_report(std::move(report)), m_withheld(withheld)
    {
    }
    [[nodiscard]] const ProductInfo& info() const noexcept { return m_info; }
    [[nodiscard]] const PublishRules& rules() const noexcept { return m_rules; }
    [[nodiscard]] const HubsReport& report() const noexcept { return m_report; }
    [[nodiscard]] Withheld withheld() const noexcept { return m_withheld; }

private:
    ProductInfo m_info;
    PublishRules m_rules;
    HubsReport m_report;
    Withheld m_withheld;
};

/// What may be written of a plan.
struct PublishedHubs {
    PublishableLayer hubs;       ///< points: existing, chosen and candidate sites
    PublishableLayer catchments; ///< of the open hubs
    PublishableLayer gaps;
    std::vector<std::pair<std::string, PublishableTable>> tables; ///< by path
    PublishableHubsPaper paper;
};

/// Public profile: figures that rest on 1 to `least_count` − 1 incidents are left out, squares of the gap map under
/// `least_count` are withheld and counted, and tables are treated as all tables are.
[[nodiscard]] PublishedHubs publish(HubsReport report, int epsg, const ProductInfo& info, const PublishRules& rules);

/// "plan/NAME_hubs.geojson" and so on.
struct HubsPaths {
    std::string hubs;
    std::string catchments;
    std::string gaps;
    std::string paper;
    std::vector<std::string> tables; ///< areas, curve, options, option_areas, sites
};
[[nodiscard]] HubsPaths hubs_paths(const std::string& plan);

/// Two pages of A4: an inline map, no script, nothing from elsewhere. Every text is escaped.
void write_hubs_paper(const std::string& path, const PublishableHubsPaper& paper);

} // namespace harmspot
