// SPDX-License-Identifier: MIT
#include "run/nearest_tables.hpp"

#include "publish/rounding.hpp"
#include "run/theme_rows.hpp"

#include "harmspot/chance.hpp"
#include "harmspot/nearest.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace harmspot
{

namespace
{

using Kind = Table::ColumnKind;

constexpr std::uint32_t kNearest = 10;
/// One draw in forty lies as near by chance as the nearest of all.
constexpr std::uint32_t kDraws = 39;
constexpr std::uint32_t kStream = 3; ///< apart from those of significance
constexpr int kDigits = 6;
constexpr double kM2PerKm2 = 1e6;

/// A run's places inside the study area with some of its incidents on them, and how many are a theme's.
struct Places {
    ThemePlaces all;
    std::vector<std::uint32_t> theme;
    std::uint64_t incidents = 0; ///< the theme's
};

Places places_of(const RunData& data, std::size_t theme)
{
    const std::uint64_t bit = std::uint64_t{1} << theme;
    const auto& incidents = data.read.incidents;
    ThemeRows rows;
    std::vector<std::uint32_t> counts(incidents.places.size(), 0);
    for (std::size_t row = 0; row < incidents.size(); ++row) {
        const std::uint32_t place = incidents.place[row];
        if (place != kNoPlace) {
            rows.place.push_back(place);
            rows.weight.push_back(1);
            counts[place] += (data.theme_bits[row] & bit) != 0 ? 1U : 0U;
        }
    }
    Places places;
    places.all = theme_places(data, rows, true);
    for (const std::uint32_t place : places.all.place) {
        places.theme.push_back(counts[place]);
        places.incidents += counts[place];
    }
    return places;
}

/// Those of the places that hold any of `incidents`.
ThemePlaces occupied(const ThemePlaces& all, const std::vector<std::uint32_t>& incidents)
{
    ThemePlaces held;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        if (incidents[i] > 0) {
            held.x.push_back(all.x[i]);
            held.y.push_back(all.y[i]);
            held.weight.push_back(incidents[i]);
            held.incidents.push_back(incidents[i]);
        }
    }
    return held;
}

/// Mean distances of every draw, to the k-th nearest at [k - 1][draw].
std::vector<std::vector<double>> drawn_means(const Places& places, std::uint64_t seed, unsigned threads)
{
    std::vector<std::vector<double>> means(kNearest, std::vector<double>(kDraws));
    const Dealer dealer(places.all.incidents, std::vector<double>(places.incidents, 1.0), kStream);
    dealer.for_each_draw({kDraws, seed, threads}, [&](std::uint32_t draw, const Hand& hand) {
        const auto of_draw = mean_nearest_distances_m(occupied(places.all, hand.incidents).view(), kNearest, 1);
        for (std::size_t k = 0; k < kNearest; ++k) {
            means[k][draw] = of_draw[k];
        }
    });
    return means;
}

/// Mean distance to the k-th nearest of points thrown on the plane at random: k (2k)! / ((2^k k!)² √(N/A)).
double at_random_m(std::uint32_t k, double incidents, double area_m2)
{
    double share = 0.5; // (2k)! / (2^k k!)² is 1/2 for k = 1, and grows by (2k - 1) / 2k
    for (std::uint32_t j = 2; j <= k; ++j) {
        share *= (2.0 * j - 1) / (2.0 * j);
    }
    return k * share * std::sqrt(area_m2 / incidents);
}

Table::Cell rounded(double value)
{
    return std::isfinite(value) ? Table::Cell(rounded_to_digits(value, kDigits)) : Table::Cell(std::string());
}

} // namespace

