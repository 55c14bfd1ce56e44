// SPDX-License-Identifier: MIT
#include "run/geocoding.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;
using Catch::Matchers::Contains;

namespace
{

/// `all` incidents of one offence in January 2023, the first `with` of them with coordinates.
Incidents incidents_of(std::uint32_t all, std::uint32_t with)
{
    constexpr std::int32_t kJanuary2023 = 27876960;
    Incidents incidents;
    incidents.places.x = {425000};
    incidents.places.y = {565000};
    incidents.offences.texts.emplace_back("Burglary");
    for (std::uint32_t i = 0; i < all; ++i) {
        incidents.place.push_back(i < with ? 0 : kNoPlace);
        incidents.earliest_min.push_back(kJanuary2023);
        incidents.offence.push_back(1);
    }
    return incidents;
}

} // namespace

TEST_CASE("the share with coordinates is counted by month and offence", "[geocoding]")
{
    const auto rates = hit_rates(incidents_of(10, 9));
    REQUIRE(rates.size() == 2);
    CHECK(rates[0].by == "month");
    CHECK(rates[0].value == "2023-01");
    CHECK(rates[1].by == "offence");
    CHECK(rates[1].value == "Burglary");
    CHECK(rates[1].with == 9);
    CHECK(rates[1].without == 1);
}

TEST_CASE("by the export's own area where it has one", "[geocoding]")
{
    auto incidents = incidents_of(4, 3);
    incidents.own_areas.texts = {"", "North", "South"};
    incidents.own_area = {1, 1, 2, 2};
    const auto rates = hit_rates(incidents);
    REQUIRE(rates.size() == 4);
    CHECK(rates[2].value == "North");
    CHECK(rates[2].without == 0);
    CHECK(rates[3].value == "South");
    CHECK(rates[3].without == 1);
}

TEST_CASE("a share under 85 % of at least 20 incidents is a warning", "[geocoding]")
{
    CHECK(geocoding_warnings(incidents_of(20, 17), {}).empty()); // 85 % exactly
    CHECK(geocoding_warnings(incidents_of(19, 1), {}).empty());  // too few to say
    const auto low = geocoding_warnings(incidents_of(20, 16), {});
    REQUIRE(low.size() == 2);
    CHECK_THAT(low[0], Contains("By month, under 85 %") && Contains("2023-01 (80.0 % of 20)"));
    CHECK_THAT(low[1], Contains("By offence") && Contains("Burglary (80.0 % of 20)"));
    PublishRules rules;
    rules.profile = Profile::public_;
    CHECK_THAT(geocoding_warnings(incidents_of(20, 16), rules)[0], !Contains("80.0 %")); // 4 have none
}

TEST_CASE("a public table withholds both halves of a small count", "[geocoding]")
{
    PublishRules rules;
    rules.profile = Profile::public_;
    const auto product = publish("geocoding", geocoding_table(incidents_of(20, 16)), rules);
    for (const auto& row : product.table().rows) {
        CHECK(std::get<std::string>(row[3]) == "*"); // 4 of 20, and the 16 that would give them away
        CHECK(std::get<std::string>(row[4]) == "*");
    }
}
