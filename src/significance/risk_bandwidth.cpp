// SPDX-License-Identifier: MIT
#include "harmspot/risk_bandwidth.hpp"

#include "density/area_share.hpp"
#include "density/engine.hpp"
#include "harmspot/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace harmspot
{

namespace
{

constexpr std::array<std::string_view, 2> kRules{"kelsall_diggle", "hazelton"};
constexpr std::size_t kSteps = 64;
constexpr std::size_t kStepsPerOctave = 8;
constexpr std::size_t kStepsPerSquare = 4; ///< over which σ² halves, so that the Gaussian is squared
constexpr double kWidestOversmoothed = 4;
constexpr double kNegligible = 1e-290; ///< its square is 0
constexpr std::size_t kLeastPlaces = 3;
constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();

/// What lies on each place.
struct OnPlaces {
    std::vector<double> cases;
    std::vector<double> controls;
    double all_cases = 0;
    double all_controls = 0;
};

OnPlaces on_places(const RiskEvents& events)
{
    OnPlaces on;
    on.cases.assign(events.x.size(), 0.0);
    on.controls.assign(events.x.size(), 0.0);
    for (const std::uint32_t place : events.case_place) {
        on.cases[place] += 1;
        on.all_cases += 1;
    }
    for (std::size_t i = 0; i < events.control_place.size(); ++i) {
        const double weight = events.control_weight.empty() ? 1 : events.control_weight[i];
        on.controls[events.control_place[i]] += weight;
        on.all_controls += weight;
    }
    return on;
}

/// A point at which both densities are wanted at every bandwidth.
struct Target {
    Point at;
    std::uint32_t place = kNowhere; ///< whose events are left out
};

/// Places with something on them, every n-th.
std::vector<Target> judged_places(const RiskEvents& events, const std::vector<double>& held, std::size_t most)
{
    std::vector<Target> all;
    for (std::uint32_t place = 0; place < held.size(); ++place) {
        if (held[place] > 0) {
            all.push_back({{events.x[place], events.y[place]}, place});
        }
    }
    const std::size_t stride = (all.size() + most - 1) / most;
    std::vector<Target> some;
    for (std::size_t i = 0; i < all.size(); i += stride) {
        some.push_back(all[i]);
    }
    return some;
}

/// Cells wanted, every n-th, and the area that all of them cover.
struct JudgedCells {
    std::vector<Target> cells;
    double area_m2 = 0;
};

JudgedCells judged_cells(const Raster<std::uint8_t>& inside, const Raster<std::uint8_t>& where, std::size_t most)
{
    const auto& grid = inside.grid;
    std::vector<Target> all;
    for (std::size_t row = 0; row < grid.rows; ++row) {
        for (std::size_t col = 0; col < grid.cols; ++col) {
            if (inside(row, col) != 0 && where(row, col) != 0) {
                all.push_back({{grid.centre_x(col), grid.centre_y(row)}});
            }
        }
    }
    JudgedCells judged;
    judged.area_m2 = static_cast<double>(all.size()) * grid.cell_area_m2();
    const std::size_t stride = (all.size() + most - 1) / most;
    for (std::size_t i = 0; i < all.size(); i += stride) {
        judged.cells.push_back(all[i]);
    }
    return judged;
}

/// Both densities at targets, per m², at every step.
class Ladder
{
public:
    Ladder(const RiskEvents& events, const OnPlaces& on, const density::AreaShare& share, const Grid& grid,
           double widest_m, const std::vector<Target>& targets, const MethodContext& context)
        : m_events(events), m_on(on), m_widest_m(widest_m), m_values(targets.size() * kSteps)
    {
        constexpr std::size_t kTargetsPerTask = 16;
        density::parallel_told(context, (targets.size() + kTargetsPerTask - 1) / kTargetsPerTask,
                               [&](std::size_t task) {
                                   const std::size_t last = std::min(targets.size(), (task + 1) * kTargetsPerTask);
                                   for (std::size_t i = task * kTargetsPerTask; i < last; ++i) {
                                       add_up(targets[i], &m_values[i * kSteps]);
                                       correct(targets[i], share, grid, &m_values[i * kSteps]);
                                   }
                               });
    }

    struct Pair {
        double f = 0;
        double g = 0;
    };
    [[nodiscard]] const Pair& at(std::size_t target, std::size_t step) const
    {
        return m_values[target * kSteps + step];
    }
    [[nodiscard]] double sigma_m(std::size_t step) const { return sigma_of(m_widest_m, step); }

    static double sigma_of(double widest_m, std::size_t step)
    {
        return widest_m * std::exp2(-static_cast<double>(step) / static_cast<double>(kStepsPerOctave));
    }

private:
    /// One look at each distance serves all steps: every fourth is the square of the one before.
    void add_up(const Target& target, Pair* sums) const
    {
        std::array<double, kStepsPerSquare> per_m2{};
        for (std::size_t k = 0; k < kStepsPerSquare; ++k) {
            per_m2[k] = 1 / (2 * sigma_m(k) * sigma_m(k));
        }
        for (std::uint32_t place = 0; place < m_events.x.size(); ++place) {
            const double dx = m_events.x[place] - target.at.x;
            const double dy = m_events.y[place] - target.at.y;
            const double d2 = dx * dx + dy * dy;
            for (std::size_t k = 0; place != target.place && k < kStepsPerSquare; ++k) {
                double value = std::exp(-d2 * per_m2[k]);
                for (std::size_t step = k; step < kSteps && value > kNegligible; step += kStepsPerSquare) {
                    sums[step].f += m_on.cases[place] * value;
                    sums[step].g += m_on.controls[place] * value;
                    value *= value;
                }
            }
        }
    }

    /// Sums made densities: the edge mass is that of the cell which the target lies in.
    void correct(const Target& target, const density::AreaShare& share, const Grid& grid, Pair* sums) const
    {
        const auto clamped = [](double at, std::size_t count) {
            return static_cast<std::size_t>(std::clamp(std::floor(at), 0.0, static_cast<double>(count - 1)));
        };
        const auto row = clamped((grid.max_y - target.at.y) / grid.cell_m, grid.rows);
        const auto col = clamped((target.at.x - grid.min_x) / grid.cell_m, grid.cols);
        const bool left_out = target.place != kNowhere;
        const double cases = m_on.all_cases - (left_out ? m_on.cases[target.place] : 0);
        const double controls = m_on.all_controls - (left_out ? m_on.controls[target.place] : 0);
        for (std::size_t step = 0; step < kSteps; ++step) {
            const double sigma = sigma_m(step);
            const double inside = share.at_cell(row, col, sigma);
            const double per_m2 = 1 / (2 * std::numbers::pi * sigma * sigma * (inside > 0 ? inside : 1));
            sums[step].f *= per_m2 / cases;
            sums[step].g *= per_m2 / controls;
        }
    }

    const RiskEvents& m_events;
    const OnPlaces& m_on;
    double m_widest_m;
    std::vector<Pair> m_values;
};

/// Events of one side at the places judged.
struct JudgedSide {
    Ladder ladder;
    const std::vector<Target>& targets;
    const std::vector<double>& held;

    /// The mean of `value(f, g)` over events.
    template <class Value>
    [[nodiscard]] double mean(std::size_t step, Value&& value) const
    {
        double sum = 0;
        double all = 0;
        for (std::size_t i = 0; i < targets.size(); ++i) {
            const auto& [f, g] = ladder.at(i, step);
            sum += held[targets[i].place] * value(f, g);
            all += held[targets[i].place];
        }
        return sum / all;
    }
};

double hazelton_score(const JudgedSide& cases, const JudgedSide& controls, std::size_t step)
{
    return controls.mean(step, [](double f, double g) { return f / g * (f / g); }) -
           2 * cases.mean(step, [](double f, double g) { return f / g; });
}

/// But for the integral of the squared log ratio.
double kelsall_diggle_score(const JudgedSide& cases, const JudgedSide& controls, std::size_t step)
{
    return 2 * controls.mean(step, [](double f, double g) { return std::log(f / g) / g; }) -
           2 * cases.mean(step, [](double f, double g) { return std::log(f / g) / f; });
}

double mean_square_of_log(const Ladder& cells, std::size_t count, std::size_t step)
{
    double squares = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const double rho = std::log(cells.at(i, step).f / cells.at(i, step).g);
        squares += rho * rho;
    }
    return squares / static_cast<double>(count);
}

/// The widest value that is no more than its neighbours; ends count.
std::size_t widest_least(const std::vector<BandwidthChoice::Tried>& curve)
{
    std::size_t i = 0;
    while (i + 1 < curve.size() && curve[i + 1].score < curve[i].score) {
        ++i;
    }
    return i;
}

/// Between its neighbours by the parabola through the three.
double refined(const std::vector<BandwidthChoice::Tried>& curve, std::size_t at)
{
    if (at == 0 || at + 1 == curve.size()) {
        return curve[at].sigma_m;
    }
    const double before = curve[at - 1].score - curve[at].score;
    const double after = curve[at + 1].score - curve[at].score;
    const double shift = before + after > 0 ? 0.5 * (before - after) / (before + after) : 0.0;
    return curve[at].sigma_m * std::pow(curve[at + 1].sigma_m / curve[at].sigma_m, shift);
}

/// The widest that is tried, by the cases' spread. \throws InputError as `choose_risk_bandwidth` does
double widest_of(RiskBandwidthRule rule, const RiskEvents& events, const OnPlaces& on, const MethodContext& context)
{
    const std::size_t every_one = events.x.size() + 1;
    const auto cases = judged_places(events, on.cases, every_one);
    const auto controls = judged_places(events, on.controls, every_one);
    const auto require = [&](std::size_t places, std::string_view of) {
        if (places < kLeastPlaces) {
            throw InputError(fmt::format("bandwidth_m = \"{}\" needs at least {} distinct places of {}, and there are "
                                         "{}; give a number of metres",
                                         risk_bandwidth_rule_text(rule), kLeastPlaces, of, places));
        }
    };
    require(cases.size(), "the theme's incidents");
    require(controls.size(), "what they are held against");
    std::vector<double> x;
    std::vector<double> y;
    for (const auto& target : cases) {
        x.push_back(events.x[target.place]);
        y.push_back(events.y[target.place]);
    }
    const std::vector<double> weight(x.size(), 1.0);
    const std::vector<std::uint32_t> once(x.size(), 1);
    const auto oversmoothed =
        choose_bandwidth(BandwidthRule::oversmoothing, {x, y, weight, once}, context.study_area_m2, context.threads);
    return kWidestOversmoothed * oversmoothed.sigma_m;
}

} // namespace

