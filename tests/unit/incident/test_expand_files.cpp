// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "harmspot/read.hpp"
#include "incident/wildcard.hpp"
#include "incident_files.hpp"

#include <catch2/catch.hpp>

using harmspot::expand_files;
using harmspot::InputError;
using harmspot::matches_wildcard;

TEST_CASE("wildcards match names", "[files]")
{
    CHECK(matches_wildcard("*.csv", "a.csv"));
    CHECK(matches_wildcard("*", ""));
    CHECK(matches_wildcard("2023-0?-*.csv*", "2023-01-street.csv.gz"));
    CHECK(matches_wildcard("a*b*c", "aXbXbXc"));
    CHECK(matches_wildcard("[a-c]x[!0-9]", "bxz"));
    CHECK(matches_wildcard("a[", "a["));
    CHECK(matches_wildcard("[]]", "]"));
    CHECK_FALSE(matches_wildcard("*.csv", "a.csv.gz"));
    CHECK_FALSE(matches_wildcard("[a-c]x[!0-9]", "bx5"));
    CHECK_FALSE(matches_wildcard("?", ""));
    CHECK_FALSE(matches_wildcard("", "a"));
    const std::string stars = "*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b"; // exponential for a naive matcher
    CHECK_FALSE(matches_wildcard(stars, std::string(5000, 'a')));
}

TEST_CASE("patterns give each plain file once, sorted", "[files]")
{
    const ScratchFolder folder;
    const auto b = folder.write("b.csv", "x");
    const auto a = folder.write("a.csv", "x");
    folder.write("c.txt", "x");
    folder.write(".hidden.csv", "x");
    std::filesystem::create_directories(folder.path("folder.csv"));
    std::filesystem::create_directories(folder.path("2023"));
    const auto deep = folder.write("2023/d.csv", "x");
    const auto odd = folder.write("odd[1].csv", "x");
    CHECK(expand_files({folder.path("?.csv"), folder.path("a.csv")}) == std::vector<std::string>{a, b});
    CHECK(expand_files({folder.path("20*/*.csv")}) == std::vector<std::string>{deep});
    CHECK(expand_files({odd}) == std::vector<std::string>{odd});
    std::filesystem::create_symlink(a, folder.path("link.csv"));
    CHECK(expand_files({folder.path("link.csv"), a}) == std::vector<std::string>{a});
}

TEST_CASE("patterns that name nothing usable say so", "[files]")
{
    const ScratchFolder folder;
    std::filesystem::create_directories(folder.path("sub"));
    CHECK_THROWS_WITH(expand_files({folder.path("*.csv")}), Catch::EndsWith("*.csv: no file matches"));
    CHECK_THROWS_WITH(expand_files({folder.path("*")}), Catch::EndsWith("*: no file matches"));
    CHECK_THROWS_WITH(expand_files({folder.path("a.csv")}), Catch::EndsWith("a.csv: no such file"));
    CHECK_THROWS_WITH(expand_files({folder.path("sub")}), Catch::Contains("is a folder"));
    CHECK_THROWS_WITH(expand_files({"/dev/null"}), Catch::Contains("is not a plain file"));
    CHECK_THROWS_AS(expand_files({"/vsicurl/http://x/y.csv"}), InputError);
    CHECK_THROWS_AS(expand_files({"https://data.police.uk/x.csv"}), InputError);
}
