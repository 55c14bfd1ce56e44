// SPDX-License-Identifier: MIT
#include "area/area_groups.hpp"

#include "harmspot/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

namespace harmspot
{

namespace
{

/// What tables write in place of an area's name.
constexpr std::array<std::string_view, 2> kReserved{"(outside)", "(no coordinates)"};

std::string listed(const std::vector<std::string>& names)
{
    constexpr std::size_t kMostListed = 20;
    std::string list;
    for (std::size_t i = 0; i < names.size() && i < kMostListed; ++i) {
        list += (i == 0 ? "" : ", ") + quoted_name(names[i]);
    }
    if (names.size() > kMostListed) {
        list += fmt::format(" and {} more", names.size() - kMostListed);
    }
    return list;
}

std::vector<std::string> names_of(const std::vector<SourceShape>& shapes)
{
    std::set<std::string> names;
    for (const auto& shape : shapes) {
        names.insert(shape.name);
    }
    return {names.begin(), names.end()};
}

/// From a name in the data to the name of its group.
std::map<std::string, std::string> group_of_name(const AreaConfig& config, const std::vector<std::string>& names)
{
    const std::string where = fmt::format("{}: group of layer '{}'", config.file_as_written, config.layer);
    std::map<std::string, std::string> group_of;
    std::vector<std::string> problems;
    for (const auto& [group, members] : config.group) {
        for (const auto& member : members) {
            const auto [at, is_new] = group_of.emplace(member, group);
            if (!is_new) {
                problems.push_back(fmt::format("{}: {} is in both {} and {}", where, quoted_name(member),
                                               quoted_name(at->second), quoted_name(group)));
            }
            if (!std::binary_search(names.begin(), names.end(), member)) {
                const auto near = nearest_name(member, names);
                problems.push_back(
                    fmt::format("{}: no area is named {}{}", where, quoted_name(member),
                                near.empty() ? std::string() : "; did you mean " + quoted_name(near) + "?"));
            }
        }
    }
    std::vector<std::string> left_out;
    for (const auto& name : names) {
        if (group_of.count(name) == 0) {
            left_out.push_back(name);
        }
    }
    if (!left_out.empty()) {
        problems.push_back(
            fmt::format("{}: {} names of the file are in no group: {}; put each in a group, or leave them "
                        "out of the file",
                        where, left_out.size(), listed(left_out)));
    }
    if (!problems.empty()) {
        throw InputError(fmt::format("{}", fmt::join(problems, "\n")));
    }
    return group_of;
}

void warn_about_names(const GroupedShapes& groups, const AreaConfig& config, bool dissolves,
                      std::vector<std::string>& warnings)
{
    for (const auto& [name, shapes] : groups) {
        if (name == kNoName) {
            warnings.push_back(fmt::format(
                "{}: {} shapes have no {}; they are reported together as {}", config.file_as_written, shapes.size(),
                config.group_attribute.empty() ? config.name : config.group_attribute, kNoName));
        } else if (!dissolves && shapes.size() > 1) {
            warnings.push_back(fmt::format("{}: {} shapes are named {}; they were merged into one area",
                                           config.file_as_written, shapes.size(), quoted_name(name)));
        }
    }
}

} // namespace

GroupedShapes group_shapes(std::vector<SourceShape> shapes, const AreaConfig& config,
                           std::vector<std::string>& warnings)
{
    const bool by_table = !config.group.empty();
    const bool by_attribute = !by_table && !config.group_attribute.empty();
    const auto group_of = by_table ? group_of_name(config, names_of(shapes)) : std::map<std::string, std::string>();
    GroupedShapes groups;
    for (auto& shape : shapes) {
        std::string name = by_table ? group_of.at(shape.name) : by_attribute ? shape.group : shape.name;
        for (const auto reserved : kReserved) {
            if (name == reserved) {
                throw InputError(fmt::format("{}: an area is named '{}', which tables use for incidents in no area; "
                                             "rename it",
                                             config.file_as_written, reserved));
            }
        }
        groups[name.empty() ? kNoName : std::move(name)].push_back(std::move(shape.shape));
    }
    warn_about_names(groups, config, by_table || by_attribute, warnings);
    return groups;
}

} // namespace harmspot
