// SPDX-License-Identifier: MIT
// How each place gets a bandwidth of its own, by Abramson's rule and by the nearest places.
#include "adaptive_twin.hpp"

#include "density/adaptive_engine.hpp"
#include "harmspot/error.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstring>

using namespace kde_cases;
using Catch::Matchers::Contains;

namespace
{

const std::vector<Kernel> kEveryKernel{Kernel::quartic, Kernel::epanechnikov, Kernel::triweight,
                                       Kernel::uniform, Kernel::cone,         Kernel::gaussian};
const Box kBox{420'000, 560'000, 430'000, 570'000};
const double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

PlaceList some_places()
{
    return clustered(21, 300, kBox, true);
}

AdaptiveParams abramson(double pilot_m, double trim = kInfinity)
{
    AdaptiveParams adaptive;
    adaptive.pilot_m = pilot_m;
    adaptive.trim = trim;
    return adaptive;
}

AdaptiveParams nearest(std::uint32_t neighbours)
{
    AdaptiveParams adaptive;
    adaptive.rule = AdaptiveRule::nearest;
    adaptive.neighbours = neighbours;
    adaptive.trim = kInfinity;
    return adaptive;
}

AdaptiveBandwidths bandwidths(const PlaceList& places, const KdeParams& params, const AdaptiveParams& adaptive,
                              SimdPath path = SimdPath::plain, unsigned threads = 1)
{
    return adaptive_bandwidths(places.view(), params, adaptive, nullptr, on_path(path, threads));
}

/// h f^(−1/2)/γ by the plain double loop in long double, f counting incidents.
std::vector<long double> plain_abramson(const PlaceList& places, Kernel kernel, long double h, double pilot_m)
{
    auto params = kernel_of(kernel, pilot_m);
    std::vector<long double> inverse_root;
    long double logs = 0;
    long double all = 0;
    for (std::size_t i = 0; i < places.x.size(); ++i) {
        std::vector<double> counts(places.incidents.begin(), places.incidents.end());
        const PlacesView counted{places.x, places.y, counts, places.incidents};
        const auto f = exact_at(counted, params, places.x[i], places.y[i]).value;
        inverse_root.push_back(1 / std::sqrt(f));
        logs += std::log(inverse_root.back()) * places.incidents[i];
        all += places.incidents[i];
    }
    for (auto& value : inverse_root) {
        value *= h / std::exp(logs / all);
    }
    return inverse_root;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const auto n = values.size();
    return (values[(n - 1) / 2] + values[n / 2]) / 2;
}

} // namespace

