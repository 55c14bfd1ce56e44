// SPDX-License-Identifier: MIT
#include "run/run_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
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

/// Why layers tell hours of few hotspots or of none; empty when nearly all incidents have them.
std::string hours_statement(const Incidents& incidents)
{
    constexpr double kNearlyAll = 0.9;
    const auto timed = std::count(incidents.precision.begin(), incidents.precision.end(), TimePrecision::minute);
    const auto share = static_cast<double>(timed) / static_cast<double>(incidents.size());
    if (timed == 0) {
        return "No incident has a time of day, so no layer says at what hours they happen.";
    }
    if (share >= kNearlyAll) {
        return {};
    }
    return fmt::format("{:.0f} % of incidents have a time of day. Hours are given only for hotspots where at least {} "
                       "incidents, and {:.0f} % of them, have one.",
                       std::floor(100 * share), kLeastTimedIncidents, 100 * kLeastTimedShare);
}

} // namespace

std::string date_statement(const IncidentsConfig& config)
{
    if (config.format == "police-uk") {
        return "Months are those that data.police.uk gives; whether an incident was committed or recorded in its month "
               "is not said there.";
    }
    return config.date_basis == DateBasis::recorded
               ? "Dates are when incidents were recorded by the police, not when they were committed."
               : "Dates are when incidents were committed, not when they were recorded.";
}

std::string duplicates_statement(const IncidentsConfig& config)
{
    const std::string blank = " Rows with a blank reference are never repeats.";
    switch (config.duplicates) {
    case Duplicates::off:
        return "Repeated rows were not looked for.";
    case Duplicates::id:
        return "A row repeats an earlier one, and is left out, when its reference is the same." + blank;
    case Duplicates::id_and_columns:
        return "A row repeats an earlier one, and is left out, when its reference and every other mapped column are "
               "the "
               "same." +
               blank;
    case Duplicates::columns:
        break;
    }
    const auto& keys = config.duplicate_columns;
    const bool by_id = keys.empty() ? config.format == "police-uk" || !config.columns.id.empty()
                                    : std::find(keys.begin(), keys.end(), "id") != keys.end();
    return fmt::format("A row repeats an earlier one, and is left out, when it is the same in {}.{}",
                       keys.empty() ? "every mapped column" : fmt::format("{}", fmt::join(keys, ", ")),
                       by_id ? blank : "");
}

std::vector<std::string> run_statements(const RunConfig& config, const RunData& data)
{
    std::vector<std::string> statements{months_covered(data.months), date_statement(config.incidents)};
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
    } else if (auto hours = hours_statement(data.read.incidents); !hours.empty()) {
        statements.push_back(std::move(hours));
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
