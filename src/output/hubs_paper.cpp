// SPDX-License-Identifier: MIT
#include "output/hubs_paper.hpp"

#include "harmspot/output.hpp"
#include "incident/words.hpp"
#include "output/html.hpp"
#include "output/hubs_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace harmspot
{

namespace
{

constexpr std::string_view kStyle = R"(
@page { size: A4; margin: 12mm 14mm 10mm }
* { box-sizing: border-box }
body { font: 9pt/1.3 "Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans", sans-serif; color: #1b1f24; margin: 0 auto; max-width: 182mm }
section { break-after: page; padding: 1mm 0 } section:last-of-type { break-after: auto }
h1 { font-size: 17pt; line-height: 1.15; margin: 1mm 0 1mm } h2 { font-size: 11pt; margin: 3mm 0 1mm; color: #17365c }
.marking { font-size: 8.5pt; font-weight: bold; letter-spacing: .08em; text-align: center }
.under { color: #555; margin: 0 0 2mm }
.lead { font-size: 10pt; border-left: 3pt solid #b3261e; padding: 1mm 3mm; background: #f7f3f1; margin: 2mm 0 }
table { border-collapse: collapse; width: 100%; font-size: 8pt } th { text-align: left; border-bottom: 1pt solid #888; font-weight: 600; vertical-align: bottom }
td, th { padding: .45mm 1.5mm } td { border-bottom: .4pt solid #ddd; vertical-align: top } .n { text-align: right; white-space: nowrap }
tr.best td { background: #f7f3f1; font-weight: 600 }
.map { width: 100%; height: auto; border: .5pt solid #bbb; background: #f0f0ee } .curve { width: 86mm; height: auto }
.land { fill: #fff; stroke: none; fill-rule: evenodd } .border { fill: none; stroke: #8a939c; stroke-width: .7 }
.gap { fill: #c77700; stroke: none } .catchment { fill: #b3261e; fill-opacity: .05; stroke: #b3261e; stroke-width: .9; stroke-dasharray: 4 3; fill-rule: evenodd }
.candidate { fill: #6b7680; fill-opacity: .55 } .existing { fill: #17365c; stroke: #fff; stroke-width: 1.2 } .chosen { fill: #b3261e; stroke: #fff; stroke-width: 1.4 }
.option { fill: #fff; stroke: #b3261e; stroke-width: 1.4 } .letter { font-size: 9px; font-weight: bold; fill: #b3261e }
.leader { stroke: #b3261e; stroke-width: .8 } .spot { fill: #b3261e } .option.far, .leader.far { stroke: #0b5c8a } .letter.far, .spot.far { fill: #0b5c8a } tr.sub td { color: #0b5c8a; font-weight: 600; border-bottom: none; padding-top: 1.2mm } .sum td { font-weight: 600; border-top: .8pt solid #888 } .none { color: #999 } .label { font-size: 10.5px; fill: #1b1f24; paint-order: stroke; stroke: #fff; stroke-width: 2.6px } .strong { font-weight: bold }
.scale { fill: none; stroke: #1b1f24; stroke-width: 1 } .line { fill: none; stroke: #17365c; stroke-width: 1.8 } .dot { fill: #17365c } .rule { stroke: #ddd; stroke-width: .7 }
.key { font-size: 8.4pt; color: #444; margin: 1mm 0 0 } .key b { font-weight: 600 } .options td, .options th { padding-left: 1mm; padding-right: 1mm } .matrix td, .matrix th { padding: .3mm 1mm } .matrix { font-size: 7.4pt } .matrix td:first-child { white-space: nowrap }
.bar { display: block; height: 3mm; background: #e4e7ea; position: relative; min-width: 34mm } .bar i { position: absolute; left: 0; top: 0; bottom: 0 } .was { background: #17365c } .now { background: #b3261e }
.beside { display: flex; gap: 6mm; align-items: flex-start } .beside > div { flex: 1 }
ul { margin: 1mm 0; padding-left: 4.5mm } li { margin: .4mm 0 } .small { font-size: 7pt; line-height: 1.25; color: #444; columns: 2; column-gap: 6mm }
)";

/// Escaped, and a grid reference after the last comma stays on one line.
std::string unbroken_reference(const std::string& name)
{
    constexpr std::size_t kLongest = 12;
    const auto comma = name.rfind(", ");
    if (comma == std::string::npos || name.size() - comma > kLongest + 2) {
        return html_escaped(name);
    }
    std::string reference = html_escaped(name.substr(comma + 2));
    for (auto at = reference.find(' '); at != std::string::npos; at = reference.find(' ')) {
        reference.replace(at, 1, "&nbsp;");
    }
    return html_escaped(name.substr(0, comma)) + ", " + reference;
}

class Paper
{
public:
    explicit Paper(const PublishableHubsPaper& paper) : m_paper(paper), m_report(paper.report()), m_words(paper) {}

    std::string text()
    {
        const auto& info = m_paper.info();
        const auto small_print = product_statements(info, m_paper.rules(), m_paper.withheld());
        const auto summary = lead();
        m_layout = hubs_paper_layout(m_report, m_report.title, summary, small_print);
        m_out =
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            "<meta name=\"viewport\" content=\"width=device-width\">\n";
        m_out += "<title>" + html_escaped(m_report.title) + "</title>\n<style>" + std::string(kStyle) +
                 "</style>\n</head>\n<body>\n<section>\n";
        first_page(summary);
        m_out += "</section>\n<section>\n";
        second_page();
        how_made(small_print);
        m_out += "</section>\n</body>\n</html>\n";
        return std::move(m_out);
    }

private:
    void marking() { m_out += "<p class=\"marking\">" + html_escaped(m_paper.rules().marking) + "</p>\n"; }

    [[nodiscard]] std::string share_of(const Held& held, const Held& of) const
    {
        return held.withheld || of.withheld || !(of.demand > 0) ? m_words.under() : percent(held.demand / of.demand);
    }

    [[nodiscard]] std::string model_words() const
    {
        if (m_report.model == "p_median") {
            return fmt::format("the least {} × distance to the nearest hub (p-median)", m_words.noun());
        }
        if (m_report.model == "max_cover") {
            return fmt::format("the most {} within reach (maximal covering)", m_words.noun());
        }
        return m_report.model == "set_cover" ? "the fewest hubs that reach it all (set covering)"
                                             : "the least greatest distance (p-centre)";
    }

    [[nodiscard]] std::vector<const HubSite*> with_role(HubRole role) const
    {
        std::vector<const HubSite*> sites;
        for (const auto& site : m_report.sites) {
            if (site.role == role) {
                sites.push_back(&site);
            }
        }
        return sites;
    }

    void first_page(const std::string& summary)
    {
        marking();
        m_out += "<h1>" + html_escaped(m_report.title) + "</h1>\n";
        m_out += "<p class=\"under\">" + html_escaped(m_paper.info().title) + " · options paper</p>\n";
        m_out += "<p class=\"lead\">" + summary + "</p>\n";
        m_out += hubs_map_svg(m_report, m_layout);
        m_out +=
            "<p class=\"key\"><b style=\"color:#17365c\">■</b> hub that exists · <b style=\"color:#b3261e\">●</b> "
            "chosen, its catchment dashed · <b style=\"color:#b3261e\">○</b> <b style=\"color:#0b5c8a\">○</b> other "
            "options by letter · small dots: candidates · orange: " +
            m_words.noun() + " beyond reach of every hub of the plan</p>\n";
        options_table();
    }

    [[nodiscard]] std::string lead() const
    {
        const auto chosen = with_role(HubRole::chosen);
        const auto candidates = with_role(HubRole::candidate).size() + chosen.size();
        std::string names;
        for (std::size_t k = 0; k < chosen.size(); ++k) {
            names += (k == 0                   ? ""
                      : k + 1 == chosen.size() ? " and "
                                               : ", ") +
                     chosen[k]->name + (chosen[k]->authority.empty() ? "" : fmt::format(" ({})", chosen[k]->authority));
        }
        std::string text = chosen.empty()
                               ? std::string("The plan adds no hub to those that exist. ")
                               : fmt::format("Of {} candidate site{}, the choice is <b>{}</b>. ", thousands(candidates),
                                             candidates == 1 ? "" : "s", html_escaped(names));
        text += fmt::format("{} within {} m of a hub goes from {} to <b>{}</b>. ", m_words.noun_heading(),
                            figure(m_report.reach_m), share_of(m_report.before, m_report.all),
                            share_of(m_report.after, m_report.all));
        return text + (m_report.status == "proven"
                           ? fmt::format("By {}, no other choice does better: that is proven.", model_words())
                           : fmt::format("By {}, it is the best found; a better one could be at most {:.2g} % better.",
                                         model_words(), 100 * m_report.gap));
    }

    void option_rows(std::size_t shown)
    {
        const auto& option = m_report.options[m_layout.options[shown]];
        auto sites = sites_told(m_report, m_layout.options[shown]);
        if (shown == 0) {
            sites.resize(std::min(sites.size(), m_layout.choice_rows));
        }
        bool first = true;
        for (const auto number : sites) {
            const auto& site = m_report.sites[number];
            m_out += shown == 0 ? "<tr class=\"best\">" : "<tr>";
            m_out += fmt::format("<td>{}</td><td>{}</td>", first ? std::string(1, option_letter(shown)) : "",
                                 unbroken_reference(site.name));
            m_out += m_report.authority_layer.empty() ? "" : "<td>" + html_escaped(site.authority) + "</td>";
            m_out += fmt::format("<td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>"
                                 "<td class=\"n\">{}</td></tr>\n",
                                 m_words.demand(site.newly_within_reach), site.gain_rank,
                                 site.chosen_near_share ? fmt::format("{:.0f} %", 100 * *site.chosen_near_share) : "–",
                                 !first       ? ""
                                 : shown == 0 ? "–"
                                              : fmt::format("{:.2f} %", 100 * option.behind));
            first = false;
        }
    }

    void options_table()
    {
        const auto candidates = with_role(HubRole::candidate).size() + with_role(HubRole::chosen).size();
        const int columns = m_report.authority_layer.empty() ? 6 : 7;
        m_out += "<h2>The options side by side</h2>\n<table class=\"options\"><tr><th></th><th>Site</th>";
        m_out += m_report.authority_layer.empty() ? "" : "<th>" + m_words.area_heading() + "</th>";
        m_out += fmt::format("<th class=\"n\">{} newly<br>within reach</th><th class=\"n\">Rank of {}<br>if alone</th>"
                             "<th class=\"n\">Chosen in<br>re-runs</th><th class=\"n\">Behind<br>the best</th></tr>\n",
                             m_words.noun_heading(), thousands(candidates));
        bool near = false;
        bool far = false;
        for (std::size_t shown = 0; shown < m_layout.options.size(); ++shown) {
            const auto& option = m_report.options[m_layout.options[shown]];
            if (!option.elsewhere.empty() && !far) {
                m_out +=
                    fmt::format("<tr class=\"sub\"><td></td><td colspan=\"{}\">Elsewhere: the best that puts a new "
                                "hub in another {}</td></tr>\n",
                                columns - 1, html_escaped(m_report.authority_layer));
            }
            far = far || !option.elsewhere.empty();
            near = near || (shown > 0 && option.elsewhere.empty());
            option_rows(shown);
        }
        m_out += fmt::format(
            "</table>\n<p class=\"key\">A is the choice. {} Hubs that an option shares with A are not said again. {}: "
            "{}. Behind the best: by the model, all of the force's {} counted. Chosen in re-runs: the share of {} "
            "re-runs "
            "with incidents drawn anew that chose the site or one within 500 m.{}</p>\n",
            near ? "The next best each move a hub by at least 500 m and fall behind by no more than 1 %."
                 : "No other choice that moves a hub by at least 500 m falls behind by no more than 1 %.",
            m_words.noun_heading(), html_escaped(m_report.unit), m_words.noun(), m_report.draws, left_out());
    }

    [[nodiscard]] std::string left_out() const
    {
        const auto options = m_report.options.size() - m_layout.options.size();
        const auto sites = m_report.new_hubs - std::min(m_report.new_hubs, m_layout.choice_rows);
        if (options == 0 && sites == 0) {
            return "";
        }
        return fmt::format(" For want of room {} are in {}_options.csv alone.",
                           sites > 0 ? fmt::format("{} sites of A and {} options", sites, options)
                                     : fmt::format("{} more options", options),
                           html_escaped(m_report.name));
    }

    void second_page()
    {
        marking();
        m_out += hubs_areas_html(m_paper, m_layout);
        m_out += "<div class=\"beside\"><div>";
        if (const auto curve = hubs_curve_svg(m_report); !curve.empty()) {
            m_out +=
                fmt::format("<h2>What more hubs would bring</h2>\n<p class=\"key\">Share of all {} within reach of a "
                            "hub, each number of hubs placed best.</p>\n",
                            m_words.noun());
            m_out += curve;
        }
        m_out += "</div><div>";
        would_not();
        m_out += "</div></div>\n";
    }

    void would_not()
    {
        m_out += "<h2>What it would not do</h2>\n<ul>";
        const double beyond = m_report.all.demand - m_report.after.demand;
        if (holds_back(m_report)) {
            m_out += fmt::format("<li>{} of the {} would still be beyond reach of every hub.</li>",
                                 percent(beyond / m_report.all.demand), m_words.noun());
        } else {
            m_out += fmt::format("<li>{} of {} {} ({}) would still be beyond reach of every hub.</li>", figure(beyond),
                                 figure(m_report.all.demand), html_escaped(m_report.unit),
                                 percent(beyond / m_report.all.demand));
        }
        constexpr std::size_t kMost = 4;
        for (std::size_t k = 0; k < std::min(kMost, m_report.gaps.size()); ++k) {
            const auto& gap = m_report.gaps[k];
            const auto box = bounds(gap.shape);
            const auto reference = grid_reference((box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2, 2, true);
            m_out += fmt::format(
                "<li>The square kilometre {}{} keeps {} beyond reach; {}.</li>", html_escaped(reference),
                gap.authority.empty() ? "" : " in " + html_escaped(gap.authority), m_words.demand(gap.beyond_reach),
                gap.nearest_hub ? fmt::format("its nearest hub is {:.1f} km away", *gap.nearest_hub / 1000)
                                : std::string("no hub serves it"));
        }
        std::string none;
        for (const auto& area : m_report.areas) {
            if (!area.after.withheld && !area.before.withheld && area.all.demand > 0 &&
                area.after.demand <= area.before.demand && !area.name.starts_with('(')) {
                none += (none.empty() ? "" : ", ") + html_escaped(area.name);
            }
        }
        m_out += none.empty() ? "" : "<li>Nothing for: " + none + ".</li>";
        m_out +=
            "<li>It says where harm recorded by the police is, not who would come to a hub, nor whether premises are "
            "to be had.</li></ul>\n";
    }

    void how_made(const std::vector<std::string>& small_print)
    {
        m_out += "<h2>How this was made</h2>\n<ul class=\"small\">";
        for (const auto& sentence : small_print) {
            m_out += "<li>" + html_escaped(sentence) + "</li>";
        }
        m_out += "</ul>\n";
    }

    const PublishableHubsPaper& m_paper;
    const HubsReport& m_report;
    HubsPaperLayout m_layout;
    HubsWords m_words;
    std::string m_out;
};

} // namespace

void write_hubs_paper(const std::string& path, const PublishableHubsPaper& paper)
{
    write_text(path, Paper(paper).text());
}

} // namespace harmspot
