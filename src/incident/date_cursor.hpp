// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace harmspot
{

inline constexpr int kNotANumber = -1;

/// Reads a date from the front; every `take` leaves the text alone when it fails.
class Cursor
{
public:
    explicit Cursor(std::string_view text) : m_text(text) {}

    [[nodiscard]] std::string_view rest() const { return m_text; }
    [[nodiscard]] bool done() const { return m_text.empty(); }
    [[nodiscard]] std::size_t leading_digits() const
    {
        std::size_t count = 0;
        while (count < m_text.size() && is_digit(m_text[count])) {
            ++count;
        }
        return count;
    }
    bool take(char wanted)
    {
        const bool found = !m_text.empty() && m_text.front() == wanted;
        m_text.remove_prefix(found ? 1 : 0);
        return found;
    }
    bool take_blanks()
    {
        const bool found = take(' ');
        while (take(' ')) {
        }
        return found;
    }
    /// One of `wanted`; '\0' when none comes next.
    char take_one_of(std::string_view wanted)
    {
        const char c = m_text.empty() ? '\0' : m_text.front();
        return wanted.find(c) != std::string_view::npos && take(c) ? c : '\0';
    }
    /// `word`, in either case; `word` is in small letters.
    bool take_word(std::string_view word)
    {
        const bool found = m_text.size() >= word.size() && same_letters(word);
        m_text.remove_prefix(found ? word.size() : 0);
        return found;
    }
    bool take_ordinal() { return take_word("st") || take_word("nd") || take_word("rd") || take_word("th"); }
    /// Tue, Tuesday, with or without a comma, and the blanks after it.
    void take_weekday()
    {
        constexpr std::array<std::string_view, 7> names{"monday", "tuesday",  "wednesday", "thursday",
                                                        "friday", "saturday", "sunday"};
        constexpr std::size_t kShort = 3;
        for (const auto name : names) {
            Cursor ahead = *this;
            if (ahead.take_word(name) || ahead.take_word(name.substr(0, kShort))) {
                ahead.take(',');
                if (ahead.take_blanks()) {
                    *this = ahead;
                }
                return;
            }
        }
    }
    /// A number of `fewest` to `most` digits, not followed by another digit.
    int take_number(std::size_t fewest, std::size_t most)
    {
        const std::size_t digits = leading_digits();
        return digits >= fewest && digits <= most ? take_digits(digits) : kNotANumber;
    }
    int take_digits(std::size_t digits)
    {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            value = value * 10 + (m_text[i] - '0');
        }
        m_text.remove_prefix(digits);
        return value;
    }
    /// 1 to 12 for an English month, in full or its first three letters.
    int take_month_name()
    {
        constexpr std::array<std::string_view, 12> names{"january",   "february", "march",    "april",
                                                         "may",       "june",     "july",     "august",
                                                         "september", "october",  "november", "december"};
        std::size_t letters = 0;
        while (letters < m_text.size() && is_letter(m_text[letters])) {
            ++letters;
        }
        for (std::size_t month = 0; month < names.size(); ++month) {
            const auto name = names[month];
            if ((letters == 3 || letters == name.size()) && same_letters(name.substr(0, letters))) {
                m_text.remove_prefix(letters);
                return static_cast<int>(month) + 1;
            }
        }
        return kNotANumber;
    }

private:
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }
    static bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
    static char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
    [[nodiscard]] bool same_letters(std::string_view word) const
    {
        for (std::size_t i = 0; i < word.size(); ++i) {
            if (lower(m_text[i]) != word[i]) {
                return false;
            }
        }
        return true;
    }

    std::string_view m_text;
};

} // namespace harmspot
