// SPDX-License-Identifier: MIT
#include "run/risk_setting.hpp"

#include <algorithm>
#include <tuple>

namespace harmspot
{

namespace
{

bool before(Point a, Point b)
{
    return std::tie(a.x, a.y) < std::tie(b.x, b.y);
}

} // namespace

OwnedRiskSetting::OwnedRiskSetting(const RunConfig& config, const RunData& data, const Job& job,
                                   std::optional<AreaRef> only, const PlacesView& theme, const ThemeRows* rows,
                                   const std::string& against)
{
    add_cases(data, theme, rows);
    const auto found = std::find_if(config.denominators.begin(), config.denominators.end(),
                                    [&](const DenominatorConfig& one) { return one.name == against; });
    if (found == config.denominators.end()) {
        m_against = "the other incidents";
        add_rest(data, std::uint64_t{1} << job.theme, only);
    } else {
        m_control = RiskControl::known;
        m_against = found->title;
        add_population(data.denominators[static_cast<std::size_t>(found - config.denominators.begin())], only);
    }
    number_places();
}

void OwnedRiskSetting::add_cases(const RunData& data, const PlacesView& theme, const ThemeRows* rows)
{
    if (rows == nullptr) {
        for (std::size_t i = 0; i < theme.size(); ++i) {
            m_cases.insert(m_cases.end(), theme.incidents[i], {theme.x[i], theme.y[i]});
            m_case_weight.insert(m_case_weight.end(), theme.incidents[i], theme.weight[i] / theme.incidents[i]);
        }
        return;
    }
    const auto& places = data.read.incidents.places;
    for (std::size_t row = 0; row < rows->place.size(); ++row) {
        const std::uint32_t place = rows->place[row];
        if (data.in_study[place] != 0) {
            m_cases.push_back({places.x[place], places.y[place]});
            m_case_weight.push_back(rows->weight[row]);
        }
    }
}

void OwnedRiskSetting::add_rest(const RunData& data, std::uint64_t theme_bit, std::optional<AreaRef> only)
{
    const auto& incidents = data.read.incidents;
    for (std::size_t row = 0; row < incidents.size(); ++row) {
        const std::uint32_t place = incidents.place[row];
        if ((data.theme_bits[row] & theme_bit) != 0 || place == kNoPlace || data.in_study[place] == 0 ||
            (only && data.area_of_place[only->layer][place] != only->area)) {
            continue;
        }
        m_controls.push_back({incidents.places.x[place], incidents.places.y[place]});
    }
}

void OwnedRiskSetting::add_population(const Denominator& denominator, std::optional<AreaRef> only)
{
    const auto& points = denominator.read.points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (denominator.in_study[i] != 0 && (!only || denominator.area_of_point[only->layer][i] == only->area)) {
            m_controls.push_back({points.x[i], points.y[i]});
            m_control_weight.push_back(denominator.read.weight[i]);
        }
    }
}

void OwnedRiskSetting::number_places()
{
    std::vector<Point> places = m_cases;
    places.insert(places.end(), m_controls.begin(), m_controls.end());
    std::sort(places.begin(), places.end(), before);
    places.erase(std::unique(places.begin(), places.end()), places.end());
    for (const auto& place : places) {
        m_x.push_back(place.x);
        m_y.push_back(place.y);
    }
    const auto numbers = [&](const std::vector<Point>& of) {
        std::vector<std::uint32_t> found;
        for (const auto& at : of) {
            found.push_back(static_cast<std::uint32_t>(std::lower_bound(places.begin(), places.end(), at, before) -
                                                       places.begin()));
        }
        return found;
    };
    m_case_place = numbers(m_cases);
    m_control_place = numbers(m_controls);
    m_cases.clear();
    m_controls.clear();
}

RiskSetting OwnedRiskSetting::view() const
{
    return {{m_x, m_y, m_case_place, m_case_weight, m_control_place, m_control_weight}, m_control, m_against};
}

} // namespace harmspot
