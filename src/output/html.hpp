// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace harmspot
{

/// What stands for a character that is a mark in HTML and XML alike: & < > and "; empty for any other.
[[nodiscard]] std::string_view entity_of(char character);

/// `text` for the content of an HTML or SVG element or a quoted attribute: & < > " ' are escaped, bytes that are
/// not UTF-8 become U+FFFD, and marks that turn the reading direction are left out.
[[nodiscard]] std::string html_escaped(std::string_view text);

/// The source word of a Content Security Policy that lets exactly this inline script or style run:
/// 'sha256-…', in quotes.
[[nodiscard]] std::string csp_hash(std::string_view inline_text);

} // namespace harmspot
