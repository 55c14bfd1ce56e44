// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "harmspot/harm.hpp"
#include "rows.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;
using Catch::Matchers::Contains;
using Policy = UnmatchedPolicy::Kind;
using Transform = WeightTransform::Kind;

namespace
{

HarmTable small_table()
{
    HarmTable table;
    table.path = "harm.csv";
    table.unit = "days";
    table.rows = {{"Burglary", 245.01}, {"Robbery", 365}};
    return table;
}

constexpr std::int32_t kDay = 24 * 60;

} // namespace

TEST_CASE("weights are found whatever the case and the blanks around", "[harm]")
{
    const auto table = small_table();
    CHECK(table.weight_of("Robbery") == 365);
    CHECK(table.weight_of("  rObBeRy ") == 365);
    CHECK_FALSE(table.weight_of("Rob bery"));
    CHECK_FALSE(table.weight_of(""));
    CHECK(count_table().weight_of("anything") == 1);
    CHECK(count_table().unit == "incidents");
}

TEST_CASE("police.uk rows are weighed by category", "[harm]")
{
    const auto incidents = incidents_of({{"Robbery"}, {"BURGLARY "}, {"Robbery"}});
    const auto column = weigh(incidents, small_table(), {Policy::error, 0});
    CHECK(column.harm == std::vector<double>{365, 245.01, 365});
    CHECK(column.joined_by == "offence");
    CHECK(column.unmatched.empty());
}

TEST_CASE("rows with codes are weighed by code, not by text", "[harm]")
{
    auto table = small_table();
    table.rows = {{"28E", 273.5}, {"8N", 365}};
    const auto incidents = incidents_of({{"Robbery", "28e"}, {"Robbery", "8N"}});
    const auto column = weigh(incidents, table, {Policy::error, 0});
    CHECK(column.harm == std::vector<double>{273.5, 365});
    CHECK(column.joined_by == "code");
}

TEST_CASE("the count table weighs every incident 1", "[harm]")
{
    const auto column = weigh(incidents_of({{"Robbery"}, {"No such thing"}}), count_table(), {Policy::error, 0});
    CHECK(column.harm == std::vector<double>{1, 1});
    CHECK(column.unmatched.empty());
}

TEST_CASE("unmatched offences are told with counts, most frequent first", "[harm]")
{
    const auto incidents = incidents_of({{"Drugs"}, {"Arson"}, {"Robbery"}, {"Drugs"}, {"Bigamy"}, {""}});
    CHECK_THROWS_AS(weigh(incidents, small_table(), {Policy::error, 0}), InputError);
    CHECK_THROWS_WITH(weigh(incidents, small_table(), {Policy::error, 0}),
                      "harm.csv: has no weight for 4 of the offences in the data, on 5 of 6 incidents: 'Drugs' (2), "
                      "(blank) (1), 'Arson' (1), 'Bigamy' (1). Add rows for them, or say under [harm] what they "
                      "weigh: unmatched = \"zero\", or a number such as unmatched = 10");

    const auto zero = weigh(incidents, small_table(), {Policy::zero, 99});
    CHECK(zero.harm == std::vector<double>{0, 0, 365, 0, 0, 0});
    REQUIRE(zero.unmatched.size() == 4);
    CHECK(zero.unmatched[0].code == "Drugs");
    CHECK(zero.unmatched[0].incidents == 2);
    CHECK(zero.unmatched[1].code.empty());
    CHECK(zero.unmatched[3].code == "Bigamy");

    const auto seven = weigh(incidents, small_table(), {Policy::weight, 7});
    CHECK(seven.harm == std::vector<double>{7, 7, 365, 7, 7, 7});
}

TEST_CASE("at most twenty unmatched codes are listed", "[harm]")
{
    std::vector<Row> rows;
    for (int i = 0; i < 25; ++i) {
        rows.push_back({"offence " + std::to_string(100 + i)});
    }
    CHECK_THROWS_WITH(weigh(incidents_of(rows), small_table(), {Policy::error, 0}),
                      Contains("'offence 119' (1) and 5 more") && !Contains("offence 120"));
}

TEST_CASE("an offence that no row has is not unmatched", "[harm]")
{
    auto incidents = incidents_of({{"Robbery"}});
    incidents.offences.texts.push_back("Zoophily");
    CHECK(weigh(incidents, small_table(), {Policy::error, 0}).unmatched.empty());
}

TEST_CASE("transforms act on the weight", "[harm]")
{
    const auto incidents = incidents_of({{"a"}, {"b"}, {"c"}});
    const std::vector<double> harm{0, 9, 400};
    CHECK(detection_weights(incidents, harm, {}, 0) == harm);
    CHECK(detection_weights(incidents, harm, {Transform::sqrt, 0, 0}, 0) == std::vector<double>{0, 3, 20});
    CHECK(detection_weights(incidents, harm, {Transform::cap, 100, 0}, 0) == std::vector<double>{0, 9, 100});
    CHECK(detection_weights(incidents, harm, {Transform::log1p, 0, 0}, 0)[1] == Approx(2.302585093));
}

TEST_CASE("a weight halves with every half-life and never grows", "[harm]")
{
    // Half-life 30 days; the reference is day 90.
    const auto incidents = incidents_of({{"now", {}, {}, {}, 0, 90 * kDay, 90 * kDay},
                                         {"a half-life ago", {}, {}, {}, 0, 10 * kDay, 60 * kDay},
                                         {"three ago", {}, {}, {}, 0, 0, 0},
                                         {"in the future", {}, {}, {}, 0, 99 * kDay, 99 * kDay}});
    const auto weights = detection_weights(incidents, {8, 8, 8, 8}, {Transform::none, 0, 30}, 90 * kDay);
    CHECK(weights == std::vector<double>{8, 4, 1, 8});
}
