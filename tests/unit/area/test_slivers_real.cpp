// SPDX-License-Identifier: MIT
#include "geo/crs.hpp"
#include "geo/gdal.hpp"
#include "harmspot/read.hpp"
#include "real_layers.hpp"

#include <catch2/catch.hpp>

#include <cstddef>
#include <memory>
#include <string>

using namespace harmspot;

namespace
{

std::size_t holes_in(const MultiPolygon& shape)
{
    std::size_t holes = 0;
    for (const auto& polygon : shape) {
        holes += polygon.holes.size();
    }
    return holes;
}

/// All polygons of a layer merged as they stand, every decimal kept.
MultiPolygon dissolved_naively(const std::string& path)
{
    const auto dataset = gdal::open_vector(path, path);
    OGRMultiPolygon all;
    for (auto& feature : *dataset->GetLayer(0)) {
        const std::unique_ptr<OGRMultiPolygon> polygons(
            OGRGeometryFactory::forceToMultiPolygon(feature->StealGeometry())->toMultiPolygon());
        for (const auto* polygon : *polygons) {
            all.addGeometry(polygon);
        }
    }
    const std::unique_ptr<OGRGeometry> merged(all.UnionCascaded());
    REQUIRE(merged);
    return gdal::from_ogr(*merged);
}

} // namespace

TEST_CASE("dissolving the LSOAs leaves no sliver, where keeping every decimal leaves thousands", "[real][areas]")
{
    const auto folder = real_data("ne-boundaries");
    if (!folder) {
        return;
    }
    // Newcastle as it was downloaded; the file of the whole force has been put on a lattice of 1e-6 degree since.
    const std::string raw = "raw_lsoa11_E08000021.json";
    CHECK(holes_in(dissolved_naively((*folder / raw).string())) > 1000);
    for (const auto& name : {raw, std::string("lsoa11_northumbria.geojson")}) {
        CAPTURE(name);
        const auto ours = study_area_of(read_areas(real_layer(*folder, name, "LSOA11CD"), kBritishNationalGrid));
        CHECK(holes_in(ours.shape) == 0);
    }
}
