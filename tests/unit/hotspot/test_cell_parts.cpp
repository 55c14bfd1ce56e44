// SPDX-License-Identifier: MIT
#include "scene.hpp"

#include "hotspot/cell_parts.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace harmspot;

namespace
{

/// Hot cells in rows of digits, their z; '.' is not hot. Cells are 250 m.
struct Drawn {
    SignificantCells cells;
    std::vector<std::size_t> patch;
    std::vector<Holding> holding;

    explicit Drawn(const std::vector<std::string>& rows, std::uint64_t incidents_a_cell = 20)
    {
        const Grid grid{.min_x = 0,
                        .max_y = 250.0 * static_cast<double>(rows.size()),
                        .cell_m = 250,
                        .cols = rows.front().size(),
                        .rows = rows.size()};
        cells.shapes = grid;
        cells.cell_class.assign(grid.size(), CellClass::ordinary);
        cells.z.assign(grid.size(), 0.0);
        for (std::size_t cell = 0; cell < grid.size(); ++cell) {
            const char z = rows[cell / grid.cols][cell % grid.cols];
            if (z != '.') {
                cells.cell_class[cell] = CellClass::hot;
                cells.z[cell] = z - '0';
                patch.push_back(cell);
                holding.push_back({0.0625, incidents_a_cell, 5});
            }
        }
    }

    /// Each hot cell's part, as a letter in its place.
    [[nodiscard]] std::vector<std::string> parts(const HotspotRules& rules = {}) const
    {
        const auto& grid = std::get<Grid>(cells.shapes);
        std::vector<std::string> rows(grid.rows, std::string(grid.cols, '.'));
        char letter = 'a';
        for (const auto& part : cell_parts(patch, cells, holding, rules)) {
            for (const std::size_t cell : part) {
                rows[cell / grid.cols][cell % grid.cols] = letter;
            }
            ++letter;
        }
        return rows;
    }
};

using Rows = std::vector<std::string>;

} // namespace

TEST_CASE("two summits of one large patch are two places, parted at the pass", "[cells][split]")
{
    const Rows ridge{"4564354", //
                     "4675465", //
                     "4564354"};
    CHECK(Drawn(ridge).parts() == Rows{"aaaabbb", "aaaabbb", "aaaabbb"});
    // The side that would hold too few incidents, or too little area, does not come loose.
    HotspotRules rules;
    rules.least_incidents = 181;
    CHECK(Drawn(ridge).parts(rules) == Rows{"aaaaaaa", "aaaaaaa", "aaaaaaa"});
    rules = {};
    rules.least_area_km2 = 0.6; // the eastern side has nine cells, 0.5625 km²
    CHECK(Drawn(ridge).parts(rules) == Rows{"aaaaaaa", "aaaaaaa", "aaaaaaa"});
    rules = {};
    rules.split_above_km2 = 1.4;
    CHECK(Drawn(ridge).parts(rules) == Rows{"aaaaaaa", "aaaaaaa", "aaaaaaa"});
}

TEST_CASE("nine cells or fewer stay one place whatever the limit, cells of one height too", "[cells][split]")
{
    HotspotRules rules;
    rules.split_above_km2 = 0.01;
    CHECK(Drawn({"637", "527", "637"}).parts(rules) == Rows{"aaa", "aaa", "aaa"});
    CHECK(Drawn({"6337", "6337", "6337"}).parts(rules) == Rows{"aabb", "aabb", "aabb"});
    CHECK(Drawn({"55555", "5...5", "55555"}).parts(rules) == Rows{"aaaaa", "a...a", "aaaaa"});
}

TEST_CASE("a flat stretch goes with the summit that it climbs to, the nearer of two", "[cells][split]")
{
    HotspotRules rules;
    rules.split_above_km2 = 0.01;
    CHECK(Drawn({"8333333337"}).parts(rules) == Rows{"aaaaabbbbb"});
}

TEST_CASE("parts are connected and are together the patch, whatever the heights", "[cells][split]")
{
    scene::Dice dice(7);
    for (int map = 0; map < 60; ++map) {
        Rows rows(9, std::string(9, '.'));
        for (auto& row : rows) {
            for (auto& cell : row) {
                cell = static_cast<char>('1' + static_cast<char>(dice.below(9))); // many alike
            }
        }
        const Drawn drawn(rows, 4);
        const HotspotRules rules;
        std::vector<std::size_t> seen;
        const auto parts = cell_parts(drawn.patch, drawn.cells, drawn.holding, rules);
        for (const auto& part : parts) {
            CHECK(0.0625 * static_cast<double>(part.size()) >= rules.least_area_km2);
            CHECK(4 * part.size() >= rules.least_incidents);
            const std::set<std::size_t> in(part.begin(), part.end());
            std::vector<std::size_t> reached{part.front()};
            std::set<std::size_t> met{part.front()};
            for (std::size_t k = 0; k < reached.size(); ++k) {
                for (const std::size_t next : side_neighbours(drawn.cells.shapes, reached[k])) {
                    if (in.contains(next) && met.insert(next).second) {
                        reached.push_back(next);
                    }
                }
            }
            CHECK(reached.size() == part.size());
            seen.insert(seen.end(), part.begin(), part.end());
        }
        std::sort(seen.begin(), seen.end());
        CHECK(seen == drawn.patch);
        CHECK(parts.size() > 1);
    }
}
