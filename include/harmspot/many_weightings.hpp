// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/kde.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace harmspot
{

/// Kernel densities of the same places under many weightings, at those cells of a grid that any place reaches.
///
/// Re-runs of a map differ in what lies on each place, not in where places are. So which cells a place reaches is
/// worked out once, each value of the kernel serves `kLanes` weightings together, and the cells that nothing
/// reaches, nearly all of a force's grid, are neither kept nor looked at. Fixed bandwidth, no edge correction.
class ManyWeightings
{
public:
    /// Weightings that are summed together.
    static constexpr std::size_t kLanes = 8;

    /// \param places finite; referred to; their weights do not matter
    /// \throws ConfigError for a bandwidth that is not positive and finite
    ManyWeightings(const PlacesView& places, const Grid& grid, const KdeParams& params, unsigned threads);

    [[nodiscard]] const Grid& grid() const noexcept { return m_grid; }
    /// Numbers of the cells that a place may reach, ascending; the density is 0 everywhere else.
    [[nodiscard]] std::span<const std::uint32_t> cells() const noexcept { return m_cells; }

    /// Σ w_i h⁻² K((x − x_i)/h) in weight per km², as `kernel_density` gives it within its stated error.
    ///
    /// `weight[i * kLanes + lane]` is the weight of place i in a lane; not negative, finite.
    /// Values come by lane: that of cell k in a lane is `[lane * cells().size() + k]`. Sums are in the order of the
    /// places, so the result is the same for any number of threads.
    [[nodiscard]] Cells<double> densities(std::span<const double> weight) const;

private:
    /// Columns of one row that a place may reach: `first_col` to `end_col` − 1, which are neighbours in `m_cells`.
    struct Span {
        std::uint32_t place;
        std::uint32_t first_col;
        std::uint32_t end_col;
        std::uint32_t first_cell; ///< of `first_col`, into `m_cells`
    };

    void find_spans();
    void find_cells();
    void add_row(std::size_t row, std::span<const double> weight, std::vector<double>& sums, double* out) const;

    PlacesView m_places;
    Grid m_grid;
    KdeParams m_params;
    unsigned m_threads;
    std::vector<std::size_t> m_row_spans; ///< of row r: [m_row_spans[r], m_row_spans[r + 1])
    std::vector<Span> m_spans;            ///< by row, then by place
    std::vector<std::size_t> m_row_cells; ///< likewise, into `m_cells`
    std::vector<std::uint32_t> m_cells;
};

} // namespace harmspot
