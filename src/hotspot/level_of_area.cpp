// SPDX-License-Identifier: MIT
#include "hotspot/level.hpp"

#include "hotspot/contour.hpp"
#include "hotspot/coverage.hpp"
#include "hotspot/scan.hpp"

#include <array>
#include <cstddef>
#include <limits>
#include <vector>

namespace harmspot
{

namespace
{

/// A square that the contour may cross, and how much of it lies in the shape.
struct Square {
    std::array<double, 4> corner{}; ///< nw, ne, se, sw
    double least = 0;
    double most = 0;
    double cover = 0;
};

/// Walks over the lattice's squares that lie in the shape, at least partly, and are not 0 throughout; rows
/// of squares that stay below `from` may be left out.
class SquareWalk
{
public:
    SquareWalk(const Lattice& lattice, const MultiPolygon& shape)
        : m_lattice(lattice), m_window(window_over(bounds(shape), lattice.node_x(-1), lattice.node_y(-1),
                                                   lattice.grid().cell_m, -1, lattice.rows() + 1, lattice.cols() + 1)),
          m_coverage(shape, lattice.node_x(m_window.first_col), lattice.node_y(m_window.first_row),
                     lattice.grid().cell_m, m_window.rows, m_window.cols)
    {
    }

    template <class Visit>
    void operator()(unsigned threads, double from, const Visit& visit) const
    {
        for_blocks(threads, m_window.rows, [&](std::size_t block, std::size_t row, std::size_t end) {
            std::vector<double> cover(m_window.cols);
            std::vector<double> top(m_window.cols + 1);
            std::vector<double> bottom(m_window.cols + 1);
            m_lattice.read_row(m_window.first_row + static_cast<long>(row), m_window.first_col, bottom);
            for (; row < end; ++row) {
                std::swap(top, bottom);
                m_lattice.read_row(m_window.first_row + static_cast<long>(row) + 1, m_window.first_col, bottom);
                walk_row(row, block, from, top, bottom, cover, visit);
            }
        });
    }

private:
    template <class Visit>
    void walk_row(std::size_t row, std::size_t block, double from, const std::vector<double>& top,
                  const std::vector<double>& bottom, std::vector<double>& cover, const Visit& visit) const
    {
        const auto upper = m_lattice.span_of(m_window.first_row + static_cast<long>(row));
        const auto lower = m_lattice.span_of(m_window.first_row + static_cast<long>(row) + 1);
        const double highest = std::max(upper.highest, lower.highest);
        if (highest <= 0 || highest < from) {
            return;
        }
        m_coverage.row(row, cover);
        const auto column = [&](long col) {
            return static_cast<std::size_t>(std::clamp(col - m_window.first_col, 0L, static_cast<long>(m_window.cols)));
        };
        const long west =
            std::min(upper.last < 0 ? lower.first : upper.first, lower.last < 0 ? upper.first : lower.first);
        const std::size_t end = column(std::max(upper.last, lower.last) + 1);
        for (std::size_t j = column(west - 1); j < end; ++j) {
            const double most = std::max({top[j], top[j + 1], bottom[j], bottom[j + 1]});
            if (most > 0 && cover[j] > 0) {
                const double least = std::min({top[j], top[j + 1], bottom[j], bottom[j + 1]});
                visit(block, Square{{top[j], top[j + 1], bottom[j + 1], bottom[j]}, least, most, cover[j]});
            }
        }
    }

    const Lattice& m_lattice;
    Window m_window;
    Coverage m_coverage;
};

/// Levels between which the budget is met: the region at `low` covers at least it, at `high` at most it.
struct Bracket {
    double low = 0;  ///< 0 when not found
    double high = 0; ///< 0 when every level covers at most the budget
    double all = 0;  ///< squares of which any corner is above 0
};

/// A square is inside for certain when its least corner is, and outside when its highest is.
Bracket bracket(const SquareWalk& walk, double budget, unsigned threads)
{
    Histogram by_least;
    Histogram by_most;
    walk(threads, 0, [&](std::size_t block, const Square& square) {
        by_least.of(block)[bin_of(square.least)] += square.cover;
        by_most.of(block)[bin_of(square.most)] += square.cover;
    });
    const auto least = by_least.sum();
    const auto most = by_most.sum();
    Bracket found;
    double inside = 0;
    for (std::size_t bin = kBins; bin-- > 1 && found.low == 0;) {
        inside += least[bin];
        found.low = inside >= budget ? least_of(bin) : 0;
    }
    for (std::size_t bin = kBins; bin-- > 0;) {
        found.high = found.all + most[bin] > budget && found.high == 0 ? least_of(bin + 1) : found.high;
        found.all += most[bin];
    }
    return found;
}

/// Squares that a bisection has yet to decide, and the sum over those that are inside at every level left.
struct Undecided {
    std::vector<Square> squares;
    double inside = 0;

    [[nodiscard]] double covered_at(double level) const
    {
        double sum = inside;
        for (const auto& s : squares) {
            sum += s.cover * region_share(s.corner[0], s.corner[1], s.corner[2], s.corner[3], level);
        }
        return sum;
    }
    void narrow(double low, double high)
    {
        std::erase_if(squares, [&](const Square& square) {
            inside += square.least >= high ? square.cover : 0;
            return square.least >= high || square.most < low;
        });
    }
};

Undecided between(const SquareWalk& walk, double low, double high, unsigned threads)
{
    std::vector<Undecided> blocks(kMostBlocks);
    walk(threads, low, [&](std::size_t block, const Square& square) {
        if (square.least >= high) {
            blocks[block].inside += square.cover;
        } else if (square.most >= low) {
            blocks[block].squares.push_back(square);
        }
    });
    Undecided all;
    for (const auto& block : blocks) {
        all.inside += block.inside;
        all.squares.insert(all.squares.end(), block.squares.begin(), block.squares.end());
    }
    return all;
}

double least_above_zero(const SquareWalk& walk, unsigned threads)
{
    std::vector<double> least(kMostBlocks, std::numeric_limits<double>::infinity());
    walk(threads, 0, [&](std::size_t block, const Square& square) {
        for (const double value : square.corner) {
            least[block] = value > 0 ? std::min(least[block], value) : least[block];
        }
    });
    return *std::min_element(least.begin(), least.end());
}

/// Share of the budget that may be left over.
constexpr double kTolerance = 1e-6;

} // namespace

std::optional<double> level_of_area(const Lattice& lattice, const MultiPolygon& shape, double budget_m2,
                                    unsigned threads)
{
    const double budget = budget_m2 / lattice.grid().cell_area_m2(); // in squares
    if (!(budget > 0)) {
        return std::nullopt;
    }
    const SquareWalk walk(lattice, shape);
    auto [low, high, all] = bracket(walk, budget, threads);
    if (all == 0) {
        return std::nullopt;
    }
    if (high == 0) { // the budget has room for everything
        return least_above_zero(walk, threads);
    }
    if (low == 0) {
        low = least_above_zero(walk, threads);
        if (between(walk, low, low, threads).covered_at(low) <= budget) {
            return low;
        }
    }
    auto undecided = between(walk, low, high, threads);
    for (;;) {
        const double level = low + (high - low) / 2;
        if (level <= low || level >= high) {
            return high;
        }
        const double covered = undecided.covered_at(level);
        (covered > budget ? low : high) = level;
        if (covered <= budget && covered >= budget * (1 - kTolerance)) {
            return high;
        }
        undecided.narrow(low, high);
    }
}

} // namespace harmspot
