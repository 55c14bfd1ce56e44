// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/patrol_plan.hpp"

#include <cmath>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

/// Checks a plan by the words of its promise, minute by minute, with none of the planner's code.
/// Returns what is wrong, or nothing.
inline std::string patrol_faults(const std::vector<harmspot::PatrolStop>& stops, const harmspot::PatrolShift& shift,
                                 const harmspot::PatrolPlan& plan)
{
    const auto way = [&](const harmspot::PatrolStop& a, const harmspot::PatrolStop& b) {
        const long double metres =
            std::hypot(static_cast<long double>(a.x_m - b.x_m), static_cast<long double>(a.y_m - b.y_m));
        return metres * static_cast<long double>(shift.detour_permille) / 1000 * 60 /
               static_cast<long double>(shift.metres_per_hour);
    };
    constexpr long double kRounding = 1e-9L;
    std::string faults;
    std::map<std::int32_t, std::vector<harmspot::PatrolVisit>> by_unit;
    std::map<std::uint32_t, std::vector<std::int32_t>> by_place;
    std::int64_t reached = 0;
    for (const auto& visit : plan.visits) {
        if (visit.place >= stops.size() || visit.unit < 0 || visit.unit >= shift.units) {
            return "unknown place or unit; ";
        }
        if (visit.start_min < 0 || visit.start_min + shift.visit_min > shift.minutes) {
            faults += "visit outside the shift; ";
        }
        for (const auto other : by_place[visit.place]) {
            if (std::abs(other - visit.start_min) < shift.revisit_gap_min) {
                faults += "revisit too soon; ";
            }
        }
        by_place[visit.place].push_back(visit.start_min);
        by_unit[visit.unit].push_back(visit);
        std::int64_t own = 0;
        for (auto minute = visit.start_min; minute < visit.start_min + shift.revisit_gap_min && minute < shift.minutes;
             ++minute) {
            own += stops[visit.place].harm_per_min[static_cast<std::size_t>(minute / 15)];
        }
        if (own != visit.reached) {
            faults += "harm reached is wrong; ";
        }
        reached += own;
    }
    if (reached != plan.reached || reached > plan.all) {
        faults += "sum of harm is wrong; ";
    }
    for (const auto& [unit, visits] : by_unit) {
        long double spent = 0;
        long double free_at = 0;
        const harmspot::PatrolStop* at = shift.start ? &*shift.start : nullptr;
        for (const auto& visit : visits) {
            const auto travel = at == nullptr ? 0.0L : way(*at, stops[visit.place]);
            if (static_cast<long double>(visit.start_min) + kRounding < free_at + travel) {
                faults += "unit arrives late; ";
            }
            if (static_cast<long double>(visit.travel_min) + kRounding < travel) {
                faults += "travel understated; ";
            }
            spent += travel + shift.visit_min;
            free_at = visit.start_min + shift.visit_min;
            at = &stops[visit.place];
        }
        if (shift.start) {
            spent += way(*at, *shift.start);
            if (free_at + way(*at, *shift.start) > static_cast<long double>(shift.minutes) + kRounding) {
                faults += "unit comes back late; ";
            }
        }
        if (spent > static_cast<long double>(shift.budget_min) + kRounding) {
            faults += "budget exceeded; ";
        }
        const auto& time = plan.units[static_cast<std::size_t>(unit)];
        if (time.visiting_min + time.travel_min + time.free_min != shift.minutes || time.free_min < 0 ||
            time.visiting_min + time.travel_min > shift.budget_min) {
            faults += "times of the unit do not add up; ";
        }
    }
    return faults;
}
