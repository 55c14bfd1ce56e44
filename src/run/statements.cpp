// SPDX-License-Identifier: MIT
#include "run/run_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace harmspot
{

namespace
{

/// "Violence and sexual offences 82.1 %, Burglary 6.0 %, …", largest first, the small ones together.
std::string harm_shares(const RunData& data)
{
    const auto& incidents = data.read.incidents;
    std::vector<double> harm(incidents.offences.size(), 0.0);
    double total = 0;
    for (std::size_t row = 0; row < incidents.size(); ++row) {
        harm[incidents.offence[row]] += data.harm.harm[row];
        total += data.harm.harm[row];
    }
    std::vector<std::pair<double, std::string>> shares;
    for (std::uint32_t offence = 0; offence < harm.size(); ++offence) {
        if (harm[offence] > 0) {
            shares.emplace_back(harm[offence] / total, incidents.offences[offence]);
        }
    }
    std::sort(shares.begin(), shares.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    constexpr double kWorthNaming = 0.01;
    std::string text;
    double rest = 0;
    for (const auto& [share, name] : shares) {
        if (share < kWorthNaming) {
            rest += share;
            continue;
        }
        text += fmt::format("{}{} {:.1f} %", text.empty() ? "" : ", ", name, 100 * share);
    }
    return rest > 0 ? text + fmt::format(", all others {:.1f} %", 100 * rest) : text;
}

/// "Incidents of 2022-10 to 2022-12; no rows for 2022-11." A layer without its months is not a monthly map.
std::string months_covered(const Incidents& incidents)
{
    std::set<std::int32_t> months;
    for (const auto minute : incidents.earliest_min) {
        months.insert(month_of(minute));
    }
    if (months.empty()) {
        return "No incidents.";
    }
    const auto first = *months.begin();
    const auto last = *months.rbegin();
    auto text = first == last ? fmt::format("Incidents of {}", month_text(first))
                              : fmt::format("Incidents of {} to {}", month_text(first), month_text(last));
    constexpr std::size_t kMostNamed = 3;
    const auto missing = static_cast<std::size_t>(last - first + 1) - months.size();
    if (missing > kMostNamed) {
        return text + fmt::format("; no rows for {} of these months.", missing);
    }
    std::string named;
    for (auto month = first; month <= last; ++month) {
        if (months.count(month) == 0) {
            named += (named.empty() ? "; no rows for " : ", ") + month_text(month);
        }
    }
    return text + named + ".";
}

} // namespace

std::vector<std::string> run_statements(const RunConfig& config, const RunData& data)
{
    std::vector<std::string> statements{months_covered(data.read.incidents)};
    if (config.incidents.format == "police-uk") {
        statements.emplace_back(
            "Locations are those of data.police.uk: each incident is moved to the nearest of a fixed "
            "set of map points, and its date is a month. These layers cannot speak of streets, "
            "addresses, days or hours.");
        if (!data.table.is_count()) {
            statements.push_back(
                "Category-average harm proxy: each incident carries the average weight of its police.uk "
                "category. It cannot tell a serious assault from a minor one. Shares of the total harm: " +
                harm_shares(data) + ".");
        }
        statements.emplace_back("Contains public sector information licensed under the Open Government Licence v3.0.");
    }
    if (!data.table.is_count()) {
        statements.push_back(
            fmt::format("Harm weights: {}, {}, vintage {}.", data.table.path, data.table.source, data.table.vintage));
    }
    if (config.harm.transform.changes_anything()) {
        statements.emplace_back(
            "Detection and ranking use transformed weights; the harm figures are the untransformed sums.");
    }
    statements.emplace_back(
        "Recorded crime is not all crime. A place being listed says nothing about the people who live "
        "there.");
    return statements;
}

} // namespace harmspot
