// SPDX-License-Identifier: MIT
#include "output/hubs_paper.hpp"

#include "output/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace harmspot
{

namespace
{

constexpr double kMapWidth = 680; ///< of the drawing, in its own units
constexpr double kMostMapHeight = 400;

/// From metres to the drawing.
class Frame
{
public:
    explicit Frame(const HubsReport& report)
    {
        // What matters is where hubs are and could be, not the last moor of the force.
        for (const auto& site : report.sites) {
            if (site.role != HubRole::candidate) {
                m_box.add(site.at);
            }
        }
        for (const auto& option : report.options) {
            for (const auto number : option.sites) {
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
        m_scale = std::min(kMapWidth / wide, kMostMapHeight / high);
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

/// A name beside a mark, on the side with room; those that would lie over another go one line down.
class Labels
{
public:
    explicit Labels(const Frame& frame) : m_frame(frame) {}

    std::string text(Point at, const std::string& name, const char* style)
    {
        constexpr double kLetter = 6;
        constexpr double kLine = 13;
        constexpr double kAway = 10;
        const double x = m_frame.x(at);
        double y = m_frame.y(at) + 4;
        const double wide = kLetter * static_cast<double>(name.size());
        const bool left = x + kAway + wide > m_frame.width();
        const double from = left ? x - kAway - wide : x + kAway;
        const auto clashes = [&] {
            return std::any_of(m_taken.begin(), m_taken.end(), [&](const Box& box) {
                return box.intersects({from, y - kLine, from + wide, y});
            });
        };
        for (int tries = 0; clashes() && tries < 8; ++tries) {
            y += kLine;
        }
        m_taken.push_back({from, y - kLine, from + wide, y});
        return fmt::format(R"(<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>)", style,
                           left ? x - kAway : x + kAway, y, left ? "end" : "start", html_escaped(name));
    }

private:
    const Frame& m_frame;
    std::vector<Box> m_taken;
};

/// Without the grid reference and the word before it: the map shows where it is.
std::string short_name(const std::string& name)
{
    constexpr std::string_view kNear = "near ";
    const auto start = name.starts_with(kNear) && name.find(',') != std::string::npos ? kNear.size() : 0;
    return name.substr(start, name.find(',') - start);
}

void draw_hubs(std::string& svg, const HubsReport& report, const Frame& frame)
{
    const auto circle = [&](const HubSite& site, double radius, const char* style) {
        svg += fmt::format(R"(<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{:g}"/>)", style, frame.x(site.at),
                           frame.y(site.at), radius);
    };
    for (const auto& site : report.sites) {
        if (site.role == HubRole::candidate) {
            circle(site, 1.3, "candidate");
        }
    }
    for (const auto& site : report.sites) {
        if (site.role == HubRole::existing) {
            constexpr double kHalf = 5;
            svg += fmt::format(R"(<rect class="existing" x="{:.1f}" y="{:.1f}" width="{:g}" height="{:g}"/>)",
                               frame.x(site.at) - kHalf, frame.y(site.at) - kHalf, 2 * kHalf, 2 * kHalf);
        } else if (site.role == HubRole::chosen) {
            circle(site, 7, "chosen");
        }
    }
    Labels labels(frame);
    std::string texts;
    for (const auto role : {HubRole::chosen, HubRole::existing}) {
        for (const auto& site : report.sites) {
            if (site.role == role) {
                texts +=
                    labels.text(site.at, short_name(site.name), role == HubRole::chosen ? "label strong" : "label");
            }
        }
    }
    std::set<std::size_t> lettered; // a site of several options keeps the first one's letter
    for (std::size_t k = 1; k < report.options.size(); ++k) {
        for (const auto number : report.options[k].sites) {
            const auto& site = report.sites[number];
            if (site.role == HubRole::candidate && lettered.insert(number).second) {
                circle(site, 6.5, "option");
                svg += fmt::format(R"(<text class="letter" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>)",
                                   frame.x(site.at), frame.y(site.at) + 3.2, static_cast<char>('A' + k));
            }
        }
    }
    svg += texts;
}

} // namespace

std::string hubs_map_svg(const HubsReport& report)
{
    const Frame frame(report);
    auto svg = fmt::format(R"(<svg class="map" viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="Map of the plan">)",
                           frame.width(), frame.height());
    draw_background(svg, report, frame);
    draw_hubs(svg, report, frame);
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
