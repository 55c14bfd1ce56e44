// SPDX-License-Identifier: MIT
#include "cli/run_options.hpp"
#include "cli/talk.hpp"

#include "geo/platform.hpp"

#include <fmt/format.h>

#include <memory>

namespace harmspot::cli
{

void add_run(CLI::App& app, const Common& common, Action& action)
{
    auto command = std::make_shared<RunCommand>();
    auto* verb = app.add_subcommand("run", "Make every layer that a config asks for");
    verb->add_option("config", command->config, "Config file (TOML)")->required();
    add_run_options(*verb, *command);
    verb->add_flag("--overwrite", command->options.overwrite, "Replace an earlier run in the output folder");
    verb->callback([command, &common, &action] {
        action = [command, &common] {
            const auto config = load(*command, common);
            platform::restrict_new_files();
            RunSummary summary;
            {
                Talk talk(common);
                summary = run(config, command->options, talk.progress());
            }
            print(summary, common);
            if (!common.json && !common.quiet) {
                fmt::print("Written to {}\n", summary.out);
            }
            return exit_of(summary, command->strict);
        };
    });
}

} // namespace harmspot::cli
