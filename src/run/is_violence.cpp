// SPDX-License-Identifier: MIT
#include "run/is_violence.hpp"

#include "incident/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace harmspot
{

bool is_violence(std::string_view offence, std::string_view code)
{
    static constexpr std::array kWords{"violen",       "assault",  "sexual",          "rape",   "homicide", "murder",
                                       "manslaughter", "wound",    "bodily harm",     "abuse",  "stalk",    "harass",
                                       "infanticide",  "strangul", "threats to kill", "kidnap", "cruelty"};
    const auto text = folded(offence);
    if (std::any_of(kWords.begin(), kWords.end(),
                    [&](const char* word) { return text.find(word) != std::string::npos; })) {
        return true;
    }
    // Home Office classes: homicide, violence and sexual offences.
    static constexpr std::array kClasses{1, 2, 3, 4, 5, 8, 17, 19, 20, 21, 22, 23, 36, 70, 71, 73, 88, 104, 105, 106};
    std::size_t digits = 0;
    int number = 0;
    while (digits < code.size() && digits < 4 && code[digits] >= '0' && code[digits] <= '9') {
        number = 10 * number + (code[digits] - '0');
        ++digits;
    }
    return digits > 0 && std::find(kClasses.begin(), kClasses.end(), number) != kClasses.end();
}

} // namespace harmspot
