// SPDX-License-Identifier: MIT
#include "patrol_scene.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>
#include <optional>

using namespace harmspot;

namespace
{

/// The same rule the slow way: every centre of the lattice, every turn, every point, each round anew; shapes overlap
/// when their intersection, cut side by side (Sutherland & Hodgman 1974), has an area.
class Twin
{
public:
    explicit Twin(const PatrolScene& scene) : m_scene(scene), m_rules(scene.rules), m_free(scene.x.size(), true)
    {
        for (std::size_t i = 0; i < m_free.size(); ++i) {
            for (const auto& zone : m_rules.excluded) {
                m_free[i] = m_free[i] && side_of(zone, {scene.x[i], scene.y[i]}) == Side::outside;
            }
        }
    }

    std::vector<PatrolPlace> find()
    {
        std::vector<std::size_t> found(m_scene.grounds.size(), 0);
        for (const bool minima : {true, false}) {
            while (m_places.size() < m_rules.places) {
                const auto best = best_place([&](std::size_t g) {
                    return found[g] < (minima ? m_scene.grounds[g].least : m_scene.grounds[g].most);
                });
                if (!best) {
                    break;
                }
                for (const auto i : best->points) {
                    m_free[i] = false;
                }
                ++found[best->ground];
                m_places.push_back(*best);
            }
        }
        std::stable_sort(m_places.begin(), m_places.end(),
                         [](const PatrolPlace& a, const PatrolPlace& b) { return a.weight > b.weight; });
        return m_places;
    }

private:
    using Key = std::tuple<double, double, int, int, std::size_t>;

    [[nodiscard]] std::size_t turns() const
    {
        const double repeats = m_rules.shape == PatrolShape::square ? 90 : 60;
        std::size_t count = 1;
        while (m_rules.shape != PatrolShape::circle && static_cast<double>(count) * m_rules.turn_degrees < repeats) {
            ++count;
        }
        return count;
    }

    template <class Wanted>
    std::optional<PatrolPlace> best_place(const Wanted& wanted)
    {
        std::optional<PatrolPlace> best;
        Key least;
        const auto steps = [&](double metres) { return static_cast<int>(std::floor(metres / m_rules.step_m)); };
        const double reach = m_rules.size_m;
        const auto [y0, y1] = std::minmax_element(m_scene.y.begin(), m_scene.y.end());
        for (int ix = steps(m_scene.x.front() - reach); ix <= steps(m_scene.x.back() + reach) + 1; ++ix) {
            for (int iy = steps(*y0 - reach); iy <= steps(*y1 + reach) + 1; ++iy) {
                const Point centre{ix * m_rules.step_m, iy * m_rules.step_m};
                std::size_t g = 0;
                while (g < m_scene.shapes.size() && side_of(m_scene.shapes[g], centre) == Side::outside) {
                    ++g;
                }
                if (g == m_scene.shapes.size() || !wanted(g) || too_close(centre)) {
                    continue;
                }
                for (std::size_t turn = 0; turn < turns(); ++turn) {
                    auto place = weigh(centre, static_cast<double>(turn) * m_rules.turn_degrees, g);
                    const Key key{-place.weight, m_spread, ix, iy, turn};
                    if (place.weight > 0 && (!best || key < least) && fits(place)) {
                        best = std::move(place);
                        least = key;
                    }
                }
            }
        }
        return best;
    }

    [[nodiscard]] bool holds(double degrees, double dx, double dy) const
    {
        constexpr double kEdge = 1e-6;
        const double half = m_rules.size_m / 2 + kEdge;
        if (m_rules.shape == PatrolShape::circle) {
            return std::hypot(dx, dy) <= half;
        }
        const bool square = m_rules.shape == PatrolShape::square;
        const double turn = degrees * std::numbers::pi / 180;
        const double u = dx * std::cos(turn) + dy * std::sin(turn);
        const double v = dy * std::cos(turn) - dx * std::sin(turn);
        if (square) {
            return std::abs(u) <= half && std::abs(v) <= half;
        }
        const double slant = std::sqrt(3.0) / 2 * std::abs(v);
        return std::abs(u) <= half && std::abs(u) / 2 + slant <= half;
    }

    PatrolPlace weigh(Point centre, double degrees, std::size_t g)
    {
        PatrolPlace place{centre, degrees, static_cast<std::uint16_t>(g), 0, 0, {}};
        m_spread = 0;
        for (std::size_t i = 0; i < m_free.size(); ++i) {
            const double dx = m_scene.x[i] - centre.x;
            const double dy = m_scene.y[i] - centre.y;
            if (m_free[i] && m_scene.ground[i] == g && holds(degrees, dx, dy)) {
                place.weight += m_scene.weight[i];
                m_spread += m_scene.weight[i] * (dx * dx + dy * dy);
                place.incidents += m_scene.incidents[i];
                place.points.push_back(static_cast<std::uint32_t>(i));
            }
        }
        return place;
    }

