// SPDX-License-Identifier: MIT
#include "run_folder.hpp"

#include "run/significance.hpp"
#include "significance/philox.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace harmspot;
using Catch::Detail::Approx;
using significance::Philox;

namespace
{

/// A method with its usual keys save those given.
HotspotEntry entry_of(const std::string& method, const ParamValues& changed)
{
    HotspotEntry entry;
    entry.name = method;
    entry.method = method;
    for (const auto& key : find_method(method)->keys) {
        if (key.fallback) {
            entry.params[key.name] = *key.fallback;
        }
    }
    for (const auto& [name, value] : changed) {
        entry.params[name] = value;
    }
    return entry;
}

/// A small sample force, read once.
struct Force {
    SampleRun sample{"force", 3000};
    RunConfig config = sample.config("out");
    RunData data;

    Force()
    {
        config.themes.resize(1);
        Stopwatch watch;
        data = prepare(config, {}, {}, watch);
    }
    static const Force& read()
    {
        static const Force force;
        return force;
    }
};

/// The sample force with a theme that is what a test makes it.
class Scene
{
public:
    explicit Scene(HotspotEntry entry, std::uint32_t draws = 19)
        : m_config(Force::read().config), m_data(Force::read().data)
    {
        entry.significance_draws = draws;
        m_config.hotspots = {std::move(entry)};
        m_options.threads = 1;
        m_detector.emplace(m_config, m_options, m_data, m_progress);
        for (std::uint32_t row = 0; row < m_data.read.incidents.size(); ++row) {
            const auto place = m_data.read.incidents.place[row];
            if (place != kNoPlace && m_data.in_study[place] != 0) {
                m_located.push_back(row);
            }
        }
    }

    /// Rows inside the study area, in an order that `number` shuffles.
    [[nodiscard]] std::vector<std::uint32_t> shuffled(std::uint32_t number) const
    {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> keyed;
        for (std::uint32_t i = 0; i < m_located.size(); ++i) {
            keyed.emplace_back(Philox::at(i, number, 4711).low, m_located[i]);
        }
        std::sort(keyed.begin(), keyed.end());
        std::vector<std::uint32_t> rows;
        for (const auto& [key, row] : keyed) {
            rows.push_back(row);
        }
        return rows;
    }

    /// Makes these rows the theme, row i of them weighing `weight(i)`.
    template <class Weight>
    void set_theme(const std::vector<std::uint32_t>& rows, const Weight& weight)
    {
        std::fill(m_data.theme_bits.begin(), m_data.theme_bits.end(), 0);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            m_data.theme_bits[rows[i]] = 1;
            m_data.weight[rows[i]] = weight(i);
            m_data.harm.harm[rows[i]] = weight(i);
        }
        m_data.totals[0].incidents = rows.size();
        m_data.totals[0].no_coordinates = 0;
    }

    [[nodiscard]] Point position(std::uint32_t row) const
    {
        const auto place = m_data.read.incidents.place[row];
        return {m_data.read.incidents.places.x[place], m_data.read.incidents.places.y[place]};
    }
    /// Rows within `metres` of the row's place, itself among them.
    [[nodiscard]] std::vector<std::uint32_t> near(std::uint32_t row, double metres) const
    {
        std::vector<std::uint32_t> rows;
        for (const auto other : m_located) {
            if (std::hypot(position(other).x - position(row).x, position(other).y - position(row).y) <= metres) {
                rows.push_back(other);
            }
        }
        return rows;
    }
    /// The row with most others near it.
    [[nodiscard]] std::uint32_t busiest(double metres) const
    {
        std::uint32_t busiest = m_located.front();
        std::size_t most = 0;
        for (const auto row : m_located) {
            if (const auto here = near(row, metres).size(); here > most) {
                most = here;
                busiest = row;
            }
        }
        return busiest;
    }

