// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/incidents.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace harmspot
{

/// A test on one incident. A tree of groups (`all`, `any`, `none`) over leaves.
///
/// Texts are compared after trimming, without regard to ASCII case; `matches` is RE2, case as written,
/// anywhere in the text.
struct Rule {
    enum class Kind { all, any, none, in, equals, contains, prefix, matches, flag, hours };

    Kind kind = Kind::all;
    std::vector<Rule> rules;         ///< for groups; an empty `all` matches everything
    std::string field;               ///< for texts: one of `kRuleFields`, or of `Incidents::fields`
    std::vector<std::string> values; ///< `in` takes several, the others one; `flag` the flag's name
    int from_hour = 0;               ///< `hours`: first hour of the window, 0 to 23
    int to_hour = 0;                 ///< `hours`: hour at which it ends, exclusive, 0 to 24; may pass midnight
};

/// What one analysis is about.
struct Theme {
    std::string name;  ///< [a-z][a-z0-9_]{0,39}
    std::string title; ///< for people
    std::string proxy; ///< what stands in for what, in words; empty when the theme is the real thing
    Rule match;
};

inline constexpr std::size_t kMaxThemes = 64;

/// One bit per theme (bit i = themes[i]) for every incident.
///
/// `hours` matches an incident whose whole span of minutes lies in the window and is no longer than it;
/// incidents known by day or month only never match.
/// \throws ConfigError when a rule names an unknown field, a flag that the input does not map, a bad
/// expression, hours that are no window, or nothing to compare with; with every problem of every theme
[[nodiscard]] std::vector<std::uint64_t> match_themes(const Incidents& incidents, const std::vector<Theme>& themes,
                                                      unsigned threads);

/// The fields a rule may always name.
inline constexpr std::string_view kRuleFields[] = {"code", "location", "location_type", "offence"};

} // namespace harmspot
