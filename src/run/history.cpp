// SPDX-License-Identifier: MIT
#include "run/history.hpp"

#include "geo/geos.hpp"
#include "incident/words.hpp"
#include "run/earlier_periods.hpp"
#include "run/scope_hotspots.hpp"

#include "harmspot/error.hpp"
#include "harmspot/stability.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace harmspot
{

namespace
{

std::string list_of(const std::vector<std::string>& words)
{
    constexpr std::size_t kMost = 4;
    if (words.size() > kMost) {
        return fmt::format("{} and {} more", fmt::join(words.begin(), words.begin() + kMost, ", "),
                           words.size() - kMost);
    }
    return fmt::format("{}", fmt::join(words, ", "));
}

/// Months of a period without rows, and with under half the usual.
struct Lacking {
    std::vector<std::string> none;
    std::vector<std::string> few;

    [[nodiscard]] std::size_t months() const { return none.size() + few.size(); }
    [[nodiscard]] std::string sentence(const std::string& of) const
    {
        std::string text;
        if (!none.empty()) {
            text = fmt::format("no rows{} for {}", of, list_of(none));
        }
        if (!few.empty()) {
            text += fmt::format("{}under half the usual rows{} in {}", text.empty() ? "" : "; ", of, list_of(few));
        }
        return text;
    }
};

/// \param none_counts whether a month without rows is lacking
Lacking lacking(const std::vector<MonthState>& states, const Period& period, bool none_counts)
{
    Lacking found;
    for (const auto month : months_in(period)) {
        const auto lack = month_lack(states, month, none_counts);
        if (lack == MonthLack::none) {
            found.none.push_back(month_text(month));
        } else if (lack == MonthLack::few) {
            found.few.push_back(month_text(month));
        }
    }
    return found;
}

/// Which periods count, for which themes, in words.
void judge(const RunConfig& config, const PastMonths& months, std::vector<EarlierPeriod>& periods)
{
    const auto& [states, of_theme] = months;
    const std::size_t allowed = config.persistence.missing_months_allowed;
    for (auto& one : periods) {
        const auto lacks = lacking(states, one.period, true);
        if (lacks.none.size() == months_in(one.period).size()) {
            one.why_not = "no rows";
        } else if (lacks.months() > allowed) {
            one.why_not = lacks.sentence("");
        }
        for (std::size_t theme = 0; theme < config.themes.size(); ++theme) {
            const auto own = lacking(of_theme[theme].states, one.period, of_theme[theme].is_common);
            one.theme_why_not.push_back(own.months() > allowed ? own.sentence(" of the theme") : "");
        }
    }
}

/// What the run makes of its own rows, for the rows of one period.
void fill(const RunConfig& config, const RunData& run, const RunData& past, EarlierPeriod& earlier)
{
    constexpr std::int32_t kMinutes = 24 * 60;
    const auto rows = rows_in(past.read.incidents, earlier.period);
    auto& data = earlier.data;
    data.read.incidents = only_rows(past.read.incidents, rows);
    data.theme_bits = taken(past.theme_bits, rows);
    data.area_of_place = past.area_of_place;
    data.in_study = past.in_study;
    data.harm = weigh(data.read.incidents, run.table, config.harm.unmatched);
    data.weight = detection_weights(data.read.incidents, data.harm.harm, config.harm.transform,
                                    (earlier.period.to_day + 1) * kMinutes - 1);
}

/// The first day that anything of the past is asked of; none where nothing is.
std::optional<std::int32_t> first_day_wanted(const RunConfig& config)
{
    std::optional<std::int32_t> first;
    const auto want = [&](std::int32_t day) { first = std::min(first.value_or(day), day); };
    if (!config.period) {
        return first;
    }
    if (config.persistence.periods > 0) {
        want(earlier_periods(*config.period, config.persistence.periods).back().from_day);
    }
    if (config.change) {
        want(comparisons_of(*config.period).first_day());
    }
    return first;
}

/// Whether the files have rows that the run's own reading left out for their date.
bool has_rows_out_of_period(const RowReport& report)
{
    return std::any_of(report.inputs.begin(), report.inputs.end(), [](const InputReport& input) {
        return input.rejected[static_cast<std::size_t>(RejectReason::out_of_period)] > 0;
    });
}

/// Reads the files once more, from an earlier day on; where there is nothing more to read, the run's rows serve.
Past read_past(const RunConfig& config, const RunOptions& options, const RunData& run, std::int32_t first_day,
               const Progress& progress)
{
    Past past;
    past.period = {first_day, config.period->to_day};
    auto& data = past.data;
    if (has_rows_out_of_period(run.read.report)) {
        progress.at("Reading earlier periods", 0);
        RunConfig wider = config;
        wider.period = past.period;
        const auto files = name_files(config.incidents);
        data.read = read_incidents(files.paths, files.as_written, wider, options.threads, progress);
        data.theme_bits = match_themes(data.read.incidents, config.themes, options.threads);
        auto areas = place_areas(config, run.layers, run.study, data.read.incidents.places, options.threads);
        data.area_of_place = std::move(areas.area_of_place);
        data.in_study = std::move(areas.in_study);
    } else {
        data.read.incidents = run.read.incidents;
        data.theme_bits = run.theme_bits;
        data.area_of_place = run.area_of_place;
        data.in_study = run.in_study;
    }
    past.months =
        past_months(data.read.incidents, data.theme_bits, config.themes.size(), config.incidents.expected_lag_days);
    return past;
}

/// All hotspots of a list as one shape.
MultiPolygon together(const HotspotList& list)
{
    std::vector<MultiPolygon> shapes;
    for (const auto& hotspot : list.hotspots) {
        shapes.push_back(hotspot.shape);
    }
    return shapes.empty() ? MultiPolygon{} : geos::unite(shapes, 0);
}

bool lies_in(const Hotspot& hotspot, const MultiPolygon& shape)
{
    return !shape.empty() && area(geos::intersection(hotspot.shape, shape)) >= kFoundAgainShare * area(hotspot.shape);
}

} // namespace

History read_history(const RunConfig& config, const RunOptions& options, const RunData& data, const Progress& progress)
{
    History history;
    const auto first_day = first_day_wanted(config);
    if (!first_day) {
        return history;
    }
    history.past = read_past(config, options, data, *first_day, progress);
    for (const auto& period : earlier_periods(*config.period, config.persistence.periods)) {
        history.periods.emplace_back().period = period;
    }
    judge(config, history.past->months, history.periods);
    for (auto& earlier : history.periods) {
        if (earlier.why_not.empty()) {
            try {
                fill(config, data, history.past->data, earlier);
            } catch (const InputError& error) {
                throw InputError(fmt::format("In the earlier rows that [persistence] looks at: {}", error.what()));
            }
        }
    }
    return history;
}

void add_persistence(const RunConfig& config, const RunOptions& options, const RunData& data, const History& history,
                     const Detector& detector, const Job& job, const Found& found, std::optional<AreaRef> only,
                     std::vector<ScopedList>& lists)
{
    auto rules = config.hotspots[job.entry].rules;
    rules.quarter_outline = false;
    for (const auto& earlier : history.periods) {
        if (!earlier.why_not_for(job.theme).empty()) {
            continue;
        }
        Found before;
        before.rows = theme_rows(earlier.data, job, only);
        before.places = theme_places(earlier.data, before.rows, detector.inside_only(job));
        const bool any = !before.places.x.empty();
        if (any) {
            Redetect how;
            how.only = only;
            how.threads = options.threads;
            before.detection = detector.redetect(job, found, before.places.view(), how);
        }
        for (auto& [scope, list] : lists) {
            const auto shape =
                any ? together(scope_hotspots(config, options, data, earlier.data, job, before, rules, scope))
                    : MultiPolygon{};
            for (auto& hotspot : list.hotspots) {
                if (hotspot.outline == "hotspot") {
                    auto& persistence = hotspot.persistence ? *hotspot.persistence : hotspot.persistence.emplace();
                    ++persistence.periods;
                    persistence.hot += lies_in(hotspot, shape) ? 1U : 0U;
                }
            }
        }
    }
}

} // namespace harmspot
