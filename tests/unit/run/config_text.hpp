// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/config.hpp"
#include "harmspot/error.hpp"

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

/// The shortest config that can be run, one key a line; tests put lines after or in place of its parts.
inline const std::string kSmallest = R"([incidents]
files = ["a.csv"]
format = "police-uk"
[[areas]]
layer = "command"
file = "areas.gpkg"
name = "name"
[harm]
table = "count"
[[theme]]
name = "burglary"
match = { field = "offence", in = ["Burglary"] }
[[hotspots]]
method = "kde"
)";

/// The same for a force's own export; [incidents.columns] comes last, so that lines can be added to it.
inline const std::string kForce = R"([harm]
table = "harm.csv"
[[areas]]
layer = "command"
file = "areas.gpkg"
name = "name"
[[theme]]
name = "all"
match = { all = [] }
[[hotspots]]
method = "kde"
[incidents]
files = ["a.csv"]
[incidents.columns]
)";

inline harmspot::RunConfig parse(const std::string& toml, const harmspot::CommandLineConfig& command_line = {})
{
    return harmspot::parse_config(toml, "configs/north.toml", command_line);
}

/// Every problem of a config; none when it is right.
inline std::vector<std::string> problems_of(const std::string& toml,
                                            const harmspot::CommandLineConfig& command_line = {})
{
    try {
        (void)parse(toml, command_line);
    } catch (const harmspot::ConfigError& error) {
        return error.problems();
    }
    return {};
}

/// What `--set` with each of `texts` gives.
inline harmspot::CommandLineConfig set(std::vector<std::string> texts)
{
    harmspot::CommandLineConfig command_line;
    command_line.set = std::move(texts);
    return command_line;
}

/// `text` with its first `from` replaced, so that tests show only the line they are about.
inline std::string with(std::string text, const std::string& from, const std::string& to)
{
    const auto at = text.find(from);
    if (at == std::string::npos) {
        throw std::logic_error("the test's text has no " + from);
    }
    return text.replace(at, from.size(), to);
}

using Problems = std::vector<std::string>;
