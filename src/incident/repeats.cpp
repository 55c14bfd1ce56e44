// SPDX-License-Identifier: MIT
#include "incident/repeats.hpp"

#include "incident/distinct.hpp"

#include <algorithm>
#include <bit>

namespace harmspot
{

namespace
{

struct Candidate {
    std::uint64_t key = 0;     ///< hash of what must be the same for two rows to be looked at together; 0 = none
    std::uint64_t content = 0; ///< hash of all that must be the same for one to repeat the other
    std::size_t row = 0;

    friend auto operator<=>(const Candidate&, const Candidate&) = default;
};

/// Calls `use(row, block, i)` for every kept row; i is its number in the block.
template <typename Use>
void for_each_kept(std::span<const RowBlock> blocks, std::span<const std::size_t> offsets, Use use)
{
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        std::size_t row = offsets[b];
        for (std::size_t i = 0; i < blocks[b].rows.size(); ++i) {
            if (is_kept(blocks[b].rows[i])) {
                use(row++, blocks[b], i);
            }
        }
    }
}

/// Two bits of memory for each of many hashes: whether one was seen, and whether it was seen again. Some that
/// were not come out as seen again; none is missed. Spares sorting the many rows that stand alone.
class SeenAgain
{
public:
    explicit SeenAgain(std::size_t rows)
        : m_mask(std::bit_ceil(std::max<std::size_t>(rows, 64)) * 8 - 1), m_seen((m_mask + 1) / 64), m_again(m_seen)
    {
    }
    void add(std::uint64_t hash)
    {
        const std::size_t at = hash & m_mask;
        const std::uint64_t bit = std::uint64_t{1} << (at % 64);
        m_again[at / 64] |= m_seen[at / 64] & bit;
        m_seen[at / 64] |= bit;
    }
    [[nodiscard]] bool perhaps(std::uint64_t hash) const
    {
        const std::size_t at = hash & m_mask;
        return ((m_again[at / 64] >> (at % 64)) & 1U) != 0;
    }

private:
    std::size_t m_mask;
    std::vector<std::uint64_t> m_seen;
    std::vector<std::uint64_t> m_again;
};

std::uint64_t hash_of(const RepeatRule& rule, const Incidents& incidents, std::size_t row, std::uint64_t hash)
{
    for (const auto& value : rule.values) {
        hash = hash_with(hash, value(incidents, row));
    }
    if (!incidents.own_area.empty()) {
        hash = hash_with(hash, incidents.own_area[row]);
    }
    return hash;
}

Candidate candidate_of(const RepeatRule& rule, const Incidents& incidents, std::size_t row, const RowBlock& block,
                       std::size_t i)
{
    const std::uint64_t id = rule.compares_id && !block.id_hashes.empty() ? block.id_hashes[i] : 0;
    if (rule.compares_id && id == 0) {
        return {};
    }
    if (rule.duplicates == Duplicates::columns) {
        const std::uint64_t all = hash_of(rule, incidents, row, id) | 1U;
        return {all, all, row};
    }
    return {id, 0, row};
}

/// Rows that may share their key with another, grouped by key, then by content, then in order.
std::vector<Candidate> candidates_of(std::span<const RowBlock> blocks, std::span<const std::size_t> offsets,
                                     const RepeatRule& rule, const Incidents& incidents)
{
    SeenAgain keys(incidents.size());
    for_each_kept(blocks, offsets, [&](std::size_t row, const RowBlock& block, std::size_t i) {
        if (const auto key = candidate_of(rule, incidents, row, block, i).key; key != 0) {
            keys.add(hash_with(key, 0));
        }
    });
    std::vector<Candidate> candidates;
    for_each_kept(blocks, offsets, [&](std::size_t row, const RowBlock& block, std::size_t i) {
        auto candidate = candidate_of(rule, incidents, row, block, i);
        if (candidate.key == 0 || !keys.perhaps(hash_with(candidate.key, 0))) {
            return;
        }
        if (rule.duplicates == Duplicates::id_and_columns) {
            candidate.content = hash_of(rule, incidents, row, candidate.key);
        }
        candidates.push_back(candidate);
    });
    std::sort(candidates.begin(), candidates.end());
    return candidates;
}

template <typename Value>
void keep_only(std::vector<Value>& values, const std::vector<std::uint8_t>& repeated)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (repeated[i] == 0) {
            values[kept++] = values[i];
        }
    }
    values.resize(kept);
}

void remove_rows(Incidents& incidents, const std::vector<std::uint8_t>& repeated)
{
    keep_only(incidents.place, repeated);
    keep_only(incidents.earliest_min, repeated);
    keep_only(incidents.latest_min, repeated);
    keep_only(incidents.precision, repeated);
    keep_only(incidents.offence, repeated);
    keep_only(incidents.code, repeated);
    keep_only(incidents.location, repeated);
    keep_only(incidents.location_type, repeated);
    if (!incidents.own_area.empty()) {
        keep_only(incidents.own_area, repeated);
    }
    keep_only(incidents.flags, repeated);
    for (auto& field : incidents.fields) {
        keep_only(field.number, repeated);
    }
}

/// Marks all but the first of rows alike. Counts keys that stand on rows that differ.
std::vector<std::uint8_t> repeated_rows(const std::vector<Candidate>& candidates, std::size_t rows,
                                        std::uint64_t& differing)
{
    std::vector<std::uint8_t> repeated;
    std::uint64_t last_differing = 0;
    for (std::size_t i = 1; i < candidates.size(); ++i) {
        const auto& [key, content, row] = candidates[i];
        if (key != candidates[i - 1].key) {
            continue;
        }
        if (content == candidates[i - 1].content) {
            repeated.resize(rows, 0);
            repeated[row] = 1;
        } else if (key != last_differing) {
            last_differing = key;
            ++differing;
        }
    }
    return repeated;
}

} // namespace

void drop_repeats(std::span<const RowBlock> blocks, std::span<const std::size_t> offsets, const RepeatRule& rule,
                  Assembled& assembled)
{
    if (rule.duplicates == Duplicates::off) {
        return;
    }
    auto& incidents = assembled.incidents;
    const auto candidates = candidates_of(blocks, offsets, rule, incidents);
    const auto repeated = repeated_rows(candidates, incidents.size(), assembled.differing_ids);
    if (repeated.empty()) {
        return;
    }
    for_each_kept(blocks, offsets, [&](std::size_t row, const RowBlock& block, std::size_t i) {
        if (repeated[row] != 0) {
            assembled.rejects.push_back(reject_of(block, block.rows[i], RejectReason::duplicate, RejectColumn::none));
            --assembled.used[block.file];
        }
    });
    remove_rows(incidents, repeated);
    std::sort(assembled.rejects.begin(), assembled.rejects.end(), [](const Reject& a, const Reject& b) {
        return a.input != b.input ? a.input < b.input : a.line < b.line;
    });
}

} // namespace harmspot
