// SPDX-License-Identifier: MIT
#include "harmspot/output.hpp"
#include "scratch.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <limits>

using namespace harmspot;

namespace
{

using Kind = Table::ColumnKind;

std::string written(const Table& table, const PublishRules& rules = {})
{
    const Scratch scratch;
    write_csv(scratch / "t.csv", publish("t", table, rules));
    return bytes_of(scratch / "t.csv");
}

std::string cell(const std::string& text)
{
    Table table;
    table.columns = {{"c", Kind::key}};
    table.rows = {{text}};
    const auto whole = written(table);
    constexpr std::size_t kHead = 6; // BOM, c, CR LF
    return whole.substr(kHead, whole.size() - kHead - 2);
}

} // namespace

TEST_CASE("a table becomes a CSV that Excel and RFC 4180 readers take", "[csv]")
{
    Table table;
    table.columns = {{"month", Kind::key}, {"area", Kind::key}, {"incidents", Kind::count}, {"harm", Kind::measure}};
    table.rows = {{"2023-01", "North, \"upper\"", std::int64_t{12}, 18.25},
                  {"2023-01", "(outside)", std::int64_t{-3}, -0.5},
                  {"2023-02", "two\nlines", std::int64_t{0}, std::numeric_limits<double>::quiet_NaN()}};
    CHECK(written(table) == "\xEF\xBB\xBF"
                            "month,area,incidents,harm\r\n"
                            "2023-01,\"North, \"\"upper\"\"\",12,18.25\r\n"
                            "2023-01,(outside),-3,-0.5\r\n"
                            "2023-02,\"two\nlines\",0,\r\n");
}

TEST_CASE("no text becomes a formula", "[csv]")
{
    CHECK(cell("=cmd|'/c calc'!A1") == "'=cmd|'/c calc'!A1");
    CHECK(cell("+1") == "'+1");
    CHECK(cell("-1") == "'-1");
    CHECK(cell("@SUM(A1)") == "'@SUM(A1)");
    CHECK(cell("\tx") == "'\tx");
    CHECK(cell("\rx") == "\"'\rx\"");
    CHECK(cell(std::string("\0=x", 3)) == "'\xEF\xBF\xBD=x");
    CHECK(cell("\xEF\xBC\x9Dx") == "'\xEF\xBC\x9Dx"); // full-width =
    CHECK(cell("=\"a\",1") == "\"'=\"\"a\"\",1\"");
    CHECK(cell("a=b") == "a=b");
    CHECK(cell("*") == "*");
    CHECK(cell("") == "");
    CHECK(cell("\xFF") == "\xEF\xBF\xBD");
}

TEST_CASE("header texts are as safe as cells", "[csv]")
{
    Table table;
    table.columns = {{"=cmd()", Kind::key}, {"a,b", Kind::key}};
    CHECK(written(table) == "\xEF\xBB\xBF'=cmd(),\"a,b\"\r\n");
}

TEST_CASE("marking and statements go beside the CSV, where CSVW looks for them", "[csv]")
{
    const Scratch scratch;
    Table table;
    table.columns = {{"area", Kind::key}, {"incidents", Kind::count}};
    table.rows = {{"North", std::int64_t{3}}};
    PublishRules rules;
    rules.profile = Profile::public_;
    rules.marking = "OFFICIAL </script>";
    rules.statements = {"A proxy, not the index."};
    const auto published = publish("incidents", table, rules);
    write_csv(scratch / "incidents.csv", published);
    const auto json = nlohmann::json::parse(bytes_of(csv_metadata_path(scratch / "incidents.csv")));
    CHECK(json["@context"] == "http://www.w3.org/ns/csvw");
    CHECK(json["url"] == "incidents.csv");
    CHECK(json["dc:accessRights"] == "OFFICIAL </script>");
    CHECK(json["rdfs:comment"][0] == "A proxy, not the index.");
    CHECK_THAT(json["rdfs:comment"][1].get<std::string>(), Catch::Contains("withheld"));
    CHECK(json["tableSchema"]["columns"][1]["titles"] == "incidents");
    CHECK(bytes_of(scratch / "incidents.csv") == "\xEF\xBB\xBF"
                                                 "area,incidents\r\nNorth,*\r\n");
}
