// SPDX-License-Identifier: MIT
#include "run/hub_report.hpp"

#include "harmspot/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace harmspot
{

namespace
{

constexpr double kNearM = 500; ///< a site within so much is the same choice

class Reporter
{
public:
    Reporter(const HubsConfig& plan, const RunData& data, const HubInputs& inputs, unsigned threads)
        : m_plan(plan), m_data(data), m_inputs(inputs), m_problem(inputs.problem), m_threads(threads)
    {
        for (std::uint32_t site = 0; site < inputs.existing; ++site) {
            m_existing.push_back(site);
        }
        m_before = value_of(m_problem, m_inputs.request, m_existing).nearest;
    }

    HubsReport report()
    {
        m_answer = solve_siting(m_problem, m_inputs.request);
        if (m_answer.status == SitingStatus::infeasible) {
            throw InputError(
                fmt::format("[[hubs]] '{}' cannot be met. What breaks is the {}", m_plan.name, m_answer.broken));
        }
        head();
        areas();
        sites();
        curve();
        options();
        m_report.catchments = hub_catchments(m_plan, m_data, m_inputs, m_answer);
        gaps();
        statements();
        return std::move(m_report);
    }

private:
    void head()
    {
        const auto& answer = m_answer;
        m_report.name = m_plan.name;
        m_report.title = m_plan.title;
        m_report.model = siting_model_text(m_plan.model);
        m_report.unit = m_inputs.unit;
        m_report.authority_layer = m_plan.authority;
        m_report.gain_unit = m_plan.model == SitingModel::p_median   ? m_inputs.unit + " × m saved"
                             : m_plan.model == SitingModel::p_centre ? "m saved"
                                                                     : m_inputs.unit + " newly within reach";
        m_report.reach_m = m_plan.reach_m;
        m_report.status = siting_status_text(answer.status);
        m_report.solver = answer.solver;
        m_report.objective = answer.objective;
        m_report.bound = answer.bound;
        m_report.gap = answer.gap;
        m_report.new_hubs = answer.added.size();
        m_after = value_of(m_problem, m_inputs.request, answer.open).nearest;
    }

    [[nodiscard]] bool reached(const std::vector<std::uint32_t>& nearest, std::size_t i) const
    {
        return nearest[i] != kNoSite && m_problem.distance.at(i, nearest[i]) <= m_plan.reach_m;
    }

    void add(Held& to, std::size_t i) const { to.add(m_inputs.incidents[i], m_problem.weight[i]); }

    [[nodiscard]] std::string area_name(std::uint16_t area) const
    {
        return area == kNoArea ? std::string() : m_problem.area_names[area];
    }

    /// Name of a demand point's row in tables by area.
    [[nodiscard]] std::string row_name(std::size_t i) const
    {
        if (m_problem.area_names.empty()) {
            return "(study area)";
        }
        return m_problem.demand_area[i] == kNoArea ? "(outside)" : area_name(m_problem.demand_area[i]);
    }

    void areas()
    {
        std::map<std::string, HubsArea> rows;
        for (std::size_t i = 0; i < m_problem.weight.size(); ++i) {
            auto& row = rows[row_name(i)];
            row.name = row_name(i);
            for (auto* all : {&row.all, &m_report.all}) {
                add(*all, i);
            }
            if (reached(m_before, i)) {
                add(row.before, i);
                add(m_report.before, i);
            }
            if (reached(m_after, i)) {
                add(row.after, i);
                add(m_report.after, i);
            }
        }
        for (auto& [name, row] : rows) {
            m_report.areas.push_back(std::move(row));
        }
        if (m_problem.area_names.empty()) {
            m_report.outlines.emplace_back("", m_data.study.shape);
        } else {
            const auto layer = std::find_if(m_data.layers.begin(), m_data.layers.end(),
                                            [&](const AreaLayer& one) { return one.name == m_plan.authority; });
            for (const auto& area : layer->areas) {
                m_report.outlines.emplace_back(area.name, area.shape);
            }
        }
    }

    void sites()
    {
        const auto gains = marginal_gains(m_problem, m_inputs.request, m_existing);
        std::vector<std::uint32_t> order;
        for (auto site = static_cast<std::uint32_t>(m_inputs.existing); site < m_inputs.sites.size(); ++site) {
            order.push_back(site);
        }
        std::stable_sort(order.begin(), order.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return gains[a] > gains[b]; });
        std::vector<std::uint32_t> rank(m_inputs.sites.size(), 0);
        for (std::uint32_t place = 0; place < order.size(); ++place) {
            const bool tied = place > 0 && gains[order[place]] == gains[order[place - 1]];
            rank[order[place]] = tied ? rank[order[place - 1]] : place + 1;
        }
        const auto redraws =
            siting_redraws(m_problem, m_inputs.request, m_inputs.units, m_plan.redraws, kNearM, m_threads);
        m_report.draws = redraws.draws;
        for (std::uint32_t j = 0; j < m_inputs.sites.size(); ++j) {
            const auto& from = m_inputs.sites[j];
            HubSite site;
            site.name = from.name;
            site.at = from.at;
            site.role = j < m_inputs.existing                                                 ? HubRole::existing
                        : std::binary_search(m_answer.added.begin(), m_answer.added.end(), j) ? HubRole::chosen
                                                                                              : HubRole::candidate;
            site.authority = m_problem.site_area.empty() ? "" : area_name(m_problem.site_area[j]);
            site.gain = gains[j];
            site.gain_rank = rank[j];
            if (j >= m_inputs.existing && redraws.draws > 0) {
                site.chosen_share = redraws.chosen[j] / static_cast<double>(redraws.draws);
                site.chosen_near_share = redraws.near[j] / static_cast<double>(redraws.draws);
            }
            if (std::isfinite(from.cost) && j >= m_inputs.existing) {
                site.cost = from.cost;
            }
            for (std::size_t i = 0; i < m_problem.weight.size(); ++i) {
                if (j >= m_inputs.existing && !reached(m_before, i) && m_problem.distance.at(i, j) <= m_plan.reach_m) {
                    add(site.newly_within_reach, i);
                }
                if (m_answer.serves[i] == j) {
                    add(site.serves, i);
                }
            }
            m_report.sites.push_back(std::move(site));
        }
    }

    /// Weight that is within reach with these new sites open and was not before, in all and by area.
    [[nodiscard]] HubsOption option_of(const SitingAnswer& plan) const
    {
        HubsOption option;
        const auto& added = plan.added;
        option.sites.assign(added.begin(), added.end());
        option.behind = std::abs(plan.objective - m_answer.objective) / std::max(std::abs(m_answer.objective), 1e-300);
        std::map<std::string, Held> by_area;
        for (std::size_t i = 0; i < m_problem.weight.size(); ++i) {
            auto& row = by_area[row_name(i)]; // an area that gains nothing has its row too
            if (!reached(m_before, i) && std::any_of(added.begin(), added.end(), [&](std::uint32_t site) {
                    return m_problem.distance.at(i, site) <= m_plan.reach_m;
                })) {
                add(row, i);
                add(option.newly_within_reach, i);
            }
        }
        option.newly_by_area.assign(by_area.begin(), by_area.end());
        return option;
    }

    void curve()
    {
        auto request = m_inputs.request;
        if (request.model == SitingModel::set_cover || request.model == SitingModel::p_centre) {
            request.model = SitingModel::max_cover; // a curve of what is within reach says more than one of a count
        }
        const auto most = std::min(m_plan.curve_to, m_inputs.sites.size() - m_inputs.existing);
        const auto points = siting_curve(m_problem, request, most, m_threads);
        const auto knee = knee_of(points);
        for (std::size_t k = 0; k < points.size(); ++k) {
            HubsCurveRow row;
            row.new_hubs = points[k].new_sites;
            row.benefit = points[k].benefit;
            row.status = siting_status_text(points[k].answer.status);
            row.gap = points[k].answer.gap;
            row.knee = knee == k;
            const auto nearest = value_of(m_problem, request, points[k].answer.open).nearest;
            for (std::size_t i = 0; i < m_problem.weight.size(); ++i) {
                if (reached(nearest, i)) {
                    add(row.within_reach, i);
                }
            }
            for (const auto site : points[k].answer.added) {
                row.sites += (row.sites.empty() ? "" : "; ") + m_inputs.sites[site].name;
            }
            m_report.curve.push_back(std::move(row));
        }
    }

    void options()
    {
        m_report.options.push_back(option_of(m_answer));
        if (m_answer.added.empty()) {
            return;
        }
        for (const auto& plan : siting_alternatives(m_problem, m_inputs.request, m_answer, {})) {
            m_report.options.push_back(option_of(plan));
        }
        elsewhere();
    }

    /// Near alternatives are often neighbours of the choice; a board wants to know what another town would cost it.
    void elsewhere()
    {
        if (m_problem.site_area.empty()) {
            return;
        }
        for (const auto& [area, plan] : siting_elsewhere(m_problem, m_inputs.request, m_answer)) {
            auto option = option_of(plan);
            option.elsewhere = area_name(area);
            const bool told = std::any_of(m_report.options.begin(), m_report.options.end(), [&](const HubsOption& one) {
                return one.sites == option.sites; // it does nearly as well, and stands among those
            });
            if (!told) {
                m_report.options.push_back(std::move(option));
            }
        }
    }

    void gaps()
    {
        constexpr double kSquareM = 1000;
        struct Square {
            HubsGap gap;
            double most = -1;
        };
        std::map<std::pair<std::int64_t, std::int64_t>, Square> squares;
        for (std::size_t i = 0; i < m_problem.weight.size(); ++i) {
            if (reached(m_after, i) || m_problem.weight[i] <= 0) {
                continue;
            }
            const auto x = static_cast<std::int64_t>(std::floor(m_inputs.demand[i].x / kSquareM));
            const auto y = static_cast<std::int64_t>(std::floor(m_inputs.demand[i].y / kSquareM));
            auto& [gap, most] = squares[{x, y}];
            add(gap.beyond_reach, i);
            if (m_problem.weight[i] > most) {
                most = m_problem.weight[i];
                gap.authority = m_problem.area_names.empty() ? "" : area_name(m_problem.demand_area[i]);
                gap.nearest_hub = m_after[i] == kNoSite ? std::optional<double>()
                                                        : std::optional(m_problem.distance.at(i, m_after[i]));
            }
            const double west = static_cast<double>(x) * kSquareM;
            const double south = static_cast<double>(y) * kSquareM;
            gap.shape = {{{{west, south},
                           {west + kSquareM, south},
                           {west + kSquareM, south + kSquareM},
                           {west, south + kSquareM},
                           {west, south}},
                          {}}};
        }
        for (auto& [key, square] : squares) {
            m_report.gaps.push_back(std::move(square.gap));
        }
        std::stable_sort(m_report.gaps.begin(), m_report.gaps.end(), [](const HubsGap& a, const HubsGap& b) {
            return a.beyond_reach.demand > b.beyond_reach.demand;
        });
    }

    void statements()
    {
        auto& to = m_report.statements;
        to = m_inputs.statements;
        to.push_back(fmt::format("Within reach means at most {:g} m by these distances.", m_plan.reach_m));
        to.push_back(m_answer.status == SitingStatus::proven
                         ? std::string("No other choice of sites does better by this model: that is proven.")
                         : fmt::format("This is the best choice found; a better one could be at most {:.2g} % better.",
                                       100 * m_answer.gap));
        if (m_plan.model == SitingModel::set_cover || m_plan.model == SitingModel::p_centre) {
            to.emplace_back("The curve of benefit against number of hubs is of demand within reach.");
        }
        if (!m_problem.capacity.empty()) {
            const double all = std::accumulate(m_problem.weight.begin(), m_problem.weight.end(), 0.0);
            const double served = std::accumulate(m_answer.load.begin(), m_answer.load.end(), 0.0);
            if (served < all * (1 - 1e-9)) {
                to.push_back(fmt::format("Open hubs serve {:.6g} of {:.6g} {}; the rest is beyond their capacity or "
                                         "reach.",
                                         served, all, m_inputs.unit));
            }
        }
    }

    const HubsConfig& m_plan;
    const RunData& m_data;
    const HubInputs& m_inputs;
    const SitingProblem& m_problem;
    unsigned m_threads;
    std::vector<std::uint32_t> m_existing;
    std::vector<std::uint32_t> m_before; ///< nearest existing hub per demand point
    std::vector<std::uint32_t> m_after;
    SitingAnswer m_answer;
    HubsReport m_report;
};

} // namespace

HubsReport hub_report(const HubsConfig& plan, const RunData& data, const HubInputs& inputs, unsigned threads)
{
    return Reporter(plan, data, inputs, threads).report();
}

} // namespace harmspot
