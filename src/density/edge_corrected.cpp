// SPDX-License-Identifier: MIT
#include "density/edge_corrected.hpp"

#include "density/edge_mass.hpp"
#include "density/engine.hpp"

#include <vector>

namespace harmspot::density
{

Raster<double> edge_corrected_density(const PlacesView& places, const Raster<std::uint8_t>& inside,
                                      const KdeParams& params, const MethodContext& context)
{
    const auto& grid = inside.grid;
    KdeParams on_grid = params;
    on_grid.cell_m = grid.cell_m;
    const EdgeMass mass(inside, on_grid);
    std::vector<double> weight(places.weight.begin(), places.weight.end());
    if (params.edge == EdgeCorrection::mass) {
        parallel_told(context, places.size(), [&](std::size_t i) { weight[i] /= mass.at({places.x[i], places.y[i]}); });
    }
    auto raster = kernel_density({places.x, places.y, weight, places.incidents}, grid, params, context);
    parallel_told(context, grid.rows, [&](std::size_t row) {
        for (std::size_t col = 0; col < grid.cols; ++col) {
            auto& value = raster(row, col);
            if (inside(row, col) == 0) {
                value = 0;
            } else if (params.edge == EdgeCorrection::uniform && value > 0) {
                value /= mass.at_cell(row, col);
            }
        }
    });
    return raster;
}

} // namespace harmspot::density
