// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/read.hpp"
#include "real_data.hpp"

#include <filesystem>
#include <string>

/// A layer of the folder of boundaries, to be read as an analyst would.
inline harmspot::AreaConfig real_layer(const std::filesystem::path& folder, const std::string& file,
                                       const std::string& name)
{
    harmspot::AreaConfig config;
    config.layer = "command";
    config.file = (folder / file).string();
    config.file_as_written = file;
    config.name = name;
    return config;
}
