// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/patrol_plan.hpp"

#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

/// A stop with the same harm in every minute.
inline harmspot::PatrolStop patrol_stop(std::int32_t x_m, std::int32_t y_m, std::int64_t harm_per_min,
                                        std::int32_t minutes = 600)
{
    return {x_m, y_m, std::vector<std::int64_t>(static_cast<std::size_t>(minutes / 15 + 1), harm_per_min)};
}

/// Up to 30 places in 4 km by 4 km and up to 5 units, for 1 to 12 hours.
struct RandomPatrol {
    std::vector<harmspot::PatrolStop> stops;
    harmspot::PatrolShift shift;

    /// \param unit of harm
    explicit RandomPatrol(std::uint32_t seed, std::int64_t unit = 1)
    {
        std::mt19937 random(seed);
        const auto upto = [&](std::uint32_t most) { return static_cast<std::int32_t>(random() % (most + 1)); };
        shift.minutes = 60 + upto(660);
        shift.units = 1 + upto(4);
        shift.visit_min = 10 + upto(6);
        shift.revisit_gap_min = 30 + upto(120);
        shift.budget_min = upto(3) == 0 ? shift.minutes / 2 : shift.minutes;
        shift.metres_per_hour = 4'000 + upto(26'000);
        shift.detour_permille = 1'000 + upto(600);
        shift.seed = static_cast<std::uint32_t>(random());
        shift.tries = 5;
        if (upto(1) == 0) {
            shift.start = harmspot::PatrolStop{upto(4000), upto(4000), {}};
        }
        const auto count = static_cast<std::size_t>(upto(30));
        for (std::size_t k = 0; k < count; ++k) {
            auto one = patrol_stop(upto(4000), upto(4000), 0, shift.minutes);
            const auto size = 1 + upto(1000);
            for (auto& harm : one.harm_per_min) {
                harm = upto(2) == 0 ? 0 : unit * size * upto(100);
            }
            stops.push_back(std::move(one));
        }
    }
};
