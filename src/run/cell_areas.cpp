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

std::vector<double> at_risk_of(const AtRisk& read, const RunData& data, std::size_t layer, unsigned threads)
{
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
        if (!wanted) {
            continue;
        }
        Prepared prepared{layer, mostly_in(data.study.shape, data.layers[layer], threads), {}};
        for (const auto& read : data.at_risk) {
            prepared.at_risk.push_back(read.rows == 0 ? std::vector<double>() : at_risk_of(read, data, layer, threads));
        }
        m_layers.push_back(std::move(prepared));
    }
}

std::optional<CellAreas> LayerCells::areas_for(const ParamValues& params, std::optional<std::size_t> per,
                                               const PlacesView& places, const MultiPolygon* within,
                                               unsigned threads) const
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
        if (per) {
            areas.at_risk = prepared.at_risk[*per];
        }
        return areas;
    }
    return std::nullopt;
}

std::optional<std::size_t> rate_denominator(const RunConfig& config, const ParamValues& params)
{
    const auto values = params.find("values");
    const auto per = params.find("per");
    if (values == params.end() || per == params.end() || values->second != ParamValue(std::string("rate"))) {
        return std::nullopt;
    }
    const auto found = std::find_if(config.denominators.begin(), config.denominators.end(),
                                    [&](const DenominatorConfig& one) { return per->second == ParamValue(one.name); });
    return static_cast<std::size_t>(found - config.denominators.begin()); // checked when the config was read
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
