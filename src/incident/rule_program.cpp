// SPDX-License-Identifier: MIT
#include "incident/rule_program.hpp"

#include "harmspot/error.hpp"
#include "incident/text.hpp"

#include <fmt/format.h>

#include <re2/re2.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

namespace harmspot
{

namespace
{

constexpr int kMinutesPerHour = 60;
constexpr int kHoursPerDay = 24;
constexpr int kMinutesPerDay = kMinutesPerHour * kHoursPerDay;

using TextTest = std::function<bool(const std::string& text)>;

TextTest folded_test(Rule::Kind kind, const std::vector<std::string>& values)
{
    std::vector<std::string> keys;
    keys.reserve(values.size());
    for (const auto& value : values) {
        keys.push_back(folded(value));
    }
    return [kind, keys = std::move(keys)](const std::string& text) {
        const std::string key = folded(text);
        return std::any_of(keys.begin(), keys.end(), [&](const std::string& wanted) {
            switch (kind) {
            case Rule::Kind::contains:
                return key.find(wanted) != std::string::npos;
            case Rule::Kind::prefix:
                return key.compare(0, wanted.size(), wanted) == 0;
            default:
                return key == wanted;
            }
        });
    };
}

struct Field {
    const Dictionary* words = nullptr;
    const std::vector<std::uint32_t>* numbers = nullptr;
};

Field field_of(const Incidents& incidents, const std::string& name)
{
    if (name == "offence") {
        return {&incidents.offences, &incidents.offence};
    }
    if (name == "code") {
        return {&incidents.codes, &incidents.code};
    }
    if (name == "location") {
        return {&incidents.locations, &incidents.location};
    }
    if (name == "location_type") {
        return {&incidents.location_types, &incidents.location_type};
    }
    for (const auto& field : incidents.fields) {
        if (field.name == name) {
            return {&field.texts, &field.number};
        }
    }
    return {};
}

/// Whether the whole span of minutes lies in the window that starts at `from_min` of a day.
bool in_window(std::int32_t earliest, std::int32_t latest, int from_min, int length_min)
{
    const std::int64_t span = std::int64_t{latest} - earliest;
    const std::int64_t past = (std::int64_t{earliest} - from_min) % kMinutesPerDay;
    const std::int64_t offset = past < 0 ? past + kMinutesPerDay : past;
    return span >= 0 && offset + span < length_min;
}

} // namespace

std::uint64_t RuleProgram::evaluate(std::size_t first, std::size_t count) const
{
    const std::uint64_t everyone = count == kRuleBlock ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
    std::uint64_t hits = 0;
    switch (m_kind) {
    case Rule::Kind::all:
        hits = everyone;
        for (const auto& rule : m_rules) {
            hits &= rule.evaluate(first, count);
        }
        return hits;
    case Rule::Kind::any:
    case Rule::Kind::none:
        for (const auto& rule : m_rules) {
            hits |= rule.evaluate(first, count);
        }
        return m_kind == Rule::Kind::any ? hits : everyone & ~hits;
    case Rule::Kind::flag:
        for (std::size_t i = 0; i < count; ++i) {
            hits |= std::uint64_t{((*m_numbers)[first + i] >> m_flag) & 1U} << i;
        }
        return hits;
    case Rule::Kind::hours:
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t row = first + i;
            const bool match =
                m_incidents->precision[row] == TimePrecision::minute &&
                in_window(m_incidents->earliest_min[row], m_incidents->latest_min[row], m_from_min, m_length_min);
            hits |= std::uint64_t{match} << i;
        }
        return hits;
    default:
        for (std::size_t i = 0; i < count; ++i) {
            hits |= std::uint64_t{m_matches[(*m_numbers)[first + i]]} << i;
        }
        return hits;
    }
}

/// Turns rules into programs and collects what is wrong with them.
class RuleCompiler
{
public:
    explicit RuleCompiler(const Incidents& incidents) : m_incidents(incidents) {}

