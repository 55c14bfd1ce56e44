// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace harmspot::cluster
{

/// Numbers sets in the order in which they are first met.
class Numbering
{
public:
    explicit Numbering(std::size_t sets) : m_number(sets, -1) {}

    std::int32_t operator()(std::size_t set)
    {
        if (m_number[set] < 0) {
            m_number[set] = m_count++;
        }
        return m_number[set];
    }
    [[nodiscard]] std::int32_t count() const { return m_count; }

private:
    std::vector<std::int32_t> m_number;
    std::int32_t m_count = 0;
};

} // namespace harmspot::cluster
