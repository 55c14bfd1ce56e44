// SPDX-License-Identifier: MIT
// The error bound on real, snapped incidents: Northumbria, January 2023.
#include "harmspot/kde.hpp"

#include "kde_cases.hpp"
#include "real_data.hpp"
#include "unit/cluster/csv_rows.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
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

/// Checks cells round random places, where values run from the peak to next to nothing, and random cells.
void check_cells(const PlaceList& places, const Grid& grid, const KdeParams& params)
{
    constexpr int kCells = 400;
    for (const auto path : paths_here()) {
        const auto raster = kernel_density(places.view(), grid, params, on_path(path, 2));
        const long double most = *std::max_element(raster.values.begin(), raster.values.end());
        std::mt19937_64 random(2023);
        long double worst = 0;
        for (int i = 0; i < kCells; ++i) {
            auto row = static_cast<std::size_t>(uniform(random) * static_cast<double>(grid.rows));
            auto col = static_cast<std::size_t>(uniform(random) * static_cast<double>(grid.cols));
            if (i % 4 != 0) {
                const auto place = static_cast<std::size_t>(uniform(random) * static_cast<double>(places.x.size()));
                const double away = 1.1 * params.reach_m();
                const double x = places.x[place] + (2 * uniform(random) - 1) * away;
                const double y = places.y[place] + (2 * uniform(random) - 1) * away;
                col = static_cast<std::size_t>(
                    std::clamp((x - grid.min_x) / grid.cell_m, 0.0, static_cast<double>(grid.cols - 1)));
                row = static_cast<std::size_t>(
                    std::clamp((grid.max_y - y) / grid.cell_m, 0.0, static_cast<double>(grid.rows - 1)));
            }
            const auto exact = exact_cell(places.view(), grid, params, row, col);
            const long double allowed = params.kernel == Kernel::gaussian ? 1e-9L * most : exact.allowed;
            const long double error = std::abs(raster(row, col) - exact.value);
            worst = std::max(worst, allowed > 0 ? error / allowed : error);
            CHECK((exact.in_reach || raster(row, col) == 0));
        }
        INFO(simd_text(path) << ", " << kernel_text(params.kernel) << " " << params.bandwidth_m
                             << " m: worst error / allowed " << static_cast<double>(worst));
        CHECK(worst <= 1);
        CHECK(*std::min_element(raster.values.begin(), raster.values.end()) >= 0);
    }
}

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
        check_cells(*places, grid, kernel_of(kernel, 300));
        check_cells(*places, grid, kernel_of(kernel, 1000));
    }
    check_cells(*places, grid, kernel_of(Kernel::gaussian, 106));
    check_cells(*places, grid, kernel_of(Kernel::gaussian, 300));
}
