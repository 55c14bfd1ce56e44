// SPDX-License-Identifier: MIT
#include "run/months.hpp"

#include "incident/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace harmspot
{

namespace
{

constexpr std::size_t kMostNamed = 12; ///< sentences of one kind; the manifest has them all

/// A count as sentences give it: small ones are kept from tables that may be published.
std::string told(const PublishRules& rules, std::uint64_t rows)
{
    const bool small = rules.withholds() && rows > 0 && rows < rules.least_count;
    return small ? fmt::format("under {}", rules.least_count) : thousands(rows);
}

/// Months in a row with `property` as one entry: first and last.
template <typename Property>
std::vector<std::pair<std::int32_t, std::int32_t>> runs_of(const std::vector<MonthState>& months, Property property)
{
    std::vector<std::pair<std::int32_t, std::int32_t>> runs;
    for (const auto& month : months) {
        if (!property(month)) {
            continue;
        }
        if (!runs.empty() && runs.back().second == month.month - 1) {
            ++runs.back().second;
        } else {
            runs.emplace_back(month.month, month.month);
        }
    }
    return runs;
}

void warn_of_missing(const std::vector<MonthState>& months, std::vector<std::string>& warnings)
{
    const auto runs = runs_of(months, [](const MonthState& month) { return month.missing; });
    for (std::size_t i = 0; i < std::min(runs.size(), kMostNamed); ++i) {
        const auto [first, last] = runs[i];
        warnings.push_back(first == last ? fmt::format("No rows for {}.", month_text(first))
                                         : fmt::format("No rows for {} to {} ({} months).", month_text(first),
                                                       month_text(last), last - first + 1));
    }
    if (runs.size() > kMostNamed) {
        warnings.push_back(fmt::format("No rows for {} more stretches of months.", runs.size() - kMostNamed));
    }
}

void warn_of_low(const std::vector<MonthState>& months, const PublishRules& rules, std::vector<std::string>& warnings)
{
    std::size_t found = 0;
    for (const auto& month : months) {
        for (const auto& low : month.low) {
            if (++found > kMostNamed) {
                continue;
            }
            warnings.push_back(fmt::format("{}: {}{} {}; the usual month has about {}.", month_in_words(month.month),
                                           low.offence.empty() ? "there are" : low.offence + " has",
                                           low.rows == 0 ? " no" : " " + told(rules, low.rows),
                                           low.rows == 1 ? "row" : "rows", thousands(low.usual)));
        }
    }
    if (found > kMostNamed) {
        warnings.push_back(fmt::format("{} more counts by month and offence are under half the usual; see months in "
                                       "the manifest.",
                                       found - kMostNamed));
    }
}

void warn_of_strays(const std::vector<MonthState>& months, const PublishRules& rules,
                    std::vector<std::string>& warnings)
{
    std::size_t found = 0;
    std::uint64_t others = 0;
    for (const auto& month : months) {
        if (!month.stray) {
            continue;
        }
        if (++found > kMostNamed) {
            others += month.rows;
            continue;
        }
        warnings.push_back(fmt::format("{} {} dated {}, far fewer than in the other months; is that date right?",
                                       told(rules, month.rows), month.rows == 1 ? "row is" : "rows are",
                                       month_text(month.month)));
        warnings.back().front() = static_cast<char>(warnings.back().front() == 'u' ? 'U' : warnings.back().front());
    }
    if (found > kMostNamed) {
        warnings.push_back(fmt::format("{} more months far from the others hold {} rows; are their dates right?",
                                       found - kMostNamed, told(rules, others)));
    }
}

/// "; no rows for 2022-11, 2022-12", or how many months when that would be long.
std::string named_or_counted(const std::vector<std::int32_t>& months, const char* what)
{
    constexpr std::size_t kMost = 3;
    if (months.empty()) {
        return "";
    }
    if (months.size() > kMost) {
        return fmt::format("; {} {} of these months", what, months.size());
    }
    std::string text;
    for (const auto month : months) {
        text += (text.empty() ? "" : ", ") + month_text(month);
    }
    return fmt::format("; {} {}", what, text);
}

} // namespace

std::string month_in_words(std::int32_t month)
{
    constexpr int kPerYear = 12;
    constexpr std::array<const char*, kPerYear> names{"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};
    return fmt::format("{} {}", names[static_cast<std::size_t>(month % kPerYear)], month / kPerYear);
}

std::vector<std::string> month_warnings(const std::vector<MonthState>& months, const PublishRules& rules)
{
    std::vector<std::string> warnings;
    warn_of_strays(months, rules, warnings);
    warn_of_missing(months, warnings);
    warn_of_low(months, rules, warnings);
    for (const auto& [first, last] : runs_of(months, [](const MonthState& month) { return month.provisional; })) {
        warnings.push_back(
            fmt::format("{} {} provisional: rows may still come in (expected_lag_days).",
                        first == last ? month_text(first) : month_text(first) + " to " + month_text(last),
                        first == last ? "is" : "are"));
    }
    return warnings;
}

std::string months_covered(const std::vector<MonthState>& months)
{
    std::vector<std::int32_t> inside;
    std::vector<std::int32_t> missing;
    std::vector<std::int32_t> low;
    std::vector<std::int32_t> provisional;
    for (const auto& month : months) {
        if (month.stray) {
            continue;
        }
        inside.push_back(month.month);
        if (month.missing) {
            missing.push_back(month.month);
        }
        if (!month.low.empty()) {
            low.push_back(month.month);
        }
        if (month.provisional) {
            provisional.push_back(month.month);
        }
    }
    if (inside.empty()) {
        return "No incidents.";
    }
    auto text = "Incidents of " + month_text(inside.front());
    if (inside.size() > 1) {
        text += " to " + month_text(inside.back());
    }
    text += named_or_counted(missing, "no rows for");
    text += named_or_counted(low, "under half the usual rows, of all or of one offence, in");
    text += named_or_counted(provisional, "rows may still come in for");
    return text + ".";
}

} // namespace harmspot
