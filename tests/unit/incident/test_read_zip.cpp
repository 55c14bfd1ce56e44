// SPDX-License-Identifier: MIT
#include "incident/zip.hpp"
#include "incident_files.hpp"
#include "zip_files.hpp"

#include "harmspot/error.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;
using Catch::Matchers::Contains;

namespace
{

std::string month(std::string_view when, int rows)
{
    std::string text(kPoliceHeader);
    for (int i = 0; i < rows; ++i) {
        text += police_row(when, "-1.61", "54.97", "On or near Park Road", "Burglary");
    }
    return text;
}

IncidentsRead read_one(const std::string& path, const RunConfig& config, unsigned threads = 1)
{
    return read_incidents_cut({path}, {"in.zip"}, config, threads, {}, ReadTuning{});
}

/// Overwrites little-endian bytes of a file's contents.
void put(std::string& bytes, std::size_t at, std::uint32_t value)
{
    for (std::size_t i = 0; i < 4; ++i) {
        bytes[at + i] = static_cast<char>(value >> (8U * i));
    }
}

} // namespace

TEST_CASE("each street file of a ZIP is an input of its own and the rest is listed", "[zip]")
{
    const ScratchFolder folder;
    const auto path =
        write_zip(folder.path("a.zip"), {{"2023-02/2023-02-north-street.csv", month("2023-02", 3)},
                                         {"2023-01/2023-01-north-street.csv", month("2023-01", 2) + "x\n"},
                                         {"2023-01/2023-01-north-outcomes.csv", "a,b\n"},
                                         {"__MACOSX/._2023-01-north-street.csv", "\x05"}});
    const auto read = read_one(path, police_config());
    REQUIRE(read.report.inputs.size() == 2);
    CHECK(read.report.inputs[0].path == "in.zip!2023-01/2023-01-north-street.csv");
    CHECK(read.report.inputs[0].kind == "CSV in a ZIP");
    CHECK(read.report.inputs[0].rows == 3);
    CHECK(read.report.inputs[1].used == 3);
    CHECK(read.report.inputs[1].sha256.size() == 64);
    CHECK(rejects_text(read.report) == "4:column_count");
    CHECK(adds_up(read.report));
    CHECK_THAT(read.report.warnings.front(),
               Contains("in.zip: 2 of its 4 files were not read: '2023-01/2023-01-north-outcomes.csv', '__MACOSX"));
}

TEST_CASE("in the format columns every CSV file of a ZIP is read", "[zip]")
{
    const ScratchFolder folder;
    const std::string rows = "Easting,Northing,When,Offence\n425000,564000,2023-01-05,Arson\n";
    const auto path =
        write_zip(folder.path("a.zip"), {{"B.CSV", rows}, {"a.csv", rows + "\n"}, {"notes.txt", "hello"}});
    CHECK(read_one(path, export_config()).incidents.size() == 2);
    CHECK_THROWS_WITH(read_one(path, police_config()), Contains("in.zip: holds no street file of data.police.uk"));
}

TEST_CASE("the same month in two ZIPs is refused", "[zip]")
{
    const ScratchFolder folder;
    const auto one = write_zip(folder.path("a.zip"), {{"2023-01/2023-01-north-street.csv", month("2023-01", 1)}});
    const auto two = write_zip(folder.path("b.zip"), {{"x/2023-01-north-street.csv", month("2023-01", 2)}});
    CHECK_THROWS_WITH(read_incidents({one, two}, {"a.zip", "b.zip"}, police_config(), 1, {}),
                      Contains("would count twice") && Contains("b.zip!x/2023-01-north-street.csv"));
}