TEST_CASE("Abramson: two incidents on one place and one alone, by hand", "[kde][adaptive]")
{
    // The pilot is 2 K(0) at the pair and K(0) at the one: bandwidths are as 1 to the root of 2, and their geometric
    // mean over the three incidents is 100.
    PlaceList places;
    places.add(0, 0);
    places.add(10'000, 0);
    places.incidents = {2, 1};
    const auto found = bandwidths(places, kernel_of(Kernel::quartic, 100), abramson(500));
    CHECK(found.metres[1] / found.metres[0] == Approx(std::sqrt(2.0)));
    CHECK(std::cbrt(found.metres[0] * found.metres[0] * found.metres[1]) == Approx(100));
    CHECK(found.median_m == Approx(found.metres[0])); // two of the three incidents
    CHECK(found.least_m == found.metres[0]);
    CHECK(found.most_m == found.metres[1]);
    CHECK(found.trimmed == 0);
    CHECK(found.raised == 0);
}

TEST_CASE("Abramson: bandwidths are what the formula gives, every kernel and path", "[kde][adaptive]")
{
    auto places = some_places();
    for (std::size_t i = 0; i < places.incidents.size(); ++i) {
        places.incidents[i] = 1 + i % 4;
    }
    for (const auto kernel : kEveryKernel) {
        for (const double pilot_m : {90.0, 700.0, 40'000.0}) {
            const auto expected = plain_abramson(places, kernel, 300, pilot_m);
            for (const auto path : paths_here()) {
                const auto found = bandwidths(places, kernel_of(kernel, 300), abramson(pilot_m), path);
                double worst = 0;
                for (std::size_t i = 0; i < expected.size(); ++i) {
                    worst = std::max(worst, static_cast<double>(std::abs(found.metres[i] / expected[i] - 1)));
                }
                CAPTURE(kernel_text(kernel), pilot_m, simd_text(path));
                CHECK(worst < 1e-11);
            }
        }
    }
}

TEST_CASE("Abramson: trim, floor and cap, and how many they concern", "[kde][adaptive]")
{
    const auto places = some_places();
    const auto params = kernel_of(Kernel::quartic, 300);
    const auto free = bandwidths(places, params, abramson(400)).metres;
    const double middle = median(free);
    auto adaptive = abramson(400, 1.5);
    const auto trimmed = bandwidths(places, params, adaptive);
    CHECK(trimmed.most_m == Approx(1.5 * middle));
    CHECK(trimmed.trimmed > 0);
    CHECK(trimmed.median_m == Approx(middle));
    adaptive.least_m = 0.8 * middle;
    adaptive.most_m = 1.2 * middle;
    const auto limited = bandwidths(places, params, adaptive);
    std::uint64_t over = 0;
    std::uint64_t under = 0;
    for (std::size_t i = 0; i < free.size(); ++i) {
        CHECK(limited.metres[i] == Approx(std::clamp(free[i], adaptive.least_m, adaptive.most_m)));
        over += free[i] > adaptive.most_m ? 1U : 0U;
        under += free[i] < adaptive.least_m ? 1U : 0U;
    }
    CHECK(limited.trimmed == over);
    CHECK(limited.raised == under);
    adaptive.least_m = 10 * middle; // a floor over the trim: the floor holds
    adaptive.most_m = kInfinity;
    CHECK(bandwidths(places, params, adaptive).least_m == 10 * middle);
}

TEST_CASE("nearest: a farm is spread over five times the median unless told otherwise", "[kde][adaptive]")
{
    // A street of houses 10 m apart, whose second nearest lies 10 or 20 m off, and a farm 5 km away.
    PlaceList places;
    for (int i = 0; i < 21; ++i) {
        places.add(10.0 * i, 0);
    }
    places.add(5200, 0);
    AdaptiveParams adaptive;
    adaptive.rule = AdaptiveRule::nearest;
    adaptive.neighbours = 2;
    const auto found = bandwidths(places, kernel_of(Kernel::quartic, 300), adaptive);
    CHECK(found.median_m == Approx(10));
    CHECK(found.metres.back() == Approx(50));
    CHECK(found.trimmed == 1);
    adaptive.trim = kInfinity;
    const auto free = bandwidths(places, kernel_of(Kernel::quartic, 300), adaptive);
    CHECK(free.metres.back() == Approx(5010));
    CHECK(free.trimmed == 0);
}

TEST_CASE("nearest: the distance to the k-th nearest other place", "[kde][adaptive]")
{
    auto places = some_places();
    places.incidents[7] = 50; // counts as one place all the same
    const auto found = bandwidths(places, kernel_of(Kernel::quartic, 300), nearest(5));
    for (std::size_t i = 0; i < places.x.size(); i += 13) {
        std::vector<double> away;
        for (std::size_t j = 0; j < places.x.size(); ++j) {
            away.push_back(std::hypot(places.x[i] - places.x[j], places.y[i] - places.y[j]));
        }
        std::sort(away.begin(), away.end());
        CHECK(found.metres[i] == Approx(away[5]).epsilon(1e-12)); // the place itself is the first
    }
    auto all = nearest(1'000'000); // more than there are: the farthest
    CHECK(bandwidths(places, kernel_of(Kernel::quartic, 300), all).least_m > 1000);
}

TEST_CASE("nearest places of any point, by the plain search", "[kde][adaptive]")
{
    const auto places = some_places();
    std::mt19937_64 random(4);
    std::vector<Point> points;
    for (int i = 0; i < 200; ++i) {
        points.push_back({415'000 + 20'000 * uniform(random), 555'000 + 20'000 * uniform(random)});
    }
    points.push_back({places.x[5], places.y[5]}); // a place is the nearest of itself
    for (const std::uint32_t neighbours : {1U, 6U, 300U, 1000U}) {
        const auto metres = density::nearest_places_m(places.view(), points, neighbours, on_path(SimdPath::plain, 3));
        REQUIRE(metres.size() == points.size());
        for (std::size_t i = 0; i < points.size(); ++i) {
            std::vector<double> away;
            for (std::size_t j = 0; j < places.x.size(); ++j) {
                away.push_back(std::hypot(places.x[j] - points[i].x, places.y[j] - points[i].y));
            }
            std::sort(away.begin(), away.end());
            CHECK(metres[i] == Approx(away[std::min<std::size_t>(neighbours, away.size()) - 1]).epsilon(1e-12));
        }
    }
}

TEST_CASE("bandwidths do not hang on weights, order, shift or threads, and grow with scale", "[kde][adaptive]")
{
    const auto places = some_places();
    for (const auto& adaptive : {abramson(400, 3), nearest(7)}) {
        const auto params = kernel_of(Kernel::quartic, 300);
        const auto found = bandwidths(places, params, adaptive).metres;
        auto other = places;
        for (double& weight : other.weight) {
            weight = weight * weight + 3;
        }
        CHECK(bandwidths(other, params, adaptive).metres == found);
        CHECK(bandwidths(places, params, adaptive, SimdPath::plain, 5).metres == found);
        PlaceList moved;
        for (std::size_t i = places.x.size(); i-- > 0;) {
            moved.add(3 * places.x[i] - 1e6, 3 * places.y[i] + 5e5);
        }
        auto scaled = adaptive;
        scaled.pilot_m *= 3;
        const auto tripled = bandwidths(moved, kernel_of(Kernel::quartic, 900), scaled).metres;
        for (std::size_t i = 0; i < found.size(); ++i) {
            CHECK(tripled[found.size() - 1 - i] == Approx(3 * found[i]).epsilon(1e-9));
        }
    }
}

TEST_CASE("200 incidents on 10 sites get bandwidths above 0", "[kde][adaptive]")
{
    PlaceList places;
    for (int i = 0; i < 10; ++i) {
        places.add(420'000 + 700.0 * i, 560'000 + 300.0 * (i % 3));
        places.incidents.back() = 20;
    }
    auto adaptive = abramson(1); // the pilot sees each site alone
    adaptive.least_m = 200;
    const auto floored = bandwidths(places, kernel_of(Kernel::quartic, 50), adaptive);
    CHECK(floored.least_m == 200);
    CHECK(floored.raised == 200);
    CHECK(bandwidths(places, kernel_of(Kernel::quartic, 300), abramson(1)).least_m == Approx(300));
    CHECK(bandwidths(places, kernel_of(Kernel::quartic, 300), nearest(1)).least_m > 700);
}

TEST_CASE("bandwidths of no places, one place and places of no weight", "[kde][adaptive]")
{
    PlaceList places;
    for (const auto& adaptive : {abramson(400), nearest(3)}) {
        CHECK(bandwidths(places, kernel_of(Kernel::quartic, 300), adaptive).metres.empty());
    }
    places.add(1, 2, 0);
    CHECK(bandwidths(places, kernel_of(Kernel::quartic, 300), abramson(400)).metres.front() == Approx(300));
    auto alone = nearest(3); // no other place: nothing but the floor
    alone.least_m = 250;
    CHECK(bandwidths(places, kernel_of(Kernel::quartic, 300), alone).metres.front() == 250);
}

TEST_CASE("numbers that no bandwidth can come from are refused by name", "[kde][adaptive]")
{
    const auto places = some_places();
    const auto refused = [&](const KdeParams& params, const AdaptiveParams& adaptive, const char* words) {
        CHECK_THROWS_AS(bandwidths(places, params, adaptive), ConfigError);
        CHECK_THROWS_WITH(bandwidths(places, params, adaptive), Contains(words));
    };
    for (const double bad : {0.0, -300.0, kNan, kInfinity}) {
        refused(kernel_of(Kernel::quartic, bad), abramson(400), "bandwidth_m = ");
        refused(kernel_of(Kernel::quartic, 300), abramson(bad), "pilot_m = ");
    }
    for (const double bad : {0.0, -5.0, kNan}) {
        refused(kernel_of(Kernel::quartic, 300), abramson(400, bad), "trim = ");
        auto trimmed = nearest(4);
        trimmed.trim = bad;
        refused(kernel_of(Kernel::quartic, 300), trimmed, "trim = ");
    }
    auto adaptive = abramson(400);
    adaptive.least_m = kNan;
    refused(kernel_of(Kernel::quartic, 300), adaptive, "least_bandwidth_m = nan");
    adaptive.least_m = 500;
    adaptive.most_m = 400;
    refused(kernel_of(Kernel::quartic, 300), adaptive, "no bandwidth can be both");
    refused(kernel_of(Kernel::quartic, 300), nearest(0), "neighbours = 0");
    auto bad_weight = places;
    bad_weight.weight[3] = -1;
    CHECK_THROWS_AS(bandwidths(bad_weight, kernel_of(Kernel::quartic, 300), abramson(400)), ConfigError);
    std::vector<double> metres(places.x.size(), 300);
    const auto grid = grid_of(420'000, 570'000, 100, 10, 10);
    for (const double bad : {0.0, -1.0, kNan, kInfinity}) {
        metres[3] = bad;
        CHECK_THROWS_WITH(
            adaptive_density(places.view(), metres, grid, kernel_of(Kernel::quartic, 1), on_path(SimdPath::plain)),
            Contains("the bandwidth of the place at"));
    }
    metres.pop_back();
    CHECK_THROWS_WITH(
        adaptive_density(places.view(), metres, grid, kernel_of(Kernel::quartic, 1), on_path(SimdPath::plain)),
        Contains("299 bandwidths for 300 places"));
}
