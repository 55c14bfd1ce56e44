// SPDX-License-Identifier: MIT
#include "run/hub_demand.hpp"

#include "area/polygon_source.hpp"
#include "geo/shape_index.hpp"
#include "harmspot/error.hpp"
#include "harmspot/parallel.hpp"
#include "incident/numbers.hpp"
#include "incident/text.hpp"
#include "incident/words.hpp"
#include "run/csv_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

namespace harmspot
{

namespace
{

std::string of_plan(const HubsConfig& plan)
{
    return fmt::format("[[hubs]] '{}'", plan.name);
}

/// The incidents that are demand, each with its place and what it weighs.
struct Wanted {
    std::vector<std::uint32_t> place;
    std::vector<double> weight;
    std::uint64_t unlocated = 0; ///< without coordinates, or outside the study area
};

Wanted wanted_incidents(const RunConfig& config, const HubsConfig& plan, const RunData& data)
{
    std::vector<std::pair<std::uint64_t, double>> themes; // bit and weight
    for (std::size_t i = 0; i < config.themes.size(); ++i) {
        if (const auto found = plan.themes.find(config.themes[i].name); found != plan.themes.end()) {
            themes.emplace_back(std::uint64_t{1} << i, found->second);
        }
    }
    Wanted wanted;
    const auto& incidents = data.read.incidents;
    for (std::size_t row = 0; row < incidents.size(); ++row) {
        double factor = 0;
        for (const auto& [bit, weight] : themes) {
            factor += (data.theme_bits[row] & bit) != 0 ? weight : 0;
        }
        if (factor <= 0) {
            continue;
        }
        const auto place = incidents.place[row];
        if (place == kNoPlace || data.in_study[place] == 0) {
            ++wanted.unlocated;
            continue;
        }
        wanted.place.push_back(place);
        wanted.weight.push_back(factor * (plan.by_harm ? data.harm.harm[row] : 1.0));
    }
    return wanted;
}

Point place_at(const RunData& data, std::uint32_t place)
{
    return {data.read.incidents.places.x[place], data.read.incidents.places.y[place]};
}

/// Demand at the nearest of the centroids.
void add_to_centroids(const RunConfig& config, const HubsConfig& plan, const RunData& data, const Wanted& wanted,
                      unsigned threads, HubInputs& inputs, std::vector<std::string>& codes)
{
    PointsRequest request;
    request.file = plan.centroids;
    request.what = "centroids";
    request.name_column = plan.centroid_code;
    request.epsg = config.epsg;
    for (const auto& centroid : read_points(request)) {
        inputs.demand.push_back(centroid.at);
        codes.push_back(centroid.name);
    }
    std::vector<std::uint32_t> nearest(data.read.incidents.places.size(), kNoSite);
    std::vector<std::uint32_t> needed(wanted.place);
    std::sort(needed.begin(), needed.end());
    needed.erase(std::unique(needed.begin(), needed.end()), needed.end());
    parallel_for(threads, needed.size(), [&](std::size_t k) {
        const auto from = place_at(data, needed[k]);
        double least = std::numeric_limits<double>::infinity();
        for (std::uint32_t i = 0; i < inputs.demand.size(); ++i) {
            const double dx = inputs.demand[i].x - from.x;
            const double dy = inputs.demand[i].y - from.y;
            if (dx * dx + dy * dy < least) {
                least = dx * dx + dy * dy;
                nearest[needed[k]] = i;
            }
        }
    });
    for (const auto place : wanted.place) {
        inputs.units.demand.push_back(nearest[place]);
    }
}

/// Demand in square cells, or at the places themselves; a cell across a border is one for each authority.
void add_to_cells(const HubsConfig& plan, const RunData& data, const Wanted& wanted,
                  const std::vector<std::uint16_t>* area_of_place, HubInputs& inputs)
{
    using Key = std::tuple<std::int64_t, std::int64_t, std::uint16_t>;
    std::map<Key, std::uint32_t> number;
    std::vector<Key> keys;
    const bool cells = plan.demand_at == DemandAt::cells;
    for (const auto place : wanted.place) {
        const auto at = place_at(data, place);
        const auto index = [&](double metres) {
            return static_cast<std::int64_t>(std::floor(metres / plan.demand_cell_m));
        };
        const std::uint16_t area = area_of_place == nullptr ? kNoArea : (*area_of_place)[place];
        keys.push_back(cells ? Key{index(at.x), index(at.y), area} : Key{place, 0, area});
        number.emplace(keys.back(), 0);
    }
    for (auto& [key, index] : number) {
        index = static_cast<std::uint32_t>(inputs.demand.size());
        const auto& [a, b, area] = key;
        constexpr double kHalf = 0.5;
        inputs.demand.push_back(cells ? Point{(static_cast<double>(a) + kHalf) * plan.demand_cell_m,
                                              (static_cast<double>(b) + kHalf) * plan.demand_cell_m}
                                      : place_at(data, static_cast<std::uint32_t>(a)));
        inputs.problem.demand_area.push_back(area);
    }
    for (const auto& key : keys) {
        inputs.units.demand.push_back(number.at(key));
    }
}

/// Factors of a CSV, by code or by area.
std::vector<double> factors_of_csv(const HubsMultiplier& multiplier, const HubsConfig& plan, const RunData& data,
                                   const HubInputs& inputs, const std::vector<std::string>& codes, unsigned threads,
                                   std::uint64_t& without)
{
    const auto table = read_csv_table(multiplier.file);
    const auto code = table.needed(multiplier.code);
    const auto value = table.needed(multiplier.value);
    std::map<std::string, double> factor;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        if (!factor.emplace(folded(table.rows[row][code]), table.number(row, value, 0)).second) {
            throw InputError(fmt::format("{}: '{}' is there twice; a multiplier has one row an area", table.where(row),
                                         shown(table.rows[row][code])));
        }
    }
    std::vector<std::string> keys = codes;
    if (!multiplier.area_layer.empty()) {
        const auto& layer = *std::find_if(data.layers.begin(), data.layers.end(),
                                          [&](const AreaLayer& one) { return one.name == multiplier.area_layer; });
        keys.clear();
        for (const auto area : areas_of(inputs.demand, layer, threads)) {
            keys.push_back(area == kNoArea ? std::string() : layer.areas[area].name);
        }
    } else if (plan.demand_at != DemandAt::centroids) {
        throw InputError(fmt::format("{}: its multiplier {} is joined by the centroids' codes, and demand is not at "
                                     "centroids; name the [[areas]] layer that its rows are of as area_layer",
                                     of_plan(plan), multiplier.file.as_written));
    }
    std::vector<double> factors;
    for (const auto& key : keys) {
        const auto found = factor.find(folded(key));
        without += found == factor.end() ? 1U : 0U;
        factors.push_back(found == factor.end() ? 1 : found->second);
    }
    return factors;
}

/// Factors of a layer of polygons, by where each demand point lies.
std::vector<double> factors_of_layer(const HubsMultiplier& multiplier, int epsg, const HubInputs& inputs,
                                     std::uint64_t& without)
{
    const PolygonRequest request{multiplier.file.path, multiplier.file.as_written, multiplier.value, "", 0, false};
    auto source = read_polygons(request);
    project(source.shapes, source, epsg, request);
    std::vector<double> factors(inputs.demand.size(), 1);
    std::vector<std::uint8_t> has(inputs.demand.size(), 0);
    for (const auto& shape : source.shapes) {
        const auto value = parse_number(shape.name);
        if (!value || !std::isfinite(*value) || *value < 0) {
            throw InputError(fmt::format("{}: {} '{}' is not a number of at least 0", multiplier.file.as_written,
                                         multiplier.value, shown(shape.name)));
        }
        const ShapeIndex index(shape.shape);
        for (std::size_t i = 0; i < inputs.demand.size(); ++i) {
            if (has[i] == 0 && index.side_of(inputs.demand[i]) != Side::outside) {
                has[i] = 1;
                factors[i] = *value;
            }
        }
    }
    without = static_cast<std::uint64_t>(std::count(has.begin(), has.end(), 0));
    return factors;
}

void multiply(const RunConfig& config, const HubsConfig& plan, const RunData& data,
              const std::vector<std::string>& codes, unsigned threads, HubInputs& inputs)
{
    for (const auto& multiplier : plan.multipliers) {
        std::uint64_t without = 0;
        const auto factors = is_csv(multiplier.file)
                                 ? factors_of_csv(multiplier, plan, data, inputs, codes, threads, without)
                                 : factors_of_layer(multiplier, config.epsg, inputs, without);
        for (std::size_t unit = 0; unit < inputs.units.demand.size(); ++unit) {
            inputs.units.weight[unit] *= factors[inputs.units.demand[unit]];
        }
        inputs.statements.push_back(
            fmt::format("Demand is multiplied by {} of {}.", multiplier.value, multiplier.file.as_written));
        if (without > 0) {
            inputs.warnings.push_back(fmt::format("{}: {} of {} demand points have no {} in {}; they count as 1.",
                                                  of_plan(plan), without, factors.size(), multiplier.value,
                                                  multiplier.file.as_written));
        }
    }
    if (!plan.multipliers.empty()) {
        inputs.unit = "weighted " + inputs.unit;
    }
}

} // namespace

