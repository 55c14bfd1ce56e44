// SPDX-License-Identifier: MIT
#include "harmspot/concentration.hpp"

#include "significance/shuffle.hpp"

#include "harmspot/parallel.hpp"

#include <algorithm>
#include <cmath>

namespace harmspot
{

namespace
{

/// Σ (2i - n - 1) y_i / (n Σ y) over ascending amounts; places that hold none may be left out of `sorted`.
double gini_of(const std::vector<double>& sorted, std::size_t places)
{
    const auto n = static_cast<double>(places);
    double total = 0;
    double sum = 0;
    auto i = static_cast<double>(places - sorted.size());
    for (const double amount : sorted) {
        i += 1;
        total += amount;
        sum += (2 * i - n - 1) * amount;
    }
    return total > 0 ? sum / (n * total) : 0;
}

std::vector<double> lorenz_of(const std::vector<double>& sorted, double total)
{
    constexpr std::size_t kSteps = 20;
    std::vector<double> curve;
    double held = 0;
    std::size_t next = 0;
    for (std::size_t step = 0; step <= kSteps; ++step) {
        const std::size_t end = sorted.size() * step / kSteps;
        for (; next < end; ++next) {
            held += sorted[next];
        }
        curve.push_back(step == kSteps ? 1.0 : std::min(1.0, held / total));
    }
    return curve;
}

double share_of_places(const std::vector<double>& sorted, double wanted)
{
    constexpr double kTolerance = 1e-12; // the sum from above rounds otherwise than the total
    double held = 0;
    std::size_t taken = 0;
    while (taken < sorted.size() && held < wanted * (1 - kTolerance)) {
        held += sorted[sorted.size() - ++taken];
    }
    return static_cast<double>(taken) / static_cast<double>(sorted.size());
}

} // namespace

Concentration concentration(std::span<const double> amounts, bool events)
{
    std::vector<double> sorted(amounts.begin(), amounts.end());
    std::sort(sorted.begin(), sorted.end());
    Concentration result;
    result.places = sorted.size();
    for (const double amount : sorted) {
        result.total += amount;
    }
    if (!(result.total > 0)) {
        return result;
    }
    result.gini = gini_of(sorted, sorted.size());
    if (events) {
        const double ratio = std::max(1.0, static_cast<double>(sorted.size()) / result.total);
        result.generalised_gini = ratio * (result.gini - 1) + 1;
    }
    for (std::size_t i = 0; i < kConcentrationShares.size(); ++i) {
        result.places_for[i] = share_of_places(sorted, kConcentrationShares[i] * result.total);
    }
    result.lorenz = lorenz_of(sorted, result.total);
    return result;
}

GiniByChance gini_by_chance(std::span<const std::uint32_t> place, std::span<const double> weight, std::size_t places,
                            std::uint32_t draws, std::uint64_t seed, unsigned threads)
{
    GiniByChance result;
    result.draws = draws;
    if (place.empty() || draws == 0) {
        return result;
    }
    const auto key = significance::philox_key(seed);
    const auto take = static_cast<std::uint32_t>(place.size());
    const auto gini = [&](const std::vector<double>& held) {
        std::vector<double> sorted;
        std::copy_if(held.begin(), held.end(), std::back_inserter(sorted), [](double amount) { return amount > 0; });
        std::sort(sorted.begin(), sorted.end());
        return gini_of(sorted, places);
    };
    std::vector<double> observed(places, 0.0);
    for (std::size_t i = 0; i < place.size(); ++i) {
        observed[place[i]] += weight[i];
    }
    const double of_data = gini(observed);
    std::vector<double> of_draw(draws);
    parallel_for(threads, draws, [&](std::size_t d) {
        significance::Shuffle shuffle(take);
        std::vector<double> held(places, 0.0);
        shuffle.draw(take, static_cast<std::uint32_t>(d), 0, key,
                     [&](std::uint32_t at, std::uint32_t from) { held[place[at]] += weight[from]; });
        of_draw[d] = gini(held);
    });
    constexpr double kTolerance = 1e-12; // sums of the same weights in another order
    std::uint32_t as_uneven = 1;
    for (const double drawn : of_draw) {
        result.mean += drawn / draws;
        as_uneven += drawn >= of_data - kTolerance ? 1U : 0U;
    }
    result.p_value = static_cast<double>(as_uneven) / (draws + 1.0);
    return result;
}

} // namespace harmspot
