// SPDX-License-Identifier: MIT
#include "output/layer_style.hpp"

#include "output/text.hpp"

#include <algorithm>

namespace harmspot
{

namespace
{

constexpr std::string_view kAreaLine = "#464646";

bool is_quarter(const Feature& feature)
{
    return std::find(feature.properties.begin(), feature.properties.end(),
                     std::pair<std::string, PropertyValue>("outline", std::string("quarter"))) !=
           feature.properties.end();
}

/// "under 100 days of harm per km²", "300 days of harm per km² and over"
std::string label_of(const ClassBreaks& made, std::size_t i)
{
    constexpr std::string_view kOver = " and over";
    const auto& label = made.classes[i].label;
    return label.ends_with(kOver) ? label.substr(0, label.size() - kOver.size()) + " " + made.unit + std::string(kOver)
                                  : label + " " + made.unit;
}

} // namespace

LayerStyle hotspot_style(const PublishableLayer& layer)
{
    const auto made = class_breaks(layer);
    const bool any_quarter = std::any_of(layer.features().begin(), layer.features().end(), is_quarter);
    LayerStyle style;
    for (std::size_t i = 0; i < made.classes.size(); ++i) {
        StyleRule rule;
        rule.label = label_of(made, i);
        rule.property = made.property;
        if (i > 0) {
            rule.from = made.breaks[i - 1];
        }
        if (i < made.breaks.size()) {
            rule.below = made.breaks[i];
        }
        if (any_quarter) {
            rule.quarter = false;
        }
        rule.fill = made.classes[i].fill;
        rule.line = kEdgeLine;
        style.rules.push_back(std::move(rule));
    }
    if (any_quarter) {
        StyleRule rule;
        rule.label = "where a quarter of it happens";
        rule.quarter = true;
        rule.line = kEdgeLine;
        rule.line_width_mm = 0.3;
        rule.dashed = true;
        style.rules.push_back(std::move(rule));
    }
    if (style.rules.empty()) { // QGIS takes a style without a rule for a broken one
        style.rules.push_back({.label = "hotspots", .fill = kHighFill, .line = kEdgeLine});
    }
    style.label_property = "rank";
    style.label_in_disc = true;
    return style;
}

LayerStyle area_style()
{
    LayerStyle style;
    style.rules.push_back({.label = "areas", .line = kAreaLine, .line_width_mm = 0.5});
    style.label_property = "name";
    return style;
}

LayerStyle style_of(const PublishableLayer& layer)
{
    return layer.info().method.empty() ? area_style() : hotspot_style(layer);
}

std::string xml_escaped(std::string_view text)
{
    std::string out;
    for (const char c : valid_utf8(text)) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&apos;";
            break;
        default: {
            const auto byte = static_cast<unsigned char>(c);
            out += byte < 0x20 && c != '\t' && c != '\n' && c != '\r' ? std::string("\xEF\xBF\xBD") : std::string(1, c);
        }
        }
    }
    return out;
}

} // namespace harmspot
