// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/incidents.hpp"
#include "incident/row_block.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace harmspot
{

/// One text column of all lanes as a sorted dictionary.
struct MergedTexts {
    Dictionary dictionary;
    std::vector<std::vector<std::uint32_t>> number_of; ///< [lane][local number] → number in the dictionary
};

/// Which texts of one lane kept rows have, by number. The empty text counts as used.
struct UsedTexts {
    std::array<std::vector<std::uint8_t>, kTextColumns> texts;
    std::vector<std::vector<std::uint8_t>> fields;
};

/// For every lane, in one walk over its rows.
[[nodiscard]] std::vector<UsedTexts> used_texts(std::span<const Lane> lanes, std::span<const RowBlock> blocks,
                                                unsigned threads);

/// Texts that rows use, translated, each once. \param translate what a text stands for
[[nodiscard]] MergedTexts merge_texts(std::span<const Lane> lanes, std::span<const UsedTexts> used, TextColumn column,
                                      const std::function<std::string_view(std::string_view)>& translate);
/// The same for one of the columns of `ColumnMap::fields`.
[[nodiscard]] MergedTexts merge_field(std::span<const Lane> lanes, std::span<const UsedTexts> used, std::size_t field);

} // namespace harmspot
