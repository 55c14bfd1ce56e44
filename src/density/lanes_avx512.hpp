// SPDX-License-Identifier: MIT
#pragma once

// Eight doubles at a time: AVX-512 F, DQ and VL. Only for files compiled for it. The functions are those of
// lanes_plain.hpp, where they are described.

#include "density/tile.hpp"

#include <cstdint>
#include <immintrin.h>

namespace harmspot::density
{
namespace
{

constexpr std::size_t kLanes = 8;
using Lanes = __m512d;

inline Lanes all(double value)
{
    return _mm512_set1_pd(value);
}

inline Lanes load(const double* from)
{
    return _mm512_loadu_pd(from);
}

inline void store(double* to, Lanes lanes)
{
    _mm512_storeu_pd(to, lanes);
}

inline Lanes fused(Lanes a, Lanes b, Lanes c)
{
    return _mm512_fmadd_pd(a, b, c);
}

inline Lanes fused_negative(Lanes a, Lanes b, Lanes c)
{
    return _mm512_fnmadd_pd(a, b, c);
}

inline Lanes larger(Lanes a, Lanes b)
{
    return _mm512_max_pd(a, b);
}

inline Lanes smaller(Lanes a, Lanes b)
{
    return _mm512_min_pd(a, b);
}

inline Lanes root(Lanes a)
{
    // The instruction for square roots takes four times as long. Each step multiplies the error by 2^-14.
    const Lanes positive = larger(a, all(1e-300));
    const Lanes reciprocal = _mm512_rsqrt14_pd(positive);
    const Lanes half = all(0.5) * reciprocal;
    Lanes estimate = positive * reciprocal;
    for (int step = 0; step < 3; ++step) {
        estimate = fused(fused_negative(estimate, estimate, positive), half, estimate);
    }
    return estimate;
}

inline Lanes rough_root(Lanes a)
{
    const Lanes positive = larger(a, all(1e-300));
    const Lanes reciprocal = _mm512_rsqrt14_pd(positive);
    const Lanes estimate = positive * reciprocal;
    return fused(fused_negative(estimate, estimate, positive), all(0.5) * reciprocal, estimate);
}

inline unsigned less_bits(Lanes a, Lanes b)
{
    return _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ);
}

inline Lanes where_less(Lanes a, Lanes b, Lanes then, Lanes otherwise)
{
    return _mm512_mask_blend_pd(_mm512_cmp_pd_mask(a, b, _CMP_LT_OQ), otherwise, then);
}

inline Lanes whole(Lanes a)
{
    return _mm512_roundscale_pd(a, _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC);
}

inline void store_whole(std::int32_t* to, Lanes lanes)
{
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm512_cvttpd_epi32(lanes));
}

inline Lanes power_of_two(Lanes k)
{
    const __m512i whole = _mm512_cvtpd_epi64(k);
    return _mm512_castsi512_pd(_mm512_slli_epi64(_mm512_add_epi64(whole, _mm512_set1_epi64(1023)), 52));
}

constexpr std::size_t kRowsAtOnce = 8;

inline void add_halves(double* left, double* right, const Lanes (&halves)[1], Lanes factor)
{
    const Lanes scaled = halves[0] * factor;
    _mm256_storeu_pd(left, _mm256_add_pd(_mm256_loadu_pd(left), _mm512_castpd512_pd256(scaled)));
    _mm256_storeu_pd(right, _mm256_add_pd(_mm256_loadu_pd(right), _mm512_extractf64x4_pd(scaled, 1)));
}

/// Coefficient pairs of two columns, summed: [01 | 23 | 45 | 6] × 2.
inline Lanes pair_parts(const Lanes (&a)[1], const Lanes (&b)[1], const double* powers)
{
    constexpr __mmask8 kNotTheCount = 0x3F;
    const Lanes x = a[0] * load(powers);
    const Lanes y = b[0] * load(powers + 8);
    const Lanes even = _mm512_unpacklo_pd(x, y);
    return _mm512_mask_add_pd(even, kNotTheCount, even, _mm512_unpackhi_pd(x, y));
}

/// The sums of quarters 0 and 1, and of 2 and 3, of both.
inline Lanes fold_quarters(Lanes a, Lanes b)
{
    return _mm512_shuffle_f64x2(a, b, 0x88) + _mm512_shuffle_f64x2(a, b, 0xDD);
}

/// The counts of four columns, each pair twice.
inline Lanes counts_of(Lanes a, Lanes b, Lanes c, Lanes d)
{
    return _mm512_shuffle_f64x2(_mm512_unpackhi_pd(a, b), _mm512_unpackhi_pd(c, d), 0xFF);
}

