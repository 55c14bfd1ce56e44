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
        if (!key.choices.empty()) {
            const auto* word = std::get_if<std::string>(&*key.fallback);
            REQUIRE(word != nullptr);
            CHECK(std::count(key.choices.begin(), key.choices.end(), *word) == 1);
        } else {
            const auto* number = std::get_if<double>(&*key.fallback);
            const auto* whole = std::get_if<std::int64_t>(&*key.fallback);
            REQUIRE((number != nullptr || whole != nullptr));
            const double value = number != nullptr ? *number : static_cast<double>(*whole);
            CHECK(value >= *key.least);
            CHECK(value <= *key.most);
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
    CHECK(surface.bandwidth_m == 400); // a small theme
    CHECK(surface.reach_m == 400);
    CHECK(surface.cell_rule == "centre");
    CHECK(surface.weight == 7);
    CHECK(surface.mass > 0);
    CHECK(surface.mass < 7); // both lose what falls outside the grid
}

TEST_CASE("auto spreads incidents of small themes wider, and says so", "[kde][method]")
{
    const auto context = over({0, 0, 1000, 1000});
    const auto bandwidth = [](const PlaceList& places, ParamValues values, MethodContext within) {
        const auto found = std::get<Surface>(density::kde_method().detect(places.view(), values, within));
        if (std::holds_alternative<std::string>(values["bandwidth_m"])) {
            CHECK(std::get<double>(found.chosen.at("bandwidth_m")) == found.bandwidth_m);
            CHECK(found.why.find("2000 incidents") != std::string::npos);
        } else {
            CHECK(found.chosen.empty());
            CHECK(found.why == "Each incident is spread over 250 m (bandwidth_m). The value of a map cell is that at "
                               "its centre.");
        }
        return found.bandwidth_m;
    };
    PlaceList few;
    few.add(500, 500);
    few.incidents[0] = 1999;
    PlaceList many;
    many.add(500, 500);
    many.incidents[0] = 2000;
    CHECK(bandwidth(few, defaults(), context) == 400);
    CHECK(bandwidth(many, defaults(), context) == 300);

    auto one_area = context; // an area's own map is made like that of its whole theme
    one_area.theme_incidents = 2000;
    CHECK(bandwidth(few, defaults(), one_area) == 300);

    auto values = defaults();
    values["bandwidth_m"] = 250.0;
    CHECK(bandwidth(few, values, context) == 250);

    // The standard deviation that spreads as far: the radius over the square root of 8, to 5 m.
    values = defaults();
    values["kernel"] = std::string("gaussian");
    CHECK(bandwidth(few, values, context) == 140);
    CHECK(bandwidth(many, values, context) == 105);
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
    values["bandwidth_m"] = 400.0;
    const auto gaussian = std::get<Surface>(method.detect(places.view(), values, context));
    CHECK(gaussian.reach_m == 3200);
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
