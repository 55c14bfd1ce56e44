// SPDX-License-Identifier: MIT
#include "run/config_check.hpp"

#include "harmspot/output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace harmspot::config
{

namespace
{

using Type = KeySpec::Type;

/// Longest text a config may hold. A name that fills a page is a mistake or an attack.
constexpr std::size_t kLongestText = 2000;

/// What a key takes, for "must be …".
std::string wanted(const KeySpec& key)
{
    const auto in_unit = [&](std::string_view what) {
        return key.unit.empty() ? std::string(what) : fmt::format("{} in {}", what, key.unit);
    };
    switch (key.type) {
    case Type::boolean:
        return "true or false";
    case Type::integer:
        return in_unit("a whole number");
    case Type::number:
        return in_unit("a number");
    case Type::number_or_text: {
        auto text = in_unit("a number");
        for (const auto& choice : key.choices) {
            text += fmt::format(" or \"{}\"", choice);
        }
        return text;
    }
    case Type::text_list:
    case Type::file_list:
        return "a list of texts in quotes";
    case Type::date:
        return "a date without quotes, such as 2023-02-28";
    case Type::text_map:
        return "a table, such as { name = \"text\" }";
    case Type::groups:
        return "a text or a table, such as { \"new name\" = [\"old name\"] }";
    case Type::rule:
        return "a rule, such as { field = \"offence\", in = [\"Burglary\"] }";
    case Type::crs:
        return "an EPSG number in quotes, such as \"EPSG:27700\"";
    case Type::text:
    case Type::file:
    case Type::name:
        break;
    }
    return "a text in quotes";
}

/// "from 20 to 5000 m", "at least 1", "at most 1 km2".
std::string range_text(const KeySpec& key)
{
    const auto unit = key.unit.empty() ? std::string() : " " + key.unit;
    if (key.least && key.most) {
        return fmt::format("from {} to {}{}", *key.least, *key.most, unit);
    }
    return key.least ? fmt::format("at least {}{}", *key.least, unit) : fmt::format("at most {}{}", *key.most, unit);
}

/// Texts that GDAL or a shell would take for something other than a plain file.
bool is_plain_file(std::string_view path)
{
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto start = path.substr(0, 4);
    if (start == "/vsi" || path.front() == '<' || path.front() == '{') {
        return false;
    }
    // A scheme of two letters or more; one letter is a drive of Windows.
    const auto colon = path.find(':');
    return colon == std::string_view::npos || colon < 2 || !letter(path.front()) ||
           path.substr(0, colon).find_first_of("/\\") != std::string_view::npos;
}

/// One value under one key: what is wrong with it is said once, and then it is `Invalid`.
class ValueCheck
{
public:
    ValueCheck(const KeySpec& key, std::string_view where, Problems& problems)
        : m_key(key), m_where(where), m_problems(problems)
    {
    }

    void check(Node& node)
    {
        switch (m_key.type) {
        case Type::boolean:
            return of_type<bool>(node);
        case Type::integer:
            return whole(node);
        case Type::number:
            return number(node);
        case Type::number_or_text:
            return node.as<std::string>() == nullptr ? number(node) : word(node);
        case Type::text:
        case Type::file:
        case Type::name:
        case Type::crs:
            return text(node);
        case Type::text_list:
        case Type::file_list:
            return list(node);
        case Type::date:
            return of_type<Date>(node);
        case Type::text_map:
            return map(node);
        case Type::groups:
            return node.as<std::string>() == nullptr ? map(node) : text(node);
        case Type::rule:
            return of_type<Table>(node); // its inside is read in config_rules.cpp
        }
    }

private:
    void refuse(Node& node, const std::string& what)
    {
        m_problems.add(node.at, what);
        node.value = Invalid();
    }

    void refuse_type(Node& node)
    {
        refuse(node, fmt::format("{} {} must be {}, not {}", m_key.name, m_where, wanted(m_key), describe(node)));
    }

    void refuse_text(Node& node, std::string_view why)
    {
        refuse(node, fmt::format("{} {} is {}; {}", m_key.name, m_where, in_quotes(*node.as<std::string>()), why));
    }

    template <class T>
    void of_type(Node& node)
    {
        if (node.as<T>() == nullptr) {
            refuse_type(node);
        }
    }

    void range(Node& node, double value)
    {
        if ((m_key.least && value < *m_key.least) || (m_key.most && value > *m_key.most)) {
            refuse(node,
                   fmt::format("{} {} is {}; it must be {}", m_key.name, m_where, describe(node), range_text(m_key)));
        }
    }

    void whole(Node& node)
    {
        if (const auto* value = node.as<std::int64_t>()) {
            return range(node, static_cast<double>(*value));
        }
        refuse_type(node);
    }

    void number(Node& node)
    {
        if (const auto* value = node.as<std::int64_t>()) {
            node.value = static_cast<double>(*value);
        }
        const auto* value = node.as<double>();
        if (value == nullptr) {
            return refuse_type(node);
        }
        if (!std::isfinite(*value)) {
            return refuse(node, fmt::format("{} {} is {}; it must be a finite number", m_key.name, m_where, *value));
        }
        range(node, *value);
    }

    void word(Node& node)
    {
        const auto& chosen = *node.as<std::string>();
        if (std::find(m_key.choices.begin(), m_key.choices.end(), chosen) == m_key.choices.end()) {
            refuse(node, fmt::format("{} {} must be {}, not {}{}", m_key.name, m_where, wanted(m_key), describe(node),
                                     did_you_mean(chosen, m_key.choices)));
        }
    }

    /// Length and characters, which hold for every text.
    bool readable(Node& node)
    {
        const auto& value = *node.as<std::string>();
        if (value.empty()) {
            refuse(node, fmt::format("{} {} is empty; leave the key out or fill it in", m_key.name, m_where));
            return false;
        }
        if (value.size() > kLongestText) {
            refuse_text(node, fmt::format("texts end at {} letters and this has {}", kLongestText, value.size()));
            return false;
        }
        const auto control = [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; };
        if (std::any_of(value.begin(), value.end(), control)) {
            refuse_text(node, "it holds a line end or another control character");
            return false;
        }
        return true;
    }

    void text(Node& node)
    {
        if (node.as<std::string>() == nullptr) {
            return refuse_type(node);
        }
        if (!readable(node)) {
            return;
        }
        const auto& value = *node.as<std::string>();
        const bool listed = std::find(m_key.choices.begin(), m_key.choices.end(), value) != m_key.choices.end();
        if (m_key.type == Type::text && !m_key.choices.empty() && !listed) {
            refuse_text(node, choices_text() + did_you_mean(value, m_key.choices));
        } else if (m_key.type == Type::file && !listed) {
            file(node);
        } else if (m_key.type == Type::name && !is_name(value)) {
            refuse_text(node, fmt::format("a name is {}", kNameRule));
        } else if (m_key.type == Type::crs) {
            crs(node);
        }
    }

    [[nodiscard]] std::string choices_text() const
    {
        std::string text = "it must be ";
        for (std::size_t i = 0; i < m_key.choices.size(); ++i) {
            const auto joint = i == 0 ? "" : (i + 1 == m_key.choices.size() ? " or " : ", ");
            text += fmt::format("{}'{}'", joint, m_key.choices[i]);
        }
        return text;
    }

    void file(Node& node)
    {
        // The value is not repeated: a connection string may hold a password.
        if (!is_plain_file(*node.as<std::string>())) {
            refuse(node, fmt::format("{} {} is a database connection, a URL or a /vsi path; name a plain file",
                                     m_key.name, m_where));
        }
    }

    void crs(Node& node)
    {
        if (!epsg_of(*node.as<std::string>())) {
            refuse_text(node, "it must be an EPSG number, such as \"EPSG:27700\"");
        }
    }

    void list(Node& node)
    {
        auto* items = node.as<List>();
        if (items == nullptr) {
            return refuse_type(node);
        }
        if (items->empty()) {
            return refuse(node,
                          fmt::format("{} {} is an empty list; leave the key out or fill it in", m_key.name, m_where));
        }
        for (auto& item : *items) {
            if (item.as<std::string>() == nullptr) {
                refuse_type(item);
            } else if (readable(item) && m_key.type == Type::file_list) {
                file(item);
            }
        }
    }

    void map(Node& node)
    {
        auto* members = node.as<Table>();
        if (members == nullptr) {
            return refuse_type(node);
        }
        if (members->empty()) {
            return refuse(node,
                          fmt::format("{} {} is an empty table; leave the key out or fill it in", m_key.name, m_where));
        }
        for (auto& member : *members) {
            entry(member);
        }
    }

    void entry(Member& member)
    {
        Node name{member.key, member.at};
        if (m_key.type == Type::groups) {
            if (readable(name)) {
                list(member.node);
            }
            return;
        }
        if (!is_name(member.key)) {
            refuse(name, fmt::format("{} {}: {} is no name; a name is {}", m_key.name, m_where, in_quotes(member.key),
                                     kNameRule));
        } else if (member.node.as<std::string>() == nullptr) {
            refuse(member.node, fmt::format("{}.{} {} must be a text in quotes, not {}", m_key.name, member.key,
                                            m_where, describe(member.node)));
        } else {
            readable(member.node);
        }
    }

    const KeySpec& m_key;
    std::string_view m_where;
    Problems& m_problems;
};

} // namespace

bool is_name(std::string_view name)
{
    constexpr std::size_t kLongestName = 40;
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto allowed = [&](char c) { return lower(c) || (c >= '0' && c <= '9') || c == '_'; };
    return !name.empty() && name.size() <= kLongestName && lower(name.front()) &&
           std::all_of(name.begin(), name.end(), allowed) && slug(name) == name;
}

std::optional<int> epsg_of(std::string_view text)
{
    constexpr std::string_view kAuthority = "EPSG:";
    int number = 0;
    if (!text.starts_with(kAuthority)) {
        return std::nullopt;
    }
    text.remove_prefix(kAuthority.size());
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && number > 0 ? std::optional(number) : std::nullopt;
}

void check_value(Node& node, const KeySpec& key, std::string_view where, Problems& problems)
{
    ValueCheck(key, where, problems).check(node);
}

} // namespace harmspot::config
