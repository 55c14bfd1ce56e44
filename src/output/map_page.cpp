// SPDX-License-Identifier: MIT
#include "harmspot/map_page.hpp"

#include "harmspot/class_breaks.hpp"
#include "harmspot/output.hpp"

#include "output/html.hpp"
#include "output/static_map.hpp"
#include "output/text.hpp"
#include "output/web_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>

namespace harmspot
{

namespace
{

/// Joins `items`, each written by `one`, as a JSON list.
template <class Items, class One>
std::string json_list(const Items& items, const One& one)
{
    std::string out = "[";
    for (const auto& item : items) {
        out += out.size() > 1 ? "," : "";
        out += one(item);
    }
    return out + "]";
}

std::string json_texts(const std::vector<std::string>& texts)
{
    return json_list(texts, [](const std::string& text) { return json_string(text); });
}

/// [[[x, y, x, y, …] per ring] per polygon], whole metres.
std::string json_shape(const MultiPolygon& shape)
{
    const auto ring_text = [](const Ring& ring) {
        std::string out = "[";
        for (const auto& p : ring) {
            out += fmt::format("{}{:.0f},{:.0f}", out.size() > 1 ? "," : "", p.x, p.y);
        }
        return out + "]";
    };
    return json_list(shape, [&](const Polygon& polygon) {
        std::string out = "[" + ring_text(polygon.outer);
        for (const auto& hole : polygon.holes) {
            out += "," + ring_text(hole);
        }
        return out + "]";
    });
}

std::string json_feature(const Feature& feature)
{
    std::string out = "{\"p\":{";
    bool first = true;
    for (const auto& [name, value] : feature.properties) {
        out += (first ? "" : ",") + json_string(name) + ":" + json_value(value);
        first = false;
    }
    out += "},\"s\":" + json_shape(feature.shape);
    if (feature.hours) {
        out += ",\"hours\":" +
               json_list(feature.hours->incidents, [](double share) { return fmt::format("{:.3g}", share); });
    }
    return out + "}";
}

/// How hotspots are coloured; of all of them, though the page may show the first few alone.
std::string json_classes(const ClassBreaks& made)
{
    return fmt::format(R"({{"property":{},"unit":{},"breaks":{},"kinds":{},"labels":{}}})", json_string(made.property),
                       json_string(made.unit), json_list(made.breaks, number_text),
                       json_list(made.classes, [](const auto& one) { return json_string(one.kind); }),
                       json_list(made.classes, [](const auto& one) { return json_string(one.label); }));
}

/// The first `most` features, which are the first ranks.
std::string json_layer(const MapPageLayer& one, const std::string& scope, std::size_t most)
{
    const auto& info = one.layer.info();
    auto features = one.layer.features();
    auto statements = product_statements(info, one.layer.rules(), one.layer.withheld());
    if (features.size() > most) {
        statements.insert(statements.begin(),
                          fmt::format("This page shows the first {} of {} places, to stay small; the layer has all.",
                                      most, features.size()));
        features.resize(most);
    }
    return fmt::format(
        R"({{"theme":{},"themeTitle":{},"entry":{},"label":{},"version":{},"harmUnit":{},"same":{},)"
        R"("scope":{},"headline":{},"changes":{},"leftOut":{},"empty":{},"sameWords":{},"countWords":{},"statements":{},)"
        R"("classes":{},"features":{}}})",
        json_string(info.theme), json_string(info.theme_title), json_string(info.entry), json_string(one.label),
        json_string(info.version), json_string(info.harm_unit), info.harm_equals_count, json_string(scope),
        json_string(one.headline), json_texts(one.changes), json_texts(one.left_out), json_string(one.empty),
        json_string("Every incident of this theme weighs the same, so its map by harm and its map by "
                    "incidents are one."),
        json_string("Weighted by incidents: each counts as one."), json_texts(statements),
        json_classes(class_breaks(one.layer)), json_list(features, json_feature));
}

std::string json_areas(const PublishableLayer& layer)
{
    std::string out;
    for (const auto& feature : layer.features()) {
        std::string name;
        for (const auto& [key, value] : feature.properties) {
            name = key == "name" ? std::get<std::string>(value) : name;
        }
        out += fmt::format(R"({}{{"layer":{},"name":{},"shape":{}}})", out.empty() ? "" : ",",
                           json_string(layer.info().area_layer), json_string(name), json_shape(feature.shape));
    }
    return out;
}

std::string json_line(const std::vector<Point>& line)
{
    return json_list(line, [](const Point& at) { return fmt::format("{:.0f},{:.0f}", at.x, at.y); });
}

std::string json_context(const ContextShape& one)
{
    return fmt::format(R"({{"kind":{},"name":{},"lines":{},"shape":{}}})", json_string(one.kind), json_string(one.name),
                       json_list(one.lines, json_line), json_shape(one.shape));
}

/// How much of a page is shown, to keep it small.
struct Shown {
    std::size_t most = std::numeric_limits<std::size_t>::max(); ///< places of a layer
    bool buildings = true;
    bool context = true;

