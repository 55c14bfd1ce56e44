// SPDX-License-Identifier: MIT
#include "harmspot/briefing.hpp"

#include "harmspot/output.hpp"

#include "output/html.hpp"
#include "output/map_parts.hpp"
#include "output/text.hpp"
#include "output/web_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace harmspot
{

namespace
{

constexpr std::size_t kRows = 10;

bool by_harm(const MapPageLayer& one)
{
    return one.layer.info().version != "count" && !one.layer.info().harm_equals_count;
}

/// The first ten, by rank.
std::vector<const Feature*> first_places(const MapPageLayer& one)
{
    std::vector<const Feature*> places;
    for (const auto& feature : one.layer.features()) {
        if (!is_outline(feature) && places.size() < kRows) {
            places.push_back(&feature);
        }
    }
    return places;
}

std::size_t count_places(const MapPageLayer& one)
{
    return static_cast<std::size_t>(std::count_if(one.layer.features().begin(), one.layer.features().end(),
                                                  [](const Feature& feature) { return !is_outline(feature); }));
}

std::string name_of(const Feature& feature)
{
    auto place = text_of(feature, "place");
    return place.empty() ? text_of(feature, "id") : place;
}

/// The name and, below it, where that is.
std::string named(const Feature& place)
{
    const auto at = bounds(place.shape);
    const auto where =
        place.shape.empty() ? "" : grid_reference((at.min_x + at.max_x) / 2, (at.min_y + at.max_y) / 2, 3, true);
    auto name = html_escaped(name_of(place));
    return where.empty() || name.find(where) != std::string::npos ? name : name + " <small>" + where + "</small>";
}

std::string paragraph(std::string_view title, const std::string& html)
{
    return html.empty() ? std::string() : fmt::format("<h2>{}</h2>{}", title, html);
}

std::string table(const MapPageLayer& one)
{
    const auto places = first_places(one);
    if (places.empty()) {
        return fmt::format("<p>{}</p>", html_escaped(one.empty));
    }
    const bool harm = by_harm(one);
    const bool before = std::any_of(places.begin(), places.end(),
                                    [](const Feature* place) { return find(*place, "incidents_previous") != nullptr; });
    std::string out =
        R"(<table class="ranked"><thead><tr><th class="n">#</th><th>Place</th><th class="n">Inci&shy;dents</th>)";
    out += harm ? fmt::format(R"(<th class="n">Harm, {}</th>)", html_escaped(one.layer.info().harm_unit)) : "";
    out += R"(<th class="n">Share</th>)";
    out += before ? R"(<th class="n">Before</th>)" : "";
    out += "</tr></thead><tbody>";
    for (const auto* place : places) {
        out += fmt::format(R"(<tr><td class="n">{}</td><td>{}</td><td class="n">{}</td>)", text_of(*place, "rank"),
                           named(*place), text_of(*place, "incidents"));
        out += harm ? fmt::format(R"(<td class="n">{}</td>)", text_of(*place, "harm")) : "";
        out += fmt::format(R"(<td class="n">{:.1f} %</td>)", 100 * number_of(*place, "harm_share"));
        out += before ? fmt::format(R"(<td class="n">{}</td>)", text_of(*place, "incidents_previous")) : "";
        out += "</tr>";
    }
    out += "</tbody></table>";
    const auto all = count_places(one);
    if (all > places.size()) {
        out += fmt::format(R"(<p class="note">And {} more in the layer.</p>)", all - places.size());
    }
    return before ? out + R"(<p class="note">Before: incidents in the same outline in the period before.</p>)" : out;
}

/// The hours of all places of the layer together.
std::string when(const MapPageLayer& one, bool months_only)
{
    WeekProfile sum;
    std::size_t told = 0;
    for (const auto& feature : one.layer.features()) {
        if (feature.hours && !is_outline(feature)) {
            ++told;
            sum.timed += feature.hours->timed;
            for (std::size_t hour = 0; hour < kHoursPerWeek; ++hour) {
                sum.incidents[hour] += feature.hours->incidents[hour];
            }
        }
    }
    if (told == 0) {
        return months_only ? "<p>This data gives the month only.</p>"
                           : "<p>Too few of the incidents here have a time of day.</p>";
    }
    std::string out = hours_svg(sum);
    if (const auto peak = peak_window(sum, kPeakShare)) {
        out += fmt::format("<p>{:.0f} % of what has a known time falls on {}, {} to {}.</p>", 100 * peak->share,
                           peak_days_text(*peak), peak_from_text(*peak), peak_to_text(*peak));
    }
    return out + fmt::format(R"(<p class="note">{} incidents with known hours in {} of {} places.</p>)", sum.timed,
                             told, count_places(one));
}

/// Offences and kinds of place of the first places, where the data tell.
std::string why_here(const MapPageLayer& one)
{
    constexpr std::size_t kLongTable = 7; // it takes the room of one
    const std::size_t most = first_places(one).size() > kLongTable ? 2 : 3;
    std::string out;
    std::size_t told = 0;
    for (const auto* place : first_places(one)) {
        const auto offences = text_of(*place, "offence_mix");
        const auto kinds = text_of(*place, "location_mix");
        if ((offences.empty() && kinds.empty()) || told == most) {
            continue;
        }
        ++told;
        out += fmt::format("<li><b>{}</b> {}{}{}</li>", text_of(*place, "rank"), html_escaped(offences),
                           offences.empty() || kinds.empty() ? "" : "; ", html_escaped(kinds));
    }
    return out.empty() ? out : "<ul>" + out + "</ul>";
}

/// What re-runs, earlier periods and chance say of the places, counted; and whose harm is one incident's.
std::string how_sure(const MapPageLayer& one)
{
    constexpr double kStable = 0.8;
    constexpr double kHalf = 0.5;
    struct Count {
        std::size_t of = 0;
        std::size_t yes = 0;
    };
    Count stable;
    Count lasting;
    Count beyond_chance;
    std::vector<std::string> thin;
    for (const auto& feature : one.layer.features()) {
        if (is_outline(feature)) {
            continue;
        }
        const auto tell = [&](const char* name, Count& count, const auto& holds) {
            if (find(feature, name) != nullptr) {
                ++count.of;
                count.yes += holds(number_of(feature, name)) ? 1U : 0U;
            }
        };
        tell("resampling_stability", stable, [](double share) { return share >= kStable; });
        tell("persistence", lasting, [](double share) { return share >= kHalf; });
        const auto significant = [](double p) { return p <= kSignificantP; };
        tell(find(feature, "p_adjusted") != nullptr ? "p_adjusted" : "p_value", beyond_chance, significant);
        if (const auto words = text_of(feature, "caution"); !words.empty()) {
            thin.push_back(text_of(feature, "rank"));
        }
    }
    std::string out;
    const auto add = [&](const std::string& text) { out += "<li>" + text + "</li>"; };
    if (stable.of > 0) {
        add(fmt::format("{} of {} places were found again in at least 80 of 100 re-runs.", stable.yes, stable.of));
    }
    if (beyond_chance.of > 0) {
        add(fmt::format("{} of {} hold more than chance would put there (p at most {}).", beyond_chance.yes,
                        beyond_chance.of, kSignificantP));
    }
    if (lasting.of > 0) {
        add(fmt::format("{} of {} were hotspots in at least half of the earlier periods.", lasting.yes, lasting.of));
    }
    if (!thin.empty()) {
        add(fmt::format("Rest on few incidents: {}.", fmt::join(thin, ", ")));
    }
    if (stable.of + beyond_chance.of + lasting.of == 0) {
        add("Not tested against chance, and not yet on unseen months.");
    }
    return "<ul>" + out + "</ul>";
}

std::string left_out(const BriefingPage& page)
{
    std::vector<std::string> texts = page.shown.left_out;
    texts.insert(texts.end(), page.left_out.begin(), page.left_out.end());
    return list_html(texts, "plain");
}

/// Blank lines to write on.
constexpr const char* kForTheMeeting =
    R"(<table class="meeting"><thead><tr><th>Decision</th><th>Owner</th><th>Review date</th></tr></thead><tbody>)"
    R"(<tr><td></td><td></td><td></td></tr><tr><td></td><td></td><td></td></tr><tr><td></td><td></td><td></td></tr>)"
    "</tbody></table>";

std::string page_html(const Briefing& briefing, const BriefingPage& page)
{
    const auto& one = page.shown;
    const auto& info = one.layer.info();
    MapSvgSize size;
    size.width = 520;
    size.most_height = 540;
    size.numbered = kRows;
    size.whole_frame = true;
    size.least_m = 2500;
    std::string out = fmt::format(
        R"(<section class="sheet"><p class="marking">{0}</p><p class="over"><b>{1}</b> · {2} · {3}</p><h1>{4}</h1>)",
        html_escaped(briefing.map.marking), html_escaped(briefing.map.scope), html_escaped(briefing.map.title),
        html_escaped(briefing.map.months), html_escaped(one.headline));
    out += list_html(briefing.map.warnings, "warnings");
    out += paragraph("What changed", list_html(one.changes, "plain"));
    out += R"(<div class="beside"><div class="mapside">)" + map_svg(briefing.map, one, size) + legend_html(one) +
           R"(</div><div>)" + table(one) + "</div></div>";
    out += R"(<div class="beside even"><div>)" + paragraph("When", when(one, briefing.map.months_only)) +
           paragraph("Left out", left_out(page)) + "</div><div>" + paragraph("Why here", why_here(one)) +
           paragraph("How sure", how_sure(one)) + "</div></div>";
    out += paragraph("For the meeting", kForTheMeeting);
    out += fmt::format(
        R"(<p class="foot">Recorded crime is not all crime. A place being listed says nothing about the people who live there. Method: {} ({}), entry {}. Weights: {}. Run {}.</p>)",
        html_escaped(one.label), html_escaped(info.method), html_escaped(info.entry), html_escaped(briefing.weights),
        html_escaped(briefing.run_id));
    return out + fmt::format(R"(<p class="marking">{}</p></section>)", html_escaped(briefing.map.marking));
}

} // namespace

void write_briefing(const std::string& path, const Briefing& briefing)
{
    const std::string style(web::briefing_css);
    std::string out = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>",
        html_escaped("default-src 'none'; base-uri 'none'; form-action 'none'; style-src " + csp_hash(style)),
        html_escaped("Briefing: " + briefing.map.title + ", " + briefing.map.scope));
    out += style + "</style>\n</head>\n<body>\n";
    for (const auto& page : briefing.pages) {
        out += page_html(briefing, page) + "\n";
    }
    write_text(path, out + "</body>\n</html>\n");
}

} // namespace harmspot
