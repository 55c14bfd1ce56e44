// SPDX-License-Identifier: MIT
#include "run/init_themes.hpp"

#include "incident/text.hpp"
#include "sample/sample_offences.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

namespace harmspot::init
{

namespace
{

// Codes of the Home Office counting rules, as in configs/force_export.toml.
constexpr std::array<std::string_view, 16> kBurglary{"28A", "28B", "28C", "28D", "28E", "28F", "28G", "28H",
                                                     "29",  "29A", "30A", "30B", "30C", "30D", "31",  "31A"};
constexpr std::array<std::string_view, 19> kSeriousViolence{"1",   "2",   "3B",  "4.1", "4.2", "4.10", "5D",
                                                            "5E",  "8N",  "8P",  "8S",  "19C", "19D",  "19E",
                                                            "19F", "19G", "19H", "34A", "34B"};
constexpr std::array<std::string_view, 4> kFurtherViolence{"20A", "104", "105A", "105B"};
constexpr std::string_view kCarryingABlade = "10D";
/// Codes that no theme here is about and that are no slip either.
constexpr std::array<std::string_view, 32> kOthers{
    "8L",  "8M",  "8Q",  "8R",  "9A",  "9B",  "10A", "10B", "10C", "37.2", "39", "44",  "45",  "46",  "48",  "49",
    "56A", "56B", "58A", "58B", "58C", "58D", "58J", "62A", "66",  "81",   "90", "92A", "92C", "92D", "92E", "126"};

constexpr std::string_view kHarm =
    "[harm]\ntable = \"count\"         # every incident weighs 1; give a CSV of code,weight,unit,source,vintage for "
    "harm\n\n";

constexpr std::string_view kPoliceUkThemes = R"toml([[theme]]
name  = "burglary"
title = "Burglary suppression (open-data proxy)"
proxy = "The police.uk category Burglary stands for burglary suppression; it joins homes and businesses."
match = { field = "offence", equals = "Burglary" }

[[theme]]
name  = "knife_crime"
title = "Knife crime (open-data proxy)"
proxy = "Possession of weapons and Robbery stand in for knife crime, which open data does not show."
match = { field = "offence", in = ["Possession of weapons", "Robbery"] }

[[theme]]
name  = "substance_violence"
title = "Substance-misuse violence (open-data proxy)"
proxy = "All Violence and sexual offences stand in for violence with an alcohol or drugs qualifier, which open data does not show."
match = { field = "offence", equals = "Violence and sexual offences" }

)toml";

template <class Codes>
std::string listed(const Codes& codes)
{
    return fmt::format("\"{}\"", fmt::join(codes, "\", \""));
}

std::string burglary(bool codes)
{
    return "[[theme]]\nname  = \"burglary\"\ntitle = \"Burglary suppression\"\n" +
           (codes ? fmt::format("match = {{ field = \"code\", in = [{}] }}\n\n", listed(kBurglary))
                  : "match = { field = \"offence\", contains = \"burglary\" }\n\n");
}

std::string knife_crime(bool codes)
{
    const std::string head = "[[theme]]\nname  = \"knife_crime\"\ntitle = \"Knife crime\"\n";
    if (!codes) {
        return head + "match = { flag = \"knife\" }   # narrow it to serious violence\n\n";
    }
    return head +
           fmt::format("match = {{ any = [   # serious violence with the knife flag, or carrying a blade or point\n"
                       "  {{ all = [{{ flag = \"knife\" }}, {{ field = \"code\", in = [{}] }}] }},\n"
                       "  {{ field = \"code\", equals = \"{}\" }},\n] }}\n\n",
                       listed(kSeriousViolence), kCarryingABlade);
}

std::string substance_violence(bool codes, const std::vector<std::string>& flags)
{
    std::string any;
    for (const auto& flag : flags) {
        any += fmt::format("{}{{ flag = \"{}\" }}", any.empty() ? "" : ", ", flag);
    }
    const std::string head = "[[theme]]\nname  = \"substance_violence\"\ntitle = \"Substance-misuse violence\"\n";
    if (!codes) {
        return head +
               fmt::format("match = {{ any = [{}] }}   # narrow it to violence; drug offences are not it\n\n", any);
    }
    return head + fmt::format("match = {{ all = [   # violence with the flag; drug offences are not it\n"
                              "  {{ any = [{}] }},\n  {{ field = \"code\", in = [{}, {}] }},\n] }}\n\n",
                              any, listed(kSeriousViolence), listed(kFurtherViolence));
}

} // namespace

std::string themes_toml(const Export& found)
{
    if (found.police_uk) {
        return std::string(kHarm) + std::string(kPoliceUkThemes);
    }
    const auto& map = found.config.incidents.columns;
    const bool codes = !map.code.empty();
    auto text = std::string(kHarm) + burglary(codes);
    if (map.flags.contains("knife")) {
        text += knife_crime(codes);
    }
    std::vector<std::string> substances;
    for (const auto* flag : {"alcohol", "drugs"}) {
        if (map.flags.contains(flag)) {
            substances.emplace_back(flag);
        }
    }
    return substances.empty() ? text : text + substance_violence(codes, substances);
}

std::vector<bool> unknown_codes(const std::vector<std::string>& codes)
{
    std::set<std::string> known;
    const auto add = [&known](const auto& more) {
        for (const auto code : more) {
            known.insert(folded(code));
        }
    };
    add(kBurglary);
    add(kSeriousViolence);
    add(kFurtherViolence);
    add(kOthers);
    known.insert(folded(kCarryingABlade));
    for (const auto& offence : sample::offences()) {
        known.insert(folded(offence.code));
    }
    std::vector<bool> unknown(codes.size());
    std::transform(codes.begin(), codes.end(), unknown.begin(),
                   [&](const std::string& code) { return !known.contains(folded(code)); });
    return unknown;
}

} // namespace harmspot::init