    [[nodiscard]] Found found() const { return m_detector->detect(kJob); }
    [[nodiscard]] HotspotChance chance() const
    {
        return chance_of(m_config, m_options, m_data, *m_detector, kJob, found(), std::nullopt);
    }
    [[nodiscard]] const RunData& data() const { return m_data; }
    [[nodiscard]] const HotspotRules& rules() const { return m_config.hotspots[0].rules; }
    [[nodiscard]] const std::vector<std::uint32_t>& located() const { return m_located; }
    void set_threads(unsigned threads) { m_options.threads = threads; }
    /// Of one seed the draws are always the same, and then some p are likelier than others.
    void set_seed(std::uint64_t seed) { m_config.seed = seed; }
    /// Rows with a position, inside the study area or not.
    [[nodiscard]] std::vector<std::uint32_t> all_with_position() const
    {
        std::vector<std::uint32_t> rows;
        for (std::uint32_t row = 0; row < m_data.read.incidents.size(); ++row) {
            if (m_data.read.incidents.place[row] != kNoPlace) {
                rows.push_back(row);
            }
        }
        return rows;
    }

    static constexpr Job kJob{0, 0, Version::harm};

private:
    RunConfig m_config;
    RunData m_data;
    RunOptions m_options;
    Progress m_progress;
    std::optional<Detector> m_detector;
    std::vector<std::uint32_t> m_located;
};

/// Each method so set that a few hundred of the sample's incidents have clusters in them.
std::vector<HotspotEntry> entries()
{
    return {entry_of("kde", {{"cell_m", 500.0}, {"bandwidth_m", 400.0}}),
            entry_of("dbscan", {{"eps_m", 300.0}, {"min_incidents", 4.0}, {"min_weight", 0.0}}),
            entry_of("dbscan", {{"min_incidents", 4.0}}), // with an eps that is taken from the data, once
            entry_of("hdbscan", {{"min_incidents", 4.0},
                                 {"core_incidents", std::int64_t{3}},
                                 {"core_weight", 0.0},
                                 {"min_weight", 0.0},
                                 {"max_extent_m", 2000.0}}),
            entry_of("nnh", {{"distance_m", 300.0}, {"min_incidents", std::int64_t{4}}, {"min_weight", 0.0}})};
}

double greatest(const ChanceTest& test)
{
    return test.excess.empty() ? 0 : *std::max_element(test.excess.begin(), test.excess.end());
}

/// The least p that any hotspot on the map may have.
double least_p(const ChanceTest& test)
{
    REQUIRE(test.not_applicable.empty());
    return test.draws.p_value(greatest(test));
}

/// Some heavy-tailed weight: most under 10, some in the thousands.
double heavy(std::uint32_t i, std::uint32_t number)
{
    return std::exp(8.0 * std::pow((Philox::at(i, number, 99).low + 0.5) / 4294967296.0, 3));
}

/// P(p <= alpha) <= alpha at every alpha that can be had, within what so many trials can tell.
void check_valid(const std::vector<double>& p, std::uint32_t draws)
{
    const auto trials = static_cast<double>(p.size());
    for (std::uint32_t k = 1; k <= draws + 1; ++k) {
        const double alpha = k / (draws + 1.0);
        const auto at_most = static_cast<double>(
            std::count_if(p.begin(), p.end(), [&](double one) { return one <= alpha * (1 + 1e-12); }));
        INFO(alpha);
        CHECK(at_most <= trials * alpha + 3 * std::sqrt(trials * alpha * (1 - alpha)));
    }
}

#if defined(__SANITIZE_ADDRESS__)
constexpr std::uint32_t kTrials = 20; // with sanitizers bad memory is looked for, not frequencies
#else
constexpr std::uint32_t kTrials = 150;
#endif
constexpr std::uint32_t kDraws = 19;
constexpr std::size_t kTheme = 250;

} // namespace

