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

constexpr std::int32_t kMinutesPerDay = 24 * 60;
/// A theme of fewer incidents a month may have a month without any.
constexpr double kFewestUsual = 50;

std::vector<std::uint32_t> rows_in(const Incidents& incidents, const Period& period)
{
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < incidents.size(); ++row) {
        if (incidents.earliest_min[row] >= period.from_day * kMinutesPerDay &&
            incidents.latest_min[row] < (period.to_day + 1) * kMinutesPerDay) {
            rows.push_back(row);
        }
    }
    return rows;
}

template <class Value>
std::vector<Value> taken(const std::vector<Value>& values, const std::vector<std::uint32_t>& rows)
{
    std::vector<Value> some;
    some.reserve(values.empty() ? 0 : rows.size());
    for (const auto row : rows) {
        if (!values.empty()) {
            some.push_back(values[row]);
        }
    }
    return some;
}

/// Some rows, with all that harm, months and hotspots ask of them.
Incidents only_rows(const Incidents& all, const std::vector<std::uint32_t>& rows)
{
    Incidents some;
    some.epsg = all.epsg;
    some.places = all.places;
    some.place = taken(all.place, rows);
    some.earliest_min = taken(all.earliest_min, rows);
    some.latest_min = taken(all.latest_min, rows);
    some.precision = taken(all.precision, rows);
    some.offence = taken(all.offence, rows);
    some.code = taken(all.code, rows);
    some.location = taken(all.location, rows);
    some.offences = all.offences;
    some.codes = all.codes;
    some.locations = all.locations;
    return some;
}

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
        const auto state =
            std::find_if(states.begin(), states.end(), [month](const MonthState& one) { return one.month == month; });
        if (state == states.end() || state->missing || state->stray) {
            if (none_counts) {
                found.none.push_back(month_text(month));
            }
        } else if (!state->low.empty() && state->low.front().offence.empty()) {
            found.few.push_back(month_text(month));
        }
    }
    return found;
}

/// The months of each theme's own rows, and whether it has so many that one without any is lacking.
struct ThemeMonths {
    std::vector<MonthState> states;
    bool is_common = false;
};

std::vector<ThemeMonths> theme_months(const Incidents& all, const std::vector<std::uint64_t>& bits, std::size_t themes,
                                      std::size_t months_with_rows)
{
    std::vector<ThemeMonths> of_theme;
    for (std::size_t theme = 0; theme < themes; ++theme) {
        std::vector<std::uint32_t> rows;
        for (std::uint32_t row = 0; row < bits.size(); ++row) {
            if ((bits[row] >> theme & 1U) != 0) {
                rows.push_back(row);
            }
        }
        const auto own = only_rows(all, rows);
        of_theme.push_back({month_states(own, 0),
                            static_cast<double>(rows.size()) >= kFewestUsual * static_cast<double>(months_with_rows)});
    }
    return of_theme;
}

/// Which periods count, for which themes, in words.
void judge(const RunConfig& config, const Incidents& all, const std::vector<std::uint64_t>& bits,
           std::vector<EarlierPeriod>& periods)
{
    const auto states = month_states(all, 0);
    const auto held = static_cast<std::size_t>(
        std::count_if(states.begin(), states.end(), [](const MonthState& month) { return month.rows > 0; }));
    const auto of_theme = theme_months(all, bits, config.themes.size(), held);
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
void fill(const RunConfig& config, const RunData& run, const Incidents& all, const std::vector<std::uint64_t>& bits,
          const PlaceAreas& areas, EarlierPeriod& earlier)
{
    const auto rows = rows_in(all, earlier.period);
    auto& data = earlier.data;
    data.read.incidents = only_rows(all, rows);
    data.theme_bits = taken(bits, rows);
    data.area_of_place = areas.area_of_place;
    data.in_study = areas.in_study;
    data.harm = weigh(data.read.incidents, run.table, config.harm.unmatched);
    data.weight = detection_weights(data.read.incidents, data.harm.harm, config.harm.transform,
                                    (earlier.period.to_day + 1) * kMinutesPerDay - 1);
}

IncidentsRead read_earlier(const RunConfig& config, const RunOptions& options, const std::vector<Period>& periods,
                           const Progress& progress)
{
    RunConfig wider = config;
    wider.period = Period{periods.back().from_day, config.period->to_day};
    const auto files = name_files(config.incidents);
    return read_incidents(files.paths, files.as_written, wider, options.threads, progress);
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
    if (config.persistence.periods == 0 || !config.period) {
        return history;
    }
    const auto periods = earlier_periods(*config.period, config.persistence.periods);
    for (const auto& period : periods) {
        history.periods.emplace_back().period = period;
    }
    progress.at("Reading earlier periods", 0);
    const auto read = read_earlier(config, options, periods, progress);
    const auto& all = read.incidents;
    const auto bits = match_themes(all, config.themes, options.threads);
    judge(config, all, bits, history.periods);
    const auto areas = place_areas(config, data.layers, data.study, all.places, options.threads);
    for (auto& earlier : history.periods) {
        if (earlier.why_not.empty()) {
            try {
                fill(config, data, all, bits, areas, earlier);
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
