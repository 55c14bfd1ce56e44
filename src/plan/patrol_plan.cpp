// SPDX-License-Identifier: MIT
#include "harmspot/patrol_plan.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace harmspot
{

namespace
{

constexpr std::uint32_t kTryStep = 2654435769U;
constexpr std::int64_t kShortlistTenths = 7;
/// A try that reaches so much of what the best one does is as good, and which one it is depends on the seed.
constexpr std::int64_t kGoodEnoughPercent = 97;
constexpr std::int64_t kMostTickets = 1000;

/// Rule 2.
class Draws
{
public:
    Draws(std::uint32_t seed, std::uint32_t attempt) : m_state(seed + kTryStep * attempt) {}

    std::uint32_t next()
    {
        m_state += 1831565813U;
        std::uint32_t t = (m_state ^ (m_state >> 15)) * (m_state | 1U);
        t ^= t + (t ^ (t >> 7)) * (t | 61U);
        return t ^ (t >> 14);
    }
    /// 0, 1, … below `count`, which is at most 2^21.
    std::int64_t below(std::int64_t count)
    {
        return static_cast<std::int64_t>((static_cast<std::uint64_t>(next()) * static_cast<std::uint64_t>(count)) >>
                                         32);
    }

private:
    std::uint32_t m_state;
};

/// Harm of a stop up to any minute of the shift.
class HarmSoFar
{
public:
    HarmSoFar(const PatrolStop& stop, std::int32_t minutes)
    {
        m_sums.reserve(static_cast<std::size_t>(minutes) + 1);
        m_sums.push_back(0);
        for (std::int32_t minute = 0; minute < minutes; ++minute) {
            m_sums.push_back(m_sums.back() + stop.harm_per_min[static_cast<std::size_t>(minute / kPatrolSlotMin)]);
        }
    }
    [[nodiscard]] std::int64_t before(std::int32_t minute) const { return m_sums[static_cast<std::size_t>(minute)]; }
    [[nodiscard]] std::int64_t between(std::int32_t from, std::int32_t to) const { return before(to) - before(from); }

private:
    std::vector<std::int64_t> m_sums;
};

void check(const std::vector<PatrolStop>& stops, const PatrolShift& shift)
{
    constexpr std::int32_t kLongestMin = 48 * 60;
    constexpr std::size_t kMostStops = 2000;
    const bool shift_ok = shift.minutes > 0 && shift.minutes <= kLongestMin && shift.units >= 0 &&
                          shift.visit_min > 0 && shift.revisit_gap_min >= shift.visit_min && shift.budget_min >= 0 &&
                          shift.metres_per_hour > 0 && shift.detour_permille > 0 && shift.tries > 0;
    const auto slots = static_cast<std::size_t>((shift.minutes + kPatrolSlotMin - 1) / kPatrolSlotMin);
    std::int64_t all = 0;
    bool stops_ok = stops.size() <= kMostStops;
    for (const auto& stop : stops) {
        stops_ok = stops_ok && stop.harm_per_min.size() >= slots;
        for (const auto harm : stop.harm_per_min) {
            stops_ok = stops_ok && harm >= 0 && harm <= kMostPatrolHarm;
            all += stops_ok ? kPatrolSlotMin * harm : 0;
            stops_ok = stops_ok && all <= kMostPatrolHarm;
        }
    }
    if (!shift_ok || !stops_ok) {
        throw std::invalid_argument("plan_patrols: a shift or stop is out of range");
    }
}

class Planner
{
public:
    Planner(const std::vector<PatrolStop>& stops, const PatrolShift& shift) : m_stops(stops), m_shift(shift)
    {
        check(stops, shift);
        for (const auto& stop : stops) {
            m_harm.emplace_back(stop, shift.minutes);
        }
        // One row more than stops: from where a unit sets out.
        m_travel.resize((stops.size() + 1) * stops.size());
        m_back.resize(stops.size());
        for (std::size_t to = 0; to < stops.size(); ++to) {
            for (std::size_t from = 0; from < stops.size(); ++from) {
                m_travel[from * stops.size() + to] = patrol_travel_min(stops[from], stops[to], shift);
            }
            if (shift.start) {
                m_travel[stops.size() * stops.size() + to] = patrol_travel_min(*shift.start, stops[to], shift);
                m_back[to] = patrol_travel_min(stops[to], *shift.start, shift);
            }
        }
    }

    PatrolPlan plan()
    {
        std::vector<PatrolPlan> tries;
        std::int64_t most = 0;
        for (std::int32_t k = 0; k < m_shift.tries; ++k) {
            tries.push_back(attempt(static_cast<std::uint32_t>(k)));
            most = std::max(most, tries.back().reached);
        }
        auto chosen = std::move(*std::find_if(tries.begin(), tries.end(), [most](const PatrolPlan& one) {
            return 100 * one.reached >= kGoodEnoughPercent * most;
        }));
        for (const auto& harm : m_harm) {
            chosen.all += harm.before(m_shift.minutes);
        }
        return chosen;
    }

    [[nodiscard]] std::int64_t at_most() const
    {
        // Visits that fit were every way the shortest; a unit that stays waits out the gap.
        std::int32_t shortest = m_shift.revisit_gap_min - m_shift.visit_min;
        std::int32_t ends = m_shift.start && !m_stops.empty() ? m_shift.minutes : 0;
        for (std::size_t from = 0; from < m_stops.size(); ++from) {
            for (std::size_t to = 0; to < m_stops.size(); ++to) {
                if (from != to) {
                    shortest = std::min(shortest, travel(from, to));
                }
            }
            if (m_shift.start) {
                ends = std::min(ends, 2 * m_back[from]);
            }
        }
        const std::int32_t by_shift = std::max(0, m_shift.minutes - ends + shortest) / (m_shift.visit_min + shortest);
        const std::int32_t by_budget = std::max(0, m_shift.budget_min - ends) / m_shift.visit_min;
        const auto visits =
            static_cast<std::size_t>(m_shift.units) * static_cast<std::size_t>(std::min(by_shift, by_budget));
        std::vector<double> gains;
        double all = 0;
        for (const auto& harm : m_harm) {
            add_gains(harm, gains);
            all += static_cast<double>(harm.before(m_shift.minutes));
        }
        std::sort(gains.begin(), gains.end(), std::greater<>());
        gains.resize(std::min(gains.size(), visits));
        double sum = 0;
        for (const double gain : gains) {
            sum += gain;
        }
        return static_cast<std::int64_t>(std::ceil(std::min(sum, all)));
    }

private:
    struct Unit {
        std::int32_t free_min = 0;
        std::int32_t spent_min = 0;
        std::size_t at = 0; ///< a stop, or the row after them
        bool done = false;
    };
    struct Choice {
        std::uint32_t place = 0;
        std::int32_t start = 0;
        std::int64_t reached = 0;
        std::int64_t score = 0;
    };

    [[nodiscard]] std::int32_t travel(std::size_t from, std::size_t to) const
    {
        return m_travel[from * m_stops.size() + to];
    }

    PatrolPlan attempt(std::uint32_t number)
    {
        Draws draws(m_shift.seed, number);
        m_hurried = number % 2 == 1;
        std::vector<Unit> units(static_cast<std::size_t>(m_shift.units));
        for (auto& unit : units) {
            unit.at = m_stops.size();
        }
        m_starts.assign(m_stops.size(), {});
        PatrolPlan plan;
        while (true) {
            const auto next = std::min_element(units.begin(), units.end(), [](const Unit& a, const Unit& b) {
                return a.done != b.done ? b.done : a.free_min < b.free_min;
            });
            if (next == units.end() || next->done) {
                break;
            }
            const auto choices = choices_of(*next);
            if (choices.empty()) {
                next->done = true;
                continue;
            }
            const auto& choice = draw(choices, draws);
            const auto way = travel(next->at, choice.place);
            plan.visits.push_back(
                {static_cast<std::int32_t>(next - units.begin()), choice.place, choice.start, way, choice.reached});
            plan.reached += choice.reached;
            m_starts[choice.place].push_back(choice.start);
            next->spent_min += way + m_shift.visit_min;
            next->free_min = choice.start + m_shift.visit_min;
            next->at = choice.place;
        }
        finish(plan);
        return plan;
    }

    /// Rules 5 and 6.
    [[nodiscard]] std::vector<Choice> choices_of(const Unit& unit) const
    {
        std::vector<Choice> choices;
        for (std::uint32_t place = 0; place < m_stops.size(); ++place) {
            const auto way = travel(unit.at, place);
            if (unit.spent_min + way + m_shift.visit_min + m_back[place] > m_shift.budget_min) {
                continue;
            }
            const auto last = m_shift.minutes - m_back[place] - m_shift.visit_min;
            Choice best;
            for (auto start = first_start(place, unit.free_min + way); start <= last;
                 start = first_start(place, (start / kPatrolSlotMin + 1) * kPatrolSlotMin)) {
                const auto reached =
                    m_harm[place].between(start, std::min(start + m_shift.revisit_gap_min, m_shift.minutes));
                const auto score = std::max<std::int64_t>(1, reached / (start + m_shift.visit_min - unit.free_min));
                if (reached > 0 && score > best.score) {
                    best = {place, start, reached, score};
                }
                if (m_hurried) {
                    break;
                }
            }
            if (best.score > 0) {
                choices.push_back(best);
            }
        }
        return choices;
    }

    [[nodiscard]] std::int32_t first_start(std::uint32_t place, std::int32_t from) const
    {
        const auto gap = m_shift.revisit_gap_min;
        bool moved = true;
        while (moved) {
            moved = false;
            for (const auto other : m_starts[place]) {
                if (from > other - gap && from < other + gap) {
                    from = other + gap;
                    moved = true;
                }
            }
        }
        return from;
    }

    /// Rule 7.
    static const Choice& draw(const std::vector<Choice>& choices, Draws& draws)
    {
        std::int64_t best = 0;
        for (const auto& choice : choices) {
            best = std::max(best, choice.score);
        }
        const auto tickets = [&](const Choice& choice) {
            return 10 * choice.score >= kShortlistTenths * best ? kMostTickets * choice.score / best : 0;
        };
        std::int64_t all = 0;
        for (const auto& choice : choices) {
            all += tickets(choice);
        }
        auto number = draws.below(all);
        for (const auto& choice : choices) {
            number -= tickets(choice);
            if (number < 0) {
                return choice;
            }
        }
        return choices.back(); // not reached: the number is below all tickets
    }

    void finish(PatrolPlan& plan) const
    {
        std::stable_sort(plan.visits.begin(), plan.visits.end(), [](const PatrolVisit& a, const PatrolVisit& b) {
            return a.unit != b.unit ? a.unit < b.unit : a.start_min < b.start_min;
        });
        plan.units.assign(static_cast<std::size_t>(m_shift.units), {});
        for (std::size_t k = 0; k < plan.visits.size(); ++k) {
            const auto& visit = plan.visits[k];
            auto& unit = plan.units[static_cast<std::size_t>(visit.unit)];
            unit.visiting_min += m_shift.visit_min;
            unit.travel_min += visit.travel_min;
            if (k + 1 == plan.visits.size() || plan.visits[k + 1].unit != visit.unit) {
                unit.travel_min += m_back[visit.place];
            }
        }
        for (auto& unit : plan.units) {
            unit.free_min = m_shift.minutes - unit.visiting_min - unit.travel_min;
        }
    }

    /// What 1, 2, … visits of a place can reach more than one fewer, at most: the rises of the concave line over the
    /// best that k visits reach.
    void add_gains(const HarmSoFar& harm, std::vector<double>& gains) const
    {
        const auto minutes = m_shift.minutes;
        const auto gap = m_shift.revisit_gap_min;
        std::vector<double> best{0};                                               // by number of visits
        std::vector<std::int64_t> fewer(static_cast<std::size_t>(minutes) + 1, 0); // from minute t on
        for (std::int32_t count = 1; (count - 1) * gap + m_shift.visit_min <= minutes; ++count) {
            std::vector<std::int64_t> now(static_cast<std::size_t>(minutes) + 1, 0);
            for (std::int32_t t = minutes - m_shift.visit_min; t >= 0; --t) {
                const auto end = std::min(t + gap, minutes);
                now[static_cast<std::size_t>(t)] = std::max(
                    now[static_cast<std::size_t>(t) + 1], harm.between(t, end) + fewer[static_cast<std::size_t>(end)]);
            }
            best.push_back(static_cast<double>(now[0]));
            fewer = std::move(now);
        }
        for (std::size_t k = 0; k + 1 < best.size();) {
            std::size_t steepest = k + 1;
            const auto slope = [&](std::size_t to) { return (best[to] - best[k]) / static_cast<double>(to - k); };
            for (std::size_t to = k + 2; to < best.size(); ++to) {
                steepest = slope(to) > slope(steepest) ? to : steepest;
            }
            gains.insert(gains.end(), steepest - k, slope(steepest));
            k = steepest;
        }
    }

    const std::vector<PatrolStop>& m_stops;
    const PatrolShift& m_shift;
    std::vector<HarmSoFar> m_harm;
    std::vector<std::int32_t> m_travel;
    std::vector<std::int32_t> m_back;
    bool m_hurried = false; ///< whether this try visits a place as soon as may be, or not at all
    std::vector<std::vector<std::int32_t>> m_starts; ///< per stop, of the visits of this try
};

} // namespace

std::int32_t patrol_travel_min(const PatrolStop& from, const PatrolStop& to, const PatrolShift& shift)
{
    const double dx = from.x_m - to.x_m;
    const double dy = from.y_m - to.y_m;
    return static_cast<std::int32_t>(
        std::ceil(60 * std::sqrt(dx * dx + dy * dy) * shift.detour_permille / (1000.0 * shift.metres_per_hour)));
}

PatrolPlan plan_patrols(const std::vector<PatrolStop>& stops, const PatrolShift& shift)
{
    return Planner(stops, shift).plan();
}

std::int64_t most_patrol_harm(const std::vector<PatrolStop>& stops, const PatrolShift& shift)
{
    return Planner(stops, shift).at_most();
}

} // namespace harmspot
