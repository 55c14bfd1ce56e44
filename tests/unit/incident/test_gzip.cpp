// SPDX-License-Identifier: MIT
#include "gzip_bytes.hpp"

#include "harmspot/error.hpp"
#include "incident/gzip.hpp"
#include "incident/inflate.hpp"

#include <catch2/catch.hpp>

#include <string>

using harmspot::gunzip;
using harmspot::GzipLimits;
using harmspot::GzipStream;
using harmspot::InputError;

namespace
{

/// All that a stream gives, asked for `step` bytes at a time.
std::string read_all(std::string_view packed, std::size_t step, const GzipLimits& limits = {})
{
    GzipStream stream(packed, "f.gz", limits);
    std::string text;
    for (std::string piece(step, '\0');;) {
        const auto got = stream.read(piece);
        text.append(piece, 0, got);
        if (got < step) {
            return text;
        }
    }
}

} // namespace

TEST_CASE("one member and several give their text", "[gzip]")
{
    const std::string large(300'000, 'x'); // larger than the first buffer
    CHECK(harmspot::is_gzip(gzip_bytes("a")));
    CHECK_FALSE(harmspot::is_gzip("a"));
    CHECK(gunzip(gzip_bytes("hello"), "f.gz", {}).bytes() == "hello");
    CHECK(gunzip(gzip_bytes(large) + gzip_bytes("tail"), "f.gz", {}).bytes() == large + "tail");
    CHECK(gunzip(gzip_bytes("a") + gzip_bytes("") + std::string(512, '\0'), "f.gz", {}).bytes() == "a");
}

TEST_CASE("cut or damaged gzip is refused by name", "[gzip]")
{
    const std::string whole = gzip_bytes("Crime ID,Month\nabcdefghijklmnop,2023-01\n");
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
    const std::string bomb = gzip_bytes(std::string(4'000'000, '\0')); // about 1000:1
    GzipLimits limits;
    limits.ratio_from = 1'000'000;
    CHECK_THROWS_WITH(gunzip(bomb, "f.gz", limits), Catch::Contains("unpacks to more than"));
    limits.ratio_from = 8'000'000; // a small file may be as regular as it likes
    CHECK(gunzip(bomb, "f.gz", limits).size == 4'000'000);
    limits.most_bytes = 3'000'000;
    CHECK_THROWS_AS(gunzip(bomb, "f.gz", limits), InputError);
}

TEST_CASE("a stream gives the same text in pieces of any size", "[gzip]")
{
    std::string text;
    for (int i = 0; i < 20'000; ++i) {
        text += std::to_string(i * 7919 % 10'007) + ",";
    }
    const auto packed = gzip_bytes(text) + gzip_bytes("") + gzip_bytes("tail") + std::string(512, '\0');
    for (const std::size_t step : {std::size_t{1}, std::size_t{1000}, text.size(), text.size() + 4, 2 * text.size()}) {
        CAPTURE(step);
        CHECK(read_all(packed, step) == text + "tail");
    }
}

TEST_CASE("a stream refuses what unpacking at once refuses", "[gzip]")
{
    const auto packed = gzip_bytes(std::string(100'000, 'x'));
    auto damaged = packed;
    damaged[packed.size() - 6] ^= 1; // its checksum
    for (const auto& bad : {packed.substr(0, packed.size() / 2), packed.substr(0, packed.size() - 3), damaged,
                            packed + "not gzip at all, though long enough"}) {
        CHECK_THROWS_WITH(read_all(bad, 1000), Catch::Contains("f.gz: is damaged or cut short"));
        CHECK_THROWS_WITH(gunzip(bad, "f.gz", {}), Catch::Contains("f.gz: is damaged or cut short"));
    }
    GzipLimits limits;
    limits.ratio_from = 1000;
    limits.most_ratio = 2;
    CHECK_THROWS_WITH(read_all(packed, 1000, limits), Catch::Contains("unpacks to more than 1000 bytes"));
}
