// SPDX-License-Identifier: MIT
#include "cli/command_line_error.hpp"
#include "cli/memory_reserve.hpp"
#include "cli/talk.hpp"
#include "cli/verbs.hpp"

#include "harmspot/error.hpp"
#include "harmspot/output.hpp"
#include "harmspot/version.hpp"

#include "geo/crs.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <new>
#include <string_view>

namespace harmspot::cli
{

namespace
{

std::string version_text()
{
    std::string text = fmt::format("harmspot {}\n", kVersion);
    for (const auto& [name, version] : library_versions()) {
        text += fmt::format("{} {}\n", name, version);
    }
    text +=
        fmt::format("OSTN15 grid: {}", has_ostn15() ? "found" : "not found; British positions are good to about 5 m");
    return text;
}

void add_common(CLI::App& app, Common& common)
{
    app.add_flag("-q,--quiet", common.quiet, "Say nothing but errors");
    app.add_flag("-v,--verbose", common.verbose, "Say more, and the whole config as it was understood");
    app.add_flag("--json", common.json, "Answer in JSON on stdout");
    app.add_option("--progress", common.progress, "Progress on stderr")
        ->check(CLI::IsMember({"auto", "always", "never", "json"}))
        ->capture_default_str();
    app.add_option("--proj-data", common.proj_data, "Folder with shift grids such as OSTN15, searched first")
        ->check(CLI::ExistingDirectory);
}

/// Whether errors are to be JSON lines too; read off the words themselves, since a command line that cannot
/// be parsed is an error as well.
bool wants_json(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--progress=json" ||
            (word == "--progress" && i + 1 < argc && std::string_view(argv[i + 1]) == "json")) {
            return true;
        }
    }
    return false;
}

int fail(Exit code, const std::string& text, bool as_json)
{
    write_error(as_json ? fmt::format("{{\"error\":\"{}\"}}\n", json_escaped(text))
                        : fmt::format("harmspot: {}\n", text));
    return static_cast<int>(code);
}

int refuse(const std::string& problem, bool as_json)
{
    const int code = fail(Exit::bad_command, problem, as_json);
    if (!as_json) {
        fmt::print(stderr, "Run with --help for more information.\n");
    }
    return code;
}

int run_command(int argc, char** argv, bool as_json)
{
    CLI::App app("Harm hotspots from geocoded incidents and area boundaries", "harmspot");
    app.require_subcommand(0, 1); // none is refused below, after words that are no verb
    app.fallthrough();
    app.set_version_flag(
        "--version", [] { return version_text(); }, "Versions of the program and its libraries");
    app.footer("Examples:\n  harmspot sample sample && harmspot run configs/force_export.toml --incidents "
               "sample/incidents.csv --out out\n  harmspot explain kde");
    Common common;
    add_common(app, common);
    Action action;
    add_run(app, common, action);
    add_check(app, common, action);
    add_init(app, common, action);
    add_list(app, common, action);
    add_explain(app, common, action);
    add_schema(app, common, action);
    add_sample(app, common, action);
    add_man(app, common, action);
    add_completion(app, common, action);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {
            return app.exit(error); // help or versions
        }
        return refuse(command_line_error(app, error), as_json);
    }
    if (!action) {
        return refuse(no_verb(app), as_json);
    }
    set_proj_folders(common.proj_data);
    catch_signals();
    const auto code = action();
    // What was lost on the way out must not look like success.
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
        return fail(Exit::failed, "stdout: could not be written whole", as_json);
    }
    return static_cast<int>(code);
}

} // namespace

} // namespace harmspot::cli

int main(int argc, char** argv)
{
    using harmspot::cli::Exit;
    using harmspot::cli::fail;
    const bool as_json = harmspot::cli::wants_json(argc, argv);
    try {
        harmspot::cli::reserve_memory();
        return harmspot::cli::run_command(argc, argv, as_json);
    } catch (const harmspot::ConfigError& error) {
        for (const auto& problem : error.problems()) {
            fail(Exit::bad_command, problem, as_json);
        }
        return static_cast<int>(Exit::bad_command);
    } catch (const harmspot::Interrupted&) {
        return fail(Exit::failed, "stopped; nothing was left behind", as_json);
    } catch (const std::bad_alloc&) {
        return fail(Exit::failed, "out of memory; use a larger cell_m or fewer incidents", as_json);
    } catch (const std::exception& error) {
        return fail(Exit::failed, error.what(), as_json);
    }
}
