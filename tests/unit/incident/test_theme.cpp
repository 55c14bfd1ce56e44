// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "harmspot/theme.hpp"
#include "rows.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;
using Catch::Matchers::Contains;
using Kind = Rule::Kind;
using Bits = std::vector<std::uint64_t>;

namespace
{

Rule text(Kind kind, std::string field, std::vector<std::string> values)
{
    Rule rule;
    rule.kind = kind;
    rule.field = std::move(field);
    rule.values = std::move(values);
    return rule;
}

Rule flag(std::string name)
{
    Rule rule;
    rule.kind = Kind::flag;
    rule.values = {std::move(name)};
    return rule;
}

Rule hours(int from, int to)
{
    Rule rule;
    rule.kind = Kind::hours;
    rule.from_hour = from;
    rule.to_hour = to;
    return rule;
}

Rule group(Kind kind, std::vector<Rule> rules)
{
    Rule rule;
    rule.kind = kind;
    rule.rules = std::move(rules);
    return rule;
}

Bits match(const Incidents& incidents, const Rule& rule, unsigned threads = 1)
{
    return match_themes(incidents, {{"theme", "Theme", "", rule}}, threads);
}

/// Minutes since 1970 of an hour and minute on day 19000.
std::int32_t at(int hour, int minute = 0)
{
    return (19000 * 24 + hour) * 60 + minute;
}

Row timed(std::int32_t earliest, std::int32_t latest, TimePrecision precision = TimePrecision::minute)
{
    return {"x", {}, {}, {}, 0, earliest, latest, precision};
}

} // namespace

TEST_CASE("texts are compared trimmed and without regard to case", "[theme]")
{
    const auto incidents =
        incidents_of({{"Burglary"}, {" burglary - residential "}, {"Robbery"}, {""}, {"Aggravated BURGLARY"}});
    CHECK(match(incidents, text(Kind::equals, "offence", {"BURGLARY "})) == Bits{1, 0, 0, 0, 0});
    CHECK(match(incidents, text(Kind::in, "offence", {"robbery", "burglary"})) == Bits{1, 0, 1, 0, 0});
    CHECK(match(incidents, text(Kind::contains, "offence", {"burglary"})) == Bits{1, 1, 0, 0, 1});
    CHECK(match(incidents, text(Kind::prefix, "offence", {"burglary"})) == Bits{1, 1, 0, 0, 0});
    CHECK(match(incidents, text(Kind::equals, "offence", {""})) == Bits{0, 0, 0, 1, 0});
}

TEST_CASE("expressions match anywhere in the text, case as written", "[theme]")
{
    const auto incidents = incidents_of({{"a", "8N"}, {"a", "28E"}, {"a", " 28F "}, {"a", "28e"}, {"a", ""}});
    CHECK(match(incidents, text(Kind::matches, "code", {"^28[A-F]$"})) == Bits{0, 1, 1, 0, 0});
    CHECK(match(incidents, text(Kind::matches, "code", {"8"})) == Bits{1, 1, 1, 1, 0});
    CHECK(match(incidents, text(Kind::matches, "code", {"(?i)28e"})) == Bits{0, 1, 0, 1, 0});
}

TEST_CASE("every field can be asked", "[theme]")
{
    const auto incidents = incidents_of({{"o1", "c1", "High Street", "pub"}, {"o2", "c2", "Low Road", "dwelling"}});
    CHECK(match(incidents, text(Kind::equals, "offence", {"o2"})) == Bits{0, 1});
    CHECK(match(incidents, text(Kind::equals, "code", {"c1"})) == Bits{1, 0});
    CHECK(match(incidents, text(Kind::contains, "location", {"street"})) == Bits{1, 0});
    CHECK(match(incidents, text(Kind::equals, "location_type", {"Dwelling"})) == Bits{0, 1});
}

TEST_CASE("groups combine, and empty ones mean what they say", "[theme]")
{
    const std::vector<std::string> flags{"alcohol", "domestic", "knife"};
    const auto incidents = incidents_of({{"Violence", {}, {}, {}, 0b000},
                                         {"Violence", {}, {}, {}, 0b001},
                                         {"Robbery", {}, {}, {}, 0b101},
                                         {"Violence", {}, {}, {}, 0b111}},
                                        flags);
    const auto violence = text(Kind::equals, "offence", {"Violence"});
    CHECK(match(incidents, flag("knife")) == Bits{0, 0, 1, 1});
    CHECK(match(incidents, group(Kind::all, {violence, flag("alcohol")})) == Bits{0, 1, 0, 1});
    CHECK(match(incidents, group(Kind::any, {violence, flag("knife")})) == Bits{1, 1, 1, 1});
    CHECK(match(incidents, group(Kind::none, {flag("domestic"), flag("knife")})) == Bits{1, 1, 0, 0});
    CHECK(match(incidents, group(Kind::all, {violence, group(Kind::none, {flag("domestic")})})) == Bits{1, 1, 0, 0});
    CHECK(match(incidents, group(Kind::all, {})) == Bits{1, 1, 1, 1});
    CHECK(match(incidents, group(Kind::any, {})) == Bits{0, 0, 0, 0});
    CHECK(match(incidents, group(Kind::none, {})) == Bits{1, 1, 1, 1});
}

