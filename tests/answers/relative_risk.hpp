// SPDX-License-Identifier: MIT
#pragma once

/// Relative risk of the data sets pbc and chorley, in km: computed with sparr 2.2-17 (R 4.2.2) at its 128 × 128 pixels.
namespace answers
{

/// pbc, fixed bandwidth h0, Gaussian, uniform edge correction.
inline constexpr double kPbcH0Km = 3.4984;
inline constexpr double kPbcMostLogRisk = 0.8991333168; ///< 0.8809 at 256 × 256 pixels
inline constexpr double kPbcLeastP = 7.8137e-12;        ///< 1.39e-11 at 256 × 256
inline constexpr double kPbcShareUnder05 = 0.0521;      ///< of the window
/// pbc, adapt = TRUE, h0 = 4, hp = 3, pilot.symmetry = "pooled". At 256 × 256: 0.8738, −2.1525, 1.9834 and 0.0320.
inline constexpr double kPbcAdaptiveMostLogRisk = 0.8697156124;
inline constexpr double kPbcAdaptiveLeastLogRisk = -2.136278479;
inline constexpr double kPbcAdaptiveLeastHKm = 1.9889143;
inline constexpr double kPbcAdaptiveMostHKm = 20; ///< its trim: 5 h0
inline constexpr double kPbcAdaptiveShareUnder05 = 0.0313514;
/// LSCV.risk at its 64 × 64 pixels. At 128 and 256: 7.9791 and 7.9082, 3.2206 and 3.5546.
inline constexpr double kPbcKelsallDiggleKm = 8.029712811;
inline constexpr double kPbcHazeltonKm = 3.04404976;
/// chorley, both kinds together, h0 = 1.5.
inline constexpr double kChorleyMostDensity = 0.01310713571;

} // namespace answers
