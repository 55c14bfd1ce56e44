// SPDX-License-Identifier: MIT
#pragma once

#include "cli/verbs.hpp"

#include "harmspot/progress.hpp"

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

namespace harmspot::cli
{

/// Writes talk to stderr: warnings always, a progress bar on a terminal, JSON lines when asked.
class Talk
{
public:
    explicit Talk(const Common& common);
    Talk(const Talk&) = delete;
    Talk& operator=(const Talk&) = delete;
    ~Talk();

    /// Callbacks for the library; they refer to this object.
    [[nodiscard]] Progress progress();

private:
    enum class Mode { off, bar, json };

    void at(std::string_view task, double fraction);
    void say(std::string_view kind, std::string_view line);
    void clear_bar();

    bool m_quiet;
    bool m_verbose;
    Mode m_mode;
    bool m_bar_shown = false;
    std::string m_task;
    std::chrono::steady_clock::time_point m_last{};
    std::mutex m_mutex;
};

/// Writes to stderr. Never fails: a full log disk must not end a run.
void write_error(std::string_view text);

/// Makes Ctrl-C and a polite kill ask the run to stop and clean up; a second one ends the program.
void catch_signals();
/// Whether one has come.
[[nodiscard]] bool stop_requested();

} // namespace harmspot::cli
