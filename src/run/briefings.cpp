// SPDX-License-Identifier: MIT
#include "run/briefings.hpp"

#include "incident/words.hpp"
#include "run/map_pages.hpp"
#include "run/months.hpp"
#include "run/run_record.hpp"

#include "harmspot/briefing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace harmspot
{

namespace
{

/// A count that may be told, in words; empty for none.
std::string sentence(const PublishRules& rules, std::uint64_t count, const char* text)
{
    if (count == 0) {
        return {};
    }
    const bool small = rules.withholds() && count < rules.least_count;
    return fmt::format(fmt::runtime(text), small        ? fmt::format("under {} incidents", rules.least_count)
                                           : count == 1 ? "1 incident"
                                                        : thousands(count) + " incidents");
}

std::vector<std::string> left_out_of(const RunConfig& config, const RunData& data, const ProductInfo& info)
{
    const auto theme = std::find_if(config.themes.begin(), config.themes.end(),
                                    [&](const Theme& one) { return one.name == info.theme; });
    const auto& totals = data.totals[static_cast<std::size_t>(theme - config.themes.begin())];
    std::uint64_t excluded = 0;
    for (const auto& input : data.read.report.inputs) {
        excluded += input.rejected[static_cast<std::size_t>(RejectReason::excluded_by_rule)];
    }
    const bool force = info.area_layer.empty();
    std::vector<std::string> texts{
        sentence(data.rules, totals.no_coordinates,
                 force ? "Without a position: {} of this theme."
                       : "No position, so in no area's figures: {} of this theme in the whole force."),
        sentence(data.rules, force ? totals.outside : 0, "Outside the boundaries: {} of this theme."),
        sentence(data.rules, force ? excluded : 0, "By the config's rules, such as cancelled: {} of any offence.")};
    std::erase(texts, std::string());
    if (texts.empty()) {
        texts.emplace_back("Nothing: every incident of this theme has a position and counts.");
    }
    return texts;
}

Briefing briefing_of(const RunConfig& config, const RunData& data, const MapPage& page)
{
    Briefing briefing;
    briefing.map = page;
    briefing.map.warnings = month_warnings(data.months, data.rules);
    std::set<std::string> themes;
    for (const auto& layer : page.layers) {
        if (themes.insert(layer.layer.info().theme).second) {
            briefing.pages.push_back({layer, left_out_of(config, data, layer.layer.info())});
        }
    }
    briefing.map.layers.clear();
    briefing.run_id = run_record(config, data).run_id;
    briefing.weights = data.table.is_count()
                           ? "every incident counts 1"
                           : fmt::format("{}, {}, in {}", data.table.path, data.table.vintage, data.table.unit);
    return briefing;
}

} // namespace

std::string briefing_path(const std::string& map_page)
{
    return map_page.substr(0, map_page.rfind('/') + 1) + "briefing.html";
}

void write_briefings(const RunConfig& config, const RunData& data, const std::map<std::string, MapPage>& pages,
                     OutputFolder& folder, Products& products)
{
    for (const auto& [map_path, page] : pages) {
        const auto path = briefing_path(map_path);
        write_briefing(folder.path_for(path), briefing_of(config, data, page));
        note_page(path, "briefing", page, folder, products);
    }
}

} // namespace harmspot
