// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/CLI.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace harmspot::cli
{

/// Exit codes: what scripts may rely on.
enum class Exit : int {
    done = 0,
    failed = 1,
    bad_command = 2,   ///< bad command line or config
    data_problems = 3, ///< finished, but --strict found data problems
};

/// Options that every verb takes.
struct Common {
    bool quiet = false;
    bool verbose = false;
    bool json = false;
    std::string progress = "auto";
    std::vector<std::string> proj_data;
};

/// Checks the text itself: as a number, -1 would pass as 18446744073709551615.
inline const CLI::Validator kSeeds(
    [](const std::string& text) {
        constexpr std::size_t kMostDigits = 18; // so that a config can hold it too
        const bool whole = text.find_first_not_of("0123456789") == std::string::npos && text.size() <= kMostDigits;
        return whole ? std::string() : text + " must be a whole number, 0 or more, of at most 18 digits";
    },
    "");

/// A verb's action, called once the command line has been read.
using Action = std::function<Exit()>;

// Each adds one verb; `action` is set when the verb is the one given.
void add_run(CLI::App& app, const Common& common, Action& action);
void add_check(CLI::App& app, const Common& common, Action& action);
void add_init(CLI::App& app, const Common& common, Action& action);
void add_list(CLI::App& app, const Common& common, Action& action);
void add_explain(CLI::App& app, const Common& common, Action& action);
void add_schema(CLI::App& app, const Common& common, Action& action);
void add_sample(CLI::App& app, const Common& common, Action& action);
void add_man(CLI::App& app, const Common& common, Action& action);
void add_completion(CLI::App& app, const Common& common, Action& action);

} // namespace harmspot::cli
