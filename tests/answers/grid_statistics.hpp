// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>

/// Published values of spatial statistics, each typed once.
namespace answers
{

/// Six points with binary weights within 15, neighbours d ≤ 15 (points 4 and 5 are exactly 15 apart):
/// esda/tests/test_getisord.py of pysal/esda at 11450be (BSD 3-clause); Gi* also by spdep 1.2-7.
struct SixPoints {
    std::array<double, 6> x{10, 20, 40, 15, 30, 30};
    std::array<double, 6> y{10, 10, 10, 20, 20, 30};
    std::array<double, 6> value{2, 3, 3.2, 5, 8, 7};
    double band_m = 15;
    std::array<double, 6> gi{-1.0136729, -0.04361589, 1.31558703, -0.31412676, 1.15373986, 1.77833941};
    std::array<double, 6> gi_star{-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331};
    double gi_row_standardised_first = -0.62074534;
    double general_g = 0.55709779;
    double general_g_p_one_sided = 0.172936;
};

/// Getis & Ord 1996: the point (210, 210) of R's spData `getisord`; digits by spdep 1.2-7, published to three
/// decimals as 1.221, 1.748, 1.986, 1.893, 1.237 and 1.45.
struct BandAnswer {
    double band;
    double z;
};
inline constexpr std::array<BandAnswer, 5> getis_ord_gi{
    {{30, 1.221979163}, {60, 1.748097543}, {90, 1.986135427}, {120, 1.893373824}, {150, 1.237454253}}};
inline constexpr double getis_ord_gi_star_30 = 1.450779807;
/// The 1996 book divides by n - 1 where Ord & Getis 1995, and spdep since 2016, divide by n.
inline constexpr double getis_ord_gi_star_30_of_1996 = 1.447943481;
inline constexpr std::size_t getis_ord_row = 119; // row 120

/// Variances of Moran's I on a 3 x 3 rook lattice with y = 1 … 9: esda's tests, as above.
inline constexpr double moran_3x3_variance_randomisation = 0.0596875;
inline constexpr double moran_3x3_variance_normality = 0.053125;

/// One-sided normal p of Moran's I of HR8893 on St Louis contiguity, row-standardised: esda's tests, as above.
inline constexpr double st_louis_p_one_sided = 1.3573931e-4;

/// Philox2x32-10: known answers of Random123 1.14 (Salmon et al. 2011), `kat_vectors`.
struct PhiloxAnswer {
    unsigned low, high, key, out_low, out_high;
};
inline constexpr std::array<PhiloxAnswer, 3> philox_2x32_10{
    {{0, 0, 0, 0xff1dae59, 0x6cd10df2},
     {0xffffffff, 0xffffffff, 0xffffffff, 0x2c3f628b, 0xab4fd7ad},
     {0x243f6a88, 0x85a308d3, 0x13198a2e, 0xdd7ce038, 0xf62a4c12}}};

} // namespace answers
