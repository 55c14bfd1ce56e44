// SPDX-License-Identifier: MIT
#include "incident/gzip.hpp"

#include "harmspot/error.hpp"

#include <fmt/format.h>
#include <libdeflate.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace harmspot
{

namespace
{

struct FreeDecompressor {
    void operator()(libdeflate_decompressor* raw) const { libdeflate_free_decompressor(raw); }
};
using Decompressor = std::unique_ptr<libdeflate_decompressor, FreeDecompressor>;

constexpr std::size_t kSmallestMember = 18; // header 10, trailer 8 (RFC 1952)
constexpr std::size_t kFirstBuffer = std::size_t{64} << 10U;

void grow(ByteBuffer& buffer, std::size_t& capacity, std::size_t wanted)
{
    // Not make_unique: that would zero, and so touch, every page.
    std::unique_ptr<char[]> larger(new char[wanted]);
    if (buffer.size > 0) {
        std::memcpy(larger.get(), buffer.data.get(), buffer.size);
    }
    buffer.data = std::move(larger);
    capacity = wanted;
}

bool only_zeros(std::string_view bytes)
{
    return bytes.find_first_not_of('\0') == std::string_view::npos;
}

} // namespace

std::size_t growth_limit(std::size_t packed, const GzipLimits& limits) noexcept
{
    const std::size_t by_ratio =
        packed > limits.most_bytes / limits.most_ratio ? limits.most_bytes : packed * limits.most_ratio;
    return std::min(limits.most_bytes, std::max(limits.ratio_from, by_ratio));
}

bool is_gzip(std::string_view bytes) noexcept
{
    return bytes.size() >= 2 && bytes[0] == '\x1F' && bytes[1] == '\x8B';
}

std::size_t stated_gzip_size(std::string_view compressed) noexcept
{
    std::size_t size = 0;
    for (std::size_t i = 0; i < 4 && i < compressed.size(); ++i) {
        size = size << 8U | static_cast<unsigned char>(compressed[compressed.size() - 1 - i]);
    }
    return size;
}

ByteBuffer gunzip(std::string_view compressed, const std::string& as_written, const GzipLimits& limits)
{
    const Decompressor decompressor(libdeflate_alloc_decompressor());
    if (!decompressor) {
        throw std::bad_alloc();
    }
    const std::size_t most = growth_limit(compressed.size(), limits);
    ByteBuffer out;
    std::size_t capacity = 0;
    grow(out, capacity, std::min(most, std::max(kFirstBuffer, stated_gzip_size(compressed))));
    while (!only_zeros(compressed)) { // tapes and some tools pad with zeros
        std::size_t read = 0;
        std::size_t written = 0;
        const auto result =
            compressed.size() < kSmallestMember
                ? LIBDEFLATE_BAD_DATA
                : libdeflate_gzip_decompress_ex(decompressor.get(), compressed.data(), compressed.size(),
                                                out.data.get() + out.size, capacity - out.size, &read, &written);
        if (result == LIBDEFLATE_INSUFFICIENT_SPACE) {
            if (capacity >= most) {
                throw InputError(fmt::format("{}: unpacks to more than {} bytes, which no incident file does; refused. "
                                             "Unpack it yourself if you trust it",
                                             as_written, most));
            }
            grow(out, capacity, std::min(most, 2 * capacity));
            continue;
        }
        if (result != LIBDEFLATE_SUCCESS) {
            throw InputError(as_written + ": is damaged or cut short (not a whole gzip file); fetch it again");
        }
        out.size += written;
        compressed.remove_prefix(read);
    }
    return out;
}

} // namespace harmspot
