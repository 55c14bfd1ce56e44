// SPDX-License-Identifier: MIT
// Maps with a bandwidth for each place: what they keep, how they move, and their edge corrections.
#include "adaptive_twin.hpp"
#include "some_area.hpp"

#include "density/area_share.hpp"
#include "density/edge_mass.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace kde_cases;

namespace
{

const std::vector<Kernel> kEveryKernel{Kernel::quartic, Kernel::epanechnikov, Kernel::triweight,
                                       Kernel::uniform, Kernel::cone,         Kernel::gaussian};

AdaptiveParams rule_of(AdaptiveRule rule)
{
    AdaptiveParams adaptive;
    adaptive.rule = rule;
    adaptive.pilot_m = 200;
    adaptive.neighbours = 4;
    adaptive.least_m = 30;
    adaptive.most_m = 350;
    return adaptive;
}

KdeParams edged(Kernel kernel, EdgeCorrection edge, std::optional<bool> average = std::nullopt)
{
    auto params = kernel_of(kernel, kernel == Kernel::gaussian ? 50 : 150, average);
    params.edge = edge;
    params.cell_m = 25;
    return params;
}

/// The share of a bump inside by the plain sum over cells.
double plain_share(const Raster<std::uint8_t>& inside, const KdeParams& params, std::size_t row, std::size_t col)
{
    const int samples = params.averages() ? 4 : 1;
    double in = 0;
    double all = 0;
    const int far = static_cast<int>(params.reach_m() / 25) + 2;
    for (int r = -far; r <= far; ++r) {
        for (int c = -far; c <= far; ++c) {
            double k = 0;
            for (int i = 0; i < samples * samples; ++i) {
                const double dx = c + (i % samples + 0.5) / samples - 0.5;
                const double dy = r + (i / samples + 0.5) / samples - 0.5;
                const double d = 25 * std::hypot(dx, dy);
                k += d < params.reach_m() ? kernel_per_m2(params.kernel, params.bandwidth_m, d) : 0;
            }
            all += k;
            const auto at_row = row + static_cast<std::size_t>(r); // before 0 wraps round to beyond the last
            const auto at_col = col + static_cast<std::size_t>(c);
            const auto& grid = inside.grid;
            in += at_row < grid.rows && at_col < grid.cols && inside(at_row, at_col) != 0 ? k : 0;
        }
    }
    return in / all;
}

double difference(const Raster<double>& a, const Raster<double>& b)
{
    double most = 0;
    double peak = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        most = std::max(most, std::abs(a.values[i] - b.values[i]));
        peak = std::max(peak, std::abs(b.values[i]));
    }
    return most / peak;
}

} // namespace

TEST_CASE("adaptive: a lone bump has its own height and width", "[kde][adaptive]")
{
    // 11 x 11 cells of 1 m; one incident on the middle cell's centre, spread over 3 m, another spread over 1.5 m.
    PlaceList places;
    places.add(5.5, 5.5);
    const auto grid = grid_of(0, 11, 1, 11, 11);
    for (const double h : {3.0, 1.5}) {
        const std::vector<double> metres{h};
        for (const auto path : paths_here()) {
            const auto raster =
                adaptive_density(places.view(), metres, grid, kernel_of(Kernel::quartic, 1), on_path(path));
            CHECK(raster(5, 5) / 1e6 == Approx(3 / (std::numbers::pi * h * h)).epsilon(1e-12));
            CHECK((raster(5, 7) > 0) == (h > 2));
            CHECK(raster(5, 8) == 0);
        }
    }
}

TEST_CASE("adaptive: bandwidths that are all alike give the map of one bandwidth", "[kde][adaptive]")
{
    const auto inside = some_area();
    const auto places = places_in(inside);
    const auto grid = inside.grid;
    for (const auto kernel : kEveryKernel) {
        for (const auto edge : {EdgeCorrection::none, EdgeCorrection::uniform, EdgeCorrection::mass}) {
            for (const bool average : {false, true}) {
                CAPTURE(kernel_text(kernel), static_cast<int>(edge), average);
                const auto params = edged(kernel, edge, average);
                auto alike = rule_of(AdaptiveRule::abramson);
                alike.least_m = params.bandwidth_m;
                alike.most_m = params.bandwidth_m;
                const auto fixed = kernel_surface(places.view(), grid, params, in_some_area());
                const auto adaptive = adaptive_surface(places.view(), grid, params, alike, in_some_area());
                CHECK(difference(adaptive.raster, fixed.raster) < 2e-9);
                CHECK(adaptive.bandwidth_m == params.bandwidth_m);
                CHECK(adaptive.reach_m == fixed.reach_m);
                CHECK(adaptive.cell_rule == fixed.cell_rule);
                CHECK(adaptive.mass == Approx(fixed.mass).epsilon(1e-9));
                CHECK(adaptive.weight == Approx(places.total()));
            }
        }
    }
}

