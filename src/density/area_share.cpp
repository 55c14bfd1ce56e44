// SPDX-License-Identifier: MIT
#include "density/area_share.hpp"

#include "density/engine.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace harmspot::density
{

namespace
{

/// The degree of (1 − u²)^degree; none for other shapes.
std::optional<std::size_t> degree_of(Kernel kernel)
{
    switch (kernel) {
    case Kernel::uniform:
        return 0;
    case Kernel::epanechnikov:
        return 1;
    case Kernel::quartic:
        return 2;
    case Kernel::triweight:
        return 3;
    case Kernel::cone:
    case Kernel::gaussian:
        break;
    }
    return std::nullopt;
}

/// Σ t^(2k) for k from 0 to 3 over whole t from 1 to n.
std::array<double, 4> even_powers_up_to(double n)
{
    const double s = n * (n + 1);
    const double squares = s * (2 * n + 1) / 6;
    return {n, squares, squares * (3 * s - 1) / 5, squares * (3 * n * n * n * n + 6 * n * n * n - 3 * n + 1) / 7};
}

/// The Gaussian's factor for each cell of one axis, added up. Corners beyond the reach count: 1e-14 of the whole.
class AxisFactors
{
public:
    /// Cells [begin, end), whose centres lie at whole numbers, under a bump at `at`; all in cells.
    AxisFactors(std::int64_t begin, std::int64_t end, double at, double bandwidth, const CellSamples& samples)
        : m_begin(begin), m_upto{0}
    {
        for (std::int64_t cell = begin; cell < end; ++cell) {
            double sum = 0;
            for (std::size_t i = 0; i < samples.count; ++i) {
                const double u = (static_cast<double>(cell) + samples.at[i] - at) / bandwidth;
                sum += std::exp(-u * u / 2);
            }
            m_upto.push_back(m_upto.back() + sum / static_cast<double>(samples.count));
        }
    }
    [[nodiscard]] double over(std::int64_t begin, std::int64_t end) const
    {
        return m_upto[static_cast<std::size_t>(end - m_begin)] - m_upto[static_cast<std::size_t>(begin - m_begin)];
    }

private:
    std::int64_t m_begin;
    std::vector<double> m_upto;
};

/// Sums of one bump over runs of cells of a row, per m² of its peak; the bump lies on a cell's centre.
class RowSums
{
public:
    /// \param most cells that the bump reaches
    RowSums(const KdeParams& params, std::int64_t most)
        : m_params(params), m_samples(cell_samples(params.averages())), m_degree(degree_of(params.kernel))
    {
        if (params.kernel == Kernel::gaussian) {
            m_factors.emplace(-most, most + 1, 0, params.bandwidth_m / params.cell_m, m_samples);
        }
    }

    /// Cells [begin, end) east of the bump's, `rows` from its row.
    [[nodiscard]] double over(std::int64_t rows, std::int64_t begin, std::int64_t end) const
    {
        if (m_samples.count == 1 && m_degree.has_value()) {
            return polynomial_over(rows, begin, end);
        }
        if (m_factors.has_value()) {
            return m_factors->over(rows, rows + 1) * m_factors->over(begin, end);
        }
        double sum = 0;
        for (std::int64_t col = begin; col < end; ++col) {
            for (std::size_t i = 0; i < m_samples.count; ++i) {
                for (std::size_t j = 0; j < m_samples.count; ++j) {
                    sum += kernel_at(static_cast<double>(col) + m_samples.at[j],
                                     static_cast<double>(rows) + m_samples.at[i]);
                }
            }
        }
        return sum;
    }

private:
    [[nodiscard]] double kernel_at(double cols, double rows) const
    {
        const double d_m = std::hypot(cols, rows) * m_params.cell_m;
        return d_m < m_params.reach_m() ? kernel_per_m2(m_params.kernel, m_params.bandwidth_m, d_m) : 0;
    }

    /// Σ (a − t²)^degree, in closed form; only the ratio of two sums is ever used, so its unit does not matter.
    [[nodiscard]] double polynomial_over(std::int64_t rows, std::int64_t begin, std::int64_t end) const
    {
        const double h = m_params.bandwidth_m / m_params.cell_m;
        const double a = 1 - static_cast<double>(rows * rows) / (h * h);
        // The last cell with t² < a h²: one step at a time past what rounding might do to the root.
        auto last = a > 0 ? static_cast<std::int64_t>(std::sqrt(a) * h) : -1;
        const auto reached = [&](std::int64_t t) {
            return kernel_at(static_cast<double>(t), static_cast<double>(rows)) > 0;
        };
        while (last >= 0 && !reached(last)) {
            --last;
        }
        begin = std::max(begin, -last);
        end = std::min(end, last + 1);
        if (begin >= end) {
            return 0;
        }
        const auto powers = powers_between(begin, end - 1);
        const double per_h2 = 1 / (h * h);
        const std::array<double, 4> t{powers[0], powers[1] * per_h2, powers[2] * per_h2 * per_h2,
                                      powers[3] * per_h2 * per_h2 * per_h2};
        switch (*m_degree) {
        case 0:
            return t[0];
        case 1:
            return a * t[0] - t[1];
        case 2:
            return a * a * t[0] - 2 * a * t[1] + t[2];
        default:
            return a * a * a * t[0] - 3 * a * a * t[1] + 3 * a * t[2] - t[3];
        }
    }

    /// Σ t^(2k) from `first` to `last`.
    [[nodiscard]] static std::array<double, 4> powers_between(std::int64_t first, std::int64_t last)
    {
        if (last < 0) {
            return powers_between(-last, -first);
        }
        auto sum = even_powers_up_to(static_cast<double>(last));
        const bool across = first <= 0;
        const auto rest = even_powers_up_to(static_cast<double>(across ? -first : first - 1));
        for (std::size_t k = 0; k < sum.size(); ++k) {
            sum[k] += across ? rest[k] : -rest[k];
        }
        sum[0] += across ? 1 : 0; // t = 0 itself
        return sum;
    }

    KdeParams m_params;
    CellSamples m_samples;
    std::optional<std::size_t> m_degree;
    std::optional<AxisFactors> m_factors{}; ///< gaussian
};

} // namespace

AreaShare::AreaShare(const Raster<std::uint8_t>& inside, const KdeParams& params)
    : m_inside(inside), m_params(params), m_runs(inside.grid.rows), m_depth(inside.grid.size())
{
    const auto& grid = inside.grid;
    m_params.cell_m = grid.cell_m;
    for (std::size_t row = 0; row < grid.rows; ++row) {
        for (std::size_t col = 0; col < grid.cols; ++col) {
            if (inside(row, col) == 0) {
                continue;
            }
            const auto at = static_cast<std::int64_t>(col);
            if (m_runs[row].empty() || m_runs[row].back().end != at) {
                m_runs[row].push_back({at, at});
            }
            m_runs[row].back().end = at + 1;
        }
    }
    measure_depth();
}

/// Two passes, each cell one further than the nearest of the neighbours that were passed before.
void AreaShare::measure_depth()
{
    const std::size_t rows = m_inside.grid.rows;
    const std::size_t cols = m_inside.grid.cols;
    constexpr std::uint16_t kMost = std::numeric_limits<std::uint16_t>::max();
    const auto depth_at = [&](std::size_t row, std::size_t col) -> std::uint16_t {
        return row < rows && col < cols ? m_depth[row * cols + col] : std::uint16_t{0}; // before 0 wraps round
    };
    const auto pass = [&](std::size_t row, std::size_t col, std::size_t back, std::size_t before) {
        auto& depth = m_depth[row * cols + col];
        const auto nearest =
            std::min({depth_at(back, col - 1), depth_at(back, col), depth_at(back, col + 1), depth_at(row, before)});
        depth = std::min<std::uint16_t>(depth, nearest == kMost ? kMost : static_cast<std::uint16_t>(nearest + 1));
    };
    for (std::size_t i = 0; i < m_depth.size(); ++i) {
        m_depth[i] = m_inside.values[i] == 0 ? std::uint16_t{0} : kMost;
    }
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t col = 0; col < cols; ++col) {
            pass(row, col, row - 1, col - 1);
        }
    }
    for (std::size_t row = rows; row-- > 0;) {
        for (std::size_t col = cols; col-- > 0;) {
            pass(row, col, row + 1, col + 1);
        }
    }
}

