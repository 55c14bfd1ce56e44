// SPDX-License-Identifier: MIT
#include "harmspot/theme.hpp"

#include "harmspot/parallel.hpp"
#include "incident/rule_program.hpp"

#include <algorithm>
#include <bit>

namespace harmspot
{

std::vector<std::uint64_t> match_themes(const Incidents& incidents, const std::vector<Theme>& themes, unsigned threads)
{
    const auto programs = compile_rules(incidents, themes);
    std::vector<std::uint64_t> bits(incidents.size(), 0);
    constexpr std::size_t kChunk = kRuleBlock * 256;
    const std::size_t chunks = (incidents.size() + kChunk - 1) / kChunk;
    parallel_for(threads, chunks, [&](std::size_t chunk) {
        const std::size_t end = std::min(incidents.size(), (chunk + 1) * kChunk);
        for (std::size_t row = chunk * kChunk; row < end; row += kRuleBlock) {
            const std::size_t count = std::min(kRuleBlock, end - row);
            for (std::size_t theme = 0; theme < programs.size(); ++theme) {
                for (auto hits = programs[theme].evaluate(row, count); hits != 0; hits &= hits - 1) {
                    bits[row + static_cast<std::size_t>(std::countr_zero(hits))] |= std::uint64_t{1} << theme;
                }
            }
        }
    });
    return bits;
}

} // namespace harmspot
