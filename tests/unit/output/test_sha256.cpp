// SPDX-License-Identifier: MIT
#include "geo/sha256.hpp"
#include "harmspot/error.hpp"
#include "harmspot/output.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace harmspot;

TEST_CASE("SHA-256 gives the digests of FIPS 180-4's examples", "[sha256]")
{
    CHECK(sha256_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("SHA-256 of a file is that of its bytes", "[sha256]")
{
    const auto path = std::filesystem::temp_directory_path() / "harmspot-test-sha256.bin";
    const std::string bytes("a\0b\r\n\xFF", 6);
    std::ofstream(path, std::ios::binary) << bytes;
    CHECK(sha256_of_file(path.string()) == sha256_of(bytes));
    std::filesystem::remove(path);
    CHECK_THROWS_AS(sha256_of_file(path.string()), InputError);
}
