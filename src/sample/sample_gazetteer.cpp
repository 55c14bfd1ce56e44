// SPDX-License-Identifier: MIT
#include "sample/sample_gazetteer.hpp"

namespace harmspot::sample
{

namespace
{

constexpr std::string_view kNewcastle = "Newcastle upon Tyne";
constexpr std::string_view kGateshead = "Gateshead";
constexpr std::string_view kNorthTyneside = "North Tyneside";
constexpr std::string_view kSouthTyneside = "South Tyneside";
constexpr std::string_view kSunderland = "Sunderland";
constexpr std::string_view kNorthumberland = "Northumberland";
constexpr std::string_view kDurham = "County Durham";

// Grid references to about 100 m, from general knowledge of the towns.
constexpr Settlement kSettlements[] = {
    {"Newcastle", kNewcastle, 424700, 564600, 700, 90},
    {"Byker", kNewcastle, 427200, 564700, 700, 32},
    {"Walker", kNewcastle, 428700, 564600, 700, 28},
    {"Heaton", kNewcastle, 427000, 566000, 800, 26},
    {"Jesmond", kNewcastle, 425500, 566400, 700, 14},
    {"Gosforth", kNewcastle, 424300, 568300, 1300, 22},
    {"Kenton", kNewcastle, 422400, 567500, 900, 18},
    {"Blakelaw", kNewcastle, 421600, 566400, 700, 14},
    {"Fenham", kNewcastle, 422100, 565200, 700, 20},
    {"Benwell", kNewcastle, 421600, 564200, 500, 24},
    {"Elswick", kNewcastle, 423200, 563900, 500, 22},
    {"Denton Burn", kNewcastle, 419900, 565500, 700, 14},
    {"Newbiggin Hall", kNewcastle, 420300, 567700, 700, 14},
    {"Newburn", kNewcastle, 417100, 566000, 600, 8},
    {"Throckley", kNewcastle, 416000, 567000, 600, 6},
    {"Kingston Park", kNewcastle, 421400, 568700, 700, 12},
    {"High Heaton", kNewcastle, 426900, 567600, 600, 10},
    {"Gateshead", kGateshead, 425600, 562600, 600, 36},
    {"Bensham", kGateshead, 424500, 562000, 500, 24},
    {"Dunston", kGateshead, 422800, 561900, 600, 16},
    {"Metrocentre", kGateshead, 421200, 562500, 400, 14},
    {"Felling", kGateshead, 427800, 561700, 700, 24},
    {"Low Fell", kGateshead, 426000, 560300, 700, 12},
    {"Wrekenton", kGateshead, 427400, 559300, 600, 12},
    {"Leam Lane", kGateshead, 429500, 560700, 700, 12},
    {"Whickham", kGateshead, 420800, 561000, 900, 12},
    {"Blaydon", kGateshead, 418300, 562800, 600, 12},
    {"Ryton", kGateshead, 415300, 564000, 700, 7},
    {"Birtley", kGateshead, 427500, 555800, 800, 12},
    {"Rowlands Gill", kGateshead, 416700, 558900, 600, 4},
    {"Chopwell", kGateshead, 411700, 558400, 500, 3},
    {"Wallsend", kNorthTyneside, 430200, 567000, 1000, 36},
    {"Howdon", kNorthTyneside, 432700, 567300, 600, 14},
    {"North Shields", kNorthTyneside, 434900, 568900, 900, 32},
    {"Tynemouth", kNorthTyneside, 436300, 569400, 500, 8},
    {"Whitley Bay", kNorthTyneside, 434800, 572000, 700, 26},
    {"Monkseaton", kNorthTyneside, 433800, 572100, 700, 9},
    {"Longbenton", kNorthTyneside, 427200, 569100, 700, 16},
    {"Killingworth", kNorthTyneside, 428100, 570900, 900, 18},
    {"Wideopen", kNorthTyneside, 424400, 572400, 500, 6},
    {"Dudley", kNorthTyneside, 426200, 573300, 400, 5},
    {"Shiremoor", kNorthTyneside, 431300, 571300, 700, 9},
    {"South Shields", kSouthTyneside, 436300, 566800, 700, 36},
    {"Westoe", kSouthTyneside, 437100, 566000, 600, 12},
    {"Harton", kSouthTyneside, 437500, 564800, 800, 12},
    {"Whiteleas", kSouthTyneside, 436300, 563400, 700, 14},
    {"Jarrow", kSouthTyneside, 432900, 564900, 800, 24},
    {"Hebburn", kSouthTyneside, 431100, 564300, 800, 18},
    {"Boldon Colliery", kSouthTyneside, 434700, 562300, 700, 9},
    {"Cleadon", kSouthTyneside, 438500, 562500, 500, 4},
    {"Whitburn", kSouthTyneside, 440500, 561700, 300, 3},
    {"Sunderland", kSunderland, 439500, 556700, 600, 50},
    {"Hendon", kSunderland, 440200, 556000, 500, 24},
    {"Southwick", kSunderland, 438300, 558700, 700, 18},
    {"Roker", kSunderland, 440000, 559200, 500, 12},
    {"Fulwell", kSunderland, 439200, 560000, 600, 7},
    {"Castletown", kSunderland, 435900, 558400, 500, 8},
    {"Hylton Castle", kSunderland, 436200, 559000, 600, 12},
    {"Pennywell", kSunderland, 435700, 555800, 700, 20},
    {"Farringdon", kSunderland, 436900, 553600, 800, 14},
    {"Silksworth", kSunderland, 437900, 553000, 700, 9},
    {"Grangetown", kSunderland, 440500, 554300, 600, 9},
    {"Ryhope", kSunderland, 441000, 552800, 500, 7},
    {"Washington", kSunderland, 430200, 556100, 1200, 26},
    {"Concord", kSunderland, 430700, 557200, 600, 12},
    {"Houghton-le-Spring", kSunderland, 434100, 550000, 900, 16},
    {"Hetton-le-Hole", kSunderland, 435500, 547600, 700, 9},
    {"Blyth", kNorthumberland, 430600, 581300, 900, 32},
    {"Cramlington", kNorthumberland, 426600, 576700, 1400, 22},
    {"Ashington", kNorthumberland, 427100, 587500, 1000, 26},
    {"Newbiggin-by-the-Sea", kNorthumberland, 430600, 588000, 500, 6},
    {"Bedlington", kNorthumberland, 425900, 582000, 1000, 13},
    {"Morpeth", kNorthumberland, 419900, 586100, 800, 11},
    {"Seaton Delaval", kNorthumberland, 430400, 575600, 600, 5},
    {"Ponteland", kNorthumberland, 416500, 572800, 800, 5},
    {"Prudhoe", kNorthumberland, 409600, 562700, 800, 7},
    {"Hexham", kNorthumberland, 393600, 563900, 800, 9},
    {"Corbridge", kNorthumberland, 398900, 564300, 400, 2},
    {"Haltwhistle", kNorthumberland, 370700, 564100, 500, 3},
    {"Haydon Bridge", kNorthumberland, 384300, 564300, 400, 1.5},
    {"Alnwick", kNorthumberland, 418600, 613100, 700, 8},
    {"Amble", kNorthumberland, 426300, 604200, 500, 5},
    {"Berwick-upon-Tweed", kNorthumberland, 399700, 653000, 500, 8},
    {"Tweedmouth", kNorthumberland, 399200, 651900, 500, 5},
    {"Rothbury", kNorthumberland, 405700, 601700, 400, 1.2},
    {"Wooler", kNorthumberland, 399100, 628100, 400, 1.5},
    {"Seahouses", kNorthumberland, 421600, 631900, 300, 1.5},
    {"Bellingham", kNorthumberland, 383900, 583400, 300, 0.8},
    {"Belford", kNorthumberland, 410800, 633900, 300, 0.7},
    {"Allendale Town", kNorthumberland, 383700, 555800, 300, 0.7},
    {"Widdrington Station", kNorthumberland, 425000, 594000, 400, 1.5},
    {"Lynemouth", kNorthumberland, 429400, 591200, 300, 1.5},
    {"Tynedale", kNorthumberland, 395000, 572000, 9000, 3, true},
    {"South Tynedale", kNorthumberland, 375500, 561000, 5000, 1.2, true},
    {"Allen Valleys", kNorthumberland, 384500, 553000, 3500, 0.8, true},
    {"North Tynedale", kNorthumberland, 378000, 588000, 7000, 0.6, true},
    {"Redesdale", kNorthumberland, 388000, 594000, 6000, 0.6, true},
    {"Coquetdale", kNorthumberland, 404000, 602000, 8000, 1.2, true},
    {"Castle Morpeth", kNorthumberland, 411000, 584000, 7000, 3, true},
    {"Glendale", kNorthumberland, 398000, 631000, 8000, 1.5, true},
    {"Chester-le-Street", kDurham, 427400, 551300, 500, 0.8}, // over the border: every force has a few
    {"Alnwick villages", kNorthumberland, 415500, 616000, 7000, 2.5, true},
};

constexpr NightCentre kNightCentres[] = {
    {"Newcastle", 424700, 564250, 34},
    {"Sunderland", 439700, 556950, 14},
    {"South Shields", 436600, 567250, 10},
    {"Whitley Bay", 435300, 572100, 6},
    {"North Shields", 435500, 568400, 6},
    {"Gateshead", 425500, 562900, 6},
    {"Jesmond", 425300, 566000, 5},
    {"Wallsend", 430000, 566400, 3},
    {"Blyth", 431500, 581500, 4},
    {"Ashington", 427000, 587600, 4},
    {"Morpeth", 419900, 586000, 4},
    {"Hexham", 393600, 564100, 3},
    {"Alnwick", 418700, 613300, 3},
    {"Jarrow", 432700, 565300, 2},
    {"Houghton-le-Spring", 434200, 549900, 2},
    {"Berwick-upon-Tweed", 399800, 653000, 3},
};

} // namespace

std::span<const Settlement> settlements()
{
    return kSettlements;
}

std::span<const NightCentre> night_centres()
{
    return kNightCentres;
}

const std::array<PlantedHotspot, kPlantedHotspots>& planted_hotspots()
{
    static constexpr std::array<PlantedHotspot, kPlantedHotspots> planted = {{
        {"burglary", "Heaton terraces", "Heaton", "Central", 427200, 566100, 160, 12},
        {"burglary", "Saltwell avenues", "Bensham", "Central", 424800, 561600, 150, 11},
        {"burglary", "Whitley Bay guest houses", "Whitley Bay", "Northern", 434900, 572200, 140, 10},
        {"burglary", "Ashington rows", "Ashington", "Northern", 426800, 587400, 180, 11},
        {"burglary", "Hendon long streets", "Hendon", "Southern", 440100, 556100, 150, 12},
        {"burglary", "Westoe bedsits", "Westoe", "Southern", 436900, 566100, 120, 9},
        {"knife_crime", "Byker shops", "Byker", "Central", 427400, 564500, 130, 11},
        {"knife_crime", "Felling square", "Felling", "Central", 427800, 562000, 120, 9},
        {"knife_crime", "Wallsend High Street", "Wallsend", "Northern", 430100, 566500, 150, 10},
        {"knife_crime", "Blyth bus station", "Blyth", "Northern", 431200, 581500, 140, 9},
        {"knife_crime", "Pennywell parade", "Pennywell", "Southern", 435900, 555900, 130, 10},
        {"knife_crime", "Jarrow precinct", "Jarrow", "Southern", 432800, 565200, 120, 9},
        {"substance_violence", "Newcastle bars", "Newcastle", "Central", 424700, 564200, 150, 14},
        {"substance_violence", "Gateshead High Street", "Gateshead", "Central", 425500, 562900, 130, 9},
        {"substance_violence", "North Shields pubs", "North Shields", "Northern", 435500, 568400, 130, 10},
        {"substance_violence", "Morpeth market place", "Morpeth", "Northern", 419900, 586000, 100, 8},
        {"substance_violence", "Sunderland bars", "Sunderland", "Southern", 439700, 556900, 140, 12},
        {"substance_violence", "Ocean Road", "South Shields", "Southern", 436600, 567200, 140, 10},
    }};
    return planted;
}

} // namespace harmspot::sample
