// SPDX-License-Identifier: MIT
#include "cli/reference.hpp"
#include "cli/verbs.hpp"

#include <fmt/format.h>

#include <memory>

namespace harmspot::cli
{

void add_man(CLI::App& app, const Common& /*common*/, Action& action)
{
    auto page = std::make_shared<std::string>();
    auto* verb = app.add_subcommand("man", "Print a man page, or the names of all");
    verb->add_option("page", *page, "A page, such as harmspot-run.1, harmspot-run or run");
    verb->callback([page, &app, &action] {
        action = [page, &app] {
            fmt::print("{}",
                       page->empty() ? fmt::format("{}\n", fmt::join(man_pages(app), "\n")) : man_page(app, *page));
            return Exit::done;
        };
    });
}

void add_completion(CLI::App& app, const Common& /*common*/, Action& action)
{
    auto shell = std::make_shared<std::string>();
    auto* verb = app.add_subcommand("completion", "Print a script that completes words in a shell");
    verb->add_option("shell", *shell, "The shell")->required()->check(CLI::IsMember({"bash", "zsh"}));
    // The option writes to `shell` while the command line is read, so the verb has to keep it.
    verb->callback([shell, &app, &action] {
        action = [shell, &app] {
            fmt::print("{}", *shell == "zsh" ? zsh_completion(app) : bash_completion(app));
            return Exit::done;
        };
    });
}

} // namespace harmspot::cli
