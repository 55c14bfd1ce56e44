// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"
#include "risk_cases.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <vector>

namespace risk_cases
{

/// Kelsall & Diggle's and Hazelton's criteria as sparr 2.2 evaluates them: the density of events moved to the centres
/// of pixels, read off the pixel that a point lies in, and at the events' own places the exact sum without the event.
class PixelCriteria
{
public:
    PixelCriteria(const std::vector<Event>& cases, const std::vector<Event>& controls, const MultiPolygon& window,
                  std::size_t along)
        : m_cases(cases), m_controls(controls), m_along(along), m_box(bounds(window))
    {
        m_dx = (m_box.max_x - m_box.min_x) / static_cast<double>(along);
        m_dy = (m_box.max_y - m_box.min_y) / static_cast<double>(along);
        for (std::size_t i = 0; i < along * along; ++i) {
            m_in.push_back(contains(window.front().outer, centre_x(i % along), centre_y(i / along)));
        }
    }

    struct Both {
        double kelsall_diggle = 0;
        double hazelton = 0;
    };
    [[nodiscard]] Both at(double h) const
    {
        const auto f = pixels(m_cases, h);
        const auto g = pixels(m_controls, h);
        const double of_f = integral(f);
        const double of_g = integral(g);
        Both both;
        for (std::size_t i = 0; i < f.size(); ++i) {
            both.kelsall_diggle -= m_in[i] ? std::pow(std::log(f[i] / of_f / (g[i] / of_g)), 2) * m_dx * m_dy : 0;
        }
        const auto n1 = static_cast<double>(m_cases.size());
        const auto n2 = static_cast<double>(m_controls.size());
        for (std::size_t i = 0; i < m_controls.size(); ++i) {
            const double here = without(m_controls, i, h) / of_g;
            const double ratio = f[pixel_of(m_controls[i])] / of_f / here;
            both.kelsall_diggle += 2 * std::log(ratio) / here / n2;
            both.hazelton += ratio * ratio / n2;
        }
        for (std::size_t i = 0; i < m_cases.size(); ++i) {
            const double here = without(m_cases, i, h) / of_f;
            const double ratio = here / (g[pixel_of(m_cases[i])] / of_g);
            both.kelsall_diggle -= 2 * std::log(ratio) / here / n1;
            both.hazelton -= 2 * ratio / n1;
        }
        return both;
    }

private:
    static bool contains(const Ring& ring, double x, double y)
    {
        bool inside = false;
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            const auto& a = ring[i];
            const auto& b = ring[j];
            if ((a.y > y) != (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x) {
                inside = !inside;
            }
        }
        return inside;
    }
    [[nodiscard]] double centre_x(std::size_t col) const
    {
        return m_box.min_x + (static_cast<double>(col) + 0.5) * m_dx;
    }
    [[nodiscard]] double centre_y(std::size_t row) const
    {
        return m_box.min_y + (static_cast<double>(row) + 0.5) * m_dy;
    }
    [[nodiscard]] std::size_t cell(double at) const
    {
        return static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(m_along) - 1));
    }
    /// The pixel a point lies in; of the window, the nearest.
    [[nodiscard]] std::size_t pixel_of(const Event& event) const
    {
        const auto own = cell((event.y - m_box.min_y) / m_dy) * m_along + cell((event.x - m_box.min_x) / m_dx);
        std::size_t nearest = own;
        double least = m_in[own] ? 0 : 1e300;
        for (std::size_t i = 0; least > 0 && i < m_in.size(); ++i) {
            const double d = std::hypot(centre_x(i % m_along) - event.x, centre_y(i / m_along) - event.y);
            if (m_in[i] && d < least) {
                least = d;
                nearest = i;
            }
        }
        return nearest;
    }
    /// A Gaussian's factor at each pixel of one axis.
    [[nodiscard]] std::vector<double> factors(double at, double first, double step, double h) const
    {
        std::vector<double> values;
        for (std::size_t i = 0; i < m_along; ++i) {
            const double d = first + (static_cast<double>(i) + 0.5) * step - at;
            values.push_back(std::exp(-d * d / (2 * h * h)));
        }
        return values;
    }
    void add(std::vector<double>& sums, double x, double y, double weight, double h) const
    {
        const auto across = factors(x, m_box.min_x, m_dx, h);
        const auto up = factors(y, m_box.min_y, m_dy, h);
        for (std::size_t i = 0; i < sums.size(); ++i) {
            sums[i] += weight * across[i % m_along] * up[i / m_along];
        }
    }
    /// The share of a bump at (x, y) inside the window.
    [[nodiscard]] double edge_mass(double x, double y, double h) const
    {
        std::vector<double> bump(m_in.size(), 0.0);
        add(bump, x, y, m_dx * m_dy / (2 * std::numbers::pi * h * h), h);
        double sum = 0;
        for (std::size_t i = 0; i < bump.size(); ++i) {
            sum += m_in[i] ? bump[i] : 0;
        }
        return sum;
    }
    [[nodiscard]] std::vector<double> pixels(const std::vector<Event>& events, double h) const
    {
        std::map<std::size_t, double> count;
        for (const auto& event : events) {
            count[cell((event.y - m_box.min_y) / m_dy) * m_along + cell((event.x - m_box.min_x) / m_dx)] += 1;
        }
        std::vector<double> sums(m_in.size(), 0.0);
        for (const auto& [pixel, events_there] : count) {
            add(sums, centre_x(pixel % m_along), centre_y(pixel / m_along),
                events_there / (2 * std::numbers::pi * h * h), h);
        }
        for (std::size_t i = 0; i < sums.size(); ++i) {
            sums[i] = m_in[i] ? sums[i] / edge_mass(centre_x(i % m_along), centre_y(i / m_along), h) : 0;
        }
        return sums;
    }
    [[nodiscard]] double integral(const std::vector<double>& values) const
    {
        return std::accumulate(values.begin(), values.end(), 0.0) * m_dx * m_dy;
    }
    [[nodiscard]] double without(const std::vector<Event>& events, std::size_t left_out, double h) const
    {
        double sum = 0;
        for (std::size_t i = 0; i < events.size(); ++i) {
            const double d2 =
                std::pow(events[i].x - events[left_out].x, 2) + std::pow(events[i].y - events[left_out].y, 2);
            sum += i != left_out ? std::exp(-d2 / (2 * h * h)) : 0;
        }
        return sum / (2 * std::numbers::pi * h * h * edge_mass(events[left_out].x, events[left_out].y, h));
    }

    const std::vector<Event>& m_cases;
    const std::vector<Event>& m_controls;
    std::size_t m_along;
    Box m_box;
    double m_dx = 0;
    double m_dy = 0;
    std::vector<char> m_in;
};

/// Where a function with one dip is least, by golden sections.
template <class Function>
double least_between(double low, double high, Function&& function)
{
    const double golden = (std::sqrt(5.0) - 1) / 2;
    double left = high - golden * (high - low);
    double right = low + golden * (high - low);
    double at_left = function(left);
    double at_right = function(right);
    while (high - low > 0.01) {
        if (at_left < at_right) {
            high = right;
            right = left;
            at_right = at_left;
            left = high - golden * (high - low);
            at_left = function(left);
        } else {
            low = left;
            left = right;
            at_left = at_right;
            right = low + golden * (high - low);
            at_right = function(right);
        }
    }
    return (low + high) / 2;
}

} // namespace risk_cases
