// SPDX-License-Identifier: MIT
// `method = "kde"` with `adaptive`: its keys, what it says, what it refuses.
#include "density/density_methods.hpp"
#include "kde_cases.hpp"

#include <catch2/catch.hpp>

using namespace kde_cases;
using Catch::Matchers::Contains;

namespace
{

ParamValues values_with(std::initializer_list<std::pair<const char*, ParamValue>> changes)
{
    ParamValues values;
    for (const auto& key : density::kde_method().keys) {
        values.emplace(key.name, *key.fallback);
    }
    for (const auto& [name, value] : changes) {
        REQUIRE(values.contains(name));
        values[name] = value;
    }
    return values;
}

ParamValue text(const char* value)
{
    return std::string(value);
}

Surface found(const PlaceList& places, const ParamValues& values, double least_bandwidth_m = 0)
{
    auto context = on_path(best_simd());
    context.extent = {0, 0, 4000, 3000};
    context.study_area_m2 = 12e6;
    context.least_bandwidth_m = least_bandwidth_m;
    return std::get<Surface>(density::kde_method().detect(places.view(), values, context));
}

std::vector<std::string> problems(std::initializer_list<std::pair<const char*, ParamValue>> changes)
{
    return density::kde_method().check(values_with(changes));
}

/// A crowd in one corner and a few incidents elsewhere.
PlaceList town_and_country()
{
    auto places = clustered(3, 300, {200, 200, 900, 900}, false);
    for (int i = 0; i < 20; ++i) {
        places.add(1500 + 120.0 * i, 1200 + 80.0 * i);
    }
    return places;
}

} // namespace

TEST_CASE("kde, adaptive: narrow where incidents crowd, and said in words and numbers", "[kde][adaptive][method]")
{
    const auto places = town_and_country();
    const auto surface = found(places, values_with({{"adaptive", text("abramson")}, {"bandwidth_m", 300.0}}));
    const double least = number_of(surface.chosen, "least_bandwidth_m");
    const double middle = number_of(surface.chosen, "median_bandwidth_m");
    const double most = number_of(surface.chosen, "most_bandwidth_m");
    CHECK(least < 300);
    CHECK(most > 300);
    CHECK(surface.bandwidth_m == middle);
    CHECK(surface.reach_m == most);
    CHECK(number_of(surface.chosen, "bandwidth_m") == 300);
    CHECK(number_of(surface.chosen, "pilot_m") == 300); // auto
    CHECK(surface.cell_rule == "centre");
    CHECK_THAT(surface.why, Contains("short where incidents crowd and long where they are few") &&
                                Contains("adaptive = \"abramson\", pilot 300 m") &&
                                Contains("geometric mean, before limits, is 300 m (bandwidth_m)") &&
                                Contains("that at its centre"));
    const auto fine = found(places, values_with({{"adaptive", text("abramson")}, {"bandwidth_m", 100.0}}));
    CHECK(fine.cell_rule == "mixed"); // some over 4 cells of 25 m, some under
    CHECK_THAT(fine.why, Contains("but the mean over 16 points in it for incidents spread over less than 4 cells"));
    CHECK(number_of(fine.chosen, "least_bandwidth_m") >= 25); // a cell's side
}

