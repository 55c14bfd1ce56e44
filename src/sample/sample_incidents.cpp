// SPDX-License-Identifier: MIT
#include "sample/sample_incidents.hpp"

#include "sample/sample_offences.hpp"
#include "sample/sample_streams.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <tuple>

namespace harmspot::sample
{

namespace
{

/// Incidents planted for a theme, as a share of all, and what they are.
struct Planting {
    std::string_view theme;
    double share = 0;
    struct Part {
        std::string_view code;
        double share;
    };
    std::vector<Part> mix;
};

const std::vector<Planting>& plantings()
{
    static const std::vector<Planting> all = {
        {"burglary", 0.019, {{"28E", 55}, {"28F", 15}, {"28G", 2}, {"30C", 20}, {"30D", 8}}},
        {"knife_crime", 0.0065, {{"3B", 8}, {"5D", 6}, {"8N", 34}, {"10D", 30}, {"34B", 22}}},
        {"substance_violence", 0.026, {{"5D", 4}, {"8N", 52}, {"20A", 5}, {"105A", 39}}},
    };
    return all;
}

struct CustodyPart {
    std::string_view code;
    double share;
};
constexpr CustodyPart kCustodyMix[] = {{"104", 34}, {"8S", 8},   {"9A", 15}, {"66", 8},
                                       {"92E", 20}, {"92D", 12}, {"10D", 3}};

constexpr double kCustodyShare = 0.015;
constexpr double kNightShare = 0.35;     // of public violence at night: among the bars
constexpr double kNightAlcohol = 0.45;   // at least, among the bars
constexpr double kPlantedAlcohol = 0.85; // the rest of planted substance violence is drugs
constexpr double kHighStreetShare = 0.6; // of what happens in shops
constexpr double kNoCoordinates = 0.01;
constexpr double kDefective = 0.003;
constexpr double kGenericLocation = 0.1;
constexpr double kLocalCode = 0.12;
constexpr int kDefectKinds = 8;
constexpr int kOutcomes = 6;

template <class Parts>
std::vector<double> running_totals(const Parts& parts)
{
    std::vector<double> totals;
    double sum = 0;
    for (const auto& part : parts) {
        sum += part.share;
        totals.push_back(sum);
    }
    return totals;
}

/// Everything that drawing needs, made once.
struct Recipe {
    std::vector<double> offence_totals = running_totals(offences());
    std::vector<double> custody_totals = running_totals(kCustodyMix);
    std::vector<std::vector<double>> mix_totals;
    std::vector<std::uint32_t> hotspot_of; ///< hotspot of each planted incident, in order
    std::vector<std::size_t> planting_of;
};

/// Splits each theme's planted incidents over its hotspots by their weights.
void plan_plantings(Recipe& recipe, std::uint64_t incidents)
{
    const auto& hotspots = planted_hotspots();
    for (std::size_t p = 0; p < plantings().size(); ++p) {
        const auto& planting = plantings()[p];
        recipe.mix_totals.push_back(running_totals(planting.mix));
        double whole = 0;
        for (const auto& hotspot : hotspots) {
            whole += hotspot.theme == planting.theme ? hotspot.weight : 0;
        }
        const double count = static_cast<double>(incidents) * planting.share;
        double so_far = 0;
        std::uint64_t planned = 0;
        for (std::uint32_t h = 0; h < hotspots.size(); ++h) {
            if (hotspots[h].theme != planting.theme) {
                continue;
            }
            so_far += hotspots[h].weight;
            for (const auto upto = static_cast<std::uint64_t>(count * so_far / whole); planned < upto; ++planned) {
                recipe.hotspot_of.push_back(h);
                recipe.planting_of.push_back(p);
            }
        }
    }
}

LocationType draw_type(const Offence& offence, bool domestic, Random& random)
{
    const double at = random.unit();
    if (domestic) {
        return at < 0.85 ? LocationType::dwelling : LocationType::street;
    }
    switch (offence.where) {
    case Where::home:
        return LocationType::dwelling;
    case Where::shop:
        return at < 0.75 ? LocationType::shop : LocationType::business;
    case Where::licensed:
        return at < 0.6 ? LocationType::licensed : LocationType::street;
    case Where::anywhere:
        return at < 0.4    ? LocationType::dwelling
               : at < 0.75 ? LocationType::street
               : at < 0.85 ? LocationType::business
               : at < 0.95 ? LocationType::school
                           : LocationType::transport;
    case Where::street:
        break;
    }
    return at < 0.75   ? LocationType::street
           : at < 0.85 ? LocationType::park
           : at < 0.95 ? LocationType::car_park
                       : LocationType::transport;
}

void draw_flags(Incident& incident, const Offence& offence, Random& random)
{
    incident.domestic = random.chance(offence.domestic);
    incident.knife = random.chance(offence.knife);
    incident.alcohol = random.chance(offence.alcohol);
    incident.drugs = random.chance(offence.drugs);
}

void draw_planted(Incident& incident, const Recipe& recipe, const StreetMap& map, Random& random)
{
    const auto& planting = plantings()[recipe.planting_of[incident.number]];
    const auto& part = planting.mix[random.pick(recipe.mix_totals[recipe.planting_of[incident.number]])];
    incident.offence = offence_number(part.code);
    incident.hotspot = recipe.hotspot_of[incident.number];
    const auto& offence = offences()[incident.offence];
    incident.times = draw_times(offence.when, random);
    incident.type = draw_type(offence, false, random);
    // Flags make it the theme's own and nobody else's.
    incident.knife = planting.theme == "knife_crime";
    if (planting.theme == "substance_violence") {
        incident.alcohol = random.chance(kPlantedAlcohol);
        incident.drugs = !incident.alcohol;
    }
    const auto& streets = map.planted[incident.hotspot];
    incident.street =
        streets[static_cast<std::size_t>(random.between(0, static_cast<std::int32_t>(streets.size()) - 1))];
}

void draw_custody(Incident& incident, const Recipe& recipe, const StreetMap& map, Random& random)
{
    incident.offence = offence_number(kCustodyMix[random.pick(recipe.custody_totals)].code);
    const auto& offence = offences()[incident.offence];
    draw_flags(incident, offence, random);
    incident.domestic = false;
    incident.times = draw_times(offence.when, random);
    incident.type = LocationType::custody;
    incident.street = map.custody;
}

void draw_elsewhere(Incident& incident, const Recipe& recipe, const StreetMap& map, Random& random)
{
    incident.offence = static_cast<std::uint16_t>(random.pick(recipe.offence_totals));
    const auto& offence = offences()[incident.offence];
    draw_flags(incident, offence, random);
    incident.times = draw_times(offence.when, random);
    incident.type = draw_type(offence, incident.domestic, random);
    const bool in_public = !incident.domestic && offence.where != Where::home;
    if (offence.when == When::night_out && in_public && at_night(incident.times) && random.chance(kNightShare)) {
        incident.street = map.night.pick(random);
        incident.alcohol = incident.alcohol || random.chance(kNightAlcohol);
        incident.type = random.chance(0.5) ? LocationType::licensed : LocationType::street;
    } else if (offence.where == Where::shop && random.chance(kHighStreetShare)) {
        incident.street = map.shopping.pick(random);
    } else {
        incident.street = map.homes.pick(random);
    }
}

Incident draw_incident(std::uint64_t number, std::uint64_t seed, const Recipe& recipe, const StreetMap& map)
{
    Random random(seed, stream::kIncidents + number);
    Incident incident;
    incident.number = number;
    const bool planted = number < recipe.hotspot_of.size();
    if (planted) {
        draw_planted(incident, recipe, map, random);
    } else if (random.chance(kCustodyShare)) {
        draw_custody(incident, recipe, map, random);
    } else {
        draw_elsewhere(incident, recipe, map, random);
    }
    incident.house = pick_house(map.streets[incident.street], random);
    incident.has_coordinates = planted || !random.chance(kNoCoordinates);
    incident.generic_location = random.chance(kGenericLocation);
    incident.local_code = !offences()[incident.offence].local_code.empty() && random.chance(kLocalCode);
    incident.outcome = static_cast<std::uint8_t>(random.between(0, kOutcomes - 1));
    return incident;
}

void spoil_some(std::vector<Incident>& incidents, std::uint64_t seed)
{
    for (std::size_t row = 0; row < incidents.size(); ++row) {
        Random random(seed, stream::kDefects + row);
        auto& incident = incidents[row];
        if (!random.chance(kDefective) || incident.hotspot != kNoHotspot || !incident.has_coordinates) {
            continue;
        }
        incident.defect = static_cast<Defect>(random.between(1, kDefectKinds));
        if (incident.defect == Defect::repeated) {
            if (row == 0 || incidents[row - 1].defect != Defect::none) {
                incident.defect = Defect::impossible_date;
                continue;
            }
            incident = incidents[row - 1];
            incident.hotspot = kNoHotspot; // a repeat counts once, so not again as planted
            incident.defect = Defect::repeated;
        }
    }
}

} // namespace

Sample make_sample(const SampleParams& params)
{
    Sample sample{.seed = params.seed, .map = make_streets(params.seed), .incidents = {}};
    Recipe recipe;
    plan_plantings(recipe, params.incidents);
    sample.incidents.reserve(params.incidents);
    for (std::uint64_t number = 0; number < params.incidents; ++number) {
        sample.incidents.push_back(draw_incident(number, params.seed, recipe, sample.map));
    }
    std::sort(sample.incidents.begin(), sample.incidents.end(), [](const Incident& a, const Incident& b) {
        return std::tie(a.times.recorded_min, a.number) < std::tie(b.times.recorded_min, b.number);
    });
    spoil_some(sample.incidents, params.seed);
    return sample;
}

std::array<PlantedTotal, kPlantedHotspots> planted_totals(const Sample& sample)
{
    std::array<PlantedTotal, kPlantedHotspots> totals{};
    for (const auto& incident : sample.incidents) {
        if (incident.hotspot != kNoHotspot) {
            ++totals[incident.hotspot].incidents;
            totals[incident.hotspot].harm_days += offences()[incident.offence].harm_days;
        }
    }
    return totals;
}

} // namespace harmspot::sample
