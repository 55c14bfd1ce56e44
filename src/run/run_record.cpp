// SPDX-License-Identifier: MIT
#include "run/run_record.hpp"

#include "geo/sha256.hpp"
#include "harmspot/version.hpp"

#include <fmt/format.h>

namespace harmspot
{

namespace
{

/// Long enough that two runs of one force never share it, short enough to read out.
constexpr std::size_t kIdLength = 12;

std::string with_sha256(const std::string& path, const std::string& sha256)
{
    return sha256.empty() ? path : fmt::format("{} sha256:{}", path, sha256);
}

} // namespace

RunRecord run_record(const RunConfig& config, const RunData& data)
{
    RunRecord record;
    const auto add = [&record](const char* item, const std::string& text) {
        if (!text.empty()) {
            record.items.emplace_back(item, text);
        }
    };
    add("program", fmt::format("harmspot {}", kVersion));
    add("title", config.title);
    add("marking", data.rules.marking);
    add("profile", std::string(profile_text(data.rules.profile)));
    add("config_sha256", sha256_of(config.resolved_json));
    for (const auto& input : data.read.report.inputs) {
        add("input", with_sha256(input.path, input.sha256));
    }
    for (const auto& layer : data.layers) {
        add("areas", layer.name + ": " + with_sha256(layer.path, layer.sha256));
    }
    for (const auto& one : data.at_risk) {
        add("denominator", one.rows > 0 ? with_sha256(one.path, one.sha256) : "");
    }
    for (std::size_t i = 0; i < data.denominators.size(); ++i) {
        add("denominator", with_sha256(config.denominators[i].file_as_written, data.denominators[i].read.sha256));
    }
    const auto& crs = data.read.report.crs;
    add("crs", fmt::format("EPSG:{}", config.epsg));
    add("crs_operation", crs.operation);
    add("period", months_covered(data.months));
    add("harm_table", with_sha256(data.table.path, data.table.sha256));
    add("harm_unit", data.table.unit);
    add("harm_source", data.table.source);
    add("harm_vintage", data.table.vintage);
    // Known by what went in, so that the same run has the same id wherever and whenever it is made.
    std::string all;
    for (const auto& [item, text] : record.items) {
        all += item + '\n' + text + '\n';
    }
    record.run_id = sha256_of(all).substr(0, kIdLength);
    record.items.insert(record.items.begin(), {"run_id", record.run_id});
    for (const auto& statement : data.rules.statements) {
        add("statement", statement);
    }
    return record;
}

} // namespace harmspot
