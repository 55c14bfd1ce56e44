// SPDX-License-Identifier: MIT
#include "run/config_build.hpp"

#include <fmt/format.h>

namespace harmspot::config
{

namespace
{

/// data.police.uk publishes five decimals and more; public products say no more than about 10 m.
constexpr int kPublicDecimals = 4;
constexpr std::uint64_t kPublicLeastCount = 5;

UnmatchedPolicy unmatched_of(const Fields& fields)
{
    using Kind = UnmatchedPolicy::Kind;
    const auto* node = fields.valid("unmatched");
    if (node != nullptr && node->as<double>() != nullptr) {
        return {Kind::weight, *node->as<double>()};
    }
    return {fields.text("unmatched") == "zero" ? Kind::zero : Kind::error, 0};
}

WeightTransform transform_of(const Fields& fields)
{
    using Kind = WeightTransform::Kind;
    WeightTransform transform;
    const auto name = fields.text("transform");
    transform.kind = name == "sqrt"    ? Kind::sqrt
                     : name == "log1p" ? Kind::log1p
                     : name == "cap"   ? Kind::cap
                                       : Kind::none;
    transform.cap = fields.number("cap");
    transform.half_life_days = fields.number("half_life_days");
    return transform;
}

} // namespace

HarmConfig build_harm(const Node& document, Building& building)
{
    const Fields fields(document.find("harm"));
    HarmConfig harm;
    if (const auto* table = fields.valid("table")) {
        harm.table_as_written = *table->as<std::string>();
        harm.table = harm.table_as_written == "count" ? harm.table_as_written : building.resolved(*table);
    }
    harm.unmatched = unmatched_of(fields);
    harm.transform = transform_of(fields);
    const bool caps = harm.transform.kind == WeightTransform::Kind::cap;
    if (caps && !fields.written("cap")) {
        building.problems.add(fields.at("transform"),
                              "transform = \"cap\" needs cap, the most that one incident weighs");
    }
    if (!caps && fields.written("cap") && (fields.valid("transform") != nullptr)) {
        building.problems.add(fields.at("cap"),
                              fmt::format("cap does nothing with transform = \"{}\"; write transform = "
                                          "\"cap\" or leave it out",
                                          fields.text("transform")));
    }
    return harm;
}

PublishRules build_publish(Node& document, const IncidentsConfig& incidents, Building& building)
{
    auto* node = document.find("publish");
    const Fields fields(node);
    PublishRules rules;
    rules.least_count = static_cast<std::uint64_t>(fields.whole("least_count"));
    if (fields.text("profile") == "public") {
        rules.profile = Profile::public_;
        rules.lon_lat_decimals = kPublicDecimals;
        if (fields.written("least_count") && fields.valid("least_count") != nullptr &&
            rules.least_count < kPublicLeastCount) {
            building.problems.add(
                fields.at("least_count"),
                fmt::format("least_count = {} is under {}, the least the public profile allows; leave "
                            "it out or raise it",
                            rules.least_count, kPublicLeastCount));
        }
    }
    rules.marking = fields.text("marking");
    if (rules.marking.empty()) {
        rules.marking = incidents.format == "police-uk" ? "OFFICIAL" : "OFFICIAL-SENSITIVE";
        if (node != nullptr && node->as<Table>() != nullptr && !fields.written("marking")) {
            node->set("marking", Node{rules.marking, node->at, true});
        }
    }
    return rules;
}

} // namespace harmspot::config
