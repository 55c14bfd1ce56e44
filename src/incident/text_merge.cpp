// SPDX-License-Identifier: MIT
#include "incident/text_merge.hpp"

#include <algorithm>
#include <numeric>

namespace harmspot
{

namespace
{

/// One column of all lanes. A lane that read nothing may lack it.
using Tables = std::vector<const TextTable*>;

/// Which texts of `tables` a kept row has; `text_of(block, i)` is the number of row i of a block.
template <typename TextOf>
std::vector<std::vector<std::uint8_t>> used_texts(const Tables& tables, std::span<const RowBlock> blocks,
                                                  TextOf text_of)
{
    std::vector<std::vector<std::uint8_t>> used;
    for (const auto* table : tables) {
        used.emplace_back(table == nullptr ? 1 : table->size(), std::uint8_t{0});
    }
    for (const auto& block : blocks) {
        auto& in_lane = used[block.lane];
        if (in_lane.size() == 1) {
            continue; // a column that is not mapped: the empty text counts as used anyway
        }
        for (std::size_t i = 0; i < block.rows.size(); ++i) {
            in_lane[text_of(block, i)] |= static_cast<std::uint8_t>(block.rows[i].point != kDropped);
        }
    }
    return used;
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

MergedTexts merge(const Tables& tables, const std::vector<std::vector<std::uint8_t>>& used,
                  const std::function<std::string_view(std::string_view)>& translate)
{
    MergedTexts merged;
    TextTable all;
    for (std::size_t lane = 0; lane < tables.size(); ++lane) {
        if (tables[lane] == nullptr) {
            merged.number_of.emplace_back();
            continue;
        }
        const TextTable& local = *tables[lane];
        auto& numbers = merged.number_of.emplace_back(local.size(), 0U);
        for (std::uint32_t i = 0; i < local.size(); ++i) {
            // Texts of a lane and translations are known to be UTF-8, so the number is always there.
            numbers[i] = used[lane][i] != 0 ? all.number_of(translate(local[i])).value_or(0) : 0;
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

MergedTexts merge_texts(std::span<const Lane> lanes, std::span<const RowBlock> blocks, TextColumn column,
                        const std::function<std::string_view(std::string_view)>& translate)
{
    const auto at = static_cast<std::size_t>(column);
    Tables tables;
    for (const auto& lane : lanes) {
        tables.push_back(&lane.texts[at]);
    }
    const auto used =
        used_texts(tables, blocks, [at](const RowBlock& block, std::size_t i) { return block.rows[i].texts[at]; });
    return merge(tables, used, translate);
}

MergedTexts merge_field(std::span<const Lane> lanes, std::span<const RowBlock> blocks, std::size_t field,
                        std::size_t fields)
{
    Tables tables;
    for (const auto& lane : lanes) {
        tables.push_back(lane.fields.empty() ? nullptr : &lane.fields[field]);
    }
    const auto used = used_texts(
        tables, blocks, [=](const RowBlock& block, std::size_t i) { return block.fields[i * fields + field]; });
    return merge(tables, used, [](std::string_view text) { return text; });
}

} // namespace harmspot
