// SPDX-License-Identifier: MIT
#include "run/config_build.hpp"

#include "incident/clock_change.hpp"
#include "incident/dates.hpp"
#include "incident/numbers.hpp"
#include "incident/text.hpp"
#include "run/config_check.hpp"
#include "run/patrol_shift.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

// [patrols]
namespace harmspot::config
{

namespace
{

/// "15:00" as minutes of the day; nothing for what is no quarter of an hour.
std::optional<std::int32_t> quarter_of_day(const std::string& text)
{
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : -1000; };
    if (text.size() != 5 || text[2] != ':') {
        return std::nullopt;
    }
    const int hour = 10 * digit(0) + digit(1);
    const int minute = 10 * digit(3) + digit(4);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || minute % kPatrolSlotMin != 0) {
        return std::nullopt;
    }
    return 60 * hour + minute;
}

class PatrolsBuilder
{
public:
    PatrolsBuilder(Node& node, const RunConfig& run, Building& building)
        : m_node(node), m_fields(&node), m_run(run), m_building(building)
    {
    }

    PatrolsConfig build()
    {
        read_incidents();
        read_places();
        read_areas();
        read_zones();
        read_shift();
        read_logs();
        check_budget();
        return std::move(m_plan);
    }

private:
    void problem(std::string_view key, std::string text) { m_building.problems.add(m_fields.at(key), std::move(text)); }
    void fill(const char* key, Node node) { m_node.set(key, std::move(node)); }
    [[nodiscard]] std::size_t count(std::string_view key) const
    {
        return static_cast<std::size_t>(m_fields.whole(key));
    }

    [[nodiscard]] std::vector<std::string> theme_names() const
    {
        std::vector<std::string> names;
        for (const auto& theme : m_run.themes) {
            names.push_back(theme.name);
        }
        return names;
    }

    /// The themes that a list names; what is wrong with it is a problem.
    std::vector<std::string> themes_of(std::string_view key, const std::vector<std::string>& known, const char* what)
    {
        const auto* node = m_fields.valid(key);
        const auto* items = node == nullptr ? nullptr : node->as<List>();
        std::vector<std::string> chosen;
        for (const auto& item : items == nullptr ? List() : *items) {
            const auto* name = item.as<std::string>();
            if (name == nullptr) {
                continue;
            }
            if (std::find(known.begin(), known.end(), *name) == known.end()) {
                m_building.problems.add(item.at,
                                        fmt::format("{} is {}{}", in_quotes(*name), what, did_you_mean(*name, known)));
            } else if (std::find(chosen.begin(), chosen.end(), *name) != chosen.end()) {
                m_building.problems.add(item.at, fmt::format("the theme '{}' is listed twice", *name));
            } else {
                chosen.push_back(*name);
            }
        }
        if (items != nullptr && items->empty()) {
            problem(key, fmt::format("{} in [patrols] is empty; name a theme, or leave it out", key));
        }
        return chosen;
    }

    void read_incidents()
    {
        m_plan.themes = themes_of("themes", theme_names(), "no [[theme]]");
        if (m_fields.valid("themes") == nullptr && !m_fields.written("themes")) {
            m_plan.themes = theme_names();
            List items;
            for (const auto& name : m_plan.themes) {
                items.push_back({name, m_node.at, true});
            }
            fill("themes", Node{std::move(items), m_node.at, true});
        }
        m_plan.keep_dwellings_of = themes_of("keep_dwellings_of", m_plan.themes, "no theme of [patrols]");
        m_plan.by_harm = m_fields.text("weight") != "incidents";
        m_plan.dwelling_types = m_fields.texts("dwelling_types");
        m_plan.allow_unfiltered = m_fields.flag("allow_unfiltered");
    }

    void read_places()
    {
        for (const auto shape : {PatrolShape::square, PatrolShape::hexagon, PatrolShape::circle}) {
            if (patrol_shape_text(shape) == m_fields.text("shape")) {
                m_plan.shape = shape;
            }
        }
        m_plan.size_m = m_fields.number("size_m");
        m_plan.step_m = m_fields.number("step_m");
        m_plan.turn_degrees = m_fields.number("turn_degrees");
        m_plan.separation_m = m_fields.number("separation_m");
        if (m_fields.valid("places") != nullptr) {
            m_plan.places = count("places");
        }
    }

