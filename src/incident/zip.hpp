// SPDX-License-Identifier: MIT
#pragma once

#include "incident/gzip.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct zip;

namespace harmspot
{

/// Bounds on what a ZIP may unpack to, in all and each member.
struct ZipLimits {
    std::uint64_t most_bytes = std::uint64_t{8} << 30U; ///< never more than this in all
    std::uint64_t most_ratio = 200;                     ///< nor this many times the packed size…
    std::uint64_t ratio_from = std::uint64_t{1} << 20U; ///< …once it is larger than this
    std::size_t most_members = 100'000;
};

/// A file in a ZIP, as the ZIP's list of contents has it.
struct ZipMember {
    std::string name; ///< UTF-8; never with "..", a backslash, a drive or a leading slash
    std::uint64_t index = 0;
    std::uint64_t size = 0;   ///< unpacked, as declared
    std::uint64_t packed = 0; ///< bytes in the ZIP
    std::uint32_t crc32 = 0;
    std::uint16_t method = 0;
    bool symlink = false;
};

[[nodiscard]] bool is_zip(std::string_view bytes) noexcept;

/// A ZIP in memory, refused as a whole when its list of contents shows anything hostile: names that lead
/// out of a folder, passwords, ZIPs in the ZIP, contents that would grow past the limits.
class ZipArchive
{
public:
    /// \param bytes the whole file, which must outlive this
    /// \throws InputError naming `as_written`
    ZipArchive(std::string_view bytes, const std::string& as_written, const ZipLimits& limits);
    ZipArchive(const ZipArchive&) = delete;
    ZipArchive& operator=(const ZipArchive&) = delete;
    ~ZipArchive();

    /// Its files, in the order of its list; folders are left out.
    [[nodiscard]] const std::vector<ZipMember>& members() const noexcept { return m_members; }
    [[nodiscard]] bool has(std::string_view name) const;

    /// Unpacks one member, whose text was never larger than declared.
    /// \throws InputError for damaged data, more bytes than declared, a packing other than deflate and store
    [[nodiscard]] ByteBuffer read(const ZipMember& member) const;

private:
    void open(std::string_view bytes);
    void list(std::uint64_t file_size, const ZipLimits& limits);
    [[nodiscard]] std::string packed_bytes(const ZipMember& member) const;

    std::string m_name;
    struct zip* m_zip = nullptr;
    std::vector<ZipMember> m_members;
};

} // namespace harmspot
