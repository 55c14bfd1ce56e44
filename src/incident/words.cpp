// SPDX-License-Identifier: MIT
#include "incident/words.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstddef>

namespace harmspot
{

std::string thousands(std::uint64_t value)
{
    auto text = std::to_string(value);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) {
        text.insert(static_cast<std::size_t>(at), ",");
    }
    return text;
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many)
{
    return fmt::format("{} {}", thousands(count), count == 1 ? one : many);
}

std::string percent(std::uint64_t part, std::uint64_t whole)
{
    constexpr double kTenths = 1000;
    double tenths = whole == 0 ? 0 : std::round(kTenths * static_cast<double>(part) / static_cast<double>(whole));
    if (part < whole && tenths == kTenths) {
        tenths = kTenths - 1;
    }
    if (part > 0 && tenths == 0) {
        tenths = 1;
    }
    return fmt::format("{:.1f} %", tenths / 10);
}

} // namespace harmspot
