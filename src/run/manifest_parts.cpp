// SPDX-License-Identifier: MIT
#include "run/manifest_parts.hpp"

#include "run/again_words.hpp"

#include <utility>

namespace harmspot
{

nlohmann::ordered_json persistence_json(const RunConfig& config, const History& history)
{
    nlohmann::ordered_json periods = nlohmann::ordered_json::array();
    for (const auto& earlier : history.periods) {
        const auto [from, to] = period_days(earlier.period);
        nlohmann::ordered_json entry = {{"from", from}, {"to", to}, {"counts", earlier.why_not.empty()}};
        if (!earlier.why_not.empty()) {
            entry["why_not"] = earlier.why_not;
        }
        for (std::size_t theme = 0; theme < config.themes.size() && earlier.why_not.empty(); ++theme) {
            if (!earlier.theme_why_not[theme].empty()) {
                entry["not_for_themes"][config.themes[theme].name] = earlier.theme_why_not[theme];
            }
        }
        periods.push_back(std::move(entry));
    }
    return {{"periods", periods}};
}

nlohmann::ordered_json decisions_json(const PublishRules& rules, const Decisions& decisions)
{
    nlohmann::ordered_json json = {{"file", decisions.file.as_written}, {"sha256", decisions.sha256}};
    if (rules.withholds()) {
        json["rows"] = decisions.rows.size();
        return json;
    }
    json["rows"] = nlohmann::ordered_json::array();
    for (const auto& one : decisions.rows) {
        nlohmann::ordered_json row = {
            {"line", one.line}, {"place", one.place}, {"action", decision_action_text(one.action)}};
        if (!one.value.empty()) {
            row["value"] = one.value;
        }
        if (!one.theme.empty()) {
            row["theme"] = one.theme;
        }
        row.update({{"reason", one.reason}, {"initials", one.initials}, {"date", one.date}, {"met", one.met}});
        json["rows"].push_back(std::move(row));
    }
    return json;
}

} // namespace harmspot
