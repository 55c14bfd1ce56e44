// SPDX-License-Identifier: MIT
#include "run/again_words.hpp"

#include "incident/day_text.hpp"
#include "incident/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace harmspot
{

namespace
{

constexpr std::array<std::string_view, kRerunFactors> kWords{"with incidents drawn anew", "at other bandwidths",
                                                             "with cells of other sizes", "by other harm tables"};

bool counts_for_any(const EarlierPeriod& earlier)
{
    return earlier.why_not.empty() && std::any_of(earlier.theme_why_not.begin(), earlier.theme_why_not.end(),
                                                  [](const std::string& why) { return why.empty(); });
}

} // namespace

std::pair<std::string, std::string> period_days(const Period& period)
{
    return {day_text(period.from_day), day_text(period.to_day)};
}

std::string rerun_words(const RerunReport& report)
{
    std::string words;
    for (std::size_t i = 0; i < kRerunFactors; ++i) {
        if (report.runs[i] > 0) {
            words += fmt::format("{}{} {}", words.empty() ? "" : ", ", report.runs[i], kWords[i]);
        }
    }
    return words.empty() ? words : words + ", each kind counted alike";
}

std::string again_line(const HotspotList& list)
{
    constexpr double kStable = 0.8;
    constexpr double kPersistent = 0.5;
    std::size_t looked_for = 0;
    std::size_t stable = 0;
    std::size_t looked_back = 0;
    std::size_t persistent = 0;
    for (const auto& hotspot : list.hotspots) {
        if (const auto share = hotspot.found_again ? hotspot.found_again->overall() : std::nullopt) {
            ++looked_for;
            stable += *share >= kStable ? 1U : 0U;
        }
        if (hotspot.persistence) {
            ++looked_back;
            persistent += hotspot.persistence->hot >= kPersistent * hotspot.persistence->periods ? 1U : 0U;
        }
    }
    std::string line;
    if (looked_for > 0) {
        line = fmt::format("  {} of {} found again in at least {:.0f} % of re-runs", stable, looked_for, 100 * kStable);
    }
    if (looked_back > 0) {
        line += fmt::format("{}{} of {} a hotspot in at least half of the earlier periods", line.empty() ? "  " : "; ",
                            persistent, looked_back);
    }
    return line;
}

std::vector<std::string> again_statements(const RunConfig& config, const History& history, const Job& job)
{
    std::vector<std::string> statements;
    if (config.stability.enabled && !config.publish.withholds()) {
        statements.emplace_back("resampling_stability says how often a place was found again in re-runs on the same "
                                "period's data; it does not say that the place will be there next year.");
    }
    const auto counting = std::count_if(history.periods.begin(), history.periods.end(),
                                        [&](const auto& earlier) { return earlier.why_not_for(job.theme).empty(); });
    if (!history.periods.empty() && !config.publish.withholds()) {
        statements.push_back(
            counting == 0
                ? std::string("persistence is absent: no earlier period could be looked at for this theme.")
                : fmt::format("persistence says in how many of {} earlier period{} of the same length a place "
                              "was a hotspot.",
                              counting, counting == 1 ? "" : "s"));
    }
    return statements;
}

std::vector<std::string> history_lines(const RunConfig& config, const History& history)
{
    std::vector<std::string> lines;
    for (const auto& earlier : history.periods) {
        const auto [from, to] = period_days(earlier.period);
        const auto name = fmt::format("Earlier period {} to {}", from, to);
        if (!earlier.why_not.empty()) {
            lines.push_back(fmt::format("{}: does not count, {}", name, earlier.why_not));
            continue;
        }
        lines.push_back(config.publish.withholds()
                            ? name + ": counts"
                            : fmt::format("{}: {} incidents", name, thousands(earlier.data.read.incidents.size())));
        for (std::size_t theme = 0; theme < config.themes.size(); ++theme) {
            if (!earlier.theme_why_not[theme].empty()) {
                lines.push_back(fmt::format("  does not count for {}, {}", config.themes[theme].title,
                                            earlier.theme_why_not[theme]));
            }
        }
    }
    return lines;
}

std::string history_warning(const History& history)
{
    const bool none =
        !history.periods.empty() && std::none_of(history.periods.begin(), history.periods.end(), &counts_for_any);
    return none ? "No earlier period counts for any theme, so no hotspot has a persistence; see persistence in the "
                  "manifest."
                : "";
}

} // namespace harmspot
