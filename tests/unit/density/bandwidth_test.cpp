// SPDX-License-Identifier: MIT
#include "harmspot/bandwidth.hpp"

#include "harmspot/error.hpp"
#include "kde_cases.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numbers>
#include <numeric>

using namespace kde_cases;

namespace
{

/// Σ_{j ≠ i} exp(−d²/(2σ²)) by the plain double loop.
double others_at(const PlaceList& places, std::size_t i, double sigma)
{
    double sum = 0;
    for (std::size_t j = 0; j < places.x.size(); ++j) {
        if (j != i) {
            const double d2 = std::pow(places.x[i] - places.x[j], 2) + std::pow(places.y[i] - places.y[j], 2);
            sum += std::exp(-d2 / (2 * sigma * sigma));
        }
    }
    return sum;
}

/// ∫f̂² − (2/n) Σ f̂₋ᵢ(x_i), straight from the formula.
double lscv(const PlaceList& places, double sigma)
{
    const auto n = static_cast<double>(places.x.size());
    const double two_pi = 2 * std::numbers::pi;
    double squared = 0;
    double left_out = 0;
    for (std::size_t i = 0; i < places.x.size(); ++i) {
        squared += (1 + others_at(places, i, std::sqrt(2.0) * sigma)) / (two_pi * 2 * sigma * sigma);
        left_out += others_at(places, i, sigma) / (two_pi * sigma * sigma);
    }
    return squared / (n * n) - 2 * left_out / (n * (n - 1));
}

double log_likelihood(const PlaceList& places, double sigma)
{
    const auto n = static_cast<double>(places.x.size());
    double sum = 0;
    for (std::size_t i = 0; i < places.x.size(); ++i) {
        sum += std::log(others_at(places, i, sigma) / ((n - 1) * 2 * std::numbers::pi * sigma * sigma));
    }
    return sum;
}

PlaceList some_places()
{
    return clustered(11, 300, {420'000, 560'000, 430'000, 570'000}, false);
}

double chosen(BandwidthRule rule, const PlaceList& places, double area_m2 = 1e8)
{
    return choose_bandwidth(rule, places.view(), area_m2, 1).sigma_m;
}

} // namespace

TEST_CASE("the curves hold what the formulas give", "[bandwidth]")
{
    const auto places = some_places();
    const auto n = static_cast<double>(places.x.size());
    const auto squares = choose_bandwidth(BandwidthRule::lscv, places.view(), 1e8, 1);
    REQUIRE(squares.curve.size() > 50);
    for (std::size_t i = 0; i < squares.curve.size(); i += 7) {
        const double expected = lscv(places, squares.curve[i].sigma_m);
        CHECK(squares.curve[i].score == Approx(expected).epsilon(1e-9));
    }
    const auto logs = choose_bandwidth(BandwidthRule::likelihood, places.view(), 1e8, 1);
    REQUIRE(logs.curve.size() > 30);
    for (std::size_t i = 0; i < logs.curve.size(); i += 7) {
        CHECK(logs.curve[i].score == Approx(-log_likelihood(places, logs.curve[i].sigma_m) / n).epsilon(1e-9));
    }
}

TEST_CASE("the bandwidth chosen scores best", "[bandwidth]")
{
    const auto places = some_places();
    const double by_squares = chosen(BandwidthRule::lscv, places);
    const double by_likelihood = chosen(BandwidthRule::likelihood, places);
    for (const double other : {0.5, 0.8, 0.95, 1.05, 1.3, 2.0}) {
        CHECK(lscv(places, by_squares) < lscv(places, other * by_squares));
        CHECK(log_likelihood(places, by_likelihood) > log_likelihood(places, other * by_likelihood));
    }
}

TEST_CASE("at the Cronie-van Lieshout bandwidth the inverse intensities add up to the area", "[bandwidth]")
{
    const auto places = some_places();
    const double sigma = chosen(BandwidthRule::cvl, places, 1e8);
    double area = 0;
    for (std::size_t i = 0; i < places.x.size(); ++i) {
        area += 2 * std::numbers::pi * sigma * sigma / (1 + others_at(places, i, sigma));
    }
    CHECK(area == Approx(1e8).epsilon(2e-3));
}

TEST_CASE("Scott and oversmoothing of points that one can check by hand", "[bandwidth]")
{
    PlaceList cross; // standard deviation 10 along each axis: 2 x 15² over 4 - 1
    cross.add(15, 0);
    cross.add(-15, 0);
    cross.add(0, std::sqrt(150.0));
    cross.add(0, -std::sqrt(150.0));
    const double x = std::sqrt(450.0 / 3);
    const double y = std::sqrt(300.0 / 3);
    CHECK(chosen(BandwidthRule::scott, cross) == Approx(std::sqrt(x * y) * std::pow(4.0, -1.0 / 6)));
}

