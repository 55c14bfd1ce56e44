// SPDX-License-Identifier: MIT
#include "sample/sample_offences.hpp"

#include <algorithm>
#include <cassert>

namespace harmspot::sample
{

namespace
{

constexpr std::string_view kViolence = "Violence and sexual offences";
constexpr std::string_view kDamage = "Criminal damage and arson";
constexpr std::string_view kBurglary = "Burglary";
constexpr std::string_view kWeapons = "Possession of weapons";
constexpr std::string_view kVehicle = "Vehicle crime";
constexpr std::string_view kOrder = "Public order";
constexpr std::string_view kDrugs = "Drugs";
constexpr std::string_view kRobbery = "Robbery";
constexpr std::string_view kTheft = "Other theft";
constexpr std::string_view kOther = "Other crime";

using enum When;

// code, local spelling, text, category, per thousand, harm in days, when, where, then the chance of
// domestic, knife, alcohol, drugs.
constexpr Offence kOffences[] = {
    {"1", "", "Murder", kViolence, 0.05, 3000, any_hour, Where::home, .4, .4, .4, .2},
    {"2", "", "Attempted murder", kViolence, 0.1, 2000, any_hour, Where::street, .2, .5, .3, .2},
    {"3B", "", "Threats to kill", kViolence, 10, 100, any_hour, Where::home, .4, .08, .2, .1},
    {"5D", "", "Assault with intent to cause serious harm", kViolence, 5, 800, night_out, Where::street, .2, .25, .3,
     .1},
    {"5E", "", "Endangering life", kViolence, 0.6, 700, any_hour, Where::street, .1, .1, .2, .1},
    {"8L", "008/56", "Harassment", kViolence, 58, 10, any_hour, Where::home, .4, 0, .04, .02},
    {"8M", "", "Racially or religiously aggravated harassment", kViolence, 4, 15, any_hour, Where::street, 0, 0, .15,
     .03},
    {"8N", "008/06", "Assault with injury", kViolence, 74, 150, night_out, Where::street, .35, .025, .18, .05},
    {"8P", "", "Racially or religiously aggravated assault with injury", kViolence, 1.5, 200, night_out, Where::street,
     0, .03, .3, .05},
    {"8Q", "", "Stalking", kViolence, 12, 40, any_hour, Where::home, .6, 0, .03, .01},
    {"8R", "", "Malicious communications", kViolence, 52, 5, any_hour, Where::home, .3, 0, .01, .01},
    {"8S", "", "Assault with injury on a constable", kViolence, 2, 180, night_out, Where::street, 0, .02, .4, .1},
    {"19C", "", "Rape of a female aged 16 and over", kViolence, 7, 1000, any_hour, Where::home, .4, .01, .12, .04},
    {"20A", "", "Sexual assault on a female aged 13 and over", kViolence, 13, 200, evening, Where::anywhere, .1, 0, .15,
     .03},
    {"104", "", "Assault without injury on a constable", kViolence, 10, 20, night_out, Where::street, 0, .01, .4, .1},
    {"105A", "105/01", "Assault without injury", kViolence, 104, 10, any_hour, Where::anywhere, .35, .005, .15, .04},
    {"105B", "", "Racially or religiously aggravated assault without injury", kViolence, 2, 15, night_out,
     Where::street, 0, 0, .25, .04},
    {"34A", "", "Robbery of business property", kRobbery, 1.5, 350, shop_hours, Where::shop, 0, .2, .1, .2},
    {"34B", "034/22", "Robbery of personal property", kRobbery, 6.5, 350, evening, Where::street, 0, .22, .1, .1},
    {"28E", "028/03", "Burglary of a home", kBurglary, 27, 250, home_empty, Where::home, .02, 0, 0, 0},
    {"28F", "", "Attempted burglary of a home", kBurglary, 8, 120, home_empty, Where::home, .01, 0, 0, 0},
    {"28G", "", "Distraction burglary of a home", kBurglary, 1, 300, shop_hours, Where::home, 0, 0, 0, 0},
    {"29A", "", "Aggravated burglary of a home", kBurglary, 0.4, 600, evening, Where::home, .05, .3, .1, .1},
    {"30C", "030/03", "Burglary of a business or community building", kBurglary, 14, 100, premises, Where::shop, 0, 0,
     0, 0},
    {"30D", "", "Attempted burglary of a business or community building", kBurglary, 4, 50, premises, Where::shop, 0, 0,
     0, 0},
    {"31A", "", "Aggravated burglary of a business or community building", kBurglary, 0.2, 500, evening, Where::shop, 0,
     .3, .1, .1},
    {"10C", "", "Possession of other weapons", kWeapons, 2.5, 120, evening, Where::street, 0, 0, .1, .1},
    {"10D", "", "Possession of an article with a blade or point", kWeapons, 6, 120, evening, Where::street, .02, 0, .1,
     .15},
    {"62A", "", "Violent disorder", kOrder, 1, 120, night_out, Where::licensed, 0, .05, .5, .05},
    {"66", "", "Other offences against public order", kOrder, 8, 10, night_out, Where::street, 0, .01, .3, .05},
    {"9A", "009/05", "Public fear, alarm or distress", kOrder, 56, 7, evening, Where::street, .05, .01, .25, .05},
    {"9B", "", "Racially or religiously aggravated public fear, alarm or distress", kOrder, 5, 10, evening,
     Where::street, 0, 0, .2, .03},
    {"56A", "", "Arson endangering life", kDamage, 1.2, 500, overnight, Where::home, .1, 0, .1, .05},
    {"56B", "", "Arson not endangering life", kDamage, 7, 100, evening, Where::street, 0, 0, 0, 0},
    {"58A", "", "Criminal damage to a home", kDamage, 28, 3, evening, Where::home, .2, 0, .05, .02},
    {"58B", "", "Criminal damage to a building other than a home", kDamage, 12, 3, overnight, Where::shop, 0, 0, .03,
     .01},
    {"58C", "058/07", "Criminal damage to a vehicle", kDamage, 36, 2, overnight, Where::street, .05, 0, .02, 0},
    {"58D", "", "Other criminal damage", kDamage, 20, 2, evening, Where::street, .02, 0, .03, .01},
    {"37.2", "", "Aggravated vehicle taking", kVehicle, 1.5, 60, overnight, Where::street, 0, 0, .05, .05},
    {"45", "", "Theft from a vehicle", kVehicle, 24, 5, overnight, Where::street, 0, 0, 0, 0},
    {"48", "", "Theft or unauthorised taking of a motor vehicle", kVehicle, 17, 15, overnight, Where::street, .01, 0, 0,
     0},
    {"126", "", "Interfering with a motor vehicle", kVehicle, 6, 2, overnight, Where::street, 0, 0, 0, 0},
    {"39", "", "Theft from the person", "Theft from the person", 7, 5, night_out, Where::licensed, 0, 0, .05, 0},
    {"44", "", "Theft or unauthorised taking of a pedal cycle", "Bicycle theft", 7, 2, overnight, Where::street, 0, 0,
     0, 0},
    {"46", "046/00", "Shoplifting", "Shoplifting", 72, 1, shop_hours, Where::shop, 0, .002, .02, .05},
    {"49", "", "Other theft", kTheft, 54, 3, any_hour, Where::anywhere, .05, 0, .01, .01},
    {"92A", "", "Trafficking in controlled drugs", kDrugs, 6, 100, any_hour, Where::street, 0, .02, 0, .9},
    {"92C", "", "Other drug offences", kDrugs, 0.5, 5, any_hour, Where::home, 0, 0, 0, .9},
    {"92D", "", "Possession of controlled drugs other than cannabis", kDrugs, 5, 3, evening, Where::street, 0, .01, .1,
     .9},
    {"92E", "", "Possession of cannabis", kDrugs, 9, 2, evening, Where::street, 0, 0, .05, .9},
    {"33", "", "Going equipped for stealing", kOther, 2, 5, overnight, Where::street, 0, 0, 0, .05},
    {"79", "", "Perverting the course of justice", kOther, 3, 50, any_hour, Where::home, .2, 0, 0, 0},
    {"86", "", "Obscene publications and protected sexual material", kOther, 7, 60, any_hour, Where::home, .05, 0, 0,
     0},
    {"ASB", "", "Anti-social behaviour", "Anti-social behaviour", 185, 1, evening, Where::street, 0, 0, .15, .05},
};

} // namespace

std::span<const Offence> offences()
{
    return kOffences;
}

std::uint16_t offence_number(std::string_view code)
{
    const auto* found =
        std::find_if(std::begin(kOffences), std::end(kOffences), [&](const Offence& o) { return o.code == code; });
    assert(found != std::end(kOffences));
    return static_cast<std::uint16_t>(found - std::begin(kOffences));
}

} // namespace harmspot::sample
