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
    std::string_view names; ///< whole names, best first, separated by blanks
    std::string_view words; ///< parts of names, tried after every whole name
    std::string_view missing;
};

constexpr std::array<Known, 16> kKnown{{
    {"easting", "easting eastings bngeasting gridx xcoord x", "easting", ""},
    {"northing", "northing northings bngnorthing gridy ycoord y", "northing", ""},
    {"longitude", "longitude lon long lng", "longitude", ""},
    {"latitude", "latitude lat", "latitude", ""},
    {"code", "offencecode hocode homeofficecode crimecode code", "offencecode hocode", ""},
    {"offence", "offence offencedescription crimetype offencetype offencetitle category", "offence crimetype", ""},
    {"earliest", "earliest committedfrom datefrom startdate fromdate committedstart", "earliest committedfrom", ""},
    {"latest", "latest committedto dateto enddate todate committedend", "latest committedto", ""},
    {"date", "date incidentdate occurreddate committeddate recordeddate reporteddate", "date", ""},
    {"id", "incidentref crimeref crimenumber crimereference incidentid incidentnumber crimeid", "crimeref incidentref",
     "Incident reference: no column looks like one. Repeated rows cannot be told apart without it."},
    {"location", "location address street streetname locationtext", "street address", ""},
    {"location_type", "locationtype premises premisestype placetype", "locationtype premises",
     "Location type: no column looks like one. Without it, incidents in homes cannot be left out of patrol maps."},
    {"domestic", "domestic domesticflag domesticabuse isdomestic", "domestic",
     "Domestic: no column looks like a domestic flag. Map one?"},
    {"knife", "knife knifeflag knifeenabled knifecrime", "knife",
     "Knife-enabled: no column looks like a knife flag. Map one?"},
    {"alcohol", "alcohol alcoholflag alcoholrelated", "alcohol",
     "Alcohol: no column looks like an alcohol flag. Map one?"},
    {"drugs", "drugs drugsflag drugrelated drugflag", "drugs",
     "Drugs: no column looks like a drugs flag. Map one? (Drug offences are not it.)"},
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

std::string best_header(const Known& known, std::span<const std::string> header)
{
    for (const auto name : split(known.names)) {
        for (const auto& column : header) {
            if (plain(column) == name) {
                return column;
            }
        }
    }
    for (const auto word : split(known.words)) {
        for (const auto& column : header) {
            if (plain(column).find(word) != std::string::npos) {
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

std::vector<Guess> guess_columns(std::span<const std::string> header)
{
    std::vector<Guess> guesses;
    for (const auto& known : kKnown) {
        auto found = best_header(known, header);
        const bool taken =
            std::any_of(guesses.begin(), guesses.end(), [&](const Guess& guess) { return guess.header == found; });
        guesses.push_back({std::string(known.key), taken ? std::string() : found, std::string(known.missing)});
    }
    return guesses;
}

} // namespace harmspot::init
