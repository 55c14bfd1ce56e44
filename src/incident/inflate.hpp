// SPDX-License-Identifier: MIT
#pragma once

#include "incident/gzip.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace harmspot
{

/// Unpacks a gzip file bit by bit, so that its text is never held as a whole. Slower than `gunzip`.
class GzipStream
{
public:
    /// \param packed the whole file, which must outlive this; \param as_written names it in errors
    GzipStream(std::string_view packed, std::string as_written, const GzipLimits& limits);
    GzipStream(GzipStream&&) noexcept;
    GzipStream& operator=(GzipStream&&) noexcept;
    ~GzipStream();

    /// Fills `to` with what comes next; returns fewer bytes at the end only.
    /// \throws InputError when the data are cut short, damaged, or grow past the limits
    [[nodiscard]] std::size_t read(std::span<char> to);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace harmspot
