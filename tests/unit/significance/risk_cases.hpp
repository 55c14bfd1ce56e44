// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/relative_risk.hpp"

#include "unit/density/kde_cases.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <random>
#include <tuple>
#include <utility>
#include <vector>

/// What the tests of relative risk share: events that own their columns, and a second writing of the formulas.
namespace risk_cases
{

using namespace kde_cases;

struct Event {
    double x = 0;
    double y = 0;
    double weight = 1;
};

/// Owns what a `RiskEvents` refers to.
struct EventList {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<std::uint32_t> case_place;
    std::vector<double> case_weight;
    std::vector<std::uint32_t> control_place;
    std::vector<double> control_weight;

    EventList(const std::vector<Event>& cases, const std::vector<Event>& controls)
    {
        std::map<std::pair<double, double>, std::uint32_t> number;
        for (const auto* side : {&cases, &controls}) {
            for (const auto& event : *side) {
                number[{event.x, event.y}] = 0;
            }
        }
        for (auto& [at, place] : number) {
            place = static_cast<std::uint32_t>(x.size());
            x.push_back(at.first);
            y.push_back(at.second);
        }
        for (const auto& event : cases) {
            case_place.push_back(number.at({event.x, event.y}));
            case_weight.push_back(event.weight);
        }
        for (const auto& event : controls) {
            control_place.push_back(number.at({event.x, event.y}));
            control_weight.push_back(event.weight);
        }
    }
    [[nodiscard]] RiskEvents view() const { return {x, y, case_place, case_weight, control_place, control_weight}; }
};

/// 24 × 20 cells of 50 m, with a bay and a hole.
inline Raster<std::uint8_t> small_area()
{
    Raster<std::uint8_t> inside(grid_of(1000, 3000, 50, 24, 20), std::uint8_t{0});
    for (std::size_t row = 1; row < 19; ++row) {
        for (std::size_t col = 1; col < 22; ++col) {
            const bool bay = row < 7 && col > 15;
            const bool hole = row > 11 && row < 14 && col > 5 && col < 9;
            inside(row, col) = bay || hole ? 0 : 1;
        }
    }
    return inside;
}

/// `count` events on few enough places that many share one, denser towards the west; weights 1 when `light`.
inline std::vector<Event> some_events(std::mt19937_64& random, std::size_t count, bool light)
{
    const auto inside = small_area();
    std::vector<Event> events;
    while (events.size() < count) {
        const double x = 1000 + 25 * std::floor(uniform(random) * uniform(random) * 48);
        const double y = 2000 + 25 * std::floor(uniform(random) * 40);
        const auto row = static_cast<std::size_t>(std::min(19.0, (3000 - y) / 50));
        const auto col = static_cast<std::size_t>((x - 1000) / 50);
        if (inside(row, col) != 0) {
            events.push_back({x, y, light ? 1 : std::floor(1 + 9 * uniform(random))});
        }
    }
    return events;
}

/// f, g and their noise at a cell, straight from the formulas: no shared code, no order of summation in common.
class Twin
{
public:
    Twin(const EventList& events, const Raster<std::uint8_t>& inside, const RiskParams& params)
        : m_list(&events), m_inside(inside), m_params(params)
    {
    }
    /// The same ground under other events.
    void set(const EventList& events) { m_list = &events; }

