// SPDX-License-Identifier: MIT
#include "incident/dated_codes.hpp"

#include "harmspot/error.hpp"
#include "incident/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace harmspot
{

namespace
{

bool is_day(std::string_view text)
{
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return (text.size() == 1 || text.size() == 2) && std::all_of(text.begin(), text.end(), digit);
}

bool is_month(std::string_view text)
{
    constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec"};
    return text.size() == 3 && std::find(kMonths.begin(), kMonths.end(), folded(text)) != kMonths.end();
}

/// "2023-08-06", or with slashes: how a cell that holds a date comes out of a workbook.
bool is_whole_date(std::string_view text)
{
    constexpr std::size_t kDateBytes = 10;
    const auto date = text.substr(0, kDateBytes);
    const char separator = text.size() < kDateBytes ? '\0' : text[4];
    if ((separator != '-' && separator != '/') ||
        (text.size() > kDateBytes && text[kDateBytes] != 'T' && text[kDateBytes] != ' ')) {
        return false;
    }
    for (std::size_t i = 0; i < kDateBytes; ++i) {
        const bool divides = i == 4 || i == 7;
        if (divides ? date[i] != separator : date[i] < '0' || date[i] > '9') {
            return false;
        }
    }
    return true;
}

/// Numbers of the codes of one lane that are dates and not listed.
std::vector<std::uint8_t> dated_codes_of(const Lane& lane, const CodeMap& codes)
{
    const auto& texts = lane.texts[static_cast<std::size_t>(TextColumn::code)];
    std::vector<std::uint8_t> dated(texts.size(), 0);
    for (std::uint32_t number = 0; number < texts.size(); ++number) {
        dated[number] = is_dated_code(texts[number]) && !codes.lists(texts[number]) ? 1 : 0;
    }
    return dated;
}

[[noreturn]] void refuse(const std::string& name, std::uint64_t line, std::string_view code)
{
    throw InputError(fmt::format("{0}:{1}: the offence code '{2}' is a date, which Excel makes of codes such as 8/6. "
                                 "Format the column as Text in Excel before the codes get there and save the file "
                                 "again, or list {2} in the file that 'codes' in [incidents] names",
                                 name, line, code));
}

} // namespace

bool is_dated_code(std::string_view code) noexcept
{
    if (is_whole_date(code)) {
        return true;
    }
    const auto dash = code.find('-');
    if (dash == std::string_view::npos) {
        return false;
    }
    const auto first = code.substr(0, dash);
    const auto second = code.substr(dash + 1);
    return (is_day(first) && is_month(second)) || (is_month(first) && is_day(second));
}

void refuse_dated_codes(std::span<const RowBlock> blocks, std::span<const Lane> lanes, const CodeMap& codes,
                        const std::vector<std::string>& names)
{
    constexpr auto kCode = static_cast<std::size_t>(TextColumn::code);
    std::vector<std::vector<std::uint8_t>> dated;
    bool any = false;
    for (const auto& lane : lanes) {
        dated.push_back(dated_codes_of(lane, codes));
        any = any || std::find(dated.back().begin(), dated.back().end(), 1) != dated.back().end();
    }
    if (!any) {
        return;
    }
    for (const auto& block : blocks) {
        for (const auto& row : block.rows) {
            const std::uint32_t code = row.texts[kCode];
            if (dated[block.lane][code] != 0) {
                refuse(names[block.file], block.first_line + row.line, lanes[block.lane].texts[kCode][code]);
            }
        }
    }
}

} // namespace harmspot
