// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/hotspot.hpp"

#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

// Small maps that can be checked by eye.
namespace scene
{

using namespace harmspot;

inline Ring square_ring(double west, double south, double east, double north)
{
    return {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}};
}
inline MultiPolygon square(double west, double south, double east, double north)
{
    return {{square_ring(west, south, east, north), {}}};
}

/// A raster over [west, west + side] x [south, south + side] with the value of `height` at cell centres.
template <class Height>
Raster<double> raster_of(double west, double south, double side, double cell_m, const Height& height)
{
    Raster<double> raster(Grid::covering({west, south, west + side, south + side}, cell_m));
    for (std::size_t row = 0; row < raster.grid.rows; ++row) {
        for (std::size_t col = 0; col < raster.grid.cols; ++col) {
            raster(row, col) = height(raster.grid.centre_x(col), raster.grid.centre_y(row));
        }
    }
    return raster;
}

/// The same throws for the same seed on every machine.
class Dice
{
public:
    explicit Dice(unsigned seed) : m_engine(seed) {}
    /// 0, 1, …, n - 1
    unsigned below(unsigned n) { return static_cast<unsigned>(m_engine() % n); }
    double whole_below(unsigned n) { return static_cast<double>(below(n)); }
    /// At least 0, below 1.
    double share() { return static_cast<double>(m_engine()) / 4294967296.0; }

private:
    std::mt19937 m_engine;
};

/// 0 or more, falling by `slope` a metre from `top` at (x, y).
inline double cone(double x, double y, double at_x, double at_y, double top, double slope)
{
    return std::max(0.0, top - slope * std::hypot(x - at_x, y - at_y));
}

/// Incidents at places, one layer of areas, and what a scope needs.
struct Scene {
    Places places;
    Dictionary locations;
    std::vector<AreaLayer> layers;
    std::vector<std::vector<std::uint16_t>> area_of_place;
    ThemeRows rows;
    HotspotRules rules;
    MultiPolygon study;
    double searchable_km2 = 1;

    /// Adds `count` incidents of `harm` each. Places must be added in order of (x, y).
    void add(double x, double y, std::uint32_t count, double harm, const std::string& location = "")
    {
        if (places.x.empty() || places.x.back() != x || places.y.back() != y) {
            places.x.push_back(x);
            places.y.push_back(y);
        }
        std::uint32_t number = 0;
        while (number < locations.size() && locations[number] != location) {
            ++number;
        }
        if (number == locations.size()) {
            locations.texts.push_back(location);
        }
        for (std::uint32_t i = 0; i < count; ++i) {
            rows.place.push_back(static_cast<std::uint32_t>(places.size() - 1));
            rows.harm.push_back(harm);
            rows.weight.push_back(harm);
            rows.location.push_back(number);
        }
    }

    void add_layer(const std::string& name, std::vector<std::pair<std::string, MultiPolygon>> areas)
    {
        AreaLayer layer;
        layer.name = name;
        for (auto& [area_name, shape] : areas) {
            layer.areas.push_back({area_name, area_name, std::move(shape)});
        }
        std::vector<std::uint16_t> assigned;
        for (std::size_t i = 0; i < places.size(); ++i) {
            std::uint16_t area = kOutside;
            for (std::size_t a = layer.areas.size(); a-- > 0;) {
                if (side_of(layer.areas[a].shape, {places.x[i], places.y[i]}) != Side::outside) {
                    area = static_cast<std::uint16_t>(a);
                }
            }
            assigned.push_back(area);
        }
        layers.push_back(std::move(layer));
        area_of_place.push_back(std::move(assigned));
    }

    [[nodiscard]] HotspotContext context(unsigned threads = 1) const
    {
        HotspotContext context;
        context.places = &places;
        context.locations = &locations;
        context.layers = &layers;
        context.area_of_place = &area_of_place;
        context.theme = "burglary";
        context.entry = "kde";
        context.method = "kde";
        context.threads = threads;
        return context;
    }
    [[nodiscard]] Scope whole() const { return {&study, searchable_km2, {}, kOutside}; }
    [[nodiscard]] Scope area(std::size_t layer, std::uint16_t number) const
    {
        return {&layers[layer].areas[number].shape, searchable_km2, layer, number};
    }
    [[nodiscard]] HotspotList run(const Raster<double>& raster, const Scope& scope, unsigned threads = 1) const
    {
        Surface surface;
        surface.raster = raster;
        return hotspots_from_surface(surface, rows, rules, scope, context(threads));
    }
};

/// Rules that keep everything with an incident in it and split nothing.
inline HotspotRules keep_all()
{
    HotspotRules rules;
    rules.least_area_km2 = 0;
    rules.least_incidents = 0;
    rules.least_places = 0;
    rules.split_above_km2 = 1e9;
    return rules;
}

} // namespace scene
