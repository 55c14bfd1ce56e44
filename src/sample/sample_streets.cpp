// SPDX-License-Identifier: MIT
#include "sample/sample_streets.hpp"

#include "sample/sample_gazetteer.hpp"
#include "sample/sample_streams.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

namespace harmspot::sample
{

namespace
{

constexpr double kStreetsPerWeight = 3.5;
constexpr double kHouseSpacingM = 12;
constexpr double kHouseSetbackM = 8;
constexpr std::int32_t kFewestHouses = 8;
constexpr std::int32_t kMostHouses = 50;
constexpr std::size_t kNightStreets = 3;
constexpr std::size_t kShoppingStreets = 2;
constexpr std::size_t kPlantedStreets = 4;
constexpr int kPlantedTries = 200;
constexpr double kNightReachM = 180;
constexpr double kSuburbs = 1.6; // streets thin out to this many times a settlement's reach
/// data.police.uk's map points stand for at least eight addresses, so they are not closer than this.
constexpr double kAnchorSpacingM = 60;
constexpr double kFarmsPerStreet = 12; // the countryside's incidents are scattered over many farms

constexpr std::array<std::string_view, 32> kFirst = {
    "Amber",   "Birk",   "Carl",   "Dove",    "Elder",  "Fell",   "Garth", "Hather", "Inger",  "Jessa", "Kestrel",
    "Lark",    "Marl",   "Nettle", "Oster",   "Pell",   "Quill",  "Raven", "Sorrel", "Tansy",  "Umber", "Vetch",
    "Wagtail", "Yarrow", "Ashlar", "Bracken", "Cinder", "Drover", "Ember", "Furze",  "Gannet", "Heron"};
constexpr std::array<std::string_view, 16> kSecond = {"beck", "combe",  "dene", "field", "gate", "holm",
                                                      "keld", "law",    "mere", "ness",  "rigg", "shaw",
                                                      "side", "thorpe", "well", "wick"};
constexpr std::array<std::string_view, 10> kKind = {"Street",   "Road",  "Avenue", "Terrace", "Gardens",
                                                    "Crescent", "Close", "Drive",  "Place",   "Lane"};

/// An invented name; the same number gives the same name, and 5,120 numbers follow before one comes again.
std::string street_name(std::uint64_t number, bool farm)
{
    constexpr std::uint64_t kNames = kFirst.size() * kSecond.size() * kKind.size();
    constexpr std::uint64_t kScatter = 1663; // prime, so that neighbours in number do not share a word
    std::uint64_t at = number * kScatter % kNames;
    std::string name(kFirst[at % kFirst.size()]);
    at /= kFirst.size();
    name += kSecond[at % kSecond.size()];
    at /= kSecond.size();
    return name + " " + std::string(farm ? "Farm" : kKind[at]);
}

void turn_randomly(Street& street, Random& random)
{
    // A point in the unit disc, drawn until one is inside: no sines, whose last bit differs between machines.
    double x = 0;
    double y = 0;
    double length2 = 0;
    do {
        x = 2 * random.unit() - 1;
        y = 2 * random.unit() - 1;
        length2 = x * x + y * y;
    } while (length2 > 1 || length2 < 0.01);
    const double length = std::sqrt(length2);
    street.along_x = x / length;
    street.along_y = y / length;
}

std::uint32_t settlement_number(std::string_view name)
{
    const auto all = settlements();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Settlement& s) { return s.name == name; });
    return static_cast<std::uint32_t>(found - all.begin());
}

double distance2(const Street& street, double x, double y)
{
    return (street.x - x) * (street.x - x) + (street.y - y) * (street.y - y);
}

/// How much more a street sees than its neighbours: most see little, a few see much (about 1/u).
double busyness(Random& random)
{
    return 1.0 / (random.unit() + 0.06);
}

/// Middle of a street inside the hotspot, clear of its other streets so that each keeps its own anchor.
void place_inside(Street& street, const PlantedHotspot& hotspot, std::span<const Street> others, Random& random)
{
    // A street's farthest house stays inside the circle: 0.7 r + half its length + the setback < r.
    const double reach = 0.7 * hotspot.radius_m;
    for (int attempt = 0; attempt < kPlantedTries; ++attempt) {
        street.x = hotspot.easting + reach * (2 * random.unit() - 1);
        street.y = hotspot.northing + reach * (2 * random.unit() - 1);
        const bool inside = distance2(street, hotspot.easting, hotspot.northing) <= reach * reach;
        const bool clear = std::all_of(others.begin(), others.end(), [&](const Street& other) {
            return distance2(street, other.x, other.y) >= kAnchorSpacingM * kAnchorSpacingM;
        });
        if (inside && clear) {
            return;
        }
    }
    street.x = hotspot.easting;
    street.y = hotspot.northing;
}

void add_planted(StreetMap& map, Random& random)
{
    const auto& hotspots = planted_hotspots();
    for (std::uint32_t h = 0; h < hotspots.size(); ++h) {
        const auto first = map.streets.size();
        auto& own = map.planted.emplace_back();
        for (std::size_t k = 0; k < kPlantedStreets; ++k) {
            Street street;
            street.settlement = settlement_number(hotspots[h].settlement);
            street.hotspot = h;
            turn_randomly(street, random);
            place_inside(street, hotspots[h], std::span(map.streets).subspan(first), random);
            street.houses = std::max(4, static_cast<std::int32_t>(0.7 * hotspots[h].radius_m / kHouseSpacingM));
            own.push_back(static_cast<std::uint32_t>(map.streets.size()));
            map.streets.push_back(street);
        }
    }
}

