// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace harmspot
{

/// One record of a small CSV file and the physical line it starts on, 1-based.
struct CsvRecord {
    std::uint64_t line = 0;
    std::vector<std::string> fields;
};

/// Records of a small table (weights, code maps) by RFC 4180: quotes, doubled quotes, line ends of either
/// kind, a byte-order mark. Blank lines are left out. Incident files have a reader of their own.
/// \throws InputError with file and line for an open quote, text after a closing quote, or a NUL byte
[[nodiscard]] std::vector<CsvRecord> csv_records(std::string_view text, const std::string& as_written);

} // namespace harmspot
