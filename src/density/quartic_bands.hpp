// SPDX-License-Identifier: MIT
#pragma once

// Quartic kernel, wide bandwidths: a sweep by bands of four lines. A place's disc covers some columns on all four
// lines: there, inside, its kernel is one polynomial w (1 − (t − u)² − (v − d)²)², t being a column's position and v a
// line's. Its coefficients are added to a difference row where those columns begin and taken off where they end;
// running sums along the band then give the polynomial of every column, and four values of each. What the disc covers
// on one to three of the lines, its rims, is added cell by cell. So the cost is per place and line, and most of it is
// the rims': the difference rows are written once for four lines.
//
// Nine sums stand for its 15 coefficients: see quartic_polynomial.hpp.
// t and v count from the middle of the strip and of the block of rows, in bandwidths, so that they stay small.
// Sums start afresh in every strip and wherever no disc is left, so that rounding cannot build up.
// After the sweep line of SLAM (Chan et al. 2022), with weights, degree 4, and two dimensions at a time.

#include "density/band_sums.hpp"

namespace harmspot::density
{
namespace
{

/// Insides are drawn in by this share of the bandwidth squared, so that no column that the polynomial stands for lies
/// past the rim though `rough_root` is off by up to 1e-8. The rims make up for it.
constexpr double kInsideShare = 1e-7;
constexpr std::size_t kRimVectors = kRimLanes / kLanes;

/// The polynomials of the places [begin, end) of one list.
struct Polynomials {
    double* eights;
    double* pairs;
    std::size_t begin;
};

inline std::size_t band_bin(const BandStrip& strip, std::int64_t row)
{
    const std::int64_t bin = row + static_cast<std::int64_t>(strip.rows_north);
    const auto bins = static_cast<std::int64_t>(strip.bins);
    return static_cast<std::size_t>(bin < 0 ? 0 : bin < bins ? bin : bins);
}

/// Places in rows [begin, end), which may lie outside the grid.
inline PlaceRange band_range(const BandStrip& strip, const BandPlaces& places, std::int64_t begin, std::int64_t end)
{
    return {places.row_start[band_bin(strip, begin)], places.row_start[band_bin(strip, end)]};
}

/// The places that any of the block's bands can feel.
inline PlaceRange block_range(const BandStrip& strip, const BandPlaces& places)
{
    const auto begin = static_cast<std::int64_t>(strip.row_begin) + strip.runs[0].begin;
    const auto end = static_cast<std::int64_t>(strip.row_end + kBandLines) + strip.runs[strip.run_count - 1].end;
    return band_range(strip, places, begin, end);
}

inline Polynomials write_polynomials(const Band& band, const BandPlaces& places, double* room)
{
    const PlaceRange range = block_range(band.strip, places);
    const std::size_t count = range.end - range.begin + kPlacePadding;
    const Polynomials to{room, room + count * kPolynomialDoubles, range.begin};
    for (std::size_t i = range.begin; i < range.end; i += kLanes) {
        const Lanes w = load(places.weight + i);
        const Lanes u = (load(places.east + i) - all(band.middle)) * all(band.per_h);
        const Lanes d = (load(places.south + i) - all(band.equator)) * all(band.per_h);
        const QuarticPolynomial of = quartic_polynomial(u, d, w, all(1));
        const Lanes eights[8] = {of.c[0], of.c[1], of.c[2], of.c[3], of.c[4], of.c[5], of.c[6], of.c[7]};
        store_eights(to.eights + (i - range.begin) * kPolynomialDoubles, eights);
        store_pairs(to.pairs + (i - range.begin) * kPolynomialPairDoubles, of.c[8], all(1));
    }
    return to;
}

/// What `kLanes` places cover of a band.
struct BandSpans {
    alignas(64) double left[kLanes];               ///< from a place to the centre of the first column inside, in cells
    alignas(64) double right[kLanes];              ///< to the one past the last
    alignas(64) double weight[kLanes];             ///< per cell⁴, for rims
    alignas(64) double square[kBandLines][kLanes]; ///< bandwidth² less the squared distance to a line, in cells²
    std::int32_t begin[kLanes];                    ///< the columns inside, plus the bias
    std::int32_t end[kLanes];
    std::int32_t event_begin[kLanes]; ///< those on the strip, or columns that nobody reads
    std::int32_t event_end[kLanes];
};

/// What finding spans and adding them takes of a band. Loops copy it: the compiler must think that whatever else they
/// read changes when they add to memory.
struct BandFinder {
    const double* east;
    const double* south;
    const double* weight;
    Lanes first;
    Lanes step[kBandLines];
    Lanes inside2; ///< the bandwidth² less shares of it
    Lanes rim2;
    Lanes to_middle;
    Lanes bias; ///< added to columns, so that none is negative
    Lanes cols;
    Lanes nowhere;
    Lanes per_h4;
    double* sums; ///< column -bias
    std::size_t sum_stride;
    double* events;
    double* pairs;
    const double* eights; ///< polynomials of the first place that there is
    const double* eights_pairs;
};

inline BandFinder finder_of(const Band& band, const BandPlaces& places, std::size_t bias,
                            const Polynomials& polynomials)
{
    BandFinder finder;
    const double h2 = band.strip.bandwidth * band.strip.bandwidth;
    const auto cols = static_cast<double>(band.strip.cols);
    finder.east = places.east;
    finder.south = places.south;
    finder.weight = places.weight;
    finder.first = all(band.first);
    for (std::size_t line = 0; line < kBandLines; ++line) {
        finder.step[line] = all(band.step * static_cast<double>(line));
    }
    finder.inside2 = all(h2 * (1 - kInsideShare));
    finder.rim2 = all(h2 * (1 - kRimShare));
    finder.to_middle = all(static_cast<double>(bias) + 0.5 - band.shift);
    finder.bias = all(static_cast<double>(bias));
    finder.cols = all(cols);
    finder.nowhere = all(cols + 1) + load(kLaneNumbers);
    finder.per_h4 = all(band.per_h * band.per_h * band.per_h * band.per_h);
    finder.sums = band.sums - bias;
    finder.sum_stride = band.sum_stride;
    finder.events = band.events;
    finder.pairs = band.pairs;
    finder.eights = polynomials.eights;
    finder.eights_pairs = polynomials.pairs;
    return finder;
}

/// \return the columns inside, plus the bias
inline Lanes find_insides(const BandFinder& finder, std::size_t at, BandSpans& spans)
{
    const Lanes none = all(0);
    const Lanes south = load(finder.south + at) - finder.first;
    const Lanes last = south - finder.step[kBandLines - 1];
    const Lanes square = finder.inside2 - larger(south * south, last * last);
    const Lanes half = rough_root(larger(square, none));
    const Lanes middle = load(finder.east + at) + finder.to_middle;
    const Lanes begin = whole(middle - half);
    const Lanes end = whole(middle + half);
    const Lanes from = larger(begin - finder.bias, none);
    const Lanes to = smaller(end - finder.bias, finder.cols);
    store_whole(spans.event_begin, where_less(from, to, from, finder.nowhere));
    store_whole(spans.event_end, where_less(from, to, to, finder.nowhere));
    store_whole(spans.begin, begin);
    store_whole(spans.end, end);
    store(spans.left, begin + all(1) - middle);
    store(spans.right, end + all(1) - middle);
    return south;
}

inline void find_rims(const BandFinder& finder, std::size_t at, Lanes south, BandSpans& spans)
{
    store(spans.weight, load(finder.weight + at) * finder.per_h4);
    for (std::size_t line = 0; line < kBandLines; ++line) {
        const Lanes away = south - finder.step[line];
        store(spans.square[line], fused_negative(away, away, finder.rim2));
    }
}

/// Adds the polynomial of place `place`, of those that there are.
inline void add_event(const BandFinder& finder, const BandSpans& spans, std::size_t i, std::size_t place)
{
    const auto from = static_cast<std::uint32_t>(spans.event_begin[i]);
    const auto to = static_cast<std::uint32_t>(spans.event_end[i]);
    double* first = finder.events + from * kPolynomialDoubles;
    double* last = finder.events + to * kPolynomialDoubles;
    for (std::size_t k = 0; k < kEventVectors; ++k) {
        const Lanes event = load(finder.eights + place * kPolynomialDoubles + k * kLanes);
        store(first + k * kLanes, load(first + k * kLanes) + event);
        store(last + k * kLanes, load(last + k * kLanes) - event);
    }
    const Pair pair = load_pair(finder.eights_pairs + place * kPolynomialPairDoubles);
    double* first_pair = finder.pairs + from * kPolynomialPairDoubles;
    double* last_pair = finder.pairs + to * kPolynomialPairDoubles;
    store_pair(first_pair, load_pair(first_pair) + pair);
    store_pair(last_pair, load_pair(last_pair) - pair);
}

/// Columns of a rim from its disc's inside, to the left and to the right.
alignas(64) constexpr double kRimSteps[kRimLanes] = {-4, -3, -2, -1, 0, 1, 2, 3};
alignas(64) constexpr double kNextRim[kRimLanes] = {-4, -4, -4, -4, 4, 4, 4, 4};
static_assert(kRimCells == 4);

/// Adds a chunk of rims to a line.
inline void add_rim_chunk(const BandFinder& finder, const BandSpans& spans, std::size_t i,
                          const Lanes (&dx)[kRimVectors], Lanes weight, double* left, double* right, std::size_t line)
{
    Lanes rim[kRimVectors];
    for (std::size_t k = 0; k < kRimVectors; ++k) {
        const Lanes inside = larger(fused_negative(dx[k], dx[k], all(spans.square[line][i])), all(0));
        rim[k] = inside * inside;
    }
    add_halves(left + line * finder.sum_stride, right + line * finder.sum_stride, rim, weight);
}

/// The lines that have rims: the nearest of four.
enum class RimLines : std::uint8_t { all, all_but_first, all_but_last };

constexpr std::size_t first_line(RimLines lines)
{
    return lines == RimLines::all_but_first ? 1 : 0;
}

constexpr std::size_t end_line(RimLines lines)
{
    return lines == RimLines::all_but_last ? kBandLines - 1 : kBandLines;
}

/// Adds what lies beside the columns inside.
template <RimLines lines, bool one_chunk>
inline void add_band_rims(const BandFinder& finder, const BandSpans& spans, std::size_t i, const BandRun& run)
{
    const Lanes weight = all(spans.weight[i]);
    Lanes dx[kRimVectors];
    set_halves(dx, spans.left[i], spans.right[i]);
    for (std::size_t k = 0; k < kRimVectors; ++k) {
        dx[k] = dx[k] + load(kRimSteps + k * kLanes);
    }
    double* left = finder.sums + spans.begin[i] - kRimCells;
    double* right = finder.sums + spans.end[i];
    for (std::size_t line = first_line(lines); line < end_line(lines); ++line) {
        add_rim_chunk(finder, spans, i, dx, weight, left, right, line);
    }
    for (std::int32_t chunk = 1; !one_chunk && chunk < run.most_chunks; ++chunk) {
        left -= kRimCells;
        right += kRimCells;
        for (std::size_t k = 0; k < kRimVectors; ++k) {
            dx[k] = dx[k] + load(kNextRim + k * kLanes);
        }
        for (std::size_t line = first_line(lines); line < end_line(lines); ++line) {
            if (chunk < run.chunks[line]) {
                add_rim_chunk(finder, spans, i, dx, weight, left, right, line);
            }
        }
    }
}

template <RimLines lines, bool one_chunk>
inline void add_homes_of(const Band& band, PlaceRange range, BandRun run, const Polynomials& polynomials)
{
    const BandFinder finder = finder_of(band, band.strip.homes, band.strip.west_room, polynomials);
    BandSpans spans;
    for (std::size_t at = range.begin; at < range.end; at += kLanes) {
        find_rims(finder, at, find_insides(finder, at, spans), spans);
        const std::size_t count = range.end - at < kLanes ? range.end - at : kLanes;
        for (std::size_t i = 0; i < count; ++i) {
            add_band_rims<lines, one_chunk>(finder, spans, i, run);
            if (one_chunk || run.whole) {
                add_event(finder, spans, i, at + i - polynomials.begin);
            }
        }
    }
}

template <RimLines lines>
inline void add_homes(const Band& band, PlaceRange range, const BandRun& run, const Polynomials& polynomials)
{
    if (run.most_chunks == 1 && run.whole) {
        add_homes_of<lines, true>(band, range, run, polynomials);
    } else {
        add_homes_of<lines, false>(band, range, run, polynomials);
    }
}

inline void add_guests(const Band& band, PlaceRange range, const Polynomials& polynomials)
{
    const std::size_t bias = 2 * static_cast<std::size_t>(band.strip.bandwidth) + kColumnGroup;
    const BandFinder finder = finder_of(band, band.strip.guests, bias, polynomials);
    BandSpans spans;
    for (std::size_t at = range.begin; at < range.end; at += kLanes) {
        find_insides(finder, at, spans);
        const std::size_t count = range.end - at < kLanes ? range.end - at : kLanes;
        for (std::size_t i = 0; i < count; ++i) {
            add_event(finder, spans, i, at + i - polynomials.begin);
        }
    }
}

/// Sums the band whose first line lies in `row`.
inline void sum_band(const Band& band, std::int64_t row, const Polynomials& homes, const Polynomials& guests)
{
    const BandStrip& strip = band.strip;
    bool any = false;
    for (std::size_t i = 0; i < strip.run_count; ++i) {
        const BandRun& run = strip.runs[i];
        const PlaceRange at_home = band_range(strip, strip.homes, row + run.begin, row + run.end);
        if (run.chunks[0] == 0) {
            add_homes<RimLines::all_but_first>(band, at_home, run, homes);
        } else if (run.chunks[kBandLines - 1] == 0) {
            add_homes<RimLines::all_but_last>(band, at_home, run, homes);
        } else {
            add_homes<RimLines::all>(band, at_home, run, homes);
        }
        any = any || (run.whole && at_home.begin < at_home.end);
        if (run.whole) {
            const PlaceRange away = band_range(strip, strip.guests, row + run.begin, row + run.end);
            add_guests(band, away, guests);
            any = any || away.begin < away.end;
        }
    }
    if (any) {
        run_along_band(band);
    }
}

void quartic_bands(const BandStrip& strip)
{
    Band band = lay_out_band(strip);
    const PlaceRange at_home = block_range(strip, strip.homes);
    const auto homes = write_polynomials(band, strip.homes, strip.polynomials);
    const auto guests =
        write_polynomials(band, strip.guests, strip.polynomials + band_polynomial_doubles(at_home.end - at_home.begin));
    const bool rows = strip.samples.count == 1;
    band.step = rows ? 1 : strip.samples.at[1] - strip.samples.at[0];
    const std::size_t rows_at_once = rows ? kBandLines : 1;
    for (std::size_t row = strip.row_begin; row < strip.row_end; row += rows_at_once) {
        const auto first = static_cast<std::int64_t>(row) + strip.runs[0].begin;
        const auto end = static_cast<std::int64_t>(row) + strip.runs[strip.run_count - 1].end;
        const PlaceRange near = band_range(strip, strip.homes, first, end);
        const PlaceRange away = band_range(strip, strip.guests, first, end);
        if (near.begin == near.end && away.begin == away.end) {
            write_nothing(strip, row, row + rows_at_once);
            continue;
        }
        band.first = static_cast<double>(row) + 0.5 + strip.samples.at[0];
        for (std::size_t i = 0; i < strip.samples.count; ++i) {
            band.shift = strip.samples.at[i];
            sum_band(band, static_cast<std::int64_t>(row), homes, guests);
        }
        flush_band(band, row);
    }
}

} // namespace
} // namespace harmspot::density
