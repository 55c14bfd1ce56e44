// SPDX-License-Identifier: MIT
#include "incident/zip.hpp"

#include "geo/quoted_name.hpp"
#include "harmspot/error.hpp"
#include "incident/text.hpp"

#include <fmt/format.h>
#include <libdeflate.h>
#include <zip.h>

#include <algorithm>
#include <cstring>
#include <new>

namespace harmspot
{

namespace
{

constexpr std::uint32_t kUnixTypeMask = 0170000;
constexpr std::uint32_t kUnixSymlink = 0120000;
constexpr unsigned kUnixModeShift = 16;

/// Whether unpacking under this name could write or read anywhere but below one folder.
bool leads_out(std::string_view name)
{
    if (name.empty() || name.front() == '/' || name.find('\\') != std::string_view::npos ||
        (name.size() > 1 && name[1] == ':')) {
        return true;
    }
    for (std::size_t at = 0; at <= name.size();) {
        const auto slash = std::min(name.find('/', at), name.size());
        if (name.substr(at, slash - at) == "..") {
            return true;
        }
        at = slash + 1;
    }
    return false;
}

bool is_symlink(zip_t* zip, std::uint64_t index)
{
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    return zip_file_get_external_attributes(zip, index, 0, &system, &attributes) == 0 && system == ZIP_OPSYS_UNIX &&
           (attributes >> kUnixModeShift & kUnixTypeMask) == kUnixSymlink;
}

bool grows_too_much(std::uint64_t size, std::uint64_t packed, const ZipLimits& limits)
{
    return size > limits.ratio_from && size / limits.most_ratio >= std::max<std::uint64_t>(packed, 1);
}

struct FreeDecompressor {
    void operator()(libdeflate_decompressor* raw) const { libdeflate_free_decompressor(raw); }
};

} // namespace

bool is_zip(std::string_view bytes) noexcept
{
    return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

ZipArchive::ZipArchive(std::string_view bytes, const std::string& as_written, const ZipLimits& limits)
    : m_name(as_written)
{
    open(bytes);
    try {
        list(bytes.size(), limits);
    } catch (...) {
        zip_discard(m_zip);
        throw;
    }
}

ZipArchive::~ZipArchive()
{
    zip_discard(m_zip);
}

bool ZipArchive::has(std::string_view name) const
{
    return std::any_of(m_members.begin(), m_members.end(), [&](const ZipMember& m) { return m.name == name; });
}

void ZipArchive::open(std::string_view bytes)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source == nullptr) {
        throw std::bad_alloc();
    }
    m_zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (m_zip == nullptr) {
        zip_source_free(source);
        zip_error_fini(&error);
        throw InputError(m_name + ": is damaged or cut short (not a whole ZIP file); fetch it again");
    }
}

void ZipArchive::list(std::uint64_t file_size, const ZipLimits& limits)
{
    const auto count = static_cast<std::uint64_t>(zip_get_num_entries(m_zip, 0));
    if (count > limits.most_members) {
        throw InputError(fmt::format("{}: holds {} files, more than {}; unpack it and name those you mean", m_name,
                                     count, limits.most_members));
    }
    std::uint64_t total = 0;
    for (std::uint64_t index = 0; index < count; ++index) {
        zip_stat_t stat;
        constexpr zip_uint64_t kNeeded =
            ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD;
        if (zip_stat_index(m_zip, index, 0, &stat) != 0 || (stat.valid & kNeeded) != kNeeded) {
            throw InputError(m_name + ": its list of contents is damaged; fetch it again");
        }
        const std::string name = stat.name;
        if (leads_out(name)) {
            throw InputError(fmt::format("{}: holds {}, a name that leads out of the folder it is unpacked in; such a "
                                         "ZIP is not safe, so ask whoever made it",
                                         m_name, quoted_name(name)));
        }
        if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
            throw InputError(fmt::format("{}: {} is locked with a password; unpack it and name its files", m_name,
                                         quoted_name(name)));
        }
        if (folded(name).ends_with(".zip")) {
            throw InputError(fmt::format("{}: holds another ZIP, {}; unpack the outer one and name those inside",
                                         m_name, quoted_name(name)));
        }
        if (stat.comp_size > file_size) { // memory is asked for by this number
            throw InputError(m_name + ": its list of contents is damaged; fetch it again");
        }
        if (stat.size > limits.most_bytes - total) {
            throw InputError(fmt::format("{}: unpacks to more than {} bytes, which no incident file does; refused. "
                                         "Unpack it yourself if you trust it",
                                         m_name, limits.most_bytes));
        }
        total += stat.size;
        if (grows_too_much(stat.size, stat.comp_size, limits) || grows_too_much(total, file_size, limits)) {
            throw InputError(fmt::format("{}: {} unpacks to more than {} times its size, which no incident file does; "
                                         "refused. Unpack it yourself if you trust it",
                                         m_name, quoted_name(name), limits.most_ratio));
        }
        if (!name.ends_with('/')) {
            m_members.push_back(
                {name, index, stat.size, stat.comp_size, stat.crc, stat.comp_method, is_symlink(m_zip, index)});
        }
    }
}

std::string ZipArchive::packed_bytes(const ZipMember& member) const
{
    std::string packed(member.packed, '\0');
    zip_file_t* file = zip_fopen_index(m_zip, member.index, ZIP_FL_COMPRESSED);
    const auto read = file == nullptr ? -1 : zip_fread(file, packed.data(), packed.size());
    if (file != nullptr) {
        zip_fclose(file);
    }
    if (read != static_cast<zip_int64_t>(packed.size())) {
        throw InputError(
            fmt::format("{}: {} is damaged or cut short; fetch the ZIP again", m_name, quoted_name(member.name)));
    }
    return packed;
}

ByteBuffer ZipArchive::read(const ZipMember& member) const
{
    if (member.method != ZIP_CM_STORE && member.method != ZIP_CM_DEFLATE) {
        throw InputError(fmt::format("{}: {} is packed in a way that is not read here (method {}); unpack it, or pack "
                                     "it as an ordinary ZIP",
                                     m_name, quoted_name(member.name), member.method));
    }
    const std::string packed = packed_bytes(member);
    ByteBuffer out;
    out.data.reset(new char[member.size]); // not zeroed
    auto result = LIBDEFLATE_SUCCESS;
    if (member.method == ZIP_CM_STORE) {
        out.size = std::min<std::size_t>(packed.size(), member.size);
        std::memcpy(out.data.get(), packed.data(), out.size);
        result = packed.size() > member.size ? LIBDEFLATE_INSUFFICIENT_SPACE : LIBDEFLATE_SUCCESS;
    } else {
        const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> inflate(libdeflate_alloc_decompressor());
        if (!inflate) {
            throw std::bad_alloc();
        }
        result = libdeflate_deflate_decompress(inflate.get(), packed.data(), packed.size(), out.data.get(), member.size,
                                               &out.size);
    }
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE) {
        throw InputError(fmt::format("{}: {} holds more than the {} bytes that the ZIP declares; refused, because only "
                                     "a damaged or hostile ZIP does that",
                                     m_name, quoted_name(member.name), member.size));
    }
    if (result != LIBDEFLATE_SUCCESS || out.size != member.size ||
        libdeflate_crc32(0, out.data.get(), out.size) != member.crc32) {
        throw InputError(fmt::format("{}: {} is damaged (its checksum does not match); fetch the ZIP again", m_name,
                                     quoted_name(member.name)));
    }
    return out;
}

} // namespace harmspot
