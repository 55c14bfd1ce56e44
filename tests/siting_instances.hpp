// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/siting.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

// Published location problems, read from their files; for tests and benchmarks.
namespace siting_instances
{

using namespace harmspot;

/// One p-median instance of OR-Library: every node is demand (weighing 1) and candidate.
struct OrLibrary {
    std::string name;
    Network network;
    std::size_t sites = 0;
    double optimum = 0;
};

/// All instances that `optimal_values.csv` in the folder lists.
inline std::vector<OrLibrary> or_library(const std::filesystem::path& folder)
{
    std::vector<OrLibrary> instances;
    std::ifstream list(folder / "optimal_values.csv");
    std::string line;
    std::getline(list, line); // instance,n,edges,p,optimal
    while (std::getline(list, line)) {
        OrLibrary instance;
        instance.name = line.substr(0, line.find(','));
        instance.optimum = std::stod(line.substr(line.rfind(',') + 1));
        std::ifstream file(folder / (instance.name + ".txt"));
        std::size_t edges = 0;
        file >> instance.network.nodes >> edges >> instance.sites;
        Network::Edge edge;
        while (file >> edge.from >> edge.to >> edge.length) {
            --edge.from;
            --edge.to;
            instance.network.edges.push_back(edge);
        }
        instances.push_back(std::move(instance));
    }
    return instances;
}

inline SitingProblem problem_of(const OrLibrary& instance)
{
    SitingProblem problem;
    std::vector<std::uint32_t> all(instance.network.nodes);
    for (std::uint32_t node = 0; node < all.size(); ++node) {
        all[node] = node;
    }
    problem.weight.assign(all.size(), 1);
    problem.existing.assign(all.size(), 0);
    problem.distance = network_distances(instance.network, all, all, 1);
    return problem;
}

/// `count` points in a square of side 100 that are demand, with whole weights 1 to 99, and candidates.
inline SitingProblem planar(std::size_t count, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    constexpr double kSide = 100;
    const auto uniform = [&] { return static_cast<double>(random() >> 11U) * 0x1p-53; };
    std::vector<Point> points;
    SitingProblem problem;
    for (std::size_t i = 0; i < count; ++i) {
        const double x = kSide * uniform();
        points.push_back({x, kSide * uniform()});
        problem.weight.push_back(1 + static_cast<double>(random() % 99));
    }
    problem.existing.assign(count, 0);
    problem.distance = straight_distances(points, points, 1);
    return problem;
}

/// The cells of a CSV line whose texts may be in quotes and hold no quotes.
inline std::vector<std::string> cells(const std::string& line)
{
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char one : line) {
        if (one == '"') {
            quoted = !quoted;
        } else if (one == ',' && !quoted) {
            cells.emplace_back();
        } else if (one != '\r') {
            cells.back() += one;
        }
    }
    return cells;
}

/// San Francisco's tracts and stores of pysal/spopt. Stores are in order of name as text.
struct Stores {
    SitingProblem problem;
    std::vector<std::string> names;
};

inline Stores san_francisco(const std::filesystem::path& folder)
{
    std::map<std::string, std::size_t> tract; // by name, as it is
    std::vector<double> people;
    std::ifstream demand(folder / "SF_demand_205_centroid_uniform_weight.csv");
    std::string line;
    std::getline(demand, line); // "","OBJECTID","ID","NAME","STATE_NAME","AREA","POP2000",…
    while (std::getline(demand, line)) {
        const auto row = cells(line);
        tract.emplace(row[3], people.size());
        people.push_back(std::stod(row[6]));
    }
    std::map<std::pair<std::string, std::size_t>, double> far;
    std::map<std::string, std::size_t> store;
    std::ifstream network(folder / "SF_network_distance_candidateStore_16_censusTract_205_new.csv");
    std::getline(network, line); // distance,name,DestinationName,demand
    while (std::getline(network, line)) {
        const auto row = cells(line);
        store.emplace(row[1], 0);
        far[{row[1], tract.at(row[2])}] = std::stod(row[0]);
    }
    Stores stores;
    for (auto& [name, number] : store) {
        number = stores.names.size();
        stores.names.push_back(name);
    }
    auto& problem = stores.problem;
    problem.weight = people;
    problem.existing.assign(stores.names.size(), 0);
    problem.distance = {people.size(), stores.names.size(), {}};
    for (std::size_t i = 0; i < people.size(); ++i) {
        for (const auto& name : stores.names) {
            problem.distance.metres.push_back(far.at({name, i}));
        }
    }
    return stores;
}

} // namespace siting_instances
