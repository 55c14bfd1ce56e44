// SPDX-License-Identifier: MIT
#include "harmspot/stability.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <set>

using namespace harmspot;

using Labels = std::vector<std::int32_t>;
using Counts = std::vector<std::uint32_t>;
using Found = std::vector<std::uint8_t>;

TEST_CASE("a cluster is found when another holds more than half of what lies in either", "[stability]")
{
    // Six places, one incident on each; the run's clusters are the first three and the last three.
    const Labels before{0, 0, 0, 1, 1, 1};
    const Counts ones(6, 1);
    SECTION("unchanged, by whatever number")
    {
        CHECK(clusters_found(before, 2, Labels{7, 7, 7, 0, 0, 0}, ones) == Found{1, 1});
    }
    SECTION("one place lost: 2 of 3 are shared")
    {
        CHECK(clusters_found(before, 2, Labels{0, 0, -1, 1, 1, 1}, ones) == Found{1, 1});
    }
    SECTION("two places lost: 1 of 3")
    {
        CHECK(clusters_found(before, 2, Labels{0, -1, -1, 1, 1, 1}, ones) == Found{0, 1});
    }
    SECTION("swallowed by one town-wide cluster: 3 of 6 is half, not more")
    {
        CHECK(clusters_found(before, 2, Labels{0, 0, 0, 0, 0, 0}, ones) == Found{0, 0});
    }
    SECTION("split in two unequal parts: the larger part counts")
    {
        CHECK(clusters_found(before, 2, Labels{0, 0, 2, 1, 1, 1}, ones) == Found{1, 1});
    }
    SECTION("nothing found at all")
    {
        CHECK(clusters_found(before, 2, Labels(6, -1), ones) == Found{0, 0});
    }
    SECTION("incidents count, not places: the place that stayed holds 9 of 11")
    {
        CHECK(clusters_found(before, 2, Labels{0, -1, -1, 1, 1, 1}, Counts{9, 1, 1, 1, 1, 1}) == Found{1, 1});
    }
    SECTION("none of its incidents was drawn")
    {
        CHECK(clusters_found(before, 2, Labels{-1, -1, -1, 1, 1, 1}, Counts{0, 0, 0, 1, 1, 1}) == Found{0, 1});
    }
}

TEST_CASE("clusters found agree with sets of incidents compared one by one", "[stability]")
{
    std::mt19937 random(4);
    for (int round = 0; round < 200; ++round) {
        const std::size_t places = 1 + random() % 30;
        Labels before(places);
        Labels after(places);
        Counts incidents(places);
        for (std::size_t i = 0; i < places; ++i) {
            before[i] = static_cast<std::int32_t>(random() % 4) - 1;
            after[i] = random() % 3 == 0 ? static_cast<std::int32_t>(random() % 4) - 1 : before[i];
            incidents[i] = static_cast<std::uint32_t>(random() % 3);
        }
        const auto members = [&](const Labels& labels, std::int32_t cluster) {
            std::set<std::pair<std::size_t, std::uint32_t>> set;
            for (std::size_t i = 0; i < places; ++i) {
                for (std::uint32_t k = 0; labels[i] == cluster && k < incidents[i]; ++k) {
                    set.insert({i, k});
                }
            }
            return set;
        };
        Found expected;
        for (std::int32_t cluster = 0; cluster < 3; ++cluster) {
            double best = 0;
            const auto mine = members(before, cluster);
            for (std::int32_t other = 0; other < 3; ++other) {
                auto either = members(after, other);
                std::size_t both = 0;
                for (const auto& incident : mine) {
                    both += either.count(incident);
                }
                either.insert(mine.begin(), mine.end());
                if (!either.empty()) {
                    best = std::max(best, static_cast<double>(both) / static_cast<double>(either.size()));
                }
            }
            expected.push_back(best > 0.5 ? 1 : 0);
        }
        CHECK(clusters_found(before, 3, after, incidents) == expected);
    }
}
