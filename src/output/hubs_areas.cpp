// SPDX-License-Identifier: MIT
#include "output/html.hpp"
#include "output/hubs_paper.hpp"
#include "output/hubs_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace harmspot
{

namespace
{

/// The paper's two tables by area.
class AreaTables
{
public:
    AreaTables(const PublishableHubsPaper& paper, const HubsPaperLayout& layout)
        : m_report(paper.report()), m_layout(layout), m_words(paper)
    {
    }

    std::string text()
    {
        areas_table();
        areas_by_option();
        return std::move(m_out);
    }

private:
    [[nodiscard]] bool has_row(const std::string& area) const
    {
        return std::find(m_layout.areas.begin(), m_layout.areas.end(), area) != m_layout.areas.end();
    }

    /// Areas with rows of their own, then the rest as one, then all.
    [[nodiscard]] std::vector<HubsArea> area_rows() const
    {
        std::vector<HubsArea> rows;
        HubsArea others;
        for (const auto& area : m_report.areas) {
            if (has_row(area.name)) {
                rows.push_back(area);
                continue;
            }
            for (const auto& [sum, one] :
                 {std::pair{&others.all, &area.all}, {&others.before, &area.before}, {&others.after, &area.after}}) {
                sum->add(one->incidents, one->demand);
                sum->withheld = sum->withheld || one->withheld;
            }
        }
        if (m_layout.other_areas > 0) {
            others.name = fmt::format("{} others", m_layout.other_areas);
            rows.push_back(std::move(others));
        }
        if (rows.size() > 1 && !holds_back(m_report)) {
            rows.push_back({"All", m_report.all, m_report.before, m_report.after});
        }
        return rows;
    }

    void areas_table()
    {
        m_out +=
            fmt::format("<h2>{} within reach, before and after</h2>\n<table><tr><th>{}</th><th class=\"n\">All</th>"
                        "<th class=\"n\">Before</th><th class=\"n\">After</th><th class=\"n\">Newly</th><th>Share "
                        "within reach</th></tr>\n",
                        m_words.noun_heading(), m_words.area_heading());
        for (const auto& area : area_rows()) {
            const bool hidden = area.all.withheld || area.before.withheld || area.after.withheld;
            const double before = hidden || !(area.all.demand > 0) ? 0 : area.before.demand / area.all.demand;
            const double after = hidden || !(area.all.demand > 0) ? 0 : area.after.demand / area.all.demand;
            m_out += fmt::format("<tr{}><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td "
                                 "class=\"n\">{}</td><td class=\"n\">{}</td>"
                                 "<td><span class=\"bar\"><i class=\"now\" style=\"width:{:.1f}%\"></i><i "
                                 "class=\"was\" style=\"width:{:.1f}%\"></i>"
                                 "</span></td></tr>\n",
                                 area.name == "All" ? " class=\"sum\"" : "", html_escaped(area.name),
                                 m_words.demand(area.all), m_words.demand(area.before), m_words.demand(area.after),
                                 hidden ? m_words.under() : figure(area.after.demand - area.before.demand), 100 * after,
                                 100 * before);
        }
        m_out += "</table>\n<p class=\"key\"><b style=\"color:#17365c\">■</b> within reach now · <b "
                 "style=\"color:#b3261e\">■</b> "
                 "newly by the plan</p>\n";
    }

    /// What an option brings to one of the rows of `areas_by_option`.
    [[nodiscard]] Held newly(const HubsOption& option, const std::string& row) const
    {
        Held sum;
        for (const auto& [area, held] : option.newly_by_area) {
            if (area == row || (row.empty() && !has_row(area))) {
                sum.add(held.incidents, held.demand);
                sum.withheld = sum.withheld || held.withheld;
            }
        }
        return sum;
    }

    void areas_by_option()
    {
        if (m_layout.options.size() < 2) {
            return;
        }
        m_out +=
            fmt::format("<h2>{} newly within reach, option by option</h2>\n<table class=\"matrix\"><tr><th>{}</th>",
                        m_words.noun_heading(), m_words.area_heading());
        for (std::size_t shown = 0; shown < m_layout.options.size(); ++shown) {
            m_out += fmt::format("<th class=\"n\">{}</th>", option_letter(shown));
        }
        m_out += "</tr>\n";
        const auto row = [&](const std::string& name, const char* style, const auto& value) {
            m_out += fmt::format("<tr{}><td>{}</td>", style, html_escaped(name));
            for (const auto option : m_layout.options) {
                const Held held = value(m_report.options[option]);
                const bool none = !held.withheld && !(held.demand > 0);
                m_out +=
                    fmt::format("<td class=\"n{}\">{}</td>", none ? " none" : "", none ? "–" : m_words.demand(held));
            }
            m_out += "</tr>\n";
        };
        for (const auto& area : m_layout.areas) {
            row(area, "", [&](const HubsOption& option) { return newly(option, area); });
        }
        if (m_layout.other_areas > 0) {
            row(fmt::format("{} others", m_layout.other_areas), "",
                [&](const HubsOption& option) { return newly(option, ""); });
        }
        const bool hidden = std::any_of(m_report.options.begin(), m_report.options.end(), [](const HubsOption& option) {
            return std::any_of(option.newly_by_area.begin(), option.newly_by_area.end(),
                               [](const auto& one) { return one.second.withheld; });
        });
        if (m_report.areas.size() > 1 && !hidden) {
            row("All", " class=\"sum\"", [](const HubsOption& option) { return option.newly_within_reach; });
        }
        m_out += "</table>\n";
    }

    const HubsReport& m_report;
    const HubsPaperLayout& m_layout;
    HubsWords m_words;
    std::string m_out;
};

} // namespace

std::string hubs_areas_html(const PublishableHubsPaper& paper, const HubsPaperLayout& layout)
{
    return AreaTables(paper, layout).text();
}

} // namespace harmspot
