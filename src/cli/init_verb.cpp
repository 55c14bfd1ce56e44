// SPDX-License-Identifier: MIT
#include "cli/talk.hpp"

#include "harmspot/init.hpp"

#include <fmt/format.h>

#include <memory>

namespace harmspot::cli
{

void add_init(CLI::App& app, const Common& common, Action& action)
{
    struct Command {
        std::string incidents;
        std::string areas;
    };
    auto command = std::make_shared<Command>();
    auto* verb = app.add_subcommand("init", "Print a commented config for an export, its columns guessed");
    verb->add_option("export", command->incidents, "Incident file: CSV, Excel, ZIP or a GIS layer of points")
        ->required();
    verb->add_option("--areas", command->areas, "Polygon layer of the areas")->required();
    verb->callback([command, &common, &action] {
        action = [command, &common] {
            Talk talk(common);
            constexpr unsigned kAllThreads = 0;
            const auto starter = starter_config(command->incidents, command->areas, kAllThreads, talk.progress());
            for (const auto& line : starter.found) {
                write_error(common.quiet ? std::string() : line + "\n");
            }
            fmt::print("{}", starter.toml);
            return Exit::done;
        };
    });
}

} // namespace harmspot::cli
