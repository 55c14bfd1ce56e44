// SPDX-License-Identifier: MIT
#include "hubs_run.hpp"

#include "geo/gdal.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

// Barriers, multipliers and the GeoPackage: what plans read from and write to GIS files.

using namespace harmspot;
using Catch::Matchers::Contains;

namespace
{

constexpr const char* kNational = R"("crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}, )";

std::string layer_of(const std::string& features)
{
    return std::string(R"({"type": "FeatureCollection", )") + kNational + R"("features": [)" + features + "]}";
}

/// West Hub with its incidents on one bank at x = 429,500, more incidents and a site 1 km away on the other.
class TwoBanks : public TwoTowns
{
public:
    TwoBanks()
    {
        std::string rows = "ref,code,date,easting,northing,place\n";
        for (int i = 0; i < 50; ++i) {
            const bool west = i < 30;
            rows += "r" + std::to_string(i) + ",8N,2024-03-0" + std::to_string(1 + i % 9) + "," +
                    std::to_string((west ? 429'500 : 430'500) + 10 * (i % 5)) + ",565000,Quay\n";
        }
        write("incidents.csv", rows);
        write("sites.csv", "name,easting,northing\nEast Quay,430500,565000\nFar,437000,561000\n");
        write("river.geojson", layer_of(R"({"type": "Feature", "properties": {}, "geometry": {"type": "MultiLineString",
            "coordinates": [[[430000, 500000], [430000, 565000]], [[430000, 565000], [430000, 600000]]]}})"));
    }

    [[nodiscard]] static std::string plan(const std::string& more)
    {
        return "[[hubs]]\nname = \"next\"\ncandidates = \"sites.csv\"\nserves = \"anyone\"\n" + more +
               "\n[[hubs.existing]]\nname = \"West Hub\"\neasting = 429500\nnorthing = 565000\n";
    }

    /// Harm within reach of West Hub alone: 300 days on its own bank, 200 on the other.
    [[nodiscard]] double before(const std::string& more, const std::string& out = "out") const
    {
        static_cast<void>(run(plan(more), out));
        double within = 0;
        const auto rows = files(out).at("plan/next_curve.csv");
        const auto first = rows.substr(rows.find("\r\n") + 2);
        within = std::stod(first.substr(first.find(',', 2) + 1));
        return within;
    }
};

std::string answer(GDALDataset& dataset, const std::string& sql)
{
    auto* result = dataset.ExecuteSQL(sql.c_str(), nullptr, nullptr);
    REQUIRE(result != nullptr);
    std::string text = "(none)";
    if (const gdal::FeaturePtr row(result->GetNextFeature()); row) {
        text = row->GetFieldAsString(0);
    }
    dataset.ReleaseResultSet(result);
    return text;
}

} // namespace

TEST_CASE("a river in a layer of lines keeps a hub from the other bank, a bridge lets it through", "[hubs][barriers]")
{
    const TwoBanks towns;
    CHECK(towns.before("", "none") == 500); // 1 km straight, times 1.3
    CHECK(towns.before("barriers = \"river.geojson\"\n", "river") == 300);
    towns.write("bridge.csv", "easting,northing\n430000,565100\n");
    CHECK(towns.before("barriers = \"river.geojson\"\ncrossings = \"bridge.csv\"\n", "near") == 500);
    // Over a bridge 2 km upstream the way is some 4.1 km, times 1.3.
    towns.write("bridge.geojson",
                layer_of(R"({"type": "Feature", "properties": {"name": "Upstream"}, "geometry": {"type": "Point",
                    "coordinates": [430000, 567000]}})"));
    CHECK(towns.before("barriers = \"river.geojson\"\ncrossings = \"bridge.geojson\"\n", "far") == 300);
    CHECK(towns.before("barriers = \"river.geojson\"\ncrossings = \"bridge.geojson\"\nreach_m = 6000\n", "reach") ==
          500);
    const auto manifest = towns.json("manifest.json", "far");
    CHECK_THAT(manifest["hubs"][0]["statements"].dump(), Contains("straight lines round river.geojson, times 1.3"));
    std::set<std::string> inputs;
    for (const auto& input : manifest["hubs"][0]["inputs"]) {
        inputs.insert(input["path"].get<std::string>());
    }
    CHECK(inputs == std::set<std::string>{"bridge.geojson", "river.geojson", "sites.csv"});
}

TEST_CASE("barriers in degrees are brought to the analysis CRS", "[hubs][barriers]")
{
    const TwoBanks towns;
    // 430,000 E from 53.7 to 55.3 N runs within 30 m of this line near 565,000 N.
    towns.write("degrees.geojson", R"({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {},
        "geometry": {"type": "LineString", "coordinates": [[-1.5325, 54.5], [-1.5325, 55.5]]}}]})");
    CHECK(towns.before("barriers = \"degrees.geojson\"\n") == 300);
}

