// SPDX-License-Identifier: MIT
#include "incident/assemble.hpp"

#include "harmspot/parallel.hpp"
#include "incident/coordinates.hpp"
#include "incident/flag_lists.hpp"
#include "incident/place_index.hpp"
#include "incident/repeats.hpp"
#include "incident/text_merge.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <functional>
#include <numeric>

namespace harmspot
{

namespace
{

constexpr std::size_t number_of(TextColumn column)
{
    return static_cast<std::size_t>(column);
}

/// Turns points into places, marks rows whose point has none, and lists the rejects of a block in order.
std::vector<Reject> settle_points(RowBlock& block, const PlaceIndex& places)
{
    const auto& place_of = places.place_of[block.lane];
    std::vector<Reject> rejects;
    rejects.reserve(block.rejects.size());
    for (const auto& reject : block.rejects) {
        const bool by_rule = reject.reason == RejectReason::excluded_by_rule;
        rejects.push_back({static_cast<std::uint32_t>(block.file), block.first_line + reject.line, reject.reason,
                           by_rule ? reject.detail : std::uint8_t{0}, reject.month,
                           by_rule ? RejectColumn::none : static_cast<RejectColumn>(reject.detail)});
    }
    for (auto& row : block.rows) {
        if (row.point == kNoPlace) {
            continue;
        }
        const auto point = row.point;
        row.point = place_of[point];
        if (row.point == kDropped) {
            const auto fault = places.fault_of[block.lane].at(point);
            add_fault(block.faults[static_cast<std::size_t>(fault)], row.line);
            rejects.push_back(reject_of(block, row, RejectReason::bad_coordinate, block.position));
        }
    }
    std::sort(rejects.begin(), rejects.end(), [](const Reject& a, const Reject& b) { return a.line < b.line; });
    return rejects;
}

std::uint32_t final_flags(std::uint32_t own_bits, std::uint32_t list_bits, const FlagNumbers& numbers)
{
    std::uint32_t bits = list_bits;
    for (; own_bits != 0; own_bits &= own_bits - 1) {
        bits |= numbers.bits_of_column[static_cast<std::size_t>(std::countr_zero(own_bits))];
    }
    return bits;
}

/// Makes room for every column; zeroing so much memory takes a while, so on several threads.
void resize(Incidents& incidents, std::size_t size, unsigned threads)
{
    const std::array<std::function<void()>, 10> columns{
        [&] { incidents.place.resize(size); },
        [&] { incidents.earliest_min.resize(size); },
        [&] { incidents.latest_min.resize(size); },
        [&] { incidents.precision.resize(size); },
        [&] { incidents.offence.resize(size); },
        [&] { incidents.code.resize(size); },
        [&] { incidents.location.resize(size); },
        [&] { incidents.location_type.resize(size); },
        [&] { incidents.own_area.resize(incidents.own_areas.size() > 1 ? size : 0); },
        [&] { incidents.flags.resize(size); },
    };
    parallel_for(threads, columns.size(), [&](std::size_t i) { columns[i](); });
}

/// Copies the kept rows of `block` to `at` and on.
void copy_rows(const RowBlock& block, const std::array<MergedTexts, kTextColumns>& texts, const FlagNumbers& flags,
               Incidents& to, std::size_t at)
{
    std::array<const std::uint32_t*, kTextColumns> number_of_text{};
    for (std::size_t i = 0; i < kTextColumns; ++i) {
        number_of_text[i] = texts[i].number_of[block.lane].data();
    }
    const auto text = [&](const ParsedRow& row, TextColumn column) {
        return number_of_text[number_of(column)][row.texts[number_of(column)]];
    };
    for (const auto& row : block.rows) {
        if (!is_kept(row)) {
            continue;
        }
        to.place[at] = row.point;
        to.earliest_min[at] = row.earliest_min;
        to.latest_min[at] = row.latest_min;
        to.precision[at] = row.precision;
        to.offence[at] = text(row, TextColumn::offence);
        to.code[at] = text(row, TextColumn::code);
        to.location[at] = text(row, TextColumn::location);
        to.location_type[at] = text(row, TextColumn::location_type);
        if (!to.own_area.empty()) {
            to.own_area[at] = text(row, TextColumn::own_area);
        }
        to.flags[at] = final_flags(row.flags, flags.bits_of_list[text(row, TextColumn::flag_list)], flags);
        ++at;
    }
}

/// Numbers the further columns of the kept rows.
std::vector<RuleField> assemble_fields(const std::vector<RowBlock>& blocks, const std::vector<Lane>& lanes,
                                       std::span<const UsedTexts> used, const ColumnMap& map, unsigned threads)
{
    std::vector<RuleField> fields;
    for (const auto& [name, column] : map.fields) {
        fields.push_back({name, {}, {}});
    }
    parallel_for(threads, fields.size(), [&](std::size_t at) {
        auto merged = merge_field(lanes, used, at);
        for (const auto& block : blocks) {
            for (std::size_t i = 0; i < block.rows.size(); ++i) {
                if (is_kept(block.rows[i])) {
                    fields[at].number.push_back(merged.number_of[block.lane][block.fields[i * fields.size() + at]]);
                }
            }
        }
        fields[at].texts = std::move(merged.dictionary);
    });
    return fields;
}

/// Row of each block's first kept row among all kept rows; one more entry for their number.
std::vector<std::size_t> offsets_of(const std::vector<RowBlock>& blocks, unsigned threads)
{
    std::vector<std::size_t> offsets(blocks.size() + 1, 0);
    parallel_for(threads, blocks.size(), [&](std::size_t i) {
        const auto& rows = blocks[i].rows;
        offsets[i + 1] = static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), is_kept));
    });
    std::partial_sum(offsets.begin(), offsets.end(), offsets.begin());
    return offsets;
}

} // namespace

