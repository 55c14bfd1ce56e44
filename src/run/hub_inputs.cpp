// SPDX-License-Identifier: MIT
#include "run/hub_inputs.hpp"

#include "geo/shape_index.hpp"
#include "harmspot/error.hpp"
#include "harmspot/parallel.hpp"
#include "hotspot/place_name.hpp"
#include "incident/text.hpp"
#include "run/csv_table.hpp"
#include "run/hub_demand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace harmspot
{

namespace
{

class Gatherer
{
public:
    Gatherer(const RunConfig& config, const HubsConfig& plan, const RunData& data, const std::vector<FoundSpots>& spots,
             unsigned threads)
        : m_config(config), m_plan(plan), m_data(data), m_spots(spots), m_threads(threads)
    {
        const auto found = std::find_if(data.layers.begin(), data.layers.end(),
                                        [&](const AreaLayer& layer) { return layer.name == plan.authority; });
        m_authorities = found == data.layers.end() ? nullptr : &*found;
    }

    HubInputs gather()
    {
        add_demand(m_config, m_plan, m_data, m_authorities, m_threads, m_inputs, m_codes);
        add_existing();
        add_candidates();
        finish_sites();
        add_distances();
        add_request();
        return std::move(m_inputs);
    }

private:
    [[nodiscard]] std::string where() const { return fmt::format("[[hubs]] '{}'", m_plan.name); }

    void add_existing()
    {
        auto& sites = m_inputs.sites;
        for (const auto& hub : m_plan.existing) {
            sites.push_back({hub.name, hub.at, 0, hub.capacity});
        }
        if (m_plan.existing_file.given()) {
            const auto more =
                read_points({m_plan.existing_file, "existing hubs", "name", m_plan.postcodes, m_config.epsg});
            sites.insert(sites.end(), more.begin(), more.end());
        }
        m_inputs.existing = sites.size();
        const auto box = bounds(m_data.study.shape);
        constexpr double kFarM = 50'000;
        for (const auto& hub : sites) {
            if (!box.grown(kFarM).contains(hub.at)) {
                throw InputError(fmt::format("{}: the existing hub '{}' at {:.0f}, {:.0f} lies more than 50 km outside "
                                             "the study area; are easting and northing swapped, or in another crs?",
                                             where(), shown(hub.name), hub.at.x, hub.at.y));
            }
            if (side_of(m_data.study.shape, hub.at) == Side::outside) {
                m_inputs.warnings.push_back(
                    fmt::format("{}: the existing hub '{}' lies outside the study area{}.", where(), shown(hub.name),
                                m_plan.same_authority ? ", and with serves = \"same_authority\" it serves nobody"
                                                      : "; what it serves inside still counts"));
            }
        }
    }

    void add_candidates()
    {
        if (!m_plan.candidates.given()) {
            return add_lattice();
        }
        const auto sites = read_points({m_plan.candidates, "candidates", "name", m_plan.postcodes, m_config.epsg});
        m_inputs.sites.insert(m_inputs.sites.end(), sites.begin(), sites.end());
    }

    /// Centres of the cells within the hotspots of the plan's themes by the first entry, those with most demand.
    void add_lattice()
    {
        const double side = m_plan.lattice_m;
        std::map<std::pair<std::int64_t, std::int64_t>, double> cells;
        const auto index = [&](double metres) { return static_cast<std::int64_t>(std::floor(metres / side)); };
        const auto centre = [&](const std::pair<std::int64_t, std::int64_t>& cell) {
            return Point{(static_cast<double>(cell.first) + 0.5) * side,
                         (static_cast<double>(cell.second) + 0.5) * side};
        };
        for (const auto& found : m_spots) {
            if (found.entry != 0 || !m_plan.themes.contains(m_config.themes[found.theme].name)) {
                continue;
            }
            for (const auto& shape : found.shapes) {
                const auto box = bounds(shape);
                for (auto x = index(box.min_x); x <= index(box.max_x); ++x) {
                    for (auto y = index(box.min_y); y <= index(box.max_y); ++y) {
                        if (side_of(shape, centre({x, y})) != Side::outside) {
                            cells.emplace(std::pair{x, y}, 0.0);
                        }
                    }
                }
            }
        }
        if (cells.empty()) {
            throw InputError(fmt::format("{}: there is no candidate: no cell of {:g} m has its centre in a hotspot of "
                                         "its themes; use a smaller lattice_m, or give candidates",
                                         where(), side));
        }
        // Demand in the cell and the eight round it.
        for (std::size_t i = 0; i < m_inputs.demand.size(); ++i) {
            for (std::int64_t dx = -1; dx <= 1; ++dx) {
                for (std::int64_t dy = -1; dy <= 1; ++dy) {
                    const auto found = cells.find({index(m_inputs.demand[i].x) + dx, index(m_inputs.demand[i].y) + dy});
                    if (found != cells.end()) {
                        found->second += m_inputs.problem.weight[i];
                    }
                }
            }
        }
        std::vector<std::pair<double, std::pair<std::int64_t, std::int64_t>>> order;
        for (const auto& [cell, weight] : cells) {
            order.emplace_back(-weight, cell);
        }
        std::sort(order.begin(), order.end());
        order.resize(std::min(order.size(), m_plan.most_candidates));
        std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
        for (const auto& [weight, cell] : order) {
            m_inputs.sites.push_back({"", centre(cell)});
        }
        m_inputs.statements.push_back(fmt::format(
            "Candidates: the centres of {} cells of {:g} m within the hotspots of {}, {}; they are places to look "
            "round, not premises.",
            order.size(), side, m_config.hotspots.front().name,
            order.size() < cells.size() ? fmt::format("those of {} with most demand about them", cells.size())
                                        : std::string("all of them")));
        name_lattice();
    }

    /// Each candidate of a lattice is called after the commonest location in its cell and the eight round it.
    void name_lattice()
    {
        const auto& incidents = m_data.read.incidents;
        const double side = m_plan.lattice_m;
        std::map<std::pair<std::int64_t, std::int64_t>, std::vector<std::uint32_t>> rows_by_cell;
        const auto index = [&](double metres) { return static_cast<std::int64_t>(std::floor(metres / side)); };
        for (std::uint32_t row = 0; row < incidents.size(); ++row) {
            if (incidents.place[row] != kNoPlace && m_data.theme_bits[row] != 0) {
                const auto place = incidents.place[row];
                rows_by_cell[{index(incidents.places.x[place]), index(incidents.places.y[place])}].push_back(row);
            }
        }
        for (auto site = m_inputs.sites.begin() + static_cast<std::ptrdiff_t>(m_inputs.existing);
             site != m_inputs.sites.end(); ++site) {
            std::map<std::uint32_t, std::uint64_t> counts;
            for (std::int64_t dx = -1; dx <= 1; ++dx) {
                for (std::int64_t dy = -1; dy <= 1; ++dy) {
                    const auto found = rows_by_cell.find({index(site->at.x) + dx, index(site->at.y) + dy});
                    if (found == rows_by_cell.end()) {
                        continue;
                    }
                    for (const auto row : found->second) {
                        ++counts[incidents.location[row]];
                    }
                }
            }
            std::vector<std::pair<std::string_view, std::uint64_t>> locations;
            for (const auto& [text, count] : counts) {
                locations.emplace_back(incidents.locations[text], count);
            }
            const auto name = place_name(locations).name;
            const auto reference = m_config.epsg == 27700 ? grid_reference(site->at.x, site->at.y, 3, true)
                                                          : fmt::format("{:.0f}, {:.0f}", site->at.x, site->at.y);
            site->name = fmt::format("near {}{}{}", name, name.empty() ? "" : ", ", reference);
        }
    }

    void finish_sites()
    {
        auto& [problem, request, sites, existing, demand, incidents, units, unit, statements, warnings] = m_inputs;
        std::set<std::string> names;
        std::vector<Point> at;
        for (auto& site : sites) {
            const auto plain = site.name;
            for (int next = 2; !names.insert(site.name).second; ++next) {
                site.name = fmt::format("{} ({})", plain, next);
            }
            at.push_back(site.at);
            problem.existing.push_back(problem.existing.size() < existing ? 1 : 0);
            problem.capacity.push_back(site.capacity);
        }
        if (std::none_of(problem.capacity.begin(), problem.capacity.end(),
                         [](double one) { return std::isfinite(one); })) {
            problem.capacity.clear();
        }
        problem.site = at;
        if (m_authorities != nullptr) {
            problem.site_area = areas_of(at, *m_authorities, m_threads);
            for (const auto& area : m_authorities->areas) {
                problem.area_names.push_back(area.name);
            }
        }
        const bool costs = std::any_of(sites.begin() + static_cast<std::ptrdiff_t>(existing), sites.end(),
                                       [](const NamedPoint& site) { return std::isfinite(site.cost); });
        if (m_plan.budget || (costs && m_plan.model == SitingModel::set_cover)) {
            add_costs();
        }
    }

    void add_costs()
    {
        for (std::size_t i = 0; i < m_inputs.sites.size(); ++i) {
            const double cost = i < m_inputs.existing ? 0 : m_inputs.sites[i].cost;
            if (!std::isfinite(cost)) {
                throw InputError(fmt::format("{}: the candidate '{}' of {} has no cost, and {} needs one", where(),
                                             shown(m_inputs.sites[i].name), m_plan.candidates.as_written,
                                             m_plan.budget ? "a budget" : "the cheapest set"));
            }
            m_inputs.problem.cost.push_back(cost);
        }
    }

    void add_distances()
    {
        auto& problem = m_inputs.problem;
        constexpr double kMostPairs = 1e8;
        const double pairs = static_cast<double>(m_inputs.demand.size()) * static_cast<double>(problem.site.size());
        if (pairs > kMostPairs) {
            throw InputError(fmt::format("{}: {} demand points and {} sites make {:.0f} million pairs, and the most is "
                                         "100 million; use demand_at = \"cells\" with a larger demand_cell_m, or fewer "
                                         "candidates",
                                         where(), m_inputs.demand.size(), problem.site.size(), pairs / 1e6));
        }
        if (m_plan.distances.given()) {
            read_distances();
        } else if (m_plan.barriers.given()) {
            Barriers barriers;
            barriers.lines = read_lines(m_plan.barriers, m_config.epsg);
            if (m_plan.crossings.given()) {
                for (const auto& one : read_points({m_plan.crossings, "crossings", "", {}, m_config.epsg})) {
                    barriers.crossings.push_back(one.at);
                }
            }
            problem.distance =
                barrier_distances(m_inputs.demand, problem.site, barriers, m_plan.detour_factor, m_threads);
            m_inputs.statements.push_back(fmt::format("Distances: straight lines round {}, times {:g}.",
                                                      m_plan.barriers.as_written, m_plan.detour_factor));
        } else {
            problem.distance = straight_distances(m_inputs.demand, problem.site, m_plan.detour_factor);
            m_inputs.statements.push_back(
                fmt::format("Distances: straight lines times {:g}, not walks along streets.", m_plan.detour_factor));
        }
        if (m_plan.same_authority) {
            forbid_other_areas(problem.distance, problem.demand_area, problem.site_area);
            m_inputs.statements.push_back("A hub serves its own authority alone.");
        }
    }

    /// The CSV of distances, by centroid code and site name.
    void read_distances()
    {
        if (m_plan.demand_at != DemandAt::centroids) {
            throw InputError(fmt::format("{}: distances go from centroids by their codes; give centroids", where()));
        }
        const auto table = read_csv_table(m_plan.distances);
        const auto from = table.needed("from");
        const auto to = table.needed("to");
        const auto far = table.needed("distance");
        std::map<std::string, std::size_t> demand;
        std::map<std::string, std::size_t> site;
        for (std::size_t i = 0; i < m_codes.size(); ++i) {
            demand.emplace(folded(m_codes[i]), i);
        }
        for (std::size_t j = 0; j < m_inputs.sites.size(); ++j) {
            site.emplace(folded(m_inputs.sites[j].name), j);
        }
        auto& distance = m_inputs.problem.distance;
        distance = {demand.size(), site.size(), std::vector<double>(demand.size() * site.size(), kCannotServe)};
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            const auto i = demand.find(folded(table.rows[row][from]));
            const auto j = site.find(folded(table.rows[row][to]));
            if (i != demand.end() && j != site.end()) { // a matrix may hold more than this plan needs
                distance.metres[i->second * distance.sites + j->second] = table.number(row, far, 0);
            }
        }
        refuse_missing(distance);
        m_inputs.statements.push_back(fmt::format("Distances: those of {}.", m_plan.distances.as_written));
    }

    void refuse_missing(const DistanceTable& distance)
    {
        std::uint64_t missing = 0;
        std::string first;
        for (std::size_t i = 0; i < distance.demands; ++i) {
            for (std::size_t j = 0; j < distance.sites; ++j) {
                if (m_inputs.problem.weight[i] > 0 && distance.at(i, j) == kCannotServe) {
                    first = missing++ == 0
                                ? fmt::format("from '{}' to '{}'", shown(m_codes[i]), shown(m_inputs.sites[j].name))
                                : first;
                }
            }
        }
        if (missing == 0) {
            return;
        }
        if (!m_plan.missing_pairs_cannot_serve) {
            throw InputError(fmt::format("{}: {} of {} pairs are missing, the first {}; add them, or set missing_pairs "
                                         "= \"cannot_serve\" in [[hubs]]",
                                         m_plan.distances.as_written, missing, distance.metres.size(), first));
        }
        m_inputs.warnings.push_back(fmt::format("{}: {} of {} pairs are missing from {}, the first {}; such a site "
                                                "cannot serve the place.",
                                                where(), missing, distance.metres.size(), m_plan.distances.as_written,
                                                first));
    }

    void add_request()
    {
        auto& request = m_inputs.request;
        request.model = m_plan.model;
        if (m_plan.count_given && m_plan.model != SitingModel::set_cover) {
            request.new_sites = m_plan.new_hubs;
        }
        request.reach_m = m_plan.reach_m;
        request.full_cover_m = m_plan.full_cover_m;
        request.cover_share = m_plan.cover_share;
        request.one_per_area = m_plan.one_per_area;
        request.least_covered_share = m_plan.least_covered_share;
        request.budget = m_plan.budget;
        request.least_separation_m = m_plan.least_separation_m;
        request.limits.nodes = m_plan.nodes;
        request.limits.gap = m_plan.gap;
        request.seed = m_config.seed;
        if (m_plan.model != SitingModel::p_median) {
            return;
        }
        constexpr double kTimesReach = 5;
        request.unserved_m = m_plan.unserved_m.value_or(kTimesReach * m_plan.reach_m);
        m_inputs.statements.push_back(
            fmt::format("Harm farther than {0:g} m from any hub that may serve it counts as {0:g} m away: so far that "
                        "nobody goes.",
                        *request.unserved_m));
    }

    const RunConfig& m_config;
    const HubsConfig& m_plan;
    const RunData& m_data;
    const std::vector<FoundSpots>& m_spots;
    unsigned m_threads;
    const AreaLayer* m_authorities = nullptr;
    std::vector<std::string> m_codes; ///< of centroids
    HubInputs m_inputs;
};

} // namespace

