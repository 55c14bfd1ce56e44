// SPDX-License-Identifier: MIT
#include "output/hubs_paper.hpp"

#include "output/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

namespace harmspot
{

namespace
{

constexpr double kMapWidth = 680; ///< of the drawing, in its own units

/// From metres to the drawing.
class Frame
{
public:
    Frame(const HubsReport& report, const HubsPaperLayout& layout)
    {
        // What matters is where hubs are and could be, not the last moor of the force.
        for (const auto& site : report.sites) {
            if (site.role != HubRole::candidate) {
                m_box.add(site.at);
            }
        }
        for (const auto option : layout.options) {
            for (const auto number : report.options[option].sites) {
                m_box.add(report.sites[number].at);
            }
        }
        if (m_box.empty()) {
            for (const auto& site : report.sites) {
                m_box.add(site.at);
            }
        }
        constexpr double kMargin = 0.15;
        constexpr double kLeastMarginM = 3000;
        m_box = m_box.grown(
            std::max(kLeastMarginM, kMargin * std::max(m_box.max_x - m_box.min_x, m_box.max_y - m_box.min_y)));
        const double wide = m_box.max_x - m_box.min_x;
        const double high = m_box.max_y - m_box.min_y;
        m_scale = std::min(kMapWidth / wide, layout.map_height / high);
        // As wide as the page: what is too narrow is shown with more of its surroundings.
        const double spare = kMapWidth / m_scale - wide;
        m_box.min_x -= spare / 2;
        m_box.max_x += spare / 2;
    }

    [[nodiscard]] double width() const { return kMapWidth; }
    [[nodiscard]] double height() const { return (m_box.max_y - m_box.min_y) * m_scale; }
    [[nodiscard]] double scale() const { return m_scale; }
    [[nodiscard]] double x(Point p) const { return (p.x - m_box.min_x) * m_scale; }
    [[nodiscard]] double y(Point p) const { return (m_box.max_y - p.y) * m_scale; }
    [[nodiscard]] const Box& box() const { return m_box; }

    /// A path that leaves out points nearer than a pixel to the last one drawn.
    [[nodiscard]] std::string path(const MultiPolygon& shape) const
    {
        std::string path;
        const auto add = [&](const Ring& ring) {
            Point last = ring.front();
            path += fmt::format("M{:.1f} {:.1f}", x(last), y(last));
            for (const auto& p : ring) {
                if (std::hypot(p.x - last.x, p.y - last.y) * m_scale >= 1) {
                    path += fmt::format("L{:.1f} {:.1f}", x(p), y(p));
                    last = p;
                }
            }
            path += 'Z';
        };
        for (const auto& polygon : shape) {
            if (!bounds(polygon.outer).intersects(m_box)) {
                continue;
            }
            add(polygon.outer);
            std::for_each(polygon.holes.begin(), polygon.holes.end(), add);
        }
        return path;
    }

private:
    Box m_box;
    double m_scale = 1;
};

/// A round length for the scale bar, about a fifth of the map's width.
double scale_bar_m(const Frame& frame)
{
    const double about = frame.width() / frame.scale() / 5;
    const double power = std::pow(10.0, std::floor(std::log10(about)));
    for (const double step : {5.0, 2.0}) {
        if (step * power <= about) {
            return step * power;
        }
    }
    return power;
}

void draw_background(std::string& svg, const HubsReport& report, const Frame& frame)
{
    for (const auto& [name, shape] : report.outlines) {
        svg += fmt::format(R"(<path class="land" d="{}"/>)", frame.path(shape));
    }
    double most = 0;
    for (const auto& gap : report.gaps) {
        most = std::max(most, gap.beyond_reach.demand);
    }
    for (const auto& gap : report.gaps) {
        if (bounds(gap.shape).intersects(frame.box()) && most > 0) {
            constexpr double kFaintest = 0.06;
            constexpr double kDarkest = 0.7;
            svg += fmt::format(R"(<path class="gap" fill-opacity="{:.2f}" d="{}"/>)",
                               kFaintest + (kDarkest - kFaintest) * std::sqrt(gap.beyond_reach.demand / most),
                               frame.path(gap.shape));
        }
    }
    for (const auto& [name, shape] : report.outlines) {
        svg += fmt::format(R"(<path class="border" d="{}"/>)", frame.path(shape));
    }
    for (const auto& catchment : report.catchments) {
        if (report.sites[catchment.site].role == HubRole::chosen && !catchment.shape.empty()) {
            svg += fmt::format(R"(<path class="catchment" d="{}"/>)", frame.path(catchment.shape));
        }
    }
}

/// What is drawn already, so that marks and names keep clear of it.
class Taken
{
public:
    explicit Taken(const Frame& frame) : m_frame{0, 0, frame.width(), frame.height()} {}

