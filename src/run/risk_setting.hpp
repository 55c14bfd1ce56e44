// SPDX-License-Identifier: MIT
#pragma once

#include "run/run_data.hpp"
#include "run/theme_rows.hpp"

#include "harmspot/relative_risk.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace harmspot
{

/// A theme and what it is held against, as columns of their own.
class OwnedRiskSetting
{
public:
    /// \param theme the theme's places in W, or in one area alone, in the job's version
    /// \param rows the incidents on them, each with its weight; null = as many as `theme` says, weighing alike on each
    /// place
    /// \param against "rest", or the name of a [[denominator]] of the config
    OwnedRiskSetting(const RunConfig& config, const RunData& data, const Job& job, std::optional<AreaRef> only,
                     const PlacesView& theme, const ThemeRows* rows, const std::string& against);

    [[nodiscard]] RiskSetting view() const;

private:
    void add_rest(const RunData& data, std::uint64_t theme_bit, std::optional<AreaRef> only);
    void add_population(const Denominator& denominator, std::optional<AreaRef> only);
    void add_cases(const RunData& data, const PlacesView& theme, const ThemeRows* rows);
    void number_places();

    RiskControl m_control = RiskControl::sample;
    std::string m_against;
    std::vector<Point> m_cases; ///< positions, until they have numbers
    std::vector<Point> m_controls;
    std::vector<double> m_x;
    std::vector<double> m_y;
    std::vector<std::uint32_t> m_case_place;
    std::vector<double> m_case_weight;
    std::vector<std::uint32_t> m_control_place;
    std::vector<double> m_control_weight; ///< empty: each 1
};

} // namespace harmspot
