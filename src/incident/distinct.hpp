// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Numbering of distinct values as they come, by hashing. Numbers depend on the order of arrival; whoever
// needs numbers that do not must sort afterwards.
namespace harmspot
{

/// Open addressing over numbers 0, 1, 2, …; what a number stands for is the owner's business.
class HashIndex
{
public:
    HashIndex();

    /// The number whose hash is `hash` and for which `same(number)` holds; else nothing.
    template <typename Same>
    [[nodiscard]] std::optional<std::uint32_t> find(std::uint64_t hash, Same same) const
    {
        const auto tag = static_cast<std::uint32_t>(hash >> 32U);
        for (std::size_t at = hash & m_mask;; at = (at + 1) & m_mask) {
            const Slot& slot = m_slots[at];
            if (slot.number == kFree) {
                return std::nullopt;
            }
            if (slot.tag == tag && same(slot.number)) {
                return slot.number;
            }
        }
    }
    /// Adds a number that `find` has not found. `hash_of(number)` gives back hashes when the table grows.
    template <typename HashOf>
    void insert(std::uint64_t hash, std::uint32_t number, HashOf hash_of)
    {
        if (2 * (m_used + 1) > m_slots.size()) {
            const std::size_t count = m_used;
            grow();
            for (std::uint32_t old = 0; old < count; ++old) {
                place(hash_of(old), old);
            }
        }
        place(hash, number);
        ++m_used;
    }

private:
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t number = kFree;
    };
    static constexpr std::uint32_t kFree = 0xFFFFFFFFU;

    void grow();
    void place(std::uint64_t hash, std::uint32_t number);

    std::vector<Slot> m_slots;
    std::size_t m_mask = 0;
    std::size_t m_used = 0;
};

/// Distinct texts. Number 0 is the empty text.
class TextTable
{
public:
    TextTable();

    /// Number of `text`; nothing when it is new and not UTF-8.
    [[nodiscard]] std::optional<std::uint32_t> number_of(std::string_view text);
    [[nodiscard]] std::string_view operator[](std::uint32_t number) const;
    [[nodiscard]] std::size_t size() const noexcept { return m_ends.size(); }

private:
    std::uint32_t add(std::string_view text, std::uint64_t hash);

    HashIndex m_index;
    std::string m_bytes;
    std::vector<std::size_t> m_ends; ///< into `m_bytes`
};

/// Distinct coordinates, compared exactly (0 and -0 are one).
class PointTable
{
public:
    [[nodiscard]] std::uint32_t number_of(Point point);
    [[nodiscard]] const std::vector<Point>& points() const noexcept { return m_points; }

private:
    HashIndex m_index;
    std::vector<Point> m_points;
};

/// Hash of bytes, different in every process so that no file can be made to collide.
[[nodiscard]] std::uint64_t hash_bytes(std::string_view bytes) noexcept;
/// `hash` with `value` mixed in.
[[nodiscard]] std::uint64_t hash_with(std::uint64_t hash, std::uint64_t value) noexcept;

} // namespace harmspot
