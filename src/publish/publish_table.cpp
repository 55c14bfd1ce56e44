// SPDX-License-Identifier: MIT
#include "harmspot/publish.hpp"

#include "publish/publish_key.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace harmspot
{

namespace
{

using Kind = Table::ColumnKind;
using Group = std::vector<std::size_t>; ///< row numbers

constexpr const char* kWithheldText = "*";

std::vector<std::size_t> columns_of(const Table& table, Kind kind)
{
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].kind == kind) {
            columns.push_back(i);
        }
    }
    return columns;
}

/// Rows that share all of `keys`, in row order; only groups of two or more.
std::vector<Group> groups_by(const Table& table, const std::vector<std::size_t>& keys)
{
    const auto compare = [&](std::size_t a, std::size_t b) {
        for (const auto key : keys) {
            if (table.rows[a][key] != table.rows[b][key]) {
                return table.rows[a][key] < table.rows[b][key] ? -1 : 1;
            }
        }
        return 0;
    };
    Group order(table.rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return compare(a, b) < 0; });
    std::vector<Group> groups;
    for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
        for (to = from + 1; to < order.size() && compare(order[from], order[to]) == 0;) {
            ++to;
        }
        if (to - from > 1) {
            groups.emplace_back(order.begin() + static_cast<std::ptrdiff_t>(from),
                                order.begin() + static_cast<std::ptrdiff_t>(to));
        }
    }
    return groups;
}

/// For each key column in turn, the rows that differ in it alone.
std::vector<Group> subtraction_groups(const Table& table)
{
    const auto keys = columns_of(table, Kind::key);
    std::vector<Group> all;
    for (const auto free : keys) {
        std::vector<std::size_t> others;
        std::copy_if(keys.begin(), keys.end(), std::back_inserter(others), [free](auto key) { return key != free; });
        auto groups = groups_by(table, others);
        std::move(groups.begin(), groups.end(), std::back_inserter(all));
    }
    return all;
}

/// One count column: its values (0 where a row has none) and which of them are withheld.
struct Counts {
    std::vector<std::int64_t> value;
    std::vector<char> withheld;
};

Counts counts_of(const Table& table, std::size_t column, std::uint64_t least_count)
{
    Counts counts;
    counts.value.reserve(table.rows.size());
    for (const auto& row : table.rows) {
        const auto* value = std::get_if<std::int64_t>(&row[column]);
        counts.value.push_back(value == nullptr ? 0 : *value);
    }
    for (const auto value : counts.value) {
        counts.withheld.push_back(value > 0 && static_cast<std::uint64_t>(value) < least_count ? 1 : 0);
    }
    return counts;
}

/// Whether the group's sum would give away a withheld count.
bool gives_away(const Group& group, const Counts& counts)
{
    std::int64_t withheld = 0;
    std::int64_t sum = 0;
    for (const auto row : group) {
        if (counts.withheld[row] != 0) {
            ++withheld;
            sum += counts.value[row];
        }
    }
    return withheld == 1 || (withheld > 0 && sum == withheld);
}

/// Withholds the smallest further count above 0; false when there is none.
bool withhold_next(const Group& group, Counts& counts)
{
    auto best = std::numeric_limits<std::size_t>::max();
    for (const auto row : group) {
        const bool open = counts.withheld[row] == 0 && counts.value[row] > 0;
        if (open && (best == std::numeric_limits<std::size_t>::max() || counts.value[row] < counts.value[best])) {
            best = row;
        }
    }
    if (best == std::numeric_limits<std::size_t>::max()) {
        return false;
    }
    counts.withheld[best] = 1;
    return true;
}

void withhold_secondary(const std::vector<Group>& groups, Counts& counts)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto& group : groups) {
            while (gives_away(group, counts) && withhold_next(group, counts)) {
                changed = true;
            }
        }
    }
}

Withheld withhold(Table& table, std::uint64_t least_count)
{
    const auto groups = subtraction_groups(table);
    const auto measures = columns_of(table, Kind::measure);
    std::vector<char> row_touched(table.rows.size(), 0);
    Withheld withheld;
    for (const auto column : columns_of(table, Kind::count)) {
        auto counts = counts_of(table, column, least_count);
        withhold_secondary(groups, counts);
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            if (counts.withheld[row] != 0) {
                table.rows[row][column] = kWithheldText;
                row_touched[row] = 1;
                ++withheld.cells;
            }
        }
    }
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        for (const auto column : measures) {
            if (row_touched[row] != 0) {
                table.rows[row][column] = kWithheldText;
                ++withheld.cells;
            }
        }
    }
    return withheld;
}

} // namespace

PublishableTable publish(const std::string& name, Table table, const PublishRules& rules)
{
    const Withheld withheld = rules.withholds() ? withhold(table, rules.least_count) : Withheld{};
    return {detail::PublishKey{}, name, rules, std::move(table), withheld};
}

} // namespace harmspot