TEST_CASE("hours hold an incident whose whole span lies in the window", "[theme]")
{
    const auto incidents = incidents_of({
        timed(at(21, 59), at(21, 59)), // a minute early
        timed(at(22), at(22)),         // first minute
        timed(at(23, 30), at(26, 30)), // over midnight
        timed(at(27, 59), at(27, 59)), // last minute, 03:59
        timed(at(28), at(28)),         // 04:00 is out
        timed(at(23), at(28)),         // ends a minute late
        timed(at(22), at(22 + 24)),    // longer than the window, though both ends lie in it
        timed(at(0), at(24) - 1, TimePrecision::day), timed(at(23), at(23), TimePrecision::month),
        timed(at(23), at(22)), // a span that ends before it starts
    });
    CHECK(match(incidents, hours(22, 4)) == Bits{0, 1, 1, 1, 0, 0, 0, 0, 0, 0});
    CHECK(match(incidents, hours(18, 24)) == Bits{1, 1, 0, 0, 0, 0, 0, 0, 0, 0});
    CHECK(match(incidents, hours(0, 4)) == Bits{0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("hours before 1970 are hours too", "[theme]")
{
    const std::int32_t day = 24 * 60;
    const auto incidents = incidents_of({timed(-day + 23 * 60, -day + 23 * 60), timed(-day + 60, -day + 60)});
    CHECK(match(incidents, hours(22, 24)) == Bits{1, 0});
}

TEST_CASE("theme i is bit i, whatever the number of rows and threads", "[theme]")
{
    std::vector<Row> rows;
    for (int i = 0; i < 100'003; ++i) {
        rows.push_back({i % 3 == 0 ? "Burglary" : "Robbery", {}, {}, {}, static_cast<std::uint32_t>(i % 2)});
    }
    const auto incidents = incidents_of(rows, {"knife"});
    std::vector<Theme> themes(kMaxThemes, {"t", "T", "", group(Kind::any, {})});
    themes[0].match = text(Kind::equals, "offence", {"burglary"});
    themes[63].match = flag("knife");
    const auto bits = match_themes(incidents, themes, 1);
    bool right = bits.size() == rows.size();
    for (std::size_t i = 0; i < bits.size() && right; ++i) {
        right = bits[i] == ((i % 3 == 0 ? 1U : 0U) | (i % 2 == 1 ? std::uint64_t{1} << 63U : 0U));
    }
    CHECK(right);
    CHECK(match_themes(incidents, themes, 4) == bits);
    CHECK(match_themes(incidents_of({}, {"knife"}), themes, 1).empty());
}

TEST_CASE("every problem of every theme is told at once", "[theme]")
{
    const auto incidents = incidents_of({{"x"}}, {"alcohol", "knife"});
    const std::vector<Theme> themes{
        {"one", "One", "", flag("knives")},
        {"two", "Two", "",
         group(Kind::any, {text(Kind::equals, "crime_id", {"x"}), text(Kind::matches, "code", {"("})})},
        {"three", "Three", "", hours(5, 5)},
        {"four", "Four", "", text(Kind::contains, "offence", {" "})}};
    try {
        static_cast<void>(match_themes(incidents, themes, 1));
        FAIL("no error");
    } catch (const ConfigError& error) {
        REQUIRE(error.problems().size() == 5);
        CHECK(error.problems()[0] ==
              "theme 'one': flag 'knives' is not mapped; the incidents have: alcohol, knife. Map "
              "it in [incidents.columns] flags");
        CHECK(error.problems()[1] == "theme 'two': field 'crime_id' is unknown; a rule may name code, location, "
                                     "location_type, offence, and what [incidents.columns] fields maps");
        CHECK_THAT(error.problems()[2], Contains("theme 'two': expression '(' cannot be used: missing )"));
        CHECK_THAT(error.problems()[3], Contains("theme 'three': hours 5 to 5 are no window"));
        CHECK_THAT(error.problems()[4], Contains("theme 'four': the rule on 'offence' has no text"));
    }
    CHECK_THROWS_AS(match_themes(incidents, std::vector<Theme>(65), 1), ConfigError);
    CHECK_THROWS_WITH(match_themes(incidents_of({{"x"}}), {themes[0]}, 1), Contains("the incidents have no flags"));
}

TEST_CASE("an expression made to blow up takes no longer than others", "[theme]")
{
    const auto incidents = incidents_of({{std::string(100'000, 'a')}});
    CHECK(match(incidents, text(Kind::matches, "offence", {"(a*)*b"})) == Bits{0});
}
