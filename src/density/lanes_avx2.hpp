// SPDX-License-Identifier: MIT
#pragma once

// Four doubles at a time: AVX2 with FMA. Only for files compiled for it. The functions are those of
// lanes_plain.hpp, where they are described.

#include "density/tile.hpp"

#include <cstdint>
#include <immintrin.h>

namespace harmspot::density
{
namespace
{

constexpr std::size_t kLanes = 4;
using Lanes = __m256d;

inline Lanes all(double value)
{
    return _mm256_set1_pd(value);
}

inline Lanes load(const double* from)
{
    return _mm256_loadu_pd(from);
}

inline void store(double* to, Lanes lanes)
{
    _mm256_storeu_pd(to, lanes);
}

inline Lanes fused(Lanes a, Lanes b, Lanes c)
{
    return _mm256_fmadd_pd(a, b, c);
}

inline Lanes fused_negative(Lanes a, Lanes b, Lanes c)
{
    return _mm256_fnmadd_pd(a, b, c);
}

inline Lanes larger(Lanes a, Lanes b)
{
    return _mm256_max_pd(a, b);
}

inline Lanes smaller(Lanes a, Lanes b)
{
    return _mm256_min_pd(a, b);
}

inline Lanes root(Lanes a)
{
    return _mm256_sqrt_pd(a);
}

inline Lanes rough_root(Lanes a)
{
    return root(a);
}

inline unsigned less_bits(Lanes a, Lanes b)
{
    return static_cast<unsigned>(_mm256_movemask_pd(_mm256_cmp_pd(a, b, _CMP_LT_OQ)));
}

inline Lanes where_less(Lanes a, Lanes b, Lanes then, Lanes otherwise)
{
    return _mm256_blendv_pd(otherwise, then, _mm256_cmp_pd(a, b, _CMP_LT_OQ));
}

inline Lanes whole(Lanes a)
{
    return _mm256_round_pd(a, _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC);
}

inline void store_whole(std::int32_t* to, Lanes lanes)
{
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm256_cvttpd_epi32(lanes));
}

inline Lanes power_of_two(Lanes k)
{
    const __m256i whole = _mm256_cvtepi32_epi64(_mm256_cvtpd_epi32(k));
    return _mm256_castsi256_pd(_mm256_slli_epi64(_mm256_add_epi64(whole, _mm256_set1_epi64x(1023)), 52));
}

constexpr std::size_t kRowsAtOnce = 4;

inline void add_halves(double* left, double* right, const Lanes (&halves)[2], Lanes factor)
{
    store(left, fused(halves[0], factor, load(left)));
    store(right, fused(halves[1], factor, load(right)));
}

inline Lanes parts_of(const Lanes (&sum)[2], const double* powers)
{
    return fused(sum[0], load(powers), sum[1] * load(powers + 4));
}

inline Lanes values_of(const Lanes (&sums)[kLanes][2], const double* powers)
{
    const Lanes ab = _mm256_hadd_pd(parts_of(sums[0], powers), parts_of(sums[1], powers + 8));
    const Lanes cd = _mm256_hadd_pd(parts_of(sums[2], powers + 16), parts_of(sums[3], powers + 24));
    const Lanes value = _mm256_permute2f128_pd(ab, cd, 0x20) + _mm256_permute2f128_pd(ab, cd, 0x31);
    const Lanes count = _mm256_permute2f128_pd(_mm256_unpackhi_pd(sums[0][1], sums[1][1]),
                                               _mm256_unpackhi_pd(sums[2][1], sums[3][1]), 0x31);
    return _mm256_and_pd(value, _mm256_cmp_pd(count, _mm256_setzero_pd(), _CMP_GT_OQ));
}

using Pair = __m128d;

inline Pair load_pair(const double* from)
{
    return _mm_load_pd(from);
}

inline void store_pair(double* to, Pair pair)
{
    _mm_store_pd(to, pair);
}

inline void store_pairs(double* to, Lanes first, Lanes second)
{
    const Lanes even = _mm256_unpacklo_pd(first, second);
    const Lanes odd = _mm256_unpackhi_pd(first, second);
    store(to, _mm256_permute2f128_pd(even, odd, 0x20));
    store(to + 4, _mm256_permute2f128_pd(even, odd, 0x31));
}

inline void split_pairs(const double* from, Lanes& first, Lanes& second)
{
    const Lanes even = _mm256_permute2f128_pd(load(from), load(from + 4), 0x20);
    const Lanes odd = _mm256_permute2f128_pd(load(from), load(from + 4), 0x31);
    first = _mm256_unpacklo_pd(even, odd);
    second = _mm256_unpackhi_pd(even, odd);
}

/// Rows become columns.
inline void turn(Lanes& a, Lanes& b, Lanes& c, Lanes& d)
{
    const Lanes even_ab = _mm256_unpacklo_pd(a, b);
    const Lanes odd_ab = _mm256_unpackhi_pd(a, b);
    const Lanes even_cd = _mm256_unpacklo_pd(c, d);
    const Lanes odd_cd = _mm256_unpackhi_pd(c, d);
    a = _mm256_permute2f128_pd(even_ab, even_cd, 0x20);
    b = _mm256_permute2f128_pd(odd_ab, odd_cd, 0x20);
    c = _mm256_permute2f128_pd(even_ab, even_cd, 0x31);
    d = _mm256_permute2f128_pd(odd_ab, odd_cd, 0x31);
}

inline void store_eights(double* to, const Lanes (&numbers)[8])
{
    for (std::size_t half = 0; half < 8; half += kLanes) {
        Lanes a = numbers[half];
        Lanes b = numbers[half + 1];
        Lanes c = numbers[half + 2];
        Lanes d = numbers[half + 3];
        turn(a, b, c, d);
        store(to + half, a);
        store(to + 8 + half, b);
        store(to + 16 + half, c);
        store(to + 24 + half, d);
    }
}

inline void split_eights(const double* from, Lanes (&numbers)[8])
{
    for (std::size_t half = 0; half < 8; half += kLanes) {
        for (std::size_t i = 0; i < kLanes; ++i) {
            numbers[half + i] = load(from + 8 * i + half);
        }
        turn(numbers[half], numbers[half + 1], numbers[half + 2], numbers[half + 3]);
    }
}

inline void set_halves(Lanes (&halves)[2], double left, double right)
{
    halves[0] = all(left);
    halves[1] = all(right);
}

inline bool no_events(const double* group)
{
    __m256d any = _mm256_setzero_pd();
    for (std::size_t i = 0; i < kColumnGroup * 8; i += kLanes) {
        any = _mm256_or_pd(any, _mm256_load_pd(group + i));
    }
    const __m256i bits = _mm256_castpd_si256(any);
    return _mm256_testz_si256(bits, bits) != 0;
}

} // namespace
} // namespace harmspot::density
