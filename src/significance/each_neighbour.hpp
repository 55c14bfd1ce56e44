// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/neighbours.hpp"

#include <cstddef>
#include <cstdint>

namespace harmspot::significance
{

/// Calls `found(cell)` for the neighbours of `cell` that are analysed, ascending, never for itself. Nobody neighbours
/// a cell of a lattice that is not analysed.
template <class Found>
void each_neighbour(const Lattice& lattice, std::size_t cell, const Found& found)
{
    if (lattice.in[cell] == 0) {
        return;
    }
    const auto rows = static_cast<std::ptrdiff_t>(lattice.rows);
    const auto cols = static_cast<std::ptrdiff_t>(lattice.cols);
    const auto row = static_cast<std::ptrdiff_t>(cell) / cols;
    const auto col = static_cast<std::ptrdiff_t>(cell) % cols;
    for (const auto& run : lattice.runs[static_cast<std::size_t>(row % 2)]) {
        const auto at = row + run.row;
        for (auto to = col + run.first; to <= col + run.last; ++to) {
            if (at < 0 || to < 0 || at >= rows || to >= cols) {
                continue;
            }
            const auto neighbour = static_cast<std::size_t>(at * cols + to);
            if (neighbour != cell && lattice.in[neighbour] != 0) {
                found(static_cast<std::uint32_t>(neighbour));
            }
        }
    }
}

template <class Found>
void each_neighbour(const Weights& weights, std::size_t cell, const Found& found)
{
    for (const std::uint32_t neighbour : weights.neighbours_of(cell)) {
        found(neighbour);
    }
}

template <class Found>
void each_neighbour(const CellNeighbours& neighbours, std::size_t cell, const Found& found)
{
    std::visit([&](const auto& known) { each_neighbour(known, cell, found); }, neighbours);
}

} // namespace harmspot::significance
