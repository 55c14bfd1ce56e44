// SPDX-License-Identifier: MIT
#include "incident_files.hpp"

#include "harmspot/error.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace harmspot;

namespace
{

constexpr const char* kHeader = "Ref,When,Until,Recorded,Easting,Northing,Offence,Outcome\n";

RunConfig rules_config()
{
    auto config = export_config();
    auto& map = config.incidents.columns;
    map.date.clear();
    map.earliest = "When";
    map.latest = "Until";
    map.recorded = "Recorded";
    map.id = "Ref";
    map.fields = {{"outcome", "Outcome"}};
    return config;
}

Rule outcome_is(std::vector<std::string> values)
{
    Rule rule;
    rule.kind = Rule::Kind::in;
    rule.field = "outcome";
    rule.values = std::move(values);
    return rule;
}

/// "3:duplicate:2023-01"
std::string with_months(const RowReport& report)
{
    std::string text;
    for (const auto& reject : report.rejects) {
        text += fmt::format("{}{}:{}:{}", text.empty() ? "" : " ", reject.line, reject_reason_text(reject.reason),
                            month_text(reject.month));
    }
    return text;
}

const std::string kRows = std::string(kHeader) + "a,2023-01-05,2023-01-06,2023-02-01,425000,565000,Theft,Charged\n"
                                                 "a,2023-01-05,2023-01-06,2023-02-01,425000,565000,Theft,Charged\n"
                                                 "a,2023-01-05,2023-01-06,2023-02-01,425000,565000,Theft,None\n"
                                                 ",2023-01-05,2023-01-06,2023-02-01,425000,565000,Theft,None\n"
                                                 ",2023-01-05,2023-01-06,2023-02-01,425000,565000,Theft,None\n";

std::string repeats_with(Duplicates duplicates, std::vector<std::string> columns = {})
{
    auto config = rules_config();
    config.incidents.duplicates = duplicates;
    config.incidents.duplicate_columns = std::move(columns);
    const auto read = read_text(kRows, config);
    CHECK(adds_up(read.report));
    return rejects_text(read.report);
}

} // namespace

TEST_CASE("each rule for repeated rows", "[read][rows]")
{
    CHECK(repeats_with(Duplicates::id_and_columns) == "3:duplicate");
    CHECK(repeats_with(Duplicates::id) == "3:duplicate 4:duplicate");
    CHECK(repeats_with(Duplicates::off).empty());
    CHECK(repeats_with(Duplicates::columns) == "3:duplicate"); // a blank reference is like no other
    CHECK(repeats_with(Duplicates::columns, {"earliest", "easting", "northing"}) ==
          "3:duplicate 4:duplicate 5:duplicate 6:duplicate");
    CHECK(repeats_with(Duplicates::columns, {"outcome", "offence"}) == "3:duplicate 5:duplicate 6:duplicate");
    CHECK_THROWS_AS(repeats_with(Duplicates::columns, {"nothing"}), ConfigError);
}

TEST_CASE("the date that counts is the one asked for", "[read][rows]")
{
    auto config = rules_config();
    const auto committed = read_text(kRows, config);
    config.incidents.date_basis = DateBasis::recorded;
    const auto recorded = read_text(kRows, config);
    REQUIRE(committed.incidents.size() == recorded.incidents.size());
    CHECK(month_text(month_of(committed.incidents.earliest_min.front())) == "2023-01");
    CHECK(month_text(month_of(recorded.incidents.earliest_min.front())) == "2023-02");
    CHECK(recorded.incidents.latest_min.front() - recorded.incidents.earliest_min.front() == 24 * 60 - 1);
    config.incidents.columns.recorded.clear();
    CHECK_THROWS_WITH(read_text(kRows, config), Catch::Contains("needs recorded"));
}

TEST_CASE("named rules on further columns exclude rows, the first that matches counting", "[read][rows]")
{
    auto config = rules_config();
    config.incidents.exclude = {{"charged", outcome_is({"Charged"})}, {"either", outcome_is({"none", "charged"})}};
    const auto read = read_text(kRows, config, 2);
    REQUIRE(read.report.rejects.size() == 5);
    CHECK(read.report.rejects[0].rule == 0);
    CHECK(read.report.rejects[2].rule == 1);
    CHECK(read.report.rejects[2].month == month_of(read_text(kRows, rules_config()).incidents.earliest_min.front()));
    CHECK(read.incidents.size() == 0);
}

TEST_CASE("what is left after excluding keeps its own further values", "[read][rows]")
{
    auto config = rules_config();
    config.incidents.exclude = {{"", outcome_is({"Charged"})}};
    const auto read = read_text(kRows, config);
    REQUIRE(read.incidents.fields.size() == 1);
    const auto& field = read.incidents.fields.front();
    REQUIRE(field.number.size() == read.incidents.size());
    for (const auto number : field.number) {
        CHECK(field.texts[number] == "None");
    }
}

TEST_CASE("rejected rows carry their month where it can be read", "[read][rows]")
{
    const auto read = read_text(std::string(kHeader) + "a,2023-01-05,2023-01-06,,x,565000,Theft,\n"
                                                       "b,someday,2023-01-06,,425000,565000,Theft,\n"
                                                       "c,2023-03-05,2023-02-06,,425000,565000,Theft,\n"
                                                       "d,2023-03-05\n"
                                                       "e,,2023-04-06,,0,0,Theft,\n",
                                rules_config());
    CHECK(with_months(read.report) == "2:bad_number:2023-01 3:bad_date:(no date) 4:date_order:2023-03 "
                                      "5:column_count:(no date) 6:bad_coordinate:2023-04");
}

TEST_CASE("a span may run backwards only in the hour that autumn has twice", "[read][rows]")
{
    const auto read = read_text(std::string(kHeader) + "a,2022-10-30 01:50,2022-10-30 01:10,,425000,565000,Theft,\n"
                                                       "b,2022-10-30 02:10,2022-10-30 01:50,,425000,565000,Theft,\n"
                                                       "c,2022-10-29 01:50,2022-10-29 01:10,,425000,565000,Theft,\n"
                                                       "d,2023-03-26 00:50,2023-03-26 02:10,,425000,565000,Theft,\n",
                                rules_config());
    CHECK(rejects_text(read.report) == "3:date_order 4:date_order");
    REQUIRE(read.incidents.size() == 2);
    CHECK(read.incidents.latest_min[0] - read.incidents.earliest_min[0] == 59);
    CHECK(read.incidents.latest_min[1] - read.incidents.earliest_min[1] == 80);
}