    [[nodiscard]] long double log_ratio(std::size_t cell) const
    {
        const long double delta = m_params.guard_incidents * whole_square(m_params.case_bandwidth_m) /
                                  static_cast<long double>(m_list->case_place.size());
        return std::log((f(cell) + delta) / (g(cell) + delta));
    }
    [[nodiscard]] long double z(std::size_t cell) const
    {
        const auto& e = *m_list;
        long double variance = factor(cell, m_params.case_bandwidth_m) / effective(e.case_weight);
        long double pooled = g(cell);
        if (m_params.control == RiskControl::sample) {
            variance += factor(cell, m_params.control_bandwidth_m) / effective(e.control_weight);
            const auto n1 = static_cast<long double>(e.case_place.size());
            const auto n2 = static_cast<long double>(e.control_place.size());
            const std::vector<double> once(std::max(e.case_place.size(), e.control_place.size()), 1);
            const double h = m_params.case_bandwidth_m;
            pooled =
                (n1 * density(cell, e.case_place, once, h) + n2 * density(cell, e.control_place, once, h)) / (n1 + n2);
        }
        return log_ratio(cell) / std::sqrt(variance / pooled);
    }
    [[nodiscard]] long double f(std::size_t cell) const
    {
        return density(cell, m_list->case_place, m_list->case_weight, m_params.case_bandwidth_m);
    }
    [[nodiscard]] long double g(std::size_t cell) const
    {
        return density(cell, m_list->control_place, m_list->control_weight, m_params.control_bandwidth_m);
    }

private:
    [[nodiscard]] static long double effective(const std::vector<double>& weight)
    {
        long double sum = 0;
        long double squares = 0;
        for (const double w : weight) {
            sum += w;
            squares += static_cast<long double>(w) * w;
        }
        return sum * sum / squares;
    }
    [[nodiscard]] long double kernel(double h, long double d) const
    {
        const long double u2 = d * d / (static_cast<long double>(h) * h);
        const bool near = m_params.kernel == Kernel::gaussian ? u2 < 64 : u2 < 1;
        return near ? peak_of(m_params.kernel) / (static_cast<long double>(h) * h) * of_peak_1(m_params.kernel, u2) : 0;
    }
    /// Over W or over a plane of cells, of the kernel or its square.
    [[nodiscard]] long double mass(std::size_t cell, double h, bool square, bool all) const
    {
        const auto [found, is_new] = m_masses.try_emplace({all ? 0 : cell, h, square, all}, 0);
        if (is_new) {
            found->second = sum_of_kernel(cell, h, square, all);
        }
        return found->second;
    }
    [[nodiscard]] long double sum_of_kernel(std::size_t cell, double h, bool square, bool all) const
    {
        const auto& grid = m_inside.grid;
        const long reach = m_params.kernel == Kernel::gaussian ? 60 : 25;
        const long row = static_cast<long>(cell / grid.cols);
        const long col = static_cast<long>(cell % grid.cols);
        long double sum = 0;
        for (long r = row - reach; r <= row + reach; ++r) {
            for (long c = col - reach; c <= col + reach; ++c) {
                const bool on = r >= 0 && c >= 0 && r < static_cast<long>(grid.rows) &&
                                c < static_cast<long>(grid.cols) &&
                                m_inside(static_cast<std::size_t>(r), static_cast<std::size_t>(c)) != 0;
                if (all || on) {
                    const long double k = kernel(
                        h, 50 * std::hypot(static_cast<long double>(r - row), static_cast<long double>(c - col)));
                    sum += square ? k * k : k;
                }
            }
        }
        return sum;
    }
    /// ∫K_h² over the plane, by polar coordinates.
    [[nodiscard]] long double whole_square(double h) const
    {
        auto& whole = m_squares[h];
        if (whole > 0) {
            return whole;
        }
        const int steps = 20'000;
        const long double reach = m_params.kernel == Kernel::gaussian ? 8 * h : h;
        long double sum = 0;
        for (int i = 0; i < steps; ++i) {
            const long double d = (i + 0.5L) * reach / steps;
            const long double k = kernel(h, d);
            sum += k * k * 2 * std::numbers::pi_v<long double> * d * reach / steps;
        }
        whole = sum;
        return sum;
    }
    [[nodiscard]] long double factor(std::size_t cell, double h) const
    {
        const long double q = mass(cell, h, false, false) / mass(cell, h, false, true);
        return whole_square(h) * mass(cell, h, true, false) / mass(cell, h, true, true) / (q * q);
    }
    [[nodiscard]] long double density(std::size_t cell, const std::vector<std::uint32_t>& place,
                                      const std::vector<double>& weight, double h) const
    {
        const auto& grid = m_inside.grid;
        long double sum = 0;
        long double total = 0;
        for (std::size_t i = place.size(); i-- > 0;) {
            const long double dx = m_list->x[place[i]] - grid.centre_x(cell % grid.cols);
            const long double dy = m_list->y[place[i]] - grid.centre_y(cell / grid.cols);
            sum += weight[i] * kernel(h, std::hypot(dx, dy));
            total += weight[i];
        }
        return sum / total / (mass(cell, h, false, false) / mass(cell, h, false, true));
    }

    const EventList* m_list;
    const Raster<std::uint8_t>& m_inside;
    const RiskParams& m_params;
    mutable std::map<std::tuple<std::size_t, double, bool, bool>, long double> m_masses{};
    mutable std::map<double, long double> m_squares{};
};

inline RiskParams risk_params(double bandwidth_m, double guard = 0)
{
    RiskParams params;
    params.case_bandwidth_m = bandwidth_m;
    params.control_bandwidth_m = bandwidth_m;
    params.guard_incidents = guard;
    return params;
}

} // namespace risk_cases
