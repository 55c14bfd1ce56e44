// SPDX-License-Identifier: MIT
#include "significance/kernel_window.hpp"

#include "significance/philox.hpp"

#include "harmspot/chance.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace harmspot;
using Catch::Detail::Approx;
using significance::KernelWindow;
using significance::Philox;

namespace
{

struct Scattered {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> value;
};

/// Places in a square kilometre round the CRS origin, so that some coordinates are negative; some coincide.
Scattered scattered(std::uint32_t count)
{
    Scattered all;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto at = Philox::at(i % 5 == 4 ? i - 1 : i, 0, 77);
        all.x.push_back(at.low % 1000 - 500.25);
        all.y.push_back(at.high % 1000 - 499.5);
        all.value.push_back(Philox::at(i, 1, 77).low % 4);
    }
    return all;
}

bool everywhere(Point /*p*/)
{
    return true;
}

/// The window's content at the centre of a cell by its definition: each place moved to the middle of its 64th of
/// a cell, each counted by the kernel over the kernel's middle.
double held_by_definition(const Scattered& places, Point centre, const KdeParams& params, double cell_m)
{
    const double step = cell_m / 8;
    const double reach = params.kernel == Kernel::gaussian ? 4 * params.bandwidth_m : params.bandwidth_m;
    double sum = 0;
    for (std::size_t i = 0; i < places.x.size(); ++i) {
        const double x = (std::floor(places.x[i] / step) + 0.5) * step;
        const double y = (std::floor(places.y[i] / step) + 0.5) * step;
        const double d = std::hypot(centre.x - x, centre.y - y);
        if (d < reach) {
            sum += places.value[i] * kernel_per_m2(params.kernel, params.bandwidth_m, d) /
                   kernel_per_m2(params.kernel, params.bandwidth_m, 0);
        }
    }
    return sum;
}

MultiPolygon square(Point centre, double side)
{
    const double r = side / 2;
    return {{{{centre.x - r, centre.y - r},
              {centre.x + r, centre.y - r},
              {centre.x + r, centre.y + r},
              {centre.x - r, centre.y + r},
              {centre.x - r, centre.y - r}},
             {}}};
}

} // namespace

TEST_CASE("one place is seen by the kernel, and not beyond its reach", "[chance][kde]")
{
    // On the centre of the south-western 64th of a cell whose centre is (25, 25): 21.875 m off each way.
    const std::vector<double> x{3.125};
    const std::vector<double> y{3.125};
    const KernelWindow window(x, y, {.bandwidth_m = 300}, everywhere);
    CHECK(window.cell_m() == 50);
    const auto held = window.held(std::vector<double>{2});
    const auto at = [&](double east, double north) { return window.greatest_in(square({east, north}, 10), held); };
    const auto quartic = [](double dx, double dy) { return 2 * std::pow(1 - (dx * dx + dy * dy) / 90000, 2); };
    CHECK(at(25, 25) == Approx(quartic(21.875, 21.875)));
    CHECK(at(225, 125) == Approx(quartic(221.875, 121.875)));
    CHECK(at(-275, 25) == Approx(quartic(278.125, 21.875)));
    CHECK(at(325, 25) == 0);
    CHECK(at(5025, 25) == 0);
}

TEST_CASE("the window is the plain sum over places, for every kernel", "[chance][kde]")
{
    const auto places = scattered(120);
    for (const auto kernel :
         {Kernel::quartic, Kernel::epanechnikov, Kernel::triweight, Kernel::uniform, Kernel::cone, Kernel::gaussian}) {
        for (const double bandwidth_m : {20.0, 137.0, 300.0, 1000.0}) {
            const KdeParams params{.kernel = kernel, .bandwidth_m = bandwidth_m};
            const KernelWindow window(places.x, places.y, params, everywhere);
            const auto held = window.held(places.value);
            INFO(kernel_text(kernel) << ' ' << bandwidth_m << ' ' << window.cell_m());
            for (double row = -12; row < 12; ++row) {
                for (double col = -12; col < 12; ++col) {
                    const Point centre{(col + 0.5) * window.cell_m(), (row + 0.5) * window.cell_m()};
                    const double expected = held_by_definition(places, centre, params, window.cell_m());
                    const double found = window.greatest_in(square(centre, window.cell_m() / 10), held);
                    // A distance that is the reach to the last digit may fall on either side of the uniform's rim.
                    REQUIRE(found == Approx(expected).epsilon(1e-9).margin(1e-9));
                }
            }
        }
    }
}

