// SPDX-License-Identifier: MIT
#include "run/cell_areas.hpp"

#include "geo/shape_index.hpp"
#include "hotspot/clip.hpp"

#include "harmspot/parallel.hpp"

#include <algorithm>

namespace harmspot
{

namespace
{

std::vector<std::uint8_t> mostly_in(const MultiPolygon& scope, const AreaLayer& layer, unsigned threads)
{
    const ShapeIndex index(scope);
    std::vector<std::uint8_t> in(layer.areas.size(), 0);
    parallel_for(threads, in.size(), [&](std::size_t i) {
        const auto& shape = layer.areas[i].shape;
        in[i] = 2 * area(clip_whole(shape, index)) >= area(shape) ? 1 : 0;
    });
    return in;
}

std::vector<double> at_risk_of(const RunData& data, std::size_t layer, unsigned threads)
{
    if (!data.denominator) {
        return {};
    }
    const auto& read = *data.denominator;
    if (!read.of_area.empty()) {
        return read.layer == data.layers[layer].name ? read.of_area : std::vector<double>();
    }
    std::vector<double> at_risk(data.layers[layer].areas.size(), 0.0);
    const auto area_of = assign_areas({read.x, read.y}, data.layers[layer], threads);
    for (std::size_t i = 0; i < area_of.size(); ++i) {
        if (area_of[i] != kOutside) {
            at_risk[area_of[i]] += read.amount[i];
        }
    }
    return at_risk;
}

const std::string* cells_of(const ParamValues& params)
{
    const auto found = params.find("cells");
    return found == params.end() ? nullptr : std::get_if<std::string>(&found->second);
}

} // namespace

LayerCells::LayerCells(const RunConfig& config, const RunData& data, unsigned threads) : m_data(data)
{
    for (std::size_t layer = 0; layer < data.layers.size(); ++layer) {
        const bool wanted = std::any_of(config.hotspots.begin(), config.hotspots.end(), [&](const HotspotEntry& entry) {
            const auto* cells = cells_of(entry.params);
            return cells != nullptr && *cells == data.layers[layer].name;
        });
        if (wanted) {
            m_layers.push_back(
                {layer, mostly_in(data.study.shape, data.layers[layer], threads), at_risk_of(data, layer, threads)});
        }
    }
}

std::optional<CellAreas> LayerCells::areas_for(const ParamValues& params, const PlacesView& places,
                                               const MultiPolygon* within, unsigned threads) const
{
    const auto* cells = cells_of(params);
    for (const auto& prepared : m_layers) {
        const auto& layer = m_data.layers[prepared.layer];
        if (cells == nullptr || *cells != layer.name) {
            continue;
        }
        CellAreas areas;
        areas.areas = layer.areas;
        areas.of_place =
            assign_areas({{places.x.begin(), places.x.end()}, {places.y.begin(), places.y.end()}}, layer, threads);
        areas.analysed = within == nullptr ? prepared.analysed : mostly_in(*within, layer, threads);
        areas.at_risk = prepared.at_risk;
        return areas;
    }
    return std::nullopt;
}

double dispersion_of(const std::vector<double>& weight)
{
    double sum = 0;
    double squares = 0;
    for (const double one : weight) {
        sum += one;
        squares += one * one;
    }
    return sum > 0 ? squares / sum : 1;
}

} // namespace harmspot