    RuleProgram theme(const Theme& theme)
    {
        m_theme = theme.name;
        return compile(theme.match);
    }
    [[nodiscard]] const std::vector<std::string>& problems() const { return m_problems; }

private:
    RuleProgram compile(const Rule& rule)
    {
        RuleProgram program;
        program.m_kind = rule.kind;
        program.m_incidents = &m_incidents;
        switch (rule.kind) {
        case Rule::Kind::all:
        case Rule::Kind::any:
        case Rule::Kind::none:
            for (const auto& inner : rule.rules) {
                program.m_rules.push_back(compile(inner));
            }
            break;
        case Rule::Kind::flag:
            compile_flag(rule, program);
            break;
        case Rule::Kind::hours:
            compile_hours(rule, program);
            break;
        default:
            compile_text(rule, program);
        }
        return program;
    }

    void compile_flag(const Rule& rule, RuleProgram& program)
    {
        const auto& names = m_incidents.flag_names;
        const std::string name = rule.values.empty() ? "" : rule.values.front();
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end()) {
            problem(fmt::format("flag '{}' is not mapped; {}. Map it in [incidents.columns] flags", name,
                                names.empty() ? std::string("the incidents have no flags")
                                              : fmt::format("the incidents have: {}", fmt::join(names, ", "))));
            return;
        }
        program.m_flag = static_cast<std::uint32_t>(found - names.begin());
        program.m_numbers = &m_incidents.flags;
    }

    void compile_hours(const Rule& rule, RuleProgram& program)
    {
        if (rule.from_hour < 0 || rule.from_hour >= kHoursPerDay || rule.to_hour < 0 || rule.to_hour > kHoursPerDay ||
            rule.from_hour == rule.to_hour) {
            problem(fmt::format("hours {} to {} are no window; give two different hours from 0 to 24", rule.from_hour,
                                rule.to_hour));
            return;
        }
        program.m_from_min = rule.from_hour * kMinutesPerHour;
        const int hours = rule.to_hour - rule.from_hour;
        program.m_length_min = (hours > 0 ? hours : hours + kHoursPerDay) * kMinutesPerHour;
    }

    void compile_text(const Rule& rule, RuleProgram& program)
    {
        const Field field = field_of(m_incidents, rule.field);
        if (field.words == nullptr) {
            problem(fmt::format("field '{}' is unknown; a rule may name {}, and what [incidents.columns] fields maps",
                                rule.field, fmt::join(kRuleFields, ", ")));
            return;
        }
        const bool part = rule.kind == Rule::Kind::contains || rule.kind == Rule::Kind::prefix;
        if (rule.values.empty() || (part && folded(rule.values.front()).empty())) {
            problem(fmt::format("the rule on '{}' has no text to compare with", rule.field));
            return;
        }
        if (rule.kind == Rule::Kind::matches) {
            compile_expression(rule, field, program);
        } else {
            test_words(field, folded_test(rule.kind, rule.values), program);
        }
    }

    void compile_expression(const Rule& rule, const Field& field, RuleProgram& program)
    {
        RE2::Options options;
        options.set_log_errors(false);
        const RE2 expression(rule.values.front(), options);
        if (!expression.ok()) {
            problem(fmt::format("expression '{}' cannot be used: {}", rule.values.front(), expression.error()));
            return;
        }
        const auto test = [&](const std::string& text) {
            const auto part = trimmed(text);
            return RE2::PartialMatch(re2::StringPiece(part.data(), part.size()), expression);
        };
        test_words(field, test, program);
    }

    static void test_words(const Field& field, const TextTest& test, RuleProgram& program)
    {
        program.m_numbers = field.numbers;
        program.m_matches.reserve(field.words->size());
        for (const auto& text : field.words->texts) {
            program.m_matches.push_back(test(text) ? 1 : 0);
        }
    }

    void problem(const std::string& text) { m_problems.push_back(fmt::format("theme '{}': {}", m_theme, text)); }

    const Incidents& m_incidents;
    std::string m_theme;
    std::vector<std::string> m_problems;
};

std::vector<RuleProgram> compile_rules(const Incidents& incidents, const std::vector<Theme>& themes)
{
    if (themes.size() > kMaxThemes) {
        throw ConfigError(fmt::format("{} themes are asked for; the most is {}", themes.size(), kMaxThemes));
    }
    RuleCompiler compiler(incidents);
    std::vector<RuleProgram> programs;
    programs.reserve(themes.size());
    for (const auto& theme : themes) {
        programs.push_back(compiler.theme(theme));
    }
    if (!compiler.problems().empty()) {
        throw ConfigError(compiler.problems());
    }
    return programs;
}

} // namespace harmspot
