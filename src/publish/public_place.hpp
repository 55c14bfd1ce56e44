// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace harmspot
{

/// Whether a place's name holds a word that starts with a digit and is no ordinal: a house or flat number,
/// the second half of a postcode, a grid reference. "1st Avenue" and "A19" are streets.
///
/// A named house cannot be told from a street; a force whose locations are addresses maps a street column.
[[nodiscard]] bool may_name_a_house(std::string_view place);

} // namespace harmspot
