// SPDX-License-Identifier: MIT
#include "harmspot/hotspot.hpp"

namespace harmspot
{

std::optional<double> FoundAgain::share(RerunFactor factor) const
{
    const auto number = static_cast<std::size_t>(factor);
    return runs[number] == 0 ? std::nullopt : std::optional(static_cast<double>(found[number]) / runs[number]);
}

std::optional<double> FoundAgain::overall() const
{
    double sum = 0;
    double factors = 0;
    for (std::size_t i = 0; i < kRerunFactors; ++i) {
        if (const auto one = share(static_cast<RerunFactor>(i))) {
            sum += *one;
            factors += 1;
        }
    }
    return factors == 0 ? std::nullopt : std::optional(sum / factors);
}

} // namespace harmspot