void add_night(StreetMap& map, Random& random)
{
    for (const auto& centre : night_centres()) {
        for (std::size_t k = 0; k < kNightStreets; ++k) {
            Street street;
            street.settlement = settlement_number(centre.settlement);
            street.x = centre.easting + kNightReachM * random.bump();
            street.y = centre.northing + kNightReachM * random.bump();
            turn_randomly(street, random);
            street.houses = random.between(kFewestHouses, kFewestHouses * 2);
            map.night.add(static_cast<std::uint32_t>(map.streets.size()), centre.weight);
            map.streets.push_back(street);
        }
    }
}

void add_homes(StreetMap& map, Random& random)
{
    const auto all = settlements();
    for (std::uint32_t s = 0; s < all.size(); ++s) {
        const auto& town = all[s];
        const double scatter = town.countryside ? kFarmsPerStreet : 1;
        const auto count =
            std::max<std::size_t>(4, static_cast<std::size_t>(kStreetsPerWeight * scatter * town.weight));
        std::vector<double> busy(count);
        double sum = 0;
        for (double& b : busy) {
            b = town.countryside ? 1 : busyness(random);
            sum += b;
        }
        for (std::size_t k = 0; k < count; ++k) {
            Street street;
            street.settlement = s;
            // The first streets are the high street's: in the middle.
            const double reach = k < kShoppingStreets ? 0.2 * town.reach_m : kSuburbs * town.reach_m;
            street.x = town.easting + reach * random.tent();
            street.y = town.northing + reach * random.tent();
            turn_randomly(street, random);
            street.houses = town.countryside ? 1 : random.between(kFewestHouses, kMostHouses);
            const auto number = static_cast<std::uint32_t>(map.streets.size());
            map.homes.add(number, town.weight * busy[k] / sum);
            if (!town.countryside && k < kShoppingStreets) {
                map.shopping.add(number, town.weight);
            }
            map.streets.push_back(street);
        }
    }
}

/// Kept anchors by square of the spacing's side, so that only nine squares need a look.
class Anchors
{
public:
    /// The nearest anchor nearer than the spacing, or null.
    [[nodiscard]] const Street* near(const Street& street) const
    {
        const Street* nearest = nullptr;
        double nearest2 = kAnchorSpacingM * kAnchorSpacingM;
        const auto [column, row] = square(street);
        for (auto c = column - 1; c <= column + 1; ++c) {
            for (auto r = row - 1; r <= row + 1; ++r) {
                const auto cell = m_kept.find({c, r});
                if (cell == m_kept.end()) {
                    continue;
                }
                for (const Street* other : cell->second) {
                    const double away2 = distance2(street, other->x, other->y);
                    if (away2 < nearest2) {
                        nearest = other;
                        nearest2 = away2;
                    }
                }
            }
        }
        return nearest;
    }

    void keep(const Street& street) { m_kept[square(street)].push_back(&street); }

private:
    using Square = std::pair<std::int64_t, std::int64_t>;
    static Square square(const Street& street)
    {
        return {static_cast<std::int64_t>(street.x / kAnchorSpacingM),
                static_cast<std::int64_t>(street.y / kAnchorSpacingM)};
    }
    std::map<Square, std::vector<const Street*>> m_kept;
};

/// Anchors are the middles of streets, thinned: a street too near an earlier anchor uses that one.
/// Streets of planted hotspots come first, so theirs stay inside their circles.
void set_anchors(std::vector<Street>& streets)
{
    Anchors anchors;
    for (auto& street : streets) {
        const Street* nearest = anchors.near(street);
        street.anchor_x = nearest != nullptr ? nearest->x : street.x;
        street.anchor_y = nearest != nullptr ? nearest->y : street.y;
        if (nearest == nullptr) {
            anchors.keep(street);
        }
    }
}

} // namespace

void StreetMap::Choice::add(std::uint32_t street, double weight)
{
    streets.push_back(street);
    totals.push_back((totals.empty() ? 0 : totals.back()) + weight);
}

StreetMap make_streets(std::uint64_t seed)
{
    StreetMap map;
    Random random(seed, stream::kStreets);
    add_planted(map, random);
    add_night(map, random);
    map.custody = static_cast<std::uint32_t>(map.streets.size());
    map.streets.push_back({.name = "Custody Suite",
                           .settlement = settlement_number("Howdon"),
                           .x = kCustodyEasting,
                           .y = kCustodyNorthing,
                           .along_x = 1});
    add_homes(map, random);
    for (std::size_t i = 0; i < map.streets.size(); ++i) {
        auto& street = map.streets[i];
        if (street.name.empty()) {
            street.name = street_name(i, settlements()[street.settlement].countryside);
        }
    }
    set_anchors(map.streets);
    return map;
}

House pick_house(const Street& street, Random& random)
{
    constexpr double kRepeatShare = 0.35; // of a street's incidents, at its two worst addresses
    double along = 0;
    double aside = 0;
    if (street.houses > 1) {
        const auto house = random.chance(kRepeatShare) ? (street.houses / 3) * random.between(1, 2)
                                                       : random.between(0, street.houses - 1);
        along = (house - 0.5 * street.houses) * kHouseSpacingM / 2; // odd and even numbers face each other
        aside = house % 2 == 0 ? kHouseSetbackM : -kHouseSetbackM;
    }
    return {static_cast<std::int32_t>(std::floor(street.x + along * street.along_x - aside * street.along_y + 0.5)),
            static_cast<std::int32_t>(std::floor(street.y + along * street.along_y + aside * street.along_x + 0.5))};
}

} // namespace harmspot::sample
