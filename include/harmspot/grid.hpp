// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"

#include <cstddef>
#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace harmspot
{

/// Regular grid of square cells in projected metres. Row 0 is the north edge, column 0 the west edge.
struct Grid {
    double min_x = 0;   ///< west edge of column 0
    double max_y = 0;   ///< north edge of row 0
    double cell_m = 25; ///< cell side
    std::size_t cols = 0;
    std::size_t rows = 0;

    /// Smallest grid over `box` whose edges are whole multiples of `cell_m` from the CRS origin.
    /// \throws ConfigError when that is more than `kMaxCells` cells (names the cell size that would fit)
    [[nodiscard]] static Grid covering(const Box& box, double cell_m);

    [[nodiscard]] std::size_t size() const noexcept { return cols * rows; }
    [[nodiscard]] Box extent() const noexcept;
    [[nodiscard]] double cell_area_m2() const noexcept { return cell_m * cell_m; }
    [[nodiscard]] double centre_x(std::size_t col) const noexcept
    {
        return min_x + (static_cast<double>(col) + 0.5) * cell_m;
    }
    [[nodiscard]] double centre_y(std::size_t row) const noexcept
    {
        return max_y - (static_cast<double>(row) + 0.5) * cell_m;
    }

    friend bool operator==(const Grid&, const Grid&) = default;
};

/// Grids larger than this are refused before any memory is asked for.
inline constexpr std::size_t kMaxCells = 500'000'000;

namespace detail
{
void* allocate_cells(std::size_t bytes);
void free_cells(void* memory, std::size_t bytes) noexcept;
} // namespace detail

/// Asks for huge pages and leaves values uninitialised when default-constructed, because page faults
/// and zeroing would otherwise cost as much as the density sum itself.
template <class T>
struct CellAllocator {
    using value_type = T;
    CellAllocator() = default;
    template <class U>
    explicit CellAllocator(const CellAllocator<U>&) noexcept
    {
    }
    T* allocate(std::size_t n) { return static_cast<T*>(detail::allocate_cells(n * sizeof(T))); }
    void deallocate(T* memory, std::size_t n) noexcept { detail::free_cells(memory, n * sizeof(T)); }
    template <class U>
    void construct(U* at) noexcept
    {
        ::new (static_cast<void*>(at)) U;
    }
    template <class U, class... Args>
    void construct(U* at, Args&&... args)
    {
        ::new (static_cast<void*>(at)) U(std::forward<Args>(args)...);
    }
    friend bool operator==(const CellAllocator&, const CellAllocator&) noexcept { return true; }
};

template <class T>
using Cells = std::vector<T, CellAllocator<T>>;

/// One value per cell, row by row from the north-west.
template <class T>
struct Raster {
    Grid grid;
    Cells<T> values;

    Raster() = default;
    /// Values are uninitialised.
    explicit Raster(const Grid& over) : grid(over), values(over.size()) {}
    Raster(const Grid& over, T value) : grid(over), values(over.size(), value) {}

    [[nodiscard]] T& operator()(std::size_t row, std::size_t col) { return values[row * grid.cols + col]; }
    [[nodiscard]] const T& operator()(std::size_t row, std::size_t col) const { return values[row * grid.cols + col]; }
};

} // namespace harmspot