    /// Numbers by name of area. Whether there are such areas shows when the layer is read.
    std::map<std::string, std::size_t> by_area(std::string_view key, double most)
    {
        std::map<std::string, std::size_t> numbers;
        const auto* node = m_fields.valid(key);
        const auto* items = node == nullptr ? nullptr : node->as<List>();
        for (const auto& item : items == nullptr ? List() : *items) {
            const auto* text = item.as<std::string>();
            if (text == nullptr) {
                continue;
            }
            const auto sign = text->rfind('=');
            const double number = sign == std::string::npos
                                      ? -1
                                      : parse_number(trimmed(std::string_view(*text).substr(sign + 1))).value_or(-1);
            const std::string area(trimmed(std::string_view(*text).substr(0, std::min(sign, text->size()))));
            if (area.empty() || !(number >= 0 && number <= most && number == std::floor(number))) {
                m_building.problems.add(
                    item.at, fmt::format("{} in {} is not an area's name, = and a whole number from 0 to {}, "
                                         "such as \"Central = 3\"",
                                         in_quotes(*text), key, most));
            } else if (!numbers.emplace(area, static_cast<std::size_t>(number)).second) {
                m_building.problems.add(item.at, fmt::format("{} is in {} twice", in_quotes(area), key));
            }
        }
        if (!numbers.empty() && m_plan.area_layer.empty()) {
            problem(key,
                    fmt::format("{} is of areas, and [patrols] has no area_layer; name a layer of [[areas]]", key));
        }
        return numbers;
    }

    void read_areas()
    {
        std::vector<std::string> layers;
        for (const auto& area : m_run.areas) {
            layers.push_back(area.layer);
            if (m_plan.area_layer.empty() && area.pack) {
                m_plan.area_layer = area.layer;
            }
        }
        if (const auto name = m_fields.text("area_layer"); !name.empty()) {
            m_plan.area_layer = name;
            if (std::find(layers.begin(), layers.end(), name) == layers.end()) {
                problem("area_layer", fmt::format("area_layer is {}, and no [[areas]] layer is called that{}",
                                                  in_quotes(name), did_you_mean(name, layers)));
            }
        } else if (!m_plan.area_layer.empty() && !m_fields.written("area_layer")) {
            fill("area_layer", Node{m_plan.area_layer, m_node.at, true});
        }
        m_plan.least_per_area = count("least_per_area");
        if (m_fields.valid("most_per_area") != nullptr) {
            m_plan.most_per_area = count("most_per_area");
            if (*m_plan.most_per_area < m_plan.least_per_area) {
                problem("most_per_area", fmt::format("most_per_area is {}, under least_per_area, {}",
                                                     *m_plan.most_per_area, m_plan.least_per_area));
            }
        }
        constexpr double kMost = 2000;
        m_plan.area_least = by_area("area_least", kMost);
        m_plan.area_most = by_area("area_most", kMost);
        for (const auto& [area, least] : m_plan.area_least) {
            const auto found = m_plan.area_most.find(area);
            const auto most = found != m_plan.area_most.end() ? std::optional(found->second) : m_plan.most_per_area;
            if (most && *most < least) {
                problem("area_least", fmt::format("area_least of {} is {}, and no more than {} are allowed there",
                                                  in_quotes(area), least, *most));
            }
        }
    }

    void read_zones()
    {
        if (const auto* node = m_fields.valid("excluded_zones")) {
            m_plan.excluded_file = {m_building.resolved(*node), *node->as<std::string>()};
        }
        m_plan.excluded_name = m_fields.text("excluded_name");
        for (const auto* entry : entries_of(m_node, "excluded")) {
            const Fields fields(entry);
            m_plan.excluded.push_back({fields.text("name"),
                                       {fields.number("easting"), fields.number("northing")},
                                       fields.number("radius_m")});
        }
    }

