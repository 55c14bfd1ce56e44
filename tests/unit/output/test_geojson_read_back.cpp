// SPDX-License-Identifier: MIT
#include "geo/gdal.hpp"
#include "geo/geos.hpp"
#include "harmspot/output.hpp"
#include "scratch.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

TEST_CASE("GDAL reads a layer back: WGS 84, names, types, valid shapes in place", "[geojson]")
{
    const Scratch scratch;
    Hotspot h;
    h.id = "asb-kde-NZ245643";
    // Round Ordnance Survey's test point TP25 in Newcastle.
    h.shape = square(424639.355 - 100, 565012.703 - 100, 200);
    h.rank = 1;
    h.incidents = 12;
    h.harm = 18.2;
    h.place = "Grey Street </script>";
    h.distinct_places = 4;
    h.area_km2 = 0.04;
    HotspotList list;
    list.hotspots = {h};
    ProductInfo info;
    info.theme = "asb";
    const auto profile = GENERATE(Profile::internal, Profile::public_);
    PublishRules rules;
    rules.profile = profile;
    write_geojson(scratch / "kde_hotspots.geojson", publish(list, {}, 27700, info, rules));

    const auto dataset = gdal::open_vector(scratch / "kde_hotspots.geojson", "x");
    REQUIRE(dataset->GetLayerCount() == 1);
    auto* layer = dataset->GetLayer(0);
    CHECK(std::string(layer->GetName()) == "asb_kde_hotspots");
    CHECK(std::string(layer->GetSpatialRef()->GetAuthorityCode(nullptr)) == "4326");
    CHECK(layer->GetFeatureCount() == 1);
    const gdal::FeaturePtr feature(layer->GetNextFeature());
    CHECK(feature->GetFieldAsInteger("incidents") == 12);
    CHECK(feature->GetFieldAsDouble("harm") == 18.2);
    CHECK(std::string(feature->GetFieldAsString("id")) ==
          (profile == Profile::internal ? "asb-kde-NZ245643" : "asb--1"));
    const auto shape = gdal::from_ogr(*feature->GetGeometryRef());
    CHECK(geos::is_valid(shape));
    const auto box = bounds(shape);
    const double degrees = profile == Profile::internal ? 0.0001 : 0.0003; // without OSTN15 the shift is good to metres
    CHECK((box.min_x + box.max_x) / 2 == Approx(-1.61657685).margin(degrees));
    CHECK((box.min_y + box.max_y) / 2 == Approx(54.97912274).margin(degrees));
}
