// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace harmspot::sample
{

/// Random numbers that depend on nothing but (seed, stream, how many were drawn): SplitMix64 (Steele, Lea &
/// Flood 2014) read as a counter-based generator. The standard library's distributions differ between
/// implementations, and so do logarithms and sines in the last bit; only + - * / and comparison are used.
class Random
{
public:
    Random(std::uint64_t seed, std::uint64_t stream) : m_key(mixed(mixed(seed + kStep) ^ (stream * kStep))) {}

    [[nodiscard]] std::uint64_t bits() { return mixed(m_key + ++m_drawn * kStep); }

    /// Uniform in [0, 1).
    [[nodiscard]] double unit() { return static_cast<double>(bits() >> 11U) * 0x1p-53; }

    [[nodiscard]] bool chance(double probability) { return unit() < probability; }

    /// Uniform over the whole numbers from `low` to `high`, both included. \pre high - low < 2^32 - 1
    [[nodiscard]] std::int32_t between(std::int32_t low, std::int32_t high)
    {
        const auto count = static_cast<std::uint64_t>(std::int64_t{high} - low) + 1;
        return static_cast<std::int32_t>(low + static_cast<std::int64_t>(((bits() >> 32U) * count) >> 32U));
    }

    /// Bell-shaped in (-1, 1), standard deviation 1/3: the mean of three uniforms.
    [[nodiscard]] double bump() { return (unit() + unit() + unit()) / 1.5 - 1.0; }

    /// Tent-shaped in (-1, 1), standard deviation 0.41: the mean of two uniforms.
    [[nodiscard]] double tent() { return unit() + unit() - 1.0; }

    /// Index into running totals, each as likely as its share. \pre `totals` rises and ends above 0
    [[nodiscard]] std::size_t pick(std::span<const double> totals)
    {
        const double at = unit() * totals.back();
        const auto found = std::upper_bound(totals.begin(), totals.end(), at);
        return std::min(static_cast<std::size_t>(found - totals.begin()), totals.size() - 1);
    }

private:
    static constexpr std::uint64_t kStep = 0x9E3779B97F4A7C15U;

    static constexpr std::uint64_t mixed(std::uint64_t z)
    {
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }

    std::uint64_t m_key;
    std::uint64_t m_drawn = 0;
};

} // namespace harmspot::sample
