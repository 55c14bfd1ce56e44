// SPDX-License-Identifier: MIT
#include "incident/assemble.hpp"
#include "incident/byte_progress.hpp"
#include "incident/chunks.hpp"
#include "incident/code_map.hpp"
#include "incident/coordinates.hpp"
#include "incident/csv_scan.hpp"
#include "incident/dated_codes.hpp"
#include "incident/dates.hpp"
#include "incident/exclude.hpp"
#include "incident/incident_reader.hpp"
#include "incident/input_file.hpp"
#include "incident/odd_dates.hpp"
#include "incident/place_index.hpp"
#include "incident/read_warnings.hpp"

#include "harmspot/error.hpp"
#include "harmspot/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <utility>

namespace harmspot
{

namespace
{

/// One input as it goes through the reader.
struct Task {
    std::string sha256;
    std::string what;
    Encoding encoding = Encoding::utf8;
    std::string_view delimiter;
    std::vector<std::string> notes;
    std::vector<RowBlock> blocks;
    std::string problem;
};

std::string_view delimiter_text(char delimiter)
{
    switch (delimiter) {
    case ',':
        return "comma";
    case ';':
        return "semicolon";
    case '|':
        return "bar";
    default:
        return "tab";
    }
}

/// The same file under two names would count twice.
void refuse_same_bytes(const std::vector<InputReport>& inputs)
{
    std::map<std::string_view, const InputReport*> first;
    for (const auto& input : inputs) {
        const auto [found, is_new] = first.emplace(input.sha256, &input);
        if (!is_new && input.rows > 0) {
            throw InputError(
                fmt::format("{} and {} hold the same bytes, so every row would count twice; name one of them",
                            found->second->path, input.path));
        }
    }
}

RowRules rules_of(const RunConfig& config, const ColumnMap& map)
{
    RowRules rules;
    const int epsg = source_epsg(map, config.incidents);
    rules.area = usable_area(epsg);
    rules.in_degrees = is_geographic(epsg);
    if (config.period) {
        rules.from_min = config.period->from_day * kMinutesPerDay;
        rules.to_min = config.period->to_day * kMinutesPerDay + kMinutesPerDay - 1;
    }
    return rules;
}

class Reader
{
public:
    Reader(const std::vector<InputPart>& parts, const RunConfig& config, unsigned threads, const Progress& progress,
           const ReadTuning& tuning)
        : m_parts(parts), m_config(config.incidents), m_map(column_map(config.incidents)),
          m_rules(rules_of(config, m_map)), m_threads(threads == 0 ? machine_threads() : threads), m_tuning(tuning),
          m_lanes(m_threads), m_pool(m_lanes), m_tasks(parts.size()), m_progress(progress, bytes_of(parts))
    {
    }

    /// Small files side by side, each by one thread; then large files one after the other, by all.
    /// \param beside other work, done once meanwhile
    void read(const std::function<void()>& beside)
    {
        std::vector<std::size_t> small;
        std::vector<std::size_t> large;
        for (std::size_t i = 0; i < m_parts.size(); ++i) {
            (m_threads > 1 && m_parts[i].text_bytes > 2 * m_tuning.chunk_bytes && is_text(m_parts[i]) ? large : small)
                .push_back(i);
        }
        if (large.empty()) {
            m_beside.push_back(beside);
        }
        parallel_for(m_threads, m_beside.size() + small.size(), [&](std::size_t i) {
            i < m_beside.size() ? m_beside[i]() : attempt(small[i - m_beside.size()], &Reader::read_small);
        });
        fail_if_any();
        m_beside = {beside};
        for (const std::size_t i : large) {
            attempt(i, &Reader::read_large);
            m_beside.clear();
        }
        fail_if_any();
    }

    [[nodiscard]] const ColumnMap& map() const { return m_map; }
    /// What is to be told of how the files were read.
    [[nodiscard]] std::vector<std::string> notes() const
    {
        std::vector<std::string> all;
        for (const auto& task : m_tasks) {
            all.insert(all.end(), task.notes.begin(), task.notes.end());
        }
        return all;
    }
    [[nodiscard]] std::vector<Lane> take_lanes() { return std::move(m_lanes); }
    [[nodiscard]] std::vector<RowBlock> take_blocks()
    {
        std::vector<RowBlock> all;
        for (auto& task : m_tasks) {
            std::move(task.blocks.begin(), task.blocks.end(), std::back_inserter(all));
            task.blocks.clear();
        }
        return all;
    }
    /// What is known of a file without its rows.
    [[nodiscard]] InputReport report(std::size_t file) const
    {
        const Task& task = m_tasks[file];
        InputReport report;
        report.path = m_parts[file].name;
        report.sha256 = task.sha256;
        report.kind = task.what;
        report.encoding = encoding_text(task.encoding);
        report.delimiter = task.delimiter;
        return report;
    }

private:
    /// Whether a part is text, which threads can share; GDAL reads the rest on one.
    static bool is_text(const InputPart& part) { return driver_of(part.kind) == nullptr; }

