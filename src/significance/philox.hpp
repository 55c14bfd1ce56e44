// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace harmspot::significance
{

/// Philox2x32-10 (Salmon, Moraes, Dror & Shaw 2011): 64 random bits that depend on nothing but a counter of two
/// words and a key, so any draw of any cell can be made by itself.
struct Philox {
    std::uint32_t low = 0;
    std::uint32_t high = 0;

    [[nodiscard]] static constexpr Philox at(std::uint32_t low, std::uint32_t high, std::uint32_t key) noexcept
    {
        for (int round = 0; round < 10; ++round) {
            const std::uint64_t product = std::uint64_t{0xD256D193U} * low;
            low = static_cast<std::uint32_t>(product >> 32U) ^ key ^ high;
            high = static_cast<std::uint32_t>(product);
            key += 0x9E3779B9U;
        }
        return {low, high};
    }
};

/// A seed of 64 bits as a key.
[[nodiscard]] constexpr std::uint32_t philox_key(std::uint64_t seed) noexcept
{
    return Philox::at(static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U), 0x5EEDU).low;
}

/// A whole number in [0, count), each equally likely up to count / 2^32.
[[nodiscard]] constexpr std::uint32_t below(std::uint32_t count, std::uint32_t random) noexcept
{
    return static_cast<std::uint32_t>((std::uint64_t{random} * count) >> 32U);
}

} // namespace harmspot::significance
