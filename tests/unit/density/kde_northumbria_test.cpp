// SPDX-License-Identifier: MIT
// The error bound on real, snapped incidents: Northumbria, January 2023.
#include "real_data.hpp"
#include "sampled_cells.hpp"
#include "unit/cluster/csv_rows.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace kde_cases;

namespace
{

/// Distinct places in metres on a plane that touches the Earth at Newcastle: all that the sum must not notice. Weights
/// go from 1 to 5,000 with the crime type's place in the alphabet, as harm does with the offence.
std::optional<PlaceList> january_2023()
{
    const auto folder = real_data("northumbria-street");
    if (!folder) {
        return std::nullopt;
    }
    constexpr double kMetresPerDegree = 111'320;
    const double shrink = std::cos(54.98 * std::numbers::pi / 180);
    const auto file = csv::read(*folder / "2023-01-northumbria-street.csv.gz");
    const auto longitude = file.column("Longitude");
    const auto latitude = file.column("Latitude");
    const auto type = file.column("Crime type");
    std::map<std::string, double> weight_of;
    for (const auto& row : file.rows) {
        weight_of[row.at(type)] = 0;
    }
    double rank = 0;
    for (auto& [name, weight] : weight_of) {
        weight = std::pow(5000, rank++ / static_cast<double>(weight_of.size() - 1));
    }
    std::map<std::pair<double, double>, double> at;
    for (const auto& row : file.rows) {
        if (!row.at(longitude).empty()) {
            const double east = (std::stod(row[longitude]) + 1.62) * kMetresPerDegree * shrink;
            const double north = (std::stod(row[latitude]) - 54.98) * kMetresPerDegree;
            at[{424'000 + east, 565'000 + north}] += weight_of[row[type]];
        }
    }
    PlaceList places;
    for (const auto& [point, weight] : at) {
        places.add(point.first, point.second, weight);
    }
    return places;
}

constexpr int kCells = 400;

} // namespace

TEST_CASE("Northumbria: every kernel within the error allowed", "[kde][real]")
{
    const auto places = january_2023();
    if (!places) {
        return;
    }
    REQUIRE(places->x.size() > 6000);
    const auto grid = grid_of(405'000, 600'000, 25, 1400, 1900);
    for (const auto kernel :
         {Kernel::quartic, Kernel::epanechnikov, Kernel::triweight, Kernel::uniform, Kernel::cone}) {
        check_fixed_sample(*places, grid, kernel_of(kernel, 300), kCells);
        check_fixed_sample(*places, grid, kernel_of(kernel, 1000), kCells);
    }
    check_fixed_sample(*places, grid, kernel_of(Kernel::gaussian, 106), kCells);
    check_fixed_sample(*places, grid, kernel_of(Kernel::gaussian, 300), kCells);
}

TEST_CASE("Northumbria: adaptive bandwidths, every kernel within the error allowed", "[kde][adaptive][real]")
{
    const auto places = january_2023();
    if (!places) {
        return;
    }
    const auto grid = grid_of(405'000, 600'000, 25, 1400, 1900);
    for (const auto kernel :
         {Kernel::quartic, Kernel::epanechnikov, Kernel::triweight, Kernel::uniform, Kernel::cone, Kernel::gaussian}) {
        const double h = kernel == Kernel::gaussian ? 106 : 300;
        AdaptiveParams adaptive;
        adaptive.pilot_m = h;
        adaptive.least_m = 50;
        adaptive.most_m = 3000;
        check_adaptive_sample(*places, grid, kernel_of(kernel, h, std::nullopt), adaptive, kCells / 4);
        adaptive.rule = AdaptiveRule::nearest;
        check_adaptive_sample(*places, grid, kernel_of(kernel, h, std::nullopt), adaptive, kCells / 4);
    }
}