TEST_CASE("adaptive: every kernel, rule, edge correction and cell rule against the plain sum", "[kde][adaptive]")
{
    const auto inside = some_area();
    const auto places = places_in(inside);
    for (const auto kernel : kEveryKernel) {
        for (const auto rule : {AdaptiveRule::abramson, AdaptiveRule::nearest}) {
            for (const auto edge : {EdgeCorrection::none, EdgeCorrection::uniform, EdgeCorrection::mass}) {
                for (const std::optional<bool> average :
                     {std::optional<bool>(), std::optional(false), std::optional(true)}) {
                    CAPTURE(kernel_text(kernel), static_cast<int>(rule), static_cast<int>(edge), average.has_value());
                    auto params = edged(kernel, edge, average);
                    auto adaptive = rule_of(rule);
                    adaptive.most_m = kernel == Kernel::gaussian ? 90 : 350;
                    const auto fast = adaptive_surface(places.view(), inside.grid, params, adaptive, in_some_area());
                    params.direct = true;
                    const auto plain = adaptive_surface(places.view(), inside.grid, params, adaptive, in_some_area());
                    CHECK(difference(fast.raster, plain.raster) < 1e-9);
                    const auto threads =
                        adaptive_surface(places.view(), inside.grid, params, adaptive, in_some_area(5));
                    CHECK(threads.raster.values == plain.raster.values);
                    if (edge == EdgeCorrection::mass) {
                        CHECK(fast.mass == Approx(places.total()).epsilon(average.value_or(true) ? 4e-3 : 0.05));
                    }
                }
            }
        }
    }
}

TEST_CASE("adaptive: the share of a bump inside, for every bandwidth, by the plain sum over cells", "[kde][adaptive]")
{
    const auto inside = some_area();
    for (const auto kernel : kEveryKernel) {
        for (const bool average : {false, true}) {
            auto params = edged(kernel, EdgeCorrection::uniform, average);
            const density::AreaShare share(inside, params);
            for (const double h :
                 kernel == Kernel::gaussian ? std::vector{20.0, 55.0} : std::vector{20.0, 75.0, 160.0, 333.0}) {
                params.bandwidth_m = h;
                const density::EdgeMass one(inside, params);
                for (std::size_t row = 0; row < inside.grid.rows; row += 9) {
                    for (std::size_t col = 0; col < inside.grid.cols; col += 7) {
                        CAPTURE(kernel_text(kernel), average, h, row, col);
                        CHECK(share.at_cell(row, col, h) ==
                              Approx(plain_share(inside, params, row, col)).epsilon(1e-9).margin(1e-12));
                        const Point point{inside.grid.centre_x(col) + 7, inside.grid.centre_y(row) - 11};
                        CHECK(share.at(point, h) == Approx(one.at(point)).epsilon(1e-9).margin(1e-13));
                    }
                }
            }
        }
    }
}

TEST_CASE("adaptive: the uniform correction takes the bandwidth that an incident in the cell would have got",
          "[kde][adaptive]")
{
    const auto inside = some_area();
    auto places = places_in(inside);
    const auto params = edged(Kernel::quartic, EdgeCorrection::uniform, false);
    const auto adaptive = rule_of(AdaptiveRule::abramson);
    const auto context = in_some_area();
    const auto corrected = adaptive_surface(places.view(), inside.grid, params, adaptive, context).raster;
    auto plain_params = params;
    plain_params.edge = EdgeCorrection::none;
    const auto found = adaptive_bandwidths(places.view(), params, adaptive, &inside, context);
    const auto plain = adaptive_density(places.view(), found.metres, inside.grid, plain_params, context);
    const density::AreaShare share(inside, params);
    for (std::size_t row = 0; row < inside.grid.rows; row += 4) {
        for (std::size_t col = 0; col < inside.grid.cols; col += 4) {
            if (inside(row, col) == 0 || plain(row, col) == 0) {
                continue;
            }
            double pilot = 0; // per m², corrected as the pilot at places is
            for (std::size_t i = 0; i < places.x.size(); ++i) {
                const double d =
                    std::hypot(places.x[i] - inside.grid.centre_x(col), places.y[i] - inside.grid.centre_y(row));
                pilot += kernel_per_m2(Kernel::quartic, adaptive.pilot_m, d);
            }
            pilot /= share.at_cell(row, col, adaptive.pilot_m);
            const double n = static_cast<double>(places.x.size());
            const double wanted = params.bandwidth_m / std::sqrt(pilot / n) / found.gamma_m;
            const double h = std::max(std::min(wanted, found.most_m), adaptive.least_m);
            CHECK(corrected(row, col) == Approx(plain(row, col) / share.at_cell(row, col, h)).epsilon(1e-9));
        }
    }
}

