// SPDX-License-Identifier: MIT
#include "run/init_columns.hpp"

#include "incident/columns.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace harmspot::init
{

namespace
{

/// Lower-case letters and digits alone, so that "Offence Code" and "offence_code" are one name.
std::string plain(std::string_view name)
{
    std::string out;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0) {
            out.push_back(static_cast<char>(std::tolower(byte)));
        }
    }
    return out;
}

struct Known {
    std::string_view key;
    std::string_view names;      ///< whole names, best first, separated by blanks
    std::string_view words{};    ///< parts of names, tried after every whole name
    std::string_view not_with{}; ///< parts of names that are about something else
};

// A column goes to the first key it suits, so what is told apart by one more word comes first: a code before
// an offence, the date of recording before that of the incident.
constexpr std::array<Known, 20> kKnown{{
    {"easting", "easting eastings bngeasting gridx xcoord x", "easting"},
    {"northing", "northing northings bngnorthing gridy ycoord y", "northing"},
    {"longitude", "longitude lon long lng", "longitude"},
    {"latitude", "latitude lat", "latitude"},
    {"grid_reference", "gridreference gridref osgridreference osgridref osref ngr", "gridref osgrid"},
    {"code", "offencecode hocode homeofficecode crimecode code", "offencecode hocode", "desc"},
    {"offence", "offence offencedescription crimetype offencetype offencetitle category", "offence crimetype",
     "date time outcome ref"},
    {"recorded", "recordeddate daterecorded recorded recordedon reporteddate datereported reported createddate",
     "recorded reported", "by ref outcome officer"},
    {"earliest", "earliest committedfrom datefrom startdate fromdate committedstart", "earliest committedfrom"},
    {"latest", "latest committedto dateto enddate todate committedend", "latest committedto"},
    {"date", "date incidentdate dateofincident occurreddate dateoccurred committeddate datecommitted offencedate",
     "date", "birth update closed outcome modified created"},
    {"id", "incidentref crimeref crimenumber crimereference incidentid incidentnumber crimeid ref reference",
     "crimeref incidentref"},
    {"location", "location address street streetname locationtext", "street address", "type"},
    {"location_type", "locationtype premises premisestype placetype", "locationtype premises"},
    {"own_area", "ownarea beat beatcode beatname policingarea neighbourhood ward sector areacommand district",
     "beat neighbourhood"},
    {"domestic", "domestic domesticflag domesticabuse isdomestic", "domestic"},
    {"knife", "knife knifeflag knifeenabled knifecrime bladedarticle", "knife"},
    {"alcohol", "alcohol alcoholflag alcoholrelated", "alcohol"},
    {"drugs", "drugs drugsflag drugrelated drugflag", "drugs drugrelated"},
    {"outcome", "outcome outcomedescription outcometype outcomestatus crimestatus disposal status", "outcome", "date"},
}};

std::vector<std::string_view> split(std::string_view words)
{
    std::vector<std::string_view> out;
    while (!words.empty()) {
        const auto blank = words.find(' ');
        out.push_back(words.substr(0, blank));
        words = blank == std::string_view::npos ? std::string_view() : words.substr(blank + 1);
    }
    return out;
}

bool holds_any(std::string_view name, std::string_view words)
{
    const auto parts = split(words);
    return std::any_of(parts.begin(), parts.end(),
                       [&](std::string_view part) { return name.find(part) != std::string_view::npos; });
}

/// Of the columns in `left`; empty when none suits.
std::string best_header(const Known& known, std::span<const std::string> left)
{
    for (const auto name : split(known.names)) {
        for (const auto& column : left) {
            if (plain(column) == name) {
                return column;
            }
        }
    }
    for (const auto word : split(known.words)) {
        for (const auto& column : left) {
            const auto name = plain(column);
            if (name.find(word) != std::string::npos && !holds_any(name, known.not_with)) {
                return column;
            }
        }
    }
    return {};
}

} // namespace

bool is_police_uk(std::span<const std::string> header)
{
    const auto map = police_uk_columns();
    const auto has = [&](const std::string& name) {
        return std::find(header.begin(), header.end(), name) != header.end();
    };
    return has(map.longitude) && has(map.latitude) && has(map.offence) && has(map.date) && has("Falls within");
}

Guesses guess_columns(std::span<const std::string> header)
{
    std::vector<std::string> left;
    for (const auto& column : header) {
        // A name that stands there twice names no column.
        if (std::count(header.begin(), header.end(), column) == 1) {
            left.push_back(column);
        }
    }
    Guesses guesses;
    for (const auto& known : kKnown) {
        const auto found = best_header(known, left);
        if (!found.empty()) {
            std::erase(left, found);
            guesses.emplace(known.key, found);
        }
    }
    return guesses;
}

} // namespace harmspot::init
