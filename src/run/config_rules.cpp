// SPDX-License-Identifier: MIT
#include "run/config_build.hpp"

#include "run/config_check.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>

namespace harmspot::config
{

namespace
{

/// Groups within groups; nobody reads deeper.
constexpr int kMostRuleDepth = 32;
constexpr std::array<std::string_view, 6> kHeads{"any", "all", "not", "field", "flag", "hours"};
constexpr std::array<std::string_view, 5> kTests{"in", "equals", "contains", "prefix", "matches"};

template <class Words>
std::string spoken(const Words& words)
{
    std::string text;
    for (std::size_t i = 0; i < std::size(words); ++i) {
        text += i == 0 ? "" : (i + 1 == std::size(words) ? " or " : ", ");
        text += words[i];
    }
    return text;
}

Rule::Kind kind_of(std::string_view word)
{
    using Kind = Rule::Kind;
    constexpr std::array<std::pair<std::string_view, Kind>, 8> kKinds{{{"any", Kind::any},
                                                                       {"all", Kind::all},
                                                                       {"not", Kind::none},
                                                                       {"in", Kind::in},
                                                                       {"equals", Kind::equals},
                                                                       {"contains", Kind::contains},
                                                                       {"prefix", Kind::prefix},
                                                                       {"matches", Kind::matches}}};
    return std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& kind) { return kind.first == word; })->second;
}

class RuleBuilder
{
public:
    RuleBuilder(std::string where, const IncidentsConfig& incidents, Problems& problems)
        : m_where(std::move(where)), m_incidents(incidents), m_problems(problems)
    {
    }

    Rule build(const Node& node, int depth)
    {
        if (depth > kMostRuleDepth) {
            problem(node.at, fmt::format("groups within groups more than {} deep", kMostRuleDepth));
            return {};
        }
        if (node.as<Table>() == nullptr) {
            problem(node.at, fmt::format("a rule is a table, such as {{ field = \"offence\", in = [\"Burglary\"] }}, "
                                         "not {}",
                                         describe(node)));
            return {};
        }
        const auto head = head_of(node);
        if (head == "any" || head == "all" || head == "not") {
            return group(*node.find(head), head, depth);
        }
        if (head == "field") {
            return test(node);
        }
        if (head == "flag") {
            return flag(*node.find(head));
        }
        return head == "hours" ? hours(*node.find(head)) : Rule();
    }

private:
    void problem(Position at, std::string text) { m_problems.add(at, fmt::format("{} {}", std::move(text), m_where)); }

    /// The one word that says what kind of rule this is; empty after a problem.
    std::string_view head_of(const Node& node)
    {
        const auto& members = *node.as<Table>();
        const auto found = [&](const auto& words) {
            std::vector<std::string_view> given;
            std::copy_if(words.begin(), words.end(), std::back_inserter(given),
                         [&](std::string_view word) { return node.find(word) != nullptr; });
            return given;
        };
        const auto heads = found(kHeads);
        const auto tests = found(kTests);
        if (unknown_key(members)) {
            return "";
        }
        if (heads.size() == 1 && (heads.front() == "field" || tests.empty())) {
            return heads.front();
        }
        if (heads.empty() && !tests.empty()) {
            problem(node.at, fmt::format("'{}' needs a field, such as {{ field = \"offence\", … }},", tests.front()));
        } else if (heads.empty()) {
            problem(node.at, fmt::format("an empty table is no rule (it takes one of {})", spoken(kHeads)));
        } else {
            problem(node.at,
                    fmt::format("'{}' and '{}' stand in one table; wrap them as {{ all = [ {{ … }}, {{ … }} ] }}",
                                heads.front(), heads.size() > 1 ? heads[1] : tests.front()));
        }
        return "";
    }

    bool unknown_key(const Table& members)
    {
        std::vector<std::string> names(kHeads.begin(), kHeads.end());
        names.insert(names.end(), kTests.begin(), kTests.end());
        bool found = false;
        for (const auto& member : members) {
            if (std::find(names.begin(), names.end(), member.key) == names.end()) {
                m_problems.add(member.at, fmt::format("unknown key {} {}{}", in_quotes(member.key), m_where,
                                                      did_you_mean(member.key, names)));
                found = true;
            }
        }
        return found;
    }

    Rule group(const Node& node, std::string_view word, int depth)
    {
        Rule rule;
        rule.kind = kind_of(word);
        if (word == "not" && node.as<Table>() != nullptr) {
            rule.rules.push_back(build(node, depth + 1));
            return rule;
        }
        const auto* items = node.as<List>();
        if (items == nullptr) {
            problem(node.at, fmt::format("'{}' takes a list of rules, not {},", word, describe(node)));
            return rule;
        }
        if (items->empty() && word != "all") {
            problem(node.at, fmt::format("'{}' has an empty list", word));
        }
        for (const auto& item : *items) {
            rule.rules.push_back(build(item, depth + 1));
        }
        return rule;
    }

    Rule test(const Node& node)
    {
        Rule rule;
        rule.field = field(*node.find("field"));
        const std::string_view* test = nullptr;
        for (const auto& word : kTests) {
            if (node.find(word) == nullptr) {
                continue;
            }
            if (test != nullptr) {
                problem(node.at, fmt::format("a field takes one test, and '{}' and '{}' are two", *test, word));
                return rule;
            }
            test = &word;
        }
        if (test == nullptr) {
            problem(node.at, fmt::format("the field '{}' needs a test: {},", rule.field, spoken(kTests)));
            return rule;
        }
        rule.kind = kind_of(*test);
        rule.values = values(*node.find(*test), *test);
        return rule;
    }

