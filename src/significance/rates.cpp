// SPDX-License-Identifier: MIT
#include "harmspot/rates.hpp"

#include "harmspot/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace harmspot
{

namespace
{

void require_rates(std::span<const double> events, std::span<const double> at_risk)
{
    if (events.size() != at_risk.size()) {
        throw InputError(
            fmt::format("there are events for {} cells and denominators for {}", events.size(), at_risk.size()));
    }
    bool any = false;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const bool numbers = std::isfinite(events[i]) && std::isfinite(at_risk[i]) && events[i] >= 0 && at_risk[i] >= 0;
        if (!numbers) {
            throw InputError(fmt::format("cell {}: events and denominator must be finite and not negative", i + 1));
        }
        if (events[i] > 0 && !(at_risk[i] > 0)) {
            throw InputError(
                fmt::format("cell {} has events but nothing at risk: give it a denominator or leave it out", i + 1));
        }
        any = any || at_risk[i] > 0;
    }
    if (!any) {
        throw InputError("no cell has anything at risk, so there are no rates");
    }
}

/// Mean rate and variance between cells, by moments.
struct Moments {
    double mean = 0;
    double by_chance = 0; ///< variance by chance of a cell with one at risk
    double between = 0;   ///< may come out negative
    bool any = false;     ///< whether anything is at risk
};

template <class Cells>
Moments moments_of(const Cells& cells, std::span<const double> events, std::span<const double> at_risk,
                   double dispersion)
{
    double all_events = 0;
    double all_at_risk = 0;
    double counted = 0; // cells with nobody at risk are none
    for (const std::size_t i : cells) {
        all_events += events[i];
        all_at_risk += at_risk[i];
        counted += at_risk[i] > 0 ? 1 : 0;
    }
    Moments moments;
    moments.any = all_at_risk > 0;
    if (!moments.any) {
        return moments;
    }
    moments.mean = all_events / all_at_risk;
    moments.by_chance = dispersion * moments.mean;
    double squares = 0;
    for (const std::size_t i : cells) {
        if (at_risk[i] > 0) {
            const double apart = events[i] / at_risk[i] - moments.mean;
            squares += at_risk[i] * apart * apart;
        }
    }
    moments.between = squares / all_at_risk - moments.by_chance / (all_at_risk / counted);
    return moments;
}

Moments moments_of_all(std::span<const double> events, std::span<const double> at_risk, double dispersion)
{
    std::vector<std::size_t> all(events.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return moments_of(all, events, at_risk, dispersion);
}

double shrunk(const Moments& moments, double events, double at_risk)
{
    const double between = std::max(0.0, moments.between);
    if (!(at_risk > 0) || !(between > 0)) {
        return moments.mean;
    }
    const double trust = between / (between + moments.by_chance / at_risk);
    return moments.mean + trust * (events / at_risk - moments.mean);
}

} // namespace

std::vector<double> raw_rates(std::span<const double> events, std::span<const double> at_risk)
{
    require_rates(events, at_risk);
    std::vector<double> rates(events.size(), 0.0);
    for (std::size_t i = 0; i < rates.size(); ++i) {
        rates[i] = at_risk[i] > 0 ? events[i] / at_risk[i] : 0.0;
    }
    return rates;
}

std::vector<double> smoothed_rates(std::span<const double> events, std::span<const double> at_risk, double dispersion)
{
    require_rates(events, at_risk);
    const auto moments = moments_of_all(events, at_risk, dispersion);
    std::vector<double> rates(events.size());
    for (std::size_t i = 0; i < rates.size(); ++i) {
        rates[i] = shrunk(moments, events[i], at_risk[i]);
    }
    return rates;
}

std::vector<double> locally_smoothed_rates(std::span<const double> events, std::span<const double> at_risk,
                                           const Weights& neighbours, double dispersion)
{
    require_rates(events, at_risk);
    if (neighbours.size() != events.size()) {
        throw InputError(
            fmt::format("there are neighbours for {} cells and events for {}", neighbours.size(), events.size()));
    }
    const auto everywhere = moments_of_all(events, at_risk, dispersion);
    std::vector<double> rates(events.size());
    std::vector<std::size_t> around;
    for (std::size_t i = 0; i < rates.size(); ++i) {
        const auto own = neighbours.neighbours_of(i);
        around.assign(own.begin(), own.end());
        around.push_back(i);
        const auto here = moments_of(around, events, at_risk, dispersion);
        rates[i] = here.any ? shrunk(here, events[i], at_risk[i]) : everywhere.mean;
    }
    return rates;
}

std::vector<double> standardised_rates(std::span<const double> events, std::span<const double> at_risk,
                                       double dispersion)
{
    require_rates(events, at_risk);
    const auto moments = moments_of_all(events, at_risk, dispersion);
    std::vector<double> scores(events.size(), 0.0);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (at_risk[i] > 0 && moments.mean > 0) {
            const double by_chance = moments.by_chance / at_risk[i];
            const double variance = moments.between + by_chance > 0 ? moments.between + by_chance : by_chance;
            scores[i] = (events[i] / at_risk[i] - moments.mean) / std::sqrt(variance);
        }
    }
    return scores;
}

} // namespace harmspot
