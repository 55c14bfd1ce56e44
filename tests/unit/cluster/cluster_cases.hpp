// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/method.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace cases
{

struct Incident {
    double x, y;
    double weight = 1;
};

/// Places as theme/ makes them: distinct, in (x, y) order, with what lies on each.
struct Places {
    std::vector<double> x, y, weight;
    std::vector<std::uint32_t> incidents;
    std::vector<std::size_t> of_incident; ///< the place of each incident given

    [[nodiscard]] harmspot::PlacesView view() const { return {x, y, weight, incidents}; }
    [[nodiscard]] std::size_t size() const { return x.size(); }
};

inline Places places_of(const std::vector<Incident>& incidents)
{
    std::map<std::pair<double, double>, std::pair<std::uint32_t, double>> held;
    for (const auto& [x, y, weight] : incidents) {
        auto& place = held[{x, y}];
        ++place.first;
        place.second += weight;
    }
    Places places;
    std::map<std::pair<double, double>, std::size_t> index;
    for (const auto& [at, holds] : held) {
        index[at] = places.x.size();
        places.x.push_back(at.first);
        places.y.push_back(at.second);
        places.incidents.push_back(holds.first);
        places.weight.push_back(holds.second);
    }
    for (const auto& [x, y, weight] : incidents) {
        places.of_incident.push_back(index[{x, y}]);
    }
    return places;
}

/// Portable random numbers: the standard's distributions differ between libraries.
class Random
{
public:
    explicit Random(std::uint64_t seed) : m_bits(seed) {}
    double uniform() { return static_cast<double>(m_bits() >> 11) * 0x1p-53; }
    double uniform(double from, double to) { return from + (to - from) * uniform(); }
    int whole(int from, int to) { return from + static_cast<int>(m_bits() % static_cast<unsigned>(to - from + 1)); }
    double normal() { return std::sqrt(-2 * std::log(1 - uniform())) * std::cos(6.283185307179586 * uniform()); }

private:
    std::mt19937_64 m_bits;
};

/// Incidents of every awkward kind, each by a name that a failing test prints.
inline std::vector<std::pair<std::string, std::vector<Incident>>> awkward_incidents()
{
    std::vector<std::pair<std::string, std::vector<Incident>>> all;
    Random random(7);
    const auto add = [&](const std::string& name, std::size_t count, auto make) {
        std::vector<Incident> incidents;
        for (std::size_t i = 0; i < count; ++i) {
            incidents.push_back(make(i));
        }
        all.emplace_back(name, std::move(incidents));
    };
    add("uniform", 400, [&](auto) { return Incident{random.uniform(0, 1000), random.uniform(0, 1000)}; });
    add("clustered, weighted", 500, [&](auto i) {
        const double centre = 300.0 * static_cast<double>(i % 5);
        return Incident{centre + 40 * random.normal(), 0.3 * centre + 40 * random.normal(), std::exp(random.normal())};
    });
    add("lattice full of ties", 900, [&](auto) {
        return Incident{10.0 * random.whole(0, 25), 10.0 * random.whole(0, 25), 1.0 * random.whole(0, 3)};
    });
    add("one line", 300, [&](auto) { return Incident{5.0 * random.whole(0, 400), 100, random.uniform(0, 2)}; });
    add("a slanting line", 300, [&](auto) {
        const double at = random.whole(0, 800);
        return Incident{3 * at, 4 * at};
    });
    add("few places, many incidents", 600, [&](auto) {
        return Incident{50.0 * random.whole(0, 5), 70.0 * random.whole(0, 3), 222.65};
    });
    add("one place", 50, [&](auto) { return Incident{420000.5, 560000.25, 2}; });
    add("far from the origin", 400, [&](auto) {
        return Incident{425000.0 + random.whole(0, 300), 564000.0 + random.whole(0, 300), random.uniform()};
    });
    add("a town and nothing else for miles", 300, [&](auto i) {
        return i % 20 == 0 ? Incident{random.uniform(0, 60000), random.uniform(0, 80000)}
                           : Incident{30000 + random.uniform(0, 400), 40000 + random.uniform(0, 400), 3};
    });
    add("closer than the tree can tell apart", 200, [&](auto i) {
        return i == 0 ? Incident{1e6, 1e6} : Incident{1e-7 * random.whole(0, 300), 1e-7 * random.whole(0, 300)};
    });
    return all;
}

inline double squared_distance(const harmspot::PlacesView& places, std::size_t a, std::size_t b)
{
    const double dx = places.x[a] - places.x[b];
    const double dy = places.y[a] - places.y[b];
    return dx * dx + dy * dy;
}

/// Labels numbered anew in the order in which they are met, so that equal partitions look equal.
template <class Labels>
std::vector<std::int32_t> renumbered(const Labels& labels)
{
    std::map<std::int32_t, std::int32_t> number;
    std::vector<std::int32_t> result;
    for (const auto label : labels) {
        result.push_back(label < 0 ? -1
                                   : number.emplace(label, static_cast<std::int32_t>(number.size())).first->second);
    }
    return result;
}

inline harmspot::MethodContext with_threads(unsigned threads)
{
    harmspot::MethodContext context;
    context.threads = threads;
    return context;
}

} // namespace cases
