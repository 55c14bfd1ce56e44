// SPDX-License-Identifier: MIT
#include "config_text.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

namespace
{

const std::string kDenominator = R"([[denominator]]
name = "homes"
title = "households"
file = "homes.csv"
easting = "e"
northing = "n"
)";

std::string with_gi_star(const std::string& lines)
{
    return with(kSmallest, "method = \"kde\"\n", "method = \"gi_star\"\n" + lines);
}

} // namespace

TEST_CASE("cells are squares, hexagons or a layer of areas", "[config][cells]")
{
    CHECK(problems_of(with_gi_star("")).empty());
    CHECK(problems_of(with_gi_star("cells = \"hexagon\"\n")).empty());
    CHECK(problems_of(with_gi_star("cells = \"command\"\n")).empty());
    CHECK(
        problems_of(with_gi_star("cells = \"hexagons\"\n")) ==
        Problems{"configs/north.toml:15:1: cells = 'hexagons' is no [[areas]] layer; did you mean 'hexagon'? cells are "
                 "square, hexagon or a layer: square, hexagon, command"});
    CHECK(
        problems_of(with_gi_star("cells = \"lsoa\"\n")) ==
        Problems{"configs/north.toml:15:1: cells = 'lsoa' is no [[areas]] layer; cells are square, hexagon or a layer: "
                 "square, hexagon, command"});
    CHECK(
        problems_of(with_gi_star("cells = \"command\"\ncell_m = 500\n")) ==
        Problems{"configs/north.toml:16:1: cell_m is about squares and hexagons, and cells = \"command\" are as large "
                 "as they are; leave it out"});
    CHECK_THAT(problems_of(with(kSmallest, "layer = \"command\"", "layer = \"hexagon\"")).at(0),
               Catch::Contains("layer = 'hexagon' is a kind of cell"));
}

TEST_CASE("rates need to know what they are per", "[config][cells]")
{
    CHECK_THAT(problems_of(with_gi_star("values = \"rate\"\n")).at(0),
               Catch::Contains("15:1: values = \"rate\" needs per, the name of the [[denominator]]"));
    CHECK(problems_of(kDenominator + with_gi_star("values = \"rate\"\nper = \"homes\"\n")).empty());
    CHECK_THAT(problems_of(kDenominator + with_gi_star("values = \"rate\"\nper = \"home\"\n")).at(0),
               Catch::Contains("no [[denominator]] is called 'home'; did you mean 'homes'?"));
    CHECK_THAT(problems_of(kDenominator + with_gi_star("per = \"homes\"\n")).at(0),
               Catch::Contains("per is about rates"));
    CHECK_THAT(problems_of(with_gi_star("smoothing = \"none\"\n")).at(0), Catch::Contains("smoothing is about rates"));
    const auto by_area = with(with(kDenominator, "easting = \"e\"\n", "area_layer = \"command\"\n"),
                              "northing = \"n\"\n", "area = \"name\"\n");
    CHECK(problems_of(by_area + with_gi_star("values = \"rate\"\nper = \"homes\"\ncells = \"command\"\n")).empty());
    CHECK_THAT(problems_of(by_area + with_gi_star("values = \"rate\"\nper = \"homes\"\n")).at(0),
               Catch::Contains("holds amounts by area of the layer 'command', and the cells are squares; write cells = "
                               "\"command\""));
}

TEST_CASE("a denominator is of points or of areas, and says which", "[config][cells]")
{
    const auto of = [](const std::string& lines) {
        return problems_of("[[denominator]]\nfile = \"homes.csv\"\nname = \"homes\"\n" + lines + kSmallest);
    };
    CHECK(of("").empty()); // the points of a GIS layer
    CHECK_THAT(of("easting = \"e\"\n").at(0), Catch::Contains("4:1: easting in [[denominator]] goes with northing"));
    CHECK_THAT(of("area_layer = \"command\"\n").at(0), Catch::Contains("area_layer in [[denominator]] goes with area"));
    CHECK_THAT(of("area_layer = \"comand\"\narea = \"a\"\n").at(0),
               Catch::Contains("no [[areas]] layer is called 'comand'; did you mean 'command'?"));
    CHECK_THAT(of("area_layer = \"command\"\narea = \"a\"\nlongitude = \"x\"\nlatitude = \"y\"\n").at(0),
               Catch::Contains("names both area_layer and longitude"));
    CHECK_THAT(problems_of("[[denominator]]\nfile = \"homes.csv\"\n" + kSmallest).at(0),
               Catch::Contains("missing key 'name' in [[denominator]]"));
}
