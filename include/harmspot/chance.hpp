// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/progress.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

// Whether a hotspot could be chance: the same incidents are dealt out again at random, the map is searched again,
// and the best that chance did in each draw is what a hotspot has to beat (Dwass 1957; Kulldorff 1997).
namespace harmspot
{

/// How much more is held somewhere than was expected there: the Poisson log-likelihood ratio of Kulldorff 1997,
/// c ln(c/μ) + (C − c) ln((C − c)/(C − μ)) with c = `held`, μ = `expected` and C = `total`; 0 where c <= μ.
/// The three have one unit, in which one incident is 1. \pre 0 <= expected, held <= total
[[nodiscard]] double excess(double held, double expected, double total);

struct DrawOptions {
    std::uint32_t draws = 199;
    std::uint64_t seed = 1;
    unsigned threads = 0;
    const Progress* progress = nullptr; ///< told how many draws are done, and asked whether to go on; may be null
    std::string task{};                 ///< what `progress` is told
};

/// What one draw put on each place.
struct Hand {
    std::vector<std::uint32_t> incidents;
    std::vector<double> weight; ///< sum of the weights dealt
};

/// Deals a theme's incidents out at random, as if nothing but chance decided which of the incidents that
/// happened were the theme's.
///
/// One draw picks, each set alike likely, as many incidents as there are `weights` out of all those that lie on
/// the places, and deals the weights to them. So the places stay those that incidents are recorded at, and each
/// weight moves with an incident, never with a place. With as many weights as incidents only the weights move.
/// A draw depends on the seed, the stream, its number, the counts per place and the set of weights: neither on
/// threads nor on the order of rows.
class Dealer
{
public:
    /// \param incidents per place; may hold 0
    /// \param weights of the incidents to deal, in any order
    /// \param stream tells tests of one seed apart
    /// \throws std::invalid_argument for more weights than incidents
    Dealer(std::span<const std::uint32_t> incidents, std::vector<double> weights, std::uint32_t stream);

    /// Calls `look(draw, hand)` once for each draw, from several threads at once.
    /// \throws Interrupted when the caller of `options.progress` wants to stop
    void for_each_draw(const DrawOptions& options,
                       const std::function<void(std::uint32_t draw, const Hand& hand)>& look) const;

private:
    std::size_t m_places;
    std::vector<std::uint32_t> m_place_of; ///< per incident
    std::vector<double> m_weights;         ///< ascending
    std::uint32_t m_stream;
};

/// The greatest excess that each draw had anywhere.
struct GreatestOfDraws {
    std::vector<double> excess; ///< per draw

    /// (1 + how many draws were at least as great) / (1 + draws): adjusted for the whole map having been searched.
    /// Excesses within a billionth of each other count as alike.
    [[nodiscard]] double p_value(double observed) const;
    /// The greatest excess that does not have p <= alpha: what must be beaten. None when no excess could have it.
    [[nodiscard]] std::optional<double> to_beat(double alpha) const;
};

} // namespace harmspot
