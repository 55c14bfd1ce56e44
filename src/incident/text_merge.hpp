// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/incidents.hpp"
#include "incident/row_block.hpp"

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

/// Texts that rows use, translated, each once. \param translate what a text stands for
[[nodiscard]] MergedTexts merge_texts(std::span<const Lane> lanes, std::span<const RowBlock> blocks, TextColumn column,
                                      const std::function<std::string_view(std::string_view)>& translate);
/// The same for the columns of `ColumnMap::fields`; `field` of `fields`.
[[nodiscard]] MergedTexts merge_field(std::span<const Lane> lanes, std::span<const RowBlock> blocks, std::size_t field,
                                      std::size_t fields);

} // namespace harmspot
