// SPDX-License-Identifier: MIT
// The reader of incident files up to its rows, on any bytes: kinds of file, encodings, dialects, rows.
#include "fuzz/fuzz_target.hpp"

#include "harmspot/error.hpp"
#include "incident/chunks.hpp"
#include "incident/csv_scan.hpp"
#include "incident/input_file.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

using namespace harmspot;

namespace
{

/// Bytes in memory that have the name of a file.
class MemoryFile
{
public:
    MemoryFile(const std::uint8_t* data, std::size_t size) : m_file(memfd_create("fuzz", MFD_CLOEXEC))
    {
        must(m_file >= 0 && write(m_file, data, size) == static_cast<ssize_t>(size), "memory for a file");
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile() { close(m_file); }
    [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(m_file); }

private:
    int m_file;
};

ColumnMap columns()
{
    ColumnMap map;
    map.easting = "E";
    map.northing = "N";
    map.earliest = "From";
    map.latest = "To";
    map.offence = "Offence";
    map.location = "Street";
    map.id = "Ref";
    map.flag_list = "Flags";
    map.flags = {{"knife", "Knife"}};
    return map;
}

constexpr Box kGreatBritain{0, 0, 700'000, 1'300'000};
constexpr std::size_t kWhole = std::numeric_limits<std::size_t>::max() / 2;

/// A row with what its numbers stand for, used or not.
struct SeenRow {
    std::uint64_t line = 0;
    std::optional<RejectReason> rejected;
    std::optional<Point> at;
    std::int32_t earliest_min = 0;
    std::int32_t latest_min = 0;
    TimePrecision precision = TimePrecision::none;
    std::array<std::string, kTextColumns> texts;
    std::uint32_t flags = 0;
    std::uint64_t id_hash = 0;

    bool operator==(const SeenRow&) const = default;
};

/// All rows, or why the file was refused.
struct Outcome {
    std::string refused;
    bool quotes_never_close = false;
    std::vector<SeenRow> rows;
};

SeenRow row_of(const ParsedRow& row, const Lane& lane)
{
    SeenRow seen;
    if (row.point != kNoPlace) {
        seen.at = lane.points.points().at(row.point);
        must(kGreatBritain.contains(*seen.at), "a place lies where the CRS may be used");
    }
    must(row.earliest_min <= row.latest_min, "an incident ends after it began");
    seen.earliest_min = row.earliest_min;
    seen.latest_min = row.latest_min;
    seen.precision = row.precision;
    seen.flags = row.flags;
    for (std::size_t i = 0; i < kTextColumns; ++i) {
        must(row.texts[i] < lane.texts[i].size(), "a text is there");
        seen.texts[i] = lane.texts[i][row.texts[i]];
    }
    return seen;
}

void add_rows(const RowBlock& block, const Lane& lane, std::uint64_t first_line, std::vector<SeenRow>& rows)
{
    must(block.row_count == block.rows.size() + block.rejects.size(), "rows = used + rejected");
    must(block.id_hashes.size() == block.rows.size(), "every used row has a reference or none");
    const std::size_t before = rows.size();
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
        rows.push_back(row_of(block.rows[i], lane));
        rows.back().line = first_line + block.rows[i].line;
        rows.back().id_hash = block.id_hashes[i];
    }
    for (const auto& reject : block.rejects) {
        SeenRow row;
        row.line = first_line + reject.line;
        row.rejected = reject.reason;
        rows.push_back(row);
    }
    std::sort(rows.begin() + static_cast<std::ptrdiff_t>(before), rows.end(),
              [](const SeenRow& a, const SeenRow& b) { return a.line < b.line; });
}

/// As of a gzip file that is parsed as it unpacks: first a piece, then whatever is asked for.
std::vector<RowBlock> parse_windows(const RowText& text, std::size_t first, const RowRules& rules, LanePool& pool,
                                    std::size_t chunk_bytes, unsigned threads)
{
    auto left = text.text.substr(first);
    const RowText start{left.substr(0, chunk_bytes), text.columns, text.delimiter, true};
    left.remove_prefix(start.text.size());
    const auto more = [&](std::span<char> to) {
        const auto size = left.copy(to.data(), to.size());
        left.remove_prefix(size);
        return size;
    };
    return parse_as_it_comes(start, more, rules, pool, chunk_bytes, threads, {}, [](std::size_t) {});
}

std::vector<RowBlock> parse(const InputFile& file, std::vector<Lane>& lanes, unsigned threads, std::size_t chunk_bytes,
                            bool in_windows)
{
    const RowRules rules{kGreatBritain};
    LanePool pool(lanes);
    const auto ignore = [](std::size_t) {};
    const RowText text = file.row_text();
    if (in_windows) {
        return parse_windows(text, file.first_row(), rules, pool, chunk_bytes, threads);
    }
    return threads == 1 ? parse_in_turn(text, file.first_row(), rules, pool, chunk_bytes, ignore)
                        : parse_in_parallel(text, file.first_row(), rules, pool, chunk_bytes, threads, {}, ignore);
}

/// \param chunk_bytes at least 1; `kWhole` for one piece
Outcome read(const std::string& path, unsigned threads, std::size_t chunk_bytes, bool in_windows = false)
{
    Outcome outcome;
    try {
        InputFile file(path, "in.csv");
        file.read_header(columns());
        std::vector<Lane> lanes(threads);
        auto blocks = parse(file, lanes, threads, chunk_bytes, in_windows);
        const bool not_utf8 =
            std::any_of(blocks.begin(), blocks.end(), [](const auto& block) { return block.not_utf8; });
        if (not_utf8 && file.fall_back(columns())) {
            blocks = parse(file, lanes, threads, chunk_bytes, in_windows);
        }
        std::uint64_t line = file.first_line();
        unsigned unclosed = 0;
        for (const auto& block : blocks) {
            add_rows(block, lanes.at(block.lane), line, outcome.rows);
            line += block.lines;
            unclosed += block.unclosed;
        }
        outcome.quotes_never_close = unclosed > csv::kMaxUnclosedQuotes;
        must(outcome.quotes_never_close || in_windows || blocks.empty() || blocks.back().end == file.text().size(),
             "rows cover the text");
    } catch (const InputError& error) {
        outcome.refused = error.what();
        must(outcome.refused.starts_with("in.csv:"), "what is refused is named as written");
    }
    return outcome;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t kPieces = 3;
    const MemoryFile file(data, size);
    const auto whole = read(file.path(), 1, kWhole);
    for (const std::size_t chunk : {std::size_t{16}, size / kPieces + 1}) {
        for (const unsigned threads : {1U, 2U}) {
            for (const bool in_windows : {false, true}) {
                const auto cut = read(file.path(), threads, chunk, in_windows);
                must(cut.refused == whole.refused, "refused in the same words however cut");
                must(cut.quotes_never_close == whole.quotes_never_close, "quotes are counted alike however cut");
                must(whole.quotes_never_close || cut.rows == whole.rows, "the same rows however cut");
            }
        }
    }
    return 0;
}
