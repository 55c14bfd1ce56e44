// SPDX-License-Identifier: MIT
#include "incident/exclude.hpp"

#include "harmspot/parallel.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace harmspot
{

namespace
{

std::vector<RuleField> fields_of(const RowBlock& block, const Lane& lane, const ColumnMap& map)
{
    std::vector<RuleField> fields;
    for (const auto& [name, column] : map.fields) {
        const std::size_t at = fields.size();
        auto& field = fields.emplace_back(RuleField{name, {}, {}});
        for (std::uint32_t number = 1; !block.rows.empty() && number < lane.fields[at].size(); ++number) {
            field.texts.texts.emplace_back(lane.fields[at][number]);
        }
        for (std::size_t i = 0; i < block.rows.size(); ++i) {
            field.number.push_back(block.fields[i * map.fields.size() + at]);
        }
    }
    return fields;
}

Dictionary dictionary_of(const Lane& lane, TextColumn column, const CodeMap& codes)
{
    const auto& table = lane.texts[static_cast<std::size_t>(column)];
    Dictionary dictionary;
    for (std::uint32_t number = 1; number < table.size(); ++number) {
        dictionary.texts.emplace_back(column == TextColumn::code ? codes(table[number]) : table[number]);
    }
    return dictionary;
}

/// What a rule looks at, of the rows of one block; numbers are the lane's.
Incidents columns_of(const RowBlock& block, const Lane& lane, const ColumnMap& map, const CodeMap& codes)
{
    Incidents incidents;
    incidents.flag_names = flag_columns(map);
    incidents.fields = fields_of(block, lane, map);
    incidents.offences = dictionary_of(lane, TextColumn::offence, codes);
    incidents.codes = dictionary_of(lane, TextColumn::code, codes);
    incidents.locations = dictionary_of(lane, TextColumn::location, codes);
    incidents.location_types = dictionary_of(lane, TextColumn::location_type, codes);
    const auto text = [](const ParsedRow& row, TextColumn column) {
        return row.texts[static_cast<std::size_t>(column)];
    };
    for (const auto& row : block.rows) {
        incidents.place.push_back(kNoPlace); // no rule asks where
        incidents.earliest_min.push_back(row.earliest_min);
        incidents.latest_min.push_back(row.latest_min);
        incidents.precision.push_back(row.precision);
        incidents.offence.push_back(text(row, TextColumn::offence));
        incidents.code.push_back(text(row, TextColumn::code));
        incidents.location.push_back(text(row, TextColumn::location));
        incidents.location_type.push_back(text(row, TextColumn::location_type));
        incidents.flags.push_back(row.flags);
    }
    return incidents;
}

void take_out(RowBlock& block, const std::vector<std::uint64_t>& excluded)
{
    const std::size_t fields = block.rows.empty() ? 0 : block.fields.size() / block.rows.size();
    std::size_t kept = 0;
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
        if (excluded[i] != 0) {
            block.rejects.push_back({block.rows[i].line, RejectReason::excluded_by_rule,
                                     static_cast<std::uint8_t>(std::countr_zero(excluded[i])),
                                     static_cast<std::int16_t>(month_of(block.rows[i].earliest_min))});
            continue;
        }
        if (!block.id_hashes.empty()) {
            block.id_hashes[kept] = block.id_hashes[i];
        }
        std::copy_n(block.fields.begin() + static_cast<std::ptrdiff_t>(i * fields), fields,
                    block.fields.begin() + static_cast<std::ptrdiff_t>(kept * fields));
        block.rows[kept++] = block.rows[i];
    }
    block.fields.resize(kept * fields);
    block.rows.resize(kept);
    block.id_hashes.resize(block.id_hashes.empty() ? 0 : kept);
}

} // namespace

void exclude_rows(std::span<RowBlock> blocks, std::span<const Lane> lanes, const ColumnMap& map, const CodeMap& codes,
                  const std::vector<ExcludeRule>& rules, unsigned threads)
{
    std::vector<Theme> themes;
    for (const auto& rule : rules) {
        themes.push_back({"[[incidents.exclude]] " + rule.name, "", "", rule.match});
    }
    parallel_for(threads, blocks.size(), [&](std::size_t i) {
        const auto incidents = columns_of(blocks[i], lanes[blocks[i].lane], map, codes);
        take_out(blocks[i], match_themes(incidents, themes, 1));
    });
}

} // namespace harmspot
