// SPDX-License-Identifier: MIT
#include "harmspot/siting_options.hpp"

#include "plan/branch.hpp"
#include "plan/constrained.hpp"
#include "plan/site_rules.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace harmspot
{

namespace
{

using plan::MipAnswer;

constexpr double kSame = 1e-9;

std::vector<std::uint32_t> existing_of(const SitingProblem& problem)
{
    std::vector<std::uint32_t> open;
    for (std::uint32_t site = 0; site < problem.existing.size(); ++site) {
        if (problem.existing[site] != 0) {
            open.push_back(site);
        }
    }
    return open;
}

/// Only the capacities that are finite are worth a program of their own.
bool capacitated(const SitingProblem& problem)
{
    return std::any_of(problem.capacity.begin(), problem.capacity.end(), [](double one) { return std::isfinite(one); });
}

double gap_of(double objective, double bound)
{
    return objective == bound ? 0 : std::abs(objective - bound) / std::max(std::abs(objective), 1e-300);
}

class Solver
{
public:
    Solver(const SitingProblem& problem, const SitingRequest& request, bool by_cbc, plan::MustHave must_have = {})
        : m_problem(problem), m_request(request), m_by_cbc(by_cbc), m_must_have(must_have),
          m_candidate(plan::candidates_of(problem, request))
    {
    }

    SitingAnswer solve()
    {
        plan::check_problem(m_problem, m_request, m_must_have);
        if (auto broken = plan::plainly_broken(m_problem, m_request, m_candidate, m_must_have); !broken.empty()) {
            m_answer.broken = std::move(broken);
            return m_answer;
        }
        const bool assigns = m_request.model == SitingModel::p_median || m_request.model == SitingModel::max_cover;
        if (assigns && !m_by_cbc && !capacitated(m_problem) && !(m_request.least_covered_share > 0)) {
            by_our_own();
        } else if (m_request.model == SitingModel::p_centre) {
            by_radii();
        } else {
            take(constrained(m_request));
        }
        if (m_answer.status == SitingStatus::infeasible && m_answer.broken.empty()) {
            m_answer.broken = diagnosis();
        }
        return std::move(m_answer);
    }

    /// Whether any answer was found.
    [[nodiscard]] bool feasible()
    {
        if (!plan::plainly_broken(m_problem, m_request, m_candidate, m_must_have).empty()) {
            return false;
        }
        return m_request.model == SitingModel::p_centre
                   ? plan::cover_within(m_problem, m_request, m_candidate, m_must_have,
                                        std::numeric_limits<double>::max())
                         .found
                   : constrained(m_request).found;
    }

private:
    [[nodiscard]] MipAnswer constrained(const SitingRequest& request) const
    {
        const bool ours = !m_by_cbc && (request.model == SitingModel::max_cover ||
                                        (request.model == SitingModel::p_median && request.unserved_m));
        return ours ? plan::solve_constrained(m_problem, request, m_candidate, m_must_have)
                    : plan::solve_by_mip(m_problem, request, m_candidate, m_must_have);
    }

    void by_our_own()
    {
        m_answer.solver = "exchange and Lagrangian bound";
        const auto savings = plan::savings_of(m_problem, m_request, m_candidate);
        const auto rules = plan::rules_of(m_problem, m_request, m_candidate, m_must_have);
        const bool cover = m_request.model == SitingModel::max_cover;
        const double total = std::accumulate(m_problem.weight.begin(), m_problem.weight.end(), 0.0);
        auto found = plan::branch_and_bound(savings, rules, m_request.limits, m_request.seed, cover ? total : 0);
        m_answer.nodes = found.nodes;
        m_answer.iterations = found.iterations;
        if (!found.best) {
            m_answer.status = SitingStatus::infeasible;
            if (!found.proven) {
                m_answer.broken = kNoneFound;
            }
            return;
        }
        for (const auto site : found.best->open) {
            m_answer.added.push_back(m_candidate[site]);
        }
        const bool all_must = !cover && !m_request.unserved_m;
        finish(found.proven);
        if (all_must && m_value.unserved > 0) {
            m_answer = {};
            m_answer.solver = "exchange and Lagrangian bound";
            m_answer.broken = found.proven ? "" : kNoneFound;
            return;
        }
        const double bound = cover ? total - found.bound : found.bound;
        m_answer.bound = m_answer.status == SitingStatus::proven ? m_answer.objective : bound;
        m_answer.gap = gap_of(m_answer.objective, m_answer.bound);
    }

    void take(const MipAnswer& found)
    {
        m_answer.solver = found.by_exchange ? "exchange and Lagrangian bound" : "CBC";
        m_answer.nodes += found.nodes;
        m_answer.iterations += found.iterations;
        if (!found.found) {
            m_answer.broken = found.proven ? "" : kNoneFound;
            return;
        }
        m_answer.added = found.added;
        finish(found.proven);
        if (capacitated(m_problem)) {
            const double total = std::accumulate(m_problem.weight.begin(), m_problem.weight.end(), 0.0);
            m_answer.serves = found.serves;
            for (std::size_t k = 0; k < m_answer.open.size(); ++k) {
                m_answer.load[k] = found.load[m_answer.open[k]];
            }
            if (m_request.model == SitingModel::p_median) {
                m_answer.objective = found.objective;
            } else if (m_request.model == SitingModel::max_cover) {
                m_answer.objective = total - found.objective;
            }
        }
        if (m_answer.status == SitingStatus::proven) {
            m_answer.bound = m_answer.objective;
        } else if (m_request.model == SitingModel::max_cover) {
            m_answer.bound = std::accumulate(m_problem.weight.begin(), m_problem.weight.end(), 0.0) - found.bound;
        } else {
            m_answer.bound = found.bound;
        }
        m_answer.gap = gap_of(m_answer.objective, m_answer.bound);
    }

    /// The least radius within which everything can be served, by halving the list of distances.
    void by_radii()
    {
        std::vector<double> radii;
        for (std::size_t i = 0; i < m_problem.weight.size(); ++i) {
            for (const double far : m_problem.weight[i] > 0 ? m_problem.distance.row(i) : std::span<const double>()) {
                if (far != kCannotServe) {
                    radii.push_back(far);
                }
            }
        }
        std::sort(radii.begin(), radii.end());
        radii.erase(std::unique(radii.begin(), radii.end()), radii.end());
        MipAnswer best;
        std::size_t low = 0;             // nothing under it has been shown to do
        std::size_t high = radii.size(); // at it all can be served, or it is the end
        std::size_t refuted = 0;         // everything under it is proven not to do
        while (low < high) {
            const auto middle = low + (high - low) / 2;
            auto found = plan::cover_within(m_problem, m_request, m_candidate, m_must_have, radii[middle]);
            m_answer.nodes += found.nodes;
            m_answer.iterations += found.iterations;
            if (found.found) {
                best = std::move(found);
                high = middle;
            } else {
                refuted = found.proven ? middle + 1 : refuted;
                low = middle + 1;
            }
        }
        m_answer.solver = "CBC";
        if (!best.found) {
            m_answer.broken = refuted == radii.size() ? "" : kNoneFound;
            return;
        }
        best.proven = refuted == high;
        best.bound = refuted < radii.size() ? radii[refuted] : radii.back();
        best.nodes = 0;
        best.iterations = 0;
        take(best);
        if (capacitated(m_problem)) {
            m_answer.objective = radii[high];
            m_answer.bound = best.proven ? m_answer.objective : best.bound;
            m_answer.gap = gap_of(m_answer.objective, m_answer.bound);
        }
    }

    /// From the sites added to the whole answer.
    void finish(bool proven)
    {
        m_answer.open = existing_of(m_problem);
        m_answer.open.insert(m_answer.open.end(), m_answer.added.begin(), m_answer.added.end());
        std::sort(m_answer.open.begin(), m_answer.open.end());
        m_value = value_of(m_problem, m_request, m_answer.open);
        m_answer.serves = m_value.nearest;
        m_answer.load.assign(m_answer.open.size(), 0);
        for (std::size_t i = 0; i < m_value.nearest.size(); ++i) {
            if (m_value.nearest[i] != kNoSite) {
                const auto at = std::lower_bound(m_answer.open.begin(), m_answer.open.end(), m_value.nearest[i]);
                m_answer.load[static_cast<std::size_t>(at - m_answer.open.begin())] += m_problem.weight[i];
            }
        }
        switch (m_request.model) {
        case SitingModel::p_median:
            m_answer.objective = m_value.weighted_distance + m_value.unserved * m_request.unserved_m.value_or(0);
            break;
        case SitingModel::max_cover:
            m_answer.objective = m_value.covered;
            break;
        case SitingModel::set_cover:
            m_answer.objective = static_cast<double>(m_answer.added.size());
            if (!m_problem.cost.empty()) {
                m_answer.objective = 0;
                for (const auto site : m_answer.added) {
                    m_answer.objective += m_problem.cost[site];
                }
            }
            break;
        case SitingModel::p_centre:
            m_answer.objective = m_value.greatest_m;
            break;
        }
        m_answer.status = proven ? SitingStatus::proven : SitingStatus::best_found;
    }

    [[nodiscard]] std::string diagnosis() const
    {
        return plan::name_broken(
            m_request,
            [&](const SitingRequest& looser, bool with_capacity) {
                auto problem = m_problem;
                if (!with_capacity) {
                    problem.capacity.clear();
                }
                return Solver(problem, looser, m_by_cbc, m_must_have).feasible();
            },
            capacitated(m_problem));
    }

    static constexpr const char* kNoneFound = "no answer was found within the limits, and none was shown not to exist";

    const SitingProblem& m_problem;
    const SitingRequest& m_request;
    bool m_by_cbc;
    plan::MustHave m_must_have;
    std::vector<std::uint32_t> m_candidate;
    SitingAnswer m_answer;
    SitingValue m_value;
};

} // namespace

std::string_view siting_model_text(SitingModel model)
{
    switch (model) {
    case SitingModel::p_median:
        return "p_median";
    case SitingModel::max_cover:
        return "max_cover";
    case SitingModel::set_cover:
        return "set_cover";
    case SitingModel::p_centre:
        return "p_centre";
    }
    return "";
}

std::string_view siting_status_text(SitingStatus status)
{
    switch (status) {
    case SitingStatus::proven:
        return "proven";
    case SitingStatus::best_found:
        return "best found";
    case SitingStatus::infeasible:
        return "infeasible";
    }
    return "";
}

double cover_at(const SitingRequest& request, double metres)
{
    if (!(metres <= request.reach_m)) {
        return 0;
    }
    if (!request.full_cover_m || metres <= *request.full_cover_m) {
        return 1;
    }
    return (request.reach_m - metres) / (request.reach_m - *request.full_cover_m);
}

SitingValue value_of(const SitingProblem& problem, const SitingRequest& request, std::span<const std::uint32_t> open)
{
    SitingValue value;
    value.nearest.assign(problem.weight.size(), kNoSite);
    for (std::size_t i = 0; i < problem.weight.size(); ++i) {
        double nearest = kCannotServe;
        for (const auto site : open) {
            if (problem.distance.at(i, site) < nearest) {
                nearest = problem.distance.at(i, site);
                value.nearest[i] = site;
            }
        }
        const double weight = problem.weight[i];
        if (nearest == kCannotServe || (request.unserved_m && nearest > *request.unserved_m)) {
            value.nearest[i] = kNoSite;
            value.unserved += weight;
            continue;
        }
        value.weighted_distance += weight * nearest;
        value.covered += weight * cover_at(request, nearest);
        value.greatest_m = weight > 0 ? std::max(value.greatest_m, nearest) : value.greatest_m;
    }
    return value;
}

SitingAnswer solve_siting(const SitingProblem& problem, const SitingRequest& request)
{
    return Solver(problem, request, false).solve();
}

SitingAnswer solve_siting_in(const SitingProblem& problem, const SitingRequest& request, std::uint16_t area)
{
    return Solver(problem, request, false, area).solve();
}

SitingAnswer solve_siting_by_cbc(const SitingProblem& problem, const SitingRequest& request)
{
    return Solver(problem, request, true).solve();
}

} // namespace harmspot
