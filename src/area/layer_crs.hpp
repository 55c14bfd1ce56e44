// SPDX-License-Identifier: MIT
#pragma once

#include "area/polygon_source.hpp"

#include <ogrsf_frmts.h>

#include <string>
#include <vector>

namespace harmspot
{

/// EPSG number of a layer's CRS: the one asked for, else the one the file states, found by name where the
/// file gives no number. OGC:CRS84 counts as EPSG:4326, because coordinates are always longitude first here.
/// Warns when the file states another CRS than the one asked for.
/// \throws InputError when neither the config nor the file gives one
[[nodiscard]] int layer_epsg(OGRLayer& layer, const PolygonRequest& request, std::vector<std::string>& warnings);

} // namespace harmspot
