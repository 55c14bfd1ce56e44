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

struct Event {
    Lanes c0123;
    Lanes c4n; ///< t^4, the count, 0, 0
};

constexpr std::size_t kEventCountAt = 5;

inline Event load_event(const double* from)
{
    return {_mm256_load_pd(from), _mm256_load_pd(from + 4)};
}

inline void store_event(double* to, const Event& event)
{
    _mm256_store_pd(to, event.c0123);
    _mm256_store_pd(to + 4, event.c4n);
}

inline Event operator+(const Event& a, const Event& b)
{
    return {a.c0123 + b.c0123, a.c4n + b.c4n};
}

inline Event operator-(const Event& a, const Event& b)
{
    return {a.c0123 - b.c0123, a.c4n - b.c4n};
}

inline Event no_event()
{
    return {_mm256_setzero_pd(), _mm256_setzero_pd()};
}

inline void to_events(Lanes c0, Lanes c1, Lanes c2, Lanes c3, Lanes c4, Event (&events)[kLanes])
{
    const Lanes even01 = _mm256_unpacklo_pd(c0, c1);
    const Lanes odd01 = _mm256_unpackhi_pd(c0, c1);
    const Lanes even23 = _mm256_unpacklo_pd(c2, c3);
    const Lanes odd23 = _mm256_unpackhi_pd(c2, c3);
    const Lanes one = all(1);
    const Lanes even4n = _mm256_unpacklo_pd(c4, one);
    const Lanes odd4n = _mm256_unpackhi_pd(c4, one);
    const Lanes none = _mm256_setzero_pd();
    events[0] = {_mm256_permute2f128_pd(even01, even23, 0x20), _mm256_permute2f128_pd(even4n, none, 0x20)};
    events[1] = {_mm256_permute2f128_pd(odd01, odd23, 0x20), _mm256_permute2f128_pd(odd4n, none, 0x20)};
    events[2] = {_mm256_permute2f128_pd(even01, even23, 0x31), _mm256_permute2f128_pd(even4n, none, 0x31)};
    events[3] = {_mm256_permute2f128_pd(odd01, odd23, 0x31), _mm256_permute2f128_pd(odd4n, none, 0x31)};
}

inline Lanes values_of(const Event (&sums)[kLanes], const double* powers)
{
    const Lanes a = sums[0].c0123 * load(powers);
    const Lanes b = sums[1].c0123 * load(powers + 8);
    const Lanes c = sums[2].c0123 * load(powers + 16);
    const Lanes d = sums[3].c0123 * load(powers + 24);
    const Lanes ab = _mm256_hadd_pd(a, b);
    const Lanes cd = _mm256_hadd_pd(c, d);
    const Lanes low = _mm256_permute2f128_pd(ab, cd, 0x20);
    const Lanes high = _mm256_permute2f128_pd(ab, cd, 0x31);
    // What lies in the lower halves of c4n, for the four columns: [c4 of 0, c4 of 1, …], [count of 0, …].
    const Lanes first = _mm256_permute2f128_pd(sums[0].c4n, sums[2].c4n, 0x20);
    const Lanes second = _mm256_permute2f128_pd(sums[1].c4n, sums[3].c4n, 0x20);
    const Lanes c4 = _mm256_unpacklo_pd(first, second);
    const Lanes count = _mm256_unpackhi_pd(first, second);
    const Lanes t4 = _mm256_set_pd(powers[28], powers[20], powers[12], powers[4]);
    const Lanes value = fused(c4, t4, low + high);
    return _mm256_and_pd(value, _mm256_cmp_pd(count, _mm256_setzero_pd(), _CMP_GT_OQ));
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
