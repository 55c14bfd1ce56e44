// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/incidents.hpp"
#include "harmspot/theme.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace harmspot
{

/// Rows that one step of a program answers: one bit each.
inline constexpr std::size_t kRuleBlock = 64;

/// A rule made ready for one set of incidents. Texts were tested once per dictionary entry, so that a row
/// costs a look-up per leaf. Refers to the incidents, which must outlive it.
class RuleProgram
{
public:
    /// Bit i answers for row `first` + i; `count` is at most `kRuleBlock`.
    [[nodiscard]] std::uint64_t evaluate(std::size_t first, std::size_t count) const;

private:
    friend class RuleCompiler;

    Rule::Kind m_kind = Rule::Kind::all;
    std::vector<RuleProgram> m_rules;                      ///< for groups
    const Incidents* m_incidents = nullptr;                ///< for `hours`
    const std::vector<std::uint32_t>* m_numbers = nullptr; ///< for texts and flags: the column
    std::vector<std::uint8_t> m_matches;                   ///< for texts: by dictionary number
    std::uint32_t m_flag = 0;                              ///< for `flag`: its bit
    int m_from_min = 0;                                    ///< for `hours`: start of the window in the day
    int m_length_min = 0;                                  ///< for `hours`
};

/// One program per theme.
/// \throws ConfigError with every problem of every theme
[[nodiscard]] std::vector<RuleProgram> compile_rules(const Incidents& incidents, const std::vector<Theme>& themes);

} // namespace harmspot
