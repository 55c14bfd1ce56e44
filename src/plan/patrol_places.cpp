// SPDX-License-Identifier: MIT
#include "geo/shape_index.hpp"
#include "plan/patrol_shapes.hpp"

#include <algorithm>
#include <cmath>
#include <queue>
#include <stdexcept>
#include <tuple>
#include <unordered_map>

namespace harmspot
{

namespace
{

/// A square of 2^6 by 2^6 centres is where the halving starts.
constexpr int kFirstLevel = 6;
/// Sums of the same weights in another order differ by less than this share.
constexpr double kRoundingRoom = 1e-11;
/// Bounds are looked up in buckets of this many metres.
constexpr double kBucketM = 100;

/// What the search has yet to look at, or one place that it has.
struct Entry {
    double weight = 0; ///< held; of what is not looked at, no less than any place in it
    double spread = 0; ///< weight × squared distance from the centre, summed; places alone
    std::int32_t ix = 0;
    std::int32_t iy = 0; ///< centre, or the least of 2^level by 2^level, in steps
    std::uint32_t round = 0;
    std::uint16_t turn = 0;
    std::uint16_t ground = 0;
    std::int8_t level = 0;
    bool looked_at = false;
};

struct Later {
    bool operator()(const Entry& a, const Entry& b) const
    {
        if (a.weight != b.weight) {
            return a.weight < b.weight;
        }
        // A tie may yet hide in what is not looked at.
        if (a.looked_at != b.looked_at) {
            return a.looked_at;
        }
        return std::tie(a.spread, a.ix, a.iy, a.turn) > std::tie(b.spread, b.ix, b.iy, b.turn);
    }
};

/// Points by square bucket.
class Buckets
{
public:
    explicit Buckets(const PlacesView& points) : m_points(points) {}

    void add(std::uint32_t point)
    {
        m_buckets[key(index(m_points.x[point]), index(m_points.y[point]))].push_back(point);
    }

    template <class Visit>
    void each(const Box& box, const Visit& visit) const
    {
        for (auto bx = index(box.min_x); bx <= index(box.max_x); ++bx) {
            for (auto by = index(box.min_y); by <= index(box.max_y); ++by) {
                const auto found = m_buckets.find(key(bx, by));
                if (found != m_buckets.end()) {
                    std::for_each(found->second.begin(), found->second.end(), visit);
                }
            }
        }
    }

private:
    static std::int32_t index(double metres) { return static_cast<std::int32_t>(std::floor(metres / kBucketM)); }
    static std::uint64_t key(std::int32_t bx, std::int32_t by)
    {
        return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(bx)) << 32) | static_cast<std::uint32_t>(by);
    }

    const PlacesView& m_points;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> m_buckets;
};

class Search
{
public:
    Search(const PlacesView& points, std::span<const std::uint16_t> ground, std::span<const PatrolGround> grounds,
           const PatrolPlaceRules& rules)
        : m_points(points), m_ground(ground), m_grounds(grounds), m_rules(rules), m_shapes(rules), m_buckets(points),
          m_free(points.size(), 0), m_found_in(grounds.size(), 0)
    {
        for (const auto& one : grounds) {
            m_outlines.emplace_back(*one.shape);
        }
        for (const auto& zone : rules.excluded) {
            m_zone_boxes.push_back(bounds(zone));
        }
        add_points();
        add_roots();
    }

    PatrolPlaces search()
    {
        m_minima = true;
        take_places();
        m_minima = false;
        for (const auto& entry : m_aside) {
            m_queue.push(entry);
        }
        m_aside.clear();
        take_places();
        std::stable_sort(m_result.places.begin(), m_result.places.end(),
                         [](const PatrolPlace& a, const PatrolPlace& b) { return a.weight > b.weight; });
        return std::move(m_result);
    }

private:
    void add_points()
    {
        for (std::uint32_t i = 0; i < m_points.size(); ++i) {
            if (m_ground[i] >= m_grounds.size()) {
                continue;
            }
            if (in_zone({m_points.x[i], m_points.y[i]})) {
                ++m_result.excluded_points;
                m_result.excluded_incidents += m_points.incidents[i];
                m_result.excluded_weight += m_points.weight[i];
                continue;
            }
            m_free[i] = 1;
            m_buckets.add(i);
        }
    }

