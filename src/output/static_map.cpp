// SPDX-License-Identifier: MIT
#include "output/static_map.hpp"

#include "output/html.hpp"
#include "output/map_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace harmspot
{

namespace
{

constexpr std::size_t kRows = 25;

std::string table_html(const MapPageLayer& one)
{
    const auto& info = one.layer.info();
    const bool by_harm = info.version != "count" && !info.harm_equals_count;
    std::string out = R"(<table><thead><tr><th class="n">#</th><th>Place</th><th class="n">Incidents</th>)";
    out += by_harm ? fmt::format(R"(<th class="n">Harm, {}</th>)", html_escaped(info.harm_unit)) : "";
    out += "</tr></thead><tbody>";
    std::size_t rows = 0;
    std::size_t all = 0;
    for (const auto& feature : one.layer.features()) {
        if (is_outline(feature)) {
            continue;
        }
        ++all;
        if (rows == kRows) {
            continue;
        }
        ++rows;
        const auto place = text_of(feature, "place");
        out += fmt::format(R"(<tr><td class="n">{}</td><td>{}</td><td class="n">{}</td>)", text_of(feature, "rank"),
                           html_escaped(place.empty() ? text_of(feature, "id") : place), text_of(feature, "incidents"));
        out += by_harm ? fmt::format(R"(<td class="n">{}</td>)", text_of(feature, "harm")) : "";
        out += "</tr>";
    }
    out += "</tbody></table>";
    return all > rows ? out + fmt::format("<p>And {} more in the layer.</p>", all - rows) : out;
}

} // namespace

std::string static_map(const MapPage& page)
{
    std::string out = fmt::format(R"(<main class="page static"><p class="over"><b>{}</b> {} {}</p>)",
                                  html_escaped(page.scope), html_escaped(page.title), html_escaped(page.months));
    out += list_html(page.warnings, "warnings");
    std::set<std::string> themes;
    for (const auto& one : page.layers) {
        if (!themes.insert(one.layer.info().theme).second) {
            continue;
        }
        out += "<section><h1>" + html_escaped(one.headline) + "</h1>" + list_html(one.changes, "changes") +
               map_svg(page, one, {}) + legend_html(one) + table_html(one) + list_html(one.left_out, "leftout") +
               list_html(product_statements(one.layer.info(), one.layer.rules(), one.layer.withheld()), "about") +
               "</section>";
    }
    return out + "</main>";
}

} // namespace harmspot
