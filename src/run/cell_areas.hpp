// SPDX-License-Identifier: MIT
#pragma once

#include "run/run_data.hpp"

#include "harmspot/cells.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace harmspot
{

/// The layers of areas that entries take as cells, and what is at risk in their areas: once a run.
class LayerCells
{
public:
    LayerCells(const RunConfig& config, const RunData& data, unsigned threads);

    /// The areas of the layer that `cells` names, for the places looked at; nothing for squares and hexagons.
    ///
    /// \param per what rates are per, into `RunData::at_risk`
    /// An area is analysed when at least half of it lies in the study area, or in `within` where that is given.
    [[nodiscard]] std::optional<CellAreas> areas_for(const ParamValues& params, std::optional<std::size_t> per,
                                                     const PlacesView& places, const MultiPolygon* within,
                                                     unsigned threads) const;

private:
    struct Prepared {
        std::size_t layer = 0;
        std::vector<std::uint8_t> analysed;
        std::vector<std::vector<double>> at_risk; ///< [denominator][area]
    };

    const RunData& m_data;
    std::vector<Prepared> m_layers;
};

/// The [[denominator]] that an entry's rates are per, as its number in the config; nothing when totals are tested.
[[nodiscard]] std::optional<std::size_t> rate_denominator(const RunConfig& config, const ParamValues& params);

/// Σw²/Σw of the rows' detection weights; 1 when there are none.
[[nodiscard]] double dispersion_of(const std::vector<double>& weight);

} // namespace harmspot