TEST_CASE("when chance picks the theme's incidents, p is at most alpha no more often than alpha", "[chance]")
{
    for (const auto& entry : entries()) {
        INFO(entry.method);
        Scene scene(entry, kDraws);
        std::vector<double> p;
        for (std::uint32_t trial = 0; trial < kTrials; ++trial) {
            auto rows = scene.shuffled(trial);
            rows.resize(kTheme);
            scene.set_theme(rows, [&](std::size_t i) { return heavy(static_cast<std::uint32_t>(i), trial); });
            scene.set_seed(trial);
            p.push_back(least_p(scene.chance().incidents));
        }
        check_valid(p, kDraws);
        // And it is no empty promise: chance does reach it now and then.
        CHECK(std::count_if(p.begin(), p.end(), [](double one) { return one <= 0.2; }) > 0);
    }
}

TEST_CASE("when chance deals the weights, p_value_harm is at most alpha no more often than alpha", "[chance]")
{
    for (const auto& entry : entries()) {
        INFO(entry.method);
        Scene scene(entry, kDraws);
        // A theme that is thick in some places: weights must not be judged by how many incidents lie there.
        auto rows = scene.shuffled(1);
        rows.resize(kTheme);
        const auto thick = scene.near(scene.busiest(400), 400);
        rows.insert(rows.end(), thick.begin(), thick.end());
        std::sort(rows.begin(), rows.end());
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
        std::vector<double> p;
        for (std::uint32_t trial = 0; trial < kTrials; ++trial) {
            scene.set_theme(rows, [&](std::size_t i) { return heavy(static_cast<std::uint32_t>(i), 1000 + trial); });
            scene.set_seed(trial);
            p.push_back(least_p(scene.chance().harm));
        }
        check_valid(p, kDraws);
        CHECK(std::count_if(p.begin(), p.end(), [](double one) { return one <= 0.2; }) > 0);
    }
}

TEST_CASE("a place where every incident is the theme's is found, and graver ones at another", "[chance]")
{
    for (const auto& entry : entries()) {
        INFO(entry.method);
        Scene scene(entry, 99);
        auto rows = scene.shuffled(7);
        rows.resize(kTheme);
        const auto planted = scene.near(scene.busiest(300), 300);
        REQUIRE(planted.size() >= 10);
        rows.insert(rows.end(), planted.begin(), planted.end());
        std::sort(rows.begin(), rows.end());
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
        const auto is_planted = [&](std::uint32_t row) {
            return std::find(planted.begin(), planted.end(), row) != planted.end();
        };
        scene.set_theme(rows, [&](std::size_t i) { return 1 + 0.01 * static_cast<double>(rows[i] % 7); });
        auto chance = scene.chance();
        CHECK(least_p(chance.incidents) == 0.01);
        CHECK(least_p(chance.harm) > 0.05); // as many as that, but no graver
        scene.set_theme(rows, [&](std::size_t i) { return is_planted(rows[i]) ? 10.0 : 1.0; });
        chance = scene.chance();
        CHECK(least_p(chance.harm) == 0.01);
    }
}

