// SPDX-License-Identifier: MIT
#include "output/static_map.hpp"

#include "output/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace harmspot
{

namespace
{

constexpr double kWidth = 1000;      ///< of the picture, in its own units
constexpr double kMostHeight = 1000; ///< likewise
constexpr std::size_t kNumbered = 25;
constexpr std::size_t kRows = 25;

const PropertyValue* find(const Feature& feature, std::string_view name)
{
    for (const auto& [key, value] : feature.properties) {
        if (key == name) {
            return &value;
        }
    }
    return nullptr;
}

/// The property as text, thousands with commas; empty when there is none.
std::string text_of(const Feature& feature, std::string_view name)
{
    const auto* value = find(feature, name);
    if (value == nullptr) {
        return {};
    }
    if (const auto* text = std::get_if<std::string>(value)) {
        return *text;
    }
    const double number = std::holds_alternative<std::int64_t>(*value)
                              ? static_cast<double>(std::get<std::int64_t>(*value))
                          : std::holds_alternative<double>(*value) ? std::get<double>(*value)
                                                                   : 0;
    std::string digits = fmt::format("{:.0f}", number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), ",");
    }
    return digits;
}

bool is_outline(const Feature& feature)
{
    const auto* outline = find(feature, "outline");
    return outline != nullptr && *outline == PropertyValue(std::string("quarter"));
}

/// Turns metres into the picture's units, north up.
class Picture
{
public:
    explicit Picture(const Box& box)
    {
        const double side = std::max({box.max_x - box.min_x, box.max_y - box.min_y, 1.0});
        const Box around = box.grown(0.06 * side);
        m_west = around.min_x;
        m_north = around.max_y;
        m_scale = std::min(kWidth / (around.max_x - around.min_x), kMostHeight / (around.max_y - around.min_y));
        m_width = m_scale * (around.max_x - around.min_x);
        m_height = m_scale * (around.max_y - around.min_y);
    }
    [[nodiscard]] double x(double easting) const { return m_scale * (easting - m_west); }
    [[nodiscard]] double y(double northing) const { return m_scale * (m_north - northing); }
    [[nodiscard]] double width() const { return m_width; }
    [[nodiscard]] double height() const { return m_height; }

    [[nodiscard]] std::string path(const MultiPolygon& shape) const
    {
        std::string out;
        const auto add = [&](const Ring& ring) {
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                out += fmt::format("{}{:.1f} {:.1f}", i == 0 ? "M" : "L", x(ring[i].x), y(ring[i].y));
            }
            out += "Z";
        };
        for (const auto& polygon : shape) {
            add(polygon.outer);
            for (const auto& hole : polygon.holes) {
                add(hole);
            }
        }
        return out;
    }

    /// A bar of a round length with its name, at the bottom left.
    [[nodiscard]] std::string scale_bar() const
    {
        const double most = m_width / m_scale / 4;
        double metres = std::pow(10, std::floor(std::log10(most)));
        metres *= 5 * metres <= most ? 5 : 2 * metres <= most ? 2 : 1;
        const double length = m_scale * metres;
        return fmt::format(R"(<path d="M20 {0:.0f}h{1:.1f}" stroke="#111" stroke-width="3"/>)"
                           R"(<text x="20" y="{2:.0f}" font-size="13">{3}</text>)",
                           m_height - 20, length, m_height - 27,
                           metres >= 1000 ? fmt::format("{:.0f} km", metres / 1000) : fmt::format("{:.0f} m", metres));
    }

private:
    double m_west = 0;
    double m_north = 0;
    double m_scale = 1;
    double m_width = 0;
    double m_height = 0;
};

Box box_of(const MapPage& page, const PublishableLayer& layer)
{
    Box box;
    for (const auto& feature : layer.features()) {
        box.add(bounds(feature.shape));
    }
    if (box.empty()) {
        for (const auto& areas : page.areas) {
            for (const auto& feature : areas.features()) {
                box.add(bounds(feature.shape));
            }
        }
    }
    return box;
}

std::string map_svg(const MapPage& page, const MapPageLayer& one)
{
    const Box box = box_of(page, one.layer);
    if (box.empty()) {
        return {};
    }
    const Picture picture(box);
    std::string out = fmt::format(R"(<svg viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">)", picture.width(),
                                  picture.height(), html_escaped(one.headline));
    for (const auto& areas : page.areas) {
        for (const auto& feature : areas.features()) {
            out += fmt::format(R"(<path class="area" fill-rule="evenodd" d="{}"/>)", picture.path(feature.shape));
        }
    }
    for (const auto& feature : one.layer.features()) {
        out += fmt::format(R"(<path class="spot {}" fill-rule="evenodd" d="{}"/>)",
                           is_outline(feature) ? "quarter" : "mid", picture.path(feature.shape));
    }
    std::size_t numbered = 0;
    for (const auto& feature : one.layer.features()) {
        if (feature.shape.empty() || is_outline(feature) || ++numbered > kNumbered) {
            continue;
        }
        const auto at = bounds(feature.shape);
        out += fmt::format(R"(<text class="num" x="{:.1f}" y="{:.1f}">{}</text>)", picture.x((at.min_x + at.max_x) / 2),
                           picture.y((at.min_y + at.max_y) / 2) + 5, text_of(feature, "rank"));
    }
    return out + picture.scale_bar() + "</svg>";
}

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

std::string list_html(const std::vector<std::string>& texts, std::string_view kind)
{
    std::string out = fmt::format(R"(<ul class="{}">)", kind);
    for (const auto& text : texts) {
        out += "<li>" + html_escaped(text) + "</li>";
    }
    return texts.empty() ? std::string() : out + "</ul>";
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
               map_svg(page, one) + table_html(one) + list_html(one.left_out, "leftout") +
               list_html(product_statements(one.layer.info(), one.layer.rules(), one.layer.withheld()), "about") +
               "</section>";
    }
    return out + "</main>";
}

} // namespace harmspot
