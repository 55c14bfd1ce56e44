// SPDX-License-Identifier: MIT
// The scanner of CSV rows, on any bytes.
#include "fuzz/fuzz_target.hpp"

#include "incident/csv_scan.hpp"

#include <array>
#include <cstring>
#include <string>
#include <vector>

using namespace harmspot::csv;

namespace
{

constexpr std::size_t kKept = 8;

/// All that can be asked of a row.
struct SeenRow {
    std::size_t next = 0;
    std::uint64_t line = 0;
    RowShape shape = RowShape::whole;
    bool nul = false;
    std::size_t count = 0;
    std::vector<std::string> fields;

    bool operator==(const SeenRow&) const = default;
};

SeenRow row_of(const RowScanner& scanner, std::uint64_t lines_before)
{
    SeenRow row{scanner.position(), lines_before + scanner.lines_before(),
                scanner.shape(),    scanner.has_nul(),
                scanner.fields(),   {}};
    if (row.shape == RowShape::whole) {
        std::string scratch;
        for (std::size_t i = 0; i < row.count && i < kKept; ++i) {
            row.fields.emplace_back(scanner.field(i, scratch));
        }
    }
    return row;
}

void scan(std::string_view text, char delimiter)
{
    RowScanner whole(text, 0, delimiter, kKept);
    std::size_t at = 0;
    std::uint64_t lines = 0;
    while (whole.next()) {
        const auto row = row_of(whole, 0);
        must(row.next > at && row.next <= text.size(), "every row ends after it starts, and in the text");
        must(whole.lines_passed() >= whole.lines_before(), "lines are only ever passed");
        RowScanner from_here(text, at, delimiter, kKept);
        from_here.next();
        must(row_of(from_here, lines) == row, "a row is the same wherever scanning started");
        at = row.next;
        lines = whole.lines_passed();
    }
    must(at == text.size() || whole.unclosed() > kMaxUnclosedQuotes, "rows cover the text");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = text_of(data, size);
    for (const char delimiter : {',', ';', '\t'}) {
        scan(text, delimiter);
        for (std::size_t block = 0; block + kBlockBytes <= size; block += kBlockBytes) {
            must(structural_mask(text.data() + block, delimiter) ==
                     structural_mask_plain(text.data() + block, delimiter),
                 "bytes side by side are found as one by one");
        }
    }
    return 0;
}
