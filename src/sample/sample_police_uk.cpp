// SPDX-License-Identifier: MIT
#include "geo/crs.hpp"
#include "sample/sample_offences.hpp"
#include "sample/sample_streams.hpp"
#include "sample/sample_writers.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

namespace harmspot::sample
{

namespace
{

constexpr std::string_view kHeader =
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context\n";
constexpr std::string_view kForce = "Sample Constabulary";
constexpr std::string_view kAsb = "Anti-social behaviour";
constexpr std::size_t kLsoasPerSettlement = 5;
constexpr std::size_t kFirstLsoa = 99000; // beyond the codes that are in use, so that no real area is meant

constexpr std::string_view kOutcomes[] = {"Under investigation",    "Investigation complete; no suspect identified",
                                          "Awaiting court outcome", "Unable to prosecute suspect",
                                          "Local resolution",       "Status update unavailable"};

std::string crime_id(const Sample& sample, std::size_t row)
{
    Random random(sample.seed, stream::kCrimeIds + row);
    std::string id;
    for (int part = 0; part < 4; ++part) {
        id += fmt::format("{:016x}", random.bits());
    }
    return id;
}

std::string_view generic_place(LocationType type)
{
    switch (type) {
    case LocationType::shop:
        return "Supermarket";
    case LocationType::licensed:
        return "Nightclub";
    case LocationType::car_park:
        return "Parking Area";
    case LocationType::park:
        return "Park/Open Space";
    case LocationType::transport:
        return "Bus/Coach Station";
    case LocationType::custody:
        return "Police Station";
    default:
        return "";
    }
}

/// Longitude, latitude, location, LSOA code and name.
std::string place_cells(const Sample& sample, const Incident& incident, const std::vector<Point>& anchors)
{
    if (!incident.has_coordinates) {
        return ",,No Location,,";
    }
    const auto& street = sample.map.streets[incident.street];
    const bool generic = incident.generic_location || incident.type == LocationType::custody;
    const auto block = incident.street % kLsoasPerSettlement;
    const auto lsoa = street.settlement * kLsoasPerSettlement + block;
    return fmt::format("{:.6f},{:.6f},On or near {},E010{:05},{} {:03}{}", anchors[incident.street].x,
                       anchors[incident.street].y, generic ? generic_place(incident.type) : street.name,
                       kFirstLsoa + lsoa, settlements()[street.settlement].authority, street.settlement + 1,
                       static_cast<char>('A' + block));
}

std::string police_uk_row(const Sample& sample, std::size_t row, const std::vector<Point>& anchors)
{
    const auto& incident = sample.incidents[row];
    const auto category = offences()[incident.offence].category;
    const bool asb = category == kAsb;
    return fmt::format("{},{},{},{},{},{},{},\n", asb ? "" : crime_id(sample, row),
                       sample_month_text(sample_month(incident.times.earliest_min)), kForce, kForce,
                       place_cells(sample, incident, anchors), category, asb ? "" : kOutcomes[incident.outcome]);
}

} // namespace

void write_police_uk(const std::string& folder, const Sample& sample)
{
    const Transformation to_wgs84(kBritishNationalGrid, kWgs84);
    std::vector<Point> anchors;
    anchors.reserve(sample.map.streets.size());
    for (const auto& street : sample.map.streets) {
        anchors.push_back(to_wgs84({street.anchor_x, street.anchor_y}));
    }
    for (std::int32_t month = 0; month < kSampleMonths; ++month) {
        TextFile file(fmt::format("{}/{}-sample-street.csv", folder, sample_month_text(month)));
        file.write(kHeader);
        for (std::size_t row = 0; row < sample.incidents.size(); ++row) {
            const auto& incident = sample.incidents[row];
            if (incident.defect == Defect::none && sample_month(incident.times.earliest_min) == month) {
                file.write(police_uk_row(sample, row, anchors));
            }
        }
        file.finish();
    }
}

} // namespace harmspot::sample
