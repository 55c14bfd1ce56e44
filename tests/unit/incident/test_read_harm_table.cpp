// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "harmspot/harm.hpp"
#include "rows.hpp"
#include "source_dir.hpp"

#include <catch2/catch.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

using namespace harmspot;
using Catch::Matchers::Contains;

namespace
{

/// A table in a file that goes away with it; messages call it harm.csv.
class TableFile
{
public:
    explicit TableFile(const std::string& text)
        : m_path(std::filesystem::temp_directory_path() / ("harmspot-harm-" + std::to_string(::getpid()) + ".csv"))
    {
        std::ofstream(m_path, std::ios::binary) << text;
    }
    TableFile(const TableFile&) = delete;
    TableFile& operator=(const TableFile&) = delete;
    ~TableFile() { std::filesystem::remove(m_path); }
    [[nodiscard]] HarmTable read() const { return read_harm_table(m_path.string(), "harm.csv"); }

private:
    std::filesystem::path m_path;
};

std::string problem_of(const std::string& text)
{
    const TableFile file(text);
    try {
        static_cast<void>(file.read());
    } catch (const InputError& error) {
        return error.what();
    }
    return "no error";
}

const std::string kHeader = "code,weight,unit,source,vintage\n";

} // namespace

TEST_CASE("a table as a spreadsheet saves it", "[read_harm_table]")
{
    const TableFile file("\xEF\xBB\xBF"
                         "Vintage,Code,note,Weight,Unit,Source\r\n"
                         "2026,Robbery,,365,days,\"a, b\"\r\n"
                         "2026, Arson ,x, 1.5e2 ,days,\"a, b\"\r\n\r\n");
    const auto table = file.read();
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0].code == "Arson");
    CHECK(table.rows[0].weight == 150);
    CHECK(table.rows[1].code == "Robbery");
    CHECK(table.unit == "days");
    CHECK(table.source == "a, b");
    CHECK(table.vintage == "2026");
    CHECK(table.path == "harm.csv");
    CHECK(table.sha256.size() == 64);
}

TEST_CASE("what is wrong is told with the line", "[read_harm_table]")
{
    CHECK_THAT(problem_of(""), Contains("harm.csv: is empty"));
    CHECK_THAT(problem_of(kHeader), Contains("has a header but no weights"));
    CHECK_THAT(problem_of("code,weight,unit,source\n"), Contains("harm.csv:1: has no column 'vintage'"));
    CHECK_THAT(problem_of(kHeader + "A,-1,days,s,2026\n"), Contains("harm.csv:2: weight -1 is below 0"));
    CHECK_THAT(problem_of(kHeader + "A,nan,days,s,2026\n"), Contains("harm.csv:2: weight 'nan' is not a number"));
    CHECK_THAT(problem_of(kHeader + "A,inf,days,s,2026\n"), Contains("is not a number"));
    CHECK_THAT(problem_of(kHeader + "A,1e999,days,s,2026\n"), Contains("is not a number"));
    CHECK_THAT(problem_of(kHeader + "A,12x,days,s,2026\n"), Contains("'12x' is not a number"));
    CHECK_THAT(problem_of(kHeader + "A,,days,s,2026\n"), Contains("harm.csv:2: weight '' is not a number"));
    CHECK_THAT(problem_of(kHeader + "A,1,days,s,2026\n a ,2,days,s,2026\n"),
               Contains("harm.csv:3: code 'a' is weighed twice, first in line 2"));
    CHECK_THAT(problem_of(kHeader + "A,1,days,s,2026\nB,2,years,s,2026\n"),
               Contains("harm.csv:3: unit is 'years' but 'days' in the rows before"));
    CHECK_THAT(problem_of(kHeader + "A,1,days,s,2026\nB,2,days,s,2025\n"), Contains("harm.csv:3: vintage is '2025'"));
    CHECK_THAT(problem_of(kHeader + "A,1,,s,2026\n"), Contains("unit is blank"));
    CHECK_THAT(problem_of(kHeader + " ,1,days,s,2026\n"), Contains("harm.csv:2: code is blank"));
    CHECK_THAT(problem_of(kHeader + "A,1,days\n"), Contains("harm.csv:2: has 3 fields, the header has 5"));
    CHECK_THAT(problem_of(kHeader + "\"A,1,days,s,2026\n"), Contains("harm.csv:2: is no row of a table"));
    CHECK_THAT(problem_of(kHeader + "A\xE9,1,days,s,2026\n"), Contains("harm.csv: is not UTF-8 text"));
    CHECK_THAT(problem_of(kHeader + "\n\n\"A\n\",1,days\n"), Contains("harm.csv:4: has 3 fields"));
    CHECK_THROWS_WITH(read_harm_table("no/such/file.csv", "no/such/file.csv"), Contains("no/such/file.csv"));
}

TEST_CASE("the shipped table weighs every category of data.police.uk", "[read_harm_table]")
{
    const auto table = read_harm_table(source_dir() + "/configs/harm/police_uk_demo.csv", "police_uk_demo.csv");
    std::vector<Row> rows;
    for (const char* category :
         {"Anti-social behaviour", "Bicycle theft", "Burglary", "Criminal damage and arson", "Drugs", "Other crime",
          "Other theft", "Possession of weapons", "Public order", "Robbery", "Shoplifting", "Theft from the person",
          "Vehicle crime", "Violence and sexual offences"}) {
        rows.push_back({category});
    }
    const auto column = weigh(incidents_of(rows), table, {UnmatchedPolicy::Kind::error, 0});
    CHECK(table.rows.size() == rows.size());
    CHECK(column.harm[0] == 1);
    CHECK(column.harm[13] > column.harm[10]);
    CHECK(table.unit == "days");
    CHECK_THAT(table.source, Contains("demonstration only; not the index"));
}
