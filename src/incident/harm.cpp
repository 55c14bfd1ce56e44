// SPDX-License-Identifier: MIT
#include "harmspot/harm.hpp"

#include "harmspot/error.hpp"
#include "incident/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace harmspot
{

namespace
{

/// The dictionary a table is joined to, and each incident's number in it.
struct Join {
    const Dictionary* words = nullptr;
    const std::vector<std::uint32_t>* numbers = nullptr;
    const char* by = "";
};

Join join_of(const Incidents& incidents)
{
    // Number 0 is the empty text, so an input without codes has a dictionary of one.
    if (incidents.codes.size() > 1) {
        return {&incidents.codes, &incidents.code, "code"};
    }
    return {&incidents.offences, &incidents.offence, "offence"};
}

std::vector<UnmatchedCode> unmatched_codes(const Join& join, const std::vector<std::optional<double>>& weights)
{
    std::vector<std::uint64_t> incidents(join.words->size(), 0);
    for (const auto number : *join.numbers) {
        ++incidents[number];
    }
    std::vector<UnmatchedCode> unmatched;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        if (incidents[i] > 0 && !weights[i]) {
            unmatched.push_back({join.words->texts[i], incidents[i]});
        }
    }
    std::sort(unmatched.begin(), unmatched.end(), [](const UnmatchedCode& a, const UnmatchedCode& b) {
        return a.incidents != b.incidents ? a.incidents > b.incidents : a.code < b.code;
    });
    return unmatched;
}

std::string unmatched_text(const HarmTable& table, const Join& join, const std::vector<UnmatchedCode>& unmatched)
{
    constexpr std::size_t kMostListed = 20;
    std::uint64_t incidents = 0;
    std::string list;
    for (std::size_t i = 0; i < unmatched.size(); ++i) {
        incidents += unmatched[i].incidents;
        if (i < kMostListed) {
            const auto& code = unmatched[i].code;
            list += fmt::format("{}{} ({})", i == 0 ? "" : ", ",
                                code.empty() ? "(blank)" : fmt::format("'{}'", shown(code)), unmatched[i].incidents);
        }
    }
    if (unmatched.size() > kMostListed) {
        list += fmt::format(" and {} more", unmatched.size() - kMostListed);
    }
    return fmt::format("{}: has no weight for {} of the {}s in the data, on {} of {} incidents: {}. Add rows for them, "
                       "or say under [harm] what they weigh: unmatched = \"zero\", or a number such as unmatched = 10",
                       table.path, unmatched.size(), join.by, incidents, join.numbers->size(), list);
}

double transformed(double harm, const WeightTransform& transform)
{
    switch (transform.kind) {
    case WeightTransform::Kind::none:
        return harm;
    case WeightTransform::Kind::sqrt:
        return std::sqrt(harm);
    case WeightTransform::Kind::log1p:
        return std::log1p(harm);
    case WeightTransform::Kind::cap:
        return std::min(harm, transform.cap);
    }
    return harm;
}

} // namespace

HarmTable count_table()
{
    HarmTable table;
    table.path = "count";
    table.unit = "incidents";
    table.source = "every incident weighs 1";
    return table;
}

std::optional<double> HarmTable::weight_of(const std::string& code) const
{
    if (is_count()) {
        return 1.0;
    }
    const std::string key = folded(code);
    for (const auto& row : rows) {
        if (folded(row.code) == key) {
            return row.weight;
        }
    }
    return std::nullopt;
}

HarmColumn weigh(const Incidents& incidents, const HarmTable& table, UnmatchedPolicy policy)
{
    const Join join = join_of(incidents);
    HarmColumn column;
    column.joined_by = join.by;
    if (table.is_count()) {
        column.harm.assign(incidents.size(), 1.0);
        return column;
    }

    std::unordered_map<std::string, double> by_key;
    for (const auto& row : table.rows) {
        by_key.emplace(folded(row.code), row.weight);
    }
    std::vector<std::optional<double>> weights(join.words->size());
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const auto found = by_key.find(folded(join.words->texts[i]));
        if (found != by_key.end()) {
            weights[i] = found->second;
        }
    }
    column.unmatched = unmatched_codes(join, weights);
    if (!column.unmatched.empty() && policy.kind == UnmatchedPolicy::Kind::error) {
        throw InputError(unmatched_text(table, join, column.unmatched));
    }

    const double otherwise = policy.kind == UnmatchedPolicy::Kind::weight ? policy.weight : 0.0;
    column.harm.reserve(incidents.size());
    for (const auto number : *join.numbers) {
        column.harm.push_back(weights[number].value_or(otherwise));
    }
    return column;
}

std::vector<double> detection_weights(const Incidents& incidents, const std::vector<double>& harm,
                                      const WeightTransform& transform, std::int32_t reference_min)
{
    constexpr double kMinutesPerDay = 24.0 * 60.0;
    std::vector<double> weights;
    weights.reserve(harm.size());
    for (std::size_t i = 0; i < harm.size(); ++i) {
        double weight = transformed(harm[i], transform);
        if (transform.half_life_days > 0) {
            const double age_min = static_cast<double>(reference_min) - static_cast<double>(incidents.latest_min[i]);
            weight *= std::exp2(-std::max(0.0, age_min) / kMinutesPerDay / transform.half_life_days);
        }
        weights.push_back(weight);
    }
    return weights;
}

} // namespace harmspot
