// SPDX-License-Identifier: MIT
#pragma once

#include "incident/row_block.hpp"
#include "incident/row_parser.hpp"

#include <cstddef>
#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace harmspot
{

/// Lanes lent to whoever is working; never more than there are.
class LanePool
{
public:
    explicit LanePool(std::vector<Lane>& lanes);

    /// Runs `work(lane, number)` with a lane that nobody else has meanwhile.
    void with_lane(const std::function<void(Lane&, std::size_t)>& work);

private:
    std::size_t take();
    void give_back(std::size_t number);

    std::vector<Lane>& m_lanes;
    std::vector<std::size_t> m_free;
    std::mutex m_mutex;
};

/// Told how many bytes of text were parsed, from any thread.
using BytesDone = std::function<void(std::size_t)>;

/// Parses the rows from byte `first` on, on this thread, in pieces of `chunk_bytes`. All three stop early when
/// more quotes than `csv::kMaxUnclosedQuotes` never close; such a file must be refused.
[[nodiscard]] std::vector<RowBlock> parse_in_turn(const RowText& text, std::size_t first, const RowRules& rules,
                                                  LanePool& pool, std::size_t chunk_bytes, const BytesDone& done);

/// The same on several threads. \param beside other work, done once each at the same time
///
/// Each piece starts where a row starts by the count of quotes before it. That is a guess, since a quote in
/// the middle of a field is an ordinary character; so every piece is checked to start where the one before
/// it ended, and parsed again from there when it does not. Hence the result never depends on the pieces.
[[nodiscard]] std::vector<RowBlock> parse_in_parallel(const RowText& text, std::size_t first, const RowRules& rules,
                                                      LanePool& pool, std::size_t chunk_bytes, unsigned threads,
                                                      std::span<const std::function<void()>> beside,
                                                      const BytesDone& done);

/// The same of a text that comes bit by bit and is never held as a whole: one window of a piece for each
/// thread is parsed while the next one is made.
/// \param start where the text starts: at a row
/// \param more fills what it is given with what follows; returns fewer bytes at the end only
[[nodiscard]] std::vector<RowBlock> parse_as_it_comes(const RowText& start,
                                                      const std::function<std::size_t(std::span<char>)>& more,
                                                      const RowRules& rules, LanePool& pool, std::size_t chunk_bytes,
                                                      unsigned threads, std::span<const std::function<void()>> beside,
                                                      const BytesDone& done);

} // namespace harmspot
