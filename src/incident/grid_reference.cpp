// SPDX-License-Identifier: MIT
#include "incident/grid_reference.hpp"

#include <array>
#include <cstddef>

namespace harmspot
{

namespace
{

constexpr double kSquareM = 100'000;
constexpr int kSquaresEast = 7;
constexpr int kSquaresNorth = 13;
constexpr std::size_t kMostFigures = 10;
constexpr int kNoLetter = -1;

/// 0 to 24 from A to Z without I.
int number_of(char c)
{
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (upper < 'A' || upper > 'Z' || upper == 'I') {
        return kNoLetter;
    }
    return upper - 'A' - (upper > 'I' ? 1 : 0);
}

/// The figures without blanks, checked to fall into two halves.
struct Figures {
    std::array<int, kMostFigures> values{};
    std::size_t count = 0;
    bool good = true;
};

Figures figures_of(std::string_view text)
{
    Figures figures;
    std::size_t gap = 0; // figures before the blanks that lie between figures
    bool blank = false;
    for (const char c : text) {
        if (c == ' ') {
            blank = figures.count > 0;
            continue;
        }
        const bool second_gap = blank && gap != 0;
        if (c < '0' || c > '9' || figures.count == kMostFigures || second_gap) {
            figures.good = false;
            return figures;
        }
        gap = blank ? figures.count : gap;
        blank = false;
        figures.values[figures.count++] = c - '0';
    }
    figures.good = figures.count >= 4 && figures.count % 2 == 0 && (gap == 0 || gap * 2 == figures.count);
    return figures;
}

} // namespace

// Ordnance Survey, "A guide to coordinate systems in Great Britain", section 7: letters run from A in the
// north-west to Z in the south-east of 5 x 5, first squares of 500 km, then of 100 km. The lettered squares
// start 1,000 km west and 500 km south of the grid's origin.
std::optional<Point> parse_grid_reference(std::string_view text) noexcept
{
    if (text.size() < 2) {
        return std::nullopt;
    }
    const int large = number_of(text[0]);
    const int small = number_of(text[1]);
    const Figures figures = figures_of(text.substr(2));
    if (large == kNoLetter || small == kNoLetter || !figures.good) {
        return std::nullopt;
    }
    const int east = large % 5 * 5 + small % 5 - 10;
    const int north = 24 - (large / 5 * 5 + small / 5) - 5;
    if (east < 0 || east >= kSquaresEast || north < 0 || north >= kSquaresNorth) {
        return std::nullopt;
    }
    Point point{east * kSquareM, north * kSquareM};
    double unit_m = kSquareM;
    for (std::size_t i = 0; i < figures.count / 2; ++i) {
        unit_m /= 10;
        point.x += figures.values[i] * unit_m;
        point.y += figures.values[figures.count / 2 + i] * unit_m;
    }
    return Point{point.x + unit_m / 2, point.y + unit_m / 2};
}

} // namespace harmspot
