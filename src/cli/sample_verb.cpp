// SPDX-License-Identifier: MIT
#include "cli/verbs.hpp"

#include "harmspot/sample.hpp"

#include <fmt/format.h>

#include <memory>

namespace harmspot::cli
{

void add_sample(CLI::App& app, const Common& common, Action& action)
{
    struct Command {
        std::string folder;
        SampleParams params;
    };
    auto command = std::make_shared<Command>();
    auto* verb = app.add_subcommand("sample", "Write synthetic incidents with planted hotspots");
    verb->add_option("folder", command->folder, "Folder to write into; made when missing")->required();
    verb->add_option("--format", command->params.format, "Shape of the files")
        ->check(CLI::IsMember({"force", "police-uk"}))
        ->capture_default_str();
    verb->add_option("--incidents", command->params.incidents, "How many")
        ->check(CLI::Range(100, 20'000'000))
        ->capture_default_str();
    verb->add_option("--seed", command->params.seed, "Seed; the same seed gives the same bytes")
        ->check(kSeeds)
        ->capture_default_str();
    verb->add_flag("--overwrite", command->params.overwrite, "Write among the files that the folder holds");
    verb->callback([command, &common, &action] {
        action = [command, &common] {
            write_sample(command->folder, command->params);
            if (!common.quiet) {
                fmt::print("{} synthetic incidents written to {}\n", command->params.incidents, command->folder);
            }
            return Exit::done;
        };
    });
}

} // namespace harmspot::cli
