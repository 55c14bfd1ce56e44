// SPDX-License-Identifier: MIT
#include "sample/sample_offences.hpp"
#include "sample/sample_writers.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace harmspot::sample
{

namespace
{

constexpr std::array<std::string_view, 10> kTypes = {
    "Dwelling", "Street",           "Shop",   "Licensed premises", "Car park",
    "Park",     "Public transport", "School", "Custody suite",     "Business premises"};
// What the location says when it names a kind of place only.
constexpr std::array<std::string_view, 10> kGeneric = {"",     "", "Supermarket", "Nightclub", "Parking Area",
                                                       "Park", "", "Bus Station", "School",    "Custody Suite"};
constexpr std::array<std::string_view, 6> kOutcomes = {
    "Under investigation",  "No suspect identified",  "Charged", "Victim does not support further action",
    "Community resolution", "Evidential difficulties"};
constexpr std::string_view kYearsAgo = "2006"; // out of any period that a run is likely to have

/// Doubled quotes, commas and a line break, so that a reader that splits at commas is found out.
constexpr std::array<std::string_view, 4> kNotes = {"Synthetic record", R"("Synthetic record, not a real event")",
                                                    R"("Synthetic ""record"", no real event")",
                                                    "\"Synthetic record\nNo real event\""};

std::string_view yes_no(bool value)
{
    return value ? "Y" : "N";
}

std::string location_of(const Sample& sample, const Incident& incident)
{
    const auto type = static_cast<std::size_t>(incident.type);
    if (incident.generic_location || incident.type == LocationType::custody) {
        return std::string(kGeneric[type]);
    }
    const auto& street = sample.map.streets[incident.street];
    return fmt::format("\"{}, {}\"", street.name, settlements()[street.settlement].name);
}

struct Cells {
    std::string recorded, earliest, latest, easting, northing;
};

Cells cells_of(const Incident& incident)
{
    Cells cells{british_time(incident.times.recorded_min), british_time(incident.times.earliest_min),
                british_time(incident.times.latest_min), "", ""};
    if (incident.has_coordinates) {
        cells.easting = fmt::format("{}", incident.house.easting);
        cells.northing = fmt::format("{}", incident.house.northing);
    }
    return cells;
}

void spoil(Cells& cells, const Incident& incident)
{
    constexpr std::int32_t kThreeDays = 3 * 24 * 60;
    switch (incident.defect) {
    case Defect::letter_in_easting:
        cells.easting.back() = 'S';
        break;
    case Defect::missing_northing:
        cells.northing.clear();
        break;
    case Defect::zero_coordinates:
        cells.easting = cells.northing = "0";
        break;
    case Defect::impossible_date:
        cells.earliest = cells.latest = "31/02/2026 10:00";
        break;
    case Defect::reversed_dates:
        cells.earliest = british_time(incident.times.latest_min + kThreeDays);
        break;
    case Defect::long_ago:
        for (auto* cell : {&cells.earliest, &cells.latest}) {
            cell->replace(std::string_view("dd/mm/").size(), kYearsAgo.size(), kYearsAgo);
        }
        break;
    case Defect::none:
    case Defect::extra_column:
    case Defect::repeated:
        break;
    }
}

} // namespace

std::string incident_ref(const Sample& sample, std::size_t row)
{
    const bool repeated = sample.incidents[row].defect == Defect::repeated;
    return fmt::format("SMP-{:06}", row + (repeated ? 0 : 1));
}

std::string force_header()
{
    return "incident_ref,offence_code,offence,recorded_date,earliest,latest,easting,northing,location,location_type,"
           "domestic,knife,alcohol,drugs,outcome,note,officer,victim_name\n";
}

std::string force_row(const Sample& sample, std::size_t row)
{
    const auto& incident = sample.incidents[row];
    const auto& offence = offences()[incident.offence];
    Cells cells = cells_of(incident);
    spoil(cells, incident);
    const auto number = incident.number;
    return fmt::format("{},{},\"{}\",{},{},{},{},{},{},{},{},{},{},{},{},{},Officer {:04},Sample Person {:06}{}\n",
                       incident_ref(sample, row), incident.local_code ? offence.local_code : offence.code, offence.text,
                       cells.recorded, cells.earliest, cells.latest, cells.easting, cells.northing,
                       location_of(sample, incident), kTypes[static_cast<std::size_t>(incident.type)],
                       yes_no(incident.domestic), yes_no(incident.knife), yes_no(incident.alcohol),
                       yes_no(incident.drugs), kOutcomes[incident.outcome], kNotes[number % kNotes.size()],
                       number % 1000, number, incident.defect == Defect::extra_column ? ",extra" : "");
}

void write_force_csv(const std::string& folder, const Sample& sample)
{
    TextFile file(folder + "/incidents.csv");
    file.write(force_header());
    for (std::size_t row = 0; row < sample.incidents.size(); ++row) {
        file.write(force_row(sample, row));
    }
    file.finish();
}

} // namespace harmspot::sample
