// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>
#include <vector>

// Man pages and shell completion, both from the command line's own description and the config's tables.
namespace harmspot::cli
{

/// "harmspot.1", one "harmspot-VERB.1" a verb, "harmspot-config.5".
[[nodiscard]] std::vector<std::string> man_pages(const CLI::App& app);
/// A page in roff; "harmspot-run.1" may also be called "harmspot-run" or "run".
/// \throws ConfigError for a name that is no page
[[nodiscard]] std::string man_page(const CLI::App& app, std::string_view page);
/// A script for bash that completes verbs, options, their words, topics of `explain` and config files.
[[nodiscard]] std::string bash_completion(const CLI::App& app);
/// The same for zsh, to be sourced or to be put in a folder of `fpath` as `_harmspot`.
[[nodiscard]] std::string zsh_completion(const CLI::App& app);

/// Every verb, in the order in which help lists them.
[[nodiscard]] std::vector<const CLI::App*> verbs_of(const CLI::App& app);
/// The words an option may take, when it takes only some.
[[nodiscard]] std::vector<std::string> words_of(const CLI::Option& option);

} // namespace harmspot::cli
