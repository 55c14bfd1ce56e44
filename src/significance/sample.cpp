// SPDX-License-Identifier: MIT
#include "significance/sample.hpp"

#include "harmspot/error.hpp"
#include "harmspot/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace harmspot::significance
{

namespace
{

void require_size(std::size_t values, std::size_t cells)
{
    if (values != cells) {
        throw InputError(fmt::format("there are {} values for {} cells", values, cells));
    }
}

/// Running totals along the rows of a lattice: entry (row, col) is what lies west of the column.
template <class T>
class RowTotals
{
public:
    template <class Value>
    RowTotals(const Lattice& lattice, const Value& value) : m_width(lattice.cols + 1), m_totals(lattice.rows * m_width)
    {
        for (std::size_t row = 0, cell = 0; row < lattice.rows; ++row) {
            T* total = &m_totals[row * m_width];
            for (std::size_t col = 0; col < lattice.cols; ++col, ++cell) {
                total[col + 1] = total[col] + value(cell);
            }
        }
    }
    /// Of the columns [first, last).
    [[nodiscard]] T between(std::size_t row, std::size_t first, std::size_t last) const
    {
        return m_totals[row * m_width + last] - m_totals[row * m_width + first];
    }

private:
    std::size_t m_width;
    std::vector<T> m_totals;
};

struct LatticeSums {
    std::vector<double> value; ///< per cell of the lattice, over its neighbourhood with the cell itself
    std::vector<std::uint32_t> count;
};

LatticeSums lattice_sums(const Lattice& lattice, const std::vector<double>& value, unsigned threads)
{
    const RowTotals<double> values(lattice, [&](std::size_t cell) { return value[cell]; });
    const RowTotals<std::uint32_t> counts(lattice, [&](std::size_t cell) { return std::uint32_t{lattice.in[cell]}; });
    LatticeSums sums{std::vector<double>(value.size()), std::vector<std::uint32_t>(value.size())};
    const auto cols = static_cast<std::ptrdiff_t>(lattice.cols);
    parallel_for(threads, lattice.rows, [&](std::size_t row) {
        double* value_out = &sums.value[row * lattice.cols];
        std::uint32_t* count_out = &sums.count[row * lattice.cols];
        for (const auto& run : lattice.runs[row % 2]) {
            const auto at = static_cast<std::ptrdiff_t>(row) + run.row;
            if (at < 0 || at >= static_cast<std::ptrdiff_t>(lattice.rows)) {
                continue;
            }
            for (std::ptrdiff_t col = 0; col < cols; ++col) {
                const auto first = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(col + run.first, 0, cols));
                const auto last = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(col + run.last + 1, 0, cols));
                value_out[col] += values.between(static_cast<std::size_t>(at), first, last);
                count_out[col] += counts.between(static_cast<std::size_t>(at), first, last);
            }
        }
    });
    return sums;
}

void add_lattice(Sample& sample, std::span<const double> given, const Lattice& lattice, unsigned threads)
{
    require_size(given.size(), lattice.in.size());
    std::vector<double> kept;
    for (std::size_t cell = 0; cell < given.size(); ++cell) {
        if (lattice.in[cell] != 0) {
            sample.cell.push_back(static_cast<std::uint32_t>(cell));
            kept.push_back(given[cell]);
        }
    }
    sample.values = exact_values(kept);
    std::vector<double> spread(given.size(), 0.0);
    for (std::size_t i = 0; i < kept.size(); ++i) {
        spread[sample.cell[i]] = sample.values.x[i];
    }
    const auto sums = lattice_sums(lattice, spread, threads);
    sample.count.resize(kept.size());
    sample.lag.resize(kept.size());
    sample.weight.resize(kept.size());
    for (std::size_t i = 0; i < kept.size(); ++i) {
        sample.count[i] = sums.count[sample.cell[i]] - 1;
        sample.lag[i] = sums.value[sample.cell[i]] - sample.values.x[i];
        sample.weight[i] = sample.count[i];
    }
    sample.weight_squares = sample.weight;
    sample.neighbour_sum = sample.lag;
}

void add_weights(Sample& sample, std::span<const double> given, const Weights& weights)
{
    require_size(given.size(), weights.size());
    sample.values = exact_values(given);
    const auto& x = sample.values.x;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const auto neighbours = weights.neighbours_of(i);
        const auto own = weights.weights_of(i);
        double weight = 0;
        double squares = 0;
        double lag = 0;
        double sum = 0;
        for (std::size_t j = 0; j < neighbours.size(); ++j) {
            if (!(own[j] > 0) || !std::isfinite(own[j])) {
                throw InputError(
                    fmt::format("a neighbour of cell {} weighs {}; weights must be above 0", i + 1, own[j]));
            }
            sample.equal_weights = sample.equal_weights && own[j] == own[0];
            weight += own[j];
            squares += own[j] * own[j];
            lag += own[j] * x[neighbours[j]];
            sum += x[neighbours[j]];
        }
        sample.cell.push_back(static_cast<std::uint32_t>(i));
        sample.count.push_back(static_cast<std::uint32_t>(neighbours.size()));
        sample.weight.push_back(weight);
        sample.weight_squares.push_back(squares);
        sample.lag.push_back(lag);
        sample.neighbour_sum.push_back(sum);
    }
}

} // namespace

bool Sample::constant() const noexcept
{
    const double spread = values.tie(1);
    const auto [least, most] = std::minmax_element(values.x.begin(), values.x.end());
    return values.x.empty() || *most - *least <= spread;
}

Sample make_sample(std::span<const double> values, const CellNeighbours& neighbours, unsigned threads)
{
    Sample sample;
    if (const auto* lattice = std::get_if<Lattice>(&neighbours)) {
        add_lattice(sample, values, *lattice, threads);
    } else {
        add_weights(sample, values, std::get<Weights>(neighbours));
    }
    const auto n = static_cast<double>(sample.size());
    double sum = 0;
    for (const double x : sample.values.x) {
        sum += x;
    }
    sample.mean = sample.size() == 0 ? 0 : sum / n;
    for (const double x : sample.values.x) {
        sample.variance += (x - sample.mean) * (x - sample.mean) / n;
    }
    return sample;
}

} // namespace harmspot::significance
