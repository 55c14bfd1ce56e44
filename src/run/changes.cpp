// SPDX-License-Identifier: MIT
#include "run/changes.hpp"

#include "geo/shape_index.hpp"
#include "hotspot/members.hpp"
#include "incident/day_text.hpp"
#include "incident/words.hpp"
#include "run/again_words.hpp"
#include "run/earlier_periods.hpp"
#include "run/theme_rows.hpp"

#include "harmspot/change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace harmspot
{

namespace
{

using Kind = Table::ColumnKind;

constexpr std::int32_t kMinutesPerDay = 24 * 60;
constexpr std::int32_t kLastDays = 28;

std::int32_t day_of(std::int32_t minute)
{
    return (minute >= 0 ? minute : minute - kMinutesPerDay + 1) / kMinutesPerDay;
}

bool holds(const Period& period, std::int32_t first_day, std::int32_t last_day)
{
    return first_day >= period.from_day && last_day <= period.to_day;
}

/// A comparison of one theme, with the months that cannot be compared left out on both sides.
struct Fair {
    Comparison comparison;
    std::vector<std::int32_t> without; ///< of either period
    std::string without_words;         ///< ", without 2022-11 and 2021-11"; empty when nothing is left out
    std::string why_not;               ///< why there is nothing to compare; empty when there is
    double days = 0;                   ///< of the period, as far as it counts
    double earlier_days = 0;

    [[nodiscard]] bool counts(const Period& period, std::int32_t first_day, std::int32_t last_day) const
    {
        return holds(period, first_day, last_day) &&
               std::find(without.begin(), without.end(), month_of(first_day * kMinutesPerDay)) == without.end();
    }
};

std::string lack_words(MonthLack lack, std::int32_t month)
{
    switch (lack) {
    case MonthLack::none:
        return "no rows for " + month_text(month);
    case MonthLack::few:
        return "under half the usual rows in " + month_text(month);
    case MonthLack::provisional:
        return "rows may still come in for " + month_text(month);
    case MonthLack::nothing:
        break;
    }
    return {};
}

/// What is wrong with a month, for one theme; a sentence's part, empty when nothing is.
std::string lack_of(const PastMonths& months, std::size_t theme, std::int32_t month)
{
    auto words = lack_words(month_lack(months.all, month, true), month);
    if (words.empty()) {
        const auto& own = months.of_theme[theme];
        words = lack_words(month_lack(own.states, month, own.is_common), month);
        words += words.empty() ? "" : ", of this theme";
    }
    return words;
}

double days_without(const Period& period, const std::vector<std::int32_t>& without)
{
    double days = 0;
    for (auto day = period.from_day; day <= period.to_day; ++day) {
        days += std::find(without.begin(), without.end(), month_of(day * kMinutesPerDay)) == without.end() ? 1 : 0;
    }
    return days;
}

/// ", without November of either year"; of longer periods ", without 2021-11 and 2022-11". Empty for none.
std::string without_words(const Comparison& comparison, const std::vector<std::int32_t>& without)
{
    constexpr std::size_t kMonthsAYear = 12;
    std::vector<std::string> names;
    const bool by_name = months_in(comparison.period).size() <= kMonthsAYear;
    for (const auto month : without) {
        auto name = by_name ? month_in_words(month) : month_text(month);
        if (by_name) {
            name.erase(name.find(' ')); // the same month of both years
        }
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(std::move(name));
        }
    }
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        text += (i == 0 ? ", without " : i + 1 == names.size() ? " and " : ", ") + names[i];
    }
    return names.empty() || !by_name ? text : text + " of either year";
}

