// SPDX-License-Identifier: MIT
#include "run/significance.hpp"

#include "geo/shape_index.hpp"
#include "hotspot/cluster_hulls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace harmspot
{

namespace
{

using significance::KernelWindow;

enum Stream : std::uint32_t { thinning_stream = 1, weights_stream = 2 };

std::uint64_t sum_of(std::span<const std::uint32_t> counts)
{
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

std::vector<double> as_numbers(std::span<const std::uint32_t> counts)
{
    return {counts.begin(), counts.end()};
}

/// Whether the searchable area, of one area alone when `only` is given, holds a point.
class Searchable
{
public:
    Searchable(const RunData& data, std::optional<AreaRef> only) : m_raster(data.searchable)
    {
        if (only) {
            m_area.emplace(data.layers[only->layer].areas[only->area].shape);
        }
    }
    [[nodiscard]] bool operator()(Point p) const
    {
        const auto& grid = m_raster.grid;
        const double col = (p.x - grid.min_x) / grid.cell_m;
        const double row = (grid.max_y - p.y) / grid.cell_m;
        const bool on_grid =
            col >= 0 && row >= 0 && col < static_cast<double>(grid.cols) && row < static_cast<double>(grid.rows);
        return on_grid && m_raster(static_cast<std::size_t>(row), static_cast<std::size_t>(col)) != 0 &&
               (!m_area || m_area->side_of(p) != Side::outside);
    }

private:
    const Raster<std::uint8_t>& m_raster;
    std::optional<ShapeIndex> m_area;
};

/// The theme's incidents on the places that its method was given.
struct Dealt {
    std::vector<double> weights; ///< one an incident
    double mean = 0;
    bool all_alike = true;
};

Dealt dealt_of(const Found& found, std::size_t places)
{
    std::vector<char> given(places, 0);
    for (const auto place : found.places.place) {
        given[place] = 1;
    }
    Dealt dealt;
    for (std::size_t row = 0; row < found.rows.place.size(); ++row) {
        if (given[found.rows.place[row]] != 0) {
            dealt.weights.push_back(found.rows.weight[row]);
        }
    }
    std::sort(dealt.weights.begin(), dealt.weights.end()); // sums do not depend on the order of rows
    if (!dealt.weights.empty()) {
        dealt.mean = std::accumulate(dealt.weights.begin(), dealt.weights.end(), 0.0) /
                     static_cast<double>(dealt.weights.size());
        dealt.all_alike = dealt.weights.front() == dealt.weights.back();
    }
    return dealt;
}

/// Why there is nothing to compare a theme with; "" when there is.
std::string no_others(std::uint64_t theme, std::uint64_t all)
{
    if (theme == 0) {
        return "the theme has no incident with a position in the study area";
    }
    return theme < all ? std::string()
                       : "the theme is all the run's incidents, so there are no others to compare it with";
}

constexpr const char* kAllAlike = "every incident weighs the same, so harm says no more than their number";

class Asker
{
public:
    Asker(const RunConfig& config, const RunOptions& options, const RunData& data, const Detector& detector,
          const Job& job, const Found& found, std::optional<AreaRef> only, const Progress& progress)
        : m_entry(config.hotspots[job.entry]), m_data(data), m_detector(detector), m_job(job), m_found(found),
          m_only(only),
          m_dealt(dealt_of(found, data.read.incidents.places.size())), m_options{m_entry.significance_draws,
                                                                                 config.seed, options.threads,
                                                                                 &progress,
                                                                                 "Asking chance: " +
                                                                                     config.themes[job.theme].title},
          m_total(static_cast<double>(m_dealt.weights.size()))
    {
    }

    HotspotChance ask()
    {
        HotspotChance chance;
        chance.draws = m_options.draws;
        const auto baseline = m_detector.baseline(m_job, m_only);
        chance.incidents.not_applicable = no_others(m_dealt.weights.size(), sum_of(baseline.places.incidents));
        chance.harm.not_applicable = m_dealt.all_alike ? kAllAlike : "";
        if (const auto* surface = std::get_if<Surface>(&m_found.detection)) {
            ask_of_surface(*surface, baseline, chance);
        } else {
            ask_of_clusters(baseline, chance);
        }
        return chance;
    }

private:
    // Of a density map.

    void ask_of_surface(const Surface& surface, const Baseline& baseline, HotspotChance& chance) const
    {
        KdeParams params;
        if (m_entry.params.contains("kernel")) {
            params.kernel = kernel_named(text_of(m_entry.params, "kernel")).value_or(params.kernel);
        }
        params.bandwidth_m = surface.bandwidth_m;
        if (chance.incidents.not_applicable.empty()) {
            const double share = m_total / static_cast<double>(sum_of(baseline.places.incidents));
            auto expected = as_numbers(baseline.places.incidents);
            for (auto& incidents : expected) {
                incidents *= share;
            }
            const Dealer dealer(baseline.places.incidents, std::vector<double>(m_dealt.weights.size(), 1.0),
                                thinning_stream);
            ask_window(baseline.places, params, as_numbers(baseline.theme), expected, 1, dealer, chance.incidents);
        }
        if (chance.harm.not_applicable.empty()) {
            const Dealer dealer(m_found.places.incidents, m_dealt.weights, weights_stream);
            ask_window(m_found.places, params, m_found.places.weight, as_numbers(m_found.places.incidents),
                       m_dealt.mean, dealer, chance.harm);
        }
    }

    /// \param unit what counts as one incident
    void ask_window(const ThemePlaces& places, const KdeParams& params, const std::vector<double>& observed,
                    const std::vector<double>& expected, double unit, const Dealer& dealer, ChanceTest& test) const
    {
        KernelWindow window(places.x, places.y, params, Searchable(m_data, m_only));
        const auto expected_at = window.held(expected);
        const auto in_units = [&](std::vector<double> amounts) {
            for (auto& amount : amounts) {
                amount /= unit;
            }
            return amounts;
        };
        test.excess = window.excess_of(window.held(in_units(observed)), expected_at, m_total);
        test.draws.excess.resize(m_options.draws);
        dealer.for_each_draw(m_options, [&](std::uint32_t draw, const Hand& hand) {
            test.draws.excess[draw] = window.greatest_excess(window.held(in_units(hand.weight)), expected_at, m_total);
        });
        test.window = std::move(window);
    }

    // Of clusters.

    /// Clusters are sought where all the incidents of the run are, in what lies there of the theme.
    [[nodiscard]] Clusters clusters_in(const ThemePlaces& places, std::span<const std::uint32_t> incidents,
                                       std::span<const double> weight) const
    {
        Redetect how;
        how.only = m_only;
        const PlacesView view{places.x, places.y, weight, incidents};
        return std::get<Clusters>(m_detector.redetect(m_job, m_found, view, how));
    }

    /// The excess inside each cluster's outline.
    [[nodiscard]] std::vector<double> excess_of(const Clusters& clusters, const ThemePlaces& places,
                                                std::span<const double> held, std::span<const double> expected) const
    {
        std::vector<double> all;
        for (const auto& inside : footprints(clusters, places.x, places.y, m_entry.rules)) {
            double holds = 0;
            double expects = 0;
            for (const auto place : inside) {
                holds += held[place];
                expects += expected[place];
            }
            all.push_back(excess(holds, expects, m_total));
        }
        return all;
    }

    void ask_of_clusters(const Baseline& baseline, HotspotChance& chance) const
    {
        if (chance.incidents.not_applicable.empty()) {
            const auto& places = baseline.places;
            const double share = m_total / static_cast<double>(sum_of(places.incidents));
            auto expected = as_numbers(places.incidents);
            for (auto& incidents : expected) {
                incidents *= share;
            }
            const auto excess_found = [&](std::span<const std::uint32_t> incidents, std::span<const double> weight) {
                return excess_of(clusters_in(places, incidents, weight), places, as_numbers(incidents), expected);
            };
            chance.incidents.excess = excess_found(baseline.theme, theme_weights(places));
            const Dealer dealer(places.incidents, m_dealt.weights, thinning_stream);
            chance.incidents.draws = greatest(dealer, excess_found);
        }
        if (chance.harm.not_applicable.empty()) {
            const auto& places = m_found.places;
            const auto expected = as_numbers(places.incidents);
            const auto excess_found = [&](std::span<const std::uint32_t> incidents, std::span<const double> weight) {
                std::vector<double> in_means(weight.begin(), weight.end());
                for (auto& amount : in_means) {
                    amount /= m_dealt.mean;
                }
                return excess_of(clusters_in(places, incidents, weight), places, in_means, expected);
            };
            chance.harm.excess = excess_found(places.incidents, places.weight);
            const Dealer dealer(places.incidents, m_dealt.weights, weights_stream);
            chance.harm.draws = greatest(dealer, excess_found);
        }
    }

    template <class ExcessFound>
    [[nodiscard]] GreatestOfDraws greatest(const Dealer& dealer, const ExcessFound& excess_found) const
    {
        GreatestOfDraws draws;
        draws.excess.resize(m_options.draws);
        dealer.for_each_draw(m_options, [&](std::uint32_t draw, const Hand& hand) {
            const auto all = excess_found(hand.incidents, hand.weight);
            draws.excess[draw] = all.empty() ? 0 : *std::max_element(all.begin(), all.end());
        });
        return draws;
    }

    /// The theme's weight on each of the baseline's places.
    [[nodiscard]] std::vector<double> theme_weights(const ThemePlaces& places) const
    {
        std::vector<double> weight;
        std::size_t next = 0;
        for (const auto place : places.place) {
            const bool has = next < m_found.places.place.size() && m_found.places.place[next] == place;
            weight.push_back(has ? m_found.places.weight[next++] : 0);
        }
        return weight;
    }

    const HotspotEntry& m_entry;
    const RunData& m_data;
    const Detector& m_detector;
    const Job& m_job;
    const Found& m_found;
    std::optional<AreaRef> m_only;
    Dealt m_dealt;
    DrawOptions m_options;
    double m_total;
};

std::optional<double> p_of(const ChanceTest& test, const Hotspot& hotspot)
{
    if (!test.not_applicable.empty()) {
        return std::nullopt;
    }
    const double observed =
        test.window ? test.window->greatest_in(hotspot.shape, test.excess) : test.excess.at(hotspot.cluster.value());
    return test.draws.p_value(observed);
}

} // namespace

HotspotChance chance_of(const RunConfig& config, const RunOptions& options, const RunData& data,
                        const Detector& detector, const Job& job, const Found& found, std::optional<AreaRef> only,
                        const Progress& progress)
{
    return Asker(config, options, data, detector, job, found, only, progress).ask();
}

void add_chance(HotspotList& list, const HotspotChance& chance)
{
    for (auto& hotspot : list.hotspots) {
        if (hotspot.outline == "hotspot") {
            hotspot.significance = {p_of(chance.incidents, hotspot), p_of(chance.harm, hotspot)};
        }
    }
}

SignificanceReport report_of(const HotspotList& list, const HotspotChance& chance)
{
    const auto question = [](const ChanceTest& test, const char* name) {
        QuestionReport report{name, test.not_applicable, 0, {}};
        if (test.not_applicable.empty()) {
            report.excess_to_beat = test.draws.to_beat(kSignificantP);
        }
        return report;
    };
    SignificanceReport report{chance.draws, question(chance.incidents, "thinning"),
                              question(chance.harm, "weight_permutation")};
    for (const auto& hotspot : list.hotspots) {
        report.incidents.significant += hotspot.significance && hotspot.significance->more_incidents() ? 1U : 0U;
        report.harm.significant += hotspot.significance && hotspot.significance->more_harm() ? 1U : 0U;
    }
    return report;
}

std::string chance_line(const HotspotList& list, const HotspotChance& chance)
{
    if (std::none_of(list.hotspots.begin(), list.hotspots.end(),
                     [](const Hotspot& hotspot) { return hotspot.significance.has_value(); })) {
        return {};
    }
    const auto report = report_of(list, chance);
    if (!report.incidents.not_applicable.empty() && !report.harm.not_applicable.empty()) {
        return "significance cannot be told: " + report.incidents.not_applicable;
    }
    std::string text;
    if (report.incidents.not_applicable.empty()) {
        text = fmt::format("{} hold{} more incidents than chance gives", report.incidents.significant,
                           report.incidents.significant == 1 ? "s" : "");
    }
    if (report.harm.not_applicable.empty()) {
        text += fmt::format("{}{} {}more harm than so many incidents explain", text.empty() ? "" : ", ",
                            report.harm.significant,
                            text.empty() ? (report.harm.significant == 1 ? "holds " : "hold ") : "");
    }
    return fmt::format("{} (p <= {}, {} draws)", text, kSignificantP, chance.draws);
}

} // namespace harmspot
