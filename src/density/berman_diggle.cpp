// SPDX-License-Identifier: MIT
#include "density/berman_diggle.hpp"

#include "density/engine.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace harmspot::density
{

namespace
{

constexpr std::size_t kOctaves = 11; ///< of distances: discs see twice their radius
constexpr std::size_t kBinsPerOctave = 128;
constexpr std::size_t kBins = kOctaves * kBinsPerOctave;
constexpr std::size_t kBinsPerTold = 16; ///< of the curve that people see
constexpr std::size_t kRowsPerTask = 64;

/// Distances between places, by size.
struct Bin {
    std::uint64_t count = 0;
    double sum_m = 0;
    double most_m = 0;
};

class Distances
{
public:
    Distances(const PlacesView& places, double most_m, std::size_t stride, unsigned threads, const Progress* progress)
        : m_most_m(most_m), m_bins(kBins)
    {
        const std::size_t rows = (places.size() + stride - 1) / stride;
        const std::size_t tasks = (rows + kRowsPerTask - 1) / kRowsPerTask;
        std::vector<std::vector<Bin>> of_task(tasks);
        parallel_told(threads, progress, tasks, [&](std::size_t task) {
            of_task[task].resize(kBins);
            for (std::size_t row = task * kRowsPerTask; row < std::min(rows, (task + 1) * kRowsPerTask); ++row) {
                add_row(places, row * stride, of_task[task]);
            }
        });
        for (const auto& bins : of_task) { // in one order, so that sums do not hang on threads
            for (std::size_t i = 0; i < kBins; ++i) {
                m_bins[i].count += bins[i].count;
                m_bins[i].sum_m += bins[i].sum_m;
                m_bins[i].most_m = std::max(m_bins[i].most_m, bins[i].most_m);
            }
        }
    }

    [[nodiscard]] const Bin& operator[](std::size_t bin) const { return m_bins[bin]; }
    /// The largest distance in the bin, where K has just gone up; its upper edge when it is empty.
    [[nodiscard]] double radius_m(std::size_t bin) const
    {
        const double below = static_cast<double>(kBins - 1 - bin) / static_cast<double>(kBinsPerOctave);
        return m_bins[bin].count > 0 ? m_bins[bin].most_m : m_most_m * std::exp2(-below);
    }

private:
    void add_row(const PlacesView& places, std::size_t i, std::vector<Bin>& bins) const
    {
        for (std::size_t j = 0; j < places.size(); ++j) {
            const double dx = places.x[i] - places.x[j];
            const double dy = places.y[i] - places.y[j];
            const double d = std::sqrt(dx * dx + dy * dy);
            if (j == i || !(d <= m_most_m)) {
                continue;
            }
            const double below = d > 0 ? std::log2(m_most_m / d) * static_cast<double>(kBinsPerOctave) : kBins;
            auto& bin = bins[kBins - 1 - static_cast<std::size_t>(std::min(below, static_cast<double>(kBins - 1)))];
            ++bin.count;
            bin.sum_m += d;
            bin.most_m = std::max(bin.most_m, d);
        }
    }

    double m_most_m;
    std::vector<Bin> m_bins;
};

/// The common area of two discs of radius h at distance s < 2h.
double common_area(double s, double h)
{
    const double half = std::min(1.0, s / (2 * h));
    return 2 * h * h * (std::acos(half) - half * std::sqrt(1 - half * half));
}

double score_at(const Distances& distances, std::size_t bin, double k_per_pair, double per_lambda)
{
    const double h = distances.radius_m(bin);
    const double disc = std::numbers::pi * h * h;
    double within = 0;
    double common = 0;
    for (std::size_t i = 0; i < kBins; ++i) {
        const auto count = static_cast<double>(distances[i].count);
        if (count == 0) {
            continue;
        }
        const double mean = distances[i].sum_m / count;
        if (mean >= 2 * h) {
            break;
        }
        within += i <= bin ? count : 0;
        common += count * common_area(mean, h);
    }
    return (per_lambda - 2 * k_per_pair * within) / disc + k_per_pair * common / (disc * disc);
}

} // namespace

BandwidthChoice berman_diggle(const PlacesView& places, double study_area_m2, std::size_t stride, unsigned threads,
                              const Progress* progress)
{
    const auto n = static_cast<double>(places.size());
    const double per_lambda = study_area_m2 / n;
    constexpr double kMostNeighbours = 1000;
    const double most_m =
        std::min(std::sqrt(study_area_m2) / 4, std::sqrt(kMostNeighbours * per_lambda / std::numbers::pi));
    const Distances distances(places, most_m, stride, threads, progress);
    const auto rows = static_cast<double>((places.size() + stride - 1) / stride);
    const double k_per_pair = study_area_m2 / (rows * (n - 1));
    const std::size_t widest = kBins - kBinsPerOctave;
    std::vector<BandwidthChoice::Tried> tried(widest);
    parallel_told(threads, progress, widest, [&](std::size_t bin) {
        tried[bin] = {distances.radius_m(bin) / 2, score_at(distances, bin, k_per_pair, per_lambda)};
    });
    const auto best =
        std::min_element(tried.begin(), tried.end(), [](const auto& a, const auto& b) { return a.score < b.score; });
    BandwidthChoice choice;
    choice.sigma_m = best->sigma_m;
    choice.at_narrow_end = best == tried.begin();
    for (std::size_t bin = widest; bin-- > 0;) {
        if (&tried[bin] == &*best || bin % kBinsPerTold == kBinsPerTold - 1) {
            choice.curve.push_back(tried[bin]);
        }
    }
    return choice;
}

} // namespace harmspot::density
