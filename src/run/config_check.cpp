// SPDX-License-Identifier: MIT
#include "run/config_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace harmspot::config
{

namespace
{

/// Keys of a section as they hold for one table of it.
using Keys = std::vector<const KeySpec*>;

const KeySpec* key_named(const Keys& keys, std::string_view name)
{
    const auto found = std::find_if(keys.begin(), keys.end(), [&](const KeySpec* key) { return key->name == name; });
    return found == keys.end() ? nullptr : *found;
}

/// The section's own keys, and under [[hotspots]] those of the entry's method; of every method when it
/// names none that exists, so that one mistake is not reported as many.
Keys keys_of(const SectionSpec& section, const Node& table)
{
    Keys keys;
    for (const auto& key : section.keys) {
        keys.push_back(&key);
    }
    if (section.name != "hotspots") {
        return keys;
    }
    const auto* chosen = method_of(table);
    for (const auto& method : methods()) {
        if (chosen == nullptr || chosen == &method) {
            for (const auto& key : method.keys) {
                keys.push_back(&key);
            }
        }
    }
    return keys;
}

/// "period" of "", "columns" of "incidents": the last part of a section's name, when `parent` holds it.
std::string_view child_name(const SectionSpec& section, std::string_view parent)
{
    std::string_view name = section.name;
    if (!parent.empty()) {
        if (!name.starts_with(parent) || name.size() <= parent.size() || name[parent.size()] != '.') {
            return "";
        }
        name.remove_prefix(parent.size() + 1);
    }
    return name.find('.') == std::string_view::npos ? name : "";
}

const SectionSpec* child_section(std::string_view parent, std::string_view name)
{
    for (const auto& section : config_sections()) {
        if (!name.empty() && child_name(section, parent) == name) {
            return &section;
        }
    }
    return nullptr;
}

/// Where else a key of this name belongs: "; it belongs in [harm]". Empty when nowhere.
std::string belongs(std::string_view name)
{
    for (const auto& section : config_sections()) {
        for (const auto& key : section.keys) {
            if (key.name == name) {
                return fmt::format("; it belongs {}", place_text(section));
            }
        }
    }
    for (const auto& method : methods()) {
        for (const auto& key : method.keys) {
            if (key.name == name) {
                return fmt::format("; it is a key of [[hotspots]] with method = \"{}\"", method.name);
            }
        }
    }
    return "";
}

std::string all_sections()
{
    std::string text;
    for (const auto& section : config_sections()) {
        if (!section.name.empty()) {
            text += (text.empty() ? "" : ", ") + section_text(section);
        }
    }
    return text;
}

/// What somebody would write who wants to log in by the config.
bool is_of_login(std::string_view key)
{
    constexpr std::array<std::string_view, 10> kLogin{"password", "passwd", "pass", "user",   "username",
                                                      "host",     "port",   "url",  "dbname", "connection"};
    return std::find(kLogin.begin(), kLogin.end(), key) != kLogin.end();
}

class DocumentCheck
{
public:
    explicit DocumentCheck(Problems& problems) : m_problems(problems) {}

    void table(Node& node, const SectionSpec& section)
    {
        const auto keys = keys_of(section, node);
        for (auto& member : *node.as<Table>()) {
            if (const auto* key = key_named(keys, member.key)) {
                check_value(member.node, *key, place_text(section), m_problems);
                in_its_place(member, *key, node, keys);
            } else if (const auto* child = child_section(section.name, member.key)) {
                sub_section(member.node, *child);
            } else {
                unknown(member, section, keys);
            }
        }
        fill(node, section, keys);
    }

private:
    /// Whether a key says something here, and is not given beside one that takes its place.
    void in_its_place(Member& member, const KeySpec& key, const Node& table, const Keys& keys)
    {
        const auto* method = method_of(table);
        if (method != nullptr && !applies(key, *method)) {
            m_problems.add(member.at, fmt::format("{} acts on {}, and method '{}' makes {}; leave it out", key.name,
                                                  only_for_text(key.only_for), method->name,
                                                  method->makes == Makes::surface || method->makes == Makes::risk_map
                                                      ? fmt::format("a {}", makes_text(method->makes))
                                                      : std::string(makes_text(method->makes))));
            member.node.value = Invalid();
        }
        for (const auto* rival : rivals_of(key, table, keys)) {
            if (rival->at < member.at) {
                m_problems.add(member.at,
                               fmt::format("{} and {} are both given; keep only one of them", rival->key, key.name));
                return;
            }
        }
    }

    /// Other keys written in this table that rule the same thing as `key`.
    static std::vector<const Member*> rivals_of(const KeySpec& key, const Node& table, const Keys& keys)
    {
        const auto ruled = [](const KeySpec& one) { return one.in_place_of.empty() ? one.name : one.in_place_of; };
        std::vector<const Member*> rivals;
        for (const auto* other : keys) {
            const auto* given = table.member(other->name);
            if (given != nullptr && !given->node.filled && other->name != key.name && ruled(*other) == ruled(key)) {
                rivals.push_back(given);
            }
        }
        return rivals;
    }

    void sub_section(Node& node, const SectionSpec& section)
    {
        if (!section.repeated) {
            if (node.as<Table>() == nullptr) {
                return refuse_section(node, section, "written once, as a table");
            }
            return table(node, section);
        }
        if (section.alone && node.as<Table>() != nullptr) {
            Node only{std::move(*node.as<Table>()), node.at};
            node.value = List{std::move(only)};
        }
        auto* entries = node.as<List>();
        if (entries == nullptr) {
            return refuse_section(node, section, "written with two pairs of brackets");
        }
        if (entries->empty() && section.required) {
            missing(section);
        }
        for (auto& entry : *entries) {
            if (entry.as<Table>() == nullptr) {
                refuse_section(entry, section, "made of tables");
            } else {
                table(entry, section);
            }
        }
    }

    void refuse_section(Node& node, const SectionSpec& section, std::string_view how)
    {
        auto found = describe(node);
        if (node.as<Table>() != nullptr) {
            found = fmt::format("[{}]", section.name);
        } else if (node.as<List>() != nullptr) {
            found = fmt::format("[[{}]]", section.name);
        }
        m_problems.add(node.at, fmt::format("{} is {}, not as {}", section_text(section), how, found));
        node.value = Invalid();
    }

    void unknown(const Member& member, const SectionSpec& section, const Keys& keys)
    {
        std::vector<std::string> names;
        for (const auto* key : keys) {
            names.push_back(key->name);
        }
        for (const auto& other : config_sections()) {
            if (const auto name = child_name(other, section.name); !name.empty()) {
                names.emplace_back(name);
            }
        }
        if (section.name.empty() && looks_like_section(member.node)) {
            return unknown_section(member, names);
        }
        if (section.name.ends_with(".postgis") && is_of_login(member.key)) {
            m_problems.add(member.at,
                           fmt::format("{} does not belong in a config, which others read; host, database and "
                                       "user go into pg_service.conf (service = \"…\" here names its entry) "
                                       "or PGHOST, PGDATABASE and PGUSER, and the password into ~/.pgpass",
                                       shown(member.key)));
            return;
        }
        auto cure = did_you_mean(member.key, names);
        if (cure.empty()) {
            cure = belongs(member.key);
        }
        m_problems.add(member.at, fmt::format("unknown key {} {}{}", in_quotes(member.key), place_text(section), cure));
    }

    static bool looks_like_section(const Node& node)
    {
        const auto* items = node.as<List>();
        return node.as<Table>() != nullptr ||
               (items != nullptr && !items->empty() && items->front().as<Table>() != nullptr);
    }

    void unknown_section(const Member& member, const std::vector<std::string>& names)
    {
        const auto near = nearest_name(member.key, names);
        const auto* meant = child_section("", near);
        const bool repeated = member.node.as<List>() != nullptr;
        const auto written = fmt::format("{}{}{}", repeated ? "[[" : "[", shown(member.key), repeated ? "]]" : "]");
        m_problems.add(std::min(member.at, member.node.at),
                       meant != nullptr
                           ? fmt::format("unknown section {}; did you mean {}?", written, section_text(*meant))
                           : fmt::format("unknown section {}; the sections are {}", written, all_sections()));
    }

    /// Defaults for keys left out, and a problem for each that has none.
    void fill(Node& node, const SectionSpec& section, const Keys& keys)
    {
        const bool of_no_method = section.name == "hotspots" && method_of(node) == nullptr;
        for (const auto* key : keys) {
            if (node.find(key->name) != nullptr || (of_no_method && key->name != "method") ||
                set_aside(*key, node, keys)) {
                continue;
            }
            if (key->fallback) {
                node.set(key->name, default_node(*key->fallback, node.at));
            } else if (!key->optional) {
                m_problems.add(node.at,
                               fmt::format("missing key '{}' {}: {}", key->name, place_text(section), key->why));
            }
        }
        for (const auto& child : config_sections()) {
            if (const auto name = child_name(child, section.name); !name.empty() && node.find(name) == nullptr) {
                absent(node, child, name);
            }
        }
    }

    /// Whether a key's default does not hold here: another key rules, or the method has no use for it.
    static bool set_aside(const KeySpec& key, const Node& table, const Keys& keys)
    {
        const auto* method = method_of(table);
        return (method != nullptr && !applies(key, *method)) || !rivals_of(key, table, keys).empty();
    }

    /// A section left out: its defaults hold, unless it is needed or some of its keys have none.
    void absent(Node& parent, const SectionSpec& section, std::string_view name)
    {
        if (section.required) {
            missing(section);
            parent.set(name, Node{Invalid(), kTop});
            return;
        }
        const auto needs_nothing = [](const KeySpec& key) { return key.fallback || key.optional; };
        if (section.name.find('.') == std::string::npos &&
            std::all_of(section.keys.begin(), section.keys.end(), needs_nothing)) {
            table(parent.set(name, Node{Table(), kTop}), section);
        }
    }

    void missing(const SectionSpec& section)
    {
        m_problems.add(kTop, fmt::format("missing section {}: {}", section_text(section), section.why));
    }

    static Node default_node(const ParamValue& value, Position at)
    {
        Node node{Invalid(), at, true};
        if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
            List items;
            for (const auto& text : *texts) {
                items.push_back({text, at, true});
            }
            node.value = std::move(items);
        } else if (const auto* text = std::get_if<std::string>(&value)) {
            node.value = *text;
        } else if (const auto* flag = std::get_if<bool>(&value)) {
            node.value = *flag;
        } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
            node.value = *whole;
        } else {
            node.value = std::get<double>(value);
        }
        return node;
    }

    Problems& m_problems;
};

} // namespace

