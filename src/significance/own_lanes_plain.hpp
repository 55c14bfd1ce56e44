// SPDX-License-Identifier: MIT
#pragma once

// One draw at a time. The functions are those that own_loops.hpp is written in.

#include <cstddef>
#include <cstdint>

namespace harmspot::significance
{
namespace
{

constexpr std::uint32_t kLanes = 1;
/// Each lane holds a word of 32 bits; what lies above it means nothing unless said otherwise.
using Words = std::uint64_t;

inline Words all(std::uint32_t word)
{
    return word;
}
/// first, first + step, …
inline Words counters(std::uint32_t first, std::uint32_t)
{
    return first;
}
/// All 64 bits of the product of the words.
inline Words product(Words a, Words b)
{
    return std::uint64_t{static_cast<std::uint32_t>(a)} * static_cast<std::uint32_t>(b);
}
/// What lies above the word becomes the word, with nothing above it.
inline Words upper(Words a)
{
    return a >> 32U;
}
inline Words exclusive_or(Words a, Words b)
{
    return a ^ b;
}
/// One more wherever `a` is at least `least`. \pre nothing lies above either word
inline Words skip(Words a, Words least)
{
    return a + (a >= least ? 1U : 0U);
}
using Equal = bool;
inline Equal none_equal()
{
    return false;
}
/// \pre nothing lies above the words
inline Equal or_equal(Equal before, Words a, Words b)
{
    return before || a == b;
}
inline bool any(Equal equal)
{
    return equal;
}
inline bool in_lane(Equal equal, std::uint32_t)
{
    return equal;
}
using Sums = double;
inline Sums zero()
{
    return 0;
}
inline Sums add_values(Sums sums, const double* values, Words index)
{
    return sums + values[index];
}
inline void store(double* to, Sums sums)
{
    *to = sums;
}

} // namespace
} // namespace harmspot::significance
