// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "incident/gzip.hpp"

#include <catch2/catch.hpp>
#include <libdeflate.h>

#include <memory>
#include <string>

using harmspot::gunzip;
using harmspot::GzipLimits;
using harmspot::InputError;

namespace
{

std::string gzip(std::string_view text)
{
    const std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> compressor(
        libdeflate_alloc_compressor(9), libdeflate_free_compressor);
    std::string out(libdeflate_gzip_compress_bound(compressor.get(), text.size()), '\0');
    out.resize(libdeflate_gzip_compress(compressor.get(), text.data(), text.size(), out.data(), out.size()));
    return out;
}

} // namespace

TEST_CASE("one member and several give their text", "[gzip]")
{
    const std::string large(300'000, 'x'); // larger than the first buffer
    CHECK(harmspot::is_gzip(gzip("a")));
    CHECK_FALSE(harmspot::is_gzip("a"));
    CHECK(gunzip(gzip("hello"), "f.gz", {}).bytes() == "hello");
    CHECK(gunzip(gzip(large) + gzip("tail"), "f.gz", {}).bytes() == large + "tail");
    CHECK(gunzip(gzip("a") + gzip("") + std::string(512, '\0'), "f.gz", {}).bytes() == "a");
}

TEST_CASE("cut or damaged gzip is refused by name", "[gzip]")
{
    const std::string whole = gzip("Crime ID,Month\nabcdefghijklmnop,2023-01\n");
    for (std::size_t size = 2; size < whole.size(); ++size) {
        CAPTURE(size);
        CHECK_THROWS_WITH(gunzip(whole.substr(0, size), "f.gz", {}),
                          Catch::StartsWith("f.gz: is damaged or cut short"));
    }
    std::string damaged = whole;
    damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 0x55);
    CHECK_THROWS_AS(gunzip(damaged, "f.gz", {}), InputError);
    CHECK_THROWS_AS(gunzip(whole + "rubbish", "f.gz", {}), InputError);
}

TEST_CASE("gzip that grows beyond reason is refused", "[gzip]")
{
    const std::string bomb = gzip(std::string(4'000'000, '\0')); // about 1000:1
    GzipLimits limits;
    limits.ratio_from = 1'000'000;
    CHECK_THROWS_WITH(gunzip(bomb, "f.gz", limits), Catch::Contains("unpacks to more than"));
    limits.ratio_from = 8'000'000; // a small file may be as regular as it likes
    CHECK(gunzip(bomb, "f.gz", limits).size == 4'000'000);
    limits.most_bytes = 3'000'000;
    CHECK_THROWS_AS(gunzip(bomb, "f.gz", limits), InputError);
}
