// SPDX-License-Identifier: MIT
#include "incident/distinct.hpp"

#include "incident/utf8.hpp"

#include <bit>
#include <cstring>
#include <random>

namespace harmspot
{

namespace
{

constexpr std::size_t kFirstSlots = 256;
constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U; // 2^64 / golden ratio: spreads neighbouring values
constexpr int kHalf = 32;

std::uint64_t process_seed()
{
    static const std::uint64_t seed = [] {
        std::random_device device;
        return (std::uint64_t{device()} << kHalf) | device();
    }();
    return seed;
}

constexpr std::size_t kWord = sizeof(std::uint64_t);

std::uint64_t load_word(const char* from)
{
    std::uint64_t word = 0;
    std::memcpy(&word, from, kWord);
    return word;
}

std::uint64_t load_short(std::string_view bytes)
{
    std::uint64_t word = 0;
    for (const char c : bytes) {
        word = word << 8U | static_cast<unsigned char>(c);
    }
    return word;
}

/// Equality without a call: most texts here are a few words long.
bool same_text(std::string_view a, std::string_view b)
{
    if (a.size() != b.size()) {
        return false;
    }
    const std::size_t size = a.size();
    if (size < kWord) {
        return load_short(a) == load_short(b);
    }
    for (std::size_t at = 0; at + kWord < size; at += kWord) {
        if (load_word(a.data() + at) != load_word(b.data() + at)) {
            return false;
        }
    }
    return load_word(a.data() + size - kWord) == load_word(b.data() + size - kWord);
}

std::uint64_t hash_of(Point point)
{
    const auto x = std::bit_cast<std::uint64_t>(point.x);
    const auto y = std::bit_cast<std::uint64_t>(point.y);
    return hash_with(hash_with(process_seed(), x), y);
}

} // namespace

std::uint64_t hash_with(std::uint64_t hash, std::uint64_t value) noexcept
{
    hash = (hash ^ value) * kOdd;
    hash = (hash ^ (hash >> kHalf)) * kOdd;
    return hash ^ (hash >> kHalf);
}

std::uint64_t hash_bytes(std::string_view bytes) noexcept
{
    // Two words a step, each step independent but for one multiplication; the last words may overlap.
    const std::size_t size = bytes.size();
    const char* const data = bytes.data();
    std::uint64_t hash = process_seed() ^ size;
    if (size < kWord) {
        return hash_with(hash, load_short(bytes));
    }
    std::size_t at = 0;
    for (; at + 2 * kWord < size; at += 2 * kWord) {
        hash = hash_with(hash, load_word(data + at) ^ std::rotl(load_word(data + at + kWord) * kOdd, kHalf));
    }
    const std::size_t left = size - at; // 1 to 16 bytes
    const std::uint64_t first = load_word(left >= kWord ? data + at : data + size - kWord);
    return hash_with(hash, first ^ std::rotl(load_word(data + size - kWord) * kOdd, kHalf));
}

HashIndex::HashIndex() : m_slots(kFirstSlots), m_mask(kFirstSlots - 1) {}

void HashIndex::grow()
{
    const std::size_t size = 2 * m_slots.size();
    m_slots.assign(size, Slot{});
    m_mask = size - 1;
}

void HashIndex::place(std::uint64_t hash, std::uint32_t number)
{
    std::size_t at = hash & m_mask;
    while (m_slots[at].number != kFree) {
        at = (at + 1) & m_mask;
    }
    m_slots[at] = {static_cast<std::uint32_t>(hash >> kHalf), number};
}

TextTable::TextTable()
{
    add({}, hash_bytes({}));
}

std::string_view TextTable::operator[](std::uint32_t number) const
{
    const std::size_t begin = number == 0 ? 0 : m_ends[number - 1];
    return std::string_view(m_bytes).substr(begin, m_ends[number] - begin);
}

std::uint32_t TextTable::add(std::string_view text, std::uint64_t hash)
{
    const auto number = static_cast<std::uint32_t>(m_ends.size());
    m_bytes.append(text);
    m_ends.push_back(m_bytes.size());
    m_index.insert(hash, number, [this](std::uint32_t old) { return hash_bytes((*this)[old]); });
    return number;
}

std::optional<std::uint32_t> TextTable::number_of(std::string_view text)
{
    if (text.empty()) {
        return 0;
    }
    const std::uint64_t hash = hash_bytes(text);
    if (const auto known = m_index.find(hash, [&](std::uint32_t number) { return same_text((*this)[number], text); })) {
        return known;
    }
    if (!is_utf8(text)) {
        return std::nullopt;
    }
    return add(text, hash);
}

std::uint32_t PointTable::number_of(Point point)
{
    point = {point.x + 0.0, point.y + 0.0}; // -0 becomes 0
    const std::uint64_t hash = hash_of(point);
    if (const auto known = m_index.find(hash, [&](std::uint32_t number) { return m_points[number] == point; })) {
        return *known;
    }
    const auto number = static_cast<std::uint32_t>(m_points.size());
    m_points.push_back(point);
    m_index.insert(hash, number, [this](std::uint32_t old) { return hash_of(m_points[old]); });
    return number;
}

} // namespace harmspot
