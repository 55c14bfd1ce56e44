// SPDX-License-Identifier: MIT
#include "cluster/neighbours.hpp"

#include <cmath>
#include <numeric>
#include <optional>

namespace harmspot::cluster
{

namespace
{

/// Keeps the nearest places that hold the mass wanted, and drops the farthest as soon as the rest suffice.
class MassWithin
{
public:
    MassWithin(std::span<const double> mass, double wanted) : m_mass(mass), m_wanted(wanted), m_enough(lowered(wanted))
    {
    }

    void clear()
    {
        m_held.clear();
        m_total = 0;
        m_reach = kInfinity;
    }

    [[nodiscard]] bool out_of_reach(double least, std::uint32_t /*node*/) const { return least >= m_reach; }

    void operator()(double squared_m2, std::uint32_t i)
    {
        if (squared_m2 >= m_reach) {
            return;
        }
        // More than is wanted is as good as what is wanted; capped, one huge weight cannot drown the others.
        const double mass = std::min(m_mass[i], m_wanted);
        m_total += mass;
        m_held.push_back({squared_m2, mass});
        std::push_heap(m_held.begin(), m_held.end());
        while (m_held.size() > 1 && m_total - m_held.front().mass >= m_enough) {
            m_total -= m_held.front().mass;
            std::pop_heap(m_held.begin(), m_held.end());
            m_held.pop_back();
        }
        if (m_total >= m_enough) {
            m_reach = m_held.front().squared_m2;
        }
    }

    [[nodiscard]] double reach() const { return m_reach; }

private:
    struct Held {
        double squared_m2;
        double mass;
        bool operator<(const Held& other) const { return squared_m2 < other.squared_m2; }
    };

    std::span<const double> m_mass;
    double m_wanted;
    double m_enough;
    std::vector<Held> m_held;
    double m_total = 0;
    double m_reach = kInfinity;
};

/// Keeps the k first by (distance, place).
class Nearest
{
public:
    Nearest(const PlaceTree& tree, std::size_t k) : m_tree(tree), m_k(k) {}

    void clear() { m_held.clear(); }

    [[nodiscard]] bool out_of_reach(double least, std::uint32_t /*node*/) const { return least > reach(); }

    void operator()(double squared_m2, std::uint32_t i)
    {
        const NearPlace found{squared_m2, m_tree.place[i]};
        if (m_held.size() == m_k && !(found < m_held.front())) {
            return;
        }
        m_held.push_back(found);
        std::push_heap(m_held.begin(), m_held.end());
        if (m_held.size() > m_k) {
            std::pop_heap(m_held.begin(), m_held.end());
            m_held.pop_back();
        }
    }

    [[nodiscard]] std::span<const NearPlace> in_order()
    {
        std::sort_heap(m_held.begin(), m_held.end());
        return m_held;
    }

    [[nodiscard]] double reach() const { return m_held.size() < m_k ? kInfinity : m_held.front().squared_m2; }

private:
    const PlaceTree& m_tree;
    std::size_t m_k;
    std::vector<NearPlace> m_held;
};

struct Candidate {
    double squared_m2;
    std::uint32_t i; ///< in the tree's order
};

bool nearer(const Candidate& a, const Candidate& b)
{
    return a.squared_m2 < b.squared_m2;
}

/// The places that can be neighbours of those of one leaf, gathered once for all of them: copies side by
/// side, so that each place's distances are one run through memory.
class Neighbourhood
{
public:
    /// False when there are so many that a search of its own is cheaper for each place.
    bool gather(const PlaceTree& tree, const Box& leaf, double reach_m)
    {
        m_x.clear();
        m_y.clear();
        m_i.clear();
        const double reach2 = reach_m * reach_m;
        NodeStack<std::uint32_t> waiting;
        waiting.push(0);
        while (!waiting.empty()) {
            const std::uint32_t at = waiting.pop();
            const auto& node = tree.nodes[at];
            if (least_squared(leaf, node.box) > reach2) {
                continue;
            }
            if (!node.leaf()) {
                waiting.push(node.right);
                waiting.push(at + 1);
                continue;
            }
            for (std::uint32_t i = node.first; i < node.last; ++i) {
                m_x.push_back(tree.x[i]);
                m_y.push_back(tree.y[i]);
                m_i.push_back(i);
            }
            if (m_x.size() > kMostCandidates) {
                return false;
            }
        }
        return true;
    }

