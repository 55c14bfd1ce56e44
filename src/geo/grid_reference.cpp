// SPDX-License-Identifier: MIT
#include "harmspot/hotspot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace harmspot
{

namespace
{

constexpr double kSquareM = 100'000;
constexpr int kSquaresEast = 7;
constexpr int kSquaresNorth = 13;
constexpr int kMostDigits = 5;

/// Letters run from A in the north-west to Z in the south-east of 5 x 5, without I.
char letter(int east, int south)
{
    const int number = south * 5 + east;
    return static_cast<char>('A' + number + (number >= 8 ? 1 : 0));
}

} // namespace

// Ordnance Survey, "A guide to coordinate systems in Great Britain", section 7. The lettered squares start
// 1,000 km west and 500 km south of the grid's origin, which lies in the corner of square SV.
std::string grid_reference(double easting_m, double northing_m, int digits, bool spaced)
{
    if (!(easting_m >= 0 && easting_m < kSquaresEast * kSquareM) ||
        !(northing_m >= 0 && northing_m < kSquaresNorth * kSquareM)) {
        return {};
    }
    const int east = static_cast<int>(easting_m / kSquareM) + 10;
    const int south = 24 - (static_cast<int>(northing_m / kSquareM) + 5);
    std::string text{letter(east / 5, south / 5), letter(east % 5, south % 5)};
    digits = std::clamp(digits, 0, kMostDigits);
    if (digits == 0) {
        return text;
    }
    const double unit_m = std::pow(10.0, kMostDigits - digits);
    // Cut off, not rounded: a reference names the square that the place lies in.
    const auto part = [&](double metres) { return static_cast<int>(std::fmod(metres, kSquareM) / unit_m); };
    const char* const gap = spaced ? " " : "";
    return fmt::format("{}{}{:0{}}{}{:0{}}", text, gap, part(easting_m), digits, gap, part(northing_m), digits);
}

} // namespace harmspot
