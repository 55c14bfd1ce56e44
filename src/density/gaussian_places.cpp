// SPDX-License-Identifier: MIT
#include "density/gaussian_places.hpp"

#include "harmspot/parallel.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace harmspot::density
{

namespace
{

constexpr std::size_t kColsPerTask = 32;

std::size_t tasks_of(const LatticePlan& plan)
{
    return (plan.cols + kColsPerTask - 1) / kColsPerTask;
}

/// Places that are next to each other in the list, and the columns of the lattice that they touch.
struct Chunk {
    std::size_t begin = 0; ///< places
    std::size_t end = 0;
    std::size_t first_col = 0;
    std::size_t last_col = 0;
    SpreadPlaces spread;

    [[nodiscard]] std::size_t cols() const { return last_col - first_col + 1; }
};

double steps_per_m(const Grid& grid, const LatticePlan& plan)
{
    return 1 / (grid.cell_m * plan.step);
}

/// The columns round those that the chunk's places lie in, and one more on each side for roundings.
void find_columns(Chunk& chunk, const PlacesView& places, const Grid& grid, const LatticePlan& plan)
{
    constexpr double kAround = GaussianLattice::kSpreadNodes / 2 + 1;
    const auto [west, east] = std::minmax_element(places.x.begin() + static_cast<std::ptrdiff_t>(chunk.begin),
                                                  places.x.begin() + static_cast<std::ptrdiff_t>(chunk.end));
    const auto col_of = [&](double x, double around) {
        const double at = (x - grid.min_x) * steps_per_m(grid, plan) + static_cast<double>(GaussianLattice::kMargin);
        return static_cast<std::size_t>(std::clamp(at + around, 0.0, static_cast<double>(plan.cols - 1)));
    };
    chunk.first_col = std::min(col_of(*west, -kAround), plan.cols - 2 * GaussianLattice::kSpreadNodes);
    chunk.last_col = std::max<std::size_t>(col_of(*east, kAround), 2 * GaussianLattice::kSpreadNodes);
}

/// Cuts the places into chunks by their number alone, so that sums do not depend on threads. Chunks are few
/// enough that the columns they touch, which overlap, take no more than twice the lattice: one chunk if places come
/// in no order.
std::vector<Chunk> chunks_of(const PlacesView& places, const Grid& grid, const LatticePlan& plan, unsigned threads)
{
    constexpr std::size_t kLeastPlaces = 16'384;
    constexpr std::size_t kMostChunks = 32;
    std::size_t count = std::clamp<std::size_t>(places.size() / kLeastPlaces, 1, kMostChunks);
    for (;; count /= 2) {
        std::vector<Chunk> chunks(count);
        parallel_for(threads, count, [&](std::size_t i) {
            chunks[i].begin = places.size() * i / count;
            chunks[i].end = places.size() * (i + 1) / count;
            find_columns(chunks[i], places, grid, plan);
        });
        std::size_t cols = 0;
        for (const auto& chunk : chunks) {
            cols += chunk.cols();
        }
        if (count == 1 || cols <= 2 * plan.cols) {
            return chunks;
        }
    }
}

void spread_chunk(Chunk& chunk, const PlacesView& places, const Grid& grid, const LatticePlan& plan,
                  const TileLoops& loops)
{
    chunk.spread.nodes.resize(chunk.cols() * plan.stride);
    chunk.spread.occupied.resize(chunk.spread.nodes.size());
    std::fill(chunk.spread.nodes.begin(), chunk.spread.nodes.end(), 0.0);
    std::fill(chunk.spread.occupied.begin(), chunk.spread.occupied.end(), static_cast<unsigned char>(0));
    GaussianSpread task{};
    task.x = places.x.data() + chunk.begin;
    task.y = places.y.data() + chunk.begin;
    task.weight = places.weight.data() + chunk.begin;
    task.count = chunk.end - chunk.begin;
    task.min_x = grid.min_x;
    task.max_y = grid.max_y;
    task.steps_per_m = steps_per_m(grid, plan);
    task.cols = static_cast<double>(plan.cols);
    task.rows = static_cast<double>(plan.rows);
    task.first_col = chunk.first_col;
    task.lattice = {chunk.spread.nodes.data(), plan.stride};
    task.occupied = chunk.spread.occupied.data();
    loops.gaussian_spread(task);
}

/// Adds the chunks' columns [begin, end) in the chunks' order.
void add_chunks(const std::vector<Chunk>& chunks, const LatticePlan& plan, std::size_t begin, std::size_t end,
                SpreadPlaces& whole)
{
    std::fill_n(whole.nodes.data() + begin * plan.stride, (end - begin) * plan.stride, 0.0);
    std::fill_n(whole.occupied.data() + begin * plan.stride, (end - begin) * plan.stride,
                static_cast<unsigned char>(0));
    for (const auto& chunk : chunks) {
        for (std::size_t col = std::max(begin, chunk.first_col); col < std::min(end, chunk.last_col + 1); ++col) {
            const std::size_t from = (col - chunk.first_col) * plan.stride;
            const std::size_t to = col * plan.stride;
            for (std::size_t row = 0; row < plan.stride; ++row) {
                whole.nodes[to + row] += chunk.spread.nodes[from + row];
                whole.occupied[to + row] |= chunk.spread.occupied[from + row];
            }
        }
    }
}

/// Squares in reach lie up to √`kReach2` apart, in steps between middles: at least (7.25 + √2 step) / step.
/// Square and cell are each off their middles by step/√2, so that no cell is in reach past 8 bandwidths.
constexpr int kReach2 = 858;
constexpr int kReach = 29;
constexpr int kFar = 255;

/// How many squares north or south of each the nearest occupied one of its column is.
void steps_to_occupied(const unsigned char* occupied, std::size_t rows, unsigned char* steps)
{
    int away = kFar;
    for (std::size_t row = 0; row < rows; ++row) {
        away = occupied[row] != 0 ? 0 : std::min(away + 1, kFar);
        steps[row] = static_cast<unsigned char>(away);
    }
    away = kFar;
    for (std::size_t row = rows; row-- > 0;) {
        away = occupied[row] != 0 ? 0 : std::min(away + 1, kFar);
        steps[row] = static_cast<unsigned char>(std::min<int>(steps[row], away));
    }
}

} // namespace

LatticePlan plan_lattice(const Grid& grid, double bandwidth_cells)
{
    LatticePlan plan;
    plan.step = GaussianLattice::kStep * bandwidth_cells;
    // Cells are read in groups, which may go past the grid.
    const auto nodes_of = [&](std::size_t cells, std::size_t group) {
        return static_cast<std::size_t>(static_cast<double>(cells + group) / plan.step) + 2 +
               2 * GaussianLattice::kMargin;
    };
    plan.cols = nodes_of(grid.cols, BandProduct::kCols);
    plan.rows = nodes_of(grid.rows, BandProduct::kRows);
    // An odd number of cache lines, or the columns round a place would all fall on the same few lines.
    plan.stride = ((plan.rows + 2 * BandProduct::kRows) / 16 * 2 + 1) * 8;
    return plan;
}

SpreadPlaces spread_places(const PlacesView& places, const Grid& grid, const LatticePlan& plan, const TileLoops& loops,
                           unsigned threads)
{
    auto chunks = chunks_of(places, grid, plan, threads);
    parallel_for(threads, chunks.size(), [&](std::size_t i) { spread_chunk(chunks[i], places, grid, plan, loops); });
    SpreadPlaces whole;
    whole.nodes.resize(plan.cols * plan.stride);
    whole.occupied.resize(whole.nodes.size());
    parallel_for(threads, tasks_of(plan), [&](std::size_t task) {
        add_chunks(chunks, plan, task * kColsPerTask, std::min(plan.cols, (task + 1) * kColsPerTask), whole);
    });
    return whole;
}

Cells<unsigned char> squares_in_reach(const SpreadPlaces& spread, const LatticePlan& plan, unsigned threads)
{
    Cells<unsigned char> steps(spread.occupied.size());
    Cells<unsigned char> in_reach(spread.occupied.size());
    parallel_for(threads, tasks_of(plan), [&](std::size_t task) {
        for (std::size_t col = task * kColsPerTask; col < std::min(plan.cols, (task + 1) * kColsPerTask); ++col) {
            steps_to_occupied(spread.occupied.data() + col * plan.stride, plan.stride,
                              steps.data() + col * plan.stride);
        }
    });
    parallel_for(threads, tasks_of(plan), [&](std::size_t task) {
        for (std::size_t col = task * kColsPerTask; col < std::min(plan.cols, (task + 1) * kColsPerTask); ++col) {
            unsigned char* reached = in_reach.data() + col * plan.stride;
            std::fill_n(reached, plan.stride, static_cast<unsigned char>(0));
            const std::size_t last = std::min(plan.cols - 1, col + kReach);
            for (std::size_t other = col > kReach ? col - kReach : 0; other <= last; ++other) {
                const int across = static_cast<int>(other) - static_cast<int>(col);
                const auto most = static_cast<unsigned char>(std::sqrt(static_cast<double>(kReach2 - across * across)));
                const unsigned char* away = steps.data() + other * plan.stride;
                for (std::size_t row = 0; row < plan.stride; ++row) {
                    reached[row] |= static_cast<unsigned char>(away[row] <= most);
                }
            }
        }
    });
    return in_reach;
}

} // namespace harmspot::density
