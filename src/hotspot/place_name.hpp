// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace harmspot
{

/// A location text as a name for people: "On or near " taken off, white space and control characters
/// made single blanks. Empty when the text says nothing about where: blank, or one of the labels that
/// data.police.uk gives to many places at once ("Parking Area", "Supermarket", "No Location").
[[nodiscard]] std::string informative_name(std::string_view location);

struct PlaceName {
    std::string name; ///< empty when no location says anything
    double share = 0; ///< of the incidents, those that the name covers
};

/// The commonest informative name; when it covers under half of the incidents, the two commonest,
/// "Bigg Market / Cloth Market". Ties go by the alphabet.
/// \param locations location texts with how many incidents each has
[[nodiscard]] PlaceName place_name(const std::vector<std::pair<std::string_view, std::uint64_t>>& locations);

} // namespace harmspot
