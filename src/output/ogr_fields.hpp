// SPDX-License-Identifier: MIT
#pragma once

#include "geo/gdal.hpp"
#include "harmspot/publish.hpp"

#include <string>
#include <utility>
#include <vector>

// Published features as OGR's, for every format that OGR writes.
namespace harmspot
{

/// Adds a field. \return false when OGR fails
[[nodiscard]] bool add_field(OGRLayer& table, const std::string& name, OGRFieldType type,
                             OGRFieldSubType subtype = OFSTNone, int width = 0);

/// Fields for the union of the features' properties: an absent property leaves no trace in a single one.
[[nodiscard]] bool add_property_fields(OGRLayer& table, const std::vector<Feature>& features);

[[nodiscard]] gdal::FeaturePtr new_row(OGRLayer& table);

/// A feature's properties and its shape, or its point. Numbers that are not finite stay unset.
[[nodiscard]] gdal::FeaturePtr row_of(OGRLayer& table, const Feature& feature);

/// Polygons, or points where the features are.
[[nodiscard]] OGRwkbGeometryType geometry_type_of(const PublishableLayer& layer);

/// Marking, title, unit and statements in one paragraph, for people who see the layer alone.
[[nodiscard]] std::string description_of(const PublishableLayer& layer);

/// Who made what, how it is marked and what must be said about it: item and text.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> layer_info(const PublishableLayer& layer);

} // namespace harmspot