/// Pairs the months of both periods and leaves a pair out when either month is lacking. At least half must remain.
Fair fair_comparison(const PastMonths& months, std::size_t theme, const Comparison& comparison)
{
    Fair fair;
    fair.comparison = comparison;
    const auto now = months_in(comparison.period);
    const auto before = months_in(comparison.earlier);
    const bool paired = now.size() == before.size() && is_whole_months(comparison.period);
    std::size_t left_out = 0;
    std::vector<std::string> why;
    for (std::size_t i = 0; i < std::max(now.size(), before.size()); ++i) {
        std::string words = i < before.size() ? lack_of(months, theme, before[i]) : "";
        if (words.empty() && i < now.size()) {
            words = lack_of(months, theme, now[i]);
        }
        if (words.empty()) {
            continue;
        }
        ++left_out;
        why.push_back(words);
        if (paired) {
            fair.without.insert(fair.without.end(), {now[i], before[i]});
        }
    }
    if (left_out > 0 && (!paired || 2 * left_out > now.size())) {
        fair.why_not = why.size() > 1 ? fmt::format("{} and {} more month{}", why.front(), why.size() - 1,
                                                    why.size() == 2 ? "" : "s")
                                      : why.front();
        return fair;
    }
    fair.without_words = without_words(comparison, fair.without);
    fair.days = days_without(comparison.period, fair.without);
    fair.earlier_days = days_without(comparison.earlier, fair.without);
    return fair;
}

/// Counts of one place or area.
class Tally
{
public:
    Tally(const Comparisons& periods, const Fair& fair) : m_periods(&periods), m_fair(&fair) {}

    void add(std::int32_t first_day, std::int32_t last_day, TimePrecision precision)
    {
        const auto count = [&](const Period& period) { return holds(period, first_day, last_day) ? 1U : 0U; };
        const auto& run = m_periods->run;
        m_now += count(run);
        m_previous += count(m_periods->previous);
        m_last_year += m_periods->last_year ? count(*m_periods->last_year) : 0U;
        m_compared += m_fair->counts(m_fair->comparison.period, first_day, last_day) ? 1U : 0U;
        m_earlier += m_fair->counts(m_fair->comparison.earlier, first_day, last_day) ? 1U : 0U;
        if (count(run) > 0) {
            m_last_28 += first_day > run.to_day - kLastDays ? 1U : 0U;
            m_last_day = std::max(m_last_day.value_or(last_day), last_day);
            m_months_only = m_months_only || precision == TimePrecision::month || precision == TimePrecision::none;
        }
    }

    [[nodiscard]] std::uint64_t now() const { return m_now; }
    [[nodiscard]] std::uint64_t compared() const { return m_compared; }
    [[nodiscard]] std::uint64_t earlier() const { return m_earlier; }

    [[nodiscard]] Change change() const
    {
        return compare_counts(m_compared, m_earlier, m_fair->days, m_fair->earlier_days);
    }

    [[nodiscard]] ChangeFigures figures(const PastMonths& months, const std::string& words) const
    {
        ChangeFigures figures;
        const auto known = [&](const Period& period) { // a period without any rows was not empty, but not there
            const auto of_period = months_in(period);
            return std::any_of(of_period.begin(), of_period.end(), [&](std::int32_t month) {
                return month_lack(months.all, month, true) != MonthLack::none;
            });
        };
        if (known(m_periods->previous)) {
            figures.incidents_previous = m_previous;
        }
        if (m_periods->last_year && known(*m_periods->last_year)) {
            figures.incidents_same_period_last_year = m_last_year;
        }
        if (!m_months_only && days_in(m_periods->run) >= kLastDays) {
            figures.incidents_last_28_days = m_last_28;
        }
        if (!m_months_only) {
            figures.last_incident_day = m_last_day;
        }
        figures.words = words;
        return figures;
    }

private:
    const Comparisons* m_periods;
    const Fair* m_fair;
    std::uint64_t m_now = 0;
    std::uint64_t m_previous = 0;
    std::uint64_t m_last_year = 0;
    std::uint64_t m_compared = 0;
    std::uint64_t m_earlier = 0;
    std::uint64_t m_last_28 = 0;
    std::optional<std::int32_t> m_last_day;
    bool m_months_only = false;
};

