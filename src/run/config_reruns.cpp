// SPDX-License-Identifier: MIT
#include "run/config_build.hpp"
#include "run/config_sections.hpp"
#include "run/earlier_periods.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <set>
#include <string_view>

// [stability] and [persistence]: whether hotspots are found again in re-runs, and were there before.
namespace harmspot::config
{

namespace
{

using Type = KeySpec::Type;

constexpr double kMostDraws = 10'000;
constexpr double kMostChange = 0.5;
constexpr double kMostPeriods = 20;

/// 1900-01-01, before which no date is read.
constexpr std::int32_t kFirstDay = -25'567;

/// A section that somebody began to fill but that is off does nothing, which nobody would see.
void check_switched_on(const Fields& fields, const SectionSpec& section, std::string_view key, std::string_view on,
                       bool is_on, Building& building)
{
    if (is_on || fields.written(key)) {
        return;
    }
    for (const auto& spec : section.keys) {
        if (fields.written(spec.name)) {
            building.problems.add(fields.at(spec.name),
                                  fmt::format("{} does nothing while {} is off; add {}, or take it out", spec.name,
                                              section_text(section), on));
        }
    }
}

void read_harm_tables(const Fields& fields, StabilityConfig& stability, Building& building)
{
    const auto* files = fields.valid("harm_tables");
    const auto* list = files == nullptr ? nullptr : files->as<List>();
    std::set<std::string> seen;
    for (const auto& file : list == nullptr ? List() : *list) {
        const auto* written = file.as<std::string>();
        if (written == nullptr) {
            continue;
        }
        stability.harm_tables.push_back(building.resolved(file));
        stability.harm_tables_as_written.push_back(*written);
        if (!seen.insert(std::filesystem::path(stability.harm_tables.back()).lexically_normal().string()).second) {
            building.problems.add(file.at, fmt::format("the harm table {} is listed twice", in_quotes(*written)));
        }
    }
}

} // namespace

SectionSpec stability_section()
{
    const StabilityConfig defaults;
    return {
        .name = "stability",
        .why = "re-runs every map many times, each time with one thing changed, and says in how many of them each "
               "hotspot is found again: at least half of its area among the highest that the same budget covers; for "
               "clusters, a cluster that shares more than half of the incidents in either. A hotspot that comes and "
               "goes rests on few incidents or on a setting. It says nothing about next year: for that see persistence",
        .keys = {
            {.name = "enabled",
             .type = Type::boolean,
             .fallback = false,
             .why = "makes the re-runs; a run takes longer, by minutes for clusters of many thousand incidents"},
            {.name = "draws",
             .type = Type::integer,
             .unit = "re-runs",
             .fallback = static_cast<std::int64_t>(defaults.draws),
             .least = 0,
             .most = kMostDraws,
             .why = "re-runs with incidents drawn anew: as many as there are, with replacement, so that some count "
                    "twice and a third not at all (bootstrap, Efron 1979). 100 tell 0.9 from 0.8; 0 makes none"},
            {.name = "bandwidth_change",
             .type = Type::number,
             .unit = "share",
             .fallback = defaults.bandwidth_change,
             .least = 0,
             .most = kMostChange,
             .why = "one re-run with bandwidth_m (dbscan eps_m, nnh distance_m) smaller by this share and one with it "
                    "larger, never under the least that data.police.uk allows; 0 makes none"},
            {.name = "cell_change",
             .type = Type::number,
             .unit = "share",
             .fallback = defaults.cell_change,
             .least = 0,
             .most = kMostChange,
             .why = "the same for cell_m; 0 makes none"},
            {.name = "harm_tables",
             .type = Type::file_list,
             .optional = true,
             .why = "one re-run for each of these other harm tables, laid out like that of [harm] table and under the "
                    "same rules; left out for a theme whose incidents they weigh in the same proportions"},
        }};
}

SectionSpec persistence_section()
{
    return {.name = "persistence",
            .why =
                "looks for each hotspot in earlier periods of the same length, made of the same files' earlier rows, "
                "and says in how many of them it was one: at least half of its area lay in that period's hotspots. "
                "Those rows count in no total, table or map",
            .keys = {
                {.name = "periods",
                 .type = Type::integer,
                 .unit = "periods",
                 .fallback = std::int64_t{0},
                 .least = 0,
                 .most = kMostPeriods,
                 .why = "how many, each ending where the next begins, the last where [period] begins; 0 looks at none"},
                {.name = "missing_months_allowed",
                 .type = Type::integer,
                 .unit = "months",
                 .fallback = std::int64_t{0},
                 .least = 0,
                 .most = 11,
                 .why = "an earlier period with more months than this that have no rows, or under half the usual, does "
                        "not count; the manifest says which"},
            }};
}

SectionSpec change_section()
{
    return {.name = "change",
            .why =
                "says what changed: for each hotspot and area how many incidents there were in the period before, in "
                "the same period last year and in the last 28 days, and in change_words whether a difference is "
                "more than chance makes of such counts (Poisson e-test, Krishnamoorthy & Thomson 2004). Months "
                "without rows, with under half the usual or still coming in are left out on both sides. It needs a "
                "[period] and, in the same files, the earlier rows",
            .keys = {
                {.name = "enabled",
                 .type = Type::boolean,
                 .fallback = true,
                 .why = "reads the files once more when they hold rows from before the period"},
            }};
}

SectionSpec decisions_section()
{
    return {.name = "decisions",
            .why = "what analysts decided about places, read and applied in every run: take a custody suite off the "
                   "list, give a place its name, make one of two, or keep a note. A place meets the hotspots whose "
                   "outline overlaps its square. Places taken off stay in all totals and are listed in "
                   "tables/left_out.csv; decisions that meet nothing are reported",
            .keys = {
                {.name = "file",
                 .type = Type::file,
                 .optional = true,
                 .why = "CSV with the columns place (a grid reference such as NZ 245 643, or a hotspot's id), action "
                        "(drop, rename, merge or note), value (the new name, or the place to merge with), reason, "
                        "initials, date (YYYY-MM-DD) and, for one theme alone, theme"},
            }};
}

StabilityConfig build_stability(const Node& document, Building& building)
{
    const Fields fields(document.find("stability"));
    StabilityConfig stability;
    stability.enabled = fields.flag("enabled");
    stability.draws = static_cast<std::uint32_t>(fields.whole("draws"));
    stability.bandwidth_change = fields.number("bandwidth_change");
    stability.cell_change = fields.number("cell_change");
    read_harm_tables(fields, stability, building);
    check_switched_on(fields, stability_section(), "enabled", "enabled = true", stability.enabled, building);
    const bool nothing = stability.draws == 0 && stability.bandwidth_change == 0 && stability.cell_change == 0 &&
                         stability.harm_tables.empty();
    if (stability.enabled && nothing && fields.valid("draws") != nullptr &&
        fields.valid("bandwidth_change") != nullptr && fields.valid("cell_change") != nullptr) {
        building.problems.add(fields.at("enabled"), "[stability] has nothing to re-run: draws, bandwidth_change and "
                                                    "cell_change are 0 and there are no harm_tables");
    }
    return stability;
}

PersistenceConfig build_persistence(const Node& document, const std::optional<Period>& period, Building& building)
{
    const Fields fields(document.find("persistence"));
    PersistenceConfig persistence;
    persistence.periods = static_cast<std::uint32_t>(fields.whole("periods"));
    persistence.missing_months_allowed = static_cast<std::uint32_t>(fields.whole("missing_months_allowed"));
    check_switched_on(fields, persistence_section(), "periods", "periods = 3 or as many as there are",
                      persistence.periods > 0, building);
    const auto* node = document.find("period");
    const bool period_given = node != nullptr && node->as<Table>() != nullptr;
    if (persistence.periods > 0 && !period && !period_given) {
        building.problems.add(fields.at("periods"), "[persistence] needs a [period]: earlier ones end where it begins "
                                                    "and are as long as it");
    }
    if (persistence.periods > 0 && period && period->from_day <= period->to_day &&
        earlier_periods(*period, persistence.periods).back().from_day < kFirstDay) {
        building.problems.add(
            fields.at("periods"),
            fmt::format("{} periods as long as [period] would begin before 1900; ask for fewer", persistence.periods));
    }
    return persistence;
}

} // namespace harmspot::config