void check_document(Node& document, Problems& problems)
{
    DocumentCheck(problems).table(document, section_named(""));
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& names)
{
    const auto near = nearest_name(word, names);
    return near.empty() ? "" : fmt::format("; did you mean '{}'?", near);
}

std::string place_text(const SectionSpec& section)
{
    return fmt::format("{} {}", section.name.empty() ? "at" : "in", section_text(section));
}

const SectionSpec& section_named(std::string_view name)
{
    const auto sections = config_sections();
    return *std::find_if(sections.begin(), sections.end(), [&](const auto& section) { return section.name == name; });
}

const Method* method_of(const Node& entry)
{
    const auto* name = entry.find("method");
    const auto* text = name == nullptr ? nullptr : name->as<std::string>();
    return text == nullptr ? nullptr : find_method(*text);
}

bool applies(const KeySpec& key, const Method& method)
{
    switch (key.only_for) {
    case KeySpec::OnlyFor::surfaces:
        return method.makes == Makes::surface;
    case KeySpec::OnlyFor::maps:
        return method.makes != Makes::clusters;
    case KeySpec::OnlyFor::clusters:
        return method.makes == Makes::clusters;
    case KeySpec::OnlyFor::surfaces_and_clusters:
        return method.makes == Makes::surface || method.makes == Makes::clusters;
    case KeySpec::OnlyFor::anything:
        break;
    }
    return true;
}

} // namespace harmspot::config