TEST_CASE("a cluster's excess is that of the incidents inside its polygon", "[chance]")
{
    for (const auto& entry : entries()) {
        if (entry.method == "kde") {
            continue; // by plain sums in kernel_window_test.cpp
        }
        INFO(entry.method);
        Scene scene(entry);
        auto rows = scene.shuffled(3);
        rows.resize(600);
        scene.set_theme(rows, [&](std::size_t i) { return heavy(static_cast<std::uint32_t>(i), 3); });
        const auto found = scene.found();
        const auto chance = scene.chance();
        const auto& data = scene.data();
        HotspotContext context;
        context.places = &data.read.incidents.places;
        context.locations = &data.read.incidents.locations;
        context.layers = &data.layers;
        context.area_of_place = &data.area_of_place;
        Scope whole;
        whole.shape = &data.study.shape;
        auto rules = scene.rules();
        rules.least_incidents = 1;
        rules.least_places = 1;
        auto list = hotspots_from_clusters(std::get<Clusters>(found.detection), found.places.place, found.rows, rules,
                                           whole, context);
        REQUIRE(list.hotspots.size() > 3);
        add_chance(list, chance);
        const double total = static_cast<double>(rows.size());
        const double mean = std::accumulate(found.rows.weight.begin(), found.rows.weight.end(), 0.0) / total;
        for (const auto& hotspot : list.hotspots) {
            double all = 0;
            for (const auto row : scene.located()) {
                all += side_of(hotspot.shape, scene.position(row)) != Side::outside ? 1 : 0;
            }
            const auto held = static_cast<double>(hotspot.incidents);
            const double expected = total * all / static_cast<double>(scene.located().size());
            CHECK(chance.incidents.excess.at(*hotspot.cluster) == Approx(excess(held, expected, total)).margin(1e-9));
            CHECK(chance.harm.excess.at(*hotspot.cluster) ==
                  Approx(excess(hotspot.harm / mean, held, total)).margin(1e-6));
            CHECK(hotspot.significance->p_value ==
                  chance.incidents.draws.p_value(chance.incidents.excess[*hotspot.cluster]));
        }
    }
}

TEST_CASE("p-values depend on neither threads nor the order of rows", "[chance]")
{
    for (const auto& entry : entries()) {
        INFO(entry.method);
        Scene scene(entry);
        auto rows = scene.shuffled(5);
        rows.resize(kTheme);
        scene.set_theme(rows, [&](std::size_t i) { return heavy(static_cast<std::uint32_t>(i), 5); });
        const auto one = scene.chance();
        scene.set_threads(5);
        const auto five = scene.chance();
        CHECK(five.incidents.draws.excess == one.incidents.draws.excess);
        CHECK(five.incidents.excess == one.incidents.excess);
        CHECK(five.harm.draws.excess == one.harm.draws.excess);
        CHECK(five.harm.excess == one.harm.excess);
    }
}

TEST_CASE("questions that cannot be asked say why", "[chance]")
{
    for (const auto& entry : entries()) {
        INFO(entry.method);
        Scene scene(entry);
        // The theme is everything: there are no others. Equal weights: harm says no more than number.
        scene.set_theme(scene.all_with_position(), [](std::size_t /*i*/) { return 2.5; });
        auto chance = scene.chance();
        CHECK_FALSE(chance.incidents.not_applicable.empty());
        CHECK_FALSE(chance.harm.not_applicable.empty());
        // No incident at all.
        scene.set_theme({}, [](std::size_t /*i*/) { return 1.0; });
        chance = scene.chance();
        CHECK_FALSE(chance.incidents.not_applicable.empty());
        CHECK_FALSE(chance.harm.not_applicable.empty());
        // One: it lies somewhere, and chance puts it somewhere too.
        scene.set_theme({scene.located().front()}, [](std::size_t /*i*/) { return 1.0; });
        chance = scene.chance();
        CHECK(least_p(chance.incidents) > 0.05);
        CHECK_FALSE(chance.harm.not_applicable.empty());
        // None of them weighs anything.
        auto rows = scene.shuffled(2);
        rows.resize(kTheme);
        scene.set_theme(rows, [](std::size_t /*i*/) { return 0.0; });
        chance = scene.chance();
        CHECK(chance.incidents.not_applicable.empty());
        CHECK_FALSE(chance.harm.not_applicable.empty());
    }
}

TEST_CASE("one huge weight is somewhere in every draw, so it alone is not significant", "[chance]")
{
    for (const auto& entry : entries()) {
        INFO(entry.method);
        Scene scene(entry, 39);
        auto rows = scene.shuffled(8);
        rows.resize(kTheme);
        // On an incident that no other of the theme is near: the most that it can stand out.
        scene.set_theme(rows, [](std::size_t i) { return i == 0 ? 1e6 : 1.0; });
        const auto chance = scene.chance();
        REQUIRE(chance.harm.not_applicable.empty());
        CHECK(least_p(chance.harm) > 0.05);
    }
}
