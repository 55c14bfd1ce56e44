// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>

/// The folder of real data named by HARMSPOT_REAL_DATA, or nothing; then it says so, and ctest counts the
/// case as skipped.
inline std::optional<std::filesystem::path> real_data(const std::string& subfolder)
{
    const char* folder = std::getenv("HARMSPOT_REAL_DATA");
    if (folder == nullptr || *folder == '\0') {
        std::cout << "SKIP: HARMSPOT_REAL_DATA is not set\n";
        return std::nullopt;
    }
    const auto path = std::filesystem::path(folder) / subfolder;
    if (!std::filesystem::is_directory(path)) {
        std::cout << "SKIP: no folder " << subfolder << " in HARMSPOT_REAL_DATA\n";
        return std::nullopt;
    }
    return path;
}
