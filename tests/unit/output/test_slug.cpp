// SPDX-License-Identifier: MIT
#include "harmspot/output.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

TEST_CASE("names that people use stay readable", "[slug]")
{
    CHECK(slug("Northern Area Command") == "northern-area-command");
    CHECK(slug("King's Lynn & West Norfolk") == "kings-lynn-west-norfolk");
    CHECK(slug("Ynys M\xC3\xB4n") == "ynys-mon");
    CHECK(slug("\xC5\xB4ybrnant") == "wybrnant");
    CHECK(slug("knife_crime") == "knife_crime");
}

TEST_CASE("hostile names become harmless file names", "[slug]")
{
    CHECK(slug("../x") == "x");
    CHECK(slug("a/b\\c") == "a-b-c");
    CHECK(slug("CON") == "con_");
    CHECK(slug("com1") == "com1_");
    CHECK(slug("Nul.") == "nul_");
    CHECK(slug(".hidden") == "hidden");
    CHECK(slug("</script>") == "script");
    CHECK(slug("") == "unnamed");
    CHECK(slug("\xE4\xB8\xAD") == "unnamed");
    CHECK(slug("\xFF\xFE\xC0\xAF") == "unnamed");
    CHECK(slug("a\xE2\x80\xAE"
               "b") == "a-b"); // right-to-left override
    CHECK(slug(std::string(10000, 'A')) == std::string(60, 'a'));
    CHECK(slug(std::string("a\0b", 3)) == "a-b");
}

TEST_CASE("slugs of several names never clash", "[slug]")
{
    CHECK(unique_slugs({"North", "NORTH", "north!", "north-2"}) ==
          std::vector<std::string>{"north", "north-2", "north-3", "north-2-2"});
    const auto longs = unique_slugs({std::string(70, 'x'), std::string(80, 'x')});
    CHECK(longs[0] == std::string(60, 'x'));
    CHECK(longs[1] == std::string(58, 'x') + "-2");
    CHECK(unique_slugs({"con", "con"}) == std::vector<std::string>{"con_", "con_-2"});
}