/// "no clear change: 31 in March 2021 to February 2022, 28 in March 2020 to February 2021, without …"
/// For the public without the counts, whose differences from others could give a small one away.
std::string change_words(const Fair& fair, const Tally& tally, const PublishRules& rules)
{
    if (!fair.why_not.empty()) {
        return "cannot compare: " + fair.why_not;
    }
    if (rules.withholds()) {
        return std::string(change_text(tally.change())) + fair.without_words;
    }
    return fmt::format("{}: {} in {}, {} in {}{}", change_text(tally.change()), thousands(tally.compared()),
                       period_in_words(fair.comparison.period), thousands(tally.earlier()),
                       period_in_words(fair.comparison.earlier), fair.without_words);
}

void add_row(const Incidents& incidents, std::uint32_t row, Tally& tally)
{
    tally.add(day_of(incidents.earliest_min[row]), day_of(incidents.latest_min[row]), incidents.precision[row]);
}

/// A theme in one area, or in the force.
Tally tally_of(const RunData& past, const Comparisons& periods, const Fair& fair, std::size_t theme,
               std::optional<AreaRef> area)
{
    Tally tally(periods, fair);
    for (const auto row : theme_row_numbers(past, Job{theme, 0, Version::count}, area)) {
        if (area || past.in_study[past.read.incidents.place[row]] != 0) {
            add_row(past.read.incidents, row, tally);
        }
    }
    return tally;
}

Table::Cell cell_of(const std::optional<std::uint64_t>& count)
{
    return count ? Table::Cell(static_cast<std::int64_t>(*count)) : Table::Cell(std::string());
}

/// The rows of one theme in one area.
void add_rows(const RunConfig& config, const History& history, std::size_t theme, const std::string& layer,
              const std::string& name, std::optional<AreaRef> area, Table& table)
{
    const auto& past = *history.past;
    const auto add = [&](const char* what, const Comparisons& periods, const Comparison& comparison) {
        const auto fair = fair_comparison(past.months, theme, comparison);
        const auto tally = tally_of(past.data, periods, fair, theme, area);
        const auto figures = tally.figures(past.months, change_words(fair, tally, config.publish));
        table.rows.push_back({layer, name, config.themes[theme].name, what, period_in_words(periods.run),
                              static_cast<std::int64_t>(tally.now()), cell_of(figures.incidents_previous),
                              cell_of(figures.incidents_same_period_last_year), cell_of(figures.incidents_last_28_days),
                              figures.last_incident_day ? day_text(*figures.last_incident_day) : std::string(),
                              figures.words});
    };
    const auto periods = comparisons_of(*config.period);
    add("period", periods, periods.of_areas);
    if (periods.latest) {
        add("last_month", comparisons_of(periods.latest->period), *periods.latest);
    }
}

/// "Burglary, February 2023: 219; February 2022: 232. No clear change."
std::string sentence_of(const RunConfig& config, const History& history, std::size_t theme, std::optional<AreaRef> area,
                        const Comparison& comparison)
{
    const auto& past = *history.past;
    const auto fair = fair_comparison(past.months, theme, comparison);
    const auto tally = tally_of(past.data, comparisons_of(comparison.period), fair, theme, area);
    const auto start = fmt::format("{}, {}: {}", config.themes[theme].title, period_in_words(comparison.period),
                                   thousands(fair.why_not.empty() ? tally.compared() : tally.now()));
    const auto& rules = config.publish;
    const auto least = rules.withholds() ? rules.least_count : 0;
    if (tally.now() < least || tally.compared() < least || tally.earlier() < least) {
        return {};
    }
    if (!fair.why_not.empty()) {
        return fmt::format("{}. Cannot be compared with {}: {}.", start, period_in_words(comparison.earlier),
                           fair.why_not);
    }
    std::string change(change_text(tally.change()));
    change[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(change[0])));
    return fmt::format("{}; {}: {}{}. {}.", start, period_in_words(comparison.earlier), thousands(tally.earlier()),
                       fair.without_words, change);
}

} // namespace

std::string period_in_words(const Period& period)
{
    if (!is_whole_months(period)) {
        const auto [from, to] = period_days(period);
        return from == to ? from : from + " to " + to;
    }
    const auto months = months_in(period);
    return months.size() == 1 ? month_in_words(months.front())
                              : fmt::format("{} to {}", month_in_words(months.front()), month_in_words(months.back()));
}

