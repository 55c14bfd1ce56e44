// SPDX-License-Identifier: MIT
#include "run/config_override.hpp"

#include "run/config_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

namespace harmspot::config
{

namespace
{

std::vector<std::string> parts_of(std::string_view path)
{
    std::vector<std::string> parts{""};
    for (const char c : path) {
        if (c == '.') {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

/// Deepest path that can lead to a key of ours: section, entry, key, name within the key. One more is
/// allowed, so that the check can say which part is unknown.
constexpr std::size_t kMostParts = 5;

/// What an entry of a repeated section goes by: its name, or for areas its layer, or its method.
std::string entry_name(const Node& entry)
{
    for (const auto* key : {"layer", "name", "method"}) {
        const auto* node = entry.find(key);
        if (const auto* text = node == nullptr ? nullptr : node->as<std::string>()) {
            return *text;
        }
    }
    return "";
}

/// One `--set KEY=VALUE` on its way into the document.
class Override
{
public:
    Override(std::string_view text, Problems& problems)
        : m_equals(text.find('=')), m_path(text.substr(0, m_equals)), m_problems(problems),
          m_option(problems.add_option(fmt::format("--set {}", shown(m_path))))
    {
        if (m_equals != std::string_view::npos) {
            m_value = text.substr(m_equals + 1);
        }
    }

    void apply(Node& document)
    {
        const auto parts = parts_of(m_path);
        const bool unnamed = std::any_of(parts.begin(), parts.end(), [](const auto& part) { return part.empty(); });
        if (m_equals == std::string_view::npos || unnamed) {
            return complain("write it as KEY=VALUE, such as --set hotspots.kde.bandwidth_m=400");
        }
        auto value = parse_value(m_value, m_option);
        if (!value) {
            return complain("the value is not UTF-8 text");
        }
        if (parts.size() > kMostParts) {
            return complain("a key with this many dots; none of ours has more than three");
        }
        Node* at = &document;
        for (std::size_t i = 0; i + 1 < parts.size() && at != nullptr; ++i) {
            at = step(*at, parts, i);
        }
        if (at == nullptr) {
            return;
        }
        if (at->as<List>() != nullptr) {
            return complain(no_key_of_entry(*at->as<List>(), parts[parts.size() - 2]));
        }
        if (at->as<Table>() == nullptr) {
            return complain(
                fmt::format("{} holds no keys, so none of them can be set", in_quotes(parts[parts.size() - 2])));
        }
        at->set(parts.back(), std::move(*value));
    }

private:
    void complain(std::string text) { m_problems.add({m_option, 0, 0}, std::move(text)); }

    /// One part further down; null after a complaint.
    Node* step(Node& at, const std::vector<std::string>& parts, std::size_t i)
    {
        if (auto* entries = at.as<List>()) {
            return entry(*entries, parts[i - 1], parts[i]);
        }
        if (at.as<Table>() == nullptr) {
            complain(fmt::format("{} holds no keys, so none of them can be set", in_quotes(parts[i - 1])));
            return nullptr;
        }
        if (auto* there = at.find(parts[i])) {
            return there;
        }
        return &at.set(parts[i], Node{Table(), {m_option, 0, 0}});
    }

    static std::string no_key_of_entry(const List& entries, const std::string& name)
    {
        if (entries.empty() || entries.front().as<Table>() == nullptr) {
            return fmt::format("{} is a list; set the whole of it, such as --set KEY='[\"a\", \"b\"]'",
                               in_quotes(name));
        }
        const auto known = entry_name(entries.front());
        return fmt::format("say which entry and which key: {0}.0.KEY{1}", shown(name),
                           known.empty() ? "" : fmt::format(" or {}.{}.KEY", shown(name), shown(known)));
    }

    Node* entry(List& entries, const std::string& section, const std::string& wanted)
    {
        std::size_t number = 0;
        const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
        if (error == std::errc() && end == wanted.data() + wanted.size()) {
            if (number < entries.size()) {
                return &entries[number];
            }
            complain(fmt::format("there is no entry {} in [[{}]]; it has {}, counted from 0", number, shown(section),
                                 entries.size()));
            return nullptr;
        }
        std::vector<std::string> names;
        for (auto& one : entries) {
            names.push_back(entry_name(one));
            if (names.back() == wanted) {
                return &one;
            }
        }
        complain(fmt::format("there is no entry {} in [[{}]]{}", in_quotes(wanted), shown(section),
                             did_you_mean(wanted, names)));
        return nullptr;
    }

    std::size_t m_equals;
    std::string_view m_path;
    std::string_view m_value;
    Problems& m_problems;
    std::uint32_t m_option;
};

Node& table_at(Node& document, std::string_view key, Position at)
{
    auto* there = document.find(key);
    return there != nullptr && there->as<Table>() != nullptr ? *there : document.set(key, Node{Table(), at});
}

void set_incidents(Node& document, const std::vector<std::string>& patterns, Problems& problems)
{
    const Position at{problems.add_option("--incidents"), 0, 0};
    List files;
    for (const auto& pattern : patterns) {
        files.push_back({pattern, at});
    }
    table_at(document, "incidents", at).set("files", Node{std::move(files), at});
}

/// The file of the first layer. Without a layer there is nothing to set, and the check says what is missing.
void set_areas(Node& document, const std::string& file, Problems& problems)
{
    const Position at{problems.add_option("--areas"), 0, 0};
    auto* layers = document.find("areas");
    auto* entries = layers == nullptr ? nullptr : layers->as<List>();
    if (entries != nullptr && !entries->empty() && entries->front().as<Table>() != nullptr) {
        entries->front().set("file", Node{file, at});
    }
}

void set_seed(Node& document, std::uint64_t seed, Problems& problems)
{
    const Position at{problems.add_option("--seed"), 0, 0};
    constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (seed > kMost) {
        problems.add(at, fmt::format("{} is too large; it must be at most {}", seed, kMost));
        return;
    }
    document.set("seed", Node{static_cast<std::int64_t>(seed), at});
}

} // namespace

void apply_command_line(Node& document, const CommandLineConfig& command_line, Problems& problems)
{
    for (const auto& text : command_line.set) {
        Override(text, problems).apply(document);
    }
    if (!command_line.incidents.empty()) {
        set_incidents(document, command_line.incidents, problems);
    }
    if (!command_line.areas.empty()) {
        set_areas(document, command_line.areas, problems);
    }
    if (!command_line.out.empty()) {
        const Position at{problems.add_option("--out"), 0, 0};
        table_at(document, "output", at).set("folder", Node{command_line.out, at});
    }
    if (command_line.seed) {
        set_seed(document, *command_line.seed, problems);
    }
}

} // namespace harmspot::config
