// SPDX-License-Identifier: MIT
#pragma once

#include <libdeflate.h>

#include <memory>
#include <string>
#include <string_view>

/// One gzip member that holds `text`.
inline std::string gzip_bytes(std::string_view text)
{
    const std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> compressor(
        libdeflate_alloc_compressor(9), libdeflate_free_compressor);
    std::string out(libdeflate_gzip_compress_bound(compressor.get(), text.size()), '\0');
    out.resize(libdeflate_gzip_compress(compressor.get(), text.data(), text.size(), out.data(), out.size()));
    return out;
}
