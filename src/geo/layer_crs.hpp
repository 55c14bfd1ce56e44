// SPDX-License-Identifier: MIT
#pragma once

#include <ogrsf_frmts.h>

#include <string>
#include <vector>

namespace harmspot
{

/// Whose CRS is asked for, and what a message may say about it.
struct LayerCrsRequest {
    const std::string& as_written; ///< name of the file
    int epsg = 0;                  ///< as the config says; 0 = as the file says
    bool has_crs_key = true;       ///< whether the config has a `crs` for this file, to name as the cure
};

/// EPSG number of a layer's CRS: the one asked for, else the one the file states, found by name where the
/// file gives no number. OGC:CRS84 counts as EPSG:4326, because coordinates are always longitude first here.
/// Warns when the file states another CRS than the one asked for.
/// \throws InputError when neither the config nor the file gives one
[[nodiscard]] int layer_epsg(OGRLayer& layer, const LayerCrsRequest& request, std::vector<std::string>& warnings);

} // namespace harmspot