TEST_CASE("a ZIP with a hostile list of contents is refused before anything is unpacked", "[zip]")
{
    const ScratchFolder folder;
    const auto good = std::pair<std::string, std::string>{"2023-01-north-street.csv", month("2023-01", 1)};
    const auto refused = [&](const std::string& name, const std::string& bytes) {
        const auto path = write_zip(folder.path("bad.zip"), {good, {name, bytes}});
        try {
            static_cast<void>(read_one(path, police_config()));
        } catch (const InputError& error) {
            return std::string(error.what());
        }
        return std::string("read");
    };
    CHECK_THAT(refused("../up-street.csv", "x"), Contains("leads out of the folder"));
    CHECK_THAT(refused("a/../../up.txt", "x"), Contains("leads out of the folder"));
    CHECK_THAT(refused("/etc/passwd", "x"), Contains("leads out of the folder"));
    CHECK_THAT(refused("a\\b.csv", "x"), Contains("leads out of the folder"));
    CHECK_THAT(refused("C:up.csv", "x"), Contains("leads out of the folder"));
    CHECK_THAT(refused("inner.ZIP", "x"), Contains("holds another ZIP"));
    CHECK_THAT(refused("zeros.txt", std::string(std::size_t{2} << 20U, '\0')),
               Contains("more than 200 times its size"));
    CHECK(refused("zeros.txt", std::string(std::size_t{1} << 19U, '\0')) == "read");
    CHECK(refused("a..b/dots...csv", "x") == "read");
}

TEST_CASE("a cut or altered ZIP is refused", "[zip]")
{
    const ScratchFolder folder;
    const auto path = write_zip(folder.path("a.zip"), {{"2023-01-north-street.csv", month("2023-01", 50)}});
    std::ifstream in(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const auto read_bytes = [&](const std::string& altered) {
        return read_one(folder.write("b.zip", altered), police_config());
    };
    REQUIRE(read_bytes(bytes).incidents.size() == 50);
    const auto central = bytes.rfind("PK\x01\x02");
    for (const std::size_t length : {std::size_t{4}, bytes.size() / 2, central, central + 20, bytes.size() - 1}) {
        CHECK_THROWS_AS(read_bytes(bytes.substr(0, length)), InputError);
    }
    SECTION("a declared size that is a lie")
    {
        auto altered = bytes;
        put(altered, central + 24, 100);
        CHECK_THROWS_WITH(read_bytes(altered), Contains("holds more than the 100 bytes that the ZIP declares"));
    }
    SECTION("contents that were changed")
    {
        auto altered = bytes;
        altered[60] = static_cast<char>(altered[60] ^ 1);
        CHECK_THROWS_WITH(read_bytes(altered), Contains("is damaged"));
    }
    SECTION("a declared size past the limit")
    {
        auto altered = bytes;
        put(altered, central + 24, 0xFFFFFFF0U);
        CHECK_THROWS_WITH(read_bytes(altered), Contains("times its size"));
        CHECK_THROWS_WITH(ZipArchive(bytes, "a.zip", {.most_bytes = 100}), Contains("unpacks to more than 100 bytes"));
    }
    SECTION("a password")
    {
        auto altered = bytes;
        altered[central + 8] = static_cast<char>(altered[central + 8] | 1);
        altered[6] = static_cast<char>(altered[6] | 1);
        CHECK_THROWS_WITH(read_bytes(altered), Contains("locked with a password"));
    }
    SECTION("a packing that is not read")
    {
        auto altered = bytes;
        altered[central + 10] = 12; // bzip2
        altered[8] = 12;
        CHECK_THROWS_AS(read_bytes(altered), InputError);
    }
    SECTION("a link")
    {
        auto altered = bytes;
        altered[central + 5] = 3; // made on Unix
        put(altered, central + 38, 0120777U << 16U);
        CHECK_THROWS_WITH(read_bytes(altered), Contains("holds no street file") && Contains("a link"));
    }
}

TEST_CASE("a ZIP gives the same incidents whatever the number of threads", "[zip]")
{
    const ScratchFolder folder;
    const auto path = write_zip(folder.path("a.zip"), {{"2023-01-a-street.csv", month("2023-01", 400)},
                                                       {"2023-02-a-street.csv", month("2023-02", 900)}});
    const auto one = read_incidents_cut({path}, {"a"}, police_config(), 1, {}, ReadTuning{.chunk_bytes = 1000});
    const auto three = read_incidents_cut({path}, {"a"}, police_config(), 3, {}, ReadTuning{.chunk_bytes = 1000});
    CHECK(one.incidents.size() == 1300);
    CHECK(one.incidents.earliest_min == three.incidents.earliest_min);
    CHECK(one.report.inputs[1].sha256 == three.report.inputs[1].sha256);
}
