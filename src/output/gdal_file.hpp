// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace harmspot
{

/// A new file that a GDAL driver writes; taken away again unless `keep()` says that it is whole.
class GdalFile
{
public:
    /// \throws OutputError when something is already there, and for GDAL's virtual file systems
    explicit GdalFile(const std::string& path);
    GdalFile(const GdalFile&) = delete;
    GdalFile& operator=(const GdalFile&) = delete;
    ~GdalFile();

    /// Absolute, so that no part of it reads as a driver's connection string.
    [[nodiscard]] const char* name() const noexcept { return m_absolute.c_str(); }
    void keep() noexcept { m_whole = true; }
    /// \throws OutputError naming the path as the caller wrote it, with GDAL's reason
    [[noreturn]] void fail() const;

private:
    std::string m_path;
    std::string m_absolute;
    bool m_whole = false;
};

} // namespace harmspot
