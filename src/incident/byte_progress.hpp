// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/progress.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>

namespace harmspot
{

/// Tells progress in bytes, from any thread.
class ByteProgress
{
public:
    ByteProgress(const Progress& progress, std::size_t total)
        : m_progress(progress), m_total(std::max<std::size_t>(total, 1))
    {
    }
    void add(std::size_t bytes)
    {
        const std::size_t done = m_done.fetch_add(bytes) + bytes;
        m_progress.at("read", std::min(1.0, static_cast<double>(done) / static_cast<double>(m_total)));
    }

private:
    const Progress& m_progress;
    std::size_t m_total;
    std::atomic<std::size_t> m_done{0};
};

} // namespace harmspot
