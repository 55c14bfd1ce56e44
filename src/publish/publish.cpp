// SPDX-License-Identifier: MIT
#include "harmspot/publish.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace harmspot
{

std::string_view profile_text(Profile profile)
{
    return profile == Profile::public_ ? "public" : "internal";
}

std::string product_title(const ProductInfo& info)
{
    std::string title = info.title;
    const auto add = [&title](std::string_view separator, const std::string& part) {
        if (!part.empty()) {
            title += title.empty() ? "" : separator;
            title += part;
        }
    };
    add(": ", info.theme_title);
    add(", ", info.area);
    if (!info.method.empty() && !info.version.empty()) {
        const auto alike = info.only_counts() ? "numbers of incidents" : "weighted by harm and by count alike";
        add(", ", info.harm_equals_count ? alike : "weighted by " + info.version);
    }
    return title;
}

std::vector<std::string> product_statements(const ProductInfo& info, const PublishRules& rules,
                                            const Withheld& withheld)
{
    std::vector<std::string> statements;
    const auto add = [&statements](const std::string& statement) {
        if (!statement.empty() && std::find(statements.begin(), statements.end(), statement) == statements.end()) {
            statements.push_back(statement);
        }
    };
    std::for_each(rules.statements.begin(), rules.statements.end(), add);
    std::for_each(info.statements.begin(), info.statements.end(), add);
    if (info.only_counts()) {
        add("Every incident weighs 1: this is a map of numbers of incidents, not of harm.");
    } else if (info.harm_equals_count) {
        add("All incidents of this theme weigh the same, so the harm version and the count version are one layer.");
    }
    if (withheld.features > 0) {
        add(fmt::format("Places withheld because they rest on fewer than {} incidents or {} distinct places: {}.",
                        rules.least_count, kLeastPublicPlaces, withheld.features));
    }
    if (withheld.cells > 0) {
        add(fmt::format(
            "Cells withheld because they rest on fewer than {} incidents or would give such cells away: {}.",
            rules.least_count, withheld.cells));
    }
    return statements;
}

} // namespace harmspot
