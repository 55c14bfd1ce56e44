// SPDX-License-Identifier: MIT
#include "run/stopwatch.hpp"

#include "geo/platform.hpp"

#include <algorithm>

namespace harmspot
{

namespace
{

double seconds_between(std::chrono::steady_clock::time_point from, std::chrono::steady_clock::time_point to)
{
    return std::chrono::duration<double>(to - from).count();
}

} // namespace

Stopwatch::Stopwatch() : m_start(Clock::now()), m_lap(m_start) {}

void Stopwatch::add(const std::string& stage, double seconds, std::uint64_t rows)
{
    auto found = std::find_if(m_stages.begin(), m_stages.end(),
                              [&](const StageTiming& timing) { return timing.stage == stage; });
    if (found == m_stages.end()) {
        m_stages.push_back({stage, 0, 0, 0});
        found = m_stages.end() - 1;
    }
    found->seconds += seconds;
    found->rows += rows;
    found->peak_memory_bytes = platform::peak_memory_bytes();
}

void Stopwatch::lap(const std::string& stage, std::uint64_t rows)
{
    const auto now = Clock::now();
    add(stage, std::max(0.0, seconds_between(m_lap, now) - m_moved), rows);
    m_lap = now;
    m_moved = 0;
}

void Stopwatch::move_to(const std::string& stage, double seconds, std::uint64_t rows)
{
    add(stage, seconds, rows);
    m_moved += seconds;
}

double Stopwatch::total_seconds() const
{
    return seconds_between(m_start, Clock::now());
}

} // namespace harmspot
