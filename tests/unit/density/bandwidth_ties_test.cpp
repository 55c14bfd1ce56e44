// SPDX-License-Identifier: MIT
// Berman and Diggle's rule by the plain formula; and what ties, map points and narrow data do to every rule.
#include "harmspot/bandwidth.hpp"

#include "density/density_methods.hpp"
#include "harmspot/error.hpp"
#include "kde_cases.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numbers>

using namespace kde_cases;
using Catch::Matchers::Contains;

namespace
{

double chosen(BandwidthRule rule, const PlaceList& places, double area_m2 = 1e8)
{
    return choose_bandwidth(rule, places.view(), area_m2, 1).sigma_m;
}

/// Diggle's M(h) by the plain double loop.
double berman_diggle_score(const PlaceList& places, double h, double area)
{
    const auto n = static_cast<double>(places.x.size());
    double within = 0;
    double common = 0;
    for (std::size_t i = 0; i < places.x.size(); ++i) {
        for (std::size_t j = 0; j < places.x.size(); ++j) {
            const double s = std::hypot(places.x[i] - places.x[j], places.y[i] - places.y[j]);
            if (i == j || s >= 2 * h) {
                continue;
            }
            within += s <= h ? 1 : 0;
            common += 2 * h * h * std::acos(s / (2 * h)) - s / 2 * std::sqrt(4 * h * h - s * s);
        }
    }
    const double per_pair = area / (n * (n - 1));
    const double disc = std::numbers::pi * h * h;
    return (area / n - 2 * per_pair * within) / disc + per_pair * common / (disc * disc);
}

/// 200 incidents on 10 sites, the nearest two 400 m apart.
PlaceList ten_sites()
{
    PlaceList places;
    for (int i = 0; i < 10; ++i) {
        places.add(420'000 + 700.0 * (i % 4) + 55.0 * i, 560'000 + 400.0 * (i / 4) + 31.0 * (i % 3));
        places.incidents.back() = 20;
    }
    return places;
}

double nearest_two(const PlaceList& places)
{
    double least = 1e300;
    for (std::size_t i = 0; i < places.x.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            least = std::min(least, std::hypot(places.x[i] - places.x[j], places.y[i] - places.y[j]));
        }
    }
    return least;
}

ParamValues kde_values(const std::string& bandwidth)
{
    ParamValues values;
    for (const auto& key : density::kde_method().keys) {
        values.emplace(key.name, *key.fallback);
    }
    values["bandwidth_m"] = bandwidth;
    return values;
}

} // namespace

TEST_CASE("Berman-Diggle: the curve and its least value are the formula's", "[bandwidth]")
{
    const auto places = clustered(11, 150, {420'000, 560'000, 430'000, 570'000}, false);
    const auto choice = choose_bandwidth(BandwidthRule::berman_diggle, places.view(), 1e8, 1);
    REQUIRE(choice.curve.size() > 50);
    CHECK_FALSE(choice.at_narrow_end);
    CHECK(std::is_sorted(choice.curve.begin(), choice.curve.end(),
                         [](const auto& a, const auto& b) { return a.sigma_m > b.sigma_m; }));
    for (std::size_t i = 0; i < choice.curve.size(); i += 5) {
        const double h = 2 * choice.curve[i].sigma_m; // the disc whose standard deviation it is
        CHECK(choice.curve[i].score == Approx(berman_diggle_score(places, h * (1 + 1e-12), 1e8)).epsilon(1e-4));
    }
    const double best = berman_diggle_score(places, 2 * choice.sigma_m * (1 + 1e-12), 1e8);
    for (const auto& tried : choice.curve) {
        CHECK(best <= berman_diggle_score(places, 2 * tried.sigma_m * (1 + 1e-12), 1e8) + 1e-9 * std::abs(best));
    }
}

TEST_CASE("200 incidents on 10 sites: no rule chooses next to nothing", "[bandwidth]")
{
    const auto sites = ten_sites();
    const double apart = nearest_two(sites);
    auto alone = sites;
    alone.incidents.assign(10, 1);
    for (const auto& name : bandwidth_rule_names()) {
        CAPTURE(name);
        const auto rule = *bandwidth_rule_named(name);
        const double sigma = chosen(rule, sites, 4e6);
        CHECK(sigma > apart / 10);
        CHECK(sigma < 20 * apart);
        if (rule != BandwidthRule::scott && rule != BandwidthRule::oversmoothing) {
            CHECK(sigma == Approx(chosen(rule, alone, 4e6)).epsilon(1e-3)); // each site speaks once
        }
    }
}

TEST_CASE("a rule that needs the study area's size says so when there is none", "[bandwidth]")
{
    for (const auto rule : {BandwidthRule::cvl, BandwidthRule::berman_diggle}) {
        CHECK_THROWS_AS(chosen(rule, ten_sites(), 0), InputError);
        CHECK_THROWS_WITH(chosen(rule, ten_sites(), 0), Contains("needs the size of the study area"));
    }
}

TEST_CASE("kde holds every rule to the map points' floor, and says so", "[bandwidth][method]")
{
    // Sites 3 m apart: what the data asks for is far finer than 200 m map points can tell.
    PlaceList close;
    for (int i = 0; i < 25; ++i) {
        close.add(500 + 3.0 * (i % 5) + 0.01 * i, 500 + 3.0 * (i / 5));
        close.incidents.back() = 8;
    }
    auto context = on_path(best_simd());
    context.extent = {0, 0, 1000, 1000};
    context.study_area_m2 = 1e6;
    for (const auto& name : bandwidth_rule_names()) {
        CAPTURE(name);
        context.least_bandwidth_m = 0;
        const auto method = density::kde_method();
        const auto free = std::get<Surface>(method.detect(close.view(), kde_values(name), context));
        context.least_bandwidth_m = 200;
        const auto held = std::get<Surface>(method.detect(close.view(), kde_values(name), context));
        CHECK(held.bandwidth_m == std::max(200.0, free.bandwidth_m));
        CHECK(std::get<double>(held.chosen.at("bandwidth_m")) == held.bandwidth_m);
        CHECK_THAT(held.why, Contains("bandwidth_m = \"" + name + "\" chose"));
        if (free.bandwidth_m < 200) {
            CHECK_THAT(held.why, Contains("finer than the map points"));
        }
        const bool curved = name == "lscv" || name == "likelihood" || name == "cvl" || name == "berman_diggle";
        CHECK(held.bandwidth_curve.empty() == !curved);
    }
    auto values = kde_values("lscv");
    values["adaptive"] = std::string("abramson");
    const auto adaptive = std::get<Surface>(density::kde_method().detect(close.view(), values, context));
    CHECK(number_of(adaptive.chosen, "least_bandwidth_m") == 200);
    CHECK_FALSE(adaptive.bandwidth_curve.empty());
    values["kernel"] = std::string("gaussian"); // spreads as far at 71 m
    const auto gaussian = std::get<Surface>(density::kde_method().detect(close.view(), values, context));
    CHECK(number_of(gaussian.chosen, "least_bandwidth_m") == 71);
}
