// SPDX-License-Identifier: MIT
#include "publish/rounding.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace harmspot
{

namespace
{

// Through text, because scaling by powers of ten would not give the double nearest to the decimal.
double parsed(const fmt::memory_buffer& text)
{
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace

double rounded_to_digits(double value, int digits)
{
    if (!std::isfinite(value)) {
        return value;
    }
    fmt::memory_buffer text;
    fmt::format_to(fmt::appender(text), "{:.{}e}", value, digits - 1);
    return parsed(text);
}

double rounded_to_decimals(double value, int decimals, int digits)
{
    if (!std::isfinite(value)) {
        return value;
    }
    if (std::abs(value) < std::pow(10.0, digits - decimals - 1)) {
        return rounded_to_digits(value, digits);
    }
    fmt::memory_buffer text;
    fmt::format_to(fmt::appender(text), "{:.{}f}", value, decimals);
    return parsed(text);
}

} // namespace harmspot
