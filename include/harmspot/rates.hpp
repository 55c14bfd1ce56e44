// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/neighbours.hpp"

#include <span>
#include <vector>

namespace harmspot
{

// Rates of cells whose denominators differ: few dwellings make a rate jump, so it is drawn towards the mean of
// all cells, or of the neighbours, by as much as chance alone would move it. `events` and `at_risk` are one
// per cell, finite, not negative. A cell with nobody at risk says nothing: it gets the mean.
// `dispersion` is how many times as much as a count the events vary by chance: 1 for counts, Σw²/Σw for sums of
// weights w (harm), whose few grave incidents make a rate jump all the more.
// All throw InputError for other numbers, events where nothing is at risk, or nothing at risk anywhere.

/// Events over what is at risk; 0 where nothing is.
[[nodiscard]] std::vector<double> raw_rates(std::span<const double> events, std::span<const double> at_risk);

/// Empirical Bayes rates towards the mean of all cells (Marshall 1991, global; moment estimates, a negative
/// variance between cells taken as 0).
[[nodiscard]] std::vector<double> smoothed_rates(std::span<const double> events, std::span<const double> at_risk,
                                                 double dispersion = 1);

/// The same towards the mean of the cell and its neighbours (Marshall 1991, local; weights are not used). A
/// neighbourhood with nothing at risk gets the mean of all cells.
[[nodiscard]] std::vector<double> locally_smoothed_rates(std::span<const double> events,
                                                         std::span<const double> at_risk, const Weights& neighbours,
                                                         double dispersion = 1);

/// Rates less their mean over their own standard deviation, so that Moran's I is not misled by unequal
/// denominators (Assunção & Reis 1999; where the variance comes out negative, its part between cells is
/// taken as 0).
[[nodiscard]] std::vector<double> standardised_rates(std::span<const double> events, std::span<const double> at_risk,
                                                     double dispersion = 1);

} // namespace harmspot
