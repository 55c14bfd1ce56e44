// SPDX-License-Identifier: MIT
#pragma once

#include "sample/sample_incidents.hpp"

#include <cstddef>
#include <fstream>
#include <string>
#include <string_view>

namespace harmspot::sample
{

/// A text file that appears under its name only when it is whole.
class TextFile
{
public:
    /// \throws OutputError when `path` exists or cannot be made
    explicit TextFile(std::string path);
    TextFile(const TextFile&) = delete;
    TextFile& operator=(const TextFile&) = delete;
    TextFile(TextFile&&) = delete;
    TextFile& operator=(TextFile&&) = delete;
    /// Takes away what `finish` did not make whole.
    ~TextFile();

    void write(std::string_view text) { m_stream.write(text.data(), static_cast<std::streamsize>(text.size())); }
    /// \throws OutputError when not everything could be written
    void finish();

private:
    std::string m_path;
    std::string m_part;
    std::ofstream m_stream;
    bool m_finished = false;
};

/// Header of the force export.
[[nodiscard]] std::string force_header();
/// The line of one row, with its defect if it has one.
[[nodiscard]] std::string force_row(const Sample& sample, std::size_t row);

/// Writes `<folder>/incidents.csv`.
void write_force_csv(const std::string& folder, const Sample& sample);
/// Writes `<folder>/YYYY-MM-sample-street.csv` for each month. Spoilt rows are left out.
void write_police_uk(const std::string& folder, const Sample& sample);
/// Writes `<folder>/planted_hotspots.geojson` and `<folder>/planted_incidents.csv`.
void write_truth(const std::string& folder, const Sample& sample);

/// "SMP-000123", the same in every file of a sample.
[[nodiscard]] std::string incident_ref(const Sample& sample, std::size_t row);

} // namespace harmspot::sample
