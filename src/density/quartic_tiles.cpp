// SPDX-License-Identifier: MIT
#include "density/quartic_tiles.hpp"

#include "density/band_strip.hpp"
#include "density/strips.hpp"
#include "density/workspace.hpp"

#include "harmspot/parallel.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace harmspot::density
{

namespace
{

/// Columns of a strip, at most, and rows of a block, in bandwidths. Wide ones repay the reading of the places round
/// them. A place's rounding may stay in the sums to the far end of its strip, and may not be felt past six bandwidths.
constexpr double kStripBandwidths = 5;
constexpr double kBlockBandwidths = 2;
/// How the loops' columns of rims come.
constexpr double kRimChunk = 4;
/// What the insides that the loops find may be narrower than they are: of the bandwidth² by choice, and of the
/// bandwidth by rounding.
constexpr double kInsideShare = 1e-7;
constexpr double kRootError = 2e-8;
constexpr double kSlackCells = 1e-6;

/// The lines of a band, in cells from the north edge of its first row.
using Lines = std::array<double, kBandLines>;

double half_chord(double bandwidth, double share, double away)
{
    return std::sqrt(std::max(0.0, bandwidth * bandwidth * (1 - share) - away * away));
}

double farthest_line(const Lines& lines, double at)
{
    return std::max(std::abs(at - lines.front()), std::abs(at - lines.back()));
}

/// The widest rim, on one side of a line, of a disc whose place lies in row `row` of those round the band. What the
/// insides leave out by choice is not counted: the kernel there is under the square of `kInsideShare`.
double widest_rim(const Lines& lines, double line, double bandwidth, double row)
{
    double widest = 0;
    // It grows away from the lines until the farthest is out of reach, and shrinks from there on.
    for (const double candidate : {row, row + 1, line, lines.front() + bandwidth, lines.back() - bandwidth}) {
        const double at = std::clamp(candidate, row, row + 1);
        const double rim =
            half_chord(bandwidth, 0, at - line) - half_chord(bandwidth, kInsideShare, farthest_line(lines, at));
        widest = std::max(widest, rim);
    }
    return widest + kRootError * bandwidth + kSlackCells;
}

BandRun run_of(const Lines& lines, double bandwidth, std::ptrdiff_t at)
{
    const auto row = static_cast<double>(at);
    BandRun run{};
    run.begin = static_cast<std::int32_t>(at);
    run.end = run.begin + 1;
    run.whole = farthest_line(lines, std::clamp((lines.front() + lines.back()) / 2, row, row + 1)) < bandwidth;
    const bool north = row + 1 <= lines.front();
    const bool south = row >= lines.back();
    for (std::size_t i = 0; i < kBandLines; ++i) {
        const double nearest = std::max({0.0, row - lines[i], lines[i] - row - 1});
        const bool farthest = (north && i + 1 == kBandLines) || (south && i == 0);
        if (nearest < bandwidth && !farthest) {
            // A length of L cells holds up to L + 1 centres.
            const double cells = widest_rim(lines, lines[i], bandwidth, row) + 1;
            run.chunks[i] = static_cast<std::int32_t>(std::ceil(cells / kRimChunk));
        }
        run.most_chunks = std::max(run.most_chunks, run.chunks[i]);
    }
    return run;
}

std::vector<BandRun> runs_of(double bandwidth, const CellSamples& samples)
{
    Lines lines{};
    for (std::size_t i = 0; i < kBandLines; ++i) {
        lines[i] = 0.5 + (samples.count == 1 ? static_cast<double>(i) : samples.at[i]);
    }
    const auto reach = static_cast<std::ptrdiff_t>(bandwidth) + 2;
    std::vector<BandRun> runs;
    for (std::ptrdiff_t row = -reach; row < reach + static_cast<std::ptrdiff_t>(kBandLines); ++row) {
        const auto run = run_of(lines, bandwidth, row);
        if (run.most_chunks == 0) {
            continue;
        }
        if (!runs.empty() && runs.back().whole == run.whole &&
            std::equal(std::begin(run.chunks), std::end(run.chunks), runs.back().chunks)) {
            runs.back().end = run.end;
        } else {
            runs.push_back(run);
        }
    }
    return runs;
}

std::size_t in_groups(std::size_t cols)
{
    return (cols + kColumnGroup - 1) / kColumnGroup * kColumnGroup;
}

/// What all blocks share.
struct Bands {
    const Grid& grid;
    const StripPlan& plan;
    const Strips& homes;
    const Strips& guests;
    const std::vector<BandRun>& runs;
    const TileLoops& loops;
    double bandwidth; ///< in cells
    double scale;
    CellSamples samples;
    Raster<double>& raster;
};

BandPlaces places_of(const Tile& tile)
{
    return {tile.east, tile.south, tile.weight, tile.row_start};
}

BandStrip strip_of(const Bands& bands, std::size_t index)
{
    const Tile homes = bands.homes.tile_of(index);
    BandStrip strip{};
    strip.homes = places_of(homes);
    strip.guests = places_of(bands.guests.tile_of(index));
    strip.rows_north = homes.rows_north;
    strip.bins = homes.bins;
    strip.runs = bands.runs.data();
    strip.run_count = bands.runs.size();
    strip.cols = homes.cols;
    const auto reach = static_cast<std::size_t>(bands.bandwidth);
    const std::size_t room = in_groups(reach + 2 * kColumnGroup);
    const std::size_t begin = index * bands.plan.cols;
    strip.west_cols = std::min(begin, room);
    strip.east_cols = std::min(bands.grid.cols - begin - strip.cols, room);
    // Places beside the grid are at home on the outermost strips, and have rims farther out.
    const std::size_t wide_room = room + in_groups(reach + 1);
    strip.west_room = index == 0 ? wide_room : room;
    strip.east_room = index + 1 == bands.plan.count ? wide_room : room;
    strip.bandwidth = bands.bandwidth;
    strip.scale = bands.scale;
    strip.samples = bands.samples;
    return strip;
}

void clear_columns(Raster<double>& raster, std::size_t row_begin, std::size_t row_end, std::size_t begin,
                   std::size_t end)
{
    for (std::size_t row = row_begin; row < row_end && begin < end; ++row) {
        std::fill_n(&raster(row, begin), end - begin, 0.0);
    }
}

/// Sums a block of rows, strip after strip from the west.
void sum_block(const Bands& bands, std::size_t row_begin, std::size_t row_end, Workspace& workspace)
{
    const auto first = static_cast<std::ptrdiff_t>(row_begin) + bands.runs.front().begin;
    const auto end = static_cast<std::ptrdiff_t>(row_end + kBandLines) + bands.runs.back().end;
    std::size_t written = 0; // columns
    for (std::size_t index = 0; index < bands.plan.count; ++index) {
        const std::size_t begin = index * bands.plan.cols;
        const std::size_t homes = bands.homes.count(index, first, end);
        const std::size_t guests = bands.guests.count(index, first, end);
        if (homes + guests == 0) {
            const std::size_t to = std::min(begin + bands.plan.cols, bands.grid.cols);
            clear_columns(bands.raster, row_begin, row_end, written, to);
            written = std::max(written, to);
            continue;
        }
        BandStrip strip = strip_of(bands, index);
        strip.row_begin = row_begin;
        strip.row_end = row_end;
        strip.fresh = static_cast<std::ptrdiff_t>(written) - static_cast<std::ptrdiff_t>(begin);
        strip.out = bands.raster.values.data() + row_begin * bands.grid.cols + begin;
        strip.stride = bands.grid.cols;
        const std::size_t scratch = band_scratch_doubles(strip.cols, strip.west_room, strip.east_room);
        strip.polynomials =
            with_room(workspace.blocks, band_polynomial_doubles(homes) + band_polynomial_doubles(guests));
        strip.scratch = with_room(workspace.scratch, scratch);
        std::fill_n(strip.scratch, scratch, 0.0);
        bands.loops.quartic_bands(strip);
        written = begin + strip.cols + strip.east_cols;
    }
}

} // namespace

void quartic_band_density(const PlacesView& places, const KdeParams& params, const MethodContext& context,
                          const TileLoops& loops, Raster<double>& raster)
{
    const Grid& grid = raster.grid;
    const double bandwidth = params.bandwidth_m / grid.cell_m;
    const auto widest = static_cast<std::size_t>(kStripBandwidths * bandwidth);
    const std::size_t strips = (grid.cols + widest - 1) / widest;
    StripPlan plan = plan_strips(grid, (grid.cols + strips - 1) / strips, bandwidth);
    plan.order = RowOrder::spread;
    plan.share = StripShare::homes;
    const Strips homes(places, grid, plan, context.threads);
    plan.share = StripShare::guests;
    const Strips guests(places, grid, plan, context.threads);
    const auto samples = cell_samples(params.averages());
    const double scale = peak_per_km2(params) / static_cast<double>(samples.count * samples.count);
    const auto runs = runs_of(bandwidth, samples);
    const Bands bands{grid, plan, homes, guests, runs, loops, bandwidth, scale, samples, raster};
    const std::size_t rows = static_cast<std::size_t>(kBlockBandwidths * bandwidth / kBandLines) * kBandLines;
    const std::size_t blocks = (grid.rows + rows - 1) / rows;
    TaskProgress progress(context.progress, blocks);
    Workspaces workspaces;
    parallel_for(context.threads, blocks, [&](std::size_t block) {
        auto workspace = workspaces.take();
        sum_block(bands, block * rows, std::min(grid.rows, (block + 1) * rows), *workspace);
        workspaces.give_back(std::move(workspace));
        progress.one_done();
    });
}

} // namespace harmspot::density
