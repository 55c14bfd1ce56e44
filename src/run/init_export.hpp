// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/config.hpp"

#include "run/init_columns.hpp"

#include <string>
#include <vector>

namespace harmspot::init
{

/// What an incident file seems to be, before its rows are read.
struct Export {
    std::vector<std::string> header;
    Guesses guesses;        ///< by name; of each choice, both halves
    RunConfig config;       ///< how its rows can be read: [incidents] alone, no period
    bool police_uk = false; ///< a street file of data.police.uk
    bool is_layer = false;  ///< the points of a GIS layer say where incidents happened
};

/// Looks at the header of a file of incidents and, where two columns might hold either metres or degrees, at
/// its first rows. Of a ZIP at the first street file, else the first CSV.
/// \throws InputError when it cannot be opened
[[nodiscard]] Export look_at_export(const std::string& path);

/// What the config does not say but needs, in words; empty when the rows can be read.
[[nodiscard]] std::vector<std::string> still_unknown(const Export& found);

} // namespace harmspot::init
