// SPDX-License-Identifier: MIT
#include "run/rerun_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace harmspot
{

namespace
{

/// Keys that say how far a method looks; a method has one of them at most.
constexpr std::array<std::string_view, 3> kReachKeys{"bandwidth_m", "eps_m", "distance_m"};

/// Two weightings are in proportion when no incident is out by more.
constexpr double kSameProportion = 1e-12;

constexpr std::size_t number_of(RerunFactor factor)
{
    return static_cast<std::size_t>(factor);
}

/// The steps of a plan, and why a factor has none.
class Planner
{
public:
    Planner(const RunConfig& config, const RunData& data, const Job& job, std::optional<AreaRef> only,
            const ParamValues& params)
        : m_config(config), m_data(data), m_job(job), m_only(only), m_params(params)
    {
    }

    RerunPlan make()
    {
        bootstrap();
        bandwidth();
        cell();
        harm_tables();
        return std::move(m_plan);
    }

private:
    void add(RerunFactor factor, std::uint32_t number, ParamValues params = {})
    {
        m_plan.steps.push_back({factor, number, std::move(params)});
        ++m_plan.report.runs[number_of(factor)];
    }
    void leave_out(RerunFactor factor, std::string why) { m_plan.report.left_out[number_of(factor)] = std::move(why); }

    void bootstrap()
    {
        for (std::uint32_t draw = 0; draw < m_config.stability.draws; ++draw) {
            add(RerunFactor::bootstrap, draw);
        }
        if (m_config.stability.draws == 0) {
            leave_out(RerunFactor::bootstrap, "draws = 0");
        }
    }

    /// The value of a key that changes by a share both ways; steps for those values that differ from it.
    void change(RerunFactor factor, std::string_view key, double share, double least, std::vector<double>& used)
    {
        const double value = *number_if(m_params, key);
        least = std::max(least, least_of(key));
        for (const double times : {1 - share, 1 + share}) {
            const double changed = std::max(value * times, std::min(value, least));
            if (changed != value) {
                add(factor, 0, {{std::string(key), changed}});
                used.push_back(changed);
            }
        }
    }

    /// What a config may not go under.
    [[nodiscard]] double least_of(std::string_view key) const
    {
        for (const auto& spec : find_method(m_config.hotspots[m_job.entry].method)->keys) {
            if (spec.name == key) {
                return spec.least.value_or(0);
            }
        }
        return 0;
    }

    [[nodiscard]] bool is_number(std::string_view key) const
    {
        return m_params.contains(key) && number_if(m_params, key).has_value();
    }

    void bandwidth()
    {
        const auto* key =
            std::find_if(kReachKeys.begin(), kReachKeys.end(), [&](auto name) { return is_number(name); });
        if (key == kReachKeys.end()) {
            return leave_out(RerunFactor::bandwidth, "the method has no bandwidth");
        }
        if (m_config.stability.bandwidth_change == 0) {
            return leave_out(RerunFactor::bandwidth, "bandwidth_change = 0");
        }
        const bool snapped = *key == "bandwidth_m" && m_config.incidents.format == "police-uk";
        change(RerunFactor::bandwidth, *key, m_config.stability.bandwidth_change,
               snapped ? kLeastPoliceUkBandwidthM : 0, m_plan.report.bandwidths_m);
    }

    void cell()
    {
        if (!is_number("cell_m")) {
            return leave_out(RerunFactor::cell, "the method has no cells");
        }
        if (m_config.stability.cell_change == 0) {
            return leave_out(RerunFactor::cell, "cell_change = 0");
        }
        change(RerunFactor::cell, "cell_m", m_config.stability.cell_change, 0, m_plan.report.cells_m);
    }

    void harm_tables()
    {
        if (m_job.version == Version::count) {
            return leave_out(RerunFactor::harm_table, "every incident weighs 1 in this version");
        }
        if (m_data.other_harm.empty()) {
            return leave_out(RerunFactor::harm_table, "no other harm_tables are given");
        }
        const auto rows = theme_row_numbers(m_data, m_job, m_only);
        for (std::uint32_t i = 0; i < m_data.other_harm.size(); ++i) {
            if (differs(rows, m_data.other_harm[i].weight)) {
                add(RerunFactor::harm_table, i);
                m_plan.report.harm_tables.push_back(m_data.other_harm[i].table.path);
            }
        }
        if (m_plan.report.harm_tables.empty()) {
            leave_out(RerunFactor::harm_table, "the other harm_tables weigh this theme's incidents in the same "
                                               "proportions, or all of them 0");
        }
    }

    /// Whether a map by `other` can differ from the run's: not when every incident weighs the same multiple.
    [[nodiscard]] bool differs(const std::vector<std::uint32_t>& rows, const std::vector<double>& other) const
    {
        double own_sum = 0;
        double other_sum = 0;
        for (const auto row : rows) {
            own_sum += m_data.weight[row];
            other_sum += other[row];
        }
        return other_sum > 0 && std::any_of(rows.begin(), rows.end(), [&](std::uint32_t row) {
                   const double own_part = m_data.weight[row] * other_sum;
                   const double other_part = other[row] * own_sum;
                   return std::abs(own_part - other_part) > kSameProportion * std::max(own_part, other_part);
               });
    }

    const RunConfig& m_config;
    const RunData& m_data;
    const Job& m_job;
    std::optional<AreaRef> m_only;
    const ParamValues& m_params;
    RerunPlan m_plan;
};

} // namespace

RerunPlan plan_reruns(const RunConfig& config, const RunData& data, const Job& job, std::optional<AreaRef> only,
                      const ParamValues& params)
{
    return Planner(config, data, job, only, params).make();
}

RerunWeights::RerunWeights(const RunData& data, const Job& job, const Found& found, std::optional<AreaRef> only,
                           std::uint64_t seed)
    : m_data(data), m_found(found), m_seed(seed)
{
    constexpr std::uint32_t kNoSeat = kNoPlace;
    std::vector<std::uint32_t> seat_of(data.read.incidents.places.size(), kNoSeat);
    for (std::uint32_t seat = 0; seat < found.places.place.size(); ++seat) {
        seat_of[found.places.place[seat]] = seat;
    }
    const auto rows = theme_row_numbers(data, job, only);
    std::vector<double> weight;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto seat = seat_of[found.rows.place[i]];
        if (seat != kNoSeat) {
            m_row.push_back(rows[i]);
            m_seat.push_back(seat);
            weight.push_back(found.rows.weight[i]);
        }
    }
    m_drawn.emplace(m_seat, weight, found.places.place.size());
}

DrawnIncidents::Draw RerunWeights::of(const RerunStep& step) const
{
    if (step.factor == RerunFactor::bootstrap) {
        return m_drawn->draw(m_seed, step.number);
    }
    DrawnIncidents::Draw same{m_found.places.incidents, m_found.places.weight};
    if (step.factor == RerunFactor::harm_table) {
        // To the run's own total, so that a level given in its unit means the same share of it.
        const auto& other = m_data.other_harm[step.number].weight;
        double own_sum = 0;
        double other_sum = 0;
        std::vector<double> weight(same.weight.size(), 0.0);
        for (std::size_t i = 0; i < m_row.size(); ++i) {
            own_sum += m_data.weight[m_row[i]];
            other_sum += other[m_row[i]];
            weight[m_seat[i]] += other[m_row[i]];
        }
        for (auto& one : weight) {
            one *= other_sum > 0 ? own_sum / other_sum : 0;
        }
        same.weight = std::move(weight);
    }
    return same;
}

} // namespace harmspot
