// SPDX-License-Identifier: MIT
#include "output/gdal_file.hpp"

#include "geo/gdal.hpp"
#include "harmspot/error.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace harmspot
{

namespace fs = std::filesystem;

GdalFile::GdalFile(const std::string& path) : m_path(path)
{
    std::error_code error;
    m_absolute = fs::absolute(path, error).string();
    if (error) {
        throw OutputError(path + ": cannot be written: " + error.message());
    }
    gdal::initialise();
    static_cast<void>(gdal::last_error());
    if (m_absolute.starts_with("/vsi")) {
        throw OutputError(path + ": is not a file on this machine; choose a folder that does not begin with /vsi");
    }
    if (fs::exists(fs::symlink_status(m_absolute, error))) {
        throw OutputError(path + ": is already there");
    }
}

GdalFile::~GdalFile()
{
    if (!m_whole) {
        std::error_code ignored;
        fs::remove(m_absolute, ignored);
    }
}

void GdalFile::fail() const
{
    const auto reason = gdal::last_error();
    throw OutputError(fmt::format("{}: cannot be written whole; is the disk full? ({})", m_path,
                                  reason.empty() ? "GDAL gives no reason" : reason));
}

} // namespace harmspot
