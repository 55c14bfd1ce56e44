// SPDX-License-Identifier: MIT
#include "cli/verbs.hpp"

#include "harmspot/init.hpp"

#include <fmt/format.h>

#include <memory>

namespace harmspot::cli
{

void add_init(CLI::App& app, const Common& /*common*/, Action& action)
{
    struct Command {
        std::string incidents;
        std::string areas;
    };
    auto command = std::make_shared<Command>();
    auto* verb = app.add_subcommand("init", "Print a commented config for an export, its columns guessed");
    verb->add_option("export", command->incidents, "Incident file (CSV)")->required();
    verb->add_option("--areas", command->areas, "Polygon layer of the areas")->required();
    verb->callback([command, &action] {
        action = [command] {
            fmt::print("{}", starter_config(command->incidents, command->areas));
            return Exit::done;
        };
    });
}

} // namespace harmspot::cli
