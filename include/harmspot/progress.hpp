// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/error.hpp"

#include <functional>
#include <string_view>

namespace harmspot
{

/// How the library talks to whoever runs it. It never prints.
///
/// Callbacks may be called from any thread, one at a time per call site; make them thread-safe.
struct Progress {
    /// A task's name and how much of it is done, 0 to 1.
    std::function<void(std::string_view task, double fraction)> on_progress;
    /// One line of talk for the log, without a line end.
    std::function<void(std::string_view line)> on_note;
    /// Something a person should read: data or settings that weaken the result.
    std::function<void(std::string_view line)> on_warning;
    /// True when the caller wants to stop.
    std::function<bool()> should_stop;

    /// Reports progress. \throws Interrupted when the caller wants to stop
    void at(std::string_view task, double fraction) const
    {
        if (should_stop && should_stop()) {
            throw Interrupted();
        }
        if (on_progress) {
            on_progress(task, fraction);
        }
    }
    void note(std::string_view line) const
    {
        if (on_note) {
            on_note(line);
        }
    }
    void warn(std::string_view line) const
    {
        if (on_warning) {
            on_warning(line);
        }
    }
};

} // namespace harmspot
