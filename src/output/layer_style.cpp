// SPDX-License-Identifier: MIT
#include "output/layer_style.hpp"

#include "output/html.hpp"
#include "output/text.hpp"
#include "publish/feature_values.hpp"

#include <algorithm>

namespace harmspot
{

namespace
{

constexpr std::string_view kAreaLine = "#464646";

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
    const bool any_quarter = std::any_of(layer.features().begin(), layer.features().end(), is_outline);
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
    constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
    std::string out;
    for (const char c : valid_utf8(text)) {
        if (const auto entity = entity_of(c); !entity.empty()) {
            out += entity;
        } else if (c == '\'') {
            out += "&apos;";
        } else if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') {
            out += kReplacement; // XML has no such character at all
        } else {
            out += c;
        }
    }
    return out;
}

} // namespace harmspot
