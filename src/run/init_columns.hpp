// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <span>
#include <string>

namespace harmspot::init
{

/// A key of [incidents.columns], one of the flags "knife", "alcohol" and "drugs", or "outcome", and the header
/// that seems to hold it.
using Guesses = std::map<std::string, std::string, std::less<>>;

/// Whether the header is that of a data.police.uk street file.
[[nodiscard]] bool is_police_uk(std::span<const std::string> header);

/// The best header for each key, by name: exact matches first, then names that hold a known word. No header
/// serves two keys. Keys for which nothing was found are absent.
[[nodiscard]] Guesses guess_columns(std::span<const std::string> header);

} // namespace harmspot::init
