// SPDX-License-Identifier: MIT
#include "run/config_tree.hpp"

#include "incident/day_text.hpp"

#include "harmspot/error.hpp"

#include "run/toml_depth.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace harmspot::config
{

namespace
{

/// More than anyone reads; a hostile file can hold a million.
constexpr std::size_t kMostProblems = 200;
/// Deepest dotted key. Ours have three parts.
constexpr int kMostDots = 20;
constexpr std::size_t kShownText = 60;

Position position_of(const toml::source_region& source, std::uint32_t option)
{
    if (option > 0) {
        return {option, 0, 0};
    }
    return {0, source.begin.line, source.begin.column};
}

Date date_of(const toml::date& date)
{
    const std::chrono::year_month_day day{std::chrono::year(date.year), std::chrono::month(date.month),
                                          std::chrono::day(date.day)};
    return {static_cast<std::int32_t>(std::chrono::sys_days(day).time_since_epoch().count())};
}

Node convert(const toml::node& from, std::uint32_t option)
{
    Node node;
    node.at = position_of(from.source(), option);
    if (const auto* table = from.as_table()) {
        Table members;
        for (const auto& [key, value] : *table) {
            members.push_back({std::string(key.str()), position_of(key.source(), option), convert(value, option)});
        }
        node.value = std::move(members);
    } else if (const auto* array = from.as_array()) {
        List items;
        for (const auto& item : *array) {
            items.push_back(convert(item, option));
        }
        node.value = std::move(items);
    } else if (const auto* text = from.as_string()) {
        node.value = text->get();
    } else if (const auto* whole = from.as_integer()) {
        node.value = whole->get();
    } else if (const auto* number = from.as_floating_point()) {
        node.value = number->get();
    } else if (const auto* flag = from.as_boolean()) {
        node.value = flag->get();
    } else if (const auto* date = from.as_date()) {
        node.value = date_of(date->get());
    } else {
        node.value = Other{from.is_time() ? "a time" : "a date with a time"};
    }
    return node;
}

/// What to do about the commonest slips, read off what stands at the error.
std::string_view cure(std::string_view toml, const toml::parse_error& error)
{
    const auto what = error.description();
    if (toml.starts_with("\xFF\xFE") || toml.starts_with("\xFE\xFF")) {
        return "; the file is UTF-16: save it as UTF-8";
    }
    struct Slip {
        std::string_view begins;
        std::string_view holds;
        std::string_view cure;
    };
    constexpr std::array kSlips{
        Slip{"", "escape sequence", R"(; write paths with / or in single quotes, as 'C:\data\x.csv')"},
        Slip{"", "utf-8", "; save the file as UTF-8"},
        Slip{"", "nested value depth", "; none of our keys needs more than a few brackets in one another"},
        Slip{"Error while parsing string", "control characters", "; is the closing quote missing?"},
        Slip{"Error while parsing value", "determine", "; texts need quotes"},
        Slip{"Error while parsing floating-point", "expected '", "; texts need quotes"},
        Slip{"Error while parsing boolean", "expected", "; write true or false in small letters, and texts in quotes"},
        Slip{"Error while parsing decimal", "expected digit",
             "; write the number alone: its unit is in the key's name"},
    };
    for (const auto& slip : kSlips) {
        if (what.starts_with(slip.begins) && what.find(slip.holds) != std::string_view::npos) {
            return slip.cure;
        }
    }
    return "";
}

/// toml++ speaks of "Error while parsing key: …"; ours starts with where, so the rest is enough.
std::string without_preamble(std::string_view description)
{
    constexpr std::string_view kPreamble = "Error while parsing ";
    if (description.starts_with(kPreamble)) {
        description.remove_prefix(kPreamble.size());
    }
    if (const auto name = description.find(" (TOML_MAX_NESTED_VALUES"); name != std::string_view::npos) {
        description = description.substr(0, name); // a setting of the library, which nobody here can change
    }
    return std::string(description);
}

std::string printable(std::string_view text)
{
    std::string shown;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) {
            shown += fmt::format("\\x{:02x}", byte);
        } else {
            shown += c;
        }
    }
    return shown;
}

/// At most `most` bytes, never through the middle of a UTF-8 character.
std::string_view cut(std::string_view text, std::size_t most)
{
    while (most > 0 && most < text.size() && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) {
        --most;
    }
    return text.substr(0, most);
}

} // namespace

