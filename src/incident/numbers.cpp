// SPDX-License-Identifier: MIT
#include "incident/numbers.hpp"

#include "incident/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>

namespace harmspot
{

namespace
{

/// Digits with at most one point, few enough that both the digits and the power of ten are exact doubles;
/// then one division rounds correctly (Clinger 1990, "How to read floating point numbers accurately").
std::optional<double> parse_short_decimal(std::string_view text)
{
    constexpr std::array<double, 16> powers{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                            1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) {
        text.remove_prefix(1);
    }
    if (text.empty() || text.size() > powers.size()) {
        return std::nullopt;
    }
    std::uint64_t digits = 0;
    std::size_t point = text.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const unsigned digit = static_cast<unsigned char>(text[i]) - unsigned{'0'};
        if (digit <= 9) {
            digits = digits * 10 + digit;
        } else if (text[i] == '.' && point == text.size()) {
            point = i;
        } else {
            return std::nullopt;
        }
    }
    const bool has_point = point < text.size();
    if ((has_point && text.size() == 1) || (!has_point && text.size() == powers.size())) {
        return std::nullopt;
    }
    const double value = static_cast<double>(digits) / powers[has_point ? text.size() - point - 1 : 0];
    return negative ? -value : value;
}

/// Whether commas set apart groups of three digits, and nothing else, before any point.
bool is_grouped(std::string_view text)
{
    constexpr std::size_t kGroup = 3;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        text.remove_prefix(1);
    }
    text = text.substr(0, text.find('.'));
    std::size_t digits = 0;
    bool first = true;
    for (const char c : text) {
        if (c == ',') {
            if (first ? digits == 0 || digits > kGroup : digits != kGroup) {
                return false;
            }
            first = false;
            digits = 0;
        } else if (c >= '0' && c <= '9') {
            ++digits;
        } else {
            return false;
        }
    }
    return !first && digits == kGroup;
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

std::size_t leading_digits(std::string_view text)
{
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

/// Bytes of the blank that `text` starts with: a space, or one that keeps a number on one line; 0 for none.
std::size_t blank_at(std::string_view text)
{
    constexpr std::array<std::string_view, 4> blanks{" ", "\u00A0", "\u202F", "\u2009"};
    for (const auto blank : blanks) {
        if (text.starts_with(blank)) {
            return blank.size();
        }
    }
    return 0;
}

} // namespace

std::optional<double> parse_number(std::string_view text) noexcept
{
    if (const auto value = parse_short_decimal(text)) {
        return value;
    }
    const bool plus = text.size() > 1 && text.front() == '+' && text[1] != '-';
    if (plus) {
        text.remove_prefix(1);
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::invalid_argument || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return error == std::errc::result_out_of_range ? std::numeric_limits<double>::infinity() : value;
}

std::optional<double> parse_grouped_number(std::string_view text) noexcept
{
    constexpr std::size_t kLongest = 40; // characters; longer ones are no coordinate
    if (const auto value = parse_number(text)) {
        return value;
    }
    if (text.size() > kLongest || !is_grouped(text)) {
        return std::nullopt;
    }
    std::array<char, kLongest> plain{};
    const auto end = std::copy_if(text.begin(), text.end(), plain.begin(), [](char c) { return c != ','; });
    return parse_number({plain.data(), static_cast<std::size_t>(end - plain.begin())});
}

std::optional<double> parse_coordinate(std::string_view text, bool in_degrees) noexcept
{
    constexpr std::size_t kLongest = 40;
    constexpr std::size_t kGroup = 3;
    if (const auto value = parse_number(text)) {
        return value;
    }
    if (text.size() > kLongest) {
        return std::nullopt;
    }
    text.remove_prefix(text.starts_with('\'') ? 1 : 0);
    std::array<char, kLongest> plain{};
    std::size_t size = 0;
    while (!text.empty()) {
        if (const auto blank = blank_at(text); blank > 0) {
            text.remove_prefix(blank);
            const bool inside = size > 0 && is_digit(plain[size - 1]) && leading_digits(text) > 0;
            if (inside && leading_digits(text) != kGroup) {
                return std::nullopt;
            }
            continue;
        }
        plain[size++] = text.front();
        text.remove_prefix(1);
    }
    const std::string_view number(plain.data(), size);
    const auto comma = number.find(',');
    const bool one_comma = comma != std::string_view::npos && number.find(',', comma + 1) == std::string_view::npos &&
                           number.find('.') == std::string_view::npos;
    if (one_comma && (in_degrees || leading_digits(number) > kGroup)) { // 425,00 may have lost a digit
        plain[comma] = '.';
        return parse_number(number);
    }
    return parse_grouped_number(number);
}

bool stands_for_nothing(std::string_view text)
{
    constexpr std::array<std::string_view, 11> words{"null", "(null)", "<null>", "n/a", "#n/a",   "na",
                                                     "none", "-",      "--",     "?",   "unknown"};
    return std::find(words.begin(), words.end(), folded(text)) != words.end();
}

} // namespace harmspot
