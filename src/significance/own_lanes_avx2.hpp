// SPDX-License-Identifier: MIT
#pragma once

// Four draws at a time: AVX2. Only for files compiled for it. The functions are described in own_lanes_plain.hpp.

#include <cstddef>
#include <cstdint>
#include <immintrin.h>

namespace harmspot::significance
{
namespace
{

constexpr std::uint32_t kLanes = 4;
using Words = __m256i;

inline Words all(std::uint32_t word)
{
    return _mm256_set1_epi64x(word);
}
inline Words counters(std::uint32_t first, std::uint32_t step)
{
    return _mm256_set_epi64x(first + 3 * step, first + 2 * step, first + step, first);
}
inline Words product(Words a, Words b)
{
    return _mm256_mul_epu32(a, b);
}
inline Words upper(Words a)
{
    return _mm256_srli_epi64(a, 32);
}
inline Words exclusive_or(Words a, Words b)
{
    return _mm256_xor_si256(a, b);
}
inline Words skip(Words a, Words least)
{
    const Words below = _mm256_cmpgt_epi64(least, a); // -1 where it is
    return _mm256_add_epi64(_mm256_add_epi64(a, _mm256_set1_epi64x(1)), below);
}
using Equal = __m256i;
inline Equal none_equal()
{
    return _mm256_setzero_si256();
}
inline Equal or_equal(Equal before, Words a, Words b)
{
    return _mm256_or_si256(before, _mm256_cmpeq_epi64(a, b));
}
inline bool any(Equal equal)
{
    return _mm256_testz_si256(equal, equal) == 0;
}
inline bool in_lane(Equal equal, std::uint32_t lane)
{
    return ((_mm256_movemask_pd(_mm256_castsi256_pd(equal)) >> lane) & 1) != 0;
}
using Sums = __m256d;
inline Sums zero()
{
    return _mm256_setzero_pd();
}
inline Sums add_values(Sums sums, const double* values, Words index)
{
    return _mm256_add_pd(sums, _mm256_i64gather_pd(values, index, 8));
}
inline void store(double* to, Sums sums)
{
    _mm256_storeu_pd(to, sums);
}

} // namespace
} // namespace harmspot::significance
