// SPDX-License-Identifier: MIT
#include "cli/run_options.hpp"
#include "cli/talk.hpp"

#include <memory>

namespace harmspot::cli
{

void add_check(CLI::App& app, const Common& common, Action& action)
{
    auto command = std::make_shared<RunCommand>();
    auto* verb = app.add_subcommand("check", "Read a config and its data, say what a run would do; touch nothing");
    verb->add_option("config", command->config, "Config file (TOML)")->required();
    add_run_options(*verb, *command);
    verb->callback([command, &common, &action] {
        action = [command, &common] {
            const auto config = load(*command, common);
            RunSummary summary;
            {
                Talk talk(common);
                summary = check(config, command->options, talk.progress());
            }
            print(summary, common);
            return exit_of(summary, command->strict);
        };
    });
}

} // namespace harmspot::cli
