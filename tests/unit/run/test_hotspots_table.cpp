// SPDX-License-Identifier: MIT
#include "run/layer_products.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace harmspot;

namespace
{

Hotspot spot(std::uint32_t rank, const std::string& place)
{
    Hotspot h;
    h.id = "x-" + std::to_string(rank);
    h.shape = {{{{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}}, {}}};
    h.rank = rank;
    h.place = place;
    h.incidents = 10;
    h.harm = 50.5;
    h.area_km2 = 0.01;
    return h;
}

PublishableLayer layer_of(const std::vector<Hotspot>& spots, const std::string& version)
{
    HotspotList list;
    list.hotspots = spots;
    ProductInfo info;
    info.theme = "burglary";
    info.entry = info.method = "kde";
    info.version = version;
    info.harm_unit = "days";
    return publish(list, {}, 27'700, info, {});
}

std::string cell(const Table& table, std::size_t row, const std::string& column)
{
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].name == column) {
            const auto& held = table.rows.at(row).at(i);
            return std::holds_alternative<std::string>(held)    ? std::get<std::string>(held)
                   : std::holds_alternative<std::int64_t>(held) ? std::to_string(std::get<std::int64_t>(held))
                                                                : std::to_string(std::get<double>(held));
        }
    }
    return "(no such column)";
}

} // namespace

TEST_CASE("the table of hotspots has a row for each, and every property once, in the order of the layers", "[tables]")
{
    auto quarter = spot(1, "Mill Lane");
    quarter.outline = "quarter";
    const auto table = hotspots_table({{"a", layer_of({spot(1, ""), spot(2, "High Street"), quarter}, "harm")},
                                       {"b", layer_of({spot(1, "Mill Lane")}, "count")}});
    REQUIRE(table.rows.size() == 3); // a quarter outline is no hotspot
    CHECK(cell(table, 0, "place").empty());
    CHECK(cell(table, 1, "place") == "High Street");
    CHECK(cell(table, 1, "rank") == "2");
    CHECK(cell(table, 1, "harm") == "50.500000");
    CHECK(cell(table, 1, "version") == "harm");
    CHECK(cell(table, 2, "version") == "count");
    std::vector<std::string> names;
    for (const auto& column : table.columns) {
        names.push_back(column.name);
    }
    const auto at = [&](const char* name) { return std::find(names.begin(), names.end(), name) - names.begin(); };
    CHECK(at("place") < at("incidents")); // though the first hotspot has no place
    CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
}

TEST_CASE("a table of no layer has no row", "[tables]")
{
    CHECK(hotspots_table({}).rows.empty());
}
