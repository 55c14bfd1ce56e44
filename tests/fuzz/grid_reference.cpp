// SPDX-License-Identifier: MIT
// Grid references and numbers, on any text; what is read must come back when written.
#include "fuzz/fuzz_target.hpp"

#include "harmspot/hotspot.hpp"
#include "incident/grid_reference.hpp"
#include "incident/numbers.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <string>

using namespace harmspot;

namespace
{

void check_reference(std::string_view text)
{
    const auto point = parse_grid_reference(text);
    if (!point) {
        return;
    }
    must(point->x > 0 && point->x < 700'000 && point->y > 0 && point->y < 1'300'000, "it lies on the grid");
    const auto figures = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    for (const bool spaced : {false, true}) {
        const auto written = grid_reference(point->x, point->y, static_cast<int>(figures / 2), spaced);
        must(parse_grid_reference(written) == point, "a reference comes back when written");
    }
}

void check_number(std::string_view text)
{
    const auto number = parse_number(text);
    const auto grouped = parse_grouped_number(text);
    if (!number) {
        return;
    }
    must(grouped && (*grouped == *number || std::isnan(*number)), "a plain number needs no thousands commas");
    if (std::isfinite(*number)) {
        must(parse_number(fmt::format("{}", *number)) == number, "a number comes back when written");
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = text_of(data, size);
    check_reference(text);
    check_number(text);
    return 0;
}
