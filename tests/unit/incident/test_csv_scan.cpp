// SPDX-License-Identifier: MIT
#include "incident/csv_scan.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <vector>

using namespace harmspot::csv;

namespace
{

/// Every row as "line: [field][field]"; the line is 0-based.
std::vector<std::string> rows_of(std::string_view text)
{
    RowScanner scanner(text, 0, ',', 8);
    std::vector<std::string> rows;
    std::string scratch;
    while (scanner.next()) {
        std::string row = std::to_string(scanner.lines_before()) + ": ";
        if (scanner.shape() == RowShape::too_long) {
            row += "too long";
        } else if (scanner.shape() == RowShape::unclosed_quote) {
            row += "unclosed";
        } else {
            for (std::size_t i = 0; i < scanner.fields(); ++i) {
                row.append("[").append(scanner.field(i, scratch)).append("]");
            }
        }
        rows.push_back(row + (scanner.has_nul() ? " nul" : ""));
    }
    return rows;
}

using Rows = std::vector<std::string>;

} // namespace

TEST_CASE("fields end at commas and rows at LF or CRLF", "[csv]")
{
    CHECK(rows_of("a,b\nc,d\r\ne,f") == Rows{"0: [a][b]", "1: [c][d]", "2: [e][f]"});
    CHECK(rows_of(",\n,,\n") == Rows{"0: [][]", "1: [][][]"});
    CHECK(rows_of("a\n\nb\n") == Rows{"0: [a]", "1: []", "2: [b]"});
    CHECK(rows_of("").empty());
}

TEST_CASE("quotes protect commas, line ends and doubled quotes", "[csv]")
{
    CHECK(rows_of("\"a,b\",c\n") == Rows{"0: [a,b][c]"});
    CHECK(rows_of("\"a\nb\",c\nd,e\n") == Rows{"0: [a\nb][c]", "2: [d][e]"});
    CHECK(rows_of("\"say \"\"no\"\"\",\"\"\n") == Rows{"0: [say \"no\"][]"});
    CHECK(rows_of("\"\"\"\",x\n") == Rows{"0: [\"][x]"});
    CHECK(rows_of("\"a\r\n\"\r\nb") == Rows{"0: [a]", "2: [b]"});
}

TEST_CASE("a quote inside a field is an ordinary character", "[csv]")
{
    CHECK(rows_of("5\" nail,b\nc,d\n") == Rows{"0: [5\" nail][b]", "1: [c][d]"});
    CHECK(rows_of("\"a\"b\"c,d\n") == Rows{"0: [ab\"c][d]"});
}

TEST_CASE("a quote that never closes costs one line", "[csv]")
{
    CHECK(rows_of("a,\"b\nc,d\ne,f") == Rows{"0: unclosed", "1: [c][d]", "2: [e][f]"});
    CHECK(rows_of("a,\"b") == Rows{"0: unclosed"});
    const std::string rest(kMaxRowBytes, 'x');
    CHECK(rows_of("a,\"b\nc,d\n" + rest + "\ne,f\n") ==
          Rows{"0: too long", "1: [c][d]", "2: [" + rest + "]", "3: [e][f]"});
}

TEST_CASE("a row of one MiB is read, one byte more is not", "[csv]")
{
    const std::string longest(kMaxRowBytes, 'x');
    CHECK(rows_of(longest + "\ny\n") == Rows{"0: [" + longest + "]", "1: [y]"});
    CHECK(rows_of(longest + "x\ny\n") == Rows{"0: too long", "1: [y]"});
}

TEST_CASE("reading stops after too many quotes that never close", "[csv]")
{
    std::string text;
    for (unsigned i = 0; i < 2 * kMaxUnclosedQuotes; ++i) {
        text += "a\"b,\"c\n"; // each line closes the quote of the one before and opens another
    }
    RowScanner scanner(text, 0, ',', 8);
    unsigned rows = 0;
    while (scanner.next()) {
        ++rows;
    }
    CHECK(scanner.unclosed() == kMaxUnclosedQuotes + 1);
    CHECK(rows == kMaxUnclosedQuotes);
}

TEST_CASE("a NUL is noticed in its row only", "[csv]")
{
    CHECK(rows_of(std::string_view("a,b\nc,\0\nd,e", 11)) ==
          Rows{"0: [a][b]", std::string("1: [c][\0] nul", 13), "2: [d][e]"});
}

TEST_CASE("fields are found at every position within a block", "[csv]")
{
    for (std::size_t pad = 0; pad < 200; ++pad) {
        const std::string filler(pad, 'x');
        CAPTURE(pad);
        REQUIRE(rows_of(filler + ",\"q\"\"\nq\"," + filler + "\r\nz") ==
                Rows{"0: [" + filler + "][q\"\nq][" + filler + "]", "2: [z]"});
    }
}

TEST_CASE("more fields than asked for are counted", "[csv]")
{
    RowScanner scanner("a,b,c,d\n", 0, ',', 2);
    REQUIRE(scanner.next());
    CHECK(scanner.fields() == 4);
}

TEST_CASE("vector and plain scanning agree on any bytes", "[csv]")
{
    std::mt19937 engine(7);
    const std::string_view alphabet("ab,\"\n\r\0;\xC3", 9);
    for (int round = 0; round < 2000; ++round) {
        std::string block;
        for (std::size_t i = 0; i < kBlockBytes; ++i) {
            block += alphabet[engine() % alphabet.size()];
        }
        REQUIRE(structural_mask(block.data(), ',') == structural_mask_plain(block.data(), ','));
        REQUIRE(structural_mask(block.data(), ';') == structural_mask_plain(block.data(), ';'));
    }
}

TEST_CASE("quotes are counted across stretches", "[csv]")
{
    CHECK(count_quotes("") == 0);
    CHECK(count_quotes(std::string(1000, '"')) == 1000);
    CHECK(count_quotes(std::string(191, 'x') + "\"\"" + std::string(300, 'y') + "\"") == 3);
}

TEST_CASE("row starts are guessed by quotes", "[csv]")
{
    const std::string_view text = "a,b\n\"c\nd\",e\nf,g\n";
    CHECK(guess_row_start(text, 0, text.size(), false) == 0);
    CHECK(guess_row_start(text, 4, text.size(), false) == 4); // right after a line end
    CHECK(guess_row_start(text, 1, text.size(), false) == 4);
    CHECK(guess_row_start(text, 6, text.size(), true) == 12); // the line end at 6 is inside quotes
    CHECK(guess_row_start(text, 13, 14, false) == 14);        // none before the end
}

TEST_CASE("two stray quotes do not join the rows between them", "[csv]")
{
    CHECK(rows_of("a,\"b,1\nc,d,2\ne,\"f,3\ng,h,4") ==
          Rows{"0: unclosed", "1: [c][d][2]", "2: unclosed", "3: [g][h][4]"});
    // On one line text after the quote is kept, and a field of several lines that ends as it should is one.
    CHECK(rows_of("a,\"b\"c,1\nd,\"e\nf\" ,2\r\ng,\"h\ni\"\r\n") ==
          Rows{"0: [a][bc][1]", "1: [d][e\nf][2]", "3: [g][h\ni]"});
}
