// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/method.hpp"
#include "harmspot/multiple_testing.hpp"
#include "harmspot/neighbours.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace harmspot
{

/// What became of a cell.
enum class CellState : std::uint8_t {
    outside,  ///< not analysed
    tested,   ///< has a statistic and a p-value
    island,   ///< has no neighbours; counts in the mean, is not tested
    undefined ///< the statistic does not exist: all values equal, or every cell its neighbour
};

/// Where local p-values come from. All are two-sided.
enum class Chance : std::uint8_t {
    /// The normal curve. Wrong for thin counts: see `thin_counts`.
    normal,
    /// Conditional permutation (Anselin 1995): the cell keeps its value, its neighbours' are drawn without
    /// replacement from all other cells. One table of draws serves all cells, as in PySAL's esda: each cell's
    /// p-value is as valid as with draws of its own, but those of different cells share the luck of one table, so
    /// one unlucky table shifts all of them together. Cells with equally many neighbours are compared with the same
    /// sums, which is why it is hundreds of times faster.
    shared_draws,
    /// The same with draws of each cell's own, made by a counter-based generator from (seed, cell, draw): the
    /// luck of one cell says nothing of another's.
    own_draws
};

struct LocalOptions {
    Chance chance = Chance::normal;
    std::uint32_t draws = 999; ///< per cell; 1 to `kMostDraws`
    /// p = (1 + draws at least as extreme) / (1 + draws) cannot fall under 1 / (1 + draws), so that after a
    /// correction for 10^5 cells 999 draws reject nothing. Where fewer than 10 draws are as extreme, a generalised
    /// Pareto tail fitted to the 250 most extreme draws (at most a tenth of them) is read instead
    /// (Knijnenburg, Wessels, Reinders & Shmulevich 2009), by probability-weighted moments (Hosking & Wallis 1987),
    /// its shape a standard error heavier than estimated, so that no p is 0 and p is met no more often than it
    /// says; and p is never under the chance that a draw holds values as rare as the neighbourhood does, which no
    /// tail of draws could know. Such a p is an estimate, on the safe side, and no longer exact: its cells are marked.
    /// Neighbours of unequal weights are counted only. False = counting only.
    bool tail_fit = true;
    /// Gi* alone: draw the cell's own value too, so that a whole neighbourhood is compared with as many cells drawn
    /// from all. That is the chance its z stands for. Otherwise (as in esda) the cell keeps its value in
    /// every draw, and a single high cell among ordinary ones is not found, only its neighbours.
    bool redraw_self = false;
    Correction correction = Correction::benjamini_hochberg;
    std::uint64_t seed = 1;
    unsigned threads = 0;
    SimdPath simd = SimdPath::plain; ///< the values do not depend on it
};

inline constexpr std::uint32_t kMostDraws = 999'999;

/// One value per cell of the neighbours, in their order.
struct LocalStatistics {
    std::vector<double> statistic;  ///< z for Gi and Gi*, I_i for Moran; 0 where not tested
    std::vector<double> z;          ///< 0 where not tested
    std::vector<double> p_value;    ///< raw, two-sided; 1 where not tested
    std::vector<double> p_adjusted; ///< over the cells tested; 1 where not tested
    std::vector<CellState> state;
    std::vector<std::uint8_t> tail_fitted; ///< 1 where p comes from a fitted tail
};

/// Gi* (`star`, the cell itself counts as its own neighbour with weight 1) or Gi (it does not): whether high or low
/// values lie together at a cell. z as in Ord & Getis 1995; for Gi the mean and the variance leave the cell out.
///
/// With draws p is how often chance gives the neighbours so high or so low a sum. All values equal: every
/// cell is `undefined`, z = 0, p = 1. Neither threads nor `simd` changes anything.
/// \throws InputError for values that are not finite or not one per cell; ConfigError for draws out of range
[[nodiscard]] LocalStatistics local_g(std::span<const double> values, const CellNeighbours& neighbours, bool star,
                                      const LocalOptions& options);

/// Local Moran's I (Anselin 1995), I_i = z_i Σ w_ij z_j / m2 with m2 = Σ z² / n: above 0 where a cell is like its
/// neighbours. Its z conditions on the cell's own value (Sokal, Oden & Thomson 1998). Islands and equal values as
/// for `local_g`.
[[nodiscard]] LocalStatistics local_moran(std::span<const double> values, const CellNeighbours& neighbours,
                                          const LocalOptions& options);

/// High or low among high or low, against the mean of all cells.
enum class Quadrant : std::uint8_t { none, high_high, low_low, high_low, low_high };
[[nodiscard]] std::string_view quadrant_text(Quadrant quadrant); ///< "HH", "LL", "HL", "LH", "" for none

/// The cell's own value comes first: `high_low` is a high cell among low ones. `none` for cells without
/// neighbours, not analysed, or exactly at the mean (or with neighbours exactly at it).
[[nodiscard]] std::vector<Quadrant> moran_quadrants(std::span<const double> values, const CellNeighbours& neighbours);

/// A statistic of the whole map. When it does not exist (all values equal, no neighbours, under 4 cells)
/// `defined` is false, z = 0 and p = 1.
struct GlobalStatistic {
    bool defined = false;
    double value = 0;
    double expected = 0;
    double variance = 0;
    double z = 0;
    double p_value = 1; ///< two-sided, normal
};

/// Under which chance the variance of Moran's I is taken: values drawn from a normal, or the ones there are
/// put on cells at random.
enum class MoranVariance : std::uint8_t { normality, randomisation };

/// Moran's I with the expectation and variance of Cliff & Ord 1981. Islands count in n and the mean.
[[nodiscard]] GlobalStatistic morans_i(std::span<const double> values, const CellNeighbours& neighbours,
                                       MoranVariance variance);

/// General G (Getis & Ord 1992): whether high values lie together anywhere.
/// \throws InputError for a negative value, for which it means nothing
[[nodiscard]] GlobalStatistic general_g(std::span<const double> values, const CellNeighbours& neighbours);

/// Whether counts are thick enough, judged by how many events a cell's neighbourhood would hold by chance: the
/// neighbours, and the cell itself for Gi*, times the mean. At z = 3.29 the true tail is 4.0 times the
/// nominal one at 5 expected, 3.0 at 20, 1.8 at 50.
struct ThinCounts {
    double expected = 0;   ///< median over the cells with neighbours
    bool permute = false;  ///< under 50: the normal curve is not to be used
    bool too_thin = false; ///< under 20: warn
    std::string advice;    ///< a sentence naming the remedy; empty when the counts are thick enough
};

inline constexpr double kPermuteUnderExpected = 50;
inline constexpr double kWarnUnderExpected = 20;

/// \param counts events, not harm
[[nodiscard]] ThinCounts thin_counts(std::span<const double> counts, const CellNeighbours& neighbours, bool star);

/// The same for rates: by chance a neighbourhood holds the whole map's rate times what is at risk in it. The median is
/// over cells with something at risk.
[[nodiscard]] ThinCounts thin_rates(std::span<const double> counts, std::span<const double> at_risk,
                                    const CellNeighbours& neighbours, bool star);

} // namespace harmspot
