// SPDX-License-Identifier: MIT
#include "output/hub_style.hpp"
#include "publish/feature_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace harmspot
{

namespace
{

constexpr std::string_view kBeyond = "beyond_reach";

/// A point's mark and the features that it is for.
struct Marker {
    std::string_view label;
    std::string_view filter; ///< QGIS expression
    std::string_view shape;  ///< "circle" or "square"
    std::string_view fill;   ///< "r,g,b,a"
    std::string_view line;
    std::string_view size_mm;
};

constexpr std::array<Marker, 4> kMarkers{{
    {"hub that exists", R"("role" = 'existing')", "square", "23,54,92,255", "255,255,255,255", "3.4"},
    {"chosen", R"("role" = 'chosen')", "circle", "179,38,30,255", "255,255,255,255", "4.2"},
    {"in another option", R"("role" = 'candidate' AND "options" IS NOT NULL)", "circle", "255,255,255,255",
     "179,38,30,255", "3.2"},
    {"candidate", R"("role" = 'candidate' AND "options" IS NULL)", "circle", "107,118,128,160", "107,118,128,0", "1.2"},
}};

std::string marker_xml(std::size_t number, const Marker& marker)
{
    const std::array<std::pair<std::string_view, std::string_view>, 7> settings{{
        {"name", marker.shape},
        {"color", marker.fill},
        {"outline_color", marker.line},
        {"outline_width", "0.4"},
        {"outline_width_unit", "MM"},
        {"size", marker.size_mm},
        {"size_unit", "MM"},
    }};
    std::string options;
    std::string properties; // what QGIS before 3.26 reads
    for (const auto& [name, value] : settings) {
        options += fmt::format(R"(<Option type="QString" name="{}" value="{}"/>)", name, value);
        properties += fmt::format(R"(<prop k="{}" v="{}"/>)", name, value);
    }
    return fmt::format(R"(<symbol type="marker" name="{}" alpha="1" clip_to_extent="1" force_rhr="0">)"
                       R"(<layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">{}</Option>{})"
                       "</layer></symbol>\n",
                       number, options, properties);
}

/// The most demand in one square.
double worst_square(const PublishableLayer& layer)
{
    double worst = 0;
    for (const auto& feature : layer.features()) {
        worst = std::max(worst, number_of(feature, kBeyond));
    }
    return worst;
}

} // namespace

std::string hub_sites_qml()
{
    std::string rules;
    std::string symbols;
    for (std::size_t i = 0; i < kMarkers.size(); ++i) {
        rules += fmt::format(R"(<rule key="{{rule-{0}}}" symbol="{0}" label="{1}" filter="{2}"/>)"
                             "\n",
                             i, kMarkers.at(i).label, xml_escaped(kMarkers.at(i).filter));
        symbols += marker_xml(i, kMarkers.at(i));
    }
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
           "<qgis version=\"3.22.0\" styleCategories=\"Symbology|Labeling\" labelsEnabled=\"1\">\n"
           "<renderer-v2 type=\"RuleRenderer\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">\n"
           "<rules key=\"{rules}\">\n" +
           rules + "</rules>\n<symbols>\n" + symbols + "</symbols>\n</renderer-v2>\n" +
           fmt::format(
               R"(<labeling type="simple"><settings calloutType="simple"><text-style fieldName="{}" isExpression="1" )"
               R"(fontFamily="Sans" fontSize="10" fontSizeUnit="Point" fontWeight="75" textColor="0,0,0,255" )"
               R"(textOpacity="1" multilineHeight="1"><text-buffer bufferDraw="1" bufferSize="0.8" )"
               R"(bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="1" bufferNoFill="1" )"
               R"(bufferJoinStyle="128"/></text-style><placement placement="6" priority="8" dist="1" distUnits="MM"/>)"
               R"(<rendering drawLabels="1" displayAll="0" obstacle="0"/></settings></labeling>)"
               "\n<layerGeometryType>0</layerGeometryType>\n</qgis>\n",
               xml_escaped(R"(if("role" = 'candidate', NULL, "name"))"));
}

LayerStyle hub_catchment_style()
{
    LayerStyle style;
    style.rules.push_back({.label = "nearest to one hub", .line = "#b3261e", .dashed = true});
    style.label_property = "name";
    return style;
}

LayerStyle hub_gap_style(const PublishableLayer& layer)
{
    // ColorBrewer Oranges, four classes (Brewer 2013).
    constexpr std::array<std::string_view, 4> kFills{"#feedde", "#fdbe85", "#fd8d3c", "#d94701"};
    constexpr std::array<std::string_view, 4> kLabels{"under a quarter of the worst square", "a quarter to a half",
                                                      "a half to three quarters", "three quarters and more"};
    const double quarter = worst_square(layer) / 4;
    LayerStyle style;
    for (std::size_t i = 0; i < kFills.size(); ++i) {
        StyleRule rule;
        rule.label = kLabels.at(i);
        rule.property = kBeyond;
        if (i > 0) {
            rule.from = quarter * static_cast<double>(i);
        }
        if (i + 1 < kFills.size()) {
            rule.below = quarter * static_cast<double>(i + 1);
        }
        rule.fill = kFills.at(i);
        rule.line = "#ffffff";
        rule.line_width_mm = 0.1;
        style.rules.push_back(std::move(rule));
    }
    style.label_property = "incidents_beyond_reach";
    return style;
}

} // namespace harmspot
