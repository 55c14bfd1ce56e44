// SPDX-License-Identifier: MIT
#include "harmspot/kde.hpp"

#include "density/density_methods.hpp"
#include "kde_cases.hpp"

#include <catch2/catch.hpp>

using namespace kde_cases;

namespace
{

ParamValues defaults()
{
    ParamValues values;
    for (const auto& key : density::kde_method().keys) {
        REQUIRE(key.fallback.has_value());
        values.emplace(key.name, *key.fallback);
    }
    return values;
}

MethodContext over(const Box& box)
{
    auto context = on_path(best_simd());
    context.extent = box;
    return context;
}

} // namespace

TEST_CASE("the method's keys have defaults of their own type, in range", "[kde][method]")
{
    for (const auto& key : density::kde_method().keys) {
        INFO(key.name);
        CHECK_FALSE(key.why.empty());
        if (key.type == KeySpec::Type::text) {
            const auto* word = std::get_if<std::string>(&*key.fallback);
            REQUIRE(word != nullptr);
            CHECK(std::count(key.choices.begin(), key.choices.end(), *word) == 1);
        } else {
            const auto* number = std::get_if<double>(&*key.fallback);
            REQUIRE(number != nullptr);
            CHECK(*number >= *key.least);
            CHECK(*number <= *key.most);
        }
    }
}

TEST_CASE("the method lays its grid over the study area and says what it did", "[kde][method]")
{
    PlaceList places;
    places.add(420'010, 560'010, 5);
    places.add(420'960, 560'500, 2);
    const auto found =
        density::kde_method().detect(places.view(), defaults(), over({420'001, 560'001, 420'999, 560'999}));
    const auto& surface = std::get<Surface>(found);
    CHECK(surface.raster.grid == grid_of(420'000, 561'000, 25, 40, 40));
    CHECK(surface.bandwidth_m == 300);
    CHECK(surface.reach_m == 300);
    CHECK(surface.cell_rule == "centre");
    CHECK(surface.weight == 7);
    CHECK(surface.mass > 0);
    CHECK(surface.mass < 7); // both lose what falls outside the grid
}

TEST_CASE("the method's keys change what they name", "[kde][method]")
{
    PlaceList places;
    places.add(500, 500);
    const auto context = over({0, 0, 1000, 1000});
    const auto method = density::kde_method();
    const auto plain = std::get<Surface>(method.detect(places.view(), defaults(), context));

    auto values = defaults();
    values["exact"] = std::string("direct");
    const auto direct = std::get<Surface>(method.detect(places.view(), values, context));
    for (std::size_t i = 0; i < plain.raster.values.size(); ++i) {
        CHECK(direct.raster.values[i] == Approx(plain.raster.values[i]).epsilon(1e-9).margin(1e-9));
    }

    values = defaults();
    values["kernel"] = std::string("gaussian");
    const auto gaussian = std::get<Surface>(method.detect(places.view(), values, context));
    CHECK(gaussian.reach_m == 2100);
    CHECK(gaussian.raster(20, 20) < plain.raster(20, 20));

    values = defaults();
    values["cell_rule"] = std::string("average");
    CHECK(std::get<Surface>(method.detect(places.view(), values, context)).cell_rule == "average");

    values = defaults();
    values["bandwidth_m"] = 99.0; // under 4 cells
    CHECK(std::get<Surface>(method.detect(places.view(), values, context)).cell_rule == "average");
    values["cell_rule"] = std::string("centre");
    CHECK(std::get<Surface>(method.detect(places.view(), values, context)).cell_rule == "centre");

    values = defaults();
    values["cell_m"] = std::int64_t{50}; // a whole number in the config is a number
    CHECK(std::get<Surface>(method.detect(places.view(), values, context)).raster.grid.cols == 20);
}

TEST_CASE("centres with a bandwidth under a cell are refused before anything runs", "[kde][method]")
{
    const auto method = density::kde_method();
    auto values = defaults();
    CHECK(method.check(values).empty());
    values["bandwidth_m"] = 20.0;
    CHECK(method.check(values).empty());
    values["cell_rule"] = std::string("centre");
    REQUIRE(method.check(values).size() == 1);
    CHECK_THAT(method.check(values).front(), Catch::Matchers::Contains("cell_rule = \"auto\""));
}
