// SPDX-License-Identifier: MIT
#pragma once

#include <zip.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Writes a ZIP of members as named, without looking whether the names are sensible.
inline std::string write_zip(const std::string& path, const std::vector<std::pair<std::string, std::string>>& members)
{
    int error = 0;
    zip_t* zip = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
    if (zip == nullptr) {
        throw std::runtime_error("libzip could not make " + path);
    }
    for (const auto& [name, bytes] : members) {
        zip_file_add(zip, name.c_str(), zip_source_buffer(zip, bytes.data(), bytes.size(), 0), ZIP_FL_ENC_UTF_8);
    }
    if (zip_close(zip) != 0) {
        throw std::runtime_error("libzip could not write " + path);
    }
    return path;
}
