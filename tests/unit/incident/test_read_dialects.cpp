// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "incident_files.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

namespace
{

/// `text` as UTF-16 with its byte-order mark.
std::string utf16(std::u16string_view text, bool low_byte_first)
{
    std::string bytes;
    const auto put = [&](char16_t unit) {
        const char low = static_cast<char>(unit & 0xFF);
        const char high = static_cast<char>(unit >> 8);
        bytes.push_back(low_byte_first ? low : high);
        bytes.push_back(low_byte_first ? high : low);
    };
    put(0xFEFF);
    for (const char16_t unit : text) {
        put(unit);
    }
    return bytes;
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("semicolons and tabs are told by the header", "[read][dialects]")
{
    const auto semicolons =
        read_text("Easting;Northing;When;Offence\n425000;565000;2023-01-01;\"a;b, c\"\n", export_config());
    CHECK(offences_of(semicolons.incidents) == Texts{"a;b, c"});
    CHECK(semicolons.report.inputs[0].delimiter == "semicolon");
    CHECK(semicolons.report.warnings.empty());
    const auto tabs =
        read_text("Easting\tNorthing\tWhen\tOffence\tNote\r\n425000\t565000\t2023-01-01\ta\t\r\n", export_config());
    CHECK(offences_of(tabs.incidents) == Texts{"a"});
    CHECK(tabs.report.inputs[0].delimiter == "tab");
    // More semicolons than commas, but only commas make the mapped columns.
    const auto commas =
        read_text("Easting,Northing,When,Offence,a;b;c;d;e;f;g\n425000,565000,2023-01-01,x,\n", export_config());
    CHECK(offences_of(commas.incidents) == Texts{"x"});
    CHECK(commas.report.inputs[0].delimiter == "comma");
    CHECK(commas.report.inputs[0].encoding == "UTF-8");
}

TEST_CASE("a missing column is looked for among the fields of the likeliest delimiter", "[read][dialects]")
{
    CHECK_THROWS_WITH(read_text("Easting;Northing;When;Offense\n1;2;3;4\n", export_config()),
                      Catch::Contains("did you mean 'Offense'? Columns found: Easting, Northing, When, Offense"));
}

TEST_CASE("pieces of a semicolon file make the same incidents", "[read][dialects]")
{
    std::string text = "Easting;Northing;When;Offence\n";
    for (int i = 0; i < 200; ++i) {
        text += "425000;565000;2023-01-01;\"n;" + std::to_string(i) + "\"\n";
    }
    const auto whole = read_text(text, export_config());
    const auto pieces = read_text(text, export_config(), 3, {500});
    CHECK(whole.incidents.size() == 200);
    CHECK(offences_of(pieces.incidents) == offences_of(whole.incidents));
}

TEST_CASE("UTF-16 of either order is read, pairs and all", "[read][dialects]")
{
    const std::u16string_view text =
        u"Easting\tNorthing\tWhen\tOffence\r\n425000\t565000\t2023-01-01\tcaf\u00E9 \u20AC \U0001F52A\r\n";
    for (const bool low_byte_first : {true, false}) {
        const auto read = read_text(utf16(text, low_byte_first), export_config());
        CHECK(offences_of(read.incidents) == Texts{"caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x94\xAA"});
        CHECK(read.report.inputs[0].encoding == "UTF-16");
        CHECK(read.report.inputs[0].delimiter == "tab");
        CHECK(read.report.warnings.empty());
    }
}

TEST_CASE("damaged UTF-16 costs its row, or stops when cut short", "[read][dialects]")
{
    std::u16string text = u"Easting,Northing,When,Offence\n425000,565000,2023-01-01,";
    text.push_back(0xD83D); // half a pair
    text += u"\n425000,565000,2023-01-01,good\n425000,565000,2023-01-01,nul";
    text.push_back(0);
    const auto read = read_text(utf16(text, true), export_config());
    CHECK(rejects_text(read.report) == "2:bad_encoding 4:bad_encoding");
    CHECK(offences_of(read.incidents) == Texts{"good"});
    const auto bytes = utf16(text, false);
    CHECK_THROWS_WITH(read_text(bytes.substr(0, bytes.size() - 1), export_config()),
                      Catch::StartsWith("in.csv: is UTF-16 text that ends in half a character"));
    CHECK_THROWS_WITH(read_text("\xFF\xFE", export_config()), Catch::StartsWith("in.csv: holds no text"));
}

TEST_CASE("Windows-1252 is read as such, with one warning", "[read][dialects]")
{
    const std::string text = "Easting,Northing,When,Offence\n425000,565000,2023-01-01,caf\xE9\n"
                             "425000,565000,2023-01-01,\x80 \x93q\x94\n425000,565000,2023-01-01,plain\n";
    for (const unsigned threads : {1U, 3U}) {
        const auto read = read_text(text, export_config(), threads, {30});
        CHECK(offences_of(read.incidents) == Texts{"caf\xC3\xA9", "\xE2\x82\xAC \xE2\x80\x9Cq\xE2\x80\x9D", "plain"});
        CHECK(read.report.rejects.empty());
        CHECK(read.report.inputs[0].rows == 3);
        CHECK(read.report.inputs[0].encoding == "Windows-1252");
        CHECK(read.report.warnings == Texts{"in.csv is not UTF-8; read as Windows-1252."});
    }
}

TEST_CASE("a header in Windows-1252 is enough", "[read][dialects]")
{
    auto config = export_config();
    config.incidents.columns.offence = "Pr\xC3\xA9"
                                       "cis";
    const auto read = read_text("Easting,Northing,When,Pr\xE9"
                                "cis\n425000,565000,2023-01-01,a\n",
                                config);
    CHECK(offences_of(read.incidents) == Texts{"a"});
    CHECK(read.report.inputs[0].encoding == "Windows-1252");
}

TEST_CASE("a UTF-8 file with few damaged rows stays UTF-8", "[read][dialects]")
{
    const std::string good = "425000,565000,2023-01-01,caf\xC3\xA9\n";
    const std::string bad = "425000,565000,2023-01-01,caf\xE9\n";
    const auto with_good = [&](int rows) {
        std::string text = "Easting,Northing,When,Offence\n" + bad;
        for (int i = 0; i < rows; ++i) {
            text += good;
        }
        return read_text(text, export_config());
    };
    const auto damaged = with_good(100); // 1 of 101
    CHECK(rejects_text(damaged.report) == "2:bad_encoding");
    CHECK(damaged.report.inputs[0].encoding == "UTF-8");
    const auto western = with_good(99); // 1 of 100
    CHECK(western.report.rejects.empty());
    CHECK(western.report.inputs[0].encoding == "Windows-1252");
    // Nor is a file Windows-1252 that holds a NUL, or whose header is UTF-8 beyond ASCII.
    const auto nul = read_text(
        "Easting,Northing,When,Offence\n" + bad + std::string("425000,565000,2023-01-01,\0\n", 27), export_config());
    CHECK(rejects_text(nul.report) == "2:bad_encoding 3:bad_encoding");
    const auto named =
        read_text("Easting,Northing,When,Offence,\xC3\xA9\n425000,565000,2023-01-01,caf\xE9,\n", export_config());
    CHECK(rejects_text(named.report) == "2:bad_encoding");
}
