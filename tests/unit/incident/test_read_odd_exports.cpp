// SPDX-License-Identifier: MIT
#include "incident_files.hpp"

#include "harmspot/error.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

using namespace harmspot;
using Catch::Contains;

namespace
{

constexpr std::string_view kHeader = "Easting,Northing,When,Offence\n";

bool warns(const IncidentsRead& read, const std::string& words)
{
    const auto& warnings = read.report.warnings;
    return std::any_of(warnings.begin(), warnings.end(),
                       [&](const std::string& warning) { return warning.find(words) != std::string::npos; });
}

IncidentsRead read_rows(const std::string& rows)
{
    return read_text(std::string(kHeader) + rows, export_config());
}

/// `text` as UTF-16 without a mark.
std::string utf16(std::string_view text, bool low_first)
{
    std::string out;
    for (const char c : text) {
        out.push_back(low_first ? c : '\0');
        out.push_back(low_first ? '\0' : c);
    }
    return out;
}

/// `count` rows whose dates `date(i)` gives.
template <typename Date>
std::string dated_rows(int count, Date date)
{
    std::string rows;
    for (int i = 0; i < count; ++i) {
        rows += fmt::format("42{:04},565000,{},theft\n", i, date(i));
    }
    return rows;
}

} // namespace

TEST_CASE("a title above the column names and a total below them cost no row", "[read][odd]")
{
    const std::string rows = "425000,565000,2023-01-31,theft\n425100,565100,2023-01-30,arson\n";
    for (const std::string above : {"Crime extract 2023\n\n", "Crime extract 2023,,,\n,,,\n", "\"Extract\nof\n2023\"\n",
                                    "Printed,31/01/2023,by,AB\nFor tasking,,,\n"}) {
        CAPTURE(above);
        const auto read = read_text(above + std::string(kHeader) + rows + "Total,,,2\n", export_config());
        const auto lines = static_cast<std::uint64_t>(std::count(above.begin(), above.end(), '\n'));
        CHECK(offences_of(read.incidents) == std::vector<std::string>{"theft", "arson"});
        CHECK(rejects_text(read.report) == fmt::format("{}:bad_number", lines + 4));
        CHECK(warns(read, fmt::format("in.csv: its column names stand in row {}", lines + 1)));
        CHECK(adds_up(read.report));
    }
    CHECK_THROWS_WITH(read_text("Extract\n\nEasting,Northing,Wen,Offence\n" + rows, export_config()),
                      Contains("in.csv:3: no column 'When' (date); did you mean 'Wen'?"));
    CHECK_THROWS_WITH(read_text("Extract\n" + rows, export_config()), Contains("in.csv:1: no column"));
    // Names twenty rows down are not looked for.
    CHECK_THROWS_AS(read_text(std::string(25, '\n') + std::string(kHeader) + rows, export_config()), InputError);
}

TEST_CASE("Excel's sep= line names the separator", "[read][odd]")
{
    const auto read =
        read_text("sep=;\nEasting;Northing;When;Offence\n425000,5;565000,25;31/01/2023;theft\n", export_config());
    REQUIRE(read.incidents.size() == 1);
    CHECK(read.report.inputs[0].delimiter == "semicolon");
    CHECK(read.incidents.places.x == std::vector<double>{425000.5});
    CHECK(read.incidents.places.y == std::vector<double>{565000.25});
}

TEST_CASE("fields may stand between bars", "[read][odd]")
{
    const auto read =
        read_text("Easting|Northing|When|Offence\n425000|565000|31/01/2023|theft, other\n", export_config());
    CHECK(offences_of(read.incidents) == std::vector<std::string>{"theft, other"});
    CHECK(read.report.inputs[0].delimiter == "bar");
}

TEST_CASE("UTF-16 is known without its mark", "[read][odd]")
{
    const std::string text = std::string(kHeader) + "425000,565000,2023-01-31,theft\r\n";
    for (const bool low_first : {true, false}) {
        const auto read = read_text(utf16(text, low_first), export_config());
        CHECK(offences_of(read.incidents) == std::vector<std::string>{"theft"});
        CHECK(read.report.inputs[0].encoding == "UTF-16");
    }
}

