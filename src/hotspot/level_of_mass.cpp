// SPDX-License-Identifier: MIT
#include "hotspot/coverage.hpp"
#include "hotspot/level.hpp"
#include "hotspot/scan.hpp"

#include <cstddef>
#include <vector>

namespace harmspot
{

namespace
{

struct Cell {
    double value = 0;
    double mass = 0; ///< value times the share of the cell that lies in the shape
};

/// Walks over the cells that hold mass in the shape.
class CellWalk
{
public:
    CellWalk(const Lattice& lattice, const MultiPolygon& shape)
        : m_lattice(lattice), m_window(window_over(bounds(shape), lattice.grid().min_x, lattice.grid().max_y,
                                                   lattice.grid().cell_m, 0, lattice.rows(), lattice.cols())),
          m_coverage(shape, lattice.grid().min_x + static_cast<double>(m_window.first_col) * lattice.grid().cell_m,
                     lattice.grid().max_y - static_cast<double>(m_window.first_row) * lattice.grid().cell_m,
                     lattice.grid().cell_m, m_window.rows, m_window.cols)
    {
    }

    template <class Visit>
    void operator()(unsigned threads, const Visit& visit) const
    {
        for_blocks(threads, m_window.rows, [&](std::size_t block, std::size_t row, std::size_t end) {
            std::vector<double> cover(m_window.cols);
            std::vector<double> values(m_window.cols);
            for (; row < end; ++row) {
                const long lattice_row = m_window.first_row + static_cast<long>(row);
                if (m_lattice.span_of(lattice_row).last < 0) {
                    continue;
                }
                m_lattice.read_row(lattice_row, m_window.first_col, values);
                m_coverage.row(row, cover);
                for (std::size_t j = 0; j < m_window.cols; ++j) {
                    if (values[j] > 0 && cover[j] > 0) {
                        visit(block, Cell{values[j], values[j] * cover[j]});
                    }
                }
            }
        });
    }

private:
    const Lattice& m_lattice;
    Window m_window;
    Coverage m_coverage;
};

/// Cells of one bin, highest first.
std::vector<Cell> cells_of(const CellWalk& walk, std::size_t bin, unsigned threads)
{
    std::vector<std::vector<Cell>> blocks(kMostBlocks);
    walk(threads, [&](std::size_t block, const Cell& cell) {
        if (bin_of(cell.value) == bin) {
            blocks[block].push_back(cell);
        }
    });
    std::vector<Cell> cells;
    for (const auto& block : blocks) {
        cells.insert(cells.end(), block.begin(), block.end());
    }
    std::stable_sort(cells.begin(), cells.end(), [](const Cell& a, const Cell& b) { return a.value > b.value; });
    return cells;
}

} // namespace

std::optional<double> level_of_mass(const Lattice& lattice, const MultiPolygon& shape, double share, unsigned threads)
{
    const CellWalk walk(lattice, shape);
    Histogram histogram;
    walk(threads, [&](std::size_t block, const Cell& cell) { histogram.of(block)[bin_of(cell.value)] += cell.mass; });
    const auto masses = histogram.sum();
    double total = 0;
    for (std::size_t bin = kBins; bin-- > 0;) {
        total += masses[bin];
    }
    const double wanted = total * share;
    if (!(wanted > 0)) {
        return std::nullopt;
    }
    double held = 0;
    std::size_t bin = kBins - 1;
    while (bin > 0 && (masses[bin] == 0 || held + masses[bin] < wanted)) {
        held += masses[bin--];
    }
    double level = 0;
    for (const auto& cell : cells_of(walk, bin, threads)) {
        level = cell.value;
        held += cell.mass;
        if (held >= wanted) {
            break;
        }
    }
    return level > 0 ? std::optional(level) : std::nullopt;
}

} // namespace harmspot