    [[nodiscard]] bool in_zone(Point p) const
    {
        for (std::size_t k = 0; k < m_zone_boxes.size(); ++k) {
            if (m_zone_boxes[k].contains(p) && side_of(m_rules.excluded[k], p) != Side::outside) {
                return true;
            }
        }
        return false;
    }

    void add_roots()
    {
        const double side = m_rules.step_m * (1 << kFirstLevel);
        const double reach = m_shapes.reach_m();
        std::vector<std::pair<std::int32_t, std::int32_t>> roots;
        const auto index = [&](double metres) { return static_cast<std::int32_t>(std::floor(metres / side)); };
        for (std::uint32_t i = 0; i < m_points.size(); ++i) {
            if (m_free[i] == 0) {
                continue;
            }
            for (auto x = index(m_points.x[i] - reach); x <= index(m_points.x[i] + reach); ++x) {
                for (auto y = index(m_points.y[i] - reach); y <= index(m_points.y[i] + reach); ++y) {
                    roots.emplace_back(x * (1 << kFirstLevel), y * (1 << kFirstLevel));
                }
            }
        }
        std::sort(roots.begin(), roots.end());
        roots.erase(std::unique(roots.begin(), roots.end()), roots.end());
        for (const auto& [ix, iy] : roots) {
            push_bound({0, 0, ix, iy, 0, 0, 0, kFirstLevel, false}, near(box_of(ix, iy, kFirstLevel)));
        }
    }

    [[nodiscard]] Box box_of(std::int32_t ix, std::int32_t iy, int level) const
    {
        const double last = (1 << level) - 1;
        return {ix * m_rules.step_m, iy * m_rules.step_m, (ix + last) * m_rules.step_m, (iy + last) * m_rules.step_m};
    }

    /// Free points within reach of some point of the box, in no order.
    const std::vector<std::uint32_t>& near(const Box& box)
    {
        m_near.clear();
        const double reach = m_shapes.reach_m() + PatrolShapes::kEdgeM;
        m_buckets.each(box.grown(reach), [&](std::uint32_t i) {
            if (m_free[i] != 0 && within(box, i, reach)) {
                m_near.push_back(i);
            }
        });
        return m_near;
    }

    [[nodiscard]] bool within(const Box& box, std::uint32_t i, double reach) const
    {
        const double dx = std::max({box.min_x - m_points.x[i], m_points.x[i] - box.max_x, 0.0});
        const double dy = std::max({box.min_y - m_points.y[i], m_points.y[i] - box.max_y, 0.0});
        return dx * dx + dy * dy <= reach * reach * (1 + kRoundingRoom);
    }

    /// `points` are those near the entry, or more.
    void push_bound(Entry entry, const std::vector<std::uint32_t>& points)
    {
        const auto box = box_of(entry.ix, entry.iy, entry.level);
        const double reach = m_shapes.reach_m() + 2 * PatrolShapes::kEdgeM;
        double sum = 0;
        for (const auto i : points) {
            sum += within(box, i, reach) ? m_points.weight[i] : 0.0;
        }
        if (sum > 0) {
            entry.weight = sum * (1 + kRoundingRoom);
            m_queue.push(entry);
        }
    }

    void halve(const Entry& entry)
    {
        const auto& points = near(box_of(entry.ix, entry.iy, entry.level));
        const std::int32_t half = 1 << (entry.level - 1);
        for (const std::int32_t x : {0, half}) {
            for (const std::int32_t y : {0, half}) {
                push_bound(
                    {0, 0, entry.ix + x, entry.iy + y, 0, 0, 0, static_cast<std::int8_t>(entry.level - 1), false},
                    points);
            }
        }
    }