TEST_CASE("adaptive: where hardly an incident is, the uniform correction makes no peak of nothing", "[kde][adaptive]")
{
    const auto inside = some_area();
    const auto places = places_in(inside);
    auto adaptive = rule_of(AdaptiveRule::abramson);
    adaptive.trim = std::numeric_limits<double>::infinity();
    adaptive.most_m = adaptive.trim;
    adaptive.pilot_m = 40; // most cells see no incident
    const auto params = edged(Kernel::quartic, EdgeCorrection::uniform, false);
    auto plain = params;
    plain.edge = EdgeCorrection::none;
    const auto context = in_some_area();
    const auto corrected = adaptive_surface(places.view(), inside.grid, params, adaptive, context);
    const auto none = adaptive_surface(places.view(), inside.grid, plain, adaptive, context);
    const auto peak = [](const Raster<double>& raster) {
        return *std::max_element(raster.values.begin(), raster.values.end());
    };
    CHECK(peak(corrected.raster) < 3 * peak(none.raster));
}

TEST_CASE("adaptive: weights, shift, scale, order and swapped axes change a map as they should", "[kde][adaptive]")
{
    const Box box{0, 0, 4000, 3000};
    const auto grid = grid_of(0, 3000, 50, 80, 60);
    const auto kernel = GENERATE(Kernel::quartic, Kernel::cone, Kernel::gaussian);
    const auto params = kernel_of(kernel, kernel == Kernel::gaussian ? 90 : 250, std::nullopt);
    AdaptiveParams adaptive;
    adaptive.rule = GENERATE(AdaptiveRule::abramson, AdaptiveRule::nearest);
    adaptive.pilot_m = 300;
    adaptive.neighbours = 3;
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        CAPTURE(kernel_text(kernel), seed);
        const auto places = clustered(seed, 200, box, true);
        const auto map_of = [&](const PlaceList& list, const Grid& on, const KdeParams& with,
                                const AdaptiveParams& by) {
            return adaptive_surface(list.view(), on, with, by, on_path(best_simd())).raster;
        };
        const auto map = map_of(places, grid, params, adaptive);
        auto changed = places;
        for (double& weight : changed.weight) {
            weight *= 2;
        }
        auto twice = map_of(changed, grid, params, adaptive);
        for (double& value : twice.values) {
            value /= 2;
        }
        CHECK(twice.values == map.values);
        changed = {};
        for (std::size_t i = places.x.size(); i-- > 0;) {
            changed.add(places.x[i], places.y[i], places.weight[i]);
        }
        CHECK(difference(map_of(changed, grid, params, adaptive), map) < 1e-12);
        changed = places;
        for (std::size_t i = 0; i < places.x.size(); ++i) {
            changed.x[i] += 400'000;
            changed.y[i] += 560'000;
        }
        CHECK(difference(map_of(changed, grid_of(400'000, 563'000, 50, 80, 60), params, adaptive), map) < 1e-9);
        changed = places;
        for (std::size_t i = 0; i < places.x.size(); ++i) {
            changed.x[i] *= 4;
            changed.y[i] *= 4;
        }
        auto wide = params;
        wide.bandwidth_m *= 4;
        auto wide_adaptive = adaptive;
        wide_adaptive.pilot_m *= 4;
        auto large = map_of(changed, grid_of(0, 12'000, 200, 80, 60), wide, wide_adaptive);
        for (double& value : large.values) {
            value *= 16;
        }
        CHECK(difference(large, map) < 1e-11);
        changed = places;
        std::swap(changed.x, changed.y);
        const auto swapped = map_of(changed, grid_of(0, 4000, 50, 60, 80), params, adaptive);
        Raster<double> back(grid, 0.0);
        for (std::size_t row = 0; row < grid.rows; ++row) {
            for (std::size_t col = 0; col < grid.cols; ++col) {
                back(row, col) = swapped(grid.cols - 1 - col, grid.rows - 1 - row);
            }
        }
        CHECK(difference(back, map) < 1e-12);
    }
}

TEST_CASE("adaptive: cells times their area add up to the weights", "[kde][adaptive]")
{
    const auto grid = grid_of(0, 6000, 25, 240, 240);
    const auto places = clustered(41, 400, {2500, 2500, 3500, 3500}, true);
    for (const auto kernel : kEveryKernel) {
        for (const auto rule : {AdaptiveRule::abramson, AdaptiveRule::nearest}) {
            auto adaptive = rule_of(rule);
            adaptive.least_m = 25; // one cell
            adaptive.most_m = kernel == Kernel::gaussian ? 250 : 2000;
            const auto surface = adaptive_surface(places.view(), grid, edged(kernel, EdgeCorrection::none), adaptive,
                                                  on_path(best_simd()));
            CAPTURE(kernel_text(kernel), static_cast<int>(rule));
            CHECK(surface.mass == Approx(places.total()).epsilon(kernel == Kernel::uniform ? 0.05 : 4e-3));
            CHECK(surface.weight == Approx(places.total()));
        }
    }
}

TEST_CASE("adaptive: the same bytes on any number of threads, every path", "[kde][adaptive]")
{
    const auto places = clustered(42, 3000, {0, 0, 4000, 3000}, true);
    const auto grid = grid_of(0, 3000, 20, 200, 150);
    for (const auto kernel : kEveryKernel) {
        for (const auto path : paths_here()) {
            const auto params = kernel_of(kernel, kernel == Kernel::gaussian ? 60 : 200, std::nullopt);
            const auto one = adaptive_surface(places.view(), grid, params, {}, on_path(path, 1));
            for (const unsigned threads : {2U, 5U}) {
                const auto more = adaptive_surface(places.view(), grid, params, {}, on_path(path, threads));
                CHECK(more.raster.values == one.raster.values);
            }
        }
    }
}

TEST_CASE("adaptive: nothing, one place, no weight at all, and a study area without cells", "[kde][adaptive]")
{
    const auto grid = some_area().grid;
    PlaceList nothing;
    PlaceList weightless;
    weightless.add(1500, 2500, 0);
    weightless.add(1600, 2500, 0);
    PlaceList one;
    one.add(1500, 2500, 3);
    auto empty_area = on_path(best_simd());
    empty_area.burn_study_area = [](Raster<std::uint8_t>& raster) {
        std::fill(raster.values.begin(), raster.values.end(), std::uint8_t{0});
    };
    for (const auto rule : {AdaptiveRule::abramson, AdaptiveRule::nearest}) {
        for (const auto edge : {EdgeCorrection::none, EdgeCorrection::uniform, EdgeCorrection::mass}) {
            const auto params = edged(Kernel::quartic, edge);
            for (const auto* places : {&nothing, &weightless}) {
                const auto surface = adaptive_surface(places->view(), grid, params, rule_of(rule), in_some_area());
                CHECK(sum_of(surface.raster) == 0);
                CHECK(surface.mass == 0);
                CHECK(surface.weight == 0);
            }
            CHECK(adaptive_surface(one.view(), grid, params, rule_of(rule), in_some_area()).mass > 0);
            const auto hidden = adaptive_surface(one.view(), grid, params, rule_of(rule), empty_area);
            CHECK((sum_of(hidden.raster) == 0) == (edge != EdgeCorrection::none));
        }
    }
}

TEST_CASE("adaptive: progress ends at 1, and a caller that wants to stop is heard", "[kde][adaptive]")
{
    const auto places = clustered(19, 200, {0, 0, 4000, 3000}, true);
    Progress progress;
    std::vector<double> told;
    progress.on_progress = [&](std::string_view, double fraction) { told.push_back(fraction); };
    auto context = on_path(best_simd());
    context.progress = &progress;
    auto params = kernel_of(Kernel::quartic, 200);
    params.direct = GENERATE(false, true);
    const auto grid = grid_of(0, 3000, 50, 80, 60);
    CHECK(adaptive_surface(places.view(), grid, params, {}, context).mass > 0);
    REQUIRE_FALSE(told.empty());
    CHECK(told.back() == 1);
    progress.should_stop = [] { return true; };
    CHECK_THROWS_AS(adaptive_surface(places.view(), grid, params, {}, context), Interrupted);
}

TEST_CASE("adaptive: a caller is heard all the way through, edge corrections too", "[kde][adaptive]")
{
    const auto area = some_area();
    const auto places = places_in(area);
    const auto rule = rule_of(GENERATE(AdaptiveRule::abramson, AdaptiveRule::nearest));
    const auto edge = GENERATE(EdgeCorrection::none, EdgeCorrection::uniform, EdgeCorrection::mass);
    std::size_t calls = 0;
    std::size_t allowed = std::numeric_limits<std::size_t>::max();
    Progress progress;
    progress.should_stop = [&] { return calls++ >= allowed; };
    auto context = in_some_area();
    context.progress = &progress;
    const auto make = [&](EdgeCorrection with) {
        calls = 0;
        static_cast<void>(adaptive_surface(places.view(), area.grid, edged(Kernel::quartic, with), rule, context));
        return calls;
    };
    const auto plain = make(EdgeCorrection::none);
    const auto all = make(edge);
    // Uniform asks at every row or chunk of cells, mass at every place.
    CHECK((edge == EdgeCorrection::none || all > plain));
    for (allowed = 0; allowed < all; allowed += 1 + all / 50) {
        CHECK_THROWS_AS(make(edge), Interrupted);
        CHECK(calls == allowed + 1); // it went no further
    }
}
