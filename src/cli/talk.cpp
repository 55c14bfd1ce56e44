// SPDX-License-Identifier: MIT
#include "cli/talk.hpp"

#include "harmspot/output.hpp"

#include "geo/platform.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdio>

namespace harmspot::cli
{

namespace
{

volatile std::sig_atomic_t stop_flag = 0;

extern "C" void on_signal(int number)
{
    if (stop_flag != 0) {
        std::signal(number, SIG_DFL);
        std::raise(number);
    }
    stop_flag = 1;
}

constexpr int kStderr = 2;
constexpr std::size_t kBarWidth = 30;
constexpr std::chrono::milliseconds kBarInterval{100};

} // namespace

void write_error(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stderr);
}

void catch_signals()
{
    std::signal(SIGINT, on_signal);
    std::signal(SIGTERM, on_signal);
    platform::catch_hang_up(on_signal);
}

bool stop_requested()
{
    return stop_flag != 0;
}

Talk::Talk(const Common& common) : m_quiet(common.quiet), m_verbose(common.verbose), m_mode(Mode::off)
{
    if (common.progress == "json") {
        m_mode = Mode::json;
    } else if (common.progress == "always" ||
               (common.progress == "auto" && !m_quiet && platform::is_terminal(kStderr))) {
        m_mode = Mode::bar;
    }
}

Talk::~Talk()
{
    clear_bar();
}

Progress Talk::progress()
{
    Progress progress;
    progress.on_progress = [this](std::string_view task, double fraction) { at(task, fraction); };
    progress.on_note = [this](std::string_view line) {
        if (m_verbose) {
            say("note", line);
        }
    };
    progress.on_warning = [this](std::string_view line) {
        if (!m_quiet) {
            say("warning", line);
        }
    };
    progress.should_stop = stop_requested;
    return progress;
}

void Talk::at(std::string_view task, double fraction)
{
    const std::lock_guard lock(m_mutex);
    const auto now = std::chrono::steady_clock::now();
    const bool news = task != m_task || fraction >= 1;
    if (m_mode == Mode::off || (!news && now - m_last < kBarInterval)) {
        return;
    }
    m_task = task;
    m_last = now;
    const double share = std::clamp(fraction, 0.0, 1.0);
    if (m_mode == Mode::json) {
        write_error(fmt::format("{{\"task\":\"{}\",\"fraction\":{:.4f}}}\n", json_escaped(task), share));
        return;
    }
    const auto done = static_cast<std::size_t>(share * static_cast<double>(kBarWidth));
    write_error(fmt::format("\r\033[K[{}{}] {:3.0f} % {}", std::string(done, '#'), std::string(kBarWidth - done, ' '),
                            100 * share, task));
    std::fflush(stderr);
    m_bar_shown = true;
}

void Talk::clear_bar()
{
    if (m_bar_shown) {
        write_error(fmt::format("\r\033[K"));
        m_bar_shown = false;
    }
}

void Talk::say(std::string_view kind, std::string_view line)
{
    const std::lock_guard lock(m_mutex);
    clear_bar();
    if (m_mode == Mode::json) {
        write_error(fmt::format("{{\"{}\":\"{}\"}}\n", kind, json_escaped(line)));
    } else {
        write_error(fmt::format("harmspot: {}: {}\n", kind, line));
    }
}

} // namespace harmspot::cli
