// SPDX-License-Identifier: MIT
#include "output/map_parts.hpp"

#include "output/figures.hpp"
#include "output/html.hpp"

#include "harmspot/class_breaks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace harmspot
{

namespace
{

/// Turns metres into the picture's units, north up.
class Picture
{
public:
    Picture(const Box& box, const MapSvgSize& size)
    {
        const double side = std::max({box.max_x - box.min_x, box.max_y - box.min_y, size.least_m});
        const double margin = 0.06 * side;
        double wide = std::max(box.max_x - box.min_x, size.least_m) + 2 * margin;
        double high = std::max(box.max_y - box.min_y, size.least_m) + 2 * margin;
        if (size.whole_frame) {
            wide = std::max(wide, high * size.width / size.most_height);
            high = std::max(high, wide * size.most_height / size.width);
        }
        m_west = (box.min_x + box.max_x - wide) / 2;
        m_north = (box.min_y + box.max_y + high) / 2;
        m_scale = std::min(size.width / wide, size.most_height / high);
        m_width = m_scale * wide;
        m_height = m_scale * high;
    }
    [[nodiscard]] double x(double easting) const { return m_scale * (easting - m_west); }
    [[nodiscard]] double y(double northing) const { return m_scale * (m_north - northing); }
    [[nodiscard]] double width() const { return m_width; }
    [[nodiscard]] double height() const { return m_height; }

    [[nodiscard]] std::string line(const std::vector<Point>& points) const
    {
        std::string out;
        for (std::size_t i = 0; i < points.size(); ++i) {
            out += fmt::format("{}{:.1f} {:.1f}", i == 0 ? "M" : "L", x(points[i].x), y(points[i].y));
        }
        return out;
    }

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

    /// The national grid's lines, 1, 2, 5 or 10 km apart, with their kilometres within the 100 km square.
    [[nodiscard]] std::string grid_lines() const
    {
        constexpr double kKm = 1000;
        constexpr double kFewest = 3;
        double step = kKm;
        while (m_width / m_scale / step > 3 * kFewest) {
            step *= step == 2 * kKm || step == 20 * kKm ? 2.5 : 2;
        }
        std::string out;
        const auto label = [](double metres) { return fmt::format("{:02.0f}", std::fmod(metres, 100 * kKm) / kKm); };
        for (double at = std::ceil(m_west / step) * step; at < m_west + m_width / m_scale; at += step) {
            out += fmt::format(
                R"(<path class="gridline" d="M{0:.1f} 0V{1:.0f}"/><text class="gridnum" x="{2:.1f}" y="12">{3}</text>)",
                x(at), m_height, x(at) + 3, label(at));
        }
        for (double at = std::ceil((m_north - m_height / m_scale) / step) * step; at < m_north; at += step) {
            out += fmt::format(
                R"(<path class="gridline" d="M0 {0:.1f}H{1:.0f}"/><text class="gridnum" x="3" y="{2:.1f}">{3}</text>)",
                y(at), m_width, y(at) - 3, label(at));
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

/// Streets and the like, water and buildings first; names of places alone, since a small map has no room for more.
std::string context_svg(const MapPage& page, const Picture& picture)
{
    std::string out;
    for (const auto& one : page.context) {
        if (!one.shape.empty()) {
            out += fmt::format(R"(<path class="ctx {} fill" fill-rule="evenodd" d="{}"/>)", one.kind,
                               picture.path(one.shape));
        }
    }
    for (const auto& one : page.context) {
        for (const auto& line : one.lines) {
            if (line.size() > 1) {
                out += fmt::format(R"(<path class="ctx {}" d="{}"/>)", one.kind, picture.line(line));
            }
        }
    }
    for (const auto& one : page.context) {
        if (one.kind == "place" && !one.name.empty() && !one.lines.empty()) {
            const auto& at = one.lines.front().front();
            out += fmt::format(R"(<text class="ctxname" x="{:.1f}" y="{:.1f}">{}</text>)", picture.x(at.x),
                               picture.y(at.y), html_escaped(one.name));
        }
    }
    return out;
}

/// The name of a hotspot's class.
std::string_view kind_of(const ClassBreaks& made, const Feature& feature)
{
    if (is_outline(feature)) {
        return "quarter";
    }
    const double value = number_of(feature, made.property);
    std::size_t number = 0;
    while (number < made.breaks.size() && value >= made.breaks[number]) {
        ++number;
    }
    return made.classes.empty() || find(feature, made.property) == nullptr ? "low" : made.classes[number].kind;
}

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

} // namespace

std::string text_of(const Feature& feature, std::string_view name)
{
    const auto* value = find(feature, name);
    if (value == nullptr) {
        return {};
    }
    if (const auto* text = std::get_if<std::string>(value)) {
        return *text;
    }
    return with_commas(std::nearbyint(number_of(feature, name)));
}

std::string list_html(const std::vector<std::string>& texts, std::string_view kind)
{
    std::string out = fmt::format(R"(<ul class="{}">)", kind);
    for (const auto& text : texts) {
        out += "<li>" + html_escaped(text) + "</li>";
    }
    return texts.empty() ? std::string() : out + "</ul>";
}

std::string map_svg(const MapPage& page, const MapPageLayer& one, const MapSvgSize& size)
{
    const Box box = box_of(page, one.layer);
    if (box.empty()) {
        return {};
    }
    const Picture picture(box, size);
    std::string out = fmt::format(R"(<svg viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">)", picture.width(),
                                  picture.height(), html_escaped(one.headline));
    for (const auto& areas : page.areas) {
        for (const auto& feature : areas.features()) {
            out += fmt::format(R"(<path class="area" fill-rule="evenodd" d="{}"/>)", picture.path(feature.shape));
        }
    }
    out += context_svg(page, picture);
    if (one.layer.epsg() == 27700) {
        out += picture.grid_lines();
    }
    const auto made = class_breaks(one.layer);
    for (const auto& feature : one.layer.features()) {
        out += fmt::format(R"(<path class="spot {}" fill-rule="evenodd" d="{}"/>)", kind_of(made, feature),
                           picture.path(feature.shape));
    }
    std::size_t numbered = 0;
    for (const auto& feature : one.layer.features()) {
        if (feature.shape.empty() || is_outline(feature) || ++numbered > size.numbered) {
            continue;
        }
        const auto at = bounds(feature.shape);
        out += fmt::format(R"(<text class="num" x="{:.1f}" y="{:.1f}">{}</text>)", picture.x((at.min_x + at.max_x) / 2),
                           picture.y((at.min_y + at.max_y) / 2) + 5, text_of(feature, "rank"));
    }
    return out + picture.scale_bar() + "</svg>";
}

std::string legend_html(const MapPageLayer& one)
{
    const auto made = class_breaks(one.layer);
    if (made.classes.empty()) {
        return {};
    }
    std::string out = fmt::format(R"(<p class="legend">{}:)", html_escaped(made.unit));
    for (const auto& one_class : made.classes) {
        out += fmt::format(R"( <span><i class="swatch {}"></i> {}</span>)", one_class.kind, one_class.label);
    }
    return out + "</p>";
}

std::string hours_svg(const WeekProfile& hours)
{
    constexpr double kCell = 16;
    constexpr double kRow = 14;
    constexpr double kLeft = 30;
    const double most = *std::max_element(hours.incidents.begin(), hours.incidents.end());
    if (!(most > 0)) {
        return {};
    }
    std::string out =
        R"(<svg class="strip" viewBox="0 0 420 114" role="img" aria-label="Incidents by weekday and hour">)";
    for (std::size_t day = 0; day < kDaysPerWeek; ++day) {
        out +=
            fmt::format(R"(<text x="0" y="{:.0f}">{}</text>)", 11 + kRow * static_cast<double>(day), weekday_text(day));
        for (std::size_t hour = 0; hour < kHoursPerDay; ++hour) {
            const double share = hours.incidents[day * kHoursPerDay + hour] / most;
            const char* const kind = share <= 0 ? "none" : share < 0.34 ? "low" : share < 0.67 ? "mid" : "high";
            out += fmt::format(R"(<rect class="hour {}" x="{:.0f}" y="{:.0f}" width="{:.0f}" height="{:.0f}"/>)", kind,
                               kLeft + kCell * static_cast<double>(hour), 1 + kRow * static_cast<double>(day), kCell,
                               kRow);
        }
    }
    for (std::size_t hour = 0; hour < kHoursPerDay; hour += 3) {
        out += fmt::format(R"(<text x="{:.0f}" y="110">{:02}</text>)", kLeft + kCell * static_cast<double>(hour), hour);
    }
    return out + "</svg>";
}

} // namespace harmspot
