// SPDX-License-Identifier: MIT
#include "harmspot/kde.hpp"

#include "kde_cases.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>

using namespace kde_cases;
using Catch::Matchers::Contains;

namespace
{

const Grid kGrid = grid_of(0, 1000, 20, 50, 50);
const double kNan = std::numeric_limits<double>::quiet_NaN();
const double kInfinity = std::numeric_limits<double>::infinity();

bool all_zero(const Raster<double>& raster)
{
    return std::all_of(raster.values.begin(), raster.values.end(), [](double value) { return value == 0; });
}

} // namespace

TEST_CASE("a bandwidth that is no length is refused", "[kde]")
{
    PlaceList places;
    places.add(500, 500);
    for (const double bandwidth_m : {0.0, -300.0, kNan, kInfinity, -kInfinity, 1e-300, 1e300}) {
        for (const bool direct : {false, true}) {
            auto params = kernel_of(Kernel::quartic, bandwidth_m);
            params.direct = direct;
            CHECK_THROWS_AS(kernel_density(places.view(), kGrid, params, on_path(best_simd())), ConfigError);
        }
    }
    CHECK_THROWS_WITH(kernel_density(places.view(), kGrid, kernel_of(Kernel::quartic, -300), on_path(best_simd())),
                      Contains("bandwidth_m = -300"));
}

TEST_CASE("a weight that is no weight is refused, naming the place", "[kde]")
{
    for (const double weight : {-1.0, kNan, kInfinity}) {
        PlaceList places;
        places.add(1, 2);
        places.add(500, 600, weight);
        CHECK_THROWS_AS(kernel_density(places.view(), kGrid, kernel_of(Kernel::quartic, 300), on_path(best_simd())),
                        ConfigError);
        CHECK_THROWS_WITH(kernel_density(places.view(), kGrid, kernel_of(Kernel::quartic, 300), on_path(best_simd())),
                          Contains("(500.0, 600.0)") && Contains("harm table"));
    }
}

TEST_CASE("a position that is no number is refused", "[kde]")
{
    for (const double x : {kNan, kInfinity}) {
        PlaceList places;
        places.add(x, 2);
        CHECK_THROWS_AS(kernel_density(places.view(), kGrid, kernel_of(Kernel::quartic, 300), on_path(best_simd())),
                        ConfigError);
    }
}

TEST_CASE("no places, and none of any weight, give zeros", "[kde]")
{
    PlaceList nothing;
    PlaceList weightless;
    weightless.add(500, 500, 0);
    weightless.add(600, 500, 0);
    PlaceList far_away;
    far_away.add(9e6, -9e6);
    for (const auto kernel : {Kernel::quartic, Kernel::gaussian}) {
        for (const double bandwidth_m : {30.0, 100.0, 900.0}) {
            const auto params = kernel_of(kernel, bandwidth_m, std::nullopt);
            for (const auto* places : {&nothing, &weightless, &far_away}) {
                const auto surface = kernel_surface(places->view(), kGrid, params, on_path(best_simd()));
                CHECK(all_zero(surface.raster));
                CHECK(surface.mass == 0);
                CHECK(surface.weight == places->total());
            }
        }
    }
}
