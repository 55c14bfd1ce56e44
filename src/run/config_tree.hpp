// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

// A config as a tree of values that know where they were written. What TOML is stays in config_tree.cpp.
namespace harmspot::config
{

/// Where something was written: in the file, or in an option of the command line.
struct Position {
    std::uint32_t option = 0; ///< 0 = the file; else into `Problems`' options
    std::uint32_t line = 0;   ///< 1-based, as `column`; both 0 in an option
    std::uint32_t column = 0;

    friend bool operator<(const Position& a, const Position& b)
    {
        return std::tie(a.option, a.line, a.column) < std::tie(b.option, b.line, b.column);
    }
};

/// The top of the file: where something is missing that should stand somewhere.
inline constexpr Position kTop{0, 1, 1};

/// Everything wrong with a config, gathered so that one run of the program tells all of it.
class Problems
{
public:
    explicit Problems(std::string path) : m_path(std::move(path)) {}

    /// A number for an option of the command line, such as "--set harm.table".
    [[nodiscard]] std::uint32_t add_option(std::string text);
    void add(Position at, std::string text);
    /// \throws ConfigError with every problem, the file's first, by position
    void throw_if_any();

private:
    std::string m_path;
    std::vector<std::string> m_options;
    std::vector<std::pair<Position, std::string>> m_found;
};

struct Node;
struct Member;
using List = std::vector<Node>;
using Table = std::list<Member>; // members stay where they are while defaults are added

/// A value that has been complained about: there, but of no use.
struct Invalid {
};
/// A calendar day, as days since 1970-01-01.
struct Date {
    std::int32_t day = 0;
};
/// A kind of value that no key takes; `what` names it.
struct Other {
    std::string_view what;
};

/// A value of the config and where it was written.
struct Node {
    std::variant<Invalid, bool, std::int64_t, double, std::string, Date, Other, List, Table> value;
    Position at{};
    bool filled = false; ///< by a default: nobody wrote it

    template <class T>
    [[nodiscard]] const T* as() const
    {
        return std::get_if<T>(&value);
    }
    template <class T>
    [[nodiscard]] T* as()
    {
        return std::get_if<T>(&value);
    }
    [[nodiscard]] bool valid() const { return as<Invalid>() == nullptr; }

    /// The member of this table; null when there is none or this is no table.
    [[nodiscard]] const Member* member(std::string_view key) const;
    [[nodiscard]] Member* member(std::string_view key);
    /// Its value, likewise.
    [[nodiscard]] const Node* find(std::string_view key) const;
    [[nodiscard]] Node* find(std::string_view key);
    /// Sets or replaces a member. \pre this is a table
    Node& set(std::string_view key, Node node);
};

struct Member {
    std::string key;
    Position at{}; ///< of the key
    Node node;
};

/// Parses TOML. A syntax error becomes a problem and an empty table comes back.
[[nodiscard]] Node parse_tree(std::string_view toml, Problems& problems);
/// The right-hand side of a `--set`: a TOML value, else the words themselves as text. Nothing when it is
/// not UTF-8.
[[nodiscard]] std::optional<Node> parse_value(std::string_view text, std::uint32_t option);

/// "the text 'abc'", "a list", "12": for messages.
[[nodiscard]] std::string describe(const Node& node);
/// Cut to a readable length, control characters written as \x1b: a config may be hostile.
[[nodiscard]] std::string shown(std::string_view text);
/// The same in single quotes.
[[nodiscard]] std::string in_quotes(std::string_view text);
/// 2023-02-28
[[nodiscard]] std::string date_text(Date date);

} // namespace harmspot::config
