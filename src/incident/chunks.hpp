// SPDX-License-Identifier: MIT
#pragma once

#include "incident/input_file.hpp"
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

/// Parses a whole file on this thread, in pieces of `chunk_bytes`. Both stop early when more quotes than
/// `csv::kMaxUnclosedQuotes` never close; such a file must be refused.
/// \param done called with the bytes of each piece
[[nodiscard]] std::vector<RowBlock> parse_in_turn(const InputFile& file, const RowRules& rules, LanePool& pool,
                                                  std::size_t chunk_bytes,
                                                  const std::function<void(std::size_t)>& done);

/// The same on several threads; `sha256` is computed meanwhile.
///
/// Each piece starts where a row starts by the count of quotes before it. That is a guess, since a quote in
/// the middle of a field is an ordinary character; so every piece is checked to start where the one before
/// it ended, and parsed again from there when it does not. Hence the result never depends on the pieces.
[[nodiscard]] std::vector<RowBlock> parse_in_parallel(const InputFile& file, const RowRules& rules, LanePool& pool,
                                                      std::size_t chunk_bytes, unsigned threads, std::string& sha256,
                                                      const std::function<void(std::size_t)>& done);

} // namespace harmspot