    static std::size_t bytes_of(const std::vector<InputPart>& parts)
    {
        std::size_t total = 0;
        for (const auto& part : parts) {
            total += part.file_bytes;
        }
        return total;
    }

    /// Keeps what goes wrong with a file, so that all such files can be named at once.
    void attempt(std::size_t i, void (Reader::*step)(std::size_t))
    {
        try {
            (this->*step)(i);
        } catch (const InputError& error) {
            m_tasks[i].problem = error.what();
        }
    }

    void fail_if_any() const
    {
        constexpr std::size_t kMostNamed = 10;
        std::string text;
        std::size_t problems = 0;
        for (const auto& task : m_tasks) {
            if (!task.problem.empty() && ++problems <= kMostNamed) {
                text += (text.empty() ? "" : "\n") + task.problem;
            }
        }
        if (problems > kMostNamed) {
            text += fmt::format("\nand {} more files cannot be used", problems - kMostNamed);
        }
        if (problems > 0) {
            throw InputError(text);
        }
    }

    /// Opens a file and reads its header; a large one is unpacked later, as it is parsed.
    InputFile open(std::size_t i)
    {
        if (!m_parts[i].problem.empty()) {
            throw InputError(m_parts[i].problem);
        }
        InputFile file(m_parts[i]);
        if (m_parts[i].text_bytes > m_tuning.unpack_whole_bytes) {
            file.read_header_of_start(m_map, m_config);
        } else {
            file.read_header(m_map, m_config);
        }
        return file;
    }

    void read_small(std::size_t i)
    {
        InputFile file = open(i);
        m_tasks[i].sha256 = file.sha256();
        const auto progress = in_file_bytes(i, file);
        parse(i, file, [&] {
            return file.is_partial() ? parse_partial(file, 1, {}, progress)
                                     : parse_in_turn(file.row_text(), file.first_row(), m_rules, m_pool,
                                                     m_tuning.chunk_bytes, progress);
        });
    }

    void read_large(std::size_t i)
    {
        InputFile file = open(i);
        std::vector<std::function<void()>> beside{[&] { m_tasks[i].sha256 = file.sha256(); }};
        beside.insert(beside.end(), m_beside.begin(), m_beside.end());
        const auto progress = in_file_bytes(i, file);
        parse(i, file, [&] {
            const auto others = std::exchange(beside, {});
            return file.is_partial() ? parse_partial(file, m_threads, others, progress)
                                     : parse_in_parallel(file.row_text(), file.first_row(), m_rules, m_pool,
                                                         m_tuning.chunk_bytes, m_threads, others, progress);
        });
    }

    std::vector<RowBlock> parse_partial(InputFile& file, unsigned threads,
                                        std::span<const std::function<void()>> beside, const BytesDone& done)
    {
        constexpr std::size_t kPiece = std::size_t{1} << 20U; // two for each thread are held
        RowText start = file.row_text();
        start.text.remove_prefix(file.first_row());
        return parse_as_it_comes(
            start, [&](std::span<char> to) { return file.more(to); }, m_rules, m_pool,
            std::min(kPiece, m_tuning.chunk_bytes), threads, beside, done);
    }

    /// Parses a file, a second time when its rows show that it is not UTF-8: checking every file beforehand
    /// would cost the many that are. What the first pass left in the lanes is used by no row.
    template <typename Parse>
    void parse(std::size_t i, InputFile& file, Parse parse_rows)
    {
        Task& task = m_tasks[i];
        task.blocks = parse_rows();
        const bool not_utf8 =
            std::any_of(task.blocks.begin(), task.blocks.end(), [](const RowBlock& block) { return block.not_utf8; });
        if (not_utf8 && file.fall_back(m_map)) {
            task.blocks = parse_rows();
        }
        task.encoding = file.encoding();
        task.what = file.what();
        task.notes = file.notes();
        task.delimiter = file.is_table() ? "none" : delimiter_text(file.delimiter());
        number_lines(i, file);
    }

    /// Progress counts bytes on disk; rows are parsed from unpacked text.
    BytesDone in_file_bytes(std::size_t i, const InputFile& file)
    {
        const std::size_t text = std::max(file.text().size(), file.is_partial() ? m_parts[i].text_bytes : 0);
        const auto rows = static_cast<double>(text - file.first_row());
        const double share = rows == 0 ? 0 : static_cast<double>(m_parts[i].file_bytes) / rows;
        return [this, share](std::size_t bytes) {
            m_progress.add(static_cast<std::size_t>(static_cast<double>(bytes) * share));
        };
    }