TEST_CASE("barriers that are no lines stop the run", "[hubs][barriers]")
{
    const TwoBanks towns;
    towns.write("lake.geojson",
                layer_of(R"({"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates":
                    [[[429900, 564000], [430100, 564000], [430100, 566000], [429900, 564000]]]}})"));
    CHECK_THAT(towns.stops(TwoBanks::plan("barriers = \"lake.geojson\"\n")),
               Contains("lake.geojson: feature 0 is no line; barriers must be lines"));
    towns.write("nothing.geojson", layer_of(""));
    CHECK_THAT(towns.stops(TwoBanks::plan("barriers = \"nothing.geojson\"\n")), Contains("nothing.geojson"));
    CHECK_THAT(towns.stops(TwoBanks::plan("barriers = \"gone.geojson\"\n")), Contains("gone.geojson"));
}

TEST_CASE("a multiplier from a layer of polygons weighs demand by where it lies", "[hubs][multiplier]")
{
    const TwoTowns towns;
    const auto square = [](double west, double east, const std::string& need) {
        const auto at = [](double x, double y) { return "[" + std::to_string(x) + ", " + std::to_string(y) + "]"; };
        return R"({"type": "Feature", "properties": {"need": )" + need +
               R"(}, "geometry": {"type": "Polygon", "coordinates": [[)" + at(west, 560000) + "," + at(east, 560000) +
               "," + at(east, 570000) + "," + at(west, 570000) + "," + at(west, 560000) + "]]}}";
    };
    const auto plan =
        TwoTowns::plan("serves = \"anyone\"\n") + "[[hubs.multiplier]]\nfile = \"need.geojson\"\nvalue = \"need\"\n";
    const auto newly = [&](const std::string& out) {
        const auto layer = towns.json("plan/next_hubs.geojson", out);
        for (const auto& feature : layer["features"]) {
            if (feature["properties"]["name"] == "Library") {
                return feature["properties"]["newly_within_reach"].get<double>();
            }
        }
        return -1.0;
    };
    towns.write("need.geojson", layer_of(square(430000, 440000, "1.5") + "," + square(420000, 430000, "3")));
    static_cast<void>(towns.run(plan, "both"));
    CHECK(newly("both") == 300); // 200 days by 1.5
    CHECK(towns.json("manifest.json", "both")["hubs"][0]["demand_unit"] == "weighted days");

    towns.write("need.geojson", layer_of(square(420000, 430000, "3")));
    const auto summary = towns.run(plan, "west");
    CHECK(newly("west") == 200); // demand outside every polygon counts as it is, and that is told
    CHECK(std::any_of(summary.warnings.begin(), summary.warnings.end(), [](const std::string& warning) {
        return warning.find("demand points have no need in need.geojson; they count as 1.") != std::string::npos;
    }));

    towns.write("need.geojson", layer_of(square(420000, 440000, "\"high\"")));
    CHECK_THAT(towns.stops(plan, "bad"), Contains("need.geojson: need 'high' is not a number of at least 0"));
    towns.write("need.geojson", layer_of(square(420000, 440000, "-1")));
    CHECK_THAT(towns.stops(plan, "less"), Contains("need '-1' is not a number of at least 0"));
}

TEST_CASE("the GeoPackage holds a plan's sites, catchments and gaps as the GeoJSON does, with styles",
          "[hubs][geopackage]")
{
    const TwoTowns towns;
    static_cast<void>(towns.run(TwoTowns::plan("reach_m = 50\n"), "out", {"output.geopackage=true"}));
    const auto path = towns.path("out/harmspot.gpkg");
    const auto dataset = gdal::open_vector(path, path);
    for (const std::string what : {"hubs", "catchments", "gaps"}) {
        INFO(what);
        auto* layer = dataset->GetLayerByName(("plan_next_" + what).c_str());
        REQUIRE(layer != nullptr);
        CHECK(layer->GetGeomType() == (what == "hubs" ? wkbPoint : wkbMultiPolygon));
        const auto geojson = towns.json("plan/next_" + what + ".geojson");
        CHECK(layer->GetFeatureCount() == static_cast<GIntBig>(geojson["features"].size()));
        CHECK(layer->GetFeatureCount() > 0);
        const auto qml = answer(*dataset, "SELECT styleQML FROM layer_styles WHERE f_table_name = 'plan_next_" + what +
                                              "' AND useAsDefault = 1");
        CPLErrorReset();
        auto* tree = CPLParseXMLString(qml.c_str());
        CHECK(tree != nullptr);
        CPLDestroyXMLNode(tree);
        CHECK_THAT(qml, Contains(what == "hubs" ? "SimpleMarker" : "SimpleFill"));
    }
    auto* sites = dataset->GetLayerByName("plan_next_hubs");
    sites->SetAttributeFilter("name = 'Library'");
    const gdal::FeaturePtr library(sites->GetNextFeature());
    REQUIRE(library);
    CHECK(library->GetGeometryRef()->toPoint()->getX() == 435100);
    CHECK(std::string(library->GetFieldAsString("role")) == "chosen");
}
