// SPDX-License-Identifier: MIT
#include "harmspot/chance.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <mutex>
#include <numeric>
#include <set>

using namespace harmspot;
using Catch::Detail::Approx;

namespace
{

std::vector<Hand> hands(const Dealer& dealer, const DrawOptions& options)
{
    std::vector<Hand> all(options.draws);
    dealer.for_each_draw(options, [&](std::uint32_t draw, const Hand& hand) { all[draw] = hand; });
    return all;
}

} // namespace

TEST_CASE("excess is the log of how much likelier more there than elsewhere makes what was seen", "[chance]")
{
    // 10 of 100 where 5 were expected: 10 ln 2 + 90 ln(90/95).
    CHECK(excess(10, 5, 100) == Approx(10 * std::log(2.0) + 90 * std::log(90.0 / 95.0)));
    // All of it: nothing is left over elsewhere.
    CHECK(excess(4, 1, 4) == Approx(4 * std::log(4.0)));
    // As many as expected, fewer, and none anywhere.
    CHECK(excess(5, 5, 100) == 0);
    CHECK(excess(3, 5, 100) == 0);
    CHECK(excess(0, 0, 0) == 0);
    CHECK(excess(4, 4, 4) == 0);
    // Greater, the more there is and the less was expected.
    CHECK(excess(11, 5, 100) > excess(10, 5, 100));
    CHECK(excess(10, 4, 100) > excess(10, 5, 100));
}

TEST_CASE("a draw puts incidents where incidents happened, and no more than happened there", "[chance]")
{
    const std::vector<std::uint32_t> at{3, 0, 5, 1};
    const Dealer dealer(at, {7, 1, 2, 30}, 1);
    for (const auto& hand : hands(dealer, {.draws = 200, .seed = 5})) {
        CHECK(std::accumulate(hand.incidents.begin(), hand.incidents.end(), 0U) == 4);
        CHECK(std::accumulate(hand.weight.begin(), hand.weight.end(), 0.0) == 40);
        for (std::size_t place = 0; place < at.size(); ++place) {
            CHECK(hand.incidents[place] <= at[place]);
            CHECK((hand.weight[place] > 0) == (hand.incidents[place] > 0));
        }
    }
}

TEST_CASE("with as many weights as incidents only weights move, and all of them", "[chance]")
{
    const std::vector<std::uint32_t> at{2, 1, 1};
    std::set<std::vector<double>> seen;
    for (const auto& hand : hands(Dealer(at, {1, 2, 4, 8}, 1), {.draws = 500, .seed = 9})) {
        CHECK(hand.incidents == at);
        seen.insert(hand.weight);
    }
    CHECK(seen.size() == 12); // 4! orders, the two of the first place alike
}

TEST_CASE("every set of incidents is drawn alike often", "[chance]")
{
    // Two of five incidents on three places: ten pairs, so that places (2,0,0) come 1 in 10, (1,1,0) 4 in 10, ...
    const std::vector<std::uint32_t> at{2, 2, 1};
    std::map<std::vector<std::uint32_t>, double> seen;
    constexpr std::uint32_t kDraws = 20000;
    for (const auto& hand : hands(Dealer(at, {1, 1}, 1), {.draws = kDraws, .seed = 3})) {
        seen[hand.incidents] += 1;
    }
    const std::map<std::vector<std::uint32_t>, double> pairs{
        {{2, 0, 0}, 1}, {{0, 2, 0}, 1}, {{1, 1, 0}, 4}, {{1, 0, 1}, 2}, {{0, 1, 1}, 2}};
    REQUIRE(seen.size() == pairs.size());
    double chi_square = 0;
    for (const auto& [incidents, of_ten] : pairs) {
        const double expected = kDraws * of_ten / 10;
        chi_square += std::pow(seen.at(incidents) - expected, 2) / expected;
    }
    CHECK(chi_square < 18.47); // the 99.9 % point at 4 degrees of freedom
}

