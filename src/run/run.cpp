// SPDX-License-Identifier: MIT
#include "harmspot/run.hpp"

#include "incident/words.hpp"
#include "run/again_words.hpp"
#include "run/briefings.hpp"
#include "run/context_shapes.hpp"
#include "run/geocoding.hpp"
#include "run/hub_products.hpp"
#include "run/layer_products.hpp"
#include "run/manifest.hpp"
#include "run/map_pages.hpp"
#include "run/offences.hpp"
#include "run/patrol_products.hpp"
#include "run/positions.hpp"
#include "run/products.hpp"
#include "run/run_data.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <numeric>
#include <optional>

namespace harmspot
{

namespace
{

namespace fs = std::filesystem;

/// \throws OutputError when replacing `out` would destroy something the run reads
void refuse_to_destroy_inputs(const RunConfig& config, const std::string& out)
{
    std::error_code error; // a name that cannot be looked up is refused where the folder is made
    const auto folder = fs::weakly_canonical(out, error);
    if (error) {
        return;
    }
    auto inputs = name_files(config.incidents).paths;
    for (const auto& area : config.areas) {
        inputs.push_back(area.file);
    }
    for (const auto& denominator : config.denominators) {
        inputs.push_back(denominator.file);
    }
    inputs.push_back(config.path);
    inputs.push_back(config.decisions.path);
    for (const auto& layer : config.context) {
        inputs.push_back(layer.file.path);
    }
    inputs.insert(inputs.end(), {config.mask, config.incidents.code_map});
    if (config.harm.table != "count") {
        inputs.push_back(config.harm.table);
    }
    for (const auto& plan : config.hubs) {
        for (const auto& file : files_of(plan)) {
            inputs.push_back(file.path);
        }
    }
    if (config.patrols) {
        for (const auto& file : files_of(*config.patrols)) {
            inputs.push_back(file.path);
        }
    }
    std::erase(inputs, std::string());
    for (const auto& input : inputs) {
        const auto relative = fs::weakly_canonical(input, error).lexically_relative(folder);
        if (!relative.empty() && *relative.begin() != "..") {
            throw OutputError(fmt::format("{}: holds {}, which this run reads; choose another --out", out, input));
        }
    }
}

/// Which dates count and when a row is a repeat, for the console.
void describe_rules(const RunConfig& config, RunSummary& summary)
{
    summary.lines.push_back(date_statement(config.incidents));
    summary.lines.push_back(duplicates_statement(config.incidents));
}

void describe_rows(const RunConfig& config, const RunData& data, RunSummary& summary)
{
    std::array<std::uint64_t, kRejectReasons> rejected{};
    for (const auto& input : data.read.report.inputs) {
        summary.rows += input.rows;
        summary.used += input.used;
        for (std::size_t reason = 0; reason < kRejectReasons; ++reason) {
            rejected[reason] += input.rejected[reason];
        }
    }
    summary.rejected = summary.rows - summary.used;
    std::string reasons;
    for (std::size_t reason = 0; reason < kRejectReasons; ++reason) {
        if (rejected[reason] > 0) {
            reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", thousands(rejected[reason]),
                                   reject_reason_text(static_cast<RejectReason>(reason)));
        }
    }
    summary.lines.push_back(fmt::format("{} row{} in {} file{}: {} used, {} left out{}", thousands(summary.rows),
                                        summary.rows == 1 ? "" : "s", data.read.report.inputs.size(),
                                        data.read.report.inputs.size() == 1 ? "" : "s", thousands(summary.used),
                                        thousands(summary.rejected), reasons.empty() ? "" : " (" + reasons + ")"));
    describe_rules(config, summary);
    summary.lines.push_back(
        fmt::format("Study area {:.1f} km2, searchable {:.1f} km2", data.study.area_km2, data.searchable_km2));
    const auto& notes = data.read.report.notes;
    summary.lines.insert(summary.lines.end(), notes.begin(), notes.end());
    if (auto mixed = mixed_crs_note(data.layers, config.epsg); !mixed.empty()) {
        summary.lines.push_back(std::move(mixed));
    }
    const auto outside = outside_notes(data, data.rules);
    summary.lines.insert(summary.lines.end(), outside.begin(), outside.end());
    for (std::size_t i = 0; i < config.themes.size(); ++i) {
        const auto& totals = data.totals[i];
        summary.lines.push_back(fmt::format("{}: {} incident{}, {} without coordinates, {} outside the study area",
                                            config.themes[i].title, thousands(totals.incidents),
                                            totals.incidents == 1 ? "" : "s", thousands(totals.no_coordinates),
                                            thousands(totals.outside)));
    }
}

/// What a table that may be published would show in place of a count.
std::string told(const PublishRules& rules, std::uint64_t count)
{
    return rules.withholds() && count < rules.least_count ? fmt::format("Under {}", rules.least_count)
                                                          : std::to_string(count);
}

/// Rows that [persistence] and [change] want in the files though the run leaves them out.
std::uint64_t expected_out_of_period(const RunConfig& config, const RunData& data)
{
    std::uint64_t rows = 0;
    for (const auto& input : data.read.report.inputs) {
        rows += input.rejected[static_cast<std::size_t>(RejectReason::out_of_period)];
    }
    return config.change || config.persistence.periods > 0 ? rows : 0;
}

/// A run that finds most of its rows elsewhere has the wrong columns, CRS or boundaries.
void warn_of_misplaced(const RunConfig& config, const RunData& data, RunSummary& summary)
{
    const bool police_uk = config.incidents.format == "police-uk"; // its columns and CRS are not for the user to map
    if (summary.rejected - expected_out_of_period(config, data) > summary.used) {
        summary.warnings.push_back(fmt::format("Most rows were left out: {} of {}; see rejects.csv. {}",
                                               thousands(summary.rejected), thousands(summary.rows),
                                               police_uk ? "Does the period fit the months of the files?"
                                                         : "Are the columns and [incidents] crs right?"));
    }
    std::uint64_t located = 0;
    std::uint64_t outside = 0;
    for (const auto place : data.read.incidents.place) {
        if (place != kNoPlace) {
            ++located;
            outside += data.in_study[place] == 0 ? 1U : 0U;
        }
    }
    const char* const cure =
        police_uk ? "Are these the files of this force, and these its areas?"
                  : "Are easting and northing swapped, is [incidents] crs right, and are these the right areas?";
    const auto guesses = outside_warnings(data.outside, data.rules);
    if (located > 0 && outside == located && !config.mask.empty()) {
        throw InputError(
            fmt::format("none of {} located incidents lies in the study area, which is what mask = \"{}\" "
                        "covers. Is it the right file, and does it cover what is to be looked at, not what "
                        "is to be left out?",
                        thousands(located), config.mask_as_written));
    }
    if (located > 0 && outside == located) {
        throw InputError(fmt::format("none of {} located incidents lies in the study area. {}", thousands(located),
                                     guesses.empty() ? cure : guesses.front()));
    }
    summary.warnings.insert(summary.warnings.end(), guesses.begin(), guesses.end());
    if (2 * outside > located) {
        summary.warnings.push_back(fmt::format("Most incidents lie outside the study area: {} of {}. {}",
                                               thousands(outside), thousands(located), cure));
    }
}

/// Everything a person should know before trusting the result, in one list for all products.
std::vector<std::string> denominator_warnings(const DenominatorConfig& config, const Denominator& denominator)
{
    std::vector<std::string> warnings;
    const auto& read = denominator.read;
    if (read.unusable > 0) {
        const auto first =
            read.first_unusable_line > 0 ? fmt::format(" (first in line {})", read.first_unusable_line) : "";
        warnings.push_back(fmt::format("{}: {} of {} rows have no position or weight that can be read{}; they do not "
                                       "count in [[denominator]] '{}'.",
                                       config.file_as_written, read.unusable, read.rows, first, config.name));
    }
    constexpr double kFar = 0.5;
    const double all = denominator.weight_inside + denominator.weight_outside;
    if (denominator.weight_outside > kFar * all) {
        warnings.push_back(
            fmt::format("{}: {:.0f} % of [[denominator]] '{}' lies outside the study area and does not count.",
                        config.file_as_written, 100 * denominator.weight_outside / all, config.name));
    }
    return warnings;
}

void gather_warnings(const RunConfig& config, const RunData& data, RunSummary& summary)
{
    auto& warnings = summary.warnings;
    for (const auto& layer : data.layers) {
        warnings.insert(warnings.end(), layer.warnings.begin(), layer.warnings.end());
    }
    const auto& read = data.read.report.warnings;
    warnings.insert(warnings.end(), read.begin(), read.end());
    for (std::size_t i = 0; i < data.denominators.size(); ++i) {
        const auto denominator = denominator_warnings(config.denominators[i], data.denominators[i]);
        warnings.insert(warnings.end(), denominator.begin(), denominator.end());
    }
    const auto months = month_warnings(data.months, config.publish);
    warnings.insert(warnings.end(), months.begin(), months.end());
    const auto geocoding = geocoding_warnings(data.read.incidents, data.rules);
    warnings.insert(warnings.end(), geocoding.begin(), geocoding.end());
    if (!data.harm.unmatched.empty()) {
        const auto incidents =
            std::accumulate(data.harm.unmatched.begin(), data.harm.unmatched.end(), std::uint64_t{0},
                            [](std::uint64_t sum, const UnmatchedCode& code) { return sum + code.incidents; });
        warnings.push_back(fmt::format("{} incidents have one of {} codes that {} does not list; they are in the "
                                       "manifest under harm.unmatched.",
                                       told(config.publish, incidents), data.harm.unmatched.size(), data.table.path));
    }
    for (std::size_t i = 0; i < config.themes.size(); ++i) {
        if (data.totals[i].incidents == 0) {
            warnings.push_back(fmt::format("No incident matches the theme {}.", config.themes[i].name));
        } else if (data.totals[i].harm == 0) {
            warnings.push_back(
                fmt::format("Every incident of the theme {} weighs 0 by {}, so its map by harm is empty; "
                            "look at the map by count, or at the table.",
                            config.themes[i].name, data.table.path));
        }
    }
    warn_of_misplaced(config, data, summary);
    summary.data_problems = summary.rejected > expected_out_of_period(config, data) || !warnings.empty();
}

RunSummary describe(const RunConfig& config, const RunData& data, const Progress& progress)
{
    RunSummary summary;
    describe_rows(config, data, summary);
    gather_warnings(config, data, summary);
    for (const auto& warning : summary.warnings) {
        progress.warn(warning);
    }
    return summary;
}

/// The commonest offences that no theme takes: where a slip in a code shows.
void describe_unmatched(const RunData& data, RunSummary& summary)
{
    const auto& incidents = data.read.incidents;
    const bool by_code = incidents.codes.size() > 1; // what themes match by, where there is a choice
    const auto& numbers = by_code ? incidents.code : incidents.offence;
    const auto& texts = by_code ? incidents.codes : incidents.offences;
    std::vector<std::uint64_t> counts(texts.size(), 0);
    for (std::size_t row = 0; row < incidents.size(); ++row) {
        counts[numbers[row]] += data.theme_bits[row] == 0 ? 1U : 0U;
    }
    const auto order = commonest_first(counts);
    const auto list = first_named(order, [&](std::uint32_t number) {
        return fmt::format("{} ({})", texts[number].empty() ? "none" : texts[number], told(data.rules, counts[number]));
    });
    if (!list.empty()) {
        summary.lines.push_back(
            fmt::format("In no theme, the commonest of {} {}: {}", order.size(), by_code ? "codes" : "offences", list));
    }
}

/// Which earlier periods could be looked at; a warning when not one.
void tell_history(const RunConfig& config, const History& history, const Progress& progress, RunSummary& summary)
{
    for (auto& line : history_lines(config, history)) {
        summary.lines.push_back(std::move(line));
    }
    const auto warning = history_warning(history);
    if (!warning.empty()) {
        progress.warn(warning);
    }
}

} // namespace

