// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/config.hpp"

#include <span>
#include <string>
#include <vector>

namespace harmspot::init
{

/// A config key and the header that seems to hold it; empty when none does.
struct Guess {
    std::string key;
    std::string header;
    std::string missing; ///< what to ask when nothing was found; empty when it hardly matters
};

/// Whether the header is that of a data.police.uk street file.
[[nodiscard]] bool is_police_uk(std::span<const std::string> header);

/// The best header for each key, by name: exact matches first, then names that hold a known word.
[[nodiscard]] std::vector<Guess> guess_columns(std::span<const std::string> header);

} // namespace harmspot::init
