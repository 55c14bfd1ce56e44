// SPDX-License-Identifier: MIT
#include "gzip_bytes.hpp"
#include "incident_files.hpp"

#include "harmspot/error.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

namespace
{

const std::string kRows = std::string(kPoliceHeader) + police_row("2023-01", "-1.6", "54.9", "A", "Burglary");

} // namespace

TEST_CASE("gzip is known by its first bytes, and its checksum is of the file on disk", "[read][files]")
{
    const auto plain = read_text(kRows, police_config());
    const auto packed = read_text(gzip_bytes(kRows), police_config());
    CHECK(packed.incidents.size() == 1);
    CHECK(packed.incidents.places.x == plain.incidents.places.x);
    CHECK(packed.report.inputs[0].sha256 != plain.report.inputs[0].sha256);
    // printf 'a\n' | sha256sum, and so on for any file: the published vector for "abc" (FIPS 180-2, B.1).
    try {
        static_cast<void>(read_text("abc", police_config()));
        FAIL("abc was taken for a header");
    } catch (const InputError& error) {
        CHECK_THAT(error.what(), Catch::StartsWith("in.csv:1: no column"));
    }
}

TEST_CASE("files that are not incident tables are refused by name", "[read][files]")
{
    CHECK_THROWS_WITH(read_text("", police_config()), Catch::StartsWith("in.csv: is empty (0 bytes)"));
    CHECK_THROWS_WITH(read_text("\n\r\n", police_config()), Catch::StartsWith("in.csv: holds no text"));
    CHECK_THROWS_WITH(read_text("\xEF\xBB\xBF", police_config()), Catch::StartsWith("in.csv: holds no text"));
    CHECK_THROWS_WITH(read_text(gzip_bytes(""), police_config()), Catch::StartsWith("in.csv: holds no text"));
    CHECK_THROWS_WITH(read_text(gzip_bytes(kRows).substr(0, 60), police_config()),
                      Catch::StartsWith("in.csv: is damaged or cut short"));
    CHECK_THROWS_WITH(read_text("PK\x03\x04xyz", police_config()),
                      Catch::StartsWith("in.csv: is damaged or cut short (not a whole ZIP file)"));
    CHECK_THROWS_WITH(read_text("Mon\x81th,Longitude\n", police_config()),
                      Catch::Contains("the column names are not UTF-8")); // 0x81 is nothing in Windows-1252 either
    CHECK_THROWS_WITH(read_text("\"Month,Longitude\n", police_config()), Catch::Contains("is not a header"));
    CHECK_THROWS_AS(read_incidents({"/nowhere/x.csv"}, {"x.csv"}, police_config(), 1, {}), InputError);
    CHECK_THROWS_AS(read_incidents({"/"}, {"/"}, police_config(), 1, {}), InputError);
}

TEST_CASE("all files that cannot be used are named at once, in order", "[read][files]")
{
    const ScratchFolder folder;
    const auto good = folder.write("good.csv", kRows);
    const auto empty = folder.write("empty.csv", "");
    CHECK_THROWS_WITH(read_incidents({folder.path("none.csv"), good, empty}, {"none.csv", "good.csv", "empty.csv"},
                                     police_config(), 4, {}),
                      Catch::Matches("none\\.csv: [^\n]*\nempty\\.csv: is empty[^\n]*"));
}

TEST_CASE("quotes that never close stop the run when there are too many", "[read][files]")
{
    std::string text = "Easting,Northing,When,Offence\n425000,565000,2023-01-01,fine\n";
    for (int i = 0; i < 300; ++i) {
        text += "a\"b,\"c\n";
    }
    for (const unsigned threads : {1U, 3U}) {
        CHECK_THROWS_WITH(read_text(text, export_config(), threads, {200}),
                          "in.csv:3: a quote opened here never closes, nor do 100 others; is this a CSV file with \" "
                          "around texts and doubled inside them?");
    }
}

TEST_CASE("rows come in the order of files and lines, each file reported", "[read][files]")
{
    const ScratchFolder folder;
    std::vector<std::string> files;
    std::vector<std::string> expected;
    for (int file = 0; file < 7; ++file) {
        std::string text = "Easting,Northing,When,Offence\n";
        for (int row = 0; row <= file; ++row) {
            expected.push_back(std::to_string(file) + "-" + std::to_string(row));
            text += "425000,565000,2023-01-01," + expected.back() + "\n";
        }
        files.push_back(folder.write(std::to_string(file) + ".csv", text + "bad\n"));
    }
    const auto read = read_incidents(files, files, export_config(), 4, {});
    CHECK(offences_of(read.incidents) == expected);
    CHECK(adds_up(read.report));
    for (std::size_t file = 0; file < 7; ++file) {
        CHECK(read.report.inputs[file].rows == file + 2);
        CHECK(read.report.rejects[file].input == file);
        CHECK(read.report.rejects[file].line == file + 3);
        CHECK(read.report.inputs[file].sha256.size() == 64);
    }
    CHECK(read.report.inputs[0].sha256 != read.report.inputs[1].sha256);
}

TEST_CASE("progress reaches the end and may stop the reading", "[read][files]")
{
    const ScratchFolder folder;
    const auto file = folder.write("in.csv", kRows);
    double last = 0;
    Progress progress;
    progress.on_progress = [&](std::string_view task, double fraction) {
        CHECK(task == "read");
        last = fraction;
    };
    static_cast<void>(read_incidents({file}, {file}, police_config(), 1, progress));
    CHECK(last == Approx(1).margin(0.01));
    progress.should_stop = [] { return true; };
    CHECK_THROWS_AS(read_incidents({file}, {file}, police_config(), 1, progress), Interrupted);
}
