// SPDX-License-Identifier: MIT
#include "harmspot/publish.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

namespace
{

using Kind = Table::ColumnKind;

Table table(std::vector<std::pair<std::string, std::int64_t>> cells)
{
    Table t;
    t.columns = {{"month", Kind::key}, {"area", Kind::key}, {"incidents", Kind::count}, {"harm", Kind::measure}};
    for (auto& [area, count] : cells) {
        t.rows.push_back({"2023-01", area, count, static_cast<double>(count) * 10});
    }
    return t;
}

PublishRules public_rules()
{
    PublishRules rules;
    rules.profile = Profile::public_;
    return rules;
}

std::string shown(const PublishableTable& published, std::size_t column = 2)
{
    std::string text;
    for (const auto& row : published.table().rows) {
        const auto* star = std::get_if<std::string>(&row[column]);
        const auto* count = std::get_if<std::int64_t>(&row[column]);
        text += text.empty() ? "" : " ";
        text += star != nullptr ? *star : count != nullptr ? std::to_string(*count) : "number";
    }
    return text;
}

} // namespace

TEST_CASE("the internal profile leaves tables alone", "[publish]")
{
    const auto published = publish("incidents", table({{"A", 1}, {"B", 20}}), {});
    CHECK(shown(published) == "1 20");
    CHECK(published.withheld().cells == 0);
}

TEST_CASE("counts from 1 to 4 are withheld with their measures; 0 and 5 are not", "[publish]")
{
    const auto published = publish("incidents", table({{"A", 1}, {"B", 4}, {"C", 0}, {"D", 5}}), public_rules());
    CHECK(shown(published) == "* * 0 5");
    CHECK(shown(published, 3) == "* * number number");
    CHECK(published.withheld().cells == 4);
}

TEST_CASE("a lone withheld count takes the next smallest with it", "[publish]")
{
    CHECK(shown(publish("t", table({{"A", 3}, {"B", 20}, {"C", 7}, {"D", 0}}), public_rules())) == "* 20 * 0");
}

TEST_CASE("withheld ones that their sum would give away take the next smallest with them", "[publish]")
{
    CHECK(shown(publish("t", table({{"A", 1}, {"B", 1}, {"C", 7}, {"D", 9}}), public_rules())) == "* * * 9");
}

TEST_CASE("a withheld count with only zeros beside it stays alone", "[publish]")
{
    CHECK(shown(publish("t", table({{"A", 3}, {"B", 0}}), public_rules())) == "* 0");
}

TEST_CASE("no row or column of a table has a withheld count that subtraction finds", "[publish]")
{
    // Months down, areas across; the 2 needs company in its month and in its area, and so does that company.
    Table t;
    t.columns = {{"month", Kind::key}, {"area", Kind::key}, {"incidents", Kind::count}};
    const std::int64_t counts[3][3] = {{2, 30, 40}, {50, 60, 70}, {80, 90, 99}};
    for (std::size_t month = 0; month < 3; ++month) {
        for (std::size_t area = 0; area < 3; ++area) {
            t.rows.push_back({"2023-0" + std::to_string(month + 1), std::string(1, static_cast<char>('A' + area)),
                              counts[month][area]});
        }
    }
    CHECK(shown(publish("t", t, public_rules())) == "* * 40 * * 70 80 90 99");
}

TEST_CASE("two count columns are judged apart", "[publish]")
{
    Table t;
    t.columns = {{"month", Kind::key}, {"rows", Kind::count}, {"used", Kind::count}};
    t.rows = {{"2023-01", std::int64_t{100}, std::int64_t{3}},
              {"2023-02", std::int64_t{200}, std::int64_t{50}},
              {"2023-03", std::int64_t{300}, std::int64_t{60}}};
    const auto published = publish("t", t, public_rules());
    CHECK(shown(published, 1) == "100 200 300");
    CHECK(shown(published, 2) == "* * 60");
}

TEST_CASE("a table without rows or keys passes", "[publish]")
{
    CHECK(publish("t", {}, public_rules()).table().rows.empty());
    Table t;
    t.columns = {{"incidents", Kind::count}};
    t.rows = {{std::int64_t{2}}};
    CHECK(shown(publish("t", t, public_rules()), 0) == "*");
}
