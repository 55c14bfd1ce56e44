// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/hubs_report.hpp"

#include <string>

namespace harmspot
{

/// A whole number for people; small ones with a decimal.
[[nodiscard]] std::string figure(double value);
/// "12.3 %"
[[nodiscard]] std::string percent(double share);

/// The words of one options paper.
class HubsWords
{
public:
    explicit HubsWords(const PublishableHubsPaper& paper);

    /// The figure, or that it is held back.
    [[nodiscard]] std::string demand(const Held& held) const;
    [[nodiscard]] const std::string& under() const { return m_under; } ///< "under 5"
    [[nodiscard]] const std::string& noun() const { return m_noun; }   ///< "harm" or "incidents"
    [[nodiscard]] std::string noun_heading() const;                    ///< with a capital
    [[nodiscard]] std::string area_heading() const;                    ///< "Authority" from the layer's name; escaped

private:
    std::string m_under;
    std::string m_noun;
    std::string m_area;
};

/// Whether an area's figure is held back: then sums over all areas would give it away.
[[nodiscard]] bool holds_back(const HubsReport& report);

} // namespace harmspot
