// SPDX-License-Identifier: MIT
#include "geo/crs.hpp"
#include "geo/gdal.hpp"
#include "geo/geos.hpp"
#include "harmspot/geometry.hpp"
#include "source_dir.hpp"

#include <map>
#include <string>
#include <vector>

using namespace harmspot;

namespace
{

struct Outline {
    MultiPolygon shape;
    std::string command;
};

std::map<std::string, Outline> read_outlines(const std::string& set)
{
    const auto path = source_dir() + "/shapefiles/" + set + "/" + set + ".shp";
    const auto dataset = gdal::open_vector(path, path);
    std::map<std::string, Outline> outlines;
    for (const auto& feature : *dataset->GetLayer(0)) {
        const int command = feature->GetFieldIndex("command");
        outlines[feature->GetFieldAsString("name")] = {gdal::from_ogr(*feature->GetGeometryRef()),
                                                       command < 0 ? "" : feature->GetFieldAsString(command)};
    }
    return outlines;
}

std::string area_of(const std::map<std::string, Outline>& outlines, Point at)
{
    std::string found;
    for (const auto& [name, outline] : outlines) {
        if (side_of(outline.shape, at) != Side::outside) {
            found += found.empty() ? name : " and " + name;
        }
    }
    return found;
}

struct Town {
    std::string name;
    Point lon_lat;
    std::string authority; ///< empty: outside the force
};

const std::vector<Town>& towns()
{
    const std::string newcastle = "Newcastle upon Tyne";
    static const std::vector<Town> list = {
        {"Grey's Monument", {-1.6131, 54.9738}, newcastle},
        {"St James' Park", {-1.6217, 54.9756}, newcastle},
        {"Byker", {-1.5797, 54.9760}, newcastle},
        {"Gosforth", {-1.6160, 55.0050}, newcastle},
        {"Newcastle Airport", {-1.6900, 55.0370}, newcastle},
        {"Throckley", {-1.7580, 54.9960}, newcastle},
        {"Gateshead Interchange", {-1.6035, 54.9616}, "Gateshead"},
        {"Metrocentre", {-1.6660, 54.9577}, "Gateshead"},
        {"Blaydon", {-1.7130, 54.9637}, "Gateshead"},
        {"Birtley", {-1.5770, 54.8930}, "Gateshead"},
        {"Whickham", {-1.6760, 54.9460}, "Gateshead"},
        {"Felling", {-1.5710, 54.9530}, "Gateshead"},
        {"Ryton", {-1.7620, 54.9740}, "Gateshead"},
        {"Chopwell", {-1.8150, 54.9180}, "Gateshead"},
        {"Sunderland, the Bridges", {-1.3835, 54.9060}, "Sunderland"},
        {"Washington", {-1.5300, 54.8970}, "Sunderland"},
        {"Springwell", {-1.5550, 54.9220}, "Sunderland"},
        {"Houghton-le-Spring", {-1.4690, 54.8420}, "Sunderland"},
        {"Hetton-le-Hole", {-1.4490, 54.8210}, "Sunderland"},
        {"Ryhope", {-1.3690, 54.8680}, "Sunderland"},
        {"South Shields", {-1.4335, 54.9985}, "South Tyneside"},
        {"Jarrow", {-1.4935, 54.9796}, "South Tyneside"},
        {"Hebburn", {-1.5120, 54.9745}, "South Tyneside"},
        {"Whitburn", {-1.3690, 54.9530}, "South Tyneside"},
        {"North Shields", {-1.4480, 55.0090}, "North Tyneside"},
        {"Tynemouth", {-1.4262, 55.0172}, "North Tyneside"},
        {"Whitley Bay", {-1.4445, 55.0400}, "North Tyneside"},
        {"Wallsend", {-1.5330, 54.9905}, "North Tyneside"},
        {"Longbenton", {-1.5710, 55.0160}, "North Tyneside"},
        {"Killingworth", {-1.5660, 55.0320}, "North Tyneside"},
        {"Blyth", {-1.5080, 55.1270}, "Northumberland"},
        {"Cramlington", {-1.5860, 55.0860}, "Northumberland"},
        {"Seaton Sluice", {-1.4760, 55.0820}, "Northumberland"},
        {"Ashington", {-1.5680, 55.1830}, "Northumberland"},
        {"Morpeth", {-1.6870, 55.1680}, "Northumberland"},
        {"Ponteland", {-1.7420, 55.0500}, "Northumberland"},
        {"Heddon-on-the-Wall", {-1.7930, 54.9970}, "Northumberland"},
        {"Wylam", {-1.8180, 54.9780}, "Northumberland"},
        {"Prudhoe", {-1.8540, 54.9610}, "Northumberland"},
        {"Hexham", {-2.1010, 54.9710}, "Northumberland"},
        {"Haltwhistle", {-2.4570, 54.9700}, "Northumberland"},
        {"Bellingham", {-2.2540, 55.1440}, "Northumberland"},
        {"Kielder", {-2.5800, 55.2330}, "Northumberland"},
        {"Rothbury", {-1.9110, 55.3100}, "Northumberland"},
        {"Amble", {-1.5820, 55.3330}, "Northumberland"},
        {"Alnwick", {-1.7060, 55.4130}, "Northumberland"},
        {"Seahouses", {-1.6560, 55.5820}, "Northumberland"},
        {"Wooler", {-2.0130, 55.5470}, "Northumberland"},
        {"Holy Island", {-1.7990, 55.6700}, "Northumberland"},
        {"Berwick-upon-Tweed", {-2.0040, 55.7700}, "Northumberland"},
        {"Coldstream", {-2.2530, 55.6530}, ""},
        {"Alston", {-2.4400, 54.8120}, ""},
        {"Consett", {-1.8320, 54.8520}, ""},
        {"Chester-le-Street", {-1.5740, 54.8580}, ""},
        {"Seaham", {-1.3450, 54.8390}, ""},
    };
    return list;
}

} // namespace

