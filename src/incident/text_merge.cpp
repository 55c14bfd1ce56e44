// SPDX-License-Identifier: MIT
#include "incident/text_merge.hpp"

#include <algorithm>
#include <numeric>

namespace harmspot
{

namespace
{

std::vector<std::vector<std::uint8_t>> used_texts(std::span<const Lane> lanes, std::span<const RowBlock> blocks,
                                                  std::size_t column)
{
    std::vector<std::vector<std::uint8_t>> used;
    for (const auto& lane : lanes) {
        used.emplace_back(lane.texts[column].size(), std::uint8_t{0});
    }
    for (const auto& block : blocks) {
        auto& in_lane = used[block.lane];
        if (in_lane.size() == 1) {
            continue; // a column that is not mapped: the empty text counts as used anyway
        }
        for (const auto& row : block.rows) {
            in_lane[row.texts[column]] |= static_cast<std::uint8_t>(row.point != kDropped);
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

} // namespace

MergedTexts merge_texts(std::span<const Lane> lanes, std::span<const RowBlock> blocks, TextColumn column,
                        const std::function<std::string_view(std::string_view)>& translate)
{
    const auto at = static_cast<std::size_t>(column);
    const auto used = used_texts(lanes, blocks, at);
    MergedTexts merged;
    TextTable all;
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
        const TextTable& local = lanes[lane].texts[at];
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

} // namespace harmspot
