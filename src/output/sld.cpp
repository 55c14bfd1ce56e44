// SPDX-License-Identifier: MIT
#include "output/layer_style.hpp"

#include "output/text.hpp"

#include <fmt/format.h>

#include <vector>

namespace harmspot
{

namespace
{

constexpr double kPixelsPerMm = 96 / 25.4;
constexpr const char* kFillOpacity = "0.72";

std::string comparison(std::string_view kind, std::string_view property, std::string_view value)
{
    return fmt::format("<ogc:{0}><ogc:PropertyName>{1}</ogc:PropertyName><ogc:Literal>{2}</ogc:Literal></ogc:{0}>",
                       kind, property, value);
}

std::string filter_xml(const StyleRule& rule)
{
    std::vector<std::string> parts;
    if (rule.from) {
        parts.push_back(comparison("PropertyIsGreaterThanOrEqualTo", rule.property, number_text(*rule.from)));
    }
    if (rule.below) {
        parts.push_back(comparison("PropertyIsLessThan", rule.property, number_text(*rule.below)));
    }
    if (rule.quarter) {
        parts.push_back(comparison(*rule.quarter ? "PropertyIsEqualTo" : "PropertyIsNotEqualTo", "outline", "quarter"));
    }
    if (parts.empty()) {
        return {};
    }
    std::string all = parts.front(); // And has two operands, and may be nested
    for (std::size_t i = 1; i < parts.size(); ++i) {
        all = "<ogc:And>" + all + parts[i] + "</ogc:And>";
    }
    return "<ogc:Filter>" + all + "</ogc:Filter>\n";
}

std::string parameter(std::string_view name, std::string_view value)
{
    return fmt::format(R"(<se:SvgParameter name="{}">{}</se:SvgParameter>)", name, value);
}

std::string polygon_xml(const StyleRule& rule)
{
    std::string out = "<se:PolygonSymbolizer>";
    if (!rule.fill.empty()) {
        out += "<se:Fill>" + parameter("fill", rule.fill) + parameter("fill-opacity", kFillOpacity) + "</se:Fill>";
    }
    out += "<se:Stroke>" + parameter("stroke", rule.line) +
           parameter("stroke-width", fmt::format("{:.1f}", rule.line_width_mm * kPixelsPerMm)) +
           parameter("stroke-linejoin", "bevel");
    return out + (rule.dashed ? parameter("stroke-dasharray", "4 3") : "") + "</se:Stroke></se:PolygonSymbolizer>\n";
}

/// Drawn by a rule of its own, so that quarter outlines have no label.
std::string label_rule(const LayerStyle& style)
{
    StyleRule all;
    for (const auto& rule : style.rules) {
        if (rule.quarter) {
            all.quarter = false;
        }
    }
    return "<se:Rule>\n" + filter_xml(all) + "<se:TextSymbolizer><se:Label><ogc:PropertyName>" + style.label_property +
           "</ogc:PropertyName></se:Label><se:Font>" + parameter("font-family", "sans-serif") +
           parameter("font-size", "13") + parameter("font-weight", "bold") +
           "</se:Font><se:Halo><se:Radius>2</se:Radius><se:Fill>" + parameter("fill", "#ffffff") +
           "</se:Fill></se:Halo><se:Fill>" + parameter("fill", "#000000") +
           "</se:Fill></se:TextSymbolizer>\n</se:Rule>\n";
}

} // namespace

std::string sld(const LayerStyle& style, std::string_view layer_name)
{
    const auto name = xml_escaped(layer_name);
    std::string rules;
    for (const auto& rule : style.rules) {
        rules +=
            fmt::format("<se:Rule>\n<se:Name>{0}</se:Name><se:Description><se:Title>{0}</se:Title></se:Description>\n",
                        xml_escaped(rule.label)) +
            filter_xml(rule) + polygon_xml(rule) + "</se:Rule>\n";
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<StyledLayerDescriptor version=\"1.1.0\" xmlns=\"http://www.opengis.net/sld\" "
           "xmlns:se=\"http://www.opengis.net/se\" xmlns:ogc=\"http://www.opengis.net/ogc\">\n"
           "<NamedLayer>\n<se:Name>" +
           name + "</se:Name>\n<UserStyle>\n<se:Name>" + name + "</se:Name>\n<se:FeatureTypeStyle>\n" + rules +
           label_rule(style) + "</se:FeatureTypeStyle>\n</UserStyle>\n</NamedLayer>\n</StyledLayerDescriptor>\n";
}

} // namespace harmspot
