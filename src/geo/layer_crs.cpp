// SPDX-License-Identifier: MIT
#include "geo/layer_crs.hpp"

#include "geo/crs.hpp"
#include "geo/quoted_name.hpp"
#include "harmspot/error.hpp"

#include <fmt/format.h>

#include <cpl_conv.h>
#include <ogr_srs_api.h>

#include <charconv>
#include <memory>
#include <optional>
#include <string_view>

namespace harmspot
{

namespace
{

std::optional<int> authority_number(const OGRSpatialReference& srs)
{
    const char* authority = srs.GetAuthorityName(nullptr);
    const char* code = srs.GetAuthorityCode(nullptr);
    if (authority == nullptr || code == nullptr) {
        return std::nullopt;
    }
    const std::string_view text(code);
    if (std::string_view(authority) == "OGC" && text == "CRS84") {
        return kWgs84;
    }
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (std::string_view(authority) != "EPSG" || error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return number;
}

/// The EPSG entry that is the same CRS under another name, as in files written by ArcGIS.
std::optional<int> matching_number(const OGRSpatialReference& srs)
{
    constexpr int kSameButForNames = 90;
    int count = 0;
    int* confidence = nullptr;
    OGRSpatialReferenceH* matches = srs.FindMatches(nullptr, &count, &confidence);
    std::optional<int> number;
    for (int i = 0; i < count && !number; ++i) {
        if (confidence[i] >= kSameButForNames) {
            number = authority_number(*OGRSpatialReference::FromHandle(matches[i]));
        }
    }
    OSRFreeSRSArray(matches);
    CPLFree(confidence);
    return number;
}

std::optional<int> number_of_srs(const OGRSpatialReference& srs)
{
    if (const auto number = authority_number(srs)) {
        return number;
    }
    const std::unique_ptr<OGRSpatialReference> copy(srs.Clone());
    copy->StripVertical();
    copy->StripTOWGS84IfKnownDatum();
    if (copy->AutoIdentifyEPSG() == OGRERR_NONE) {
        if (const auto number = authority_number(*copy)) {
            return number;
        }
    }
    return matching_number(*copy);
}

} // namespace

int layer_epsg(OGRLayer& layer, const LayerCrsRequest& request, std::vector<std::string>& warnings)
{
    const auto* srs = layer.GetSpatialRef();
    const auto stated = srs == nullptr ? std::nullopt : number_of_srs(*srs);
    if (request.epsg != 0) {
        if (stated && *stated != request.epsg) {
            warnings.push_back(
                fmt::format("{}: says it is in EPSG:{}, the config says EPSG:{}; the config was followed",
                            request.as_written, *stated, request.epsg));
        }
        return request.epsg;
    }
    if (stated) {
        return *stated;
    }
    const std::string_view cure =
        request.has_crs_key ? "save the file with its CRS, or give it beside the file in the config, as in crs = "
                              "\"EPSG:27700\" (British National Grid) or crs = \"EPSG:4326\" (longitude and latitude)"
                            : "save the file with its CRS, say British National Grid (EPSG:27700)";
    if (srs == nullptr) {
        throw InputError(fmt::format("{}: does not say which coordinate reference system it is in (a shapefile without "
                                     ".prj?); {}",
                                     request.as_written, cure));
    }
    const char* name = srs->GetName();
    throw InputError(fmt::format("{}: is in a coordinate reference system without an EPSG number ({}); {}",
                                 request.as_written, quoted_name(name == nullptr ? "" : name), cure));
}

} // namespace harmspot