void add_demand(const RunConfig& config, const HubsConfig& plan, const RunData& data, const AreaLayer* authorities,
                unsigned threads, HubInputs& inputs, std::vector<std::string>& codes)
{
    const auto wanted = wanted_incidents(config, plan, data);
    inputs.unit = plan.by_harm ? data.table.unit : "incidents";
    inputs.units.weight = wanted.weight;
    const auto* area_of_place = authorities == nullptr
                                    ? nullptr
                                    : &data.area_of_place[static_cast<std::size_t>(authorities - data.layers.data())];
    if (plan.demand_at == DemandAt::centroids) {
        add_to_centroids(config, plan, data, wanted, threads, inputs, codes);
        if (authorities != nullptr) {
            inputs.problem.demand_area = areas_of(inputs.demand, *authorities, threads);
        }
    } else {
        add_to_cells(plan, data, wanted, area_of_place, inputs);
    }
    multiply(config, plan, data, codes, threads, inputs);
    inputs.problem.weight.assign(inputs.demand.size(), 0);
    inputs.incidents.assign(inputs.demand.size(), 0);
    for (std::size_t unit = 0; unit < inputs.units.demand.size(); ++unit) {
        inputs.problem.weight[inputs.units.demand[unit]] += inputs.units.weight[unit];
        ++inputs.incidents[inputs.units.demand[unit]];
    }
    if (!(std::accumulate(inputs.problem.weight.begin(), inputs.problem.weight.end(), 0.0) > 0)) {
        throw InputError(fmt::format(
            "{}: there is no demand: {}", of_plan(plan),
            wanted.place.empty() ? "no located incident of its themes lies in the study area; are themes and "
                                   "period right?"
                                 : "all its incidents weigh 0; choose demand = \"incidents\", or other themes"));
    }
    std::string themes;
    for (const auto& [name, weight] : plan.themes) {
        themes += (themes.empty() ? "" : ", ") + name + (weight != 1 ? fmt::format(" (times {:g})", weight) : "");
    }
    inputs.statements.push_back(
        fmt::format("Demand: {} of the themes {}, at {}.", plan.by_harm ? "harm" : "number of incidents", themes,
                    plan.demand_at == DemandAt::centroids ? "the nearest centroid"
                    : plan.demand_at == DemandAt::cells   ? fmt::format("cells of {:g} m", plan.demand_cell_m)
                                                          : "the incidents' own places"));
    if (wanted.unlocated > 0) {
        inputs.statements.push_back("Incidents without coordinates or outside the study area are no part of it.");
    }
}

} // namespace harmspot
