// SPDX-License-Identifier: MIT
#include "incident/coordinates.hpp"

#include "geo/crs.hpp"
#include "harmspot/hotspot.hpp"
#include "incident/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace harmspot
{

namespace
{

/// What follows "12 rows" for one row and for several, and what to do about it.
struct FaultWords {
    const char* one;
    const char* many;
    const char* cure;
};

FaultWords words_of(CoordinateFault fault)
{
    switch (fault) {
    case CoordinateFault::one_missing:
        return {"has only one of its two coordinates", "have only one of their two coordinates",
                "Fill in the other, or empty both: then they count, but are not on the map"};
    case CoordinateFault::unreadable:
        return {"has a position that cannot be read", "have a position that cannot be read",
                "It must be numbers, or grid references such as NZ 245 643"};
    case CoordinateFault::zero:
        return {"lies at (0, 0), which often stands for \"not known\"",
                "lie at (0, 0), which often stands for \"not known\"",
                "Empty both coordinates: then they count, but are not on the map"};
    case CoordinateFault::swapped:
        return {"has its two coordinates swapped (northing in place of easting, or latitude in place of longitude)",
                "have their two coordinates swapped (northing in place of easting, or latitude in place of longitude)",
                "Swap them in the export, or the two names in [incidents.columns] when it is every row"};
    case CoordinateFault::degrees:
        return {"has longitude and latitude in the columns of easting and northing",
                "have longitude and latitude in the columns of easting and northing",
                "Map these columns as longitude and latitude in [incidents.columns]"};
    case CoordinateFault::metres:
        return {"has easting and northing in the columns of longitude and latitude",
                "have easting and northing in the columns of longitude and latitude",
                "Map these columns as easting and northing in [incidents.columns]"};
    case CoordinateFault::wrong_sign:
        return {"has the wrong sign before its longitude or latitude (1.6 for -1.6)",
                "have the wrong sign before their longitude or latitude (1.6 for -1.6)",
                "West of Greenwich, longitude is negative; put the minus back in the export"};
    case CoordinateFault::out_of_region:
        break;
    }
    return {"lies outside the region that the coordinate system is made for",
            "lie outside the region that the coordinate system is made for",
            "Check [incidents] crs, and these rows' positions; easting and northing must be in metres, not kilometres"};
}

/// What is wrong with the rows of one fault, and the cure.
std::string sentence_of(CoordinateFault fault, const RunConfig& config, const RowReport& report)
{
    const auto& faulty = report.coordinates.faults[static_cast<std::size_t>(fault)];
    const auto words = words_of(fault);
    const bool small = config.publish.withholds() && faulty.rows < config.publish.least_count;
    const auto count =
        small ? fmt::format("Under {} rows", config.publish.least_count) : counted(faulty.rows, "row", "rows");
    // Where a small count is withheld, so is the line that leads to its row.
    const auto where = small ? std::string()
                             : fmt::format(" (first {}:{})", report.inputs[faulty.first_input].path, faulty.first_line);
    return fmt::format("{} {}{}: left out as bad positions. {}.", count,
                       faulty.rows == 1 && !small ? words.one : words.many, where, words.cure);
}

class Teller
{
public:
    Teller(const RunConfig& config, const Incidents& incidents, RowReport& report)
        : m_config(config), m_incidents(incidents), m_report(report), m_coordinates(report.coordinates),
          m_police_uk(config.incidents.format == "police-uk")
    {
    }

    void tell()
    {
        const auto faults = fault_sentences(m_config, m_report);
        m_report.warnings.insert(m_report.warnings.end(), faults.begin(), faults.end());
        tell_sharing();
        tell_crowded();
    }

private:
    /// Sharing a point is how data.police.uk works; in a force's own export, addresses repeat, but not most.
    void tell_sharing()
    {
        const auto& found = m_coordinates;
        const auto text = [&](const char* meaning) {
            return fmt::format("{} of {} incidents share their map point with another: {} in all, the fullest "
                               "holds {}. {}",
                               percent(found.sharing, found.located), thousands(found.located),
                               counted(found.distinct_places, "point", "points"), thousands(found.largest_stack),
                               meaning);
        };
        constexpr double kMany = 0.8;
        if (found.located < kLeastCrowd || found.sharing == 0) {
            return;
        }
        if (m_police_uk) {
            m_report.notes.push_back(text("data.police.uk moves every incident to the nearest of its map points, so "
                                          "read nothing from distances below 200 m."));
        } else if (static_cast<double>(found.sharing) >= kMany * static_cast<double>(found.located)) {
            m_report.warnings.push_back(
                text("Are positions moved to the middle of a street or postcode? Then distances below that step "
                     "mean nothing: keep bandwidth_m and eps_m above it."));
        }
    }

    [[nodiscard]] std::string place_text(std::uint32_t place) const
    {
        const double x = m_incidents.places.x[place];
        const double y = m_incidents.places.y[place];
        const auto reference = m_incidents.epsg == kBritishNationalGrid ? grid_reference(x, y, 3, true) : std::string();
        return reference.empty() ? fmt::format("{:.0f}, {:.0f}", x, y) : reference;
    }

    void tell_crowded()
    {
        constexpr std::size_t kMostNamed = 5;
        const auto& crowded = m_coordinates.crowded;
        for (std::size_t i = 0; i < std::min(kMostNamed, crowded.size()); ++i) {
            const auto& [place, incidents] = crowded[i];
            if (m_config.publish.withholds() && incidents < m_config.publish.least_count) {
                continue;
            }
            m_report.warnings.push_back(fmt::format(
                "{} incidents ({}) lie on one point near {}: {}", thousands(incidents),
                percent(incidents, m_coordinates.located), place_text(place),
                m_police_uk ? "a busy centre may well hold that many. If it is a police station or custody suite, "
                              "leave it out by [incidents.exclude] or say why it stays."
                            : "is it a default, such as a police station or custody suite? Leave it out by "
                              "[incidents.exclude] or say why it stays."));
        }
        if (crowded.size() > kMostNamed) {
            m_report.warnings.push_back(fmt::format("{} more points hold over {:.0f} % of the incidents each.",
                                                    crowded.size() - kMostNamed, 100 * kCrowdShare));
        }
    }

    const RunConfig& m_config;
    const Incidents& m_incidents;
    RowReport& m_report;
    const CoordinateReport& m_coordinates;
    bool m_police_uk;
};

} // namespace

std::vector<std::string> fault_sentences(const RunConfig& config, const RowReport& report)
{
    std::vector<std::string> sentences;
    for (std::size_t fault = 0; fault < kCoordinateFaults; ++fault) {
        if (report.coordinates.faults[fault].rows > 0) {
            sentences.push_back(sentence_of(static_cast<CoordinateFault>(fault), config, report));
        }
    }
    return sentences;
}

void tell_coordinates(const RunConfig& config, const Incidents& incidents, RowReport& report)
{
    Teller(config, incidents, report).tell();
}

} // namespace harmspot
