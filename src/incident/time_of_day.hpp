// SPDX-License-Identifier: MIT
#pragma once

#include "incident/date_cursor.hpp"

#include <optional>

namespace harmspot
{

/// A time of day, and how far ahead of UTC it is where the text says so.
struct TimeOfDay {
    int minute = kNotANumber; ///< since midnight; `kNotANumber` when what was read is no time
    std::optional<int> ahead_min{};
};

/// The rest of the text as a time: 10:15, 10:15:30.5, 1:15 PM, 2359hrs, with Z or an offset from UTC.
[[nodiscard]] TimeOfDay take_time(Cursor& cursor);

} // namespace harmspot