    /// Those within `reach_m` of (x, y), in no order.
    std::span<Candidate> within(double x, double y, double reach_m)
    {
        const std::size_t size = m_x.size();
        m_squared_m2.resize(size);
        for (std::size_t c = 0; c < size; ++c) {
            m_squared_m2[c] = squared(m_x[c] - x, m_y[c] - y);
        }
        m_found.resize(size);
        const double reach2 = reach_m * reach_m;
        std::size_t count = 0;
        for (std::size_t c = 0; c < size; ++c) {
            m_found[count] = {m_squared_m2[c], m_i[c]};
            count += static_cast<std::size_t>(m_squared_m2[c] <= reach2); // no branch to guess wrong
        }
        return std::span(m_found).first(count);
    }

private:
    static constexpr std::size_t kMostCandidates = 1024;

    std::vector<double> m_x;
    std::vector<double> m_y;
    std::vector<std::uint32_t> m_i;
    std::vector<double> m_squared_m2;
    std::vector<Candidate> m_found;
};

/// Candidates dealt into rings of equal area, near to far. Where places lie evenly a ring gets its fair share,
/// so that putting them in order takes about one step each and no sorting.
class Rings
{
public:
    static constexpr std::size_t kRings = 64;

    /// \pre no candidate is beyond `most_squared_m2`
    void deal(std::span<const Candidate> candidates, double most_squared_m2)
    {
        const double scale = static_cast<double>(kRings - 1) / std::max(most_squared_m2, 1e-300);
        const auto ring = [scale](const Candidate& c) { return static_cast<std::size_t>(c.squared_m2 * scale); };
        std::array<std::uint32_t, kRings + 1> count{};
        for (const auto& candidate : candidates) {
            ++count[ring(candidate) + 1];
        }
        std::partial_sum(count.begin(), count.end(), m_start.begin());
        m_dealt.resize(candidates.size());
        auto next = m_start;
        for (const auto& candidate : candidates) {
            m_dealt[next[ring(candidate)]++] = candidate;
        }
    }

    std::span<Candidate> ring(std::size_t r)
    {
        return std::span(m_dealt).subspan(m_start[r], m_start[r + 1] - m_start[r]);
    }

private:
    std::array<std::uint32_t, kRings + 1> m_start{};
    std::vector<Candidate> m_dealt;
};

/// Works through `leaves` of the tree. `Job` has `search(i)`, which looks for place i's neighbours from
/// scratch, and `settle(i, candidates)`, which picks them from all places within some distance, if they
/// suffice; both return i's reach in metres.
///
/// Near places have like reaches, so what lies within a little more than the last reach nearly always
/// suffices; where it does not, nothing is lost but time.
template <class Job>
void work_through(const PlaceTree& tree, std::span<const std::uint32_t> leaves, Job& job)
{
    constexpr double kMore = 1.2;
    Neighbourhood neighbourhood;
    double last_leaf_m = kInfinity;
    for (const std::uint32_t leaf : leaves) {
        const auto& node = tree.nodes[leaf];
        const double near_m = kMore * last_leaf_m;
        const bool gathered = std::isfinite(near_m) && neighbourhood.gather(tree, node.box, near_m);
        last_leaf_m = 0;
        for (std::uint32_t i = node.first; i < node.last; ++i) {
            const auto settled_m =
                gathered ? job.settle(i, neighbourhood.within(tree.x[i], tree.y[i], near_m), near_m) : std::nullopt;
            last_leaf_m = std::max(last_leaf_m, settled_m ? *settled_m : job.search(i));
        }
    }
}

template <class MakeJob>
void for_each_leaf_block(const PlaceTree& tree, unsigned threads, const MakeJob& make_job)
{
    constexpr std::size_t kBlockLeaves = 512;
    std::vector<std::uint32_t> leaves;
    for (std::uint32_t n = 0; n < tree.nodes.size(); ++n) {
        if (tree.nodes[n].leaf()) {
            leaves.push_back(n);
        }
    }
    parallel_for(threads, (leaves.size() + kBlockLeaves - 1) / kBlockLeaves, [&](std::size_t block) {
        const std::size_t first = block * kBlockLeaves;
        auto job = make_job();
        work_through(tree, std::span(leaves).subspan(first, std::min(kBlockLeaves, leaves.size() - first)), job);
    });
}

class MassJob
{
public:
    MassJob(const PlaceTree& tree, std::span<const double> mass, double wanted, std::vector<double>& reach)
        : m_tree(tree), m_mass(mass), m_wanted(wanted), m_within(mass, wanted), m_reach(reach)
    {
    }