    [[nodiscard]] bool shows(const ContextShape& one) const { return context && (buildings || one.kind != "building"); }
};

std::string json_data(const MapPage& page, const std::string& scope, const Shown& shown)
{
    std::string areas;
    for (const auto& layer : page.areas) {
        const auto text = json_areas(layer);
        areas += (areas.empty() || text.empty() ? "" : ",") + text;
    }
    std::vector<ContextShape> context;
    std::copy_if(page.context.begin(), page.context.end(), std::back_inserter(context),
                 [&](const ContextShape& one) { return shown.shows(one); });
    auto warnings = page.warnings;
    if (context.size() < page.context.size()) {
        warnings.emplace_back(shown.context ? "Buildings are left out, to keep this page small."
                                            : "Streets and other context are left out, to keep this page small.");
    }
    const int epsg = page.areas.empty() ? 0 : page.areas.front().epsg();
    return fmt::format(
        R"({{"epsg":{},"title":{},"scope":{},"months":{},"monthsOnly":{},"warnings":{},"areas":[{}],)"
        R"("context":{},"layers":{}}})",
        epsg, json_string(page.title), json_string(page.scope), json_string(page.months), page.months_only,
        json_texts(warnings), areas, json_list(context, json_context),
        json_list(page.layers, [&](const MapPageLayer& one) { return json_layer(one, scope, shown.most); }));
}

/// `text` with each {{name}} of `values` put in, once.
std::string filled(std::string_view text, const std::vector<std::pair<std::string_view, std::string>>& values)
{
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto open = text.find("{{", at);
        if (open == std::string_view::npos) {
            return out + std::string(text.substr(at));
        }
        const auto close = text.find("}}", open);
        const auto name = text.substr(open + 2, close - open - 2);
        const auto found =
            std::find_if(values.begin(), values.end(), [&](const auto& value) { return value.first == name; });
        out += text.substr(at, open - at);
        out += found == values.end() ? std::string() : found->second;
        at = close + 2;
    }
    return out;
}

/// The part of Leaflet's style sheet that this page needs names pictures that it does not have; they go.
std::string without_pictures(std::string_view css)
{
    std::string out(css);
    for (auto at = out.find("background-image:url("); at != std::string::npos; at = out.find("background-image:url(")) {
        out.erase(at, out.find(')', at) + 1 - at);
    }
    if (const auto vml = out.find("behavior:url(#default#VML);"); vml != std::string::npos) {
        out.erase(vml, std::string_view("behavior:url(#default#VML);").size()); // of Internet Explorer 8
    }
    return out.substr(0, out.find("/*# sourceMappingURL"));
}

std::string page_text(const MapPage& page, const Shown& shown)
{
    const std::string style = without_pictures(web::leaflet_css) + std::string(web::page_css);
    std::string_view leaflet = web::leaflet_js;
    leaflet = leaflet.substr(0, leaflet.find("//# sourceMappingURL"));
    const std::string script = std::string(leaflet) + "\n" + std::string(web::page_js);
    const std::string csp = "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src " +
                            csp_hash(style) + "; script-src " + csp_hash(script);
    return filled(web::page_html, {{"csp", html_escaped(csp)},
                                   {"title", html_escaped(page.title + ", " + page.scope)},
                                   {"style", style},
                                   {"marking", html_escaped(page.marking)},
                                   {"static", static_map(page)},
                                   {"data", json_data(page, page.scope, shown)},
                                   {"script", script}});
}

} // namespace

void write_map_page(const std::string& path, const MapPage& page)
{
    static constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
    static constexpr std::array<Shown, 7> kLess{{{kAll, true, true},
                                                 {kAll, false, true},
                                                 {kAll, false, false},
                                                 {300, false, false},
                                                 {100, false, false},
                                                 {30, false, false},
                                                 {10, false, false}}};
    std::string text;
    for (const auto& shown : kLess) {
        text = page_text(page, shown);
        if (text.size() <= kMostPageBytes) {
            break;
        }
    }
    write_text(path, text);
}

} // namespace harmspot
