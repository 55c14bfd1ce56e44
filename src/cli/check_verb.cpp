// SPDX-License-Identifier: MIT
#include "cli/run_options.hpp"
#include "cli/talk.hpp"

#include "harmspot/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

namespace harmspot::cli
{

namespace
{

bool ends_with(std::string_view text, std::string_view ending)
{
    return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

/// Several files, or one that is named like data, are data; anything else is a config.
/// \throws ConfigError for a config among other files
bool are_data(const std::vector<std::string>& files)
{
    for (const auto& file : files) {
        if (files.size() > 1 && ends_with(file, ".toml")) {
            throw ConfigError(fmt::format("{}: a config is checked alone; it names its own data. Check it, or the "
                                          "data files",
                                          file));
        }
    }
    constexpr std::array<std::string_view, 14> kData{".csv",  ".txt",  ".tsv", ".gz",  ".zip", ".xlsx", ".geojson",
                                                     ".json", ".gpkg", ".shp", ".fgb", ".tab", ".kml",  ".CSV"};
    return files.size() > 1 || std::any_of(kData.begin(), kData.end(),
                                           [&](std::string_view ending) { return ends_with(files.front(), ending); });
}

} // namespace

void add_check(CLI::App& app, const Common& common, Action& action)
{
    auto command = std::make_shared<RunCommand>();
    auto files = std::make_shared<std::vector<std::string>>();
    auto* verb = app.add_subcommand(
        "check", "Read a config and its data, say what a run would do; or say what data files hold. Touch nothing");
    verb->add_option("files", *files, "Config file (TOML), or incident and boundary files")->required();
    add_run_options(*verb, *command);
    verb->callback([command, files, &common, &action] {
        action = [command, files, &common] {
            RunSummary summary;
            if (are_data(*files)) {
                Talk talk(common);
                summary = check_files(*files, command->options, talk.progress());
            } else {
                command->config = files->front();
                const auto config = load(*command, common);
                Talk talk(common);
                summary = check(config, command->options, talk.progress());
            }
            print(summary, common);
            return exit_of(summary, command->strict);
        };
    });
}

} // namespace harmspot::cli
