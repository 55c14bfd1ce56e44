// SPDX-License-Identifier: MIT
#include "run/map_pages.hpp"

#include "geo/geos.hpp"
#include "incident/words.hpp"
#include "publish/feature_values.hpp"
#include "run/changes.hpp"
#include "run/context_shapes.hpp"
#include "run/found_line.hpp"
#include "run/plan_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace harmspot
{

namespace
{

/// What published hotspots add up to.
struct Sums {
    std::uint64_t places = 0;
    double incidents = 0;
    double harm = 0;
    double km2 = 0;
};

Sums sums_of(const PublishableLayer& layer)
{
    Sums sums;
    for (const auto& feature : layer.features()) {
        if (!is_outline(feature)) {
            sums.incidents += number_of(feature, "incidents");
            sums.harm += number_of(feature, "harm");
            sums.km2 += number_of(feature, "area_km2");
            ++sums.places;
        }
    }
    return sums;
}

/// "five", and figures from eleven on.
std::string count_in_words(std::uint64_t count)
{
    constexpr std::array<const char*, 11> kWords{"no",  "one",   "two",   "three", "four", "five",
                                                 "six", "seven", "eight", "nine",  "ten"};
    return count < kWords.size() ? kWords[count] : thousands(count);
}

std::string share_text(double part, double whole)
{
    return whole > 0 ? fmt::format("{:.1f} %", 100 * part / whole) : "0 %";
}

std::string headline(const HotspotList& list, double searchable_km2, const std::string& scope_name,
                     const PublishableLayer& layer)
{
    const auto& info = layer.info();
    const auto& rules = layer.rules();
    const auto sums = sums_of(layer);
    const auto where = info.theme_title + (scope_name.empty() ? "" : " in " + scope_name);
    if (sums.places == 0) {
        return where + ": no place stands out.";
    }
    const bool few = rules.withholds() && list.incidents_in_scope < rules.least_count;
    const auto all = few ? fmt::format("under {}", rules.least_count) : thousands(list.incidents_in_scope);
    const auto incidents = static_cast<std::uint64_t>(sums.incidents);
    const auto places =
        fmt::format("{}: {} place{}, {} of the searchable area, hold{} ", where, count_in_words(sums.places),
                    sums.places == 1 ? "" : "s", share_text(sums.km2, searchable_km2), sums.places == 1 ? "s" : "");
    if (info.version == "count" || info.harm_equals_count) {
        return places + fmt::format("{} of {} incidents ({}).", thousands(incidents), all,
                                    share_text(sums.incidents, static_cast<double>(list.incidents_in_scope)));
    }
    return places + fmt::format("{} of the harm: {} of {} incidents.", share_text(sums.harm, list.harm_in_scope),
                                thousands(incidents), all);
}

/// Outlines as coarse as a map of them on a screen shows.
AreaLayer for_a_screen(AreaLayer layer)
{
    constexpr double kPixels = 2500;
    Box box;
    for (const auto& area : layer.areas) {
        box.add(bounds(area.shape));
    }
    const double tolerance_m = std::max(box.max_x - box.min_x, box.max_y - box.min_y) / kPixels;
    for (auto& area : layer.areas) {
        if (auto shape = geos::simplified(area.shape, tolerance_m); !shape.empty()) {
            area.shape = std::move(shape);
        }
    }
    return layer;
}

/// The area whose pack a page belongs to, as a layer of one; every layer for the whole force's page.
std::vector<AreaLayer> layers_of_page(const RunData& data, const ProductInfo& info)
{
    if (info.area_layer.empty()) {
        return data.layers;
    }
    std::vector<AreaLayer> own;
    for (const auto& layer : data.layers) {
        if (layer.name == info.area_layer) {
            own.push_back(layer);
            std::erase_if(own.back().areas, [&](const Area& area) { return area.name != info.area; });
        }
    }
    return own;
}

bool has_times(const Incidents& incidents)
{
    return std::find(incidents.precision.begin(), incidents.precision.end(), TimePrecision::minute) !=
           incidents.precision.end();
}

/// The first few, and how many there are besides: a page must start with its map.
std::vector<std::string> first_few(std::vector<std::string> warnings)
{
    constexpr std::size_t kMost = 8;
    if (warnings.size() > kMost) {
        const auto more = warnings.size() - kMost;
        warnings.resize(kMost);
        warnings.push_back(fmt::format("And {} more, in manifest.json.", more));
    }
    return warnings;
}

/// What changed in the theme and the area that a layer is about.
std::vector<std::string> changes_of(const RunConfig& config, const RunData& data, const History& history,
                                    const ProductInfo& info)
{
    const auto theme = std::find_if(config.themes.begin(), config.themes.end(),
                                    [&](const Theme& one) { return one.name == info.theme; });
    std::optional<AreaRef> area;
    for (std::size_t layer = 0; layer < data.layers.size(); ++layer) {
        const auto& areas = data.layers[layer].areas;
        for (std::uint16_t i = 0; i < areas.size(); ++i) {
            if (data.layers[layer].name == info.area_layer && areas[i].name == info.area) {
                area = AreaRef{layer, i};
            }
        }
    }
    return change_sentences(config, history, static_cast<std::size_t>(theme - config.themes.begin()), area);
}

/// What lies near the page's places; in a pack nothing of what lies beyond its area.
std::vector<ContextShape> context_of(const MapPage& page, const std::vector<ContextShape>& context, bool force)
{
    std::vector<MultiPolygon> shapes;
    for (const auto& layer : page.layers) {
        for (const auto& feature : layer.layer.features()) {
            if (!feature.shape.empty()) {
                shapes.push_back(feature.shape);
            }
        }
    }
    const MultiPolygon* within = force || page.areas.empty() || page.areas.front().features().empty()
                                     ? nullptr
                                     : &page.areas.front().features().front().shape;
    return context_near(context, shapes, within);
}

MapPage page_of(const RunConfig& config, const RunData& data, const History& history,
                const std::vector<std::string>& warnings, const std::vector<ContextShape>& context,
                const std::vector<MapPageLayer>& layers)
{
    const auto& info = layers.front().layer.info();
    const bool force = info.area_layer.empty();
    MapPage page;
    page.title = config.title;
    page.scope = force ? "Whole force" : fmt::format("{} {} only", info.area, info.area_layer);
    page.marking = data.rules.marking;
    page.months = months_covered(data.months);
    page.months_only = !has_times(data.read.incidents);
    page.warnings = month_warnings(data.months, data.rules);
    for (const auto& warning : force ? warnings : std::vector<std::string>()) {
        if (std::find(page.warnings.begin(), page.warnings.end(), warning) == page.warnings.end()) {
            page.warnings.push_back(warning);
        }
    }
    page.warnings = first_few(std::move(page.warnings));
    page.layers = layers;
    std::map<std::string, std::vector<std::string>> changes; // by theme: counted once for all of its layers
    for (auto& layer : page.layers) {
        const auto& theme = layer.layer.info().theme;
        if (!changes.contains(theme)) {
            changes[theme] = changes_of(config, data, history, layer.layer.info());
        }
        layer.changes = changes[theme];
    }
    for (auto& layer : layers_of_page(data, info)) {
        ProductInfo outline;
        outline.title = config.title;
        outline.area_layer = layer.name;
        page.areas.push_back(publish_areas(for_a_screen(std::move(layer)), config.epsg, outline, data.rules));
    }
    page.context = context_of(page, context, force);
    return page;
}

} // namespace

MapPageLayer map_page_layer(const HotspotRules& rules, const HotspotList& list, double searchable_km2,
                            const std::string& scope_name, const PublishableLayer& layer)
{
    const auto* method = find_method(layer.info().method);
    MapPageLayer one{layer,
                     std::string(method->label),
                     headline(list, searchable_km2, scope_name, layer),
                     "Nothing here meets what a hotspot must have" + dropped_text(list, rules) + ".",
                     {},
                     {}};
    if (!layer.rules().withholds()) {
        one.left_out = left_out_sentences(list);
    }
    return one;
}

std::string map_page_path(const PlannedOutput& hotspots)
{
    return hotspots.area_layer.empty() ? "index.html"
                                       : hotspots.path.substr(0, hotspots.path.rfind('/')) + "/index.html";
}

std::map<std::string, MapPage> make_pages(const RunConfig& config, const RunData& data, const History& history,
                                          const std::vector<std::string>& warnings,
                                          const std::vector<ContextShape>& context, const Products& products)
{
    std::map<std::string, MapPage> pages;
    for (const auto& [path, layers] : products.pages) {
        pages.emplace(path, page_of(config, data, history, warnings, context, layers));
    }
    return pages;
}

void note_page(const std::string& path, const std::string& kind, const MapPage& page, OutputFolder& folder,
               Products& products)
{
    PlannedOutput plan{path, kind};
    plan.area_layer = page.layers.front().layer.info().area_layer;
    plan.area = page.layers.front().layer.info().area;
    note_written(std::move(plan), page.layers.size(), {}, folder, products);
}

void write_map_pages(const std::map<std::string, MapPage>& pages, OutputFolder& folder, Products& products)
{
    for (const auto& [path, page] : pages) {
        write_map_page(folder.path_for(path), page);
        note_page(path, "map_page", page, folder, products);
    }
}

} // namespace harmspot
