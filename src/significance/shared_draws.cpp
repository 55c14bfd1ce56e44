// SPDX-License-Identifier: MIT
// One table of draws for all cells. A draw is the start of a shuffle of all cells; for a cell with k neighbours it
// gives the first k that are not the cell itself. So cells with k neighbours share the sums of the first k, save
// for the few draws that hold the cell: there the next one steps in.
#include "significance/draws.hpp"
#include "significance/shuffle.hpp"

#include "harmspot/error.hpp"
#include "harmspot/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace harmspot::significance
{

namespace
{

constexpr std::size_t kMostEntries = 200'000'000;
constexpr std::size_t kBlockDraws = 256;
/// No cell has this number, so that the table differs from every cell's own draws.
constexpr std::uint32_t kTableStream = 0xFFFFFFFFU;

struct Table {
    std::size_t draws = 0;
    std::size_t width = 0;
    std::vector<std::uint32_t> card;  ///< [position × draws + draw]
    std::vector<std::uint32_t> first; ///< cell i is dealt at entries [first[i], first[i + 1]) of `dealt`
    std::vector<std::uint32_t> dealt; ///< position × draws + draw
};

Table make_table(std::size_t cells, std::size_t most_neighbours, const LocalOptions& options)
{
    Table table;
    table.draws = options.draws;
    table.width = std::min(most_neighbours + 1, cells);
    if (table.draws * table.width > kMostEntries) {
        throw ConfigError(fmt::format("{} draws for neighbourhoods of up to {} cells need too much memory; use at most "
                                      "{} draws or a narrower band",
                                      options.draws, most_neighbours, kMostEntries / table.width));
    }
    table.card.resize(table.draws * table.width);
    const std::uint32_t key = philox_key(options.seed);
    parallel_for(options.threads, (table.draws + kBlockDraws - 1) / kBlockDraws, [&](std::size_t block) {
        Shuffle shuffle(cells);
        const std::size_t last = std::min(table.draws, (block + 1) * kBlockDraws);
        for (std::size_t draw = block * kBlockDraws; draw < last; ++draw) {
            shuffle.draw(
                table.width, kTableStream, static_cast<std::uint32_t>(draw) * draw_stride(table.width), key,
                [&](std::uint32_t position, std::uint32_t card) { table.card[position * table.draws + draw] = card; });
        }
    });
    table.first.assign(cells + 1, 0);
    for (const std::uint32_t card : table.card) {
        ++table.first[card + 1];
    }
    for (std::size_t i = 0; i < cells; ++i) {
        table.first[i + 1] += table.first[i];
    }
    table.dealt.resize(table.card.size());
    auto next = table.first;
    for (std::size_t entry = 0; entry < table.card.size(); ++entry) {
        table.dealt[next[table.card[entry]]++] = static_cast<std::uint32_t>(entry);
    }
    return table;
}

/// The draws for cells with `count` neighbours.
class Sums
{
public:
    Sums(const Sample& sample, const Table& table, std::size_t count, std::vector<double> sums,
         const LocalOptions& options, const RareValues* rare)
        : m_sample(sample), m_table(table), m_count(count), m_options(options), m_rare(rare), m_sums(std::move(sums)),
          m_known(sorted_copy())
    {
    }

    [[nodiscard]] Drawn drawn(std::uint32_t i) const
    {
        const double observed = observed_sum(m_sample, i, m_options);
        const double tie = m_sample.values.tie(static_cast<double>(m_count));
        const double least = observed - tie;
        const double most = observed + tie;
        Counted counted;
        counted.above = m_known.beyond(least, true);
        counted.below = m_known.beyond(most, false);
        for (std::size_t at = m_table.first[i]; at < m_table.first[i + 1]; ++at) {
            if (m_options.redraw_self || m_table.dealt[at] >= m_count * m_table.draws) { // not among the first `count`
                break;
            }
            const std::size_t draw = m_table.dealt[at] % m_table.draws;
            const double with_self = m_sums[draw];
            const auto stand_in = m_table.card[m_count * m_table.draws + draw];
            const double sum = with_self - m_sample.values.x[i] + m_sample.values.x[stand_in];
            counted.above += (sum >= least ? 1U : 0U) - (with_self >= least ? 1U : 0U);
            counted.below += (sum <= most ? 1U : 0U) - (with_self <= most ? 1U : 0U);
        }
        return two_sided(counted, static_cast<std::uint32_t>(m_table.draws), i, observed, m_rare,
                         [&]() -> const DrawnSums& { return m_known; });
    }

private:
    [[nodiscard]] DrawnSums sorted_copy() const
    {
        auto copy = m_sums;
        return DrawnSums(copy);
    }

    const Sample& m_sample;
    const Table& m_table;
    std::size_t m_count;
    const LocalOptions& m_options;
    const RareValues* m_rare;
    std::vector<double> m_sums; ///< by draw
    DrawnSums m_known;
};

} // namespace

std::vector<Drawn> shared_draws_p(const Sample& sample, const std::vector<std::uint32_t>& tested,
                                  const LocalOptions& options, const RareValues* rare)
{
    std::vector<Drawn> drawn(tested.size());
    std::vector<std::uint32_t> by_count(tested.size());
    std::iota(by_count.begin(), by_count.end(), 0U);
    const auto count_of = [&](std::uint32_t t) { return values_drawn(sample, tested[t], options); };
    std::stable_sort(by_count.begin(), by_count.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return count_of(a) < count_of(b); });
    if (tested.empty()) {
        return drawn;
    }
    const auto table = make_table(sample.size(), count_of(by_count.back()), options);
    std::vector<double> running(table.draws, 0.0);
    std::size_t dealt = 0;
    for (std::size_t first = 0, last = 0; first < by_count.size(); first = last) {
        const std::size_t count = count_of(by_count[first]);
        while (last < by_count.size() && count_of(by_count[last]) == count) {
            ++last;
        }
        for (; dealt < count; ++dealt) {
            for (std::size_t draw = 0; draw < table.draws; ++draw) {
                running[draw] += sample.values.x[table.card[dealt * table.draws + draw]];
            }
        }
        const Sums sums(sample, table, count, running, options, rare);
        parallel_for(options.threads, (last - first + kBlockCells - 1) / kBlockCells, [&](std::size_t block) {
            const std::size_t end = std::min(last, first + (block + 1) * kBlockCells);
            for (std::size_t at = first + block * kBlockCells; at < end; ++at) {
                drawn[by_count[at]] = sums.drawn(tested[by_count[at]]);
            }
        });
    }
    return drawn;
}

} // namespace harmspot::significance