void add_changes(const RunConfig& config, const RunData& data, const History& history, const Job& job,
                 std::optional<AreaRef> only, std::vector<ScopedList>& lists)
{
    if (!config.change || !history.past) {
        return;
    }
    const auto& past = *history.past;
    const auto periods = comparisons_of(*config.period);
    const auto fair = fair_comparison(past.months, job.theme, periods.of_places);
    const Job by_count{job.theme, job.entry, Version::count};
    const auto numbers = theme_row_numbers(past.data, by_count, only);
    const auto rows = theme_rows(past.data, by_count, only);
    HotspotContext context;
    context.places = &past.data.read.incidents.places;
    context.locations = &past.data.read.incidents.locations;
    context.layers = &data.layers;
    context.area_of_place = &past.data.area_of_place;
    for (auto& [scope, list] : lists) {
        const ShapeIndex index(*scope.shape);
        const ScopeRows in_scope(rows, scope, index, context);
        for (auto& hotspot : list.hotspots) {
            if (hotspot.outline != "hotspot") {
                continue;
            }
            Tally tally(periods, fair);
            for (const auto site : in_scope.members(hotspot.shape)) {
                for (const auto row : in_scope.rows_of(in_scope.sites()[site])) {
                    add_row(past.data.read.incidents, numbers[row], tally);
                }
            }
            hotspot.change = tally.figures(past.months, change_words(fair, tally, config.publish));
        }
    }
}

Table changes_table(const RunConfig& config, const RunData& data, const History& history)
{
    Table table;
    table.columns = {{"area_layer", Kind::key},
                     {"area", Kind::key},
                     {"theme", Kind::key},
                     {"what", Kind::key},
                     {"period", Kind::key},
                     {"incidents", Kind::count},
                     {"incidents_previous", Kind::count},
                     {"incidents_same_period_last_year", Kind::count},
                     {"incidents_last_28_days", Kind::count},
                     {"last_incident_date", Kind::measure},
                     {"change_words", Kind::measure}};
    for (std::size_t theme = 0; theme < config.themes.size(); ++theme) {
        add_rows(config, history, theme, "(force)", "(force)", std::nullopt, table);
        for (std::size_t layer = 0; layer < data.layers.size(); ++layer) {
            const auto& areas = data.layers[layer].areas;
            for (std::uint16_t area = 0; area < areas.size(); ++area) {
                add_rows(config, history, theme, data.layers[layer].name, areas[area].name, AreaRef{layer, area},
                         table);
            }
        }
    }
    return table;
}

std::vector<std::string> change_sentences(const RunConfig& config, const History& history, std::size_t theme,
                                          std::optional<AreaRef> area)
{
    std::vector<std::string> sentences;
    if (!config.change || !history.past) {
        return sentences;
    }
    const auto periods = comparisons_of(*config.period);
    if (periods.latest) {
        sentences.push_back(sentence_of(config, history, theme, area, *periods.latest));
    }
    sentences.push_back(sentence_of(config, history, theme, area, periods.of_areas));
    std::erase(sentences, std::string());
    const auto cannot = [](const std::string& text) { return text.find(". Cannot be compared") != std::string::npos; };
    if (sentences.size() > 1 && std::all_of(sentences.begin(), sentences.end(), cannot)) {
        sentences.erase(sentences.begin()); // one sentence says that there is nothing to compare with
    }
    return sentences;
}

std::vector<std::string> change_statements(const RunConfig& config, const History& history)
{
    if (!config.change || !history.past || config.publish.withholds()) {
        return {};
    }
    const auto periods = comparisons_of(*config.period);
    return {fmt::format("change_words compares {} with {}, by the Poisson e-test: a place chosen for what happened in "
                        "this period looks busier in it than it is, so this period is not tested.",
                        period_in_words(periods.of_places.period), period_in_words(periods.of_places.earlier))};
}

} // namespace harmspot