    [[nodiscard]] Point centre_of(const Entry& entry) const
    {
        return {entry.ix * m_rules.step_m, entry.iy * m_rules.step_m};
    }

    [[nodiscard]] std::uint16_t ground_at(Point p) const
    {
        for (std::size_t g = 0; g < m_outlines.size(); ++g) {
            if (m_outlines[g].side_of(p) != Side::outside) {
                return static_cast<std::uint16_t>(g);
            }
        }
        return kNowhere;
    }

    [[nodiscard]] bool wants_more(std::uint16_t ground) const
    {
        return m_found_in[ground] < (m_minima ? m_grounds[ground].least : m_grounds[ground].most);
    }

    /// The best place about one centre goes back into the queue, to be taken when nothing else may be better.
    void look_at(Entry entry)
    {
        const auto centre = centre_of(entry);
        if (!entry.looked_at) {
            entry.ground = ground_at(centre);
        }
        if (entry.ground == kNowhere || m_found_in[entry.ground] >= m_grounds[entry.ground].most || too_close(centre)) {
            return;
        }
        auto& points = m_own;
        points.clear();
        for (const auto i : near({centre.x, centre.y, centre.x, centre.y})) {
            if (m_ground[i] == entry.ground) {
                points.push_back(i);
            }
        }
        std::sort(points.begin(), points.end());
        entry.weight = 0;
        entry.looked_at = true;
        entry.round = m_round;
        gather_neighbours(entry);
        for (std::size_t turn = 0; turn < m_shapes.turns(); ++turn) {
            Entry one = entry;
            one.turn = static_cast<std::uint16_t>(turn);
            weigh(centre, points, one);
            const bool better = one.weight > entry.weight || (one.weight == entry.weight && one.spread < entry.spread);
            if (one.weight > 0 && better && fits(centre, turn)) {
                entry = one;
            }
        }
        if (entry.weight > 0) {
            m_queue.push(entry);
        }
    }

    void weigh(Point centre, const std::vector<std::uint32_t>& points, Entry& entry) const
    {
        entry.weight = 0;
        entry.spread = 0;
        for (const auto i : points) {
            const double dx = m_points.x[i] - centre.x;
            const double dy = m_points.y[i] - centre.y;
            if (m_shapes.holds(entry.turn, dx, dy)) {
                entry.weight += m_points.weight[i];
                entry.spread += m_points.weight[i] * (dx * dx + dy * dy);
            }
        }
    }

    [[nodiscard]] bool too_close(Point centre) const
    {
        const double least = m_rules.separation_m;
        return least > 0 && std::any_of(m_taken.begin(), m_taken.end(), [&](const Entry& taken) {
                   const auto there = centre_of(taken);
                   return std::hypot(there.x - centre.x, there.y - centre.y) < least;
               });
    }

    /// Places taken and zones that a place there could reach into. What reaches over a ground's border is cut off, so
    /// places of two grounds never overlap.
    void gather_neighbours(const Entry& entry)
    {
        const auto centre = centre_of(entry);
        m_near_taken.clear();
        m_near_zones.clear();
        const double reach = 2 * m_shapes.reach_m();
        for (const auto& taken : m_taken) {
            const auto there = centre_of(taken);
            if (taken.ground == entry.ground && std::abs(there.x - centre.x) < reach &&
                std::abs(there.y - centre.y) < reach) {
                m_near_taken.push_back(&taken);
            }
        }
        for (std::size_t k = 0; k < m_zone_boxes.size(); ++k) {
            if (m_zone_boxes[k].grown(m_shapes.reach_m()).contains(centre)) {
                m_near_zones.push_back(k);
            }
        }
    }

    [[nodiscard]] bool fits(Point centre, std::size_t turn) const
    {
        for (const auto* taken : m_near_taken) {
            const auto there = centre_of(*taken);
            if (m_shapes.overlap(turn, taken->turn, there.x - centre.x, there.y - centre.y)) {
                return false;
            }
        }
        return std::none_of(m_near_zones.begin(), m_near_zones.end(),
                            [&](std::size_t k) { return m_shapes.reaches_into(turn, centre, m_rules.excluded[k]); });
    }

