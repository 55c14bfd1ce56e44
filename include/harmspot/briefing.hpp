// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/map_page.hpp"

#include <string>
#include <vector>

namespace harmspot
{

/// One theme's page of a briefing.
struct BriefingPage {
    MapPageLayer shown;
    /// What the page leaves out besides what analysts did: "12 have no position", …
    std::vector<std::string> left_out;
};

/// What is taken to a tasking meeting: a page of A4 for each theme.
struct Briefing {
    MapPage map;                     ///< title, scope, marking, months, warnings, areas; its layers are not looked at
    std::vector<BriefingPage> pages; ///< in the order of themes
    std::string weights;             ///< which harm table, with its vintage
    std::string run_id;
};

/// One HTML file without a script and without links to anything, for any browser's print command. All texts of the data
/// are escaped. \throws OutputError naming the path
void write_briefing(const std::string& path, const Briefing& briefing);

} // namespace harmspot
