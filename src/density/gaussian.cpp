// SPDX-License-Identifier: MIT
#include "density/engine.hpp"
#include "density/gaussian_places.hpp"
#include "density/workspace.hpp"

#include "harmspot/parallel.hpp"

#include <algorithm>
#include <cmath>

namespace harmspot::density
{

namespace
{

constexpr std::size_t kStripCols = 64;
static_assert(kStripCols % BandProduct::kCols == 0);

/// What all strips share.
struct Reading {
    const LatticePlan& plan;
    const TileLoops& loops;
    const SpreadPlaces& spread;
    const Cells<unsigned char>& in_reach;
    Raster<double>& raster;
    GaussianWeights weights{};   ///< filled in but for the cells
    Cells<double> row_weights{}; ///< `kRows` × nodes for each group of rows
    std::size_t row_nodes = 0;
    std::size_t col_nodes = 0;
};

/// The first node that a group of cells reads.
std::size_t first_node(const Reading& reading, std::size_t cell)
{
    const double reach = GaussianLattice::kReadReach * reading.weights.bandwidth;
    return reading.plan.node_at(static_cast<double>(cell) - reach);
}

std::size_t nodes_of_group(const Reading& reading, std::size_t cells)
{
    const double reach = GaussianLattice::kReadReach * reading.weights.bandwidth;
    return static_cast<std::size_t>((2 * reach + static_cast<double>(cells)) / reading.plan.step) + 2;
}

void weigh_group(const Reading& reading, std::size_t cell, std::size_t cells, std::size_t nodes, double scale,
                 double* out)
{
    auto weights = reading.weights;
    weights.first_cell = static_cast<double>(cell);
    weights.first_node = static_cast<double>(first_node(reading, cell));
    weights.cells = cells;
    weights.nodes = nodes;
    weights.scale = scale * GaussianLattice::kAxisScale;
    weights.out = out;
    reading.loops.gaussian_weights(weights);
}

/// Which of a strip's lattice rows have cells in reach of a place.
enum class InReach : std::uint8_t { none, some, all };

std::vector<InReach> rows_in_reach(const Reading& reading, std::size_t begin, std::size_t end)
{
    const auto& plan = reading.plan;
    const std::size_t first = plan.node_at(static_cast<double>(begin) + 0.5);
    const std::size_t last = plan.node_at(static_cast<double>(end) - 0.5);
    std::vector<std::size_t> count(plan.rows, 0);
    for (std::size_t col = first; col <= last; ++col) {
        const unsigned char* column = reading.in_reach.data() + col * plan.stride;
        for (std::size_t row = 0; row < plan.rows; ++row) {
            count[row] += column[row];
        }
    }
    std::vector<InReach> rows(plan.rows);
    for (std::size_t row = 0; row < plan.rows; ++row) {
        rows[row] = count[row] == 0 ? InReach::none : count[row] == last - first + 1 ? InReach::all : InReach::some;
    }
    return rows;
}

/// One strip of columns: the lattice read along x into `across`, a row of cells for each lattice row, and that
/// read along y into the raster.
class StripReader
{
public:
    StripReader(const Reading& reading, std::size_t strip, Workspace& workspace)
        : m_reading(reading), m_plan(reading.plan), m_begin(strip * kStripCols),
          m_end(std::min(reading.raster.grid.cols, m_begin + kStripCols)),
          m_in_reach(rows_in_reach(reading, m_begin, m_end)),
          m_across(with_room(workspace.blocks, m_plan.stride * kStripCols)),
          m_weights(with_room(workspace.scratch, reading.col_nodes * kStripCols))
    {
    }

    void read()
    {
        constexpr std::size_t kRows = BandProduct::kRows;
        const std::size_t rows = m_reading.raster.grid.rows;
        for (std::size_t col = m_begin; col < m_end; col += BandProduct::kCols) {
            weigh_group(m_reading, col, BandProduct::kCols, m_reading.col_nodes, 1,
                        m_weights + (col - m_begin) * m_reading.col_nodes);
        }
        for (std::size_t row = 0; row < rows; row += kRows) {
            const std::size_t last = std::min(rows, row + kRows) - 1;
            if (any_in_reach(row, last)) {
                read_rows(row, last);
            } else {
                for (std::size_t at = row; at <= last; ++at) {
                    std::fill_n(&m_reading.raster(at, m_begin), m_end - m_begin, 0.0);
                }
            }
        }
    }

private:
    [[nodiscard]] std::size_t lattice_row(std::size_t row) const
    {
        return m_plan.node_at(static_cast<double>(row) + 0.5);
    }

    [[nodiscard]] bool any_in_reach(std::size_t first, std::size_t last) const
    {
        for (std::size_t row = lattice_row(first); row <= lattice_row(last); ++row) {
            if (m_in_reach[row] != InReach::none) {
                return true;
            }
        }
        return false;
    }