Assembled assemble(std::vector<RowBlock> blocks, std::vector<Lane> lanes, const Projection& projection,
                   const RunConfig& config, const ColumnMap& map, const CodeMap& codes, std::size_t files,
                   unsigned threads)
{
    Assembled result;
    const auto start = std::chrono::steady_clock::now();
    auto places = index_places(lanes, blocks, projection, threads);
    result.project_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result.crs = places.crs;
    result.incidents.epsg = config.epsg;
    result.incidents.places = std::move(places.places);

    std::vector<std::vector<Reject>> rejects(blocks.size());
    parallel_for(threads, blocks.size(), [&](std::size_t i) { rejects[i] = settle_points(blocks[i], places); });
    result.coordinates.faults = sum_faults(blocks);
    const auto used = used_texts(lanes, blocks, threads);
    std::array<MergedTexts, kTextColumns> texts;
    parallel_for(threads, kTextColumns, [&](std::size_t i) {
        const auto column = static_cast<TextColumn>(i);
        texts[i] = merge_texts(lanes, used, column,
                               [&](std::string_view text) { return column == TextColumn::code ? codes(text) : text; });
    });
    result.incidents.fields = assemble_fields(blocks, lanes, used, map, threads);
    lanes.clear();
    const auto own_flags = flag_columns(map);
    auto flags =
        number_flags(own_flags, texts[number_of(TextColumn::flag_list)].dictionary, map.flag_separator, config.themes);
    const auto offsets = offsets_of(blocks, threads);
    result.incidents.own_areas = std::move(texts[number_of(TextColumn::own_area)].dictionary);
    resize(result.incidents, offsets.back(), threads);
    result.used.resize(files);
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        result.used[blocks[i].file] += offsets[i + 1] - offsets[i];
        result.rejects.insert(result.rejects.end(), rejects[i].begin(), rejects[i].end());
    }
    parallel_for(threads, blocks.size(), [&](std::size_t i) {
        copy_rows(blocks[i], texts, flags, result.incidents, offsets[i]);
        blocks[i].fields = {};
    });
    result.incidents.offences = std::move(texts[number_of(TextColumn::offence)].dictionary);
    result.incidents.codes = std::move(texts[number_of(TextColumn::code)].dictionary);
    result.incidents.locations = std::move(texts[number_of(TextColumn::location)].dictionary);
    result.incidents.location_types = std::move(texts[number_of(TextColumn::location_type)].dictionary);
    result.incidents.flag_names = std::move(flags.names);
    result.flags_left_out = std::move(flags.left_out);
    drop_repeats(blocks, offsets, repeat_rule(config.incidents, map), threads, result);
    describe_places(result.incidents, result.coordinates);
    return result;
}

} // namespace harmspot
