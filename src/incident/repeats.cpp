// SPDX-License-Identifier: MIT
#include "incident/repeats.hpp"

#include "harmspot/parallel.hpp"
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

/// Calls `use(row, i)` for every kept row of a block, whose first is `row`; i is its number in the block.
template <typename Use>
void for_each_kept(const RowBlock& block, std::size_t row, Use use)
{
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
        if (is_kept(block.rows[i])) {
            use(row++, i);
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

/// For every kept row, what must be the same for another to be looked at beside it; 0 = it repeats nothing.
class Keys
{
public:
    Keys(std::span<const RowBlock> blocks, std::span<const std::size_t> offsets, const RepeatRule& rule,
         const Incidents& incidents, unsigned threads)
        : m_blocks(blocks), m_offsets(offsets), m_compares_id(rule.compares_id)
    {
        if (rule.duplicates != Duplicates::columns) {
            return; // the reference alone, which the blocks have
        }
        m_keys.resize(incidents.size());
        parallel_for(threads, blocks.size(), [&](std::size_t b) {
            for_each_kept(blocks[b], offsets[b], [&](std::size_t row, std::size_t i) {
                const auto id = id_of(blocks[b], i);
                m_keys[row] = m_compares_id && id == 0 ? 0 : hash_of(rule, incidents, row, id) | 1U;
            });
        });
    }

    /// Calls `use(row, key, spread)` for every kept row; `spread` is a hash of the key.
    template <typename Use>
    void for_each(Use use) const
    {
        for (std::size_t b = 0; b < m_blocks.size(); ++b) {
            for_each_kept(m_blocks[b], m_offsets[b], [&](std::size_t row, std::size_t i) {
                const auto key = m_keys.empty() ? id_of(m_blocks[b], i) : m_keys[row];
                use(row, key, hash_with(key, 0));
            });
        }
    }

private:
    [[nodiscard]] std::uint64_t id_of(const RowBlock& block, std::size_t i) const
    {
        return m_compares_id && !block.id_hashes.empty() ? block.id_hashes[i] : 0;
    }

    std::span<const RowBlock> m_blocks;
    std::span<const std::size_t> m_offsets;
    bool m_compares_id;
    std::vector<std::uint64_t> m_keys;
};

/// Rows that may share their key with another, grouped by key, then by content, then in order.
std::vector<Candidate> candidates_of(const Keys& keys, const RepeatRule& rule, const Incidents& incidents,
                                     unsigned threads)
{
    // Each thread walks all rows and looks after a share of the keys: walking is nothing beside the memory
    // that looking touches.
    const std::size_t shares = threads == 0 ? machine_threads() : threads;
    std::vector<std::vector<Candidate>> found(shares);
    parallel_for(threads, shares, [&](std::size_t share) {
        constexpr int kHalf = 32;
        const auto is_mine = [&](std::uint64_t key, std::uint64_t spread) {
            return key != 0 && (spread >> kHalf) % shares == share;
        };
        SeenAgain seen(incidents.size() / shares);
        keys.for_each([&](std::size_t, std::uint64_t key, std::uint64_t spread) {
            if (is_mine(key, spread)) {
                seen.add(spread);
            }
        });
        keys.for_each([&](std::size_t row, std::uint64_t key, std::uint64_t spread) {
            if (is_mine(key, spread) && seen.perhaps(spread)) {
                const bool by_content = rule.duplicates == Duplicates::id_and_columns;
                found[share].push_back({key, by_content ? hash_of(rule, incidents, row, key) : 0, row});
            }
        });
        std::sort(found[share].begin(), found[share].end());
    });
    std::vector<Candidate> all;
    for (const auto& some : found) {
        all.insert(all.end(), some.begin(), some.end()); // equal keys are of one share
    }
    return all;
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
                  unsigned threads, Assembled& assembled)
{
    if (rule.duplicates == Duplicates::off) {
        return;
    }
    auto& incidents = assembled.incidents;
    const Keys keys(blocks, offsets, rule, incidents, threads);
    const auto candidates = candidates_of(keys, rule, incidents, threads);
    const auto repeated = repeated_rows(candidates, incidents.size(), assembled.differing_ids);
    if (repeated.empty()) {
        return;
    }
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        const auto& block = blocks[b];
        for_each_kept(block, offsets[b], [&](std::size_t row, std::size_t i) {
            if (repeated[row] != 0) {
                assembled.rejects.push_back(
                    reject_of(block, block.rows[i], RejectReason::duplicate, RejectColumn::none));
                --assembled.used[block.file];
            }
        });
    }
    remove_rows(incidents, repeated);
    std::sort(assembled.rejects.begin(), assembled.rejects.end(), [](const Reject& a, const Reject& b) {
        return a.input != b.input ? a.input < b.input : a.line < b.line;
    });
}

} // namespace harmspot