TEST_CASE("nearest is the median distance to the tenth nearest other place", "[bandwidth]")
{
    const auto places = some_places();
    std::vector<double> tenth;
    for (std::size_t i = 0; i < places.x.size(); ++i) {
        std::vector<double> away;
        for (std::size_t j = 0; j < places.x.size(); ++j) {
            away.push_back(std::hypot(places.x[i] - places.x[j], places.y[i] - places.y[j]));
        }
        std::sort(away.begin(), away.end());
        tenth.push_back(away[10]); // the place itself is the first
    }
    std::sort(tenth.begin(), tenth.end());
    CHECK(chosen(BandwidthRule::nearest, places) == Approx(tenth[tenth.size() / 2]).epsilon(1e-9));
}

TEST_CASE("scale, shift, order and threads change a choice as they should", "[bandwidth]")
{
    const auto places = some_places();
    PlaceList moved;
    for (std::size_t i = places.x.size(); i-- > 0;) {
        moved.add(3 * places.x[i] - 1e6, 3 * places.y[i] + 5e5);
    }
    for (const auto& name : bandwidth_rule_names()) {
        CAPTURE(name);
        const auto rule = *bandwidth_rule_named(name);
        CHECK(bandwidth_rule_text(rule) == name);
        CHECK(chosen(rule, moved, 9e8) == Approx(3 * chosen(rule, places)).epsilon(1e-6));
        const auto one = choose_bandwidth(rule, places.view(), 1e8, 1);
        const auto five = choose_bandwidth(rule, places.view(), 1e8, 5);
        CHECK(one.sigma_m == five.sigma_m);
    }
}

TEST_CASE("incidents stacked on shared points do not draw cross-validation to nothing", "[bandwidth]")
{
    auto places = some_places();
    const double alone = chosen(BandwidthRule::lscv, places);
    for (auto& incidents : places.incidents) {
        incidents = 20;
    }
    const auto stacked = choose_bandwidth(BandwidthRule::lscv, places.view(), 1e8, 1);
    CHECK(stacked.sigma_m == Approx(alone).epsilon(1e-4));
    CHECK(stacked.incidents == 20 * stacked.places);
    CHECK(chosen(BandwidthRule::scott, places) < chosen(BandwidthRule::scott, some_places()));
}

TEST_CASE("of many places every n-th judges, and chooses alike", "[bandwidth]")
{
    const auto many = clustered(5, 9'000, {420'000, 560'000, 440'000, 580'000}, false);
    const auto choice = choose_bandwidth(BandwidthRule::likelihood, many.view(), 4e8, 2);
    CHECK(choice.judged == 1'800);
    CHECK(choice.places == 9'000);
    CHECK(choice.sigma_m > 0);
    CHECK_FALSE(choice.at_narrow_end);
}

TEST_CASE("what no bandwidth can be taken from is refused", "[bandwidth]")
{
    PlaceList two;
    two.add(0, 0);
    two.add(1, 1);
    CHECK_THROWS_AS(chosen(BandwidthRule::lscv, two), InputError);
    PlaceList line = two;
    line.x = {0, 1, 2};
    line.y = {5, 5, 5};
    line.weight = {1, 1, 1};
    line.incidents = {1, 1, 1};
    for (const auto& name : bandwidth_rule_names()) {
        CHECK_THROWS_AS(chosen(*bandwidth_rule_named(name), line), InputError);
    }
    CHECK_FALSE(bandwidth_rule_named("Scott"));
}

TEST_CASE("kernels of one spread have one variance", "[bandwidth]")
{
    for (const auto kernel :
         {Kernel::quartic, Kernel::epanechnikov, Kernel::triweight, Kernel::uniform, Kernel::cone, Kernel::gaussian}) {
        CAPTURE(kernel_text(kernel));
        const double h = bandwidth_like_gaussian(kernel, 1);
        const double reach = kernel == Kernel::gaussian ? 12 : h;
        double variance = 0; // half of E r², rings by the midpoint rule
        constexpr int kRings = 100'000;
        for (int i = 0; i < kRings; ++i) {
            const double r = (i + 0.5) * reach / kRings;
            variance += 0.5 * r * r * kernel_per_m2(kernel, h, r) * 2 * std::numbers::pi * r * reach / kRings;
        }
        CHECK(variance == Approx(1).epsilon(1e-6));
    }
}
