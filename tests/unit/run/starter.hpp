// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/config.hpp"
#include "harmspot/init.hpp"
#include "harmspot/run.hpp"
#include "source_dir.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

/// The hand-drawn outlines of the three commands that are shipped.
inline std::string shipped_areas()
{
    return source_dir() + "/shapefiles/area_commands/area_commands.shp";
}

inline harmspot::StarterConfig starter_of(const std::string& path)
{
    return harmspot::starter_config(path, shipped_areas(), 1, {});
}

/// What `check` says of a starter config, unedited; it throws when the config or its data will not do.
inline harmspot::RunSummary check_starter(const harmspot::StarterConfig& starter, const std::string& folder)
{
    const auto path = folder + "/starter.toml";
    std::ofstream(path) << starter.toml;
    return harmspot::check(harmspot::read_config(path, {}), {}, {});
}

/// Whether `init` said just this.
inline bool says(const harmspot::StarterConfig& starter, const std::string& line)
{
    return std::find(starter.found.begin(), starter.found.end(), line) != starter.found.end();
}

/// Whether the config has just this line.
inline bool has_line(const harmspot::StarterConfig& starter, const std::string& line)
{
    return ("\n" + starter.toml).find("\n" + line + "\n") != std::string::npos;
}
