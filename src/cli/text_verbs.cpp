// SPDX-License-Identifier: MIT
#include "cli/verbs.hpp"

#include "harmspot/config.hpp"
#include "harmspot/explain.hpp"

#include <fmt/format.h>

#include <memory>

namespace harmspot::cli
{

void add_list(CLI::App& app, const Common& common, Action& action)
{
    auto* verb = app.add_subcommand("list", "List the methods, one line each");
    verb->callback([&common, &action] {
        action = [&common] {
            fmt::print("{}", common.json ? list_json() : list_text());
            return Exit::done;
        };
    });
}

void add_explain(CLI::App& app, const Common& common, Action& action)
{
    auto name = std::make_shared<std::string>();
    auto* verb = app.add_subcommand("explain", "Explain a method or a section of the config in plain words");
    verb->add_option("name", *name, "A method (kde) or a section (incidents)")->required();
    verb->callback([name, &common, &action] {
        action = [name, &common] {
            fmt::print("{}", common.json ? explain_json(*name) : explain_text(*name));
            return Exit::done;
        };
    });
}

void add_schema(CLI::App& app, const Common& /*common*/, Action& action)
{
    auto* verb = app.add_subcommand("schema", "Print the JSON Schema of the config");
    verb->callback([&action] {
        action = [] {
            fmt::print("{}", config_schema());
            return Exit::done;
        };
    });
}

} // namespace harmspot::cli
