// SPDX-License-Identifier: MIT
#include "run/patrol_inputs.hpp"

#include "area/polygon_source.hpp"
#include "harmspot/error.hpp"
#include "incident/text.hpp"
#include "incident/words.hpp"
#include "run/is_violence.hpp"
#include "run/patrol_shift.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace harmspot
{

namespace
{

constexpr std::string_view kUnfiltered = "Includes incidents in homes. Not suitable for patrol.";
constexpr std::size_t kZoneCorners = 64;
/// Places per unit when their number is left open: each visited about once, half of the time going on the way.
constexpr std::int32_t kVisitsOfBudget = 2;

/// A polygon that holds the circle whole.
MultiPolygon round_zone(const PatrolZone& zone)
{
    const double out = zone.radius_m / std::cos(std::numbers::pi / kZoneCorners);
    Ring ring;
    for (std::size_t k = 0; k < kZoneCorners; ++k) {
        const double turn = 2 * std::numbers::pi * static_cast<double>(k) / kZoneCorners;
        ring.push_back({zone.at.x + out * std::cos(turn), zone.at.y + out * std::sin(turn)});
    }
    ring.push_back(ring.front());
    return {{std::move(ring), {}}};
}

class Gatherer
{
public:
    Gatherer(const RunConfig& config, const RunData& data) : m_config(config), m_plan(*config.patrols), m_data(data) {}

    PatrolInputs gather()
    {
        m_inputs.snapped = m_config.incidents.format == "police-uk";
        find_layer();
        add_grounds();
        add_zones();
        choose_columns();
        refuse_violence();
        add_rows();
        add_points();
        add_hours();
        add_rules();
        say();
        return std::move(m_inputs);
    }

private:
    [[noreturn]] void refuse(const std::string& text) const
    {
        throw ConfigError(m_config.path + ": [patrols] " + text);
    }

    void find_layer()
    {
        for (std::size_t k = 0; k < m_data.layers.size(); ++k) {
            if (m_data.layers[k].name == m_plan.area_layer) {
                m_layer = k;
            }
        }
    }

    void add_grounds()
    {
        if (m_plan.area_layer.empty()) {
            m_inputs.grounds.push_back({"", 0, &m_data.study.shape, m_plan.units_in_all ? 0 : m_plan.units});
            return;
        }
        std::vector<std::string> names;
        for (std::size_t a = 0; a < m_data.layers[m_layer].areas.size(); ++a) {
            const auto& area = m_data.layers[m_layer].areas[a];
            const auto own = m_plan.area_units.find(area.name);
            const auto units = own == m_plan.area_units.end() ? m_plan.units : own->second;
            m_inputs.grounds.push_back({area.name, a, &area.shape, m_plan.units_in_all ? 0 : units});
            names.push_back(area.name);
        }
        const auto check = [&](const char* key, const std::map<std::string, std::size_t>& numbers) {
            for (const auto& [name, number] : numbers) {
                if (std::find(names.begin(), names.end(), name) == names.end()) {
                    const auto near = nearest_name(name, names);
                    refuse(fmt::format("{}: no area of the layer '{}' is called '{}'{}", key, m_plan.area_layer, name,
                                       near.empty() ? fmt::format("; there are {}", fmt::join(names, ", "))
                                                    : fmt::format("; did you mean '{}'?", near)));
                }
            }
        };
        check("area_units", m_plan.area_units);
        check("area_least", m_plan.area_least);
        check("area_most", m_plan.area_most);
    }

    void add_zones()
    {
        for (const auto& zone : m_plan.excluded) {
            m_inputs.rules.excluded.push_back(round_zone(zone));
            m_inputs.zones.push_back({zone.name});
        }
        if (!m_plan.excluded_file.given()) {
            return;
        }
        const PolygonRequest request{
            m_plan.excluded_file.path, m_plan.excluded_file.as_written, m_plan.excluded_name, "", 0, false};
        auto source = read_polygons(request);
        project(source.shapes, source, m_config.epsg, request);
        m_inputs.warnings.insert(m_inputs.warnings.end(), source.warnings.begin(), source.warnings.end());
        for (auto& shape : source.shapes) {
            m_inputs.zones.push_back({shape.name});
            m_inputs.rules.excluded.push_back(std::move(shape.shape));
        }
    }

    /// Which columns tell incidents in homes from others.
    void choose_columns()
    {
        const auto& incidents = m_data.read.incidents;
        const auto& names = incidents.flag_names;
        const auto domestic = std::find(names.begin(), names.end(), "domestic");
        m_domestic_bit = domestic == names.end() ? 0 : 1U << static_cast<std::uint32_t>(domestic - names.begin());
        m_types_mapped = !m_config.incidents.columns.location_type.empty();
        std::vector<std::string> dwellings;
        for (const auto& type : m_plan.dwelling_types) {
            dwellings.push_back(folded(type));
        }
        for (const auto& type : incidents.location_types.texts) {
            const bool dwelling = std::find(dwellings.begin(), dwellings.end(), folded(type)) != dwellings.end();
            m_is_dwelling.push_back(m_types_mapped && dwelling ? 1 : 0);
        }
        m_filtered = m_domestic_bit != 0 || m_types_mapped;
        for (std::size_t k = 0; k < m_config.themes.size(); ++k) {
            const auto& name = m_config.themes[k].name;
            const auto bit = std::uint64_t{1} << k;
            const auto in = [&](const std::vector<std::string>& list) {
                return std::find(list.begin(), list.end(), name) != list.end();
            };
            m_themes |= in(m_plan.themes) ? bit : 0;
            m_keep |= in(m_plan.keep_dwellings_of) ? bit : 0;
        }
    }

    /// Violence in a theme, of what is not kept out.
    [[nodiscard]] std::uint64_t violence_of(std::uint64_t bit) const
    {
        const auto& incidents = m_data.read.incidents;
        std::uint64_t count = 0;
        std::map<std::pair<std::uint32_t, std::uint32_t>, bool> known;
        for (std::size_t row = 0; row < incidents.size(); ++row) {
            if ((m_data.theme_bits[row] & bit) == 0) {
                continue;
            }
            const auto [at, fresh] = known.try_emplace({incidents.offence[row], incidents.code[row]}, false);
            if (fresh) {
                const auto code = incidents.codes.size() > 0 ? incidents.codes[incidents.code[row]] : std::string();
                at->second = is_violence(incidents.offences[incidents.offence[row]], code);
            }
            count += at->second ? 1U : 0U;
        }
        return count;
    }

    void refuse_violence()
    {
        for (std::size_t k = 0; k < m_config.themes.size(); ++k) {
            const auto bit = std::uint64_t{1} << k;
            if ((m_themes & bit) == 0 || (m_filtered && (m_keep & bit) == 0)) {
                continue;
            }
            const auto violence = violence_of(bit);
            if (violence == 0) {
                continue;
            }
            if (!m_filtered && !m_plan.allow_unfiltered) {
                refuse(fmt::format("the theme '{}' holds violence, much of which happens in homes, where no patrol "
                                   "meets it; and neither domestic nor location_type is mapped, so it cannot be left "
                                   "out. Map one of them in [incidents.columns], leave the theme out of themes, or "
                                   "write allow_unfiltered = true: then every product says that it is not suitable for "
                                   "patrol",
                                   m_config.themes[k].name));
            }
            m_homes_in = true;
        }
    }

    [[nodiscard]] std::uint16_t ground_of(std::uint32_t place) const
    {
        if (place == kNoPlace || m_data.in_study[place] == 0) {
            return kOutside;
        }
        return m_plan.area_layer.empty() ? std::uint16_t{0} : m_data.area_of_place[m_layer][place];
    }

    void add_rows()
    {
        const auto& incidents = m_data.read.incidents;
        std::map<std::uint32_t, std::size_t> zone_of; // of places looked at; one past the last = none
        for (std::uint32_t row = 0; row < incidents.size(); ++row) {
            const auto bits = m_data.theme_bits[row] & m_themes;
            if (bits == 0) {
                continue;
            }
            ++m_inputs.incidents_of_themes;
            if ((incidents.flags.empty() ? 0 : incidents.flags[row] & m_domestic_bit) != 0) {
                ++m_inputs.domestic;
                count_in_ground(row, &PatrolGroundInput::domestic);
            } else if (m_types_mapped && (bits & m_keep) == 0 && m_is_dwelling[incidents.location_type[row]] != 0) {
                ++m_inputs.dwellings;
                count_in_ground(row, &PatrolGroundInput::dwellings);
            } else if (ground_of(incidents.place[row]) == kOutside) {
                ++m_inputs.nowhere;
            } else if (const auto zone = zone_at(incidents.place[row], zone_of); zone < m_inputs.zones.size()) {
                ++m_inputs.in_zones;
                ++m_inputs.zones[zone].incidents;
            } else {
                m_inputs.rows.push_back(row);
                m_inputs.weight.push_back(m_plan.by_harm ? m_data.weight[row] : 1.0);
            }
        }
    }

    void count_in_ground(std::uint32_t row, std::uint64_t PatrolGroundInput::*count)
    {
        const auto ground = ground_of(m_data.read.incidents.place[row]);
        if (ground != kOutside) {
            ++(m_inputs.grounds[ground].*count);
        }
    }

    std::size_t zone_at(std::uint32_t place, std::map<std::uint32_t, std::size_t>& known) const
    {
        const auto& zones = m_inputs.rules.excluded;
        if (zones.empty()) {
            return m_inputs.zones.size();
        }
        const auto [at, fresh] = known.try_emplace(place, zones.size());
        if (fresh) {
            const Point p{m_data.read.incidents.places.x[place], m_data.read.incidents.places.y[place]};
            at->second = static_cast<std::size_t>(
                std::find_if(zones.begin(), zones.end(),
                             [&](const MultiPolygon& zone) { return side_of(zone, p) != Side::outside; }) -
                zones.begin());
        }
        return at->second;
    }

    void add_points()
    {
        const auto& incidents = m_data.read.incidents;
        std::vector<double> weight(incidents.places.size(), 0);
        std::vector<std::uint32_t> count(incidents.places.size(), 0);
        for (std::size_t k = 0; k < m_inputs.rows.size(); ++k) {
            const auto row = m_inputs.rows[k];
            const auto place = incidents.place[row];
            weight[place] += m_inputs.weight[k];
            ++count[place];
            auto& ground = m_inputs.grounds[ground_of(place)];
            ++ground.incidents;
            ground.harm += m_plan.by_harm ? m_data.harm.harm[row] : 1.0;
            ground.weight += m_inputs.weight[k];
        }
        for (std::uint32_t place = 0; place < count.size(); ++place) {
            if (count[place] > 0) {
                m_inputs.x.push_back(incidents.places.x[place]);
                m_inputs.y.push_back(incidents.places.y[place]);
                m_inputs.point_weight.push_back(weight[place]);
                m_inputs.count.push_back(count[place]);
                m_inputs.place.push_back(place);
                m_inputs.ground.push_back(ground_of(place));
            }
        }
    }

    void add_hours()
    {
        const auto& precision = m_data.read.incidents.precision;
        const auto timed = std::count_if(m_inputs.rows.begin(), m_inputs.rows.end(),
                                         [&](std::uint32_t row) { return precision[row] == TimePrecision::minute; });
        m_inputs.hours_known =
            timed > 0 && !m_inputs.snapped &&
            static_cast<double>(timed) >= kLeastTimedShare * static_cast<double>(m_inputs.rows.size());
    }

    void add_rules()
    {
        auto& rules = m_inputs.rules;
        rules.shape = m_plan.shape;
        rules.size_m = m_plan.size_m;
        rules.step_m = m_plan.step_m;
        rules.turn_degrees = m_plan.turn_degrees;
        rules.separation_m = m_plan.separation_m;
        const auto each = static_cast<std::size_t>(
            std::max(1, budget_minutes(m_plan) / (kVisitsOfBudget * m_plan.minutes_per_visit)));
        constexpr std::size_t kMostPlaces = 2000; // more than that no plan takes
        std::size_t all = 0;
        std::size_t least = 0;
        for (const auto& ground : m_inputs.grounds) {
            PatrolGround quota{ground.shape, m_plan.least_per_area};
            if (const auto own = m_plan.area_least.find(ground.name); own != m_plan.area_least.end()) {
                quota.least = own->second;
            }
            quota.most = std::min(kMostPlaces, m_plan.most_per_area.value_or(kMostPlaces));
            if (const auto own = m_plan.area_most.find(ground.name); own != m_plan.area_most.end()) {
                quota.most = own->second;
            }
            if (!m_plan.units_in_all && ground.units == 0) {
                quota.least = quota.most = 0; // nobody is there to patrol
            } else if (!m_plan.places && !m_plan.units_in_all) {
                quota.most = std::min(quota.most, std::max(quota.least, each * ground.units));
            }
            all += quota.most;
            least += quota.least;
            m_inputs.quotas.push_back(quota);
        }
        rules.places = m_plan.places.value_or(m_plan.units_in_all ? std::max(least, each * m_plan.units) : all);
        rules.places = std::min(rules.places, kMostPlaces);
        if (least > rules.places) {
            refuse(
                fmt::format("the areas are to have at least {} places together, and there are to be {} in all; raise "
                            "places or lower the quotas",
                            least, rules.places));
        }
    }

    void say()
    {
        auto& say = m_inputs.statements;
        if (m_homes_in) {
            say.emplace_back(kUnfiltered);
        }
        if (m_inputs.snapped) {
            say.emplace_back(
                "Demonstration: locations are snapped. data.police.uk moves incidents by 100 m and more, so "
                "a place of this size may hold a map point and not one of the incidents.");
        }
        if (!m_inputs.hours_known) {
            say.emplace_back("The hours of incidents are not known: visits are spread evenly over the shift.");
        }
        if (m_filtered) {
            m_inputs.whole_statements.push_back(
                left_out_text(m_inputs.domestic, m_inputs.dwellings, m_inputs.incidents_of_themes));
            for (auto& ground : m_inputs.grounds) {
                ground.statements.push_back(left_out_text(ground.domestic, ground.dwellings,
                                                          ground.incidents + ground.domestic + ground.dwellings));
            }
        }
        if (!m_inputs.zones.empty()) {
            m_inputs.whole_statements.push_back(
                fmt::format("{} excluded zone{}, with {} incidents in them.", m_inputs.zones.size(),
                            m_inputs.zones.size() == 1 ? "" : "s", told(m_inputs.in_zones)));
        }
        say.emplace_back("Places are where recorded incidents were; they say nothing of the people there.");
        const bool any_dwelling =
            std::any_of(m_is_dwelling.begin(), m_is_dwelling.end(), [](auto is) { return is != 0; });
        if (m_types_mapped && !any_dwelling) {
            m_inputs.warnings.push_back(fmt::format(
                "[patrols] dwelling_types: no incident has a location type of {}, so none was left out for being in a "
                "home. The types in the data are in [incidents.columns] location_type; name those that are dwellings.",
                fmt::join(m_plan.dwelling_types, ", ")));
        }
    }

    [[nodiscard]] std::string left_out_text(std::uint64_t domestic, std::uint64_t dwellings, std::uint64_t all) const
    {
        const char* lacking = m_domestic_bit == 0
                                  ? " Domestic incidents are not marked in the data, and those elsewhere stay in."
                              : !m_types_mapped ? " What kind of place an incident happened at is not in the data, so "
                                                  "others in dwellings stay in."
                                                : "";
        return fmt::format(
            "Left out, because no patrol meets them: {} of {} incidents ({} domestic, {} more in dwellings).{}",
            told(domestic + dwellings), told(all), told(domestic), told(dwellings), lacking);
    }

    /// A count as products may show it.
    [[nodiscard]] std::string told(std::uint64_t count) const
    {
        const auto& rules = m_data.rules;
        return rules.withholds() && count > 0 && count < rules.least_count ? fmt::format("under {}", rules.least_count)
                                                                           : thousands(count);
    }

    const RunConfig& m_config;
    const PatrolsConfig& m_plan;
    const RunData& m_data;
    std::size_t m_layer = 0;
    std::uint32_t m_domestic_bit = 0;
    bool m_types_mapped = false;
    bool m_filtered = false;
    bool m_homes_in = false;
    std::vector<std::uint8_t> m_is_dwelling; ///< per location type
    std::uint64_t m_themes = 0;
    std::uint64_t m_keep = 0;
    PatrolInputs m_inputs;
};

} // namespace

PatrolInputs patrol_inputs(const RunConfig& config, const RunData& data)
{
    return Gatherer(config, data).gather();
}

} // namespace harmspot