    /// Texts to compare with, each checked.
    std::vector<std::string> values(const Node& node, std::string_view test)
    {
        std::vector<std::string> texts;
        const auto* items = node.as<List>();
        if (test == "in" && (items == nullptr || items->empty())) {
            problem(node.at, fmt::format("'in' takes a list of texts, not {},",
                                         items == nullptr ? describe(node) : std::string("an empty one")));
            return texts;
        }
        const List one{node};
        for (const auto& item : test == "in" ? *items : one) {
            const auto* text = item.as<std::string>();
            if (text == nullptr) {
                problem(item.at, fmt::format("'{}' takes a text in quotes, not {},", test, describe(item)));
            } else if (text->empty() && (test == "contains" || test == "prefix" || test == "matches")) {
                problem(item.at, fmt::format("'{}' with an empty text is true of everything", test));
            } else {
                texts.push_back(*text);
            }
        }
        if (test == "matches" && !texts.empty()) {
            expression(node, texts.front());
        }
        return texts;
    }

    void expression(const Node& node, const std::string& text)
    {
        const RE2 compiled(text, RE2::Quiet);
        if (!compiled.ok()) {
            problem(node.at,
                    fmt::format("{} is no regular expression (RE2): {},", in_quotes(text), shown(compiled.error())));
        }
    }

    std::string field(const Node& node)
    {
        const auto* text = node.as<std::string>();
        std::vector<std::string> names(std::begin(kRuleFields), std::end(kRuleFields));
        for (const auto& [name, column] : m_incidents.columns.fields) {
            names.push_back(name);
        }
        if (text == nullptr || std::find(names.begin(), names.end(), *text) == names.end()) {
            m_problems.add(node.at, fmt::format("a field is {}, not {}, {}{}", spoken(names), describe(node), m_where,
                                                text == nullptr ? "" : did_you_mean(*text, names)));
            return "";
        }
        if (m_incidents.format == "police-uk" && *text != "offence" && *text != "location") {
            problem(node.at, fmt::format("files of data.police.uk have no '{}', only offence and location,", *text));
        } else if (m_incidents.format == "columns" && column_of(*text).empty()) {
            problem(node.at,
                    fmt::format("no column is named for '{0}': add {0} = \"…\" to [incidents.columns], used", *text));
        }
        return *text;
    }

    [[nodiscard]] const std::string& column_of(std::string_view field) const
    {
        const auto& columns = m_incidents.columns;
        if (const auto found = columns.fields.find(std::string(field)); found != columns.fields.end()) {
            return found->second;
        }
        return field == "code"       ? columns.code
               : field == "location" ? columns.location
               : field == "offence"  ? columns.offence
                                     : columns.location_type;
    }

    Rule flag(const Node& node)
    {
        Rule rule;
        rule.kind = Rule::Kind::flag;
        const auto* text = node.as<std::string>();
        if (text == nullptr) {
            problem(node.at, fmt::format("'flag' takes the name of a flag in quotes, not {},", describe(node)));
            return rule;
        }
        rule.values = {*text};
        if (m_incidents.format == "police-uk") {
            problem(node.at,
                    fmt::format("files of data.police.uk have no flags, so {} is never set,", in_quotes(*text)));
        } else if (m_incidents.format == "columns" && m_incidents.columns.flag_list.empty()) {
            mapped(node, *text);
        }
        return rule;
    }

    /// The flags that [incidents.columns] maps. Those in a `flag_list` are only known from the data.
    void mapped(const Node& node, const std::string& flag)
    {
        const auto& columns = m_incidents.columns;
        std::vector<std::string> names;
        for (const auto& [name, column] : columns.flags) {
            names.push_back(name);
        }
        if (!columns.domestic.empty()) {
            names.emplace_back("domestic");
        }
        if (std::find(names.begin(), names.end(), flag) == names.end()) {
            m_problems.add(node.at, fmt::format("no column is named for the flag {} {}{}", in_quotes(flag), m_where,
                                                names.empty() ? "; add flags = { … } to [incidents.columns]"
                                                              : did_you_mean(flag, names)));
        }
    }

    Rule hours(const Node& node)
    {
        Rule rule;
        rule.kind = Rule::Kind::hours;
        const auto* items = node.as<List>();
        const auto hour = [&](std::size_t i, std::int64_t most) {
            const auto* value = items != nullptr && items->size() == 2 ? (*items)[i].as<std::int64_t>() : nullptr;
            return value != nullptr && *value >= 0 && *value <= most ? static_cast<int>(*value) : -1;
        };
        rule.from_hour = hour(0, 23);
        rule.to_hour = hour(1, 24);
        if (rule.from_hour < 0 || rule.to_hour < 0 || rule.from_hour == rule.to_hour) {
            problem(node.at,
                    "'hours' takes the hour it starts, 0 to 23, and another at which it ends, 0 to 24, such as "
                    "[18, 6],");
        } else if (m_incidents.format == "police-uk") {
            problem(node.at, "files of data.police.uk give only the month, so 'hours' is never true");
        }
        return rule;
    }

    std::string m_where;
    const IncidentsConfig& m_incidents;
    Problems& m_problems;
};

} // namespace

Rule build_rule(const Node& node, const std::string& where, const IncidentsConfig& incidents, Building& building)
{
    return RuleBuilder(where, incidents, building.problems).build(node, 0);
}

} // namespace harmspot::config