RunSummary check(const RunConfig& config, const RunOptions& options, const Progress& progress)
{
    Stopwatch watch;
    (void)read_decisions(config); // tells of faults in it
    const auto data = prepare(config, options, progress, watch);
    auto summary = describe(config, data, progress);
    const auto history = read_history(config, options, data, progress);
    tell_history(config, history, progress, summary);
    describe_unmatched(data, summary);
    (void)read_context(config, bounds(data.study.shape));
    if (config.patrols) {
        summary.lines.push_back(check_patrols(config, data, progress));
    }
    summary.out = options.out;
    for (const auto& output : plan_outputs(config, data)) {
        summary.lines.push_back("would write " + output.path);
    }
    summary.lines.emplace_back("would write timings.json");
    summary.lines.emplace_back("would write manifest.json");
    summary.timings = watch.stages();
    return summary;
}

RunSummary run(const RunConfig& config, const RunOptions& options, const Progress& progress)
{
    if (options.out.empty()) {
        throw ConfigError("no output folder; give [output] folder in the config, or --out");
    }
    refuse_to_destroy_inputs(config, options.out);
    Stopwatch watch;
    auto decisions = read_decisions(config);
    OutputFolder folder(options.out, options.overwrite);
    std::optional<PostgisRun> database; // now, so that a wrong password is not found out after the work
    if (config.output.postgis) {
        database.emplace(*config.output.postgis);
    }
    const auto data = prepare(config, options, progress, watch);
    static_cast<void>(plan_outputs(config, data)); // refuses paths that are too long before hours of work
    auto summary = describe(config, data, progress);

    // Warnings that detection adds belong in the manifest too.
    Progress listening = progress;
    listening.on_warning = [&](std::string_view line) {
        summary.warnings.emplace_back(line);
        progress.warn(line);
    };
    // Said, not recorded: what lies beside the output is no part of the result.
    for (const auto& leftover : folder.leftovers()) {
        progress.warn(fmt::format("{} was left by a run that was killed; it may be deleted.", leftover));
    }
    const auto history = read_history(config, options, data, progress);
    watch.lap("earlier periods", 0);
    tell_history(config, history, listening, summary);
    const auto context = read_context(config, bounds(data.study.shape));
    auto products = make_products(config, options, data, history, decisions, folder, listening, watch);
    for (const auto& line : stale_decisions(decisions, config.publish)) {
        listening.warn(line);
    }
    make_hub_products(config, options, data, folder, listening, watch, products);
    make_patrol_products(config, data, folder, listening, watch, products);
    progress.at("Writing", 0);
    write_layer_products(config, data, database ? &*database : nullptr, folder, products);
    write_shared_products(config, options, data, history, folder, products);
    const auto pages = make_pages(config, data, history, summary.warnings, context, products);
    if (config.output.map) {
        write_map_pages(pages, folder, products);
    }
    if (config.output.briefing) {
        write_briefings(config, data, pages, folder, products);
    }
    watch.lap("write", 0);
    write_text(folder.path_for("timings.json"), timings_json(watch, options.threads));
    write_text(folder.path_for("manifest.json"),
               manifest_json(config, options, data, history, decisions, products, summary.warnings));
    progress.at("Writing", 1);
    if (database) { // before the folder, whose last step is one rename and hardly ever fails
        database->commit();
        products.lines.push_back(
            fmt::format("Every layer is in schema {} of the database", config.output.postgis->schema));
    }
    folder.commit();
    watch.lap("finish", 0);

    summary.out = options.out;
    summary.lines.insert(summary.lines.end(), products.lines.begin(), products.lines.end());
    summary.timings = watch.stages();
    return summary;
}

} // namespace harmspot
