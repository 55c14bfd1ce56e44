// SPDX-License-Identifier: MIT
#include "output/hubs_words.hpp"

#include "incident/words.hpp"
#include "output/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace harmspot
{

namespace
{

std::string with_capital(std::string text)
{
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    }
    return text;
}

} // namespace

std::string figure(double value)
{
    constexpr double kWhole = 100;
    if (std::abs(value) < kWhole && value != std::floor(value)) {
        return fmt::format("{:.1f}", value);
    }
    return thousands(static_cast<std::uint64_t>(std::llround(std::max(0.0, value))));
}

std::string percent(double share)
{
    return fmt::format("{:.1f} %", 100 * share);
}

HubsWords::HubsWords(const PublishableHubsPaper& paper)
    : m_under(fmt::format("under {}", paper.rules().least_count)),
      m_noun(paper.report().unit == "incidents" ? "incidents" : "harm"),
      m_area(paper.report().authority_layer.empty() ? "area" : paper.report().authority_layer)
{
}

std::string HubsWords::demand(const Held& held) const
{
    return held.withheld ? m_under : figure(held.demand);
}

std::string HubsWords::noun_heading() const
{
    return with_capital(m_noun);
}

std::string HubsWords::area_heading() const
{
    return html_escaped(with_capital(m_area));
}

bool holds_back(const HubsReport& report)
{
    return std::any_of(report.areas.begin(), report.areas.end(), [](const HubsArea& area) {
        return area.all.withheld || area.before.withheld || area.after.withheld;
    });
}

} // namespace harmspot
