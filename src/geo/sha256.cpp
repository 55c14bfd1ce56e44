// SPDX-License-Identifier: MIT
#include "geo/sha256.hpp"

#include "geo/platform.hpp"
#include "harmspot/error.hpp"

#include <openssl/evp.h>

#include <array>

namespace harmspot
{

std::string sha256_of(std::string_view bytes)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
        throw Error("SHA-256 is not available in this OpenSSL");
    }
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    text.reserve(std::size_t{2} * size);
    for (unsigned int i = 0; i < size; ++i) {
        text += kDigits[digest[i] >> 4U];
        text += kDigits[digest[i] & 0xFU];
    }
    return text;
}

std::string sha256_of_file(const std::string& path)
{
    return sha256_of(platform::MappedFile(path, path).bytes());
}

} // namespace harmspot
