// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace harmspot
{

/// Bytes of unknown final number that are not zeroed first.
struct ByteBuffer {
    std::unique_ptr<char[]> data;
    std::size_t size = 0;

    [[nodiscard]] std::string_view bytes() const noexcept { return {data.get(), size}; }
};

/// Bounds on what a compressed file may grow to.
struct GzipLimits {
    std::size_t most_bytes = std::size_t{8} << 30U;  ///< never more than this
    std::size_t most_ratio = 200;                    ///< nor this many times its size…
    std::size_t ratio_from = std::size_t{64} << 20U; ///< …once it is larger than this
};

/// Bytes that a file of `packed` bytes may grow to.
[[nodiscard]] std::size_t growth_limit(std::size_t packed, const GzipLimits& limits) noexcept;

[[nodiscard]] bool is_gzip(std::string_view bytes) noexcept;

/// All members of a gzip file, one after the other.
/// \throws InputError naming `as_written` when the data are cut short, damaged, or grow past the limits
[[nodiscard]] ByteBuffer gunzip(std::string_view compressed, const std::string& as_written, const GzipLimits& limits);

/// Size that the last member of a gzip file says it has: exact for most files, a hint for the rest.
[[nodiscard]] std::size_t stated_gzip_size(std::string_view compressed) noexcept;

} // namespace harmspot
