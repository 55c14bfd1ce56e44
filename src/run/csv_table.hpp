// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/hubs.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace harmspot
{

/// A small CSV that a config names, whole in memory: a header and rows of as many fields, blank lines left out.
struct CsvTable {
    std::string as_written;
    std::string sha256;
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::uint64_t> line; ///< per row, 1-based

    /// Where a column stands, whatever the case of its letters.
    [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
    /// \throws InputError naming the columns there are
    [[nodiscard]] std::size_t needed(std::string_view name) const;
    /// "file.csv:12"
    [[nodiscard]] std::string where(std::size_t row) const;
    /// \throws InputError when the cell is no finite number of at least `least`
    [[nodiscard]] double number(std::size_t row, std::size_t column, double least) const;
};

/// \param rows_needed whether a header alone is an error
/// \throws InputError for what is no UTF-8, no table, or empty
[[nodiscard]] CsvTable read_csv_table(const NamedFile& file, bool rows_needed = true);

/// Whether the file's name says that it is a CSV.
[[nodiscard]] bool is_csv(const NamedFile& file);

} // namespace harmspot
