// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/sample.hpp"
#include "sample/sample_gazetteer.hpp"
#include "sample/sample_streets.hpp"
#include "sample/sample_times.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace harmspot::sample
{

enum class LocationType : std::uint8_t {
    dwelling,
    street,
    shop,
    licensed,
    car_park,
    park,
    transport,
    school,
    custody,
    business,
};

/// What is wrong with a row, so that a run has something to reject.
enum class Defect : std::uint8_t {
    none,
    letter_in_easting,
    missing_northing,
    zero_coordinates,
    impossible_date,
    reversed_dates,
    long_ago,
    extra_column,
    repeated, ///< the row before it, once more
};

/// One incident as drawn. What writers make of it depends on the format.
struct Incident {
    std::uint16_t offence = 0; ///< into `offences()`
    std::uint32_t street = 0;  ///< into the map's streets
    House house;
    Times times;
    LocationType type = LocationType::street;
    std::uint32_t hotspot = kNoHotspot; ///< into `planted_hotspots()`
    std::uint64_t number = 0;           ///< of the draw; settles ties in order
    bool domestic = false;
    bool knife = false;
    bool alcohol = false;
    bool drugs = false;
    bool has_coordinates = true;
    bool generic_location = false; ///< the text says what kind of place, not which
    bool local_code = false;       ///< spelt as in configs/sample_codes.csv
    std::uint8_t outcome = 0;
    Defect defect = Defect::none;
};

/// A whole sample. Incidents are in the order in which they were recorded; planted ones are never spoilt.
struct Sample {
    std::uint64_t seed = 0;
    StreetMap map;
    std::vector<Incident> incidents;
};

[[nodiscard]] Sample make_sample(const SampleParams& params);

/// What was planted in one hotspot.
struct PlantedTotal {
    std::uint64_t incidents = 0;
    double harm_days = 0;
};
[[nodiscard]] std::array<PlantedTotal, kPlantedHotspots> planted_totals(const Sample& sample);

} // namespace harmspot::sample