inline Lanes values_of(const Lanes (&sums)[kLanes][1], const double* powers)
{
    const Lanes abcd = fold_quarters(pair_parts(sums[0], sums[1], powers), pair_parts(sums[2], sums[3], powers + 16));
    const Lanes efgh =
        fold_quarters(pair_parts(sums[4], sums[5], powers + 32), pair_parts(sums[6], sums[7], powers + 48));
    const Lanes value = fold_quarters(abcd, efgh);
    const Lanes count = _mm512_shuffle_f64x2(counts_of(sums[0][0], sums[1][0], sums[2][0], sums[3][0]),
                                             counts_of(sums[4][0], sums[5][0], sums[6][0], sums[7][0]), 0x88);
    return _mm512_maskz_mov_pd(_mm512_cmp_pd_mask(count, _mm512_setzero_pd(), _CMP_GT_OQ), value);
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
    const __m512i low = _mm512_set_epi64(11, 3, 10, 2, 9, 1, 8, 0);
    const __m512i high = _mm512_set_epi64(15, 7, 14, 6, 13, 5, 12, 4);
    store(to, _mm512_permutex2var_pd(first, low, second));
    store(to + 8, _mm512_permutex2var_pd(first, high, second));
}

inline void split_pairs(const double* from, Lanes& first, Lanes& second)
{
    const __m512i even = _mm512_set_epi64(14, 12, 10, 8, 6, 4, 2, 0);
    const __m512i odd = _mm512_set_epi64(15, 13, 11, 9, 7, 5, 3, 1);
    const Lanes low = load(from);
    const Lanes high = load(from + 8);
    first = _mm512_permutex2var_pd(low, even, high);
    second = _mm512_permutex2var_pd(low, odd, high);
}

/// Rows of pairs become columns: of four vectors those of every other row, from the first on.
inline void turn(Lanes a, Lanes b, Lanes c, Lanes d, Lanes& row0, Lanes& row2, Lanes& row4, Lanes& row6)
{
    const Lanes ab_low = _mm512_shuffle_f64x2(a, b, 0x44);
    const Lanes ab_high = _mm512_shuffle_f64x2(a, b, 0xEE);
    const Lanes cd_low = _mm512_shuffle_f64x2(c, d, 0x44);
    const Lanes cd_high = _mm512_shuffle_f64x2(c, d, 0xEE);
    row0 = _mm512_shuffle_f64x2(ab_low, cd_low, 0x88);
    row2 = _mm512_shuffle_f64x2(ab_low, cd_low, 0xDD);
    row4 = _mm512_shuffle_f64x2(ab_high, cd_high, 0x88);
    row6 = _mm512_shuffle_f64x2(ab_high, cd_high, 0xDD);
}

inline void turn(const Lanes (&from)[8], Lanes (&to)[8])
{
    turn(_mm512_unpacklo_pd(from[0], from[1]), _mm512_unpacklo_pd(from[2], from[3]),
         _mm512_unpacklo_pd(from[4], from[5]), _mm512_unpacklo_pd(from[6], from[7]), to[0], to[2], to[4], to[6]);
    turn(_mm512_unpackhi_pd(from[0], from[1]), _mm512_unpackhi_pd(from[2], from[3]),
         _mm512_unpackhi_pd(from[4], from[5]), _mm512_unpackhi_pd(from[6], from[7]), to[1], to[3], to[5], to[7]);
}

inline void store_eights(double* to, const Lanes (&numbers)[8])
{
    Lanes places[8];
    turn(numbers, places);
    for (std::size_t i = 0; i < kLanes; ++i) {
        store(to + 8 * i, places[i]);
    }
}

inline void split_eights(const double* from, Lanes (&numbers)[8])
{
    Lanes places[8];
    for (std::size_t i = 0; i < kLanes; ++i) {
        places[i] = load(from + 8 * i);
    }
    turn(places, numbers);
}

inline void set_halves(Lanes (&halves)[1], double left, double right)
{
    halves[0] = _mm512_mask_broadcastsd_pd(all(left), 0xF0, _mm_set_sd(right));
}

inline bool no_events(const double* group)
{
    __m512i any = _mm512_setzero_si512();
    for (std::size_t i = 0; i < kColumnGroup * 8; i += kLanes) {
        any = _mm512_or_si512(any, _mm512_load_si512(group + i));
    }
    return _mm512_test_epi64_mask(any, any) == 0;
}

} // namespace
} // namespace harmspot::density
