// SPDX-License-Identifier: MIT
#pragma once

// Eight draws at a time: AVX-512 F. Only for files compiled for it. The functions are described in
// own_lanes_plain.hpp.

#include <cstddef>
#include <cstdint>
#include <immintrin.h>

namespace harmspot::significance
{
namespace
{

constexpr std::uint32_t kLanes = 8;
using Words = __m512i;

inline Words all(std::uint32_t word)
{
    return _mm512_set1_epi64(word);
}
inline Words counters(std::uint32_t first, std::uint32_t step)
{
    return _mm512_set_epi64(first + 7 * step, first + 6 * step, first + 5 * step, first + 4 * step, first + 3 * step,
                            first + 2 * step, first + step, first);
}
inline Words product(Words a, Words b)
{
    return _mm512_mul_epu32(a, b);
}
inline Words upper(Words a)
{
    return _mm512_srli_epi64(a, 32);
}
inline Words exclusive_or(Words a, Words b)
{
    return _mm512_xor_si512(a, b);
}
inline Words skip(Words a, Words least)
{
    return _mm512_mask_add_epi64(a, _mm512_cmpge_epu64_mask(a, least), a, _mm512_set1_epi64(1));
}
using Equal = std::uint32_t;
inline Equal none_equal()
{
    return 0;
}
inline Equal or_equal(Equal before, Words a, Words b)
{
    return before | _mm512_cmpeq_epi64_mask(a, b);
}
inline bool any(Equal equal)
{
    return equal != 0;
}
inline bool in_lane(Equal equal, std::uint32_t lane)
{
    return ((equal >> lane) & 1U) != 0;
}
using Sums = __m512d;
inline Sums zero()
{
    return _mm512_setzero_pd();
}
inline Sums add_values(Sums sums, const double* values, Words index)
{
    return _mm512_add_pd(sums, _mm512_i64gather_pd(index, values, 8));
}
inline void store(double* to, Sums sums)
{
    _mm512_storeu_pd(to, sums);
}

} // namespace
} // namespace harmspot::significance
