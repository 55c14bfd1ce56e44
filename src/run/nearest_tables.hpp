// SPDX-License-Identifier: MIT
#pragma once

#include "run/products.hpp"
#include "run/run_data.hpp"

#include "harmspot/publish.hpp"

namespace harmspot
{

/// How far apart each theme's incidents lie inside the study area: the mean distance to the k-th nearest other one, k
/// from 1 to 10, against the same of as many incidents picked at random from all of the run, 39 times, on the same
/// places; and against complete randomness on the searchable area, where k = 1 gives Clark and Evans' index without a
/// correction for the border (Donnelly's holds for rectangles only).
[[nodiscard]] Table nearest_table(const RunConfig& config, const RunData& data, unsigned threads);

/// The curve of the distance to the tenth incident, itself counted, from which an eps is read off: at every fortieth
/// of each theme's incidents.
[[nodiscard]] Table k_distance_table(const RunConfig& config, const RunData& data, unsigned threads);

/// Whether any entry makes a map of cells.
[[nodiscard]] bool tests_cells(const RunConfig& config);

/// Moran's I and general G of each of the whole force's maps of cells, of what was written.
[[nodiscard]] Table whole_map_table(const std::vector<WrittenOutput>& written);

} // namespace harmspot
