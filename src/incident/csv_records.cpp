// SPDX-License-Identifier: MIT
#include "incident/csv_records.hpp"

#include "harmspot/error.hpp"

#include <fmt/format.h>

#include <utility>

namespace harmspot
{

namespace
{

class Scanner
{
public:
    Scanner(std::string_view text, const std::string& as_written) : m_text(text), m_as_written(as_written)
    {
        constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
        if (m_text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
            m_text.remove_prefix(kByteOrderMark.size());
        }
        if (m_text.find('\0') != std::string_view::npos) {
            throw InputError(
                fmt::format("{}: holds NUL bytes, so it is no UTF-8 text; save it as \"CSV UTF-8\"", m_as_written));
        }
    }

    [[nodiscard]] bool done() const { return m_at == m_text.size(); }

    CsvRecord record()
    {
        CsvRecord record{m_line, {}};
        do {
            record.fields.push_back(peek() == '"' ? quoted() : plain());
        } while (take(','));
        if (take('\r')) {
            static_cast<void>(take('\n'));
        } else {
            static_cast<void>(take('\n'));
        }
        ++m_line;
        return record;
    }

private:
    [[nodiscard]] char peek() const { return done() ? '\0' : m_text[m_at]; }
    bool take(char c)
    {
        if (done() || m_text[m_at] != c) {
            return false;
        }
        ++m_at;
        return true;
    }
    std::string plain()
    {
        const auto end = std::min(m_text.find_first_of(",\r\n", m_at), m_text.size());
        std::string field(m_text.substr(m_at, end - m_at));
        m_at = end;
        return field;
    }
    std::string quoted()
    {
        const std::uint64_t opened = m_line;
        std::string field;
        ++m_at;
        while (true) {
            if (done()) {
                throw InputError(fmt::format("{}:{}: a double quote is opened and never closed", m_as_written, opened));
            }
            const char c = m_text[m_at++];
            if (c == '"' && !take('"')) {
                break;
            }
            m_line += c == '\n' ? 1U : 0U;
            field += c;
        }
        if (!done() && peek() != ',' && peek() != '\r' && peek() != '\n') {
            throw InputError(fmt::format("{}:{}: text follows a closing double quote; double the quotes inside a text",
                                         m_as_written, m_line));
        }
        return field;
    }

    std::string_view m_text;
    const std::string& m_as_written;
    std::size_t m_at = 0;
    std::uint64_t m_line = 1;
};

} // namespace

std::vector<CsvRecord> csv_records(std::string_view text, const std::string& as_written)
{
    Scanner scanner(text, as_written);
    std::vector<CsvRecord> records;
    while (!scanner.done()) {
        auto record = scanner.record();
        if (record.fields.size() > 1 || !record.fields.front().empty()) {
            records.push_back(std::move(record));
        }
    }
    return records;
}

} // namespace harmspot
