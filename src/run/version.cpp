// SPDX-License-Identifier: MIT
#include "harmspot/version.hpp"

#include <gdal_version.h>
#include <geos_c.h>
#include <proj.h>

#include <gdal.h>

namespace harmspot
{

std::vector<std::pair<std::string, std::string>> library_versions()
{
    std::string geos = GEOSversion();
    geos = geos.substr(0, geos.find('-'));
    return {{"GDAL", GDALVersionInfo("RELEASE_NAME")}, {"GEOS", geos}, {"PROJ", proj_info().version}};
}

} // namespace harmspot
