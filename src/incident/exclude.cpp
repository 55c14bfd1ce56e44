// SPDX-License-Identifier: MIT
#include "incident/exclude.hpp"

#include "harmspot/parallel.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace harmspot
{

namespace
{

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
Incidents columns_of(const RowBlock& block, const Lane& lane, const std::vector<std::string>& flags,
                     const CodeMap& codes)
{
    Incidents incidents;
    incidents.flag_names = flags;
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
    std::size_t kept = 0;
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
        if (excluded[i] != 0) {
            block.rejects.push_back({block.rows[i].line, RejectReason::excluded_by_rule});
            continue;
        }
        if (!block.id_hashes.empty()) {
            block.id_hashes[kept] = block.id_hashes[i];
        }
        block.rows[kept++] = block.rows[i];
    }
    block.rows.resize(kept);
    block.id_hashes.resize(block.id_hashes.empty() ? 0 : kept);
}

} // namespace

void exclude_rows(std::span<RowBlock> blocks, std::span<const Lane> lanes, const ColumnMap& map, const CodeMap& codes,
                  const Rule& rule, unsigned threads)
{
    const std::vector<Theme> themes{{"[incidents.exclude]", "", "", rule}};
    const auto flags = flag_columns(map);
    parallel_for(threads, blocks.size(), [&](std::size_t i) {
        const auto incidents = columns_of(blocks[i], lanes[blocks[i].lane], flags, codes);
        take_out(blocks[i], match_themes(incidents, themes, 1));
    });
}

} // namespace harmspot
