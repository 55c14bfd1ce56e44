// SPDX-License-Identifier: MIT
#pragma once

#include "cli/verbs.hpp"

#include "harmspot/config.hpp"
#include "harmspot/run.hpp"

namespace harmspot::cli
{

/// What `run` and `check` share on the command line.
struct RunCommand {
    std::string config;
    CommandLineConfig command_line;
    RunOptions options;
    std::string simd = "best";
    bool strict = false;
};

void add_run_options(CLI::App& verb, RunCommand& command);

/// Reads the config, fills in the options, and says the config when verbose.
[[nodiscard]] RunConfig load(RunCommand& command, const Common& common);

/// Prints a summary: sentences, or JSON.
void print(const RunSummary& summary, const Common& common);

[[nodiscard]] Exit exit_of(const RunSummary& summary, bool strict);

} // namespace harmspot::cli
