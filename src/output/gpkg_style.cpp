// SPDX-License-Identifier: MIT
#include "output/gpkg_style.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace harmspot
{

namespace
{

constexpr int kFillAlpha = 140; // 55 % of 255

/// A simple fill and the features that it is for.
struct Rule {
    std::string_view label;
    std::string filter; ///< QGIS expression, escaped for XML; empty = all
    std::string fill;   ///< "r,g,b,a"
    std::string_view brush = "solid";
    std::string_view line = "64,0,0,255";
    std::string_view line_style = "solid";
    std::string_view line_width_mm = "0.4";
};

std::string symbol_xml(std::size_t number, const Rule& rule)
{
    const std::array<std::pair<std::string_view, std::string_view>, 8> settings{{
        {"color", rule.fill},
        {"style", rule.brush},
        {"joinstyle", "bevel"},
        {"outline_color", rule.line},
        {"outline_style", rule.line_style},
        {"outline_width", rule.line_width_mm},
        {"outline_width_unit", "MM"},
        {"offset", "0,0"},
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

std::string label_xml(std::string_view field)
{
    return fmt::format(
        R"(<labeling type="simple"><settings calloutType="simple"><text-style fieldName="{}" isExpression="0" )"
        R"(fontFamily="Sans" fontSize="10" fontSizeUnit="Point" fontWeight="75" textColor="0,0,0,255" )"
        R"(textOpacity="1" multilineHeight="1"><text-buffer bufferDraw="1" bufferSize="1" bufferSizeUnits="MM" )"
        R"(bufferColor="255,255,255,255" bufferOpacity="1" bufferNoFill="1" bufferJoinStyle="128"/></text-style>)"
        R"(<placement placement="1" centroidInside="1" centroidWhole="1"/><rendering drawLabels="1" obstacle="1"/>)"
        "</settings></labeling>\n",
        field);
}

std::string qml(const std::vector<Rule>& rules, std::string_view label_field)
{
    std::string rule_list;
    std::string symbols;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        rule_list +=
            fmt::format(R"(<rule key="{{rule-{0}}}" symbol="{0}" label="{1}"{2}/>)"
                        "\n",
                        i, rules[i].label, rules[i].filter.empty() ? "" : " filter=\"" + rules[i].filter + '"');
        symbols += symbol_xml(i, rules[i]);
    }
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
           "<qgis version=\"3.22.0\" styleCategories=\"Symbology|Labeling\" labelsEnabled=\"1\">\n"
           "<renderer-v2 type=\"RuleRenderer\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">\n"
           "<rules key=\"{rules}\">\n" +
           rule_list + "</rules>\n<symbols>\n" + symbols + "</symbols>\n</renderer-v2>\n" + label_xml(label_field) +
           "<layerGeometryType>2</layerGeometryType>\n</qgis>\n";
}

Rule rank_rule(std::string_view label, int from, int to, std::string_view rgb)
{
    Rule rule;
    rule.label = label;
    rule.filter = fmt::format("&quot;rank&quot; >= {}", from);
    if (to > 0) {
        rule.filter += fmt::format(" AND &quot;rank&quot; &lt;= {}", to);
    }
    rule.filter += " AND &quot;outline&quot; &lt;> 'quarter'";
    rule.fill = fmt::format("{},{}", rgb, kFillAlpha);
    return rule;
}

} // namespace

std::string hotspot_qml()
{
    // ColorBrewer YlOrRd, 5 classes (Brewer 2013).
    std::vector<Rule> rules{
        rank_rule("Rank 1 to 5", 1, 5, "189,0,38"),        rank_rule("Rank 6 to 10", 6, 10, "240,59,32"),
        rank_rule("Rank 11 to 20", 11, 20, "253,141,60"),  rank_rule("Rank 21 to 50", 21, 50, "254,204,92"),
        rank_rule("Rank 51 and on", 51, 0, "255,255,178"),
    };
    Rule quarter;
    quarter.label = "Where a quarter of it happens";
    quarter.filter = "&quot;outline&quot; = 'quarter'";
    quarter.fill = "0,0,0,0";
    quarter.brush = "no";
    quarter.line_style = "dash";
    rules.push_back(quarter);
    return qml(rules, "rank");
}

std::string area_qml()
{
    Rule outline;
    outline.label = "Areas";
    outline.fill = "0,0,0,0";
    outline.brush = "no";
    outline.line = "70,70,70,255";
    outline.line_width_mm = "0.5";
    return qml({outline}, "name");
}

} // namespace harmspot