    void number_lines(std::size_t i, const InputFile& file)
    {
        std::uint64_t line = file.first_line();
        std::uint64_t first_unclosed = 0;
        unsigned unclosed = 0;
        for (auto& block : m_tasks[i].blocks) {
            block.file = i;
            block.first_line = line;
            line += block.lines;
            if (unclosed == 0) {
                first_unclosed = block.first_line + block.unclosed_line;
            }
            unclosed += block.unclosed;
        }
        if (unclosed > csv::kMaxUnclosedQuotes) {
            throw InputError(fmt::format("{}:{}: a quote opened here never closes, nor do {} others; is this a CSV "
                                         "file with \" around texts and doubled inside them?",
                                         file.name(), first_unclosed, csv::kMaxUnclosedQuotes));
        }
    }

    const std::vector<InputPart>& m_parts;
    const IncidentsConfig& m_config;
    ColumnMap m_map;
    RowRules m_rules;
    unsigned m_threads;
    ReadTuning m_tuning;
    std::vector<Lane> m_lanes;
    LanePool m_pool;
    std::vector<Task> m_tasks;
    ByteProgress m_progress;
    std::vector<std::function<void()>> m_beside;
};

} // namespace

IncidentsRead read_incidents_cut(const std::vector<std::string>& files, const std::vector<std::string>& as_written,
                                 const RunConfig& as_configured, unsigned threads, const Progress& progress,
                                 const ReadTuning& tuning)
{
    assert(files.size() == as_written.size());
    const auto [parts, points_epsg, part_notes] = input_parts(files, as_written, as_configured.incidents);
    RunConfig config = as_configured;
    config.incidents.epsg = points_epsg == 0 ? config.incidents.epsg : points_epsg;
    const CodeMap codes = config.incidents.code_map.empty() ? CodeMap() : CodeMap(config.incidents.code_map);
    Reader reader(parts, config, threads, progress, tuning);
    // PROJ looks things up in the meantime: that needs the rows no more than they need it.
    std::optional<Projection> projection;
    std::exception_ptr problem;
    reader.read([&] {
        try {
            projection.emplace(source_epsg(reader.map(), config.incidents), config.epsg);
        } catch (...) {
            problem = std::current_exception(); // what is wrong with a file is told first
        }
    });
    if (problem) {
        std::rethrow_exception(problem);
    }
    auto blocks = reader.take_blocks();
    IncidentsRead result;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        names.push_back(parts[i].name);
        result.report.inputs.push_back(reader.report(i));
    }
    for (const auto& block : blocks) {
        result.report.inputs[block.file].rows += block.row_count;
    }
    refuse_same_bytes(result.report.inputs);
    const auto month_first = judge_month_first(blocks, names);
    auto lanes = reader.take_lanes();
    if (!config.incidents.exclude.empty()) {
        exclude_rows(blocks, lanes, reader.map(), codes, config.incidents.exclude, threads);
    }
    refuse_dated_codes(blocks, lanes, codes, names);
    auto assembled =
        assemble(std::move(blocks), std::move(lanes), *projection, config, reader.map(), codes, parts.size(), threads);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        result.report.inputs[i].used = assembled.used[i];
    }
    for (const auto& reject : assembled.rejects) {
        ++result.report.inputs[reject.input].rejected[static_cast<std::size_t>(reject.reason)];
    }
    result.report.coordinates = std::move(assembled.coordinates);
    result.report.no_coordinates = result.report.coordinates.missing;
    result.report.crs = assembled.crs;
    result.project_seconds = assembled.project_seconds;
    result.report.warnings = part_notes;
    const auto notes = reader.notes();
    const auto warnings =
        read_warnings(assembled, result.report, reader.map(), config.change || config.persistence.periods > 0);
    result.report.warnings.insert(result.report.warnings.end(), notes.begin(), notes.end());
    result.report.warnings.insert(result.report.warnings.end(), warnings.begin(), warnings.end());
    result.report.warnings.insert(result.report.warnings.end(), month_first.begin(), month_first.end());
    if (const auto midnights = settle_midnights(assembled.incidents); !midnights.empty()) {
        result.report.warnings.push_back(midnights);
    }
    tell_coordinates(config, assembled.incidents, result.report);
    result.report.rejects = std::move(assembled.rejects);
    result.incidents = std::move(assembled.incidents);
    return result;
}

IncidentsRead read_incidents(const std::vector<std::string>& files, const std::vector<std::string>& as_written,
                             const RunConfig& config, unsigned threads, const Progress& progress)
{
    return read_incidents_cut(files, as_written, config, threads, progress, ReadTuning{});
}

} // namespace harmspot
