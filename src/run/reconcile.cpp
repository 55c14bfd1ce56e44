// SPDX-License-Identifier: MIT
#include "run/tables.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace harmspot
{

namespace
{

/// Rows by month; `kUndated` comes last, as in the table.
using ByMonth = std::map<std::int32_t, std::int64_t>;
constexpr std::int32_t kUndated = std::numeric_limits<std::int32_t>::max();

struct Step {
    std::string name;
    std::string theme;
    ByMonth rows;
};

/// Where on the map a used row is.
enum Where : std::size_t { no_coordinates, outside, on_the_map, kWheres };
constexpr std::array<const char*, kWheres> kWhereNames{"without coordinates", "outside the study area", "on the map"};

/// Used rows of one month: in all, by place, and by theme and place.
struct MonthCounts {
    std::array<std::int64_t, kWheres> used{};
    std::vector<std::array<std::int64_t, kWheres>> of_theme;
    std::int64_t of_no_theme = 0;
};

std::map<std::int32_t, MonthCounts> count_used(const RunData& data, std::size_t themes)
{
    std::map<std::int32_t, MonthCounts> months;
    const auto& incidents = data.read.incidents;
    MonthCounts* counts = nullptr;
    for (std::size_t row = 0; row < incidents.size(); ++row) {
        if (row == 0 || incidents.earliest_min[row] != incidents.earliest_min[row - 1]) {
            counts = &months[month_of(incidents.earliest_min[row])];
            counts->of_theme.resize(themes);
        }
        const auto place = incidents.place[row];
        const Where where = place == kNoPlace ? no_coordinates : data.in_study[place] == 0 ? outside : on_the_map;
        ++counts->used[where];
        counts->of_no_theme += data.theme_bits[row] == 0 ? 1 : 0;
        for (std::size_t theme = 0; theme < themes; ++theme) {
            counts->of_theme[theme][where] += static_cast<std::int64_t>((data.theme_bits[row] >> theme) & 1U);
        }
    }
    return months;
}

/// One step for each reason; of `excluded_by_rule` one for each rule, by name.
std::vector<Step> reject_steps(const RunConfig& config, const RowReport& report)
{
    constexpr auto kByRule = static_cast<std::size_t>(RejectReason::excluded_by_rule);
    std::vector<Step> steps;
    for (std::size_t reason = 0; reason < kByRule; ++reason) {
        steps.push_back({"rejected: " + std::string(reject_reason_text(static_cast<RejectReason>(reason))), "", {}});
    }
    const std::string by_rule = "rejected: " + std::string(reject_reason_text(RejectReason::excluded_by_rule));
    for (const auto& rule : config.incidents.exclude) {
        steps.push_back({rule.name.empty() ? by_rule : by_rule + ": " + rule.name, "", {}});
    }
    if (config.incidents.exclude.empty()) {
        steps.push_back({by_rule, "", {}});
    }
    for (const auto& reject : report.rejects) {
        const auto step = static_cast<std::size_t>(reject.reason) +
                          (reject.reason == RejectReason::excluded_by_rule ? reject.rule : 0U);
        ++steps[step].rows[reject.month == kNoMonth ? kUndated : reject.month];
    }
    return steps;
}

/// What `counts_of(month)` says for every month.
template <typename CountsOf>
Step used_step(const std::map<std::int32_t, MonthCounts>& months, std::string name, std::string theme,
               CountsOf counts_of)
{
    Step step{std::move(name), std::move(theme), {}};
    for (const auto& [month, counts] : months) {
        step.rows[month] = counts_of(counts);
    }
    return step;
}

std::int64_t sum_of(const std::array<std::int64_t, kWheres>& counts)
{
    return counts[no_coordinates] + counts[outside] + counts[on_the_map];
}

void add_theme(const std::map<std::int32_t, MonthCounts>& months, const std::string& name, std::size_t theme,
               std::vector<Step>& steps)
{
    steps.push_back(used_step(months, "matched by the theme", name,
                              [=](const MonthCounts& counts) { return sum_of(counts.of_theme[theme]); }));
    steps.push_back(used_step(months, "not matched by the theme", name, [=](const MonthCounts& counts) {
        return sum_of(counts.used) - sum_of(counts.of_theme[theme]);
    }));
    for (std::size_t where = 0; where < kWheres; ++where) {
        steps.push_back(used_step(months, kWhereNames[where], name,
                                  [=](const MonthCounts& counts) { return counts.of_theme[theme][where]; }));
    }
}

void write_step(const Step& step, Table& table)
{
    std::int64_t all = 0;
    for (const auto& [month, rows] : step.rows) {
        all += rows;
    }
    table.rows.push_back({step.name, step.theme, "(all)", all});
    for (const auto& [month, rows] : step.rows) {
        if (rows != 0) {
            table.rows.push_back({step.name, step.theme, month_text(month == kUndated ? kNoMonth : month), rows});
        }
    }
}

} // namespace

Table reconcile_table(const RunConfig& config, const RunData& data)
{
    const auto months = count_used(data, config.themes.size());
    auto steps = reject_steps(config, data.read.report);
    steps.push_back(used_step(months, "used", "", [](const MonthCounts& counts) { return sum_of(counts.used); }));
    Step in_files{"rows in the files", "", {}};
    for (const auto& step : steps) {
        for (const auto& [month, rows] : step.rows) {
            in_files.rows[month] += rows;
        }
    }
    steps.insert(steps.begin(), std::move(in_files));
    for (std::size_t where = 0; where < kWheres; ++where) {
        steps.push_back(used_step(months, std::string("used, ") + kWhereNames[where], "",
                                  [=](const MonthCounts& counts) { return counts.used[where]; }));
    }
    steps.push_back(used_step(months, "used, matched by no theme", "",
                              [](const MonthCounts& counts) { return counts.of_no_theme; }));
    for (std::size_t theme = 0; theme < config.themes.size(); ++theme) {
        add_theme(months, config.themes[theme].name, theme, steps);
    }
    Table table;
    table.columns = {{"step", Table::ColumnKind::key},
                     {"theme", Table::ColumnKind::key},
                     {"month", Table::ColumnKind::key},
                     {"rows", Table::ColumnKind::count}};
    for (const auto& step : steps) {
        write_step(step, table);
    }
    return table;
}

} // namespace harmspot
