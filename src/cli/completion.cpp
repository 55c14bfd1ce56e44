// SPDX-License-Identifier: MIT
#include "cli/reference.hpp"

#include "harmspot/explain.hpp"

#include <fmt/format.h>

#include <algorithm>

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

/// Cases of `case $previous in`: what stands after an option that takes a value. Each option once.
void add_values(const CLI::App& app, std::vector<std::string>& seen, std::string& cases)
{
    for (const auto* option : app.get_options()) {
        if (option->get_lnames().empty() || option->get_items_expected_max() == 0) {
            continue;
        }
        const auto name = "--" + option->get_lnames().front();
        if (std::find(seen.begin(), seen.end(), name) != seen.end()) {
            continue;
        }
        seen.push_back(name);
        const auto words = words_of(*option);
        cases += fmt::format("    {})\n        {}\n        return ;;\n", name,
                             words.empty()
                                 ? "COMPREPLY=($(compgen -f -- \"$cur\"))"
                                 : fmt::format("COMPREPLY=($(compgen -W $'{}' -- \"$cur\"))", fmt::join(words, "\\n")));
    }
}

/// What a verb takes that is no option.
std::string positional(const CLI::App& app, const CLI::App& verb)
{
    if (verb.get_name() == "explain") {
        return fmt::format("COMPREPLY=($(compgen -W $'{}' -- \"$cur\"))", fmt::join(explain_topics(), "\\n"));
    }
    if (verb.get_name() == "man") {
        return fmt::format("COMPREPLY=($(compgen -W $'{}' -- \"$cur\"))", fmt::join(man_pages(app), "\\n"));
    }
    for (const auto* option : verb.get_options()) {
        if (option->get_positional()) {
            const auto words = words_of(*option);
            if (!words.empty()) {
                return fmt::format("COMPREPLY=($(compgen -W $'{}' -- \"$cur\"))", fmt::join(words, "\\n"));
            }
            return option->get_name() == "config"
                       ? "COMPREPLY=($(compgen -f -X '!*.toml' -- \"$cur\") $(compgen -d -- \"$cur\"))"
                       : "COMPREPLY=($(compgen -f -- \"$cur\"))";
        }
    }
    return "COMPREPLY=()";
}

} // namespace

std::string bash_completion(const CLI::App& app)
{
    std::vector<std::string> names;
    std::vector<std::string> seen;
    std::string values;
    std::string options;
    std::string positionals;
    add_values(app, seen, values);
    const auto common = option_names(app);
    for (const auto* verb : verbs_of(app)) {
        names.push_back(verb->get_name());
        add_values(*verb, seen, values);
        auto all = option_names(*verb);
        all.insert(all.end(), common.begin(), common.end());
        options += fmt::format("    {}) options=$'{}' ;;\n", verb->get_name(), fmt::join(all, "\\n"));
        positionals += fmt::format("    {}) {} ;;\n", verb->get_name(), positional(app, *verb));
    }
    return fmt::format(R"(# bash completion for harmspot; written by "harmspot completion bash"
_harmspot()
{{
    local IFS=$'\n'
    local cur=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} verb= word options=$'{}'
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
                       fmt::join(common, "\\n"), fmt::join(names, "|"), values, options, fmt::join(names, "\\n"),
                       positionals);
}

} // namespace harmspot::cli