TEST_CASE("a draw depends on neither threads nor the order of rows, but on seed and stream", "[chance]")
{
    std::vector<std::uint32_t> at(50);
    std::iota(at.begin(), at.end(), 0U);
    std::vector<double> weights(100);
    std::iota(weights.begin(), weights.end(), 1.0);
    const auto weight_of = [&](std::uint32_t stream, std::uint64_t seed, unsigned threads) {
        std::vector<std::vector<double>> all;
        for (const auto& hand : hands(Dealer(at, weights, stream), {.draws = 40, .seed = seed, .threads = threads})) {
            all.push_back(hand.weight);
        }
        return all;
    };
    const auto one = weight_of(1, 1, 1);
    CHECK(weight_of(1, 1, 7) == one);
    CHECK(weight_of(2, 1, 1) != one);
    CHECK(weight_of(1, 2, 1) != one);
    std::reverse(weights.begin(), weights.end());
    CHECK(weight_of(1, 1, 1) == one);
    // The first draws are the same however many follow.
    const auto fewer = hands(Dealer(at, weights, 1), {.draws = 3, .seed = 1});
    CHECK(fewer[2].weight == one[2]);
}

TEST_CASE("draws say how far they are and stop when asked to", "[chance]")
{
    const std::vector<std::uint32_t> incidents{3, 4, 5};
    const Dealer dealer(incidents, {1, 1, 1, 1}, 1);
    for (const unsigned threads : {1U, 2U}) {
        std::vector<double> told;
        Progress progress;
        progress.on_progress = [&](std::string_view task, double fraction) {
            CHECK(task == "Asking chance");
            told.push_back(fraction);
        };
        DrawOptions options{.draws = 99, .seed = 1, .threads = threads, .progress = &progress, .task = "Asking chance"};
        dealer.for_each_draw(options, [](std::uint32_t /*draw*/, const Hand& /*hand*/) {});
        CHECK(told.size() > 10);
        CHECK(std::is_sorted(told.begin(), told.end()));
        CHECK(told.front() == 0);
        CHECK(told.back() == 1);
        std::atomic<int> drawn{0};
        progress.should_stop = [&] { return drawn >= 20; };
        CHECK_THROWS_AS(dealer.for_each_draw(options, [&](std::uint32_t /*draw*/, const Hand& /*hand*/) { ++drawn; }),
                        Interrupted);
        CHECK(drawn < 60); // what was begun is ended, no more
    }
}

TEST_CASE("more incidents than there are cannot be dealt", "[chance]")
{
    const std::vector<std::uint32_t> at{1, 1};
    CHECK_THROWS_AS(Dealer(at, {1, 1, 1}, 1), std::invalid_argument);
    // None of none is no draw's fault.
    for (const auto& hand : hands(Dealer({}, {}, 1), {.draws = 2})) {
        CHECK(hand.incidents.empty());
    }
}

TEST_CASE("p counts the draws that did as well, and the map that was seen among them", "[chance]")
{
    const GreatestOfDraws draws{{3, 1, 4, 1, 5, 9, 2, 6, 5}};
    CHECK(draws.p_value(10) == 0.1);
    CHECK(draws.p_value(9) == 0.2); // as great counts as at least as great
    CHECK(draws.p_value(5) == 0.5);
    CHECK(draws.p_value(0) == 1);
    // Sums of the same weights in another order differ in their last digits.
    CHECK(draws.p_value(9 * (1 + 1e-13)) == 0.2);
    CHECK(draws.p_value(9 * (1 + 1e-6)) == 0.1);
}

TEST_CASE("what is to be beaten is the greatest excess that is not significant", "[chance]")
{
    const GreatestOfDraws draws{{3, 1, 4, 1, 5, 9, 2, 6, 5}};
    for (const double alpha : {0.1, 0.2, 0.25, 0.3, 0.5, 0.9}) {
        INFO(alpha);
        const auto to_beat = draws.to_beat(alpha);
        REQUIRE(to_beat);
        CHECK(draws.p_value(*to_beat) > alpha);
        CHECK(draws.p_value(*to_beat * 1.001) <= alpha);
    }
    CHECK_FALSE(draws.to_beat(0.09)); // nine draws cannot give a p of 0.09
    CHECK_FALSE(GreatestOfDraws().to_beat(0.5));
}
