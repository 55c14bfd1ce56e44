// SPDX-License-Identifier: MIT
// Nearest-neighbour distances of a classic pattern against R's spatstat.explore 3.0-6.
#include "cluster_cases.hpp"
#include "csv_rows.hpp"

#include "harmspot/nearest.hpp"

#include "real_data.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;
using namespace cases;

TEST_CASE("redwood's nearest distances and Clark-Evans index are R's", "[nearest]")
{
    const auto folder = real_data("classic-points");
    if (!folder) {
        return;
    }
    std::vector<Incident> incidents;
    const auto file = csv::read(*folder / "redwood.csv");
    const auto x = file.column("x");
    const auto y = file.column("y");
    for (const auto& row : file.rows) {
        incidents.push_back({std::stod(row.at(x)), std::stod(row.at(y))});
    }
    REQUIRE(incidents.size() == 62);
    const auto places = places_of(incidents);
    const auto means = mean_nearest_distances_m(places.view(), 2, 1);
    CHECK(means[0] == Approx(0.0392843243).epsilon(1e-8));
    CHECK(means[1] == Approx(0.0655105931).epsilon(1e-8));
    const auto found = clark_evans(places.view(), {0, -1, 1, 0}, 1);
    CHECK(found.naive == Approx(0.618650157).epsilon(1e-8));
    CHECK(found.donnelly == Approx(0.584990627).epsilon(1e-8));
    CHECK(found.expected_m == Approx(0.0635000635).epsilon(1e-8));
    CHECK(found.standard_error_m == Approx(0.00421548387).epsilon(1e-8));
}
