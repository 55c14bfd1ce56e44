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

/// Two doubles that belong to one place or column.
using Pair = Lanes;

inline Pair load_pair(const double* from)
{
    return load(from);
}

inline void store_pair(double* to, Pair pair)
{
    store(to, pair);
}

/// `kLanes` pairs from their first and their second numbers.
inline void store_pairs(double* to, Lanes first, Lanes second)
{
    store(to, Lanes{first[0], second[0]});
    store(to + 2, Lanes{first[1], second[1]});
}

/// The first and the second numbers of `kLanes` pairs.
inline void split_pairs(const double* from, Lanes& first, Lanes& second)
{
    first = Lanes{from[0], from[2]};
    second = Lanes{from[1], from[3]};
}

/// Eight numbers for each of `kLanes` places, place by place.
inline void store_eights(double* to, const Lanes (&numbers)[8])
{
    for (std::size_t k = 0; k < 8; k += 2) {
        store(to + k, Lanes{numbers[k][0], numbers[k + 1][0]});
        store(to + 8 + k, Lanes{numbers[k][1], numbers[k + 1][1]});
    }
}

/// The reverse of `store_eights`.
inline void split_eights(const double* from, Lanes (&numbers)[8])
{
    for (std::size_t k = 0; k < 8; ++k) {
        numbers[k] = Lanes{from[k], from[8 + k]};
    }
}

/// Four times `left`, then four times `right`.
inline void set_halves(Lanes (&halves)[4], double left, double right)
{
    halves[0] = halves[1] = all(left);
    halves[2] = halves[3] = all(right);
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
