// SPDX-License-Identifier: MIT
#pragma once

// The quartic's w (r² − (t − u)² − (v − d)²)² as a polynomial in t and v. Nine sums of products of a place's w, u and d
// stand for the 15 coefficients, because six repeat others:
//     v⁰: w s², 4 w s u t, w (4u² − 2s) t², −4 w u t³, w t⁴      s = r² − u² − d²
//     v¹: 4 w s d, 8 w u d t, −4 w d t²
//     v²: w (4d² − 2s), −4 w u t, 2 w t²
//     v³: −4 w d        v⁴: w
// Include after one lanes_*.hpp.

#include <cstddef>

namespace harmspot::density
{
namespace
{

constexpr std::size_t kQuarticSums = 9;

/// Coefficients of t⁰ … t⁴; of v, v t and v t²; and of v².
struct QuarticPolynomial {
    Lanes c[kQuarticSums];
};

/// Of `kLanes` places.
inline QuarticPolynomial quartic_polynomial(Lanes u, Lanes d, Lanes w, Lanes r2)
{
    const Lanes s = fused_negative(u, u, fused_negative(d, d, r2));
    const Lanes ws = w * s;
    const Lanes wu4 = all(4) * w * u;
    const Lanes wd4 = all(4) * w * d;
    return {{ws * s, wu4 * s, fused(wu4, u, all(-2) * ws), all(0) - wu4, w, wd4 * s, all(2) * wu4 * d, all(0) - wd4,
             fused(wd4, d, all(-2) * ws)}};
}

/// The polynomials in v of `kLanes` columns at t.
inline void powers_of_v(const QuarticPolynomial& of, Lanes t, Lanes (&in_v)[5])
{
    const auto& c = of.c;
    in_v[0] = fused(fused(fused(fused(c[4], t, c[3]), t, c[2]), t, c[1]), t, c[0]);
    in_v[1] = fused(fused(c[7], t, c[6]), t, c[5]);
    in_v[2] = fused(fused(c[4] + c[4], t, c[3]), t, c[8]);
    in_v[3] = c[7];
    in_v[4] = c[4];
}

inline Lanes value_at(const Lanes (&in_v)[5], Lanes v)
{
    return fused(fused(fused(fused(in_v[4], v, in_v[3]), v, in_v[2]), v, in_v[1]), v, in_v[0]);
}

} // namespace
} // namespace harmspot::density
