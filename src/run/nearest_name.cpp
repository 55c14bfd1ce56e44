// SPDX-License-Identifier: MIT
#include "harmspot/config.hpp"

#include <algorithm>
#include <array>

namespace harmspot
{

namespace
{

/// Optimal string alignment distance: insertions, deletions, substitutions, swaps of neighbours.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::array<std::vector<std::size_t>, 3> rows; // two rows back, the last one, this one
    for (auto& row : rows) {
        row.resize(b.size() + 1);
    }
    for (std::size_t j = 0; j <= b.size(); ++j) {
        rows[1][j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[2];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({rows[1][j] + 1, row[j - 1] + 1, rows[1][j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], rows[0][j - 2] + 1);
            }
        }
        std::rotate(rows.begin(), rows.begin() + 1, rows.end());
    }
    return rows[1][b.size()];
}

} // namespace

std::string nearest_name(std::string_view word, std::span<const std::string> names)
{
    const std::size_t limit = std::max<std::size_t>(1, word.size() / 3);
    std::size_t best = limit + 1;
    std::string nearest;
    for (const auto& name : names) {
        const auto difference = name.size() > word.size() ? name.size() - word.size() : word.size() - name.size();
        if (difference > limit || difference >= best) {
            continue;
        }
        const auto far = distance(word, name);
        if (far < best) {
            best = far;
            nearest = name;
        }
    }
    return nearest;
}

} // namespace harmspot
