// SPDX-License-Identifier: MIT
#include "incident/text_merge.hpp"

#include "harmspot/parallel.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace harmspot
{

namespace
{

/// One column of one lane; no table where the lane read nothing.
struct Column {
    const TextTable* table = nullptr;
    const std::vector<std::uint8_t>* used = nullptr;
};

UsedTexts none_used(const Lane& lane)
{
    UsedTexts used;
    const auto blank = [](const TextTable& table) {
        std::vector<std::uint8_t> bits(table.size(), 0);
        bits[0] = 1;
        return bits;
    };
    std::transform(lane.texts.begin(), lane.texts.end(), used.texts.begin(), blank);
    std::transform(lane.fields.begin(), lane.fields.end(), std::back_inserter(used.fields), blank);
    return used;
}

void mark_texts(const RowBlock& block, UsedTexts& used)
{
    for (std::size_t column = 0; column < kTextColumns; ++column) {
        auto& bits = used.texts[column];
        if (bits.size() == 1) {
            continue; // a column that is not mapped
        }
        for (const auto& row : block.rows) {
            bits[row.texts[column]] |= static_cast<std::uint8_t>(is_kept(row));
        }
    }
    const std::size_t fields = used.fields.size();
    for (std::size_t i = 0; fields > 0 && i < block.rows.size(); ++i) {
        for (std::size_t field = 0; field < fields && is_kept(block.rows[i]); ++field) {
            used.fields[field][block.fields[i * fields + field]] = 1;
        }
    }
}

/// Rank of every text of `table` in sorted order, and the sorted texts.
std::vector<std::uint32_t> sort_texts(const TextTable& table, Dictionary& dictionary)
{
    std::vector<std::uint32_t> order(table.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return table[a] < table[b]; });
    std::vector<std::uint32_t> rank(table.size());
    dictionary.texts.clear(); // the empty text comes first by itself
    dictionary.texts.reserve(table.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        rank[order[i]] = static_cast<std::uint32_t>(i);
        dictionary.texts.emplace_back(table[order[i]]);
    }
    return rank;
}

MergedTexts merge(const std::vector<Column>& columns,
                  const std::function<std::string_view(std::string_view)>& translate)
{
    MergedTexts merged;
    TextTable all;
    for (const auto& [table, used] : columns) {
        auto& numbers = merged.number_of.emplace_back();
        if (table == nullptr) {
            continue;
        }
        numbers.resize(table->size(), 0U);
        for (std::uint32_t i = 0; i < table->size(); ++i) {
            // Texts of a lane and translations are known to be UTF-8, so the number is always there.
            numbers[i] = (*used)[i] != 0 ? all.number_of(translate((*table)[i])).value_or(0) : 0;
        }
    }
    const auto rank = sort_texts(all, merged.dictionary);
    for (auto& numbers : merged.number_of) {
        for (auto& number : numbers) {
            number = rank[number];
        }
    }
    return merged;
}

} // namespace

std::vector<UsedTexts> used_texts(std::span<const Lane> lanes, std::span<const RowBlock> blocks, unsigned threads)
{
    std::vector<UsedTexts> used(lanes.size());
    parallel_for(threads, lanes.size(), [&](std::size_t lane) {
        used[lane] = none_used(lanes[lane]);
        for (const auto& block : blocks) {
            if (block.lane == lane) {
                mark_texts(block, used[lane]);
            }
        }
    });
    return used;
}

MergedTexts merge_texts(std::span<const Lane> lanes, std::span<const UsedTexts> used, TextColumn column,
                        const std::function<std::string_view(std::string_view)>& translate)
{
    const auto at = static_cast<std::size_t>(column);
    std::vector<Column> columns;
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
        columns.push_back({&lanes[lane].texts[at], &used[lane].texts[at]});
    }
    return merge(columns, translate);
}

MergedTexts merge_field(std::span<const Lane> lanes, std::span<const UsedTexts> used, std::size_t field)
{
    std::vector<Column> columns;
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
        const bool read = !lanes[lane].fields.empty();
        columns.push_back(read ? Column{&lanes[lane].fields[field], &used[lane].fields[field]} : Column{});
    }
    return merge(columns, [](std::string_view text) { return text; });
}

} // namespace harmspot
