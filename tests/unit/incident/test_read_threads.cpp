// SPDX-License-Identifier: MIT
#include "gzip_bytes.hpp"
#include "incident_files.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

using namespace harmspot;

namespace
{

RunConfig quoted_config()
{
    auto config = export_config();
    config.incidents.columns.location = "Street";
    config.incidents.columns.id = "Ref";
    return config;
}

/// Rows with quoted commas, line ends and quotes, stray quotes, and faults of every kind.
std::vector<std::string> mixed_rows(std::size_t count)
{
    std::mt19937 engine(11);
    const std::vector<std::string> streets{"High Street",
                                           "\"Flat 2, \"\"The Mill\"\"\"",
                                           "\"two\nlines\"",
                                           "5\" nail yard",
                                           "\"a,\n\"\"b\"\"\n,c\"",
                                           "",
                                           "caf\xC3\xA9",
                                           "caf\xE9",
                                           "\"\r\n\""};
    std::vector<std::string> rows;
    for (std::size_t i = 0; i < count; ++i) {
        const auto pick = [&](unsigned n) { return static_cast<unsigned>(engine() % n); };
        std::string row = "r" + std::to_string(pick(static_cast<unsigned>(count))) + "," +
                          std::to_string(420000 + 100 * pick(30)) + "," +
                          (pick(20) == 0 ? "x" : std::to_string(560000 + 100 * pick(30))) + "," +
                          (pick(20) == 0 ? "never" : "0" + std::to_string(1 + pick(9)) + "/01/2023") + ",offence " +
                          std::to_string(pick(5)) + "," + streets[pick(static_cast<unsigned>(streets.size()))];
        rows.push_back(row + (pick(25) == 0 ? ",extra" : "") + (pick(2) == 0 ? "\r\n" : "\n"));
    }
    return rows;
}

std::string text_of(const std::vector<std::string>& rows)
{
    std::string text = "Ref,Easting,Northing,When,Offence,Street\n";
    for (const auto& row : rows) {
        text += row;
    }
    return text;
}

void check_same(const IncidentsRead& a, const IncidentsRead& b)
{
    CHECK(a.incidents.places.x == b.incidents.places.x);
    CHECK(a.incidents.places.y == b.incidents.places.y);
    CHECK(a.incidents.place == b.incidents.place);
    CHECK(a.incidents.earliest_min == b.incidents.earliest_min);
    CHECK(a.incidents.latest_min == b.incidents.latest_min);
    CHECK(a.incidents.precision == b.incidents.precision);
    CHECK(a.incidents.offence == b.incidents.offence);
    CHECK(a.incidents.location == b.incidents.location);
    CHECK(a.incidents.flags == b.incidents.flags);
    CHECK(a.incidents.offences.texts == b.incidents.offences.texts);
    CHECK(a.incidents.locations.texts == b.incidents.locations.texts);
    CHECK(a.incidents.flag_names == b.incidents.flag_names);
    CHECK(rejects_text(a.report) == rejects_text(b.report));
    CHECK(a.report.warnings == b.report.warnings);
    CHECK(a.report.inputs[0].sha256 == b.report.inputs[0].sha256);
    CHECK(a.report.inputs[0].rows == b.report.inputs[0].rows);
    CHECK(a.report.inputs[0].rejected == b.report.inputs[0].rejected);
}

/// What each incident is, as text, with how often.
std::map<std::string, int> content_of(const Incidents& incidents)
{
    std::map<std::string, int> counts;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const auto place = incidents.place[i];
        std::string text = place == kNoPlace ? "-"
                                             : std::to_string(incidents.places.x[place]) + " " +
                                                   std::to_string(incidents.places.y[place]);
        text += " " + std::to_string(incidents.earliest_min[i]) + " " + incidents.offences[incidents.offence[i]] + " " +
                incidents.locations[incidents.location[i]];
        ++counts[text];
    }
    return counts;
}

} // namespace

TEST_CASE("threads and pieces of any size give the same result", "[read][threads]")
{
    const auto text = text_of(mixed_rows(3000));
    const auto whole = read_text(text, quoted_config(), 1);
    CHECK(adds_up(whole.report));
    CHECK(whole.report.rejects.size() > 100);
    CHECK(whole.incidents.size() > 1000);
    for (const std::size_t chunk : {61U, 500U, 4099U, 30000U}) {
        for (const unsigned threads : {1U, 2U, 4U, 16U}) {
            CAPTURE(chunk, threads);
            check_same(whole, read_text(text, quoted_config(), threads, {chunk}));
        }
    }
}