    void read_shift()
    {
        for (const auto* key : {"from", "to"}) {
            const auto minute = quarter_of_day(m_fields.text(key));
            if (!minute && m_fields.valid(key) != nullptr) {
                problem(key, fmt::format("{} in [patrols] is {}; it must be a time on a quarter of an hour, such as "
                                         "\"22:15\"",
                                         key, in_quotes(m_fields.text(key))));
            }
            (key == std::string_view("from") ? m_plan.from_min : m_plan.to_min) = minute.value_or(0);
        }
        if (const auto* date = m_fields.valid("date")) {
            m_plan.day = date->as<Date>()->day;
            constexpr std::int32_t kFirstDay = 0;
            constexpr std::int32_t kLastDay = 47'847; // 2100-12-31
            if (*m_plan.day < kFirstDay || *m_plan.day > kLastDay) {
                problem("date", fmt::format("date in [patrols] is {}; years go from 1970 to 2100",
                                            date_text(*date->as<Date>())));
                m_plan.day.reset();
            }
        }
        m_plan.units = count("units");
        m_plan.units_in_all = m_fields.text("units_are") == "in_all";
        constexpr double kMostUnits = 200;
        m_plan.area_units = by_area("area_units", kMostUnits);
        if (m_plan.units_in_all && !m_plan.area_units.empty()) {
            problem("area_units",
                    "area_units says how many units each area has, and units_are = \"in_all\" leaves that "
                    "to the plan; keep one of the two");
        }
        m_plan.minutes_per_visit = static_cast<std::int32_t>(m_fields.whole("minutes_per_visit"));
        m_plan.revisit_gap_min = static_cast<std::int32_t>(m_fields.whole("revisit_gap_min"));
        if (m_fields.valid("hours_per_unit") != nullptr) {
            m_plan.hours_per_unit = m_fields.number("hours_per_unit");
        }
        m_plan.travel_kmh = m_fields.number("travel_kmh");
        m_plan.detour_factor = m_fields.number("detour_factor");
        const bool east = m_fields.valid("start_easting") != nullptr;
        const bool north = m_fields.valid("start_northing") != nullptr;
        if (east && north) {
            m_plan.start = Point{m_fields.number("start_easting"), m_fields.number("start_northing")};
        } else if (east || north) {
            problem(east ? "start_easting" : "start_northing",
                    "start_easting and start_northing belong together; give both or neither");
        }
        m_plan.seed = static_cast<std::uint32_t>(
            m_fields.valid("seed") != nullptr ? static_cast<std::uint64_t>(m_fields.whole("seed")) : m_run.seed);
        if (!m_fields.written("seed")) {
            fill("seed", Node{static_cast<std::int64_t>(m_plan.seed), m_node.at, true});
        }
    }

    void read_logs()
    {
        const auto* node = m_fields.valid("logs");
        const auto* items = node == nullptr ? nullptr : node->as<List>();
        for (const auto& item : items == nullptr ? List() : *items) {
            if (const auto* text = item.as<std::string>()) {
                m_plan.logs.push_back(m_building.resolved(item));
                m_plan.logs_as_written.push_back(*text);
            }
        }
        m_plan.log_reach_m = m_fields.number("log_reach_m");
        m_plan.log_longest_step_min = m_fields.number("log_longest_step_min");
    }

    /// What shows without the data: a shift in which no unit can make one visit.
    void check_budget()
    {
        for (const auto* key : {"from", "to"}) {
            const auto minute = key == std::string_view("from") ? m_plan.from_min : m_plan.to_min;
            if (const auto day = clock_time_missing(m_plan, minute, key == std::string_view("to"))) {
                problem(key,
                        fmt::format("{} in [patrols] is {}, an hour that clocks leave out on {}; use 02:00 or later, "
                                    "or 01:00 or earlier",
                                    key, m_fields.text(key), date_text({*day})));
                return;
            }
        }
        const auto shift = shift_minutes(m_plan);
        const auto budget = budget_minutes(m_plan);
        if (m_plan.minutes_per_visit > 0 && std::min(shift, budget) < m_plan.minutes_per_visit) {
            problem(m_plan.hours_per_unit ? "hours_per_unit" : "from",
                    fmt::format("a unit has {} minutes of a shift of {}, and one visit takes {}; give it more hours",
                                budget, shift, m_plan.minutes_per_visit));
        }
    }

    Node& m_node;
    Fields m_fields;
    const RunConfig& m_run;
    Building& m_building;
    PatrolsConfig m_plan;
};

} // namespace

std::optional<PatrolsConfig> build_patrols(Node& document, const RunConfig& run, Building& building)
{
    auto* node = document.find("patrols");
    if (node == nullptr || node->as<Table>() == nullptr) {
        return std::nullopt;
    }
    return PatrolsBuilder(*node, run, building).build();
}

} // namespace harmspot::config