    /// Whether no place taken since the entry was looked at can have changed it.
    [[nodiscard]] bool still_true(const Entry& entry) const
    {
        const auto centre = centre_of(entry);
        const double reach = std::max(2 * m_shapes.reach_m(), m_rules.separation_m) + 1;
        return std::all_of(m_taken.begin() + entry.round, m_taken.end(), [&](const Entry& taken) {
            const auto there = centre_of(taken);
            return std::hypot(there.x - centre.x, there.y - centre.y) > reach;
        });
    }

    [[nodiscard]] bool done() const
    {
        if (m_result.places.size() >= m_rules.places) {
            return true;
        }
        for (std::uint16_t g = 0; g < m_grounds.size(); ++g) {
            if (wants_more(g)) {
                return false;
            }
        }
        return true;
    }

    void take_places()
    {
        while (!m_queue.empty() && !done()) {
            const Entry entry = m_queue.top();
            m_queue.pop();
            if (entry.level > 0) {
                halve(entry);
            } else if (!entry.looked_at) {
                look_at(entry);
            } else if (!wants_more(entry.ground)) {
                if (m_minima && m_found_in[entry.ground] < m_grounds[entry.ground].most) {
                    m_aside.push_back(entry);
                }
            } else if (still_true(entry)) {
                take(entry);
            } else {
                look_at(entry);
            }
        }
    }

    void take(const Entry& entry)
    {
        const auto centre = centre_of(entry);
        PatrolPlace place;
        place.centre = centre;
        place.turn_degrees = m_shapes.degrees(entry.turn);
        place.ground = entry.ground;
        place.weight = entry.weight;
        for (const auto i : near({centre.x, centre.y, centre.x, centre.y})) {
            if (m_ground[i] == entry.ground &&
                m_shapes.holds(entry.turn, m_points.x[i] - centre.x, m_points.y[i] - centre.y)) {
                place.points.push_back(i);
            }
        }
        std::sort(place.points.begin(), place.points.end());
        for (const auto i : place.points) {
            m_free[i] = 0;
            place.incidents += m_points.incidents[i];
        }
        m_result.places.push_back(std::move(place));
        m_taken.push_back(entry);
        ++m_found_in[entry.ground];
        ++m_round;
    }

    static constexpr std::uint16_t kNowhere = std::numeric_limits<std::uint16_t>::max();

    PlacesView m_points;
    std::span<const std::uint16_t> m_ground;
    std::span<const PatrolGround> m_grounds;
    const PatrolPlaceRules& m_rules;
    PatrolShapes m_shapes;
    Buckets m_buckets;
    std::vector<ShapeIndex> m_outlines; ///< of the grounds
    std::vector<Box> m_zone_boxes;
    std::vector<std::uint8_t> m_free; ///< per point: 1 = counts and is not held yet
    std::vector<std::size_t> m_found_in;
    std::vector<Entry> m_taken; ///< in the order of taking; a round each
    std::uint32_t m_round = 0;
    bool m_minima = false; ///< only grounds under their least are looked at
    std::priority_queue<Entry, std::vector<Entry>, Later> m_queue;
    std::vector<Entry> m_aside; ///< in grounds that have their least
    PatrolPlaces m_result;
    std::vector<std::uint32_t> m_near; ///< kept for their memory
    std::vector<std::uint32_t> m_own;
    std::vector<const Entry*> m_near_taken;
    std::vector<std::size_t> m_near_zones;
};

} // namespace

PatrolPlaces find_patrol_places(const PlacesView& points, std::span<const std::uint16_t> ground,
                                std::span<const PatrolGround> grounds, const PatrolPlaceRules& rules)
{
    if (ground.size() != points.size() || grounds.size() >= std::numeric_limits<std::uint16_t>::max()) {
        throw std::invalid_argument("find_patrol_places: a ground for every point, and at most 65,534 grounds");
    }
    return Search(points, ground, grounds, rules).search();
}

} // namespace harmspot
