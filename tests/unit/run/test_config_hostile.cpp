// SPDX-License-Identifier: MIT
#include "config_text.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace harmspot;

namespace
{

std::string repeated(const std::string& text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

} // namespace

TEST_CASE("nesting without end is an error, not a crash", "[config]")
{
    const auto arrays = repeated("[", 300'000);
    const auto tables = repeated("{a=", 300'000);
    const auto dots = repeated("a.", 300'000);
    CHECK(problems_of(fmt::format("x = {}", arrays)).size() == 1);
    CHECK(problems_of(fmt::format("x = {}", tables)).size() == 1);
    CHECK(problems_of(fmt::format("[{}a]\n", dots)) ==
          Problems{"configs/north.toml:1:43: a key with this many dots; none of ours has more than three"});
    CHECK(problems_of(fmt::format("{}a = 1\n", dots)) ==
          Problems{"configs/north.toml:1:42: a key with this many dots; none of ours has more than three"});
    CHECK(problems_of(fmt::format("x = {{ y = {{ {}a = 1 }} }}\n", dots)).size() == 1);
    CHECK(problems_of(fmt::format("{}a = 1\n", repeated("\"a.b\".", 100'000))).size() == 1);
    CHECK(problems_of(kSmallest, set({fmt::format("{}a=1", dots)})).size() == 1);
    CHECK(problems_of(kSmallest, set({fmt::format("title={{{}a=1}}", dots)})).size() == 1);
}

TEST_CASE("dots in texts and comments are not nesting", "[config]")
{
    const auto dots = repeated(".", 50);
    CHECK(problems_of(fmt::format("# {0}\ntitle = \"{0}\" # {0}\n{1}", dots, kSmallest)).empty());
    CHECK(problems_of(fmt::format("title = '{}'\n{}", dots, kSmallest)).empty());
    CHECK(problems_of(fmt::format("title = \"say \\\"x\\\" {}\"\n{}", dots, kSmallest)).empty());
    CHECK(problems_of(fmt::format("title = \"\"\"it's \"a\" {}\"\"\"\n{}", dots, kSmallest)).empty());
}

TEST_CASE("a key of a megabyte is cut in the message", "[config]")
{
    const auto problems = problems_of(std::string(1'000'000, 'a') + " = 1\n" + kSmallest);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0] == "configs/north.toml:1:1: unknown key '" + std::string(60, 'a') + "…' at the top level");
}

TEST_CASE("a text of half a megabyte is refused", "[config]")
{
    const auto problems = problems_of("title = \"" + std::string(500'000, 'a') + "\"\n" + kSmallest);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0] == "configs/north.toml:1:9: title at the top level is '" + std::string(60, 'a') +
                             "…'; texts end at 2000 letters and this has 500000");
}

TEST_CASE("a file too large for a config is not parsed", "[config]")
{
    CHECK(problems_of(std::string(2'000'000, '#')) ==
          Problems{"configs/north.toml: is 2000000 bytes long, which no config is; is it a data file?"});
}

TEST_CASE("bytes that are no text are errors with a position", "[config]")
{
    using namespace std::string_literals;
    CHECK(problems_of("title = \"a\0b\"\n"s)[0].starts_with("configs/north.toml:1:11: not valid TOML: "));
    CHECK(problems_of("\0"s).size() == 1);
    CHECK(problems_of("title = \"\xff\"\n")[0].ends_with("; save the file as UTF-8"));
    CHECK(problems_of("\xff\xfet\0i\0"s)[0].ends_with("; the file is UTF-16: save it as UTF-8"));
    CHECK(problems_of("\xef\xbb\xbftitle = \"with a byte-order mark\"\n" + kSmallest).empty());
    CHECK(problems_of("title = \"CRLF\"\r\n" + kSmallest).empty());
}

TEST_CASE("control characters never reach the terminal", "[config]")
{
    CHECK(problems_of("\"\\u001b[31mred\" = 1\n" + kSmallest) ==
          Problems{"configs/north.toml:1:1: unknown key '\\x1b[31mred' at the top level"});
    CHECK(
        problems_of("title = \"a\\u0000b\"\n" + kSmallest) ==
        Problems{"configs/north.toml:1:9: title at the top level is 'a\\x00b'; it holds a line end or another control "
                 "character"});
    for (const auto& problem : problems_of("\"\\u001b\" = 1\n\"\\u001b\" = 2\n")) {
        CHECK(problem.find('\x1b') == std::string::npos);
    }
    CHECK(problems_of(kSmallest, set({"\x1b[31m=1"}))[0].find('\x1b') == std::string::npos);
}

TEST_CASE("ten thousand problems are told as two hundred and a count", "[config]")
{
    std::string text;
    for (int i = 0; i < 10'000; ++i) {
        text += "zz" + std::to_string(i) + " = 1\n";
    }
    const auto problems = problems_of(text + kSmallest);
    REQUIRE(problems.size() == 201);
    CHECK(problems[200] == "configs/north.toml: and 9800 more problems");
}

TEST_CASE("every cut of a good config is an error or a config, never a crash", "[config]")
{
    for (std::size_t length = 0; length < kSmallest.size(); ++length) {
        const auto problems = problems_of(kSmallest.substr(0, length));
        CHECK((length + 1 >= kSmallest.size() || !problems.empty()));
    }
    CHECK(problems_of("").size() == 5);
}

TEST_CASE("every kind of value in every key is an error or a config, never a crash", "[config]")
{
    const std::vector<std::string> values{"1",
                                          "-1.5",
                                          "true",
                                          "\"\"",
                                          "\"x\"",
                                          "[]",
                                          "[1]",
                                          "{}",
                                          "[{}]",
                                          "nan",
                                          "[[]]",
                                          "{a=1}",
                                          "2022-01-01",
                                          "10:00:00",
                                          "9223372036854775807",
                                          "[\"x\"]",
                                          "{ all = [{}] }",
                                          "1979-05-27T07:32:00Z"};
    std::size_t tried = 0;
    for (const auto& section : config_sections()) {
        for (const auto& key : section.keys) {
            for (const auto& value : values) {
                const auto path = section.name.empty() ? key.name
                                  : section.repeated   ? section.name + ".0." + key.name
                                                       : section.name + "." + key.name;
                CHECK_NOTHROW(problems_of(kSmallest, set({path + "=" + value})));
                ++tried;
            }
        }
        for (const auto& value : values) {
            CHECK_NOTHROW(problems_of(kSmallest, set({section.name + "=" + value})));
        }
    }
    CHECK(tried > 900);
}
