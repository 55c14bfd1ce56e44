// SPDX-License-Identifier: MIT
#include "output/raster_style.hpp"

#include "harmspot/surface_picture.hpp"
#include "output/layer_style.hpp"
#include "output/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace harmspot
{

namespace
{

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::string_view kOpacity = "0.8";

std::vector<RasterClass> density_classes(const PublishableSurface& surface)
{
    float most = 0;
    for (const float cell : surface.raster().values) {
        most = cell == kNoData ? most : std::max(most, cell);
    }
    const auto shades = surface_shades(static_cast<double>(most));
    if (shades.empty()) {
        return {{kInfinity, {}, "nothing"}};
    }
    std::vector<RasterClass> classes{{shades.front().from, {}, "less, down to 0"}};
    for (std::size_t i = 0; i < shades.size(); ++i) {
        classes.push_back({i + 1 < shades.size() ? shades[i + 1].from : kInfinity, shades[i].fill,
                           shades[i].label + " " + surface.unit()});
    }
    return classes;
}

/// Rarer than what it is held against in blue-green, commoner in brown: told apart by the colour-blind, alike about 1.
std::vector<RasterClass> ratio_classes()
{
    return {{-std::log(4), "#01665e", "under a quarter as common"},
            {-std::log(2), "#5ab4ac", "a quarter to half"},
            {-std::log(1.25), "#c7eae5", "half to four fifths"},
            {std::log(1.25), {}, "about as common"},
            {std::log(2), "#f6e8c3", "1.25 to 2 times"},
            {std::log(4), "#d8b365", "2 to 4 times"},
            {kInfinity, "#8c510a", "over 4 times as common"}};
}

std::vector<RasterClass> probability_classes()
{
    return {{0.01, "#97401d", "p up to 0.01"},
            {0.05, "#e5a264", "p up to 0.05"},
            {0.1, "#fbe9cf", "p up to 0.1"},
            {kInfinity, {}, "chance would do as much"}};
}

std::vector<RasterClass> share_classes()
{
    return {{0.2, {}, "hot in fewer re-runs"},
            {0.5, "#fbe9cf", "hot in 20 to 50 of 100 re-runs"},
            {0.8, "#e5a264", "50 to 80 of 100"},
            {0.95, "#c9713c", "80 to 95 of 100"},
            {kInfinity, "#97401d", "over 95 of 100"}};
}

/// What QGIS calls an upper end.
std::string end_text(double value)
{
    return std::isinf(value) ? "inf" : number_text(value);
}

} // namespace

std::vector<RasterClass> raster_classes(const PublishableSurface& surface)
{
    if (surface.unit() == "natural logarithm of a ratio") {
        return ratio_classes();
    }
    if (surface.unit() == "probability") {
        return probability_classes();
    }
    return surface.unit() == "share of re-runs" ? share_classes() : density_classes(surface);
}

std::string raster_qml(const std::vector<RasterClass>& classes)
{
    std::string items;
    for (const auto& one : classes) {
        items += fmt::format(R"(<item value="{}" color="{}" alpha="{}" label="{}"/>)"
                             "\n",
                             end_text(one.up_to), one.fill.empty() ? "#ffffff" : one.fill, one.fill.empty() ? 0 : 255,
                             xml_escaped(one.label));
    }
    const double least = classes.front().up_to;
    const double most = classes.size() > 1 ? classes[classes.size() - 2].up_to : least;
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
           "<qgis version=\"3.22.0\" styleCategories=\"Symbology\">\n<pipe>\n" +
           fmt::format(R"(<rasterrenderer type="singlebandpseudocolor" band="1" alphaBand="-1" opacity="{}" )"
                       R"(classificationMin="{}" classificationMax="{}" nodataColor="">)"
                       "\n<rasterTransparency/>\n<rastershader>\n"
                       R"(<colorrampshader colorRampType="DISCRETE" classificationMode="1" clip="0" )"
                       R"(minimumValue="{}" maximumValue="{}">)"
                       "\n",
                       kOpacity, end_text(least), end_text(most), end_text(least), end_text(most)) +
           items + "</colorrampshader>\n</rastershader>\n</rasterrenderer>\n</pipe>\n</qgis>\n";
}

std::string raster_sld(const std::vector<RasterClass>& classes, std::string_view layer_name)
{
    constexpr std::string_view kSurelyMore = "1e+30"; // SLD has no word for no end
    const auto name = xml_escaped(layer_name);
    std::string entries;
    for (const auto& one : classes) {
        entries += fmt::format(R"(<ColorMapEntry color="{}" quantity="{}" opacity="{}" label="{}"/>)"
                               "\n",
                               one.fill.empty() ? "#ffffff" : one.fill,
                               std::isinf(one.up_to) ? std::string(kSurelyMore) : number_text(one.up_to),
                               one.fill.empty() ? "0" : kOpacity, xml_escaped(one.label));
    }
    // Version 1.0.0: that of 1.1.0 spells colour maps in a way that few programs read.
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<StyledLayerDescriptor version=\"1.0.0\" xmlns=\"http://www.opengis.net/sld\">\n<NamedLayer>\n<Name>" +
           name + "</Name>\n<UserStyle>\n<Name>" + name +
           "</Name>\n<FeatureTypeStyle>\n<Rule>\n<RasterSymbolizer>\n<ColorMap type=\"intervals\">\n" + entries +
           "</ColorMap>\n</RasterSymbolizer>\n</Rule>\n</FeatureTypeStyle>\n</UserStyle>\n</NamedLayer>\n"
           "</StyledLayerDescriptor>\n";
}

} // namespace harmspot
