// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace harmspot::cli
{

/// What is wrong with a command line, in words that name the verb or option that was probably meant.
/// \param app the program as it was left by the failed parse
[[nodiscard]] std::string command_line_error(const CLI::App& app, const CLI::ParseError& error);

/// What to say when no verb was given at all.
[[nodiscard]] std::string no_verb(const CLI::App& app);

} // namespace harmspot::cli
