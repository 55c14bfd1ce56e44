// SPDX-License-Identifier: MIT
#include "real_data.hpp"
#include "scratch_folder.hpp"
#include "starter.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

TEST_CASE("the config that init writes for a real month of data.police.uk passes check as it is", "[init]")
{
    const auto data = real_data("northumbria-street");
    if (!data) {
        return;
    }
    const ScratchFolder folder;
    const auto starter = starter_of((*data / "2023-01-northumbria-street.csv.gz").string());
    CHECK(
        has_line(starter, "period = { from = 2023-01-01, to = 2023-01-31 }   # what the rows cover; both days count"));
    const auto summary = check_starter(starter, folder.path());
    CHECK(summary.rows > 10000);
    CHECK(summary.used == summary.rows);
    CHECK(says(starter, "Areas: named by 'name'"));
}
