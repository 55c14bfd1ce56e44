// SPDX-License-Identifier: MIT
#include "run/geocoding.hpp"

#include "incident/words.hpp"
#include "run/offences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace harmspot
{

namespace
{

/// Rates by a column of texts; values without a row are left out.
void add_by(const std::string& by, const Incidents& incidents, const std::vector<std::uint32_t>& number,
            const Dictionary& texts, std::vector<HitRate>& rates)
{
    std::vector<HitRate> all(texts.size());
    for (std::size_t row = 0; row < number.size(); ++row) {
        auto& rate = all[number[row]];
        ++(incidents.place[row] == kNoPlace ? rate.without : rate.with);
    }
    for (std::uint32_t i = 0; i < all.size(); ++i) {
        if (all[i].all() > 0) {
            rates.push_back({by, texts[i].empty() ? "(none)" : texts[i], all[i].with, all[i].without});
        }
    }
}

void add_by_month(const Incidents& incidents, std::vector<HitRate>& rates)
{
    std::map<std::int32_t, HitRate> months;
    for (std::size_t row = 0; row < incidents.size(); ++row) {
        auto& rate = months[month_of(incidents.earliest_min[row])];
        ++(incidents.place[row] == kNoPlace ? rate.without : rate.with);
    }
    for (const auto& [month, rate] : months) {
        rates.push_back({"month", month_text(month), rate.with, rate.without});
    }
}

bool is_low(const HitRate& rate)
{
    return rate.all() >= kLeastCrowd &&
           static_cast<double>(rate.with) < kLeastHitRate * static_cast<double>(rate.all());
}

/// Four decimals, as fine as a share of incidents is read.
double share_of(std::uint64_t part, std::uint64_t whole)
{
    constexpr double kFinest = 1e4;
    return std::round(kFinest * static_cast<double>(part) / static_cast<double>(whole)) / kFinest;
}

std::string listed(std::vector<HitRate> low, const PublishRules& rules)
{
    constexpr std::size_t kMostNamed = 5;
    std::stable_sort(low.begin(), low.end(),
                     [](const HitRate& a, const HitRate& b) { return a.with * b.all() < b.with * a.all(); });
    std::string text;
    for (std::size_t i = 0; i < std::min(kMostNamed, low.size()); ++i) {
        const auto& rate = low[i];
        const bool small = rules.withholds() && std::min(rate.with, rate.without) < rules.least_count;
        text += fmt::format("{}{}", text.empty() ? "" : ", ", rate.value);
        text += small ? "" : fmt::format(" ({} of {})", percent(rate.with, rate.all()), thousands(rate.all()));
    }
    return low.size() > kMostNamed ? text + fmt::format(" and {} more", low.size() - kMostNamed) : text;
}

} // namespace

std::vector<HitRate> hit_rates(const Incidents& incidents)
{
    std::vector<HitRate> rates;
    add_by_month(incidents, rates);
    const auto offence_of = offence_column(incidents);
    add_by("offence", incidents, offence_of.of_row, offence_of.texts, rates);
    if (!incidents.own_area.empty()) {
        add_by("own_area", incidents, incidents.own_area, incidents.own_areas, rates);
    }
    return rates;
}

Table geocoding_table(const Incidents& incidents)
{
    using Kind = Table::ColumnKind;
    Table table;
    table.columns = {{"by", Kind::key},
                     {"value", Kind::key},
                     {"coordinates", Kind::key},
                     {"incidents", Kind::count},
                     {"share", Kind::measure}};
    for (const auto& rate : hit_rates(incidents)) {
        table.rows.push_back(
            {rate.by, rate.value, "yes", static_cast<std::int64_t>(rate.with), share_of(rate.with, rate.all())});
        table.rows.push_back(
            {rate.by, rate.value, "no", static_cast<std::int64_t>(rate.without), share_of(rate.without, rate.all())});
    }
    return table;
}

std::vector<std::string> geocoding_warnings(const Incidents& incidents, const PublishRules& rules)
{
    struct Grouping {
        const char* by;
        const char* what;
    };
    constexpr std::array<Grouping, 3> kGroupings{
        {{"month", "month"}, {"offence", "offence"}, {"own_area", "area of the export"}}};
    const auto rates = hit_rates(incidents);
    std::vector<std::string> warnings;
    for (const auto& [by, what] : kGroupings) {
        std::vector<HitRate> low;
        std::copy_if(rates.begin(), rates.end(), std::back_inserter(low),
                     [by = by](const HitRate& rate) { return rate.by == by && is_low(rate); });
        if (!low.empty()) {
            warnings.push_back(fmt::format("By {}, under {:.0f} % of incidents have coordinates, too few for a map to "
                                           "be trusted: {}. Have their addresses located, or say so beside the map.",
                                           what, 100 * kLeastHitRate, listed(std::move(low), rules)));
        }
    }
    return warnings;
}

} // namespace harmspot
