// SPDX-License-Identifier: MIT
#include "significance/cell_test.hpp"

#include "significance/each_neighbour.hpp"

#include "harmspot/area.hpp"
#include "harmspot/rates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace harmspot::significance
{

namespace
{

Correction correction_of(const std::string& word)
{
    if (word == "bonferroni") {
        return Correction::bonferroni;
    }
    return word == "none" ? Correction::none : Correction::benjamini_hochberg;
}

LocalOptions options_of(const ParamValues& values, const MethodContext& context, bool permute)
{
    const auto& word = text_of(values, "p_values");
    LocalOptions options;
    if (word == "own_draws") {
        options.chance = Chance::own_draws;
    } else if (word == "shared_draws" || (word == "auto" && permute)) {
        options.chance = Chance::shared_draws;
    }
    options.draws = static_cast<std::uint32_t>(integer_of(values, "draws"));
    options.correction = correction_of(text_of(values, "correction"));
    options.seed = context.seed;
    options.threads = context.threads;
    options.simd = context.simd;
    return options;
}

std::string chance_word(Chance chance)
{
    return chance == Chance::normal ? "normal" : (chance == Chance::own_draws ? "own_draws" : "shared_draws");
}

/// Sums per entry of an adjacency.
struct CellSums {
    std::vector<double> weight;
    std::vector<double> incidents;
    std::vector<double> at_risk; ///< empty where totals are tested
};

CellSums sums_of(const PlacesView& places, const CellLayout& layout, const std::vector<std::size_t>& cells)
{
    std::vector<double> weight(layout.in.size(), 0.0);
    std::vector<double> incidents(layout.in.size(), 0.0);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const std::size_t cell = layout.of_place[i];
        if (cell != kNoCell && layout.in[cell] != 0) {
            weight[cell] += places.weight[i];
            incidents[cell] += places.incidents[i];
        }
    }
    CellSums sums;
    for (const std::size_t cell : cells) {
        sums.weight.push_back(weight[cell]);
        sums.incidents.push_back(incidents[cell]);
        if (!layout.at_risk.empty()) {
            sums.at_risk.push_back(layout.in[cell] != 0 ? layout.at_risk[cell] : 0.0);
        }
    }
    return sums;
}

/// The neighbours as lists, as local smoothing wants them.
Weights as_lists(const Adjacency& adjacency)
{
    if (const auto* weights = std::get_if<Weights>(&adjacency.neighbours)) {
        return *weights;
    }
    std::vector<std::vector<std::uint32_t>> lists(adjacency.cell.size());
    for (std::size_t cell = 0; cell < lists.size(); ++cell) {
        each_neighbour(adjacency.neighbours, cell, [&](std::uint32_t to) { lists[cell].push_back(to); });
    }
    return weights_from(lists);
}

/// Rates as the statistic wants them. Moran's I is misled by unequal denominators even after smoothing, so it gets
/// scores whose variance is even (Assunção & Reis 1999).
std::vector<double> rates_of(const CellSums& sums, const Adjacency& adjacency, const ParamValues& values,
                             double dispersion, CellStatistic statistic)
{
    const auto& smoothing = text_of(values, "smoothing");
    if (smoothing == "none") {
        return raw_rates(sums.weight, sums.at_risk);
    }
    if (smoothing == "local_empirical_bayes") {
        return locally_smoothed_rates(sums.weight, sums.at_risk, as_lists(adjacency), dispersion);
    }
    return statistic == CellStatistic::local_moran ? standardised_rates(sums.weight, sums.at_risk, dispersion)
                                                   : smoothed_rates(sums.weight, sums.at_risk, dispersion);
}

void add_global(ParamValues& to, const std::string& name, const GlobalStatistic& statistic)
{
    if (statistic.defined) {
        to[name] = statistic.value;
        to[name + "_expected"] = statistic.expected;
        to[name + "_z"] = statistic.z;
        to[name + "_p_value"] = statistic.p_value;
    }
}

/// Whether the map as a whole is uneven, apart from where.
ParamValues whole_map(const std::vector<double>& value, const CellNeighbours& neighbours)
{
    ParamValues found;
    add_global(found, "morans_i", morans_i(value, neighbours, MoranVariance::randomisation));
    if (std::none_of(value.begin(), value.end(), [](double one) { return one < 0; })) {
        add_global(found, "general_g", general_g(value, neighbours));
    }
    return found;
}

/// Incidents that lie where nothing is at risk, so that no rate can hold them.
void tell_of_nothing_at_risk(CellTest& test, const PlacesView& places, const MethodContext& context)
{
    double all = 0;
    double lost = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const std::size_t cell = test.layout.of_place[i];
        all += places.incidents[i];
        lost += cell != kNoCell && !(test.layout.at_risk[cell] > 0) ? places.incidents[i] : 0;
    }
    test.chosen["incidents_with_nothing_at_risk"] = static_cast<std::int64_t>(lost);
    if (lost > 0) {
        test.why.push_back(
            fmt::format("{:.0f} of {:.0f} incidents lie in cells with no {}; those cells have no rate and "
                        "are not tested.",
                        lost, all, context.at_risk_unit.empty() ? "one at risk" : context.at_risk_unit));
    }
}

