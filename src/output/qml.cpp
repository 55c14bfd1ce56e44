// SPDX-License-Identifier: MIT
#include "output/layer_style.hpp"

#include "harmspot/class_breaks.hpp"
#include "output/text.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace harmspot
{

namespace
{

constexpr int kFillAlpha = 184; // 72 % of 255, as in the map page
constexpr std::string_view kQuarterText = "'quarter'";

/// "#a23f1d" as "162,63,29,184"
std::string rgba(std::string_view hex, int alpha)
{
    if (hex.empty()) {
        return "0,0,0,0";
    }
    const auto part = [hex](std::size_t at) { return std::stoi(std::string(hex.substr(at, 2)), nullptr, 16); };
    return fmt::format("{},{},{},{}", part(1), part(3), part(5), alpha);
}

/// QGIS expression; empty = all.
std::string filter_of(const StyleRule& rule)
{
    std::string out;
    const auto add = [&out](const std::string& text) { out += (out.empty() ? "" : " AND ") + text; };
    if (rule.from) {
        add(fmt::format(R"("{}" >= {})", rule.property, number_text(*rule.from)));
    }
    if (rule.below) {
        add(fmt::format(R"("{}" < {})", rule.property, number_text(*rule.below)));
    }
    if (rule.quarter) {
        add(fmt::format(R"("outline" {} {})", *rule.quarter ? "=" : "<>", kQuarterText));
    }
    return out;
}

std::string symbol_xml(std::size_t number, const StyleRule& rule)
{
    const std::array<std::pair<std::string_view, std::string>, 9> settings{{
        {"color", rgba(rule.fill, kFillAlpha)},
        {"style", rule.fill.empty() ? "no" : "solid"},
        {"joinstyle", "bevel"},
        {"outline_color", rgba(rule.line, 255)},
        {"outline_style", rule.dashed ? "dash" : "solid"},
        {"outline_width", number_text(rule.line_width_mm)},
        {"outline_width_unit", "MM"},
        {"offset", "0,0"},
        {"offset_unit", "MM"},
    }};
    std::string options;
    std::string properties; // what QGIS before 3.26 reads
    for (const auto& [name, value] : settings) {
        options += fmt::format(R"(<Option type="QString" name="{}" value="{}"/>)", name, value);
        properties += fmt::format(R"(<prop k="{}" v="{}"/>)", name, value);
    }
    return fmt::format(R"(<symbol type="fill" name="{}" alpha="1" clip_to_extent="1" force_rhr="0">)"
                       R"(<layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">{}</Option>{})"
                       "</layer></symbol>\n",
                       number, options, properties);
}

/// A label in black with a white halo inside each polygon. Quarter outlines have none: they lie round others.
std::string label_xml(const LayerStyle& style)
{
    bool any_quarter = false;
    for (const auto& rule : style.rules) {
        any_quarter = any_quarter || rule.quarter.has_value();
    }
    const auto expression = any_quarter
                                ? fmt::format(R"(if("outline" = {}, NULL, "{}"))", kQuarterText, style.label_property)
                                : fmt::format(R"("{}")", style.label_property);
    const std::string disc =
        style.label_in_disc
            ? fmt::format(
                  R"(<background shapeDraw="1" shapeType="3" shapeSizeType="0" shapeSizeX="0.8" shapeSizeY="0.8" )"
                  R"(shapeSizeUnit="MM" shapeFillColor="255,255,255,235" shapeBorderColor="{}" )"
                  R"(shapeBorderWidth="0.3" shapeBorderWidthUnit="MM" shapeOpacity="1" shapeJoinStyle="128"/>)",
                  rgba(kEdgeLine, 255))
            : std::string();
    return fmt::format(
        R"(<labeling type="simple"><settings calloutType="simple"><text-style fieldName="{}" isExpression="1" )"
        R"(fontFamily="Sans" fontSize="{}" fontSizeUnit="Point" fontWeight="75" textColor="{}" )"
        R"(textOpacity="1" multilineHeight="1"><text-buffer bufferDraw="{}" bufferSize="0.8" bufferSizeUnits="MM" )"
        R"(bufferColor="255,255,255,255" bufferOpacity="1" bufferNoFill="1" bufferJoinStyle="128"/>{}</text-style>)"
        R"(<placement placement="1" priority="{}" centroidInside="1" centroidWhole="1"/>)"
        R"(<rendering drawLabels="1" displayAll="0" obstacle="0"/></settings></labeling>)"
        "\n",
        xml_escaped(expression), style.label_in_disc ? 9 : 10, style.label_in_disc ? "0,0,0,255" : "70,70,70,255",
        style.label_in_disc ? 0 : 1, disc, style.label_in_disc ? 8 : 2);
}

} // namespace

std::string qml(const LayerStyle& style)
{
    std::string rules;
    std::string symbols;
    for (std::size_t i = 0; i < style.rules.size(); ++i) {
        const auto filter = filter_of(style.rules[i]);
        rules += fmt::format(R"(<rule key="{{rule-{0}}}" symbol="{0}" label="{1}"{2}/>)"
                             "\n",
                             i, xml_escaped(style.rules[i].label),
                             filter.empty() ? "" : " filter=\"" + xml_escaped(filter) + '"');
        symbols += symbol_xml(i, style.rules[i]);
    }
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
           "<qgis version=\"3.22.0\" styleCategories=\"Symbology|Labeling\" labelsEnabled=\"1\">\n"
           "<renderer-v2 type=\"RuleRenderer\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">\n"
           "<rules key=\"{rules}\">\n" +
           rules + "</rules>\n<symbols>\n" + symbols + "</symbols>\n</renderer-v2>\n" + label_xml(style) +
           "<layerGeometryType>2</layerGeometryType>\n</qgis>\n";
}

} // namespace harmspot