    double search(std::uint32_t i)
    {
        m_within.clear();
        visit_near(m_tree, m_tree.x[i], m_tree.y[i], m_within);
        m_reach[i] = m_within.reach();
        return std::sqrt(m_reach[i]);
    }

    std::optional<double> settle(std::uint32_t i, std::span<const Candidate> candidates, double within_m)
    {
        m_rings.deal(candidates, within_m * within_m);
        double mass = 0;
        for (std::size_t r = 0; r < Rings::kRings; ++r) {
            const auto ring = m_rings.ring(r);
            double with_ring = mass;
            for (const auto& candidate : ring) {
                with_ring += m_mass[candidate.i];
            }
            if (with_ring < lowered(m_wanted)) {
                mass = with_ring;
                continue;
            }
            std::sort(ring.begin(), ring.end(), nearer);
            for (const auto& candidate : ring) {
                m_reach[i] = candidate.squared_m2;
                mass += m_mass[candidate.i];
                if (mass >= lowered(m_wanted)) {
                    break;
                }
            }
            return std::sqrt(m_reach[i]);
        }
        return std::nullopt;
    }

private:
    const PlaceTree& m_tree;
    std::span<const double> m_mass;
    double m_wanted;
    MassWithin m_within;
    Rings m_rings;
    std::vector<double>& m_reach;
};

class NearestJob
{
public:
    NearestJob(const PlaceTree& tree, std::size_t k, std::vector<NearPlace>& rows)
        : m_tree(tree), m_k(k), m_nearest(tree, k), m_rows(rows)
    {
    }

    double search(std::uint32_t i)
    {
        m_nearest.clear();
        visit_near(m_tree, m_tree.x[i], m_tree.y[i], m_nearest);
        const auto held = m_nearest.in_order();
        std::copy(held.begin(), held.end(), row(i).begin());
        return std::sqrt(row(i).back().squared_m2);
    }

    std::optional<double> settle(std::uint32_t i, std::span<const Candidate> candidates, double within_m)
    {
        if (candidates.size() < m_k) {
            return std::nullopt;
        }
        m_rings.deal(candidates, within_m * within_m);
        const auto to = row(i);
        std::size_t count = 0;
        for (std::size_t r = 0; count < m_k; ++r) {
            m_found.clear();
            for (const auto& candidate : m_rings.ring(r)) {
                m_found.push_back({candidate.squared_m2, m_tree.place[candidate.i]});
            }
            std::sort(m_found.begin(), m_found.end());
            for (std::size_t f = 0; f < m_found.size() && count < m_k; ++f) {
                to[count++] = m_found[f];
            }
        }
        return std::sqrt(to.back().squared_m2);
    }

private:
    [[nodiscard]] std::span<NearPlace> row(std::uint32_t i) const { return std::span(m_rows).subspan(i * m_k, m_k); }

    const PlaceTree& m_tree;
    std::size_t m_k;
    Nearest m_nearest;
    std::vector<NearPlace>& m_rows;
    Rings m_rings;
    std::vector<NearPlace> m_found;
};

} // namespace

std::vector<double> reach_of_mass(const PlaceTree& tree, std::span<const double> mass, double wanted, unsigned threads)
{
    std::vector<double> reach(tree.size(), kInfinity);
    // Without this every place would look at every other in vain.
    if (std::accumulate(mass.begin(), mass.end(), 0.0) >= lowered(wanted)) {
        for_each_leaf_block(tree, threads, [&] { return MassJob(tree, mass, wanted, reach); });
    }
    return reach;
}

std::vector<NearPlace> nearest_places(const PlaceTree& tree, std::size_t k, unsigned threads)
{
    std::vector<NearPlace> rows(tree.size() * k);
    if (k > 0) {
        for_each_leaf_block(tree, threads, [&] { return NearestJob(tree, k, rows); });
    }
    return rows;
}

} // namespace harmspot::cluster
