// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/progress.hpp"

#include <string>
#include <vector>

namespace harmspot
{

/// A config to begin with, and what was found on the way to it.
struct StarterConfig {
    std::string toml;
    std::vector<std::string> found; ///< one sentence each; what was not found is asked for
};

/// A commented starter config for an export of incidents: columns guessed from its header, the period from its
/// rows, the area's name attribute from the layer. The export is read whole when its columns suffice for that,
/// to say how many rows each theme matches and which offence codes nothing here knows. The result is a config
/// that `check` accepts when everything it needs was found.
/// \throws InputError when either file cannot be read
[[nodiscard]] StarterConfig starter_config(const std::string& export_path, const std::string& areas_path,
                                           unsigned threads, const Progress& progress);

} // namespace harmspot
