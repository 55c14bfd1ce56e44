// SPDX-License-Identifier: MIT
#include "cluster/place_tree.hpp"

#include <bit>
#include <utility>

namespace harmspot::cluster
{

namespace
{

constexpr std::uint32_t kLeafPlaces = 12;

struct Coded {
    std::uint64_t code;
    std::uint32_t place;
};

/// Every second bit of the result, from the lowest on.
std::uint64_t spread(std::uint32_t value) noexcept
{
    std::uint64_t bits = value;
    bits = (bits | bits << 16) & 0x0000FFFF0000FFFF;
    bits = (bits | bits << 8) & 0x00FF00FF00FF00FF;
    bits = (bits | bits << 4) & 0x0F0F0F0F0F0F0F0F;
    bits = (bits | bits << 2) & 0x3333333333333333;
    bits = (bits | bits << 1) & 0x5555555555555555;
    return bits;
}

std::uint32_t quantized(double offset, double scale) noexcept
{
    constexpr double kMost = 4294967295.0;
    const double value = offset * scale;
    return value > 0 ? static_cast<std::uint32_t>(std::min(value, kMost)) : 0;
}

std::vector<Coded> coded(std::span<const double> x, std::span<const double> y)
{
    const auto [min_x, max_x] = std::minmax_element(x.begin(), x.end());
    const auto [min_y, max_y] = std::minmax_element(y.begin(), y.end());
    const double extent = std::max(*max_x - *min_x, *max_y - *min_y);
    const double scale = extent > 0 ? 4294967295.0 / extent : 0;
    std::vector<Coded> result(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        const auto column = spread(quantized(x[i] - *min_x, scale));
        const auto row = spread(quantized(y[i] - *min_y, scale));
        result[i] = {column | row << 1, static_cast<std::uint32_t>(i)};
    }
    return result;
}

/// Radix sort by code; equal codes keep their order.
void sort_by_code(std::vector<Coded>& items)
{
    constexpr unsigned kBits = 11;
    constexpr std::size_t kDigits = std::size_t{1} << kBits;
    std::vector<Coded> other(items.size());
    for (unsigned shift = 0; shift < 64; shift += kBits) {
        const auto digit = [shift](const Coded& item) { return item.code >> shift & (kDigits - 1); };
        std::array<std::size_t, kDigits> start{};
        for (const auto& item : items) {
            ++start[digit(item)];
        }
        std::size_t sum = 0;
        for (auto& count : start) {
            sum += std::exchange(count, sum);
        }
        for (const auto& item : items) {
            other[start[digit(item)]++] = item;
        }
        items.swap(other);
    }
}

/// Where [first, last) is cut: at the highest bit in which its codes differ, or in the middle when they
/// are all the same.
std::uint32_t cut(const std::vector<Coded>& items, std::uint32_t first, std::uint32_t last)
{
    const std::uint64_t differing = items[first].code ^ items[last - 1].code;
    if (differing == 0) {
        return first + (last - first) / 2;
    }
    const std::uint64_t bit = std::bit_floor(differing);
    const auto begin = items.begin();
    const auto at =
        std::partition_point(begin + first, begin + last, [bit](const Coded& c) { return !(c.code & bit); });
    return static_cast<std::uint32_t>(at - begin);
}

void add_nodes(PlaceTree& tree, const std::vector<Coded>& items, std::uint32_t first, std::uint32_t last)
{
    const std::size_t at = tree.nodes.size();
    tree.nodes.push_back({{}, first, last, 0});
    if (last - first <= kLeafPlaces) {
        Box box{tree.x[first], tree.y[first], tree.x[first], tree.y[first]};
        for (std::uint32_t i = first; i < last; ++i) {
            box.min_x = std::min(box.min_x, tree.x[i]);
            box.min_y = std::min(box.min_y, tree.y[i]);
            box.max_x = std::max(box.max_x, tree.x[i]);
            box.max_y = std::max(box.max_y, tree.y[i]);
        }
        tree.nodes[at].box = box;
        return;
    }
    const std::uint32_t middle = cut(items, first, last);
    add_nodes(tree, items, first, middle);
    const auto right = static_cast<std::uint32_t>(tree.nodes.size());
    add_nodes(tree, items, middle, last);
    const Box& a = tree.nodes[at + 1].box;
    const Box& b = tree.nodes[right].box;
    tree.nodes[at].right = right;
    tree.nodes[at].box = {std::min(a.min_x, b.min_x), std::min(a.min_y, b.min_y), std::max(a.max_x, b.max_x),
                          std::max(a.max_y, b.max_y)};
}

} // namespace

PlaceTree make_place_tree(std::span<const double> x, std::span<const double> y)
{
    PlaceTree tree;
    if (x.empty()) {
        return tree;
    }
    auto items = coded(x, y);
    sort_by_code(items);
    tree.x.reserve(items.size());
    tree.y.reserve(items.size());
    tree.place.reserve(items.size());
    for (const auto& item : items) {
        tree.x.push_back(x[item.place]);
        tree.y.push_back(y[item.place]);
        tree.place.push_back(item.place);
    }
    tree.nodes.reserve(items.size() / 2);
    add_nodes(tree, items, 0, static_cast<std::uint32_t>(items.size()));
    return tree;
}

} // namespace harmspot::cluster
