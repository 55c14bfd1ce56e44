// SPDX-License-Identifier: MIT
#include "patrol_cases.hpp"

#include "source_dir.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

using namespace harmspot;

namespace
{

std::string stop_json(const PatrolStop& stop)
{
    return fmt::format("{{\"x\":{},\"y\":{},\"harm\":[{}]}}", stop.x_m, stop.y_m, fmt::join(stop.harm_per_min, ","));
}

std::string case_json(const RandomPatrol& one)
{
    std::vector<std::string> stops;
    for (const auto& stop : one.stops) {
        stops.push_back(stop_json(stop));
    }
    const auto& shift = one.shift;
    return fmt::format("{{\"stops\":[{}],\"shift\":{{\"minutes\":{},\"units\":{},\"visit\":{},\"gap\":{},\"budget\":{},"
                       "\"speed\":{},\"detour\":{},\"seed\":{},\"tries\":{}{}}}}}\n",
                       fmt::join(stops, ","), shift.minutes, shift.units, shift.visit_min, shift.revisit_gap_min,
                       shift.budget_min, shift.metres_per_hour, shift.detour_permille, shift.seed, shift.tries,
                       shift.start ? ",\"start\":" + stop_json(*shift.start) : "");
}

std::string visits_json(const PatrolPlan& plan)
{
    std::vector<std::string> visits;
    for (const auto& visit : plan.visits) {
        visits.push_back(
            fmt::format("[{},{},{},{},{}]", visit.unit, visit.place, visit.start_min, visit.travel_min, visit.reached));
    }
    return fmt::format("[{}]\n", fmt::join(visits, ","));
}

/// What a command prints.
std::string printed(const std::string& command)
{
    std::string text;
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    for (int c = pipe ? std::fgetc(pipe.get()) : EOF; c != EOF; c = std::fgetc(pipe.get())) {
        text += static_cast<char>(c);
    }
    return text;
}

} // namespace

TEST_CASE("another program that follows the rules comes to the same plan, number for number", "[patrol]")
{
    if (printed("node --version 2>/dev/null").empty()) {
        std::puts("SKIP: there is no node");
        return;
    }
    std::string name = (std::filesystem::temp_directory_path() / "harmspot-patrols-XXXXXX").string();
    const int file = mkstemp(name.data());
    REQUIRE(file >= 0);
    std::string expected;
    {
        std::ofstream cases(name);
        for (std::uint32_t seed = 1; seed <= 100; ++seed) {
            // Every other case with harm near what the planner takes at most: there doubles would show.
            const RandomPatrol one(seed, seed % 2 == 0 ? 500 : 1);
            cases << case_json(one);
            expected += visits_json(plan_patrols(one.stops, one.shift));
        }
    }
    const auto found = printed("node '" + source_dir() + "/tests/unit/plan/patrol_plan.mjs' '" + name + "'");
    std::filesystem::remove(name);
    CHECK(found.size() > 10'000);
    CHECK((found == expected)); // not shown: they are long
}