TEST_CASE("well-known places lie in their own authority and command, and in no other", "[outlines]")
{
    const auto authorities = read_outlines("local_authorities");
    const auto commands = read_outlines("area_commands");
    const Transformation to_grid(kWgs84, kBritishNationalGrid);
    REQUIRE(authorities.size() == 6);
    REQUIRE(commands.size() == 3);
    for (const auto& town : towns()) {
        CAPTURE(town.name);
        const Point at = to_grid(town.lon_lat);
        CHECK(area_of(authorities, at) == town.authority);
        CHECK(area_of(commands, at) == (town.authority.empty() ? "" : authorities.at(town.authority).command));
    }
}

TEST_CASE("the authorities have about the area that the ONS publishes", "[outlines]")
{
    // Standard Area Measurements, extent of the realm to mean high water, km2 rounded (ONS Open Geography Portal).
    const std::map<std::string, double> published_km2 = {{"Gateshead", 142},     {"Newcastle upon Tyne", 113},
                                                         {"North Tyneside", 82}, {"Northumberland", 5014},
                                                         {"South Tyneside", 64}, {"Sunderland", 137}};
    for (const auto& [name, outline] : read_outlines("local_authorities")) {
        CAPTURE(name);
        CHECK(area(outline.shape) / 1e6 == Approx(published_km2.at(name)).epsilon(0.15));
    }
}

TEST_CASE("neighbours neither overlap nor leave a gap", "[outlines]")
{
    const auto authorities = read_outlines("local_authorities");
    std::vector<MultiPolygon> shapes;
    double sum_m2 = 0;
    for (const auto& [name, outline] : authorities) {
        CAPTURE(name);
        CHECK(geos::is_valid(outline.shape));
        for (const auto& other : shapes) {
            CHECK(area(geos::intersection(outline.shape, other)) < 1);
        }
        shapes.push_back(outline.shape);
        sum_m2 += area(outline.shape);
    }
    const auto whole = geos::unite(shapes, 0);
    CHECK(area(whole) == Approx(sum_m2).epsilon(1e-12));
    REQUIRE(whole.size() == 2); // the mainland and Holy Island
    for (const auto& part : whole) {
        CHECK(part.holes.empty());
    }
}

TEST_CASE("a command is its authorities and nothing else", "[outlines]")
{
    const auto authorities = read_outlines("local_authorities");
    for (const auto& [name, command] : read_outlines("area_commands")) {
        CAPTURE(name);
        std::vector<MultiPolygon> members;
        for (const auto& [authority, outline] : authorities) {
            if (outline.command == name) {
                members.push_back(outline.shape);
            }
        }
        REQUIRE(members.size() == 2);
        const auto whole = geos::unite(members, 0);
        CHECK(area(geos::difference(whole, command.shape)) < 1);
        CHECK(area(geos::difference(command.shape, whole)) < 1);
    }
}
