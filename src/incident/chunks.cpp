// SPDX-License-Identifier: MIT
#include "incident/chunks.hpp"

#include "harmspot/parallel.hpp"
#include "incident/csv_scan.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <iterator>
#include <memory>
#include <numeric>
#include <utility>

namespace harmspot
{

namespace
{

RowBlock parse_with_lane(const RowText& text, const RowRules& rules, LanePool& pool, std::size_t begin,
                         std::size_t until)
{
    RowBlock block;
    pool.with_lane([&](Lane& lane, std::size_t number) {
        block = parse_rows(text, rules, lane, begin, until);
        block.lane = number;
    });
    return block;
}

/// Byte where each piece probably starts, and the end of the text.
std::vector<std::size_t> guess_starts(std::string_view text, std::size_t first, std::size_t chunk_bytes,
                                      unsigned threads)
{
    const std::size_t pieces = (text.size() - first + chunk_bytes - 1) / chunk_bytes;
    const auto nominal = [&](std::size_t piece) { return std::min(text.size(), first + piece * chunk_bytes); };
    std::vector<std::uint64_t> quotes(pieces);
    parallel_for(threads, pieces, [&](std::size_t i) {
        quotes[i] = csv::count_quotes(text.substr(nominal(i), nominal(i + 1) - nominal(i)));
    });
    std::vector<std::size_t> starts{first};
    std::uint64_t before = 0;
    for (std::size_t i = 1; i < pieces; ++i) {
        before += quotes[i - 1];
        starts.push_back(csv::guess_row_start(text, nominal(i), nominal(i + 1), before % 2 == 1));
    }
    starts.push_back(text.size());
    return starts;
}

std::string_view without_line_ends(std::string_view text)
{
    const auto last = text.find_last_not_of("\r\n");
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// Text with room before it for what is left of the text before.
class Window
{
public:
    /// Takes what `from` did not use up, and as much again or `bytes` of new text, whichever is more.
    Window(std::size_t bytes, std::size_t least_room) : m_room(least_room), m_space(bytes) {}

    [[nodiscard]] std::span<char> space()
    {
        if (!m_bytes) {
            m_bytes.reset(new char[m_room + m_space]); // not zeroed
        }
        return {m_bytes.get() + m_room, m_space};
    }
    /// Puts `before` in front of the first `used` bytes of the space.
    void join(std::string_view before, std::size_t used)
    {
        if (before.size() > m_room) {
            std::unique_ptr<char[]> larger(new char[before.size() + used]);
            std::memcpy(larger.get() + before.size(), m_bytes.get() + m_room, used);
            m_bytes = std::move(larger);
            m_room = before.size();
        }
        m_begin = m_room - before.size();
        m_size = before.size() + used;
        std::memcpy(m_bytes.get() + m_begin, before.data(), before.size());
    }
    [[nodiscard]] std::string_view text() const { return {m_bytes.get() + m_begin, m_size}; }

private:
    std::size_t m_room;
    std::size_t m_space;
    std::size_t m_begin = 0;
    std::size_t m_size = 0;
    std::unique_ptr<char[]> m_bytes;
};

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

std::vector<RowBlock> parse_in_turn(const RowText& text, std::size_t first, const RowRules& rules, LanePool& pool,
                                    std::size_t chunk_bytes, const BytesDone& done)
{
    std::vector<RowBlock> blocks;
    unsigned unclosed = 0;
    for (std::size_t begin = first; begin < text.text.size() && unclosed <= csv::kMaxUnclosedQuotes;) {
        const std::size_t until = std::min(text.text.size(), begin + chunk_bytes);
        blocks.push_back(parse_with_lane(text, rules, pool, begin, until));
        unclosed += blocks.back().unclosed;
        done(blocks.back().end - begin);
        if (blocks.back().end < until) {
            break; // the row that starts there is not whole
        }
        begin = blocks.back().end;
    }
    return blocks;
}

std::vector<RowBlock> parse_in_parallel(const RowText& text, std::size_t first, const RowRules& rules, LanePool& pool,
                                        std::size_t chunk_bytes, unsigned threads,
                                        std::span<const std::function<void()>> beside, const BytesDone& done)
{
    const auto starts = guess_starts(text.text, first, chunk_bytes, threads);
    std::vector<RowBlock> blocks(starts.size() - 1);
    parallel_for(threads, blocks.size() + beside.size(), [&](std::size_t i) {
        if (i < beside.size()) {
            beside[i](); // long pieces of work, so they come first
            return;
        }
        i -= beside.size();
        blocks[i] = parse_with_lane(text, rules, pool, starts[i], starts[i + 1]);
        done(starts[i + 1] - starts[i]);
    });
    std::size_t at = first;
    unsigned unclosed = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (blocks[i].begin != at) {
            blocks[i] = parse_with_lane(text, rules, pool, at, starts[i + 1]);
        }
        at = blocks[i].end;
        unclosed += blocks[i].unclosed;
        if (unclosed > csv::kMaxUnclosedQuotes) {
            blocks.resize(i + 1); // the file will be refused
        }
    }
    return blocks;
}

std::vector<RowBlock> parse_as_it_comes(const RowText& start, const std::function<std::size_t(std::span<char>)>& more,
                                        const RowRules& rules, LanePool& pool, std::size_t chunk_bytes,
                                        unsigned threads, std::span<const std::function<void()>> beside,
                                        const BytesDone& done)
{
    constexpr std::size_t kRoom = std::size_t{64} << 10U; // more than a row takes, as a rule
    const std::size_t window_bytes = chunk_bytes * threads;
    std::vector<RowBlock> all;
    Window now(0, start.text.size());
    static_cast<void>(now.space());
    now.join(start.text, 0);
    unsigned unclosed = 0;
    std::size_t left = 0;
    for (bool follows = true;;) {
        // A row longer than a window is looked at again and again: that must not take the square of its length.
        Window next(std::max(window_bytes, left), kRoom);
        std::size_t made = 0;
        std::vector<std::function<void()>> others;
        if (follows) {
            others.emplace_back([&] { made = more(next.space()); });
        }
        others.insert(others.end(), beside.begin(), beside.end());
        beside = {};
        // Line ends at the end of the text are no rows; here it is not known yet whether this is the end.
        const RowText text{without_line_ends(now.text()), start.columns, start.delimiter, follows};
        auto blocks = parse_in_parallel(text, 0, rules, pool, chunk_bytes, threads, others, done);
        for (auto& block : blocks) {
            unclosed += block.unclosed;
        }
        const std::size_t used = blocks.empty() ? 0 : blocks.back().end;
        std::move(blocks.begin(), blocks.end(), std::back_inserter(all));
        if (!follows || unclosed > csv::kMaxUnclosedQuotes) {
            return all;
        }
        follows = made == next.space().size();
        left = now.text().size() - used;
        next.join(now.text().substr(used), made);
        now = std::move(next);
    }
}

} // namespace harmspot
