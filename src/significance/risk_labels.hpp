// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/relative_risk.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace harmspot::significance
{

/// Some draws side by side. Values of place p and draw d are at [p × columns + d].
struct DrawTable {
    std::size_t columns = 0;
    std::vector<double> cases;       ///< weight of cases on a place
    std::vector<double> taken;       ///< what those cases leave no more for the controls; empty when as `cases`
    std::vector<double> case_total;  ///< per draw
    std::vector<double> taken_total; ///< per draw
};

/// Who is a case, in the observed incidents and in each draw.
class RiskLabels
{
public:
    RiskLabels(const RiskEvents& events, RiskControl control, RiskDeal deal, std::uint64_t seed);

    /// Column j of the table is number `first` + j: 0 is what was observed, r >= 1 the r-th draw.
    void deal(std::size_t first, unsigned threads, DrawTable& table) const;

    /// Per place: weight of all events of which a draw takes some (sample), or of the controls (known).
    [[nodiscard]] const std::vector<double>& pool() const noexcept { return m_pool; }
    [[nodiscard]] double pool_total() const noexcept { return m_pool_total; }
    /// Whether a draw takes cases out of the pool.
    [[nodiscard]] bool takes() const noexcept { return m_control == RiskControl::sample; }
    /// Whether `taken` differs from `cases`.
    [[nodiscard]] bool two_columns() const noexcept { return m_two_columns; }

private:
    template <class Shuffler>
    void deal_one(std::size_t number, std::size_t column, Shuffler& shuffle, DrawTable& table) const;
    [[nodiscard]] std::uint32_t place_from_population(std::uint64_t random) const;

    /// One side's events by place, then weight, so that the order of rows in the input changes no draw.
    struct Events {
        std::vector<std::uint32_t> place;
        std::vector<double> weight;
    };
    static Events sorted(std::span<const std::uint32_t> place, std::span<const double> weight);

    Events m_cases; ///< weights 1 each when all are the same and dealt with the cases
    Events m_controls;
    RiskControl m_control;
    RiskDeal m_deal;
    std::uint32_t m_key;
    bool m_two_columns = false;
    std::vector<double> m_pool;
    double m_pool_total = 0;
    std::vector<double> m_upto; ///< known population: weights added up over controls
};

} // namespace harmspot::significance
