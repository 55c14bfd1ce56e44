// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "harmspot/output.hpp"
#include "output/text.hpp"
#include "scratch.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace harmspot;

TEST_CASE("numbers are written short, exact and without exponents where people read them", "[text]")
{
    CHECK(number_text(0.1) == "0.1");
    CHECK(number_text(1000000) == "1000000");
    CHECK(number_text(-0.0) == "0");
    CHECK(number_text(1.0 / 3) == "0.3333333333333333");
    CHECK(number_text(0.00001) == "0.00001");
    CHECK(number_text(1e-7) == "1e-07");
    CHECK(number_text(1e300) == "1e+300");
    CHECK(number_text(123456789012345.0) == "123456789012345");
}

TEST_CASE("nothing in a JSON string can end it, its script, or its line", "[text]")
{
    CHECK(json_escaped("</script>&\"\\") == "\\u003c/script\\u003e\\u0026\\\"\\\\");
    CHECK(json_escaped("a\nb\tc\r") == "a\\nb\\tc\\u000d");
    CHECK(json_escaped("\xE2\x80\xA8\xE2\x80\xA9") == "\\u2028\\u2029");
    CHECK(json_escaped("\xE2\x80\xAE") == "\\u202e");
    CHECK(json_escaped(std::string("\0\x7F", 2)) == "\\u0000\\u007f");
    CHECK(json_escaped("Caf\xC3\xA9 \xF0\x9F\x9A\x93") == "Caf\xC3\xA9 \xF0\x9F\x9A\x93");
}

TEST_CASE("bytes that are not UTF-8 become U+FFFD, once for each maximal part", "[text]")
{
    const std::string r = "\xEF\xBF\xBD";
    CHECK(valid_utf8("a\xFFz") == "a" + r + "z");
    CHECK(valid_utf8("\xC0\xAF") == r + r);                      // overlong
    CHECK(valid_utf8("\xED\xA0\x80") == r + r + r);              // surrogate
    CHECK(valid_utf8("\xF4\x90\x80\x80") == r + r + r + r);      // beyond U+10FFFF
    CHECK(valid_utf8("\xF0\x9F\x9A") == r);                      // cut off
    CHECK(valid_utf8("\xE2\x82") == r);                          // cut off
    CHECK(valid_utf8("\xE2\x82x") == r + "x");                   // interrupted
    CHECK(valid_utf8("\xF4\x8F\xBF\xBF") == "\xF4\x8F\xBF\xBF"); // the last code point
}

TEST_CASE("every hostile name comes back from JSON as it went in, save for what is not UTF-8", "[text]")
{
    for (const auto& name : hostile_names()) {
        const auto back = nlohmann::json::parse(json_string(name)).get<std::string>();
        std::string expected; // valid_utf8() also replaces NUL, which JSON can hold
        for (std::size_t at = 0, nul = 0; nul != std::string::npos; at = nul + 1) {
            nul = name.find('\0', at);
            expected += valid_utf8(name.substr(at, nul == std::string::npos ? nul : nul - at));
            expected += nul == std::string::npos ? "" : std::string(1, '\0');
        }
        CHECK(back == expected);
        CHECK(json_string(name).find_first_of("<>&\n\r") == std::string::npos);
    }
}

TEST_CASE("text is written as it is, to a new file only", "[text]")
{
    const Scratch scratch;
    write_text(scratch / "a.json", std::string_view("a\0\r\n", 4));
    CHECK(bytes_of(scratch / "a.json") == std::string("a\0\r\n", 4));
    CHECK_THROWS_AS(write_text(scratch / "a.json", "b"), OutputError);
    std::filesystem::create_symlink(scratch / "elsewhere", scratch / "link");
    CHECK_THROWS_AS(write_text(scratch / "link", "b"), OutputError);
    CHECK_FALSE(std::filesystem::exists(scratch / "elsewhere"));
    CHECK_THROWS_WITH(write_text(scratch / "no/such/folder", "b"), Catch::StartsWith(scratch / "no/such/folder"));
}

TEST_CASE("a full disk is an error that names the file, and no half file stays", "[text]")
{
    const Scratch scratch;
    const auto path = scratch / "big.json";
    {
        const FullDisk disk(4096);
        CHECK_THROWS_WITH(write_text(path, std::string(100000, 'x')), Catch::StartsWith(path));
    }
    CHECK_FALSE(std::filesystem::exists(path));
}