std::optional<RiskBandwidthRule> risk_bandwidth_rule_named(std::string_view text)
{
    const auto found = std::find(kRules.begin(), kRules.end(), text);
    return found == kRules.end() ? std::nullopt : std::optional(static_cast<RiskBandwidthRule>(found - kRules.begin()));
}

std::string_view risk_bandwidth_rule_text(RiskBandwidthRule rule)
{
    return kRules[static_cast<std::size_t>(rule)];
}

std::vector<std::string> risk_bandwidth_rule_names()
{
    return {kRules.begin(), kRules.end()};
}

BandwidthChoice choose_risk_bandwidth(RiskBandwidthRule rule, const RiskEvents& events,
                                      const Raster<std::uint8_t>& inside, const Raster<std::uint8_t>& where,
                                      const MethodContext& context, const RiskBandwidthOptions& options)
{
    const auto on = on_places(events);
    const double widest_m = widest_of(rule, events, on, context);
    const auto judged = judged_cells(inside, where, options.most_cells);
    if (judged.cells.empty()) {
        throw InputError(
            fmt::format("bandwidth_m = \"{}\" needs a study area with cells in it; give a number of metres",
                        risk_bandwidth_rule_text(rule)));
    }
    KdeParams gaussian;
    gaussian.kernel = Kernel::gaussian;
    gaussian.average = false;
    const density::AreaShare share(inside, gaussian);
    const auto ladder = [&](const std::vector<Target>& targets) {
        return Ladder(events, on, share, inside.grid, widest_m, targets, context);
    };
    const auto cases = judged_places(events, on.cases, options.most_judged);
    const auto controls = judged_places(events, on.controls, options.most_judged);
    const JudgedSide of_cases{ladder(cases), cases, on.cases};
    const JudgedSide of_controls{ladder(controls), controls, on.controls};
    const bool of_ratio = rule == RiskBandwidthRule::hazelton;
    const auto cells = ladder(of_ratio ? std::vector<Target>() : judged.cells);
    BandwidthChoice choice;
    choice.places = events.x.size();
    choice.incidents = events.case_place.size();
    choice.judged = cases.size();
    for (std::size_t step = 0; step < kSteps; ++step) {
        const double score = of_ratio ? hazelton_score(of_cases, of_controls, step)
                                      : kelsall_diggle_score(of_cases, of_controls, step) -
                                            judged.area_m2 * mean_square_of_log(cells, judged.cells.size(), step);
        if (!std::isfinite(score)) {
            break; // some place is felt by no other: nor is it at any narrower step
        }
        choice.curve.push_back({Ladder::sigma_of(widest_m, step), score});
    }
    if (choice.curve.empty()) {
        throw InputError(fmt::format("bandwidth_m = \"{}\" finds no bandwidth: the places lie too far apart for their "
                                     "spread; give a number of metres",
                                     risk_bandwidth_rule_text(rule)));
    }
    const auto best = widest_least(choice.curve);
    choice.at_narrow_end = best + 1 == choice.curve.size();
    choice.sigma_m = refined(choice.curve, best);
    return choice;
}

} // namespace harmspot
