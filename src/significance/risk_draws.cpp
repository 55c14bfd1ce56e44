// SPDX-License-Identifier: MIT
// Draws side by side: a cell's kernels are computed once and serve as many draws as fit a table, and the draws of a
// place lie next to each other, so that the inner loop is a plain multiply-add over them.
#include "harmspot/error.hpp"
#include "harmspot/parallel.hpp"
#include "harmspot/relative_risk.hpp"
#include "significance/risk_ground.hpp"
#include "significance/risk_labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <mutex>

namespace harmspot
{

namespace
{

using significance::DrawTable;
using significance::PlaceBands;
using significance::RiskLabels;
using significance::side_params;

constexpr double kM2PerKm2 = 1e6;
constexpr std::size_t kLanes = 32;
constexpr std::size_t kCellsAtATime = 128;
/// Ratios that are equal by arithmetic may differ by this through rounding, and strengths likewise.
constexpr double kTie = 1e-9;
/// Less than this share of all controls in reach is what rounding leaves when every one of them was taken.
constexpr double kNothingLeft = 1e-12;

using Lanes = std::array<double, kLanes>;

struct Kernels {
    std::uint32_t place = 0;
    double of_cases = 0;
    double of_controls = 0;
};

void add(Lanes& sum, double k, const double* weight)
{
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        sum[lane] += k * weight[lane];
    }
}

/// The tested cells under many draws.
class Draws
{
public:
    Draws(const RiskEvents& events, const Raster<std::uint8_t>& inside, const RelativeRisk& risk,
          const RiskParams& params, const RiskDrawOptions& options, const MethodContext& context)
        : m_grid(inside.grid), m_risk(risk), m_params(params), m_options(options), m_context(context),
          m_cases(side_params(params, params.case_bandwidth_m, m_grid)),
          m_controls(side_params(params, params.control_bandwidth_m, m_grid)),
          m_labels(events, params.control, options.deal, context.seed), m_bands(events.x, events.y, reach_m()),
          m_delta(params.delta_per_km2(events.case_place.size()) / kM2PerKm2)
    {
        if (adaptive()) {
            for (const double factor : risk.edge_factor) {
                m_case_edge.push_back(1 / factor);
            }
        } else {
            m_case_edge = significance::edge_masses(inside, risk.cell, m_cases, context);
        }
        m_control_edge = common() ? m_case_edge : significance::edge_masses(inside, risk.cell, m_controls, context);
        const std::size_t fit = options.table_bytes / (std::max<std::size_t>(1, events.x.size()) * sizeof(double));
        const std::size_t wanted = (options.draws + kLanes) / kLanes;
        m_table.columns = kLanes * std::clamp<std::size_t>(fit / kLanes, 1, wanted);
    }

    RiskDraws run()
    {
        RiskDraws result;
        result.p_value = Raster<double>(m_grid, 1.0);
        result.strength = Raster<double>(m_grid, 0.0);
        m_observed.resize(m_risk.cell.size());
        m_as_high.assign(m_risk.cell.size(), 0);
        const std::size_t numbers = std::size_t{m_options.draws} + 1;
        for (std::size_t first = 0; first < numbers; first += m_table.columns) {
            m_labels.deal(first, m_context.threads, m_table);
            one_table(first, std::min(m_table.columns, numbers - first), result.greatest);
        }
        std::sort(result.greatest.begin(), result.greatest.end());
        for (std::size_t i = 0; i < m_risk.cell.size(); ++i) {
            result.p_value.values[m_risk.cell[i]] = (1.0 + m_as_high[i]) / (1.0 + static_cast<double>(m_options.draws));
            result.strength.values[m_risk.cell[i]] = std::log(m_observed[i]) / m_risk.noise[i];
        }
        return result;
    }

private:
    [[nodiscard]] bool adaptive() const { return m_params.adaptive.has_value(); }
    [[nodiscard]] bool common() const
    {
        return adaptive() || m_params.case_bandwidth_m == m_params.control_bandwidth_m;
    }
    /// Of the kernel that reaches farthest.
    [[nodiscard]] double reach_m() const
    {
        if (!adaptive()) {
            return std::max(m_cases.reach_m(), m_controls.reach_m());
        }
        KdeParams widest = m_cases;
        widest.bandwidth_m = *std::max_element(m_risk.place_bandwidth_m.begin(), m_risk.place_bandwidth_m.end());
        return widest.reach_m();
    }

    /// \throws Interrupted when the caller wants to stop
    void tell(double draws_done) const
    {
        if (m_context.progress != nullptr) {
            m_context.progress->at("draws", draws_done / (static_cast<double>(m_options.draws) + 1));
        }
    }

    /// Draws `first` to `first` + `used` − 1; number 0, the observed, is not a draw.
    void one_table(std::size_t first, std::size_t used, std::vector<double>& greatest)
    {
        constexpr double kLowest = -std::numeric_limits<double>::infinity();
        std::vector<double> most(m_table.columns, kLowest);
        std::mutex mutex;
        std::size_t done = 0;
        const std::size_t tasks = (m_risk.cell.size() + kCellsAtATime - 1) / kCellsAtATime;
        parallel_for(m_context.threads, tasks, [&](std::size_t task) {
            std::vector<double> here(m_table.columns, kLowest);
            std::vector<PlaceBands::Near> near;
            std::vector<Kernels> kernels;
            const std::size_t end = std::min(m_risk.cell.size(), (task + 1) * kCellsAtATime);
            for (std::size_t i = task * kCellsAtATime; i < end; ++i) {
                gather(i, near, kernels);
                one_cell(i, kernels, first, used, here);
            }
            const std::scoped_lock lock(mutex);
            std::transform(most.begin(), most.end(), here.begin(), most.begin(),
                           [](double a, double b) { return std::max(a, b); });
            ++done;
            tell(static_cast<double>(first) + static_cast<double>(used * done) / static_cast<double>(tasks));
        });
        greatest.insert(greatest.end(), most.begin() + (first == 0 ? 1 : 0),
                        most.begin() + static_cast<std::ptrdiff_t>(used));
    }

