// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/run.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace harmspot
{

/// Times the stages of a run. Stages of one name are added up.
class Stopwatch
{
public:
    Stopwatch();

    /// Ends the stage that is running and adds its time under `stage`.
    void lap(const std::string& stage, std::uint64_t rows);
    /// Adds time that was measured elsewhere, taken off the stage that is running.
    void move_to(const std::string& stage, double seconds, std::uint64_t rows);

    [[nodiscard]] const std::vector<StageTiming>& stages() const noexcept { return m_stages; }
    [[nodiscard]] double total_seconds() const;

private:
    using Clock = std::chrono::steady_clock;

    void add(const std::string& stage, double seconds, std::uint64_t rows);

    Clock::time_point m_start;
    Clock::time_point m_lap;
    double m_moved = 0;
    std::vector<StageTiming> m_stages;
};

} // namespace harmspot