TEST_CASE("kde, adaptive: nearest, trim, floor and cap", "[kde][adaptive][method]")
{
    const auto places = town_and_country();
    const auto nearest = found(places, values_with({{"adaptive", text("nearest")},
                                                    {"neighbours", std::int64_t{4}},
                                                    {"least_bandwidth_m", 40.0},
                                                    {"trim", 1000.0},
                                                    {"most_bandwidth_m", std::int64_t{250}}}));
    CHECK(number_of(nearest.chosen, "least_bandwidth_m") == 40);
    CHECK(number_of(nearest.chosen, "most_bandwidth_m") == 250);
    CHECK_FALSE(nearest.chosen.contains("bandwidth_m"));
    CHECK_THAT(nearest.why, Contains("far enough to meet 4 other places") && Contains("were cut to the longest") &&
                                Contains("were raised to the shortest"));
    const auto five_medians =
        found(places, values_with({{"adaptive", text("nearest")}, {"neighbours", std::int64_t{4}}}));
    CHECK(number_of(five_medians.chosen, "most_bandwidth_m") ==
          Approx(5 * number_of(five_medians.chosen, "median_bandwidth_m")));
    const auto trimmed =
        found(places,
              values_with({{"adaptive", text("abramson")}, {"bandwidth_m", 300.0}, {"pilot_m", 400.0}, {"trim", 1.5}}));
    CHECK(number_of(trimmed.chosen, "most_bandwidth_m") ==
          Approx(1.5 * number_of(trimmed.chosen, "median_bandwidth_m")));
    CHECK(integer_of(trimmed.chosen, "trimmed_incidents") > 0);
    // Map points: never under 200 m; a cap under the floor is the config check's to refuse.
    const auto snapped = found(places, values_with({{"adaptive", text("nearest")}}), 200);
    CHECK(number_of(snapped.chosen, "least_bandwidth_m") == 200);
}

TEST_CASE("kde, adaptive: keys without a part, and limits that cross, are refused before anything runs",
          "[kde][adaptive][method]")
{
    CHECK(problems({}).empty());
    CHECK(
        problems({{"adaptive", text("abramson")}, {"pilot_m", 200.0}, {"trim", 3.0}, {"bandwidth_m", 250.0}}).empty());
    CHECK(problems({{"adaptive", text("nearest")}, {"neighbours", std::int64_t{5}}, {"least_bandwidth_m", 50.0}})
              .empty());
    CHECK(problems({{"trim", std::int64_t{5}}}).empty()); // the default, spelt out
    for (const auto* key : {"pilot_m", "least_bandwidth_m", "most_bandwidth_m"}) {
        REQUIRE(problems({{key, 300.0}}).size() == 1);
        CHECK_THAT(problems({{key, 300.0}}).front(), Contains(key) && Contains("has no part with adaptive = \"none\""));
    }
    CHECK(problems({{"adaptive", text("nearest")}, {"trim", 3.0}}).empty());
    CHECK(problems({{"trim", 3.0}}).size() == 1);
    CHECK(problems({{"adaptive", text("nearest")}, {"bandwidth_m", 300.0}}).size() == 1);
    CHECK(problems({{"adaptive", text("nearest")}, {"bandwidth_m", text("lscv")}}).size() == 1);
    CHECK(problems({{"adaptive", text("abramson")}, {"neighbours", std::int64_t{5}}}).size() == 1);
    const auto crossed =
        problems({{"adaptive", text("abramson")}, {"least_bandwidth_m", 500.0}, {"most_bandwidth_m", 400.0}});
    REQUIRE(crossed.size() == 1);
    CHECK_THAT(crossed.front(), Contains("no bandwidth can be both"));
    const auto vanish =
        problems({{"adaptive", text("abramson")}, {"least_bandwidth_m", 20.0}, {"cell_rule", text("centre")}});
    REQUIRE(vanish.size() == 1);
    CHECK_THAT(vanish.front(), Contains("least_bandwidth_m = 20 is less than cell_m = 25"));
}

TEST_CASE("kde, adaptive: no incidents, and the plain sum", "[kde][adaptive][method]")
{
    for (const auto* rule : {"abramson", "nearest"}) {
        const auto nothing = found({}, values_with({{"adaptive", text(rule)}}));
        CHECK(nothing.mass == 0);
        CHECK(nothing.weight == 0);
        CHECK(nothing.chosen.empty());
        CHECK_THAT(nothing.why, Contains("There is no incident to spread"));
        const auto places = town_and_country();
        const auto fast = found(places, values_with({{"adaptive", text(rule)}}));
        const auto direct = found(places, values_with({{"adaptive", text(rule)}, {"exact", text("direct")}}));
        for (std::size_t i = 0; i < fast.raster.values.size(); i += 17) {
            CHECK(fast.raster.values[i] == Approx(direct.raster.values[i]).epsilon(1e-9).margin(1e-9));
        }
    }
}