    /// The kernels of the places in reach of the i-th tested cell, over its edge masses; per m².
    void gather(std::size_t i, std::vector<PlaceBands::Near>& near, std::vector<Kernels>& kernels) const
    {
        const std::size_t cell = m_risk.cell[i];
        m_bands.near(m_grid.centre_x(cell % m_grid.cols), m_grid.centre_y(cell / m_grid.cols), near);
        kernels.clear();
        for (const auto& [place, distance_m] : near) {
            const double h = adaptive() ? m_risk.place_bandwidth_m[place] : m_cases.bandwidth_m;
            const double k1 = kernel_per_m2(m_params.kernel, h, distance_m) / m_case_edge[i];
            const double k2 =
                common() ? k1 : kernel_per_m2(m_params.kernel, m_controls.bandwidth_m, distance_m) / m_control_edge[i];
            kernels.push_back({place, k1, k2});
        }
    }

    void one_cell(std::size_t i, const std::vector<Kernels>& kernels, std::size_t first, std::size_t used,
                  std::vector<double>& most)
    {
        double pool = 0;
        for (const auto& k : kernels) {
            pool += k.of_controls * m_labels.pool()[k.place];
        }
        for (std::size_t column = 0; column < used; column += kLanes) {
            Lanes cases{};
            Lanes taken{};
            sum_lanes(kernels, column, cases, taken);
            for (std::size_t lane = 0; lane < std::min(kLanes, used - column); ++lane) {
                const double ratio = ratio_of(column + lane, cases[lane], pool, taken[lane]);
                if (first + column + lane == 0) {
                    m_observed[i] = ratio;
                    continue;
                }
                m_as_high[i] += ratio >= m_observed[i] * (1 - kTie) ? 1U : 0U;
                auto& best = most[column + lane];
                // log r <= r − 1, so most cells need no logarithm.
                if ((ratio - 1) > best * m_risk.noise[i]) {
                    best = std::max(best, std::log(ratio) / m_risk.noise[i]);
                }
            }
        }
    }

    void sum_lanes(const std::vector<Kernels>& kernels, std::size_t column, Lanes& cases, Lanes& taken) const
    {
        for (const auto& k : kernels) {
            add(cases, k.of_cases, &m_table.cases[k.place * m_table.columns + column]);
        }
        if (!m_labels.takes()) {
            return;
        }
        if (!m_labels.two_columns() && common()) {
            taken = cases;
            return;
        }
        const auto& table = m_labels.two_columns() ? m_table.taken : m_table.cases;
        for (const auto& k : kernels) {
            add(taken, k.of_controls, &table[k.place * m_table.columns + column]);
        }
    }

    [[nodiscard]] double ratio_of(std::size_t column, double cases, double pool, double taken) const
    {
        const double left = pool - taken > kNothingLeft * pool ? pool - taken : 0;
        const double all_left = m_labels.pool_total() - (m_labels.takes() ? m_table.taken_total[column] : 0);
        const double f = (cases > 0 ? cases / m_table.case_total[column] : 0) + m_delta;
        const double g = (left > 0 ? left / all_left : 0) + m_delta;
        return f == 0 && g == 0 ? 1 : f / g;
    }

    const Grid& m_grid;
    const RelativeRisk& m_risk;
    const RiskParams& m_params;
    const RiskDrawOptions& m_options;
    const MethodContext& m_context;
    KdeParams m_cases;
    KdeParams m_controls;
    RiskLabels m_labels;
    PlaceBands m_bands;
    double m_delta;
    std::vector<double> m_case_edge;
    std::vector<double> m_control_edge;
    DrawTable m_table;
    std::vector<double> m_observed; ///< ratios, per tested cell
    std::vector<std::uint32_t> m_as_high;
};

} // namespace

RiskDraws draw_relative_risk(const RiskEvents& events, const Raster<std::uint8_t>& inside, const RelativeRisk& risk,
                             const RiskParams& params, const RiskDrawOptions& options, const MethodContext& context)
{
    if (options.draws == 0) {
        throw ConfigError("draws = 0 gives no p-values; use at least 99");
    }
    return Draws(events, inside, risk, params, options, context).run();
}

double RiskDraws::p_adjusted(double strength_there) const
{
    return p_of_greatest(greatest, strength_there);
}

double p_of_greatest(std::span<const double> greatest, double strength_there)
{
    const double least = std::isinf(strength_there) ? strength_there : strength_there - kTie * std::abs(strength_there);
    const auto as_great = greatest.end() - std::lower_bound(greatest.begin(), greatest.end(), least);
    return (1 + static_cast<double>(as_great)) / (1 + static_cast<double>(greatest.size()));
}

} // namespace harmspot