void warn(const MethodContext& context, const std::string& sentence)
{
    if (context.progress != nullptr) {
        context.progress->warn(sentence);
    }
}

} // namespace

CellTest make_cell_test(const PlacesView& places, const ParamValues& values, const MethodContext& context,
                        CellStatistic statistic)
{
    CellTest test;
    test.layout = cell_layout(places, values, context);
    test.adjacency = adjacency(test.layout, values, context.threads);
    const auto sums = sums_of(places, test.layout, test.adjacency.cell);
    const bool star = statistic == CellStatistic::gi_star;
    const auto& in = test.layout.in;
    const auto cells = std::count(in.begin(), in.end(), std::uint8_t{1});
    const bool rates = !test.layout.at_risk.empty() && cells > 0;
    const auto thin = rates ? thin_rates(sums.incidents, sums.at_risk, test.adjacency.neighbours, star)
                            : thin_counts(sums.incidents, test.adjacency.neighbours, star);
    test.options = options_of(values, context, thin.permute);
    test.alpha = number_of(values, "alpha");
    test.chosen["p_values"] = chance_word(test.options.chance);
    test.chosen["analysed_cells"] = static_cast<std::int64_t>(cells);
    test.chosen["expected_incidents"] = thin.expected;
    if (rates) {
        tell_of_nothing_at_risk(test, places, context);
        test.value = rates_of(sums, test.adjacency, values, context.weight_dispersion, statistic);
    } else {
        test.value = sums.weight;
    }
    test.whole_map = whole_map(test.value, test.adjacency.neighbours);
    const bool unwise = thin.too_thin || (thin.permute && test.options.chance == Chance::normal);
    if (unwise && places.size() > 0) {
        warn(context, thin.advice);
    }
    return test;
}

SignificantCells significant_cells(CellTest test, const LocalStatistics& result, const MethodContext& context,
                                   const std::function<CellClass(std::size_t)>& classify)
{
    const std::size_t count = cell_count(test.layout.shapes);
    SignificantCells cells;
    cells.cell_class.assign(count, CellClass::ordinary);
    cells.z.assign(count, 0.0);
    cells.p_value.assign(count, 1.0);
    cells.p_adjusted.assign(count, 1.0);
    std::int64_t islands = 0;
    std::string named;
    bool constant = false;
    const auto* areas = std::get_if<AreaShapes>(&test.layout.shapes);
    for (std::size_t i = 0; i < test.adjacency.cell.size(); ++i) {
        const std::size_t cell = test.adjacency.cell[i];
        cells.z[cell] = result.z[i];
        cells.p_value[cell] = result.p_value[i];
        cells.p_adjusted[cell] = result.p_adjusted[i];
        constant = constant || result.state[i] == CellState::undefined;
        if (result.state[i] == CellState::island) {
            constexpr std::int64_t kMostNamed = 3;
            ++islands;
            if (areas != nullptr && islands <= kMostNamed) {
                named += (named.empty() ? "" : ", ") + areas->areas[cell].name;
            }
        }
        if (result.state[i] == CellState::tested && result.p_adjusted[i] <= test.alpha) {
            cells.cell_class[cell] = classify(i);
        }
    }
    test.chosen["islands"] = islands;
    if (areas != nullptr && islands > 0) {
        test.why.push_back(fmt::format("{} area{} without neighbours ({}{}) {} in the mean but {} not tested; "
                                       "neighbours = \"nearest\" gives every area some.",
                                       islands, islands == 1 ? "" : "s", named, islands > 3 ? ", …" : "",
                                       islands == 1 ? "counts" : "count", islands == 1 ? "is" : "are"));
        warn(context, test.why.back());
    }
    if (constant) {
        test.why.emplace_back("All cells hold the same, so none can stand out.");
        warn(context, test.why.back());
    }
    cells.why = fmt::format("{}", fmt::join(test.why, " "));
    cells.shapes = std::move(test.layout.shapes);
    cells.at_risk = std::move(test.layout.at_risk);
    cells.chosen = std::move(test.chosen);
    cells.whole_map = std::move(test.whole_map);
    return cells;
}

} // namespace harmspot::significance