    /// Reads lattice rows along x, up to but not including `end`, that have not been read and are not before `begin`.
    void read_across(std::size_t begin, std::size_t end)
    {
        constexpr std::size_t kRows = BandProduct::kRows;
        for (m_read = std::max(m_read, begin / kRows * kRows); m_read < end; m_read += kRows) {
            for (std::size_t col = m_begin; col < m_end; col += BandProduct::kCols) {
                BandProduct product{};
                product.left = m_reading.spread.nodes.data() + first_node(m_reading, col) * m_plan.stride + m_read;
                product.left_stride = m_plan.stride;
                product.right = m_weights + (col - m_begin) * m_reading.col_nodes;
                product.right_stride = BandProduct::kCols;
                product.count = m_reading.col_nodes;
                product.out = m_across + m_read * kStripCols + (col - m_begin);
                product.out_stride = kStripCols;
                product.cols = BandProduct::kCols;
                m_reading.loops.band_product(product);
            }
        }
    }

    void read_rows(std::size_t row, std::size_t last)
    {
        alignas(64) double cells[BandProduct::kRows * kStripCols];
        const std::size_t first = first_node(m_reading, row);
        read_across(first, first + m_reading.row_nodes);
        BandProduct product{};
        product.left = m_reading.row_weights.data() + row * m_reading.row_nodes;
        product.left_stride = BandProduct::kRows;
        product.right = m_across + first * kStripCols;
        product.right_stride = kStripCols;
        product.count = m_reading.row_nodes;
        product.out = cells;
        product.out_stride = kStripCols;
        product.cols = (m_end - m_begin + BandProduct::kCols - 1) / BandProduct::kCols * BandProduct::kCols;
        m_reading.loops.band_product(product);
        for (std::size_t at = row; at <= last; ++at) {
            write_row(at, cells + (at - row) * kStripCols);
        }
    }

    void write_row(std::size_t row, const double* cells)
    {
        double* out = &m_reading.raster(row, m_begin);
        const std::size_t from = lattice_row(row);
        if (m_in_reach[from] == InReach::all) {
            std::copy_n(cells, m_end - m_begin, out);
            return;
        }
        for (std::size_t col = m_begin; col < m_end; ++col) {
            const std::size_t square = m_plan.node_at(static_cast<double>(col) + 0.5) * m_plan.stride + from;
            out[col - m_begin] = m_reading.in_reach[square] != 0 ? cells[col - m_begin] : 0;
        }
    }

    const Reading& m_reading;
    const LatticePlan& m_plan;
    std::size_t m_begin;
    std::size_t m_end;
    std::vector<InReach> m_in_reach;
    double* m_across;
    double* m_weights;
    std::size_t m_read = 0; ///< lattice rows before this have been read along x, or are not needed
};

} // namespace

bool lattice_is_cheaper(const PlacesView& places, const KdeParams& params, const Grid& grid)
{
    // Nanoseconds, measured with AVX-512; the choice decides speed and nothing else.
    constexpr double kSpreadPlace = 25;
    constexpr double kReadCell = 2;
    constexpr double kSplatCell = 0.6;
    constexpr double kLeastCells = 4;
    constexpr double kLeastAveragedCells = 8;
    const double bandwidth = params.bandwidth_m / grid.cell_m;
    if (bandwidth < (params.averages() ? kLeastAveragedCells : kLeastCells)) {
        return false;
    }
    const auto plan = plan_lattice(grid, bandwidth);
    const auto count = static_cast<double>(places.size());
    const double samples = params.averages() ? kSubCells * kSubCells : 1;
    const double across = 2 * GaussianLattice::kReadReach * bandwidth;
    const double side_x = std::min(across, static_cast<double>(grid.cols));
    const double side_y = std::min(across, static_cast<double>(grid.rows));
    const double splat = count * samples * side_x * side_y * kSplatCell;
    const double across_cells = static_cast<double>(plan.rows) * static_cast<double>(grid.cols);
    const double lattice = count * kSpreadPlace + (across_cells + static_cast<double>(grid.size())) * kReadCell;
    return lattice < splat;
}

void lattice_density(const PlacesView& places, const KdeParams& params, const MethodContext& context,
                     const TileLoops& loops, Raster<double>& raster)
{
    constexpr std::size_t kRows = BandProduct::kRows;
    const Grid& grid = raster.grid;
    const auto samples = cell_samples(params.averages());
    const auto plan = plan_lattice(grid, params.bandwidth_m / grid.cell_m);
    const auto spread = spread_places(places, grid, plan, loops, context.threads);
    const auto in_reach = squares_in_reach(spread, plan, context.threads);
    Reading reading{plan, loops, spread, in_reach, raster};
    reading.weights.step = plan.step;
    reading.weights.bandwidth = params.bandwidth_m / grid.cell_m;
    reading.weights.samples = samples;
    reading.row_nodes = nodes_of_group(reading, kRows);
    reading.col_nodes = nodes_of_group(reading, BandProduct::kCols);
    const std::size_t groups = (grid.rows + kRows - 1) / kRows;
    reading.row_weights.resize(groups * kRows * reading.row_nodes);
    parallel_for(context.threads, groups, [&](std::size_t group) {
        const std::size_t row = group * kRows;
        weigh_group(reading, row, kRows, reading.row_nodes, peak_per_km2(params),
                    reading.row_weights.data() + row * reading.row_nodes);
    });
    const std::size_t strips = (grid.cols + kStripCols - 1) / kStripCols;
    TaskProgress progress(context.progress, strips);
    Workspaces workspaces;
    parallel_for(context.threads, strips, [&](std::size_t strip) {
        auto workspace = workspaces.take();
        StripReader(reading, strip, *workspace).read();
        workspaces.give_back(std::move(workspace));
        progress.one_done();
    });
}

} // namespace harmspot::density
