// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

// Each purpose draws from streams of its own, so that changing one leaves the others alone.
namespace harmspot::sample::stream
{

inline constexpr std::uint64_t kPurpose = std::uint64_t{1} << 40U; ///< streams a purpose has
inline constexpr std::uint64_t kStreets = 1 * kPurpose;
inline constexpr std::uint64_t kIncidents = 2 * kPurpose; ///< + number of the incident
inline constexpr std::uint64_t kDefects = 3 * kPurpose;   ///< + row
inline constexpr std::uint64_t kCrimeIds = 4 * kPurpose;  ///< + row

} // namespace harmspot::sample::stream
