// SPDX-License-Identifier: MIT
#pragma once

// Two doubles at a time, in nothing but the compiler's vector extension: what every processor can run, and
// the path whose bytes golden files hold.

#include "density/tile.hpp"

#include <cstdint>
#include <cstring>

namespace harmspot::density
{
namespace
{

constexpr std::size_t kLanes = 2;
using Lanes = double __attribute__((vector_size(16)));
using LaneBits = std::int64_t __attribute__((vector_size(16)));

inline Lanes all(double value)
{
    return Lanes{value, value};
}

inline Lanes load(const double* from)
{
    Lanes lanes;
    std::memcpy(&lanes, from, sizeof lanes);
    return lanes;
}

inline void store(double* to, Lanes lanes)
{
    std::memcpy(to, &lanes, sizeof lanes);
}

/// a b + c
inline Lanes fused(Lanes a, Lanes b, Lanes c)
{
    return a * b + c;
}

/// c - a b
inline Lanes fused_negative(Lanes a, Lanes b, Lanes c)
{
    return c - a * b;
}

inline Lanes larger(Lanes a, Lanes b)
{
    return a > b ? a : b;
}

inline Lanes smaller(Lanes a, Lanes b)
{
    return a < b ? a : b;
}

/// The square root of what is not negative, to the last place or two; of 0, at most 1e-150.
inline Lanes root(Lanes a)
{
    return Lanes{__builtin_sqrt(a[0]), __builtin_sqrt(a[1])};
}

/// The square root of what is not negative, to 1e-8 of itself at least.
inline Lanes rough_root(Lanes a)
{
    return root(a);
}

/// One bit a lane: a < b.
inline unsigned less_bits(Lanes a, Lanes b)
{
    return (a[0] < b[0] ? 1U : 0U) | (a[1] < b[1] ? 2U : 0U);
}

inline Lanes where_less(Lanes a, Lanes b, Lanes then, Lanes otherwise)
{
    return a < b ? then : otherwise;
}

/// Towards 0, for numbers of no more than 31 bits.
inline Lanes whole(Lanes a)
{
    return Lanes{static_cast<double>(static_cast<std::int32_t>(a[0])),
                 static_cast<double>(static_cast<std::int32_t>(a[1]))};
}

inline void store_whole(std::int32_t* to, Lanes lanes)
{
    to[0] = static_cast<std::int32_t>(lanes[0]);
    to[1] = static_cast<std::int32_t>(lanes[1]);
}

/// 2^k for whole k from -1000 to 1000.
inline Lanes power_of_two(Lanes k)
{
    constexpr double kShift = 6755399441055744.0; // 1.5 × 2^52: leaves k in the low bits
    constexpr std::int64_t kBias = 1023;
    constexpr int kMantissaBits = 52;
    const Lanes shifted = k + all(kShift);
    LaneBits bits;
    std::memcpy(&bits, &shifted, sizeof bits);
    bits = (bits + kBias) << kMantissaBits;
    Lanes power;
    std::memcpy(&power, &bits, sizeof power);
    return power;
}

/// What a column of the sweep's difference row holds: five coefficients of t^0 … t^4, and how many places
/// are being summed.
struct Event {
    Lanes c01;
    Lanes c23;
    Lanes c4n;
};

inline Event load_event(const double* from)
{
    return {load(from), load(from + 2), load(from + 4)};
}

inline void store_event(double* to, const Event& event)
{
    store(to, event.c01);
    store(to + 2, event.c23);
    store(to + 4, event.c4n);
}

inline Event operator+(const Event& a, const Event& b)
{
    return {a.c01 + b.c01, a.c23 + b.c23, a.c4n + b.c4n};
}

inline Event operator-(const Event& a, const Event& b)
{
    return {a.c01 - b.c01, a.c23 - b.c23, a.c4n - b.c4n};
}

inline Event no_event()
{
    return {all(0), all(0), all(0)};
}

constexpr std::size_t kEventCountAt = 5; ///< the place count's position in a stored event

/// Coefficients of `kLanes` places, a vector for each power, to events, one for each place.
inline void to_events(Lanes c0, Lanes c1, Lanes c2, Lanes c3, Lanes c4, Event (&events)[kLanes])
{
    for (std::size_t i = 0; i < kLanes; ++i) {
        events[i] = {Lanes{c0[i], c1[i]}, Lanes{c2[i], c3[i]}, Lanes{c4[i], 1}};
    }
}

/// Values of `kLanes` neighbouring columns from their running sums and the powers of t there, which lie
/// as events do; 0 in columns where no place is being summed.
inline Lanes values_of(const Event (&sums)[kLanes], const double* powers)
{
    Lanes value{};
    for (std::size_t i = 0; i < kLanes; ++i) {
        const Event t = load_event(powers + i * 8);
        const Lanes parts = sums[i].c01 * t.c01 + sums[i].c23 * t.c23;
        value[i] = sums[i].c4n[1] > 0 ? parts[0] + parts[1] + sums[i].c4n[0] * t.c4n[0] : 0;
    }
    return value;
}

/// Rows that the block sweep takes together: as many as leave their sums in registers.
constexpr std::size_t kRowsAtOnce = 2;

/// Adds four columns of sums times `factor` at `left`, and the next four at `right`.
inline void add_halves(double* left, double* right, const Lanes (&halves)[4], Lanes factor)
{
    store(left, fused(halves[0], factor, load(left)));
    store(left + 2, fused(halves[1], factor, load(left + 2)));
    store(right, fused(halves[2], factor, load(right)));
    store(right + 2, fused(halves[3], factor, load(right + 2)));
}

/// Values of `kLanes` neighbouring columns from their running sums, coefficients of t^0 … t^6 and the count,
/// and the powers of t there, which lie in the same way with 0 at the count; 0 where nothing is being summed.
inline Lanes values_of(const Lanes (&sums)[kLanes][4], const double* powers)
{
    Lanes value{};
    for (std::size_t i = 0; i < kLanes; ++i) {
        Lanes parts{};
        for (std::size_t k = 0; k < 4; ++k) {
            parts += sums[i][k] * load(powers + i * 8 + k * kLanes);
        }
        value[i] = sums[i][3][1] > 0 ? parts[0] + parts[1] : 0;
    }
    return value;
}

/// Whether a group of columns holds no event at all.
inline bool no_events(const double* group)
{
    LaneBits any{};
    for (std::size_t column = 0; column < kColumnGroup; ++column) {
        for (std::size_t i = 0; i < 8; i += kLanes) {
            LaneBits bits;
            std::memcpy(&bits, group + column * 8 + i, sizeof bits);
            any |= bits;
        }
    }
    return (any[0] | any[1]) == 0;
}

} // namespace
} // namespace harmspot::density
