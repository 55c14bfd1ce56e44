// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

// Who patrols which place when: one shift of one area.
namespace harmspot
{

/// Harm is told per place for every quarter of an hour of the shift.
inline constexpr std::int32_t kPatrolSlotMin = 15;
/// Sums of harm stay under this, so that numbers of JavaScript (53 bits) hold them and a thousand times them.
inline constexpr std::int64_t kMostPatrolHarm = 1'000'000'000'000;

/// A place to visit. Whole numbers throughout, so that a plan does not depend on who computes it.
struct PatrolStop {
    std::int32_t x_m = 0;
    std::int32_t y_m = 0;
    /// Harm expected in each minute of slot k, minutes [15 k, 15 k + 15) of the shift; in any unit, never negative.
    std::vector<std::int64_t> harm_per_min;
};

struct PatrolShift {
    std::int32_t minutes = 600;         ///< from the shift's start to its end, as they pass (not by the clock)
    std::int32_t units = 1;             ///< who patrol side by side
    std::int32_t visit_min = 15;        ///< how long a visit lasts
    std::int32_t revisit_gap_min = 120; ///< from a visit's start to the next start at the same place, at least
    std::int32_t budget_min = 600;      ///< of travel and visits, per unit; waiting is free
    std::int32_t metres_per_hour = 20'000;
    std::int32_t detour_permille = 1'300; ///< way by road for 1,000 m in a straight line
    std::optional<PatrolStop> start{};    ///< where every unit sets out and comes back to; none = at its first place
    std::uint32_t seed = 1;
    std::int32_t tries = 100;
};

struct PatrolVisit {
    std::int32_t unit = 0;       ///< 0, 1, …
    std::uint32_t place = 0;     ///< into the stops
    std::int32_t start_min = 0;  ///< after the shift's start
    std::int32_t travel_min = 0; ///< to get there
    std::int64_t reached = 0;    ///< harm expected there from the start to a revisit gap later, in the shift
};

/// How one unit spends its shift: the three and `back_min` add up to the shift.
struct PatrolUnitTime {
    std::int32_t visiting_min = 0;
    std::int32_t travel_min = 0; ///< with the way back
    std::int32_t free_min = 0;   ///< waiting, and what is left at the end
};

struct PatrolPlan {
    std::vector<PatrolVisit> visits; ///< by unit, then start
    std::vector<PatrolUnitTime> units;
    std::int64_t reached = 0;
    std::int64_t all = 0; ///< harm expected at the stops in the shift
};

/// Minutes from one stop to another, rounded up: with dx and dy in metres, in doubles, from left to right,
/// ceil(60 * sqrt(dx * dx + dy * dy) * detour_permille / (1000.0 * metres_per_hour)). 0 when both are one place.
[[nodiscard]] std::int32_t patrol_travel_min(const PatrolStop& from, const PatrolStop& to, const PatrolShift& shift);

/// A plan of visits that reaches much of the harm expected in the shift, in an order that cannot be foreseen.
///
/// A visit counts as reaching the harm expected at its place from its start until `revisit_gap_min` later, as far as
/// the shift goes: after 10 to 16 minutes of presence, disorder is rarer for about two hours (Koper 1995). The rules,
/// which another program can follow to the same plan; numbers are whole, "/" rounds down:
///
/// 1. `tries` plans are made, numbered from 0. The plan is the first that reaches at least 97 % of the harm that the
///    best of them does: the best alone would be one order for nearly every seed, and could be foreseen.
/// 2. A try has one generator, mulberry32, whose state is (seed + 2654435769 * try) mod 2^32. A draw adds 1831565813 to
///    the state s; t = (s xor s >> 15) * (s or 1); t = t xor (t + (t xor t >> 7) * (t or 61)); and gives
///    t xor t >> 14, all mod 2^32 with shifts that fill up with 0.
/// 3. Every unit is free at minute 0, at `start` or, without one, nowhere: the way to its first place takes 0 minutes.
/// 4. Of the units not done the one that is free first goes next; of equals the one with the least number.
/// 5. For each place: its arrival is when the unit is free plus the travel. A minute is open to it when it is
///    `revisit_gap_min` or more from the start of every visit planned at the place, earlier or later. It may start at
///    the first open minute from the arrival on, and, each such start leading to the next, at the first open minute
///    from the next whole multiple of 15 on. The visit can be made when start + visit_min + the way back is within the
///    shift, and the travel and visits of the unit, with the way back, are within `budget_min`. It reaches H(min(start
///    + revisit_gap_min, minutes)) − H(start), H(t) being the sum of harm_per_min over the first t minutes.
/// 6. A start's score is max(1, what the visit reaches / (start + visit_min − when the unit is free)), so that ways and
///    waiting cost. A place is visited at the start with the best score, of equals the earliest, among those that reach
///    more than 0; without one it is passed over. In tries of odd number only the first of its starts counts.
/// 7. When there is no place, the unit is done. Else the shortlist is every place whose score times 10 is at least 7
///    times the best score; its ticket is (1000 * score) / best. One draw d decides: the number floor(d * all tickets /
///    2^32) falls to the first place whose own and earlier tickets add up to more than it.
/// 8. The unit is then free at the end of the visit, at the place. Again from 4 until all units are done.
///
/// Not proven the best, see `most_patrol_harm` for how far off it can be: on small cases where every plan was tried it
/// reached 85 % of the best or more, and 97 % on average (tests/unit/plan/patrol_plan_test.cpp).
/// \pre harm of all stops over the shift ≤ kMostPatrolHarm, coordinates within ±10,000,000 m, at most 2,000 stops
/// \throws std::invalid_argument when the shift's numbers make no sense
[[nodiscard]] PatrolPlan plan_patrols(const std::vector<PatrolStop>& stops, const PatrolShift& shift);

/// No plan reaches more than this: every unit's visits are as many as would fit were every way the shortest, and each
/// place gives its best windows.
[[nodiscard]] std::int64_t most_patrol_harm(const std::vector<PatrolStop>& stops, const PatrolShift& shift);

} // namespace harmspot