std::uint32_t Problems::add_option(std::string text)
{
    m_options.push_back(std::move(text));
    return static_cast<std::uint32_t>(m_options.size());
}

void Problems::add(Position at, std::string text)
{
    m_found.emplace_back(at, std::move(text));
}

void Problems::throw_if_any()
{
    if (m_found.empty()) {
        return;
    }
    std::stable_sort(m_found.begin(), m_found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> lines;
    for (const auto& [at, text] : m_found) {
        if (lines.size() == kMostProblems) {
            lines.push_back(fmt::format("{}: and {} more problems", m_path, m_found.size() - kMostProblems));
            break;
        }
        lines.push_back(at.option == 0 ? fmt::format("{}:{}:{}: {}", m_path, at.line, at.column, text)
                                       : fmt::format("{}: {}", printable(m_options[at.option - 1]), text));
    }
    throw ConfigError(std::move(lines));
}

const Member* Node::member(std::string_view key) const
{
    const auto* table = as<Table>();
    if (table == nullptr) {
        return nullptr;
    }
    const auto found = std::find_if(table->begin(), table->end(), [&](const Member& m) { return m.key == key; });
    return found == table->end() ? nullptr : &*found;
}

Member* Node::member(std::string_view key)
{
    return const_cast<Member*>(std::as_const(*this).member(key));
}

const Node* Node::find(std::string_view key) const
{
    const auto* found = member(key);
    return found == nullptr ? nullptr : &found->node;
}

Node* Node::find(std::string_view key)
{
    return const_cast<Node*>(std::as_const(*this).find(key));
}

Node& Node::set(std::string_view key, Node node)
{
    if (auto* found = member(key)) {
        found->at = node.at;
        found->node = std::move(node);
        return found->node;
    }
    auto& table = std::get<Table>(value);
    const auto written_at = node.at;
    table.push_back({std::string(key), written_at, std::move(node)});
    return table.back().node;
}

Node parse_tree(std::string_view toml, Problems& problems)
{
    Node empty{Table(), kTop};
    if (const auto deep = too_many_dots(toml, kMostDots)) {
        problems.add({0, deep->first, deep->second}, "a key with this many dots; none of ours has more than three");
        return empty;
    }
    try {
        return convert(toml::parse(toml, std::string_view()), 0);
    } catch (const toml::parse_error& error) {
        const auto& begin = error.source().begin;
        problems.add({0, std::max(begin.line, 1U), std::max(begin.column, 1U)},
                     fmt::format("not valid TOML: {}{}", printable(cut(without_preamble(error.description()), 300)),
                                 cure(toml, error)));
        return empty;
    }
}

std::optional<Node> parse_value(std::string_view text, std::uint32_t option)
{
    Node bare{std::string(text), {option, 0, 0}};
    if (too_many_dots(text, kMostDots)) {
        return bare;
    }
    try {
        const auto line = fmt::format("value = {}", text);
        const auto table = toml::parse(std::string_view(line), std::string_view());
        return table.size() == 1 ? convert(*table.get("value"), option) : bare;
    } catch (const toml::parse_error& error) {
        if (error.description().find("utf-8") != std::string_view::npos) {
            return std::nullopt;
        }
        return bare;
    }
}

std::string shown(std::string_view text)
{
    const auto start = cut(text, kShownText);
    return printable(start) + (start.size() < text.size() ? "…" : "");
}

std::string in_quotes(std::string_view text)
{
    return fmt::format("'{}'", shown(text));
}

std::string date_text(Date date)
{
    return day_text(date.day);
}

std::string describe(const Node& node)
{
    struct Words {
        std::string operator()(Invalid) const { return "nothing"; }
        std::string operator()(bool flag) const { return flag ? "true" : "false"; }
        std::string operator()(std::int64_t whole) const { return fmt::format("{}", whole); }
        std::string operator()(double number) const { return fmt::format("{}", number); }
        std::string operator()(const std::string& text) const { return "the text " + in_quotes(text); }
        std::string operator()(Date date) const { return "the date " + date_text(date); }
        std::string operator()(Other other) const { return std::string(other.what); }
        std::string operator()(const List& /*items*/) const { return "a list"; }
        std::string operator()(const Table& /*members*/) const { return "a table"; }
    };
    return std::visit(Words(), node.value);
}

} // namespace harmspot::config