KdeParams AreaShare::params_with(double bandwidth_m) const
{
    KdeParams params = m_params;
    params.bandwidth_m = bandwidth_m;
    return params;
}

std::int64_t AreaShare::cells_reached(double bandwidth_m) const
{
    return static_cast<std::int64_t>(std::ceil(params_with(bandwidth_m).reach_m() / m_inside.grid.cell_m));
}

bool AreaShare::fills(std::size_t row, std::size_t col, double bandwidth_m) const
{
    const auto& grid = m_inside.grid;
    return row < grid.rows &&
           col<grid.cols&& static_cast<std::int64_t>(m_depth[row * grid.cols + col])> cells_reached(bandwidth_m);
}

template <class Call>
void AreaShare::each_run(std::int64_t row, std::int64_t col, std::int64_t most, Call&& call) const
{
    const auto last = std::min(static_cast<std::int64_t>(m_inside.grid.rows) - 1, row + most);
    for (std::int64_t r = std::max<std::int64_t>(0, row - most); r <= last; ++r) {
        const auto& runs = m_runs[static_cast<std::size_t>(r)];
        auto run =
            std::partition_point(runs.begin(), runs.end(), [&](const Run& before) { return before.end <= col - most; });
        for (; run != runs.end() && run->begin <= col + most; ++run) {
            call(r, std::max(run->begin, col - most), std::min(run->end, col + most + 1));
        }
    }
}

