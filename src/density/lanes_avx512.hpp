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

/// t^0 … t^4, 0, the count, 0.
struct Event {
    Lanes all;
};

constexpr std::size_t kEventCountAt = 6;

inline Event load_event(const double* from)
{
    return {_mm512_load_pd(from)};
}

inline void store_event(double* to, const Event& event)
{
    _mm512_store_pd(to, event.all);
}

inline Event operator+(const Event& a, const Event& b)
{
    return {a.all + b.all};
}

inline Event operator-(const Event& a, const Event& b)
{
    return {a.all - b.all};
}

inline Event no_event()
{
    return {_mm512_setzero_pd()};
}

inline void to_events(Lanes c0, Lanes c1, Lanes c2, Lanes c3, Lanes c4, Event (&events)[kLanes])
{
    const Lanes none = _mm512_setzero_pd();
    const Lanes count = _mm512_set_pd(0, 1, 0, 1, 0, 1, 0, 1);
    const Lanes even01 = _mm512_unpacklo_pd(c0, c1);
    const Lanes odd01 = _mm512_unpackhi_pd(c0, c1);
    const Lanes even23 = _mm512_unpacklo_pd(c2, c3);
    const Lanes odd23 = _mm512_unpackhi_pd(c2, c3);
    const Lanes even4 = _mm512_unpacklo_pd(c4, none);
    const Lanes odd4 = _mm512_unpackhi_pd(c4, none);
    // Quarters (pairs of doubles) of four vectors to rows of four quarters.
    const Lanes even_a = _mm512_shuffle_f64x2(even01, even23, 0x44);
    const Lanes even_b = _mm512_shuffle_f64x2(even01, even23, 0xEE);
    const Lanes even_c = _mm512_shuffle_f64x2(even4, count, 0x44);
    const Lanes even_d = _mm512_shuffle_f64x2(even4, count, 0xEE);
    const Lanes odd_a = _mm512_shuffle_f64x2(odd01, odd23, 0x44);
    const Lanes odd_b = _mm512_shuffle_f64x2(odd01, odd23, 0xEE);
    const Lanes odd_c = _mm512_shuffle_f64x2(odd4, count, 0x44);
    const Lanes odd_d = _mm512_shuffle_f64x2(odd4, count, 0xEE);
    events[0] = {_mm512_shuffle_f64x2(even_a, even_c, 0x88)};
    events[1] = {_mm512_shuffle_f64x2(odd_a, odd_c, 0x88)};
    events[2] = {_mm512_shuffle_f64x2(even_a, even_c, 0xDD)};
    events[3] = {_mm512_shuffle_f64x2(odd_a, odd_c, 0xDD)};
    events[4] = {_mm512_shuffle_f64x2(even_b, even_d, 0x88)};
    events[5] = {_mm512_shuffle_f64x2(odd_b, odd_d, 0x88)};
    events[6] = {_mm512_shuffle_f64x2(even_b, even_d, 0xDD)};
    events[7] = {_mm512_shuffle_f64x2(odd_b, odd_d, 0xDD)};
}

/// Column pairs' parts [0+1 | 2+3 | 4 | count] × 2 for each of two columns.
inline Lanes event_parts(const Event& a, const Event& b, const double* powers)
{
    const Lanes x = a.all * load(powers);
    const Lanes y = b.all * load(powers + 8);
    return _mm512_unpacklo_pd(x, y) + _mm512_unpackhi_pd(x, y);
}

inline Lanes values_of(const Event (&sums)[kLanes], const double* powers)
{
    const Lanes ab = event_parts(sums[0], sums[1], powers);
    const Lanes cd = event_parts(sums[2], sums[3], powers + 16);
    const Lanes ef = event_parts(sums[4], sums[5], powers + 32);
    const Lanes gh = event_parts(sums[6], sums[7], powers + 48);
    // Quarters: [0123 of ab, 4 of ab, 0123 of cd, 4 of cd] and, beside 23, the counts.
    const Lanes right_abcd = _mm512_shuffle_f64x2(ab, cd, 0xDD);
    const Lanes right_efgh = _mm512_shuffle_f64x2(ef, gh, 0xDD);
    constexpr __mmask8 kPolynomial = 0x33;
    const Lanes left_abcd = _mm512_shuffle_f64x2(ab, cd, 0x88);
    const Lanes left_efgh = _mm512_shuffle_f64x2(ef, gh, 0x88);
    const Lanes abcd = _mm512_mask_add_pd(left_abcd, kPolynomial, left_abcd, right_abcd);
    const Lanes efgh = _mm512_mask_add_pd(left_efgh, kPolynomial, left_efgh, right_efgh);
    const Lanes value = _mm512_shuffle_f64x2(abcd, efgh, 0x88) + _mm512_shuffle_f64x2(abcd, efgh, 0xDD);
    const Lanes count = _mm512_shuffle_f64x2(right_abcd, right_efgh, 0xDD);
    return _mm512_maskz_mov_pd(_mm512_cmp_pd_mask(count, _mm512_setzero_pd(), _CMP_GT_OQ), value);
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
