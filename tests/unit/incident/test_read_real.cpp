// SPDX-License-Identifier: MIT
#include "geo/platform.hpp"
#include "incident/gzip.hpp"
#include "incident_files.hpp"
#include "real_data.hpp"
#include "zip_files.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <map>
#include <sstream>

using namespace harmspot;

namespace
{

/// "2023-01 Burglary" → rows
using Counts = std::map<std::string, std::uint64_t>;

/// Rows of kind `all` in a folder's ground truth. Crime types hold no commas.
Counts expected_counts(const std::filesystem::path& folder)
{
    std::ifstream in(folder / "ground_truth_counts.csv");
    Counts counts;
    std::string line;
    std::getline(in, line);
    REQUIRE(line.substr(0, line.find('\r')) == "month,crime_type,kind,group,count");
    while (std::getline(in, line)) {
        std::istringstream fields(line);
        std::string month;
        std::string type;
        std::string kind;
        std::string group;
        std::uint64_t count = 0;
        std::getline(fields, month, ',');
        std::getline(fields, type, ',');
        std::getline(fields, kind, ',');
        std::getline(fields, group, ',');
        fields >> count;
        if (kind == "all") {
            counts[month + " " + type] = count;
        }
    }
    return counts;
}

Counts counts_of(const Incidents& incidents)
{
    Counts counts;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        ++counts[month_text(month_of(incidents.earliest_min[i])) + " " + incidents.offences[incidents.offence[i]]];
    }
    return counts;
}

IncidentsRead read_folder(const std::filesystem::path& folder, unsigned threads)
{
    const auto files = expand_files({(folder / "*.csv.gz").string()});
    return read_incidents(files, files, police_config(), threads, {});
}

/// Rows as `wc -l` on the unpacked file counts them, without the header, by an independent tool.
std::uint64_t rows_by_zcat(const std::string& file)
{
    const std::string command = "gzip -dc '" + file + "' | wc -l";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::uint64_t lines = 0;
    REQUIRE(std::fscanf(pipe.get(), "%lu", &lines) == 1);
    return lines - 1;
}

} // namespace

TEST_CASE("every month and crime type of Northumbria has the rows of the ground truth", "[real]")
{
    const auto folder = real_data("northumbria-street");
    if (!folder) {
        return;
    }
    const auto read = read_folder(*folder, 2);
    CHECK(adds_up(read.report));
    CHECK(read.report.rejects.empty());
    const auto expected = expected_counts(*folder);
    REQUIRE_FALSE(expected.empty());
    CHECK(counts_of(read.incidents) == expected);
}

TEST_CASE("every file's rows are its lines, for Northumbria and other forces", "[real]")
{
    for (const std::string name : {"northumbria-street", "other-forces"}) {
        const auto folder = real_data(name);
        if (!folder) {
            return;
        }
        const auto read = read_folder(*folder, 2);
        REQUIRE_FALSE(read.report.inputs.empty());
        for (const auto& input : read.report.inputs) {
            CAPTURE(input.path);
            CHECK(input.rows == rows_by_zcat(input.path));
            // Of these months one repeats crimes: Durham's 2019-01, with 12 repeated references.
            const auto repeats = input.rejected[static_cast<std::size_t>(RejectReason::duplicate)];
            CHECK(input.used + repeats == input.rows);
            const bool repeating = input.path.find("2019-01-durham") != std::string::npos;
            CHECK((repeats > 0) == repeating);
            CHECK(repeats <= 12);
        }
    }
}

TEST_CASE("real data read the same on 1 and 4 threads", "[real]")
{
    const auto folder = real_data("other-forces");
    if (!folder) {
        return;
    }
    const auto one = read_folder(*folder, 1);
    const auto four = read_folder(*folder, 4);
    CHECK(one.incidents.place == four.incidents.place);
    CHECK(one.incidents.places.x == four.incidents.places.x);
    CHECK(one.incidents.location == four.incidents.location);
    CHECK(one.incidents.locations.texts == four.incidents.locations.texts);
    CHECK(one.incidents.offence == four.incidents.offence);
    CHECK(one.report.warnings == four.report.warnings);
    CHECK(one.report.no_coordinates == four.report.no_coordinates);
}

TEST_CASE("real months in a ZIP give what they give as gzip", "[real][zip]")
{
    const auto source = real_data("northumbria-street");
    if (!source) {
        return;
    }
    const ScratchFolder folder;
    std::vector<std::pair<std::string, std::string>> members;
    std::vector<std::string> packed;
    for (const std::string month : {"2022-12", "2023-01"}) {
        packed.push_back((*source / (month + "-northumbria-street.csv.gz")).string());
        const platform::MappedFile file(packed.back(), packed.back());
        const auto text = gunzip(file.bytes(), packed.back(), GzipLimits{});
        members.emplace_back(month + "/" + month + "-northumbria-street.csv", std::string(text.bytes()));
    }
    const auto zip = write_zip(folder.path("download.zip"), members);
    const auto got = read_incidents({zip}, {"download.zip"}, police_config(), 2, {});
    const auto want = read_incidents(packed, packed, police_config(), 2, {});
    CHECK(want.incidents.size() > 20'000);
    CHECK(got.incidents.place == want.incidents.place);
    CHECK(got.incidents.places.x == want.incidents.places.x);
    CHECK(got.incidents.offence == want.incidents.offence);
    CHECK(got.report.inputs.size() == 2);
    CHECK(got.report.inputs[1].rows == want.report.inputs[1].rows);
    CHECK(counts_of(got.incidents) == counts_of(want.incidents));
}
