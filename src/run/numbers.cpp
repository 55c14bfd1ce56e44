// SPDX-License-Identifier: MIT
#include "run/numbers.hpp"

#include <cstddef>

namespace harmspot
{

std::string thousands(std::uint64_t value)
{
    auto text = std::to_string(value);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) {
        text.insert(static_cast<std::size_t>(at), ",");
    }
    return text;
}

} // namespace harmspot