TEST_CASE("words that stand for nothing are empty fields", "[read][odd]")
{
    for (const std::string word : {"NULL", "null", "N/A", "#N/A", "-", "Unknown", "(null)"}) {
        CAPTURE(word);
        const auto read = read_rows(fmt::format("{0},{0},2023-01-31,theft\n425000,565000,{0},theft\n", word));
        CHECK(read.incidents.size() == 1);
        CHECK(read.report.no_coordinates == 1);
        CHECK(rejects_text(read.report) == "3:bad_date");
    }
    CHECK(rejects_text(read_rows("NULL,565000,2023-01-31,theft\n").report) == "2:bad_coordinate");
    CHECK(rejects_text(read_rows("near,565000,2023-01-31,theft\n").report) == "2:bad_number");
}

TEST_CASE("kilometres are not taken for metres", "[read][odd]")
{
    const auto read = read_rows("425.065,565.120,2023-01-31,theft\n425065,565120,2023-01-31,theft\n");
    CHECK(rejects_text(read.report) == "2:bad_coordinate");
    CHECK(warns(read, "must be in metres, not kilometres"));
}

TEST_CASE("an export with the month first stops the run, a few such rows are named", "[read][odd]")
{
    const auto american = [](int i) { return fmt::format("{:02}/{:02}/2023", 1 + i % 12, 1 + i % 28); };
    CHECK_THROWS_WITH(
        read_rows(dated_rows(100, american)),
        Contains("in.csv: 52 rows have a date with the month first, such as 12/25/2023 (first in.csv:14)") &&
            Contains("Export dates as 2023-12-25"));
    const auto mixed = [](int i) {
        return i < 3 ? std::string("12/25/2023 10:15") : fmt::format("{:02}/01/2023", 1 + i % 28);
    };
    const auto read = read_rows(dated_rows(100, mixed));
    CHECK(read.report.rejects.size() == 3);
    CHECK(warns(read, "3 rows have a date with the month first"));
    CHECK_FALSE(warns(read_rows(dated_rows(100, [](int) { return "2023-13-45"; })), "month first"));
}

TEST_CASE("times that are all midnight are dates without a time", "[read][odd]")
{
    const auto all = read_rows(dated_rows(50, [](int i) { return fmt::format("{:02}/01/2023 00:00", 1 + i % 28); }));
    CHECK(warns(all, "All 50 times of day are 00:00: they are read as dates without a time."));
    CHECK(all.incidents.precision == std::vector<TimePrecision>(50, TimePrecision::day));
    CHECK(all.incidents.latest_min[0] == all.incidents.earliest_min[0] + 24 * 60 - 1);
    const auto some = read_rows(
        dated_rows(50, [](int i) { return fmt::format("0{}/01/2023 {}", 1 + i % 9, i % 2 == 0 ? "00:00" : "13:10"); }));
    CHECK(warns(some, "50.0 % of 50 times of day are exactly 00:00"));
    CHECK(some.incidents.precision[0] == TimePrecision::minute);
    const auto few = read_rows(dated_rows(50, [](int i) { return fmt::format("01/01/2023 {:02}:00", i % 24); }));
    CHECK_FALSE(warns(few, "00:00"));
}

TEST_CASE("one file under two names would count twice", "[read][odd]")
{
    const ScratchFolder folder;
    const auto text = std::string(kHeader) + "425000,565000,2023-01-31,theft\n";
    const std::vector<std::string> files{folder.write("a.csv", text), folder.write("b.csv", text)};
    const std::vector<std::string> names{"a.csv", "b.csv"};
    CHECK_THROWS_WITH(read_incidents(files, names, export_config(), 2, {}),
                      Contains("a.csv and b.csv hold the same bytes, so every row would count twice"));
    const std::vector<std::string> empty{folder.write("c.csv", kHeader), folder.write("d.csv", kHeader)};
    CHECK(read_incidents(empty, names, export_config(), 2, {}).incidents.size() == 0);
}
