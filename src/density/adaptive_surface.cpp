// SPDX-License-Identifier: MIT
#include "harmspot/adaptive.hpp"

#include "density/adaptive_engine.hpp"
#include "density/area_share.hpp"
#include "density/engine.hpp"
#include "harmspot/parallel.hpp"

#include <algorithm>
#include <vector>

namespace harmspot
{

namespace
{

using namespace density;

constexpr double kM2PerKm2 = 1e6;

/// A map in the making.
struct Making {
    const PlacesView& places;
    const Grid& grid;
    const KdeParams& params;
    const AdaptiveParams& adaptive;
    const MethodContext& context;
    const Raster<std::uint8_t>& inside;
    const AreaShare& share;
    const ChosenBandwidths& chosen;
};

/// Calls `call(row, col)` for cells with any density that a bump of `most_m` there would not wholly keep inside.
template <class Call>
void each_border_cell(const Making& making, const Raster<double>& raster, std::size_t row, double most_m, Call&& call)
{
    for (std::size_t col = 0; col < making.grid.cols; ++col) {
        if (raster(row, col) > 0 && !making.share.fills(row, col, most_m)) {
            call(col);
        }
    }
}

/// The pilot's incidents per m² at cell centres, by the same correction as at places.
Raster<double> pilot_at_cells(const Making& making)
{
    KdeParams params = making.params;
    params.bandwidth_m = making.adaptive.pilot_m;
    params.average = false;
    const auto& places = making.places;
    auto pilot = kernel_density({places.x, places.y, making.chosen.pilot_weight, places.incidents}, making.grid, params,
                                making.context);
    for (double& value : pilot.values) {
        value /= kM2PerKm2;
    }
    return pilot;
}

/// Nowhere wider than the widest that a place got: where incidents are all but absent, a wider bump would have next to
/// no share inside, and dividing by that would make a peak of nothing.
BandwidthLaw law_at_cells(const Making& making)
{
    auto law = making.chosen.law;
    law.most_m = std::min(law.most_m, making.chosen.bandwidths.most_m);
    return law;
}

void correct_abramson(const Making& making, Raster<double>& raster)
{
    const auto pilot = pilot_at_cells(making);
    const auto law = law_at_cells(making);
    const double pilot_m = making.adaptive.pilot_m;
    parallel_told(making.context, making.grid.rows, [&](std::size_t row) {
        each_border_cell(making, raster, row, law.most_m, [&](std::size_t col) {
            const double bandwidth_m = law.at_pilot(pilot(row, col) / making.share.at_cell(row, col, pilot_m));
            raster(row, col) /= making.share.at_cell(row, col, bandwidth_m);
        });
    });
}

void correct_nearest(const Making& making, Raster<double>& raster)
{
    const auto law = law_at_cells(making);
    std::vector<Point> centres;
    std::vector<std::pair<std::size_t, std::size_t>> cells;
    for (std::size_t row = 0; row < making.grid.rows; ++row) {
        each_border_cell(making, raster, row, law.most_m, [&](std::size_t col) {
            centres.push_back({making.grid.centre_x(col), making.grid.centre_y(row)});
            cells.emplace_back(row, col);
        });
    }
    const auto distance_m = nearest_places_m(making.places, centres, making.adaptive.neighbours, making.context);
    constexpr std::size_t kCellsPerTask = 256;
    parallel_told(making.context, (cells.size() + kCellsPerTask - 1) / kCellsPerTask, [&](std::size_t task) {
        const std::size_t last = std::min(cells.size(), (task + 1) * kCellsPerTask);
        for (std::size_t i = task * kCellsPerTask; i < last; ++i) {
            const auto [row, col] = cells[i];
            raster(row, col) /= making.share.at_cell(row, col, law.limited(distance_m[i]));
        }
    });
}

Raster<double> corrected_density(const Making& making)
{
    const auto& places = making.places;
    const auto& metres = making.chosen.bandwidths.metres;
    std::vector<double> weight(places.weight.begin(), places.weight.end());
    if (making.params.edge == EdgeCorrection::mass) {
        parallel_told(making.context, places.size(), [&](std::size_t i) {
            weight[i] /= making.share.at({places.x[i], places.y[i]}, metres[i]);
        });
    }
    auto raster = adaptive_density({places.x, places.y, weight, places.incidents}, metres, making.grid, making.params,
                                   making.context);
    for (std::size_t i = 0; i < raster.values.size(); ++i) {
        raster.values[i] = making.inside.values[i] != 0 ? raster.values[i] : 0;
    }
    if (making.params.edge == EdgeCorrection::uniform && places.size() > 0) {
        const bool abramson = making.adaptive.rule == AdaptiveRule::abramson;
        abramson ? correct_abramson(making, raster) : correct_nearest(making, raster);
    }
    return raster;
}

/// How cells got their values; incidents may have been treated in both ways.
std::string cell_rule_of(const AdaptiveBandwidths& bandwidths, const KdeParams& params, double cell_m)
{
    KdeParams least = params;
    least.cell_m = cell_m;
    least.bandwidth_m = bandwidths.least_m;
    KdeParams most = least;
    most.bandwidth_m = bandwidths.most_m;
    return least.averages() == most.averages() ? least.averages() ? "average" : "centre" : "mixed";
}

} // namespace

Raster<double> density::abramson_edge_factors(const PlacesView& places, const Raster<std::uint8_t>& inside,
                                              const KdeParams& params, const AdaptiveParams& adaptive,
                                              const AreaShare& share, const ChosenBandwidths& chosen,
                                              const MethodContext& context)
{
    Raster<double> factors(inside.grid, 0.0);
    for (std::size_t i = 0; i < factors.values.size(); ++i) {
        factors.values[i] = inside.values[i] != 0 ? 1 : 0;
    }
    correct_abramson({places, inside.grid, params, adaptive, context, inside, share, chosen}, factors);
    return factors;
}

Surface adaptive_surface(const PlacesView& places, const Grid& grid, const KdeParams& params,
                         const AdaptiveParams& adaptive, const MethodContext& context)
{
    Surface surface;
    ChosenBandwidths chosen;
    if (params.edge == EdgeCorrection::none) {
        chosen = choose_bandwidths(places, params, adaptive, nullptr, context);
        surface.raster = adaptive_density(places, chosen.bandwidths.metres, grid, params, context);
    } else {
        const auto inside = study_area_on(grid, context);
        const AreaShare share(inside, params);
        chosen = choose_bandwidths(places, params, adaptive, &share, context);
        surface.raster = corrected_density({places, grid, params, adaptive, context, inside, share, chosen});
    }
    const auto& bandwidths = chosen.bandwidths;
    KdeParams widest = params;
    widest.bandwidth_m = bandwidths.most_m;
    surface.bandwidth_m = bandwidths.median_m;
    surface.reach_m = widest.reach_m();
    surface.cell_rule = cell_rule_of(bandwidths, params, grid.cell_m);
    surface.mass = sum_of_cells(surface.raster, context.threads) * grid.cell_area_m2() / kM2PerKm2;
    for (const double weight : places.weight) {
        surface.weight += weight;
    }
    if (places.size() == 0) {
        return surface;
    }
    surface.chosen = {{"least_bandwidth_m", bandwidths.least_m},
                      {"median_bandwidth_m", bandwidths.median_m},
                      {"most_bandwidth_m", bandwidths.most_m},
                      {"trimmed_incidents", static_cast<std::int64_t>(bandwidths.trimmed)},
                      {"raised_incidents", static_cast<std::int64_t>(bandwidths.raised)}};
    if (adaptive.rule == AdaptiveRule::abramson) {
        surface.chosen.emplace("gamma_m", bandwidths.gamma_m);
    }
    return surface;
}

} // namespace harmspot
