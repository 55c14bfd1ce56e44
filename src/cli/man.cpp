// SPDX-License-Identifier: MIT
#include "cli/reference.hpp"

#include "harmspot/config.hpp"
#include "harmspot/error.hpp"
#include "harmspot/version.hpp"

#include "run/explain_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace harmspot::cli
{

namespace
{

/// Text as roff prints it letter by letter: no line begins a request, no backslash an escape.
std::string escaped(std::string_view text)
{
    std::string out;
    bool line_start = true;
    for (const char c : text) {
        if (line_start && (c == '.' || c == '\'')) {
            out += "\\&";
        }
        if (c == '\\') {
            out += "\\e";
        } else if (c == '-') {
            out += "\\-";
        } else {
            out += c;
        }
        line_start = c == '\n';
    }
    return out;
}

std::string upper(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return out;
}

std::string heading(std::string_view name, char section, std::string_view what)
{
    return fmt::format(".TH \"{}\" {} \"\" \"harmspot {}\" \"Harmspot manual\"\n.SH NAME\n{} \\- {}\n",
                       escaped(upper(name)), section, kVersion, escaped(name), escaped(what));
}

/// A tagged paragraph: a term in bold, and lines on it.
std::string item(std::string_view term, const std::vector<std::string>& lines)
{
    std::string text = fmt::format(".TP\n.B {}\n", escaped(term));
    for (const auto& line : lines) {
        text += (line == lines.front() ? "" : ".br\n") + escaped(line) + "\n";
    }
    return text;
}

std::string option_item(const CLI::Option& option)
{
    const bool takes_value = option.get_items_expected_max() > 0;
    const auto words = words_of(option);
    auto term = option.get_positional() ? option.get_name() : option.get_name(false, true);
    if (!option.get_positional() && takes_value) {
        term += words.empty() ? " VALUE" : fmt::format(" {}", fmt::join(words, "|"));
    }
    std::vector<std::string> lines{option.get_description() + "."};
    if (!option.get_default_str().empty()) {
        lines.push_back("Default: " + option.get_default_str());
    }
    return item(term, lines);
}

std::string options_section(const CLI::App& app)
{
    std::string text;
    for (const auto* option : app.get_options()) {
        text += option_item(*option);
    }
    return text.empty() ? text : ".SH OPTIONS\n" + text;
}

std::string program_page(const CLI::App& app)
{
    auto text = heading("harmspot", '1', app.get_description());
    text += ".SH SYNOPSIS\n.B harmspot\n[OPTIONS] VERB ...\n.SH VERBS\n";
    for (const auto* verb : verbs_of(app)) {
        text += item(verb->get_name(), {verb->get_description() + "."});
    }
    text += options_section(app);
    text += ".SH EXIT STATUS\n" + item("0", {"Done."}) + item("1", {"Failed."}) +
            item("2", {"Bad command line or config."}) +
            item("3", {"Finished, but --strict found problems in the data."});
    return text + ".SH SEE ALSO\n.BR harmspot\\-config (5)\n";
}

std::string verb_page(const CLI::App& verb)
{
    const auto name = "harmspot-" + verb.get_name();
    auto text = heading(name, '1', verb.get_description());
    text += fmt::format(".SH SYNOPSIS\n.B harmspot {}\n[OPTIONS]", escaped(verb.get_name()));
    for (const auto* option : verb.get_options()) {
        if (option->get_positional()) {
            text += " " + escaped(upper(option->get_name()));
        }
    }
    return text + "\n" + options_section(verb) + ".SH SEE ALSO\n.BR harmspot (1),\n.BR harmspot\\-config (5)\n";
}

std::string keys_text(const std::vector<KeySpec>& keys)
{
    std::string text;
    for (const auto& key : keys) {
        text += item(key.name, {explain::facts_text(key), explain::sentence(key.why)});
    }
    return text;
}

std::string config_page()
{
    auto text = heading("harmspot-config", '5', "the config of a run, in TOML");
    text += ".SH DESCRIPTION\n" +
            escaped("What harmspot run and check do is written in one TOML file. Keys that are "
                    "not listed here are errors.") +
            "\n";
    for (const auto& section : config_sections()) {
        text += fmt::format(".SH \"{}\"\n{}\n", escaped(upper(section_text(section))),
                            escaped(explain::sentence(section.why)));
        text += keys_text(section.keys);
    }
    for (const auto& method : methods()) {
        text += fmt::format(".SH \"METHOD {}\"\n{}\n.PP\nReference: {}\n", escaped(upper(method.name)),
                            escaped(explain::sentence(method.words)), escaped(explain::sentence(method.reference)));
        text += keys_text(method.keys);
    }
    return text + ".SH SEE ALSO\n.BR harmspot (1)\n";
}

/// Whether `asked` names `page` ("harmspot-run.1"): in full, without the section, or without the program's name.
bool is_called(std::string_view asked, std::string_view page)
{
    constexpr std::string_view kProgram = "harmspot-";
    const auto title = page.substr(0, page.size() - 2); // sections have one digit
    return asked == page || asked == title || (title.starts_with(kProgram) && asked == title.substr(kProgram.size()));
}

} // namespace

std::vector<const CLI::App*> verbs_of(const CLI::App& app)
{
    return app.get_subcommands([](const CLI::App*) { return true; });
}

std::vector<std::string> words_of(const CLI::Option& option)
{
    const auto type = option.get_type_name(); // "TEXT:{auto,always}"
    const auto open = type.find('{');
    const auto close = type.find('}', open == std::string::npos ? 0 : open);
    std::vector<std::string> words;
    if (open == std::string::npos || close == std::string::npos) {
        return words;
    }
    for (std::size_t at = open + 1; at < close;) {
        const auto comma = std::min(type.find(',', at), close);
        words.push_back(type.substr(at, comma - at));
        at = comma + 1;
    }
    return words;
}

std::vector<std::string> man_pages(const CLI::App& app)
{
    std::vector<std::string> pages{"harmspot.1"};
    for (const auto* verb : verbs_of(app)) {
        pages.push_back(fmt::format("harmspot-{}.1", verb->get_name()));
    }
    pages.emplace_back("harmspot-config.5");
    return pages;
}

std::string man_page(const CLI::App& app, std::string_view page)
{
    if (is_called(page, "harmspot.1")) {
        return program_page(app);
    }
    if (is_called(page, "harmspot-config.5")) {
        return config_page();
    }
    for (const auto* verb : verbs_of(app)) {
        if (is_called(page, fmt::format("harmspot-{}.1", verb->get_name()))) {
            return verb_page(*verb);
        }
    }
    throw ConfigError(fmt::format("no such page; there are {}", fmt::join(man_pages(app), ", ")));
}

} // namespace harmspot::cli