    [[nodiscard]] bool too_close(Point centre) const
    {
        return std::any_of(m_places.begin(), m_places.end(), [&](const PatrolPlace& place) {
            return std::hypot(place.centre.x - centre.x, place.centre.y - centre.y) < m_rules.separation_m;
        });
    }

    /// Area of what two convex rings share.
    static double shared_m2(Ring subject, const Ring& window)
    {
        subject.pop_back();
        for (std::size_t k = 1; k < window.size(); ++k) {
            const auto a = window[k - 1];
            const auto b = window[k];
            const auto left = [&](Point p) { return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x); };
            Ring kept;
            for (std::size_t i = 0; i < subject.size(); ++i) {
                const auto p = subject[i];
                const auto q = subject[(i + 1) % subject.size()];
                if (left(p) >= 0) {
                    kept.push_back(p);
                }
                if ((left(p) < 0) != (left(q) < 0)) {
                    const double at = left(p) / (left(p) - left(q));
                    kept.push_back({p.x + at * (q.x - p.x), p.y + at * (q.y - p.y)});
                }
            }
            subject = kept;
            if (subject.size() < 3) {
                return 0;
            }
        }
        subject.push_back(subject.front());
        return signed_area(subject);
    }

    [[nodiscard]] bool fits(const PatrolPlace& place) const
    {
        constexpr double kTouchM2 = 1e-6;
        if (m_rules.shape == PatrolShape::circle) {
            return std::none_of(m_places.begin(), m_places.end(), [&](const PatrolPlace& other) {
                return place.ground == other.ground &&
                       std::hypot(place.centre.x - other.centre.x, place.centre.y - other.centre.y) <
                           m_rules.size_m - 1e-6;
            });
        }
        const auto ring = patrol_outline(m_rules, place.centre, place.turn_degrees);
        for (const auto& other : m_places) {
            if (place.ground == other.ground &&
                shared_m2(ring, patrol_outline(m_rules, other.centre, other.turn_degrees)) > kTouchM2) {
                return false;
            }
        }
        return std::none_of(m_rules.excluded.begin(), m_rules.excluded.end(),
                            [&](const MultiPolygon& zone) { return shared_m2(zone.front().outer, ring) > kTouchM2; });
    }

    const PatrolScene& m_scene;
    const PatrolPlaceRules& m_rules;
    std::vector<bool> m_free;
    std::vector<PatrolPlace> m_places;
    double m_spread = 0;
};

void check_same(const PatrolScene& scene)
{
    const auto quick = scene.find().places;
    const auto slow = Twin(scene).find();
    REQUIRE(quick.size() == slow.size());
    for (std::size_t k = 0; k < quick.size(); ++k) {
        INFO("place " << k);
        CHECK(quick[k].centre == slow[k].centre);
        CHECK(quick[k].turn_degrees == slow[k].turn_degrees);
        CHECK(quick[k].weight == slow[k].weight);
        CHECK(quick[k].incidents == slow[k].incidents);
        CHECK(quick[k].points == slow[k].points);
        CHECK(quick[k].ground == slow[k].ground);
    }
}

} // namespace

TEST_CASE("places are those of a search of every centre and turn", "[patrol]")
{
    const auto shape = GENERATE(PatrolShape::square, PatrolShape::hexagon, PatrolShape::circle);
    for (std::uint32_t seed = 1; seed <= 12; ++seed) {
        INFO(patrol_shape_text(shape) << ", seed " << seed);
        PatrolScene scene(random_rows(seed, 40, 500));
        scene.rules.shape = shape;
        scene.rules.step_m = seed % 2 == 0 ? 10 : 25;
        scene.rules.turn_degrees = seed % 3 == 0 ? 10 : 15;
        scene.rules.places = 4 + seed % 3;
        check_same(scene);
    }
}

TEST_CASE("so they are with separation, zones and quotas", "[patrol]")
{
    for (std::uint32_t seed = 21; seed <= 40; ++seed) {
        INFO("seed " << seed);
        PatrolScene scene(random_rows(seed, 50, 700));
        scene.rules.shape = seed % 2 == 0 ? PatrolShape::square : PatrolShape::hexagon;
        scene.rules.step_m = 20;
        scene.rules.turn_degrees = 15;
        scene.rules.places = 6;
        scene.rules.separation_m = seed % 3 == 0 ? 260 : 0;
        const double at = 100 + 20 * (seed % 10);
        scene.rules.excluded = {PatrolScene::rectangle(at, at, at + 90, at + 60),
                                {{{{500, 100}, {620, 180}, {540, 260}, {500, 100}}, {}}}};
        scene.cut_at(at + 50);
        scene.grounds[0].most = 2;
        scene.grounds[1].least = seed % 4;
        check_same(scene);
    }
}
