// SPDX-License-Identifier: MIT
// ZIPs of any bytes: what is listed stays inside a folder, what is unpacked is no more than was declared.
#include "fuzz/fuzz_target.hpp"

#include "harmspot/error.hpp"
#include "incident/zip.hpp"

#include <algorithm>
#include <string>

using namespace harmspot;

namespace
{

bool stays_inside(const std::string& name)
{
    const bool has_parent = ("/" + name + "/").find("/../") != std::string::npos;
    return !name.empty() && name.front() != '/' && !has_parent &&
           name.find_first_of(std::string("\\\0", 2)) == std::string::npos;
}

void check_archive(std::string_view bytes, const ZipLimits& limits)
{
    const ZipArchive archive(bytes, "in.zip", limits);
    must(archive.members().size() <= limits.most_members, "members are no more than allowed");
    std::uint64_t total = 0;
    for (const auto& member : archive.members()) {
        must(stays_inside(member.name), "a member's name leads nowhere else");
        must(archive.has(member.name), "what is listed is there");
        total += member.size;
        try {
            must(archive.read(member).size == member.size, "a member is as large as declared");
        } catch (const InputError& error) {
            must(std::string_view(error.what()).starts_with("in.zip"), "what is refused is named as written");
        }
    }
    must(total <= limits.most_bytes, "all of it is no more than allowed");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr ZipLimits kSmall{std::uint64_t{1} << 20U, 20, std::uint64_t{1} << 10U, 50};
    try {
        check_archive(text_of(data, size), kSmall);
    } catch (const InputError& error) {
        const std::string_view what = error.what();
        must(what.starts_with("in.zip"), "what is refused is named as written");
        must(std::none_of(what.begin(), what.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }),
             "no message holds control characters");
    }
    return 0;
}