double AreaShare::at_cell(std::size_t row, std::size_t col, double bandwidth_m) const
{
    if (fills(row, col, bandwidth_m)) {
        return 1;
    }
    const auto most = cells_reached(bandwidth_m);
    const RowSums sums(params_with(bandwidth_m), most);
    const auto at_row = static_cast<std::int64_t>(row);
    const auto at_col = static_cast<std::int64_t>(col);
    double sum = 0;
    each_run(at_row, at_col, most, [&](std::int64_t r, std::int64_t begin, std::int64_t end) {
        sum += sums.over(r - at_row, begin - at_col, end - at_col);
    });
    double whole = 0;
    for (std::int64_t rows = 0; rows <= most; ++rows) {
        whole += (rows == 0 ? 1 : 2) * sums.over(rows, -most, most + 1);
    }
    return sum / whole;
}

double AreaShare::at(Point point, double bandwidth_m) const
{
    const auto& grid = m_inside.grid;
    const auto row = static_cast<std::int64_t>(std::floor((grid.max_y - point.y) / grid.cell_m));
    const auto col = static_cast<std::int64_t>(std::floor((point.x - grid.min_x) / grid.cell_m));
    if (row >= 0 && col >= 0 && fills(static_cast<std::size_t>(row), static_cast<std::size_t>(col), bandwidth_m)) {
        return 1;
    }
    // One cell more than from a centre: the point may lie at the far side of its cell.
    const double sum = sum_round(point, row, col, cells_reached(bandwidth_m) + 1, params_with(bandwidth_m));
    return sum > 0 ? sum * grid.cell_area_m2() : 1;
}

/// Σ over the cells of W up to `most` from (row, col) of a bump at `point`, per m².
double AreaShare::sum_round(Point point, std::int64_t row, std::int64_t col, std::int64_t most,
                            const KdeParams& params) const
{
    const auto& grid = m_inside.grid;
    const auto samples = cell_samples(params.averages());
    double sum = 0;
    if (params.kernel == Kernel::gaussian) {
        const double h = params.bandwidth_m / grid.cell_m;
        const AxisFactors across(col - most, col + most + 1, (point.x - grid.min_x) / grid.cell_m - 0.5, h, samples);
        const AxisFactors down(row - most, row + most + 1, (grid.max_y - point.y) / grid.cell_m - 0.5, h, samples);
        each_run(row, col, most, [&](std::int64_t r, std::int64_t begin, std::int64_t end) {
            sum += down.over(r, r + 1) * across.over(begin, end);
        });
        return sum * kernel_per_m2(params.kernel, params.bandwidth_m, 0);
    }
    each_run(row, col, most, [&](std::int64_t r, std::int64_t begin, std::int64_t end) {
        for (auto c = begin; c < end; ++c) {
            const double x = grid.centre_x(static_cast<std::size_t>(c)) - point.x;
            const double y = grid.centre_y(static_cast<std::size_t>(r)) - point.y;
            for (std::size_t i = 0; i < samples.count; ++i) {
                for (std::size_t j = 0; j < samples.count; ++j) {
                    const double d = std::hypot(x + samples.at[j] * grid.cell_m, y + samples.at[i] * grid.cell_m);
                    sum += kernel_per_m2(params.kernel, params.bandwidth_m, d);
                }
            }
        }
    });
    return sum / static_cast<double>(samples.count * samples.count);
}

} // namespace harmspot::density
