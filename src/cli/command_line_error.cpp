// SPDX-License-Identifier: MIT
#include "cli/command_line_error.hpp"

#include "harmspot/config.hpp"

#include "run/config_tree.hpp"

#include <fmt/format.h>

#include <vector>

namespace harmspot::cli
{

namespace
{

std::vector<std::string> verbs_of(const CLI::App& app)
{
    std::vector<std::string> names;
    for (const auto* verb : app.get_subcommands([](const CLI::App*) { return true; })) {
        names.push_back(verb->get_name());
    }
    return names;
}

/// "--out", "--set" and so on: of the program and of the verb given.
std::vector<std::string> options_of(const CLI::App& app)
{
    std::vector<std::string> names;
    const auto add = [&](const CLI::App& one) {
        for (const auto* option : one.get_options()) {
            for (const auto& name : option->get_lnames()) {
                names.push_back("--" + name);
            }
        }
    };
    add(app);
    for (const auto* verb : app.get_subcommands()) {
        add(*verb);
    }
    return names;
}

std::string unexpected(const CLI::App& app, const std::string& word)
{
    const auto meant = [&](const std::vector<std::string>& names) {
        const auto near = nearest_name(word, names);
        return near.empty() ? std::string() : fmt::format("; did you mean '{}'?", near);
    };
    if (word.starts_with('-')) {
        const auto option = word.substr(0, word.find('='));
        return fmt::format("unknown option {}{}", config::in_quotes(option), meant(options_of(app)));
    }
    if (app.get_subcommands().empty()) {
        const auto verbs = verbs_of(app);
        const auto near = meant(verbs);
        return fmt::format("unknown verb {}{}", config::in_quotes(word),
                           near.empty() ? fmt::format("; the verbs are {}", fmt::join(verbs, ", ")) : near);
    }
    return fmt::format("{} is one word too many; put names that hold spaces in quotes", config::in_quotes(word));
}

} // namespace

std::string no_verb(const CLI::App& app)
{
    return fmt::format("no verb; the verbs are {}", fmt::join(verbs_of(app), ", "));
}

std::string command_line_error(const CLI::App& app, const CLI::ParseError& error)
{
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
        const auto words = app.remaining(true);
        if (!words.empty()) {
            return unexpected(app, words.front());
        }
    }
    constexpr std::string_view kConversion = "Could not convert: "; // then "--threads = -1"
    const std::string text = error.what();
    if (dynamic_cast<const CLI::ConversionError*>(&error) != nullptr && text.starts_with(kConversion)) {
        return text.substr(kConversion.size()) + ": must be a whole number, 0 or more";
    }
    return text;
}

} // namespace harmspot::cli
