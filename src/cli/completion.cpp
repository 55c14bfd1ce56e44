// SPDX-License-Identifier: MIT
#include "cli/reference.hpp"

#include "harmspot/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

namespace harmspot::cli
{

namespace
{

/// "--out --set": the long names of the options that are typed as such.
std::vector<std::string> option_names(const CLI::App& app)
{
    std::vector<std::string> names;
    for (const auto* option : app.get_options()) {
        for (const auto& name : option->get_lnames()) {
            names.push_back("--" + name);
        }
    }
    return names;
}

/// What may stand somewhere on the command line.
struct Choice {
    std::vector<std::string> words; ///< one of these, where there are any
    bool files = false;             ///< else a file…
    bool configs = false;           ///< …or a config, in whatever folder
};

/// What stands after an option that takes a value.
Choice value_of(const CLI::Option& option)
{
    auto words = words_of(option);
    const bool any = words.empty();
    return {std::move(words), any};
}

/// What a verb takes that is no option.
Choice positional(const CLI::App& app, const CLI::App& verb)
{
    if (verb.get_name() == "explain") {
        return {explain_topics()};
    }
    if (verb.get_name() == "man") {
        return {man_pages(app)};
    }
    for (const auto* option : verb.get_options()) {
        if (option->get_positional()) {
            auto choice = value_of(*option);
            choice.configs = choice.files && option->get_name() == "config";
            return choice;
        }
    }
    return {};
}

std::string in_bash(const Choice& choice)
{
    if (!choice.words.empty()) {
        return fmt::format("COMPREPLY=($(compgen -W $'{}' -- \"$cur\"))", fmt::join(choice.words, "\\n"));
    }
    if (choice.configs) {
        return "COMPREPLY=($(compgen -f -X '!*.toml' -- \"$cur\") $(compgen -d -- \"$cur\"))";
    }
    return choice.files ? "COMPREPLY=($(compgen -f -- \"$cur\"))" : "COMPREPLY=()";
}

std::string in_zsh(const Choice& choice)
{
    if (!choice.words.empty()) {
        return fmt::format("compadd -- {}", fmt::join(choice.words, " "));
    }
    if (choice.configs) {
        return "_files -g '*.toml'";
    }
    return choice.files ? "_files" : "return 1";
}

/// A script's pieces that come from the command line's own description.
struct Pieces {
    std::string values;      ///< cases of `case $previous in`, each option once
    std::string options;     ///< cases that set the options of a verb
    std::string positionals; ///< cases of what a verb takes that is no option
    std::vector<std::string> common;
    std::vector<std::string> verbs;
};

/// \param write a choice in the shell's words; \param list options as the value of a variable
Pieces pieces_of(const CLI::App& app, const std::function<std::string(const Choice&)>& write,
                 const std::function<std::string(const std::vector<std::string>&)>& list)
{
    Pieces pieces;
    std::vector<std::string> seen;
    const auto add_values = [&](const CLI::App& level) {
        for (const auto* option : level.get_options()) {
            if (option->get_lnames().empty() || option->get_items_expected_max() == 0) {
                continue;
            }
            const auto name = "--" + option->get_lnames().front();
            if (std::find(seen.begin(), seen.end(), name) == seen.end()) {
                seen.push_back(name);
                pieces.values +=
                    fmt::format("    {})\n        {}\n        return ;;\n", name, write(value_of(*option)));
            }
        }
    };
    add_values(app);
    pieces.common = option_names(app);
    for (const auto* verb : verbs_of(app)) {
        pieces.verbs.push_back(verb->get_name());
        add_values(*verb);
        auto all = option_names(*verb);
        all.insert(all.end(), pieces.common.begin(), pieces.common.end());
        pieces.options += fmt::format("    {}) options={} ;;\n", verb->get_name(), list(all));
        pieces.positionals += fmt::format("    {}) {} ;;\n", verb->get_name(), write(positional(app, *verb)));
    }
    return pieces;
}

} // namespace

std::string bash_completion(const CLI::App& app)
{
    const auto list = [](const std::vector<std::string>& options) {
        return fmt::format("$'{}'", fmt::join(options, "\\n"));
    };
    const auto pieces = pieces_of(app, in_bash, list);
    return fmt::format(R"(# bash completion for harmspot; written by "harmspot completion bash"
_harmspot()
{{
    local IFS=$'\n'
    local cur=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} verb= word options={}
    COMPREPLY=()
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case $word in
        {}) verb=$word; break ;;
        esac
    done
    case $previous in
{}    esac
    case $verb in
{}    esac
    if [[ $cur == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$cur"))
        return
    fi
    case $verb in
    '') COMPREPLY=($(compgen -W $'{}' -- "$cur")) ;;
{}    esac
}}
complete -o filenames -F _harmspot harmspot
)",
                       list(pieces.common), fmt::join(pieces.verbs, "|"), pieces.values, pieces.options,
                       fmt::join(pieces.verbs, "\\n"), pieces.positionals);
}

std::string zsh_completion(const CLI::App& app)
{
    const auto list = [](const std::vector<std::string>& options) {
        return fmt::format("({})", fmt::join(options, " "));
    };
    const auto pieces = pieces_of(app, in_zsh, list);
    return fmt::format(R"(#compdef harmspot
# zsh completion for harmspot; written by "harmspot completion zsh"
_harmspot()
{{
    local previous=${{words[CURRENT-1]}} verb= word
    local -a options
    options={}
    for word in ${{words[2,CURRENT-1]}}; do
        case $word in
        {}) verb=$word; break ;;
        esac
    done
    case $previous in
{}    esac
    case $verb in
{}    esac
    if [[ $PREFIX == -* ]]; then
        compadd -- $options
        return
    fi
    case $verb in
    '') compadd -- {} ;;
{}    esac
}}
if [[ ${{funcstack[1]}} == _harmspot ]]; then
    _harmspot "$@"      # autoloaded from a folder in fpath
else
    compdef _harmspot harmspot   # sourced
fi
)",
                       list(pieces.common), fmt::join(pieces.verbs, "|"), pieces.values, pieces.options,
                       fmt::join(pieces.verbs, " "), pieces.positionals);
}

} // namespace harmspot::cli
