// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "harmspot/sample.hpp"
#include "sample/sample_writers.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace harmspot
{

namespace
{

constexpr std::uint64_t kMostIncidents = 10'000'000;

void check(const SampleParams& params)
{
    if (params.format != "force" && params.format != "police-uk") {
        throw ConfigError(fmt::format("sample format '{}' is unknown; use 'force' or 'police-uk'", params.format));
    }
    if (params.incidents == 0 || params.incidents > kMostIncidents) {
        throw ConfigError(fmt::format("a sample has 1 to {} incidents, not {}", kMostIncidents, params.incidents));
    }
}

void refuse_full_folder(const std::string& folder, const SampleParams& params)
{
    std::error_code problem;
    const bool empty = std::filesystem::is_empty(folder, problem);
    if (!problem && !empty && !params.overwrite) {
        throw OutputError(folder + ": holds files already; name a new folder, or use --overwrite to write among them");
    }
}

} // namespace

void write_sample(const std::string& folder, const SampleParams& params)
{
    check(params);
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem) {
        throw OutputError(fmt::format("{}: cannot make the folder: {}", folder, problem.message()));
    }
    refuse_full_folder(folder, params);
    const auto sample = sample::make_sample(params);
    if (params.format == "force") {
        sample::write_force_csv(folder, sample);
    } else {
        sample::write_police_uk(folder, sample);
    }
    sample::write_truth(folder, sample);
}

namespace sample
{

TextFile::TextFile(std::string path) : m_path(std::move(path)), m_part(m_path + ".part")
{
    m_stream.open(m_part, std::ios::binary | std::ios::trunc);
    if (!m_stream) {
        throw OutputError(fmt::format("{}: cannot be written: {}", m_path, std::strerror(errno)));
    }
}

TextFile::~TextFile()
{
    if (!m_finished) {
        m_stream.close();
        std::error_code ignored;
        std::filesystem::remove(m_part, ignored);
    }
}

void TextFile::finish()
{
    m_stream.close();
    if (!m_stream) {
        throw OutputError(fmt::format("{}: could not be written whole; is the disk full?", m_path));
    }
    std::error_code problem;
    std::filesystem::rename(m_part, m_path, problem);
    if (problem) {
        throw OutputError(fmt::format("{}: cannot be put in place: {}", m_path, problem.message()));
    }
    m_finished = true;
}

} // namespace sample

} // namespace harmspot
