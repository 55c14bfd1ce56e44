// SPDX-License-Identifier: MIT
#include "incident/code_map.hpp"

#include "harmspot/error.hpp"
#include "incident/csv_scan.hpp"
#include "incident/input_file.hpp"
#include "incident/text.hpp"
#include "incident/utf8.hpp"

#include <fmt/format.h>

namespace harmspot
{

CodeMap::CodeMap(const std::string& path)
{
    ColumnMap wanted;
    wanted.code = "code_in";
    wanted.offence = "code_out";
    InputFile file(path, path);
    file.read_header(wanted);
    const Columns& columns = file.columns();
    csv::RowScanner scanner(file.text(), file.first_row(), file.delimiter(), columns.count);
    std::string scratch;
    while (scanner.next()) {
        const auto line = file.first_line() + scanner.lines_before();
        if (scanner.shape() != csv::RowShape::whole || scanner.has_nul() || scanner.fields() != columns.count) {
            throw InputError(
                fmt::format("{}:{}: does not have the {} columns of the header", path, line, columns.count));
        }
        const std::string code(scanner.field(columns.code, scratch));
        const std::string meaning(scanner.field(columns.offence, scratch));
        if (code.empty() || meaning.empty() || !is_utf8(meaning)) {
            throw InputError(fmt::format("{}:{}: code_in or code_out is empty or not UTF-8 text", path, line));
        }
        if (!m_codes.emplace(folded(code), meaning).second) {
            throw InputError(
                fmt::format("{}:{}: this code_in stands further up already; keep one of them", path, line));
        }
    }
}

std::string_view CodeMap::operator()(std::string_view code) const
{
    if (m_codes.empty() || code.empty()) {
        return code;
    }
    const auto found = m_codes.find(folded(code));
    return found == m_codes.end() ? code : std::string_view(found->second);
}

} // namespace harmspot
