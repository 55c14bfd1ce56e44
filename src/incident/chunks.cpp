// SPDX-License-Identifier: MIT
#include "incident/chunks.hpp"

#include "harmspot/parallel.hpp"
#include "incident/csv_scan.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace harmspot
{

namespace
{

RowBlock parse_with_lane(const InputFile& file, const RowRules& rules, LanePool& pool, std::size_t begin,
                         std::size_t until)
{
    RowBlock block;
    pool.with_lane([&](Lane& lane, std::size_t number) {
        block = parse_rows(file, rules, lane, begin, until);
        block.lane = number;
    });
    return block;
}

/// Byte where each piece probably starts, and the end of the text.
std::vector<std::size_t> guess_starts(const InputFile& file, std::size_t chunk_bytes, unsigned threads)
{
    const std::string_view text = file.text();
    const std::size_t rows = file.first_row();
    const std::size_t pieces = (text.size() - rows + chunk_bytes - 1) / chunk_bytes;
    const auto nominal = [&](std::size_t piece) { return std::min(text.size(), rows + piece * chunk_bytes); };
    std::vector<std::uint64_t> quotes(pieces);
    parallel_for(threads, pieces, [&](std::size_t i) {
        quotes[i] = csv::count_quotes(text.substr(nominal(i), nominal(i + 1) - nominal(i)));
    });
    std::vector<std::size_t> starts{rows};
    std::uint64_t before = 0;
    for (std::size_t i = 1; i < pieces; ++i) {
        before += quotes[i - 1];
        starts.push_back(csv::guess_row_start(text, nominal(i), nominal(i + 1), before % 2 == 1));
    }
    starts.push_back(text.size());
    return starts;
}

} // namespace

LanePool::LanePool(std::vector<Lane>& lanes) : m_lanes(lanes), m_free(lanes.size())
{
    std::iota(m_free.begin(), m_free.end(), std::size_t{0});
}

void LanePool::with_lane(const std::function<void(Lane&, std::size_t)>& work)
{
    const std::size_t number = take();
    try {
        work(m_lanes[number], number);
    } catch (...) {
        give_back(number);
        throw;
    }
    give_back(number);
}

std::size_t LanePool::take()
{
    const std::lock_guard lock(m_mutex);
    assert(!m_free.empty());
    const std::size_t number = m_free.back();
    m_free.pop_back();
    return number;
}

void LanePool::give_back(std::size_t number)
{
    const std::lock_guard lock(m_mutex);
    m_free.push_back(number);
}

std::vector<RowBlock> parse_in_turn(const InputFile& file, const RowRules& rules, LanePool& pool,
                                    std::size_t chunk_bytes, const std::function<void(std::size_t)>& done)
{
    std::vector<RowBlock> blocks;
    unsigned unclosed = 0;
    for (std::size_t begin = file.first_row(); begin < file.text().size() && unclosed <= csv::kMaxUnclosedQuotes;) {
        const std::size_t until = std::min(file.text().size(), begin + chunk_bytes);
        blocks.push_back(parse_with_lane(file, rules, pool, begin, until));
        unclosed += blocks.back().unclosed;
        done(blocks.back().end - begin);
        begin = blocks.back().end;
    }
    return blocks;
}

std::vector<RowBlock> parse_in_parallel(const InputFile& file, const RowRules& rules, LanePool& pool,
                                        std::size_t chunk_bytes, unsigned threads, std::string& sha256,
                                        const std::function<void(std::size_t)>& done)
{
    const auto starts = guess_starts(file, chunk_bytes, threads);
    std::vector<RowBlock> blocks(starts.size() - 1);
    parallel_for(threads, blocks.size() + 1, [&](std::size_t i) {
        if (i == 0) {
            sha256 = file.sha256(); // the longest piece of work, so it comes first
            return;
        }
        blocks[i - 1] = parse_with_lane(file, rules, pool, starts[i - 1], starts[i]);
        done(starts[i] - starts[i - 1]);
    });
    std::size_t at = file.first_row();
    unsigned unclosed = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (blocks[i].begin != at) {
            blocks[i] = parse_with_lane(file, rules, pool, at, starts[i + 1]);
        }
        at = blocks[i].end;
        unclosed += blocks[i].unclosed;
        if (unclosed > csv::kMaxUnclosedQuotes) {
            blocks.resize(i + 1); // the file will be refused
        }
    }
    return blocks;
}

} // namespace harmspot
