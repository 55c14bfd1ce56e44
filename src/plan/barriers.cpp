// SPDX-License-Identifier: MIT
#include "harmspot/parallel.hpp"
#include "harmspot/siting.hpp"

#include <algorithm>
#include <cmath>

namespace harmspot
{

namespace
{

/// Stretches of barrier lines in short runs with their boxes, so that a leg far from them is settled by a few.
class BarrierIndex
{
public:
    explicit BarrierIndex(const Barriers& barriers) : m_reach_m(barriers.reach_m)
    {
        constexpr std::size_t kRun = 16;
        for (const auto& line : barriers.lines) {
            for (std::size_t first = 0; first + 1 < line.size(); first += kRun) {
                const auto last = std::min(line.size() - 1, first + kRun);
                Run run;
                run.points.assign(line.begin() + static_cast<std::ptrdiff_t>(first),
                                  line.begin() + static_cast<std::ptrdiff_t>(last) + 1);
                for (const auto& point : run.points) {
                    run.box.add(point);
                }
                m_runs.push_back(std::move(run));
            }
        }
    }

    /// Whether the leg meets a barrier, other than within reach of an end that is a crossing.
    [[nodiscard]] bool blocks(Point a, bool a_crosses, Point b, bool b_crosses) const
    {
        Box leg;
        leg.add(a);
        leg.add(b);
        for (const auto& run : m_runs) {
            if (!run.box.intersects(leg)) {
                continue;
            }
            for (std::size_t k = 0; k + 1 < run.points.size(); ++k) {
                Point at;
                if (meets(a, b, run.points[k], run.points[k + 1], at) && !(a_crosses && near(at, a)) &&
                    !(b_crosses && near(at, b))) {
                    return true;
                }
            }
        }
        return false;
    }

private:
    struct Run {
        std::vector<Point> points;
        Box box;
    };

    [[nodiscard]] bool near(Point p, Point q) const { return std::hypot(p.x - q.x, p.y - q.y) <= m_reach_m; }

    static double turn(Point a, Point b, Point c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }

    /// Whether leg ab meets segment cd, touching included, and where. A leg along a barrier does not cross it.
    static bool meets(Point a, Point b, Point c, Point d, Point& at)
    {
        const double c_side = turn(a, b, c);
        const double d_side = turn(a, b, d);
        const double a_side = turn(c, d, a);
        const double b_side = turn(c, d, b);
        if (c_side == d_side || c_side * d_side > 0 || a_side * b_side > 0) {
            return false;
        }
        const double share = c_side / (c_side - d_side);
        at = {c.x + share * (d.x - c.x), c.y + share * (d.y - c.y)};
        return true;
    }

    std::vector<Run> m_runs;
    double m_reach_m;
};

double length_of(Point a, Point b)
{
    return std::hypot(b.x - a.x, b.y - a.y);
}

/// Distance between every two crossings over other crossings.
std::vector<std::vector<double>> between_crossings(const Barriers& barriers, const BarrierIndex& index)
{
    const auto& crossings = barriers.crossings;
    std::vector<std::vector<double>> far(crossings.size(), std::vector<double>(crossings.size(), kCannotServe));
    for (std::size_t a = 0; a < crossings.size(); ++a) {
        for (std::size_t b = 0; b < crossings.size(); ++b) {
            if (a == b || !index.blocks(crossings[a], true, crossings[b], true)) {
                far[a][b] = length_of(crossings[a], crossings[b]);
            }
        }
    }
    for (std::size_t via = 0; via < crossings.size(); ++via) { // Floyd 1962
        for (std::size_t a = 0; a < crossings.size(); ++a) {
            for (std::size_t b = 0; b < crossings.size(); ++b) {
                far[a][b] = std::min(far[a][b], far[a][via] + far[via][b]);
            }
        }
    }
    return far;
}

} // namespace

DistanceTable barrier_distances(std::span<const Point> demand, std::span<const Point> sites, const Barriers& barriers,
                                double detour_factor, unsigned threads)
{
    const BarrierIndex index(barriers);
    const auto& crossings = barriers.crossings;
    const auto over = between_crossings(barriers, index);
    // From every site to every crossing, over others where that is shorter.
    std::vector<std::vector<double>> to_crossing(sites.size(), std::vector<double>(crossings.size(), kCannotServe));
    parallel_for(threads, sites.size(), [&](std::size_t j) {
        std::vector<double> direct(crossings.size(), kCannotServe);
        for (std::size_t c = 0; c < crossings.size(); ++c) {
            if (!index.blocks(sites[j], false, crossings[c], true)) {
                direct[c] = length_of(sites[j], crossings[c]);
            }
        }
        for (std::size_t c = 0; c < crossings.size(); ++c) {
            for (std::size_t via = 0; via < crossings.size(); ++via) {
                to_crossing[j][c] = std::min(to_crossing[j][c], direct[via] + over[via][c]);
            }
        }
    });
    DistanceTable table{demand.size(), sites.size(), std::vector<double>(demand.size() * sites.size(), kCannotServe)};
    parallel_for(threads, demand.size(), [&](std::size_t i) {
        std::vector<double> direct(crossings.size(), kCannotServe);
        for (std::size_t c = 0; c < crossings.size(); ++c) {
            if (!index.blocks(demand[i], false, crossings[c], true)) {
                direct[c] = length_of(demand[i], crossings[c]);
            }
        }
        for (std::size_t j = 0; j < sites.size(); ++j) {
            double far = kCannotServe;
            if (!index.blocks(demand[i], false, sites[j], false)) {
                far = length_of(demand[i], sites[j]);
            } else {
                for (std::size_t c = 0; c < crossings.size(); ++c) {
                    far = std::min(far, direct[c] + to_crossing[j][c]);
                }
            }
            table.metres[i * sites.size() + j] = detour_factor * far;
        }
    });
    return table;
}

} // namespace harmspot
