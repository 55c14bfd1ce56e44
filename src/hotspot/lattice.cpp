// SPDX-License-Identifier: MIT
#include "hotspot/lattice.hpp"

#include "harmspot/parallel.hpp"

#include <cstddef>

namespace harmspot
{

namespace
{

constexpr std::size_t kRowsAtOnce = 64;

Lattice::RowSpan look_at(const double* values, long cols)
{
    Lattice::RowSpan span;
    while (span.first < cols && Lattice::clean(values[span.first]) == 0) {
        ++span.first;
    }
    if (span.first == cols) {
        return {};
    }
    span.last = cols - 1;
    while (Lattice::clean(values[span.last]) == 0) {
        --span.last;
    }
    for (long col = span.first; col <= span.last; ++col) {
        span.highest = std::max(span.highest, Lattice::clean(values[col]));
    }
    return span;
}

} // namespace

Lattice::Lattice(const Raster<double>& raster, unsigned threads) : m_raster(&raster), m_spans(raster.grid.rows)
{
    const std::size_t rows = raster.grid.rows;
    parallel_for(threads, (rows + kRowsAtOnce - 1) / kRowsAtOnce, [&](std::size_t block) {
        const std::size_t end = std::min(rows, (block + 1) * kRowsAtOnce);
        for (std::size_t row = block * kRowsAtOnce; row < end; ++row) {
            m_spans[row] = look_at(raster.values.data() + row * raster.grid.cols, cols());
        }
    });
    for (const auto& span : m_spans) {
        m_highest = std::max(m_highest, span.highest);
    }
}

void Lattice::read_row(long row, long first_col, std::span<double> out) const
{
    std::fill(out.begin(), out.end(), 0.0);
    const auto span = span_of(row);
    const long from = std::max(first_col, span.first);
    const long to = std::min(first_col + static_cast<long>(out.size()) - 1, span.last);
    if (from > to) {
        return;
    }
    const double* values = m_raster->values.data() + static_cast<std::size_t>(row) * grid().cols;
    for (long col = from; col <= to; ++col) {
        out[static_cast<std::size_t>(col - first_col)] = clean(values[col]);
    }
}

} // namespace harmspot
