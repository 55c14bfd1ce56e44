// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/map_page.hpp"

#include "publish/feature_values.hpp"

#include <string>
#include <string_view>
#include <vector>

// Pieces of HTML and SVG that pages without a script are made of. Every text is escaped.
namespace harmspot
{

/// The property as text, thousands with commas; empty when there is none.
[[nodiscard]] std::string text_of(const Feature& feature, std::string_view name);

/// <ul class="kind">; nothing for no texts.
[[nodiscard]] std::string list_html(const std::vector<std::string>& texts, std::string_view kind);

struct MapSvgSize {
    double width = 1000; ///< of the picture, in its own units
    double most_height = 1000;
    std::size_t numbered = 25; ///< so many places get their rank as a number
    bool whole_frame = false;  ///< fills width by most_height, whatever the shape of what it shows
    double least_m = 1000;     ///< shows at least so much of the ground, across
};

/// Areas, places and their numbers, a scale bar; north up. Fits the places, or the areas when there are none.
[[nodiscard]] std::string map_svg(const MapPage& page, const MapPageLayer& one, const MapSvgSize& size);

/// What the colours of `map_svg` stand for.
[[nodiscard]] std::string legend_html(const MapPageLayer& one);

/// A week of hours, darker where more happens; nothing for a week without any.
[[nodiscard]] std::string hours_svg(const WeekProfile& hours);

} // namespace harmspot
