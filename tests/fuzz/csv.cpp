// SPDX-License-Identifier: MIT
// The whole reader of incident files, on any bytes: kinds of file, encodings, dialects, rows.
#include "fuzz/fuzz_target.hpp"

#include "harmspot/error.hpp"
#include "incident/incident_reader.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <numeric>
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

RunConfig config_of()
{
    RunConfig config;
    config.incidents.format = "columns";
    auto& map = config.incidents.columns;
    map.easting = "E";
    map.northing = "N";
    map.earliest = "From";
    map.latest = "To";
    map.offence = "Offence";
    map.location = "Street";
    map.id = "Ref";
    map.flag_list = "Flags";
    map.flags = {{"knife", "Knife"}};
    return config;
}

/// The read, or why it was refused.
struct Outcome {
    std::string refused;
    IncidentsRead read;
};

Outcome read(const std::string& path, const RunConfig& config, unsigned threads, std::size_t chunk_bytes)
{
    try {
        return {{}, read_incidents_cut({path}, {"in.csv"}, config, threads, {}, {chunk_bytes})};
    } catch (const InputError& error) {
        must(std::string_view(error.what()).starts_with("in.csv"), "what is refused is named as written");
        return {error.what(), {}};
    }
}

void check_sums(const IncidentsRead& read)
{
    const auto& input = read.report.inputs.at(0);
    const auto rejected = std::accumulate(input.rejected.begin(), input.rejected.end(), std::uint64_t{0});
    must(input.rows == input.used + rejected, "rows = used + rejected");
    must(input.used == read.incidents.size() && rejected == read.report.rejects.size(), "all of them are listed");
}

void check_rows(const Incidents& incidents)
{
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        must(incidents.earliest_min[i] <= incidents.latest_min[i], "an incident ends after it began");
        must(incidents.place[i] == kNoPlace || incidents.place[i] < incidents.places.size(), "a place is there");
        must(incidents.offence[i] < incidents.offences.size(), "an offence has a text");
    }
}

void check_same(const IncidentsRead& one, const IncidentsRead& other)
{
    const auto& a = one.incidents;
    const auto& b = other.incidents;
    must(a.places.x == b.places.x && a.places.y == b.places.y && a.place == b.place, "same places however cut");
    must(a.earliest_min == b.earliest_min && a.latest_min == b.latest_min, "same times however cut");
    must(a.offence == b.offence && a.location == b.location && a.flags == b.flags, "same texts however cut");
    must(a.offences.texts == b.offences.texts && a.locations.texts == b.locations.texts, "same words however cut");
    must(one.report.warnings == other.report.warnings, "same warnings however cut");
    must(one.report.inputs[0].rejected == other.report.inputs[0].rejected, "same rejects however cut");
    for (std::size_t i = 0; i < one.report.rejects.size(); ++i) {
        must(one.report.rejects[i].line == other.report.rejects[i].line, "same lines however cut");
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t kWhole = std::size_t{1} << 20U;
    constexpr std::size_t kPieces = 3;
    static const RunConfig config = config_of();
    const MemoryFile file(data, size);
    const auto whole = read(file.path(), config, 1, kWhole);
    if (whole.refused.empty()) {
        check_sums(whole.read);
        check_rows(whole.read.incidents);
    }
    for (const std::size_t chunk : {std::size_t{16}, size / kPieces + 1}) {
        for (const unsigned threads : {1U, 2U}) {
            const auto cut = read(file.path(), config, threads, chunk);
            must(cut.refused == whole.refused, "refused in the same words however cut");
            if (cut.refused.empty()) {
                check_same(whole.read, cut.read);
            }
        }
    }
    return 0;
}
