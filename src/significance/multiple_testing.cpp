// SPDX-License-Identifier: MIT
#include "harmspot/multiple_testing.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace harmspot
{

std::vector<double> adjusted_p(std::span<const double> p, Correction correction)
{
    std::vector<double> adjusted(p.begin(), p.end());
    const auto tests = static_cast<double>(p.size());
    if (correction == Correction::bonferroni) {
        std::transform(p.begin(), p.end(), adjusted.begin(),
                       [tests](double one) { return std::min(1.0, one * tests); });
    } else if (correction == Correction::benjamini_hochberg) {
        std::vector<std::size_t> by_p(p.size());
        std::iota(by_p.begin(), by_p.end(), std::size_t{0});
        std::sort(by_p.begin(), by_p.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
        double least = 1;
        for (std::size_t rank = by_p.size(); rank-- > 0;) {
            // Never below the raw value: p * tests / tests may round down.
            least = std::min(least, std::max(p[by_p[rank]], p[by_p[rank]] * tests / static_cast<double>(rank + 1)));
            adjusted[by_p[rank]] = least;
        }
    }
    return adjusted;
}

} // namespace harmspot