TEST_CASE("cells fit the kernel", "[chance][kde]")
{
    const std::vector<double> x{0};
    const auto cell_m = [&](Kernel kernel, double bandwidth_m) {
        return KernelWindow(x, x, {.kernel = kernel, .bandwidth_m = bandwidth_m}, everywhere).cell_m();
    };
    CHECK(cell_m(Kernel::quartic, 200) == 50);
    CHECK(cell_m(Kernel::quartic, 400) == 50);
    CHECK(cell_m(Kernel::quartic, 40) == 10);
    CHECK(cell_m(Kernel::quartic, 4000) == 500);
    CHECK(cell_m(Kernel::gaussian, 100) == 50); // to 400 m
}

TEST_CASE("the greatest excess is the greatest over tested cells, by plain search", "[chance][kde]")
{
    const auto places = scattered(200);
    std::vector<double> all(places.value);
    for (auto& value : all) {
        value += 1;
    }
    double total = 0;
    double incidents = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        total += places.value[i];
        incidents += all[i];
    }
    for (auto& value : all) {
        value *= total / incidents;
    }
    const KdeParams params{.bandwidth_m = 200};
    const auto east = [](Point p) { return p.x > 0; };
    const KernelWindow window(places.x, places.y, params, east);
    const auto held = window.held(places.value);
    const auto expected = window.held(all);
    double greatest = 0;
    Scattered baseline = places;
    baseline.value = all;
    for (double row = -20; row < 20; ++row) {
        for (double col = 0; col < 20; ++col) {
            const Point centre{(col + 0.5) * 50, (row + 0.5) * 50};
            greatest = std::max(greatest, excess(held_by_definition(places, centre, params, 50),
                                                 held_by_definition(baseline, centre, params, 50), total));
        }
    }
    CHECK(greatest > 0);
    CHECK(window.greatest_excess(held, expected, total) == Approx(greatest));
    const auto of_cell = window.excess_of(held, expected, total);
    CHECK(*std::max_element(of_cell.begin(), of_cell.end()) == window.greatest_excess(held, expected, total));
    // Nothing is told of cells that are not looked at.
    CHECK(window.greatest_in(square({-1000, 0}, 1900), of_cell) == 0);
    CHECK(window.greatest_in(square({1000, 0}, 1999), of_cell) == window.greatest_excess(held, expected, total));
}

TEST_CASE("a polygon too thin to hold a cell's centre is judged by the cells of its corners", "[chance][kde]")
{
    const std::vector<double> x{25};
    const KernelWindow window(x, x, {.bandwidth_m = 200}, everywhere);
    const auto held = window.held(std::vector<double>{1});
    const double in_cell = window.greatest_in(square({25, 25}, 10), held);
    CHECK(in_cell > 0.9);
    CHECK(window.greatest_in(square({10, 10}, 4), held) == in_cell);
}

TEST_CASE("where a theme is as everything is, there is no excess anywhere", "[chance][kde]")
{
    const auto places = scattered(300);
    const KernelWindow window(places.x, places.y, {.bandwidth_m = 150}, everywhere);
    const auto held = window.held(places.value);
    double total = 0;
    for (const double value : places.value) {
        total += value;
    }
    CHECK(window.greatest_excess(held, held, total) == 0);
    // All at one point, whatever they weigh.
    const std::vector<double> one(5, 100.0);
    const KernelWindow point(one, one, {.bandwidth_m = 150}, everywhere);
    CHECK(point.greatest_excess(point.held(std::vector<double>{1, 2, 3, 4, 5}), point.held(std::vector<double>(5, 3.0)),
                                15) == 0);
    const KernelWindow nowhere({}, {}, {.bandwidth_m = 150}, everywhere);
    CHECK(nowhere.greatest_excess(nowhere.held({}), nowhere.held({}), 0) == 0);
}
