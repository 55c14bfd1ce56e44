// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

/// Parts of the map page, put into the program when it is built: see web/map and cmake/embed.cmake.
namespace harmspot::web
{

extern const std::string_view page_html;
extern const std::string_view page_css;
extern const std::string_view briefing_css;
extern const std::string_view page_js;
extern const std::string_view leaflet_css; ///< Leaflet's own (BSD 2-clause), from Debian's libjs-leaflet
extern const std::string_view leaflet_js;

} // namespace harmspot::web
