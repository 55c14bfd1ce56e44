// SPDX-License-Identifier: MIT
#include "run/detect.hpp"

#include "run/risk_setting.hpp"

#include "harmspot/hdbscan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace harmspot
{

namespace
{

constexpr double kM2PerKm2 = 1e6;

/// Places that hold an incident, and where each stands among all.
struct Occupied {
    ThemePlaces places; ///< `place` is into the places it was made of
    explicit Occupied(const PlacesView& all)
    {
        for (std::uint32_t i = 0; i < all.size(); ++i) {
            if (all.incidents[i] > 0) {
                places.x.push_back(all.x[i]);
                places.y.push_back(all.y[i]);
                places.weight.push_back(all.weight[i]);
                places.incidents.push_back(all.incidents[i]);
                places.place.push_back(i);
            }
        }
    }
};

/// Values per occupied place as values per place, `none` for those left out.
template <class Value>
std::vector<Value> spread(const std::vector<Value>& values, const ThemePlaces& occupied, std::size_t size, Value none)
{
    std::vector<Value> all(values.empty() ? 0 : size, none);
    for (std::size_t i = 0; i < values.size(); ++i) {
        all[occupied.place[i]] = values[i];
    }
    return all;
}

/// The entry's keys with the values that the method took where they were words.
ParamValues resolved(const Method& method, ParamValues params, const Detection& detection)
{
    const auto& chosen = std::visit([](const auto& found) -> const ParamValues& { return found.chosen; }, detection);
    for (const auto& key : method.keys) {
        if (const auto at = chosen.find(key.name); at != chosen.end()) {
            params.insert_or_assign(key.name, at->second);
        }
    }
    return params;
}

} // namespace

bool corrects_edges(const HotspotEntry& entry)
{
    return entry.params.contains("edge_correction") && text_of(entry.params, "edge_correction") != "none";
}

Detector::Detector(const RunConfig& config, const RunOptions& options, const RunData& data, const Progress& progress)
    : m_config(config), m_options(options), m_data(data), m_progress(progress),
      m_layer_cells(config, data, options.threads)
{
    if (std::any_of(config.hotspots.begin(), config.hotspots.end(),
                    [](const HotspotEntry& entry) { return find_method(entry.method)->makes == Makes::clusters; })) {
        m_snap_spacing_m = snap_spacing_m(run_places(data).view(), options.threads);
    }
}

bool Detector::inside_only(const Job& job) const
{
    return find_method(entry_of(job).method)->makes != Makes::surface || corrects_edges(entry_of(job));
}

Detection Detector::run(const Job& job, std::optional<AreaRef> only, const PlacesView& places, const ThemeRows* rows,
                        const ParamValues& params, unsigned threads, const Progress* progress, double dispersion) const
{
    const auto& method = *find_method(entry_of(job).method);
    MethodContext context;
    context.extent = bounds(m_data.study.shape);
    context.searchable = &m_data.searchable;
    context.within = only ? &m_data.layers[only->layer].areas[only->area].shape : nullptr;
    context.threads = threads;
    context.simd = m_options.simd;
    context.seed = m_config.seed;
    context.theme_incidents = m_data.totals[job.theme].incidents - m_data.totals[job.theme].no_coordinates;
    context.study_area_m2 = m_data.study.area_km2 * kM2PerKm2;
    context.burn_study_area = [&](Raster<std::uint8_t>& raster) {
        burn(raster, context.within != nullptr ? *context.within : m_data.study.shape, 1);
    };
    context.least_bandwidth_m = m_config.incidents.format == "police-uk" ? kLeastPoliceUkBandwidthM : 0;
    context.snap_spacing_m = m_snap_spacing_m;
    const auto per = rate_denominator(m_config, params);
    const auto areas = m_layer_cells.areas_for(params, per, places, context.within, threads);
    context.cell_areas = areas ? &*areas : nullptr;
    PointsAtRisk points;
    if (per) {
        const auto& read = m_data.at_risk[*per];
        points = {read.x, read.y, read.amount};
        context.at_risk = read.layer.empty() ? &points : nullptr;
        context.at_risk_unit = read.unit;
    }
    context.weight_dispersion = dispersion;
    context.progress = progress;
    std::optional<OwnedRiskSetting> risk;
    RiskSetting setting;
    if (method.makes == Makes::risk_map) {
        setting = risk.emplace(m_config, m_data, job, only, places, rows, text_of(params, "against")).view();
        context.risk = &setting;
    }
    auto detection = method.detect(places, params, context);
    if (auto* surface = std::get_if<Surface>(&detection)) {
        surface->unit = weight_unit(job) + " per km2";
    }
    return detection;
}

Found Detector::detect(const Job& job, std::optional<AreaRef> only) const
{
    Found found;
    found.rows = theme_rows(m_data, job, only);
    found.places = theme_places(m_data, found.rows, inside_only(job));
    Progress naming = m_progress;
    naming.on_warning = [&](std::string_view line) {
        const char* const version = job.version == Version::count ? " by count" : "";
        const auto area = only ? ", " + m_data.layers[only->layer].areas[only->area].name : std::string();
        m_progress.warn(
            fmt::format("{}, {}{}{}: {}", m_config.themes[job.theme].name, entry_of(job).name, version, area, line));
    };
    found.detection = run(job, only, found.places.view(), &found.rows, entry_of(job).params, m_options.threads, &naming,
                          dispersion_of(found.rows.weight));
    return found;
}

ParamValues Detector::settled(const Job& job, const Found& found) const
{
    return resolved(*find_method(entry_of(job).method), entry_of(job).params, found.detection);
}

Detection Detector::redetect(const Job& job, const Found& found, const PlacesView& places, const Redetect& how) const
{
    auto params = settled(job, found);
    for (const auto& [name, value] : how.params) {
        params.insert_or_assign(name, value);
    }
    const Occupied occupied(places);
    auto detection = run(job, how.only, occupied.places.view(), nullptr, params, how.threads, nullptr,
                         dispersion_of(found.rows.weight));
    if (auto* clusters = std::get_if<Clusters>(&detection)) {
        clusters->label = spread(clusters->label, occupied.places, places.size(), std::int32_t{-1});
        clusters->membership = spread(clusters->membership, occupied.places, places.size(), 0.0);
    }
    return detection;
}

Baseline Detector::baseline(const Job& job, std::optional<AreaRef> only) const
{
    const auto& incidents = m_data.read.incidents;
    const std::uint64_t bit = std::uint64_t{1} << job.theme;
    ThemeRows rows;
    std::vector<std::uint32_t> theme(incidents.places.size(), 0);
    for (std::size_t row = 0; row < incidents.size(); ++row) {
        const std::uint32_t place = incidents.place[row];
        if (place == kNoPlace || (only && m_data.area_of_place[only->layer][place] != only->area)) {
            continue;
        }
        rows.place.push_back(place);
        rows.weight.push_back(1);
        theme[place] += (m_data.theme_bits[row] & bit) != 0 ? 1U : 0U;
    }
    Baseline baseline;
    baseline.places = theme_places(m_data, rows, inside_only(job));
    for (const std::uint32_t place : baseline.places.place) {
        baseline.theme.push_back(theme[place]);
    }
    return baseline;
}

std::string Detector::weight_unit(const Job& job) const
{
    if (job.version == Version::count) {
        return "incidents";
    }
    return m_config.harm.transform.changes_anything() ? "weight" : m_data.table.unit;
}

} // namespace harmspot