Table nearest_table(const RunConfig& config, const RunData& data, unsigned threads)
{
    Table table;
    table.columns = {{"theme", Kind::key},
                     {"k", Kind::key},
                     {"incidents", Kind::count},
                     {"mean_m", Kind::measure},
                     {"baseline_mean_m", Kind::measure},
                     {"baseline_lowest_m", Kind::measure},
                     {"baseline_highest_m", Kind::measure},
                     {"baseline_p_value", Kind::measure},
                     {"at_random_m", Kind::measure},
                     {"clark_evans", Kind::measure}};
    const Table::Cell nothing = std::string();
    for (std::size_t theme = 0; theme < config.themes.size(); ++theme) {
        const auto places = places_of(data, theme);
        if (places.incidents < 2) {
            continue;
        }
        const auto own = mean_nearest_distances_m(occupied(places.all, places.theme).view(), kNearest, threads);
        const auto located =
            std::accumulate(places.all.incidents.begin(), places.all.incidents.end(), std::uint64_t{0});
        const bool has_others = places.incidents < located;
        const auto drawn = has_others ? drawn_means(places, config.seed, threads) : std::vector<std::vector<double>>{};
        for (std::uint32_t k = 1; k <= kNearest && k < places.incidents; ++k) {
            const double mean = own[k - 1];
            std::vector<Table::Cell> row{config.themes[theme].name, static_cast<std::int64_t>(k),
                                         static_cast<std::int64_t>(places.incidents), rounded(mean)};
            if (has_others) {
                const auto& draws = drawn[k - 1];
                const double sum = std::accumulate(draws.begin(), draws.end(), 0.0);
                const auto as_near = std::count_if(draws.begin(), draws.end(), [&](double one) { return one <= mean; });
                row.insert(row.end(), {rounded(sum / kDraws), rounded(*std::min_element(draws.begin(), draws.end())),
                                       rounded(*std::max_element(draws.begin(), draws.end())),
                                       rounded((1.0 + static_cast<double>(as_near)) / (1.0 + kDraws))});
            } else {
                row.insert(row.end(), 4, nothing);
            }
            const double random_m =
                at_random_m(k, static_cast<double>(places.incidents), data.searchable_km2 * kM2PerKm2);
            row.push_back(rounded(random_m));
            row.push_back(k == 1 && random_m > 0 ? rounded(mean / random_m) : nothing);
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

Table k_distance_table(const RunConfig& config, const RunData& data, unsigned threads)
{
    Table table;
    table.columns = {{"theme", Kind::key},
                     {"k", Kind::key},
                     {"share_of_incidents", Kind::key},
                     {"incidents", Kind::count},
                     {"within_m", Kind::measure}};
    for (std::size_t theme = 0; theme < config.themes.size(); ++theme) {
        const auto places = places_of(data, theme);
        if (places.incidents < kNearest) {
            continue;
        }
        const auto curve = k_distance_curve(occupied(places.all, places.theme).view(), kNearest, threads);
        for (std::size_t q = 0; q < curve.quantile_m.size(); ++q) {
            table.rows.push_back({config.themes[theme].name, static_cast<std::int64_t>(kNearest),
                                  static_cast<double>(q) / static_cast<double>(curve.quantile_m.size() - 1),
                                  static_cast<std::int64_t>(places.incidents), rounded(curve.quantile_m[q])});
        }
    }
    return table;
}

bool tests_cells(const RunConfig& config)
{
    return std::any_of(config.hotspots.begin(), config.hotspots.end(),
                       [](const HotspotEntry& entry) { return find_method(entry.method)->makes == Makes::cells; });
}

Table whole_map_table(const std::vector<WrittenOutput>& written)
{
    Table table;
    table.columns = {{"theme", Kind::key},     {"entry", Kind::key},      {"version", Kind::key},
                     {"statistic", Kind::key}, {"value", Kind::measure},  {"expected", Kind::measure},
                     {"z", Kind::measure},     {"p_value", Kind::measure}};
    for (const auto& output : written) {
        for (const std::string statistic : {"morans_i", "general_g"}) {
            if (!output.plan.area.empty() || !output.whole_map.contains(statistic)) {
                continue;
            }
            const auto number = [&](const std::string& of) {
                return rounded(number_of(output.whole_map, statistic + of));
            };
            table.rows.push_back({output.plan.theme, output.plan.entry, output.plan.version, statistic, number(""),
                                  number("_expected"), number("_z"), number("_p_value")});
        }
    }
    return table;
}

} // namespace harmspot
