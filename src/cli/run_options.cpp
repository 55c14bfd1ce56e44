// SPDX-License-Identifier: MIT
#include "cli/run_options.hpp"

#include "cli/talk.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>

namespace harmspot::cli
{

void add_run_options(CLI::App& verb, RunCommand& command)
{
    verb.add_option("--set", command.command_line.set, "Change a config key: key.path=value");
    verb.add_option("--incidents", command.command_line.incidents,
                    "Incident files or patterns, in place of the config's");
    verb.add_option("--areas", command.command_line.areas, "File of the first area layer, in place of the config's");
    verb.add_option("--out", command.command_line.out, "Folder to make");
    verb.add_option("--seed", command.command_line.seed, "Seed of everything random")->check(kSeeds);
    verb.add_option("--threads", command.options.threads, "Most threads to use; 0 = all")
        ->check(CLI::Range(0, 4096))
        ->capture_default_str();
    verb.add_option("--simd", command.simd, "Instructions for the numeric loops; fixes the last bits of results")
        ->check(CLI::IsMember({"best", "plain", "avx2", "avx512"}))
        ->capture_default_str();
    verb.add_flag("--strict", command.strict, "Exit with 3 when the data have problems");
}

namespace
{

SimdPath simd_of(const std::string& word)
{
    if (word == "best") {
        return best_simd();
    }
    for (const auto path : {SimdPath::plain, SimdPath::avx2, SimdPath::avx512}) {
        if (word == simd_text(path)) {
            if (!simd_available(path)) {
                throw ConfigError(fmt::format("--simd {}: this processor cannot; use --simd best", word));
            }
            return path;
        }
    }
    throw ConfigError(fmt::format("--simd {}: no such path", word));
}

} // namespace

RunConfig load(RunCommand& command, const Common& common)
{
    auto config = read_config(command.config, command.command_line);
    command.options.out = config.output.folder;
    command.options.simd = simd_of(command.simd);
    if (common.verbose) {
        write_error(config.resolved_json + "\n");
    }
    return config;
}

void print(const RunSummary& summary, const Common& common)
{
    if (common.json) {
        const nlohmann::ordered_json json = {{"out", summary.out},
                                             {"rows", summary.rows},
                                             {"used", summary.used},
                                             {"rejected", summary.rejected},
                                             {"findings", summary.lines},
                                             {"warnings", summary.warnings},
                                             {"data_problems", summary.data_problems}};
        fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
        return;
    }
    if (common.quiet) {
        return;
    }
    for (const auto& line : summary.lines) {
        fmt::print("{}\n", line);
    }
}

Exit exit_of(const RunSummary& summary, bool strict)
{
    return strict && summary.data_problems ? Exit::data_problems : Exit::done;
}

} // namespace harmspot::cli