    void add(const Box& box) { m_boxes.push_back(box); }
    void add(double x, double y, double half) { add({x - half, y - half, x + half, y + half}); }
    [[nodiscard]] bool inside(const Box& box) const
    {
        return box.min_x >= m_frame.min_x && box.max_x <= m_frame.max_x && box.min_y >= m_frame.min_y &&
               box.max_y <= m_frame.max_y;
    }
    [[nodiscard]] bool free(const Box& box) const
    {
        return inside(box) &&
               std::none_of(m_boxes.begin(), m_boxes.end(), [&](const Box& other) { return other.intersects(box); });
    }

private:
    Box m_frame;
    std::vector<Box> m_boxes;
};

/// A name beside a mark, where there is room.
std::string label(Taken& taken, double x, double y, const std::string& name, const char* style)
{
    constexpr double kLetter = 5.8;
    constexpr double kLine = 12;
    constexpr double kAway = 10;
    const double wide = kLetter * static_cast<double>(name.size());
    const auto box_at = [&](bool left, double down) {
        const double from = left ? x - kAway - wide : x + kAway;
        return Box{from, y + down - kLine / 2, from + wide, y + down + kLine / 2};
    };
    bool left = !taken.inside(box_at(false, 0));
    double down = 0;
    [&] {
        for (const double further : {0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0}) {
            for (const bool to_left : {false, true}) {
                if (taken.free(box_at(to_left, further * kLine))) {
                    left = to_left;
                    down = further * kLine;
                    return;
                }
            }
        }
    }();
    taken.add(box_at(left, down));
    return fmt::format(R"(<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>)", style,
                       left ? x - kAway : x + kAway, y + down + 4, left ? "end" : "start", html_escaped(name));
}

/// Without the grid reference and the word before it: the map shows where it is.
std::string short_name(const std::string& name)
{
    constexpr std::string_view kNear = "near ";
    const auto start = name.starts_with(kNear) && name.find(',') != std::string::npos ? kNear.size() : 0;
    return name.substr(start, name.find(',') - start);
}

/// An option's letter at its site, or beside it where other marks are in the way, with a line to it among `leaders`,
/// which belong under all marks.
std::string lettered_mark(Taken& taken, double x, double y, char letter, bool elsewhere, std::string& leaders)
{
    constexpr double kRadius = 6.5;
    constexpr int kWays = 12;
    double at_x = x;
    double at_y = y;
    const auto box_at = [&](double centre_x, double centre_y) {
        return Box{centre_x - kRadius, centre_y - kRadius, centre_x + kRadius, centre_y + kRadius};
    };
    for (double away = 0; away < 6 * kRadius && !taken.free(box_at(at_x, at_y)); away += kRadius) {
        for (int way = 0; way < kWays && !taken.free(box_at(at_x, at_y)); ++way) {
            const double angle = 2 * std::numbers::pi * way / kWays;
            at_x = x + away * std::cos(angle);
            at_y = y + away * std::sin(angle);
        }
    }
    taken.add(box_at(at_x, at_y));
    const char* style = elsewhere ? " far" : "";
    if (at_x != x || at_y != y) {
        leaders += fmt::format(
            R"(<path class="leader{0}" d="M{1:.1f} {2:.1f}L{3:.1f} {4:.1f}"/><circle class="spot{0}" cx="{1:.1f}" cy="{2:.1f}" r="2"/>)",
            style, x, y, at_x, at_y);
    }
    return fmt::format(
        R"(<circle class="option{0}" cx="{1:.1f}" cy="{2:.1f}" r="{3:g}"/><text class="letter{0}" x="{1:.1f}" y="{4:.1f}" text-anchor="middle">{5}</text>)",
        style, at_x, at_y, kRadius, at_y + 3.2, letter);
}

/// Squares for hubs that exist, discs for chosen ones.
void draw_open_hubs(std::string& svg, const HubsReport& report, const Frame& frame, Taken& taken)
{
    constexpr double kHalf = 5;
    constexpr double kRadius = 7;
    for (const auto& site : report.sites) {
        const double x = frame.x(site.at);
        const double y = frame.y(site.at);
        if (site.role == HubRole::existing) {
            svg += fmt::format(R"(<rect class="existing" x="{:.1f}" y="{:.1f}" width="{:g}" height="{:g}"/>)",
                               x - kHalf, y - kHalf, 2 * kHalf, 2 * kHalf);
            taken.add(x, y, kHalf);
        } else if (site.role == HubRole::chosen) {
            svg += fmt::format(R"(<circle class="chosen" cx="{:.1f}" cy="{:.1f}" r="{:g}"/>)", x, y, kRadius);
            taken.add(x, y, kRadius);
        }
    }
}

void draw_hubs(std::string& svg, const HubsReport& report, const HubsPaperLayout& layout, const Frame& frame)
{
    for (const auto& site : report.sites) {
        if (site.role == HubRole::candidate && frame.box().contains(site.at)) {
            svg += fmt::format(R"(<circle class="candidate" cx="{:.1f}" cy="{:.1f}" r="1.3"/>)", frame.x(site.at),
                               frame.y(site.at));
        }
    }
    Taken taken(frame);
    draw_open_hubs(svg, report, frame, taken);
    std::string marks;
    std::set<std::size_t> lettered; // a site of several options keeps the first one's letter
    for (std::size_t k = 1; k < layout.options.size(); ++k) {
        const auto& option = report.options[layout.options[k]];
        for (const auto number : sites_told(report, layout.options[k])) {
            const auto& site = report.sites[number];
            if (lettered.insert(number).second) {
                marks += lettered_mark(taken, frame.x(site.at), frame.y(site.at), option_letter(k),
                                       !option.elsewhere.empty(), svg);
            }
        }
    }
    svg += marks;
    for (const auto role : {HubRole::chosen, HubRole::existing}) {
        for (const auto& site : report.sites) {
            if (site.role == role) {
                svg += label(taken, frame.x(site.at), frame.y(site.at), short_name(site.name),
                             role == HubRole::chosen ? "label strong" : "label");
            }
        }
    }
}

} // namespace

std::string hubs_map_svg(const HubsReport& report, const HubsPaperLayout& layout)
{
    const Frame frame(report, layout);
    auto svg = fmt::format(R"(<svg class="map" viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="Map of the plan">)",
                           frame.width(), frame.height());
    draw_background(svg, report, frame);
    draw_hubs(svg, report, layout, frame);
    const double bar = scale_bar_m(frame);
    const double y = frame.height() - 14;
    svg += fmt::format(
        R"(<path class="scale" d="M12 {:.1f}v5h{:.1f}v-5"/><text class="label" x="12" y="{:.1f}">{:g} km</text>)", y,
        bar * frame.scale(), y - 4, bar / 1000);
    return svg + "</svg>";
}

std::string hubs_curve_svg(const HubsReport& report)
{
    constexpr double kWidth = 330;
    constexpr double kHeight = 190;
    constexpr double kLeft = 44;
    constexpr double kBottom = 34;
    constexpr double kTop = 12;
    if (report.curve.size() < 2 || !(report.all.demand > 0)) {
        return "";
    }
    const double last = std::max<double>(1, static_cast<double>(report.curve.back().new_hubs));
    const auto x = [&](const HubsCurveRow& row) {
        return kLeft + (kWidth - kLeft - 12) * static_cast<double>(row.new_hubs) / last;
    };
    // Up to the quarter that holds the highest point.
    double highest = 0;
    for (const auto& row : report.curve) {
        highest = std::max(highest, row.within_reach.demand / report.all.demand);
    }
    const double top = std::clamp(std::ceil(4 * highest) / 4, 0.25, 1.0);
    const auto y_of = [&](double share) { return kTop + (kHeight - kTop - kBottom) * (1 - share / top); };
    const auto y = [&](const HubsCurveRow& row) { return y_of(row.within_reach.demand / report.all.demand); };
    auto svg = fmt::format(
        R"(<svg class="curve" viewBox="0 0 {:g} {:g}" role="img" aria-label="Benefit against number of hubs">)", kWidth,
        kHeight);
    for (int percent = 0; percent <= std::lround(100 * top); percent += top > 0.25 ? 25 : 5) {
        svg += fmt::format(
            R"(<path class="rule" d="M{0:g} {1:.1f}H{2:g}"/><text class="label" x="{3:g}" y="{4:.1f}" text-anchor="end">{5} %</text>)",
            kLeft, y_of(percent / 100.0), kWidth - 12, kLeft - 5, y_of(percent / 100.0) + 4, percent);
    }
    std::string path;
    for (const auto& row : report.curve) {
        path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : "L", x(row), y(row));
    }
    svg += fmt::format(R"(<path class="line" d="{}"/>)", path);
    for (const auto& row : report.curve) {
        svg += fmt::format(R"(<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{:g}"/>)", row.knee ? "chosen" : "dot",
                           x(row), y(row), row.knee ? 5.0 : 3.0);
        svg += fmt::format(R"(<text class="label" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>)", x(row),
                           kHeight - kBottom + 16, row.new_hubs);
        if (row.knee) {
            const bool late = x(row) > kWidth / 2;
            svg += fmt::format(
                R"(<text class="label strong" x="{:.1f}" y="{:.1f}" text-anchor="{}">bends most here</text>)",
                x(row) + (late ? -8 : 8), y(row) + (late ? -9 : 15), late ? "end" : "start");
        }
    }
    svg += fmt::format(R"(<text class="label" x="{:.1f}" y="{:g}" text-anchor="middle">new hubs</text>)",
                       (kLeft + kWidth) / 2, kHeight - 3);
    return svg + "</svg>";
}

} // namespace harmspot