std::vector<std::uint16_t> areas_of(const std::vector<Point>& points, const AreaLayer& layer, unsigned threads)
{
    std::vector<std::uint16_t> area(points.size(), kNoArea);
    std::vector<ShapeIndex> index;
    index.reserve(layer.areas.size());
    for (const auto& one : layer.areas) {
        index.emplace_back(one.shape);
    }
    parallel_for(threads, points.size(), [&](std::size_t i) {
        for (std::uint16_t number = 0; number < index.size() && area[i] == kNoArea; ++number) {
            area[i] = index[number].side_of(points[i]) != Side::outside ? number : kNoArea;
        }
    });
    return area;
}

std::vector<NamedFile> files_of(const HubsConfig& plan)
{
    std::vector<NamedFile> files{plan.centroids, plan.candidates, plan.postcodes, plan.existing_file,
                                 plan.barriers,  plan.crossings,  plan.distances};
    for (const auto& multiplier : plan.multipliers) {
        files.push_back(multiplier.file);
    }
    std::erase_if(files, [](const NamedFile& file) { return !file.given(); });
    return files;
}

HubInputs hub_inputs(const RunConfig& config, const HubsConfig& plan, const RunData& data,
                     const std::vector<FoundSpots>& spots, unsigned threads)
{
    return Gatherer(config, plan, data, spots, threads).gather();
}

} // namespace harmspot
