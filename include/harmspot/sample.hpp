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
    std::string format =
        "force";            ///< "force" (own export) or "police-uk" (12 columns, months, places moved to map points)
    bool overwrite = false; ///< write into a folder that holds files, replacing those of the same name
};

/// Writes the incidents and, beside them, the planted truth.
///
/// force: `<folder>/incidents.csv`; police-uk: `<folder>/YYYY-MM-sample-street.csv` per month; both:
/// `<folder>/planted_hotspots.geojson` (circles, lon/lat, with the incidents and harm planted in each, by the
/// weights of configs/harm/sample.csv) and `<folder>/planted_incidents.csv` (which rows those are).
/// The same parameters give the same incidents.csv on every machine; longitudes and latitudes also depend on
/// whether PROJ finds the OSTN15 grid. A folder that holds files is refused unless `overwrite`.
/// Neither format names a real person, address or incident.
/// \throws OutputError naming the path, ConfigError for an unknown format or a count out of 1 to 10,000,000
void write_sample(const std::string& folder, const SampleParams& params);

} // namespace harmspot
