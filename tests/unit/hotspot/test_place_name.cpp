// SPDX-License-Identifier: MIT
#include "hotspot/place_name.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace harmspot;

TEST_CASE("a location is named without its prefix and stray blanks", "[place_name]")
{
    CHECK(informative_name("On or near Bigg Market") == "Bigg Market");
    CHECK(informative_name("  on or NEAR\tHigh  Street\r\n") == "High Street");
    CHECK(informative_name("A19") == "A19");
    CHECK(informative_name("On or nearby Lane") == "On or nearby Lane");
    CHECK(informative_name("Bury St Edmunds\x01") == "Bury St Edmunds");
    CHECK(informative_name("Stryd y Bont\xC3\xA9") == "Stryd y Bont\xC3\xA9");
}

TEST_CASE("generic and blank locations say nothing", "[place_name]")
{
    for (const auto* text : {"",
                             "   ",
                             "On or near ",
                             "On or near",
                             "No Location",
                             "On or near Parking Area",
                             "On or near Supermarket",
                             "On or near Shopping Area",
                             "On or near Petrol Station",
                             "On or near Nightclub",
                             "On or near Pedestrian Subway",
                             "On or near Sports/Recreation Area",
                             "On or near Further/Higher Educational Building",
                             "On or near Hospital",
                             "On or near Park/Open Space",
                             "On or near Police Station",
                             "On or near Conference/Exhibition Centre",
                             "On or near Bus/Coach Station",
                             "On or near Theatre/Concert Hall",
                             "On or near Race Track",
                             "On or near Airport/Airfield",
                             "On or near Theme/Adventure Park",
                             "On or near Motorway Service Area",
                             "On or near Ferry Terminal",
                             "On or near Prison",
                             "PARKING AREA",
                             "unknown",
                             "N/A",
                             "-",
                             "..."}) {
        INFO("'" << text << "'");
        CHECK(informative_name(text).empty());
    }
    CHECK(informative_name("On or near Jarrow Bus Station") == "Jarrow Bus Station");
    CHECK(informative_name("On or near Hospital Lane") == "Hospital Lane");
}

TEST_CASE("the commonest street that says something wins, whatever is commoner", "[place_name]")
{
    const auto found = place_name({{"On or near Parking Area", 6}, {"On or near Dene Road", 8}, {"", 1}, {"A1", 1}});
    CHECK(found.name == "Dene Road");
    CHECK(found.share == Approx(0.5)); // exactly half is enough for one name
}

TEST_CASE("two streets when one holds under half", "[place_name]")
{
    const auto found = place_name({{"On or near Dene Road", 4}, {"On or near A1", 3}, {"On or near B1", 2}, {"", 1}});
    CHECK(found.name == "Dene Road / A1");
    CHECK(found.share == Approx(0.7));
    const auto alone = place_name({{"On or near Dene Road", 1}, {"On or near Supermarket", 9}});
    CHECK(alone.name == "Dene Road");
    CHECK(alone.share == Approx(0.1));
}

TEST_CASE("ties go by the alphabet, and one street written twice is one", "[place_name]")
{
    CHECK(place_name({{"B Street", 2}, {"A Street", 2}, {"C Street", 2}}).name == "A Street / B Street");
    CHECK(place_name({{"On or near A Street", 2}, {"A Street", 2}, {"B Street", 3}}).name == "A Street");
}

TEST_CASE("nothing to go by has no name", "[place_name]")
{
    CHECK(place_name({}).name.empty());
    const auto found = place_name({{"No Location", 5}, {"On or near ", 5}});
    CHECK(found.name.empty());
    CHECK(found.share == 0);
}

TEST_CASE("a possessive reads as people write it", "[place_name]")
{
    CHECK(informative_name("On or near St Alban'S Street") == "St Alban's Street");
    CHECK(informative_name("Cookson'S") == "Cookson's");
    CHECK(informative_name("O'Shea Road") == "O'Shea Road");
    CHECK(informative_name("MAIN'S ROAD") == "MAIN'S ROAD");
}