TEST_CASE("a gzip file read as it unpacks gives what it gives unpacked whole", "[read][threads][gzip]")
{
    // Enough text for more than the start by which its header is judged.
    std::vector<std::string> rows = mixed_rows(40'000);
    rows.emplace_back("\n\r\n\n"); // no rows
    const ScratchFolder folder;
    const std::string text = text_of(rows);
    const std::string packed = gzip_bytes(text);
    const std::string_view view = text;
    for (const bool two_members : {false, true}) {
        const auto middle = two_members ? text.size() / 2 : 0;
        std::string bytes = gzip_bytes(view.substr(0, middle));
        bytes += gzip_bytes(view.substr(middle));
        const auto path = folder.write("in.csv.gz", two_members ? bytes : packed);
        const auto whole = read_incidents_cut({path}, {"in.csv"}, quoted_config(), 1, {}, {});
        CHECK(whole.report.rejects.size() > 1000);
        CHECK(adds_up(whole.report));
        for (const std::size_t chunk : {700U, 100'000U, 4'000'000U}) {
            for (const unsigned threads : {1U, 2U, 4U}) {
                CAPTURE(two_members, chunk, threads);
                check_same(whole, read_incidents_cut({path}, {"in.csv"}, quoted_config(), threads, {}, {chunk, 0}));
            }
        }
    }
    const auto cut = folder.write("cut.csv.gz", std::string_view(packed).substr(0, packed.size() / 2));
    for (const std::size_t unpack_whole_bytes : {std::size_t{0}, std::size_t{16'000'000}}) {
        CHECK_THROWS_WITH(
            read_incidents_cut({cut}, {"cut.csv.gz"}, quoted_config(), 2, {}, {100'000, unpack_whole_bytes}),
            Catch::Contains("cut.csv.gz: is damaged or cut short"));
    }
}

TEST_CASE("a gzip file in Windows-1252 is decoded though its start is plain", "[read][threads][gzip]")
{
    std::string text = "Ref,Easting,Northing,When,Offence,Street\n";
    for (int i = 0; i < 60'000; ++i) {
        text.append("r").append(std::to_string(i)).append(",425000,565000,2023-01-01,theft,");
        text.append(i < 50'000 ? "x\n" : "caf\xE9\n");
    }
    const ScratchFolder folder;
    const auto path = folder.write("in.csv.gz", gzip_bytes(text));
    const auto read = read_incidents_cut({path}, {"in.csv"}, quoted_config(), 2, {}, {100'000, 0});
    CHECK(read.incidents.size() == 60'000);
    CHECK(read.report.inputs[0].encoding == "Windows-1252");
    CHECK(read.incidents.locations.texts == std::vector<std::string>{"", "caf\xC3\xA9", "x"});
}

TEST_CASE("pieces join where guesses by quotes go wrong", "[read][threads]")
{
    // Every row has one stray quote, so counting quotes is wrong for every other piece.
    std::string text = "Easting,Northing,When,Offence\n";
    for (int i = 0; i < 500; ++i) {
        text += "425000,565000,2023-01-01,5\" nail " + std::to_string(i % 7) + "\n425000,565000,never,\"x\ny\"\n";
    }
    const auto whole = read_text(text, export_config(), 1);
    CHECK(whole.incidents.size() == 500);
    CHECK(whole.report.rejects.size() == 500);
    for (const std::size_t chunk : {50U, 333U, 5000U}) {
        check_same(whole, read_text(text, export_config(), 4, {chunk}));
    }
}

TEST_CASE("one quoted field larger than several pieces", "[read][threads]")
{
    std::string lines;
    for (int i = 0; i < 2000; ++i) {
        lines += "425000,565000,2023-01-01,not a row\n";
    }
    const std::string text =
        "Easting,Northing,When,Offence\n425000,565000,2023-01-01,\"" + lines + "\"\n425000,565000,bad,last\n";
    const auto read = read_text(text, export_config(), 4, {1000});
    CHECK(read.incidents.size() == 1);
    CHECK(rejects_text(read.report) == "2003:bad_date");
    check_same(read_text(text, export_config(), 1), read);
}

TEST_CASE("the order of rows changes nothing but the order", "[read][threads]")
{
    auto config = quoted_config();
    config.incidents.columns.id = ""; // which of two repeats comes first would matter
    auto rows = mixed_rows(1000);
    const auto straight = read_text(text_of(rows), config);
    std::shuffle(rows.begin(), rows.end(), std::mt19937(3));
    const auto shuffled = read_text(text_of(rows), config);
    CHECK(content_of(straight.incidents) == content_of(shuffled.incidents));
    CHECK(straight.incidents.places.x == shuffled.incidents.places.x);
    CHECK(straight.incidents.locations.texts == shuffled.incidents.locations.texts);
    CHECK(straight.report.inputs[0].rejected == shuffled.report.inputs[0].rejected);
}
