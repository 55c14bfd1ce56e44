// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace harmspot
{

/// A synthetic year of incidents with planted hotspots, drawn over the three commands.
struct SampleParams {
    std::uint64_t incidents = 20000;
    std::uint64_t seed = 1;
    std::string format = "force"; ///< "force" (own export) or "police-uk" (12 columns, months, snapped)
};

/// Writes the incidents and, beside them, the planted truth.
///
/// force: `<folder>/incidents.csv`; police-uk: `<folder>/YYYY-MM-sample-street.csv` per month; both:
/// `<folder>/planted_hotspots.geojson` (circles, lon/lat, with the incidents and harm planted in each).
/// Neither format names a real person, address or incident.
/// \throws OutputError naming the path
void write_sample(const std::string& folder, const SampleParams& params);

} // namespace harmspot
