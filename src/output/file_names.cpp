// SPDX-License-Identifier: MIT
#include "output/file_names.hpp"

#include "harmspot/error.hpp"
#include "harmspot/output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace harmspot
{

namespace
{

constexpr std::size_t kMaxPart = 100;

bool is_allowed(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

/// Why `part` cannot be a file's name everywhere; empty when it can.
std::string_view problem_of(std::string_view part)
{
    if (part.empty()) {
        return "has an empty part";
    }
    if (part.size() > kMaxPart) {
        return "has a part over 100 characters";
    }
    if (part.front() == '.' || part.back() == '.') {
        return "has a part that begins or ends with a dot";
    }
    if (!std::all_of(part.begin(), part.end(), is_allowed)) {
        return "has characters other than a-z, 0-9, '_', '-' and '.'";
    }
    return is_device_name(part.substr(0, part.find('.'))) ? "has a part that is a device on Windows" : "";
}

} // namespace

bool is_device_name(std::string_view stem)
{
    constexpr std::array<std::string_view, 4> kDevices{"con", "prn", "aux", "nul"};
    const bool numbered = stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) &&
                          stem.back() >= '0' && stem.back() <= '9';
    return numbered || std::find(kDevices.begin(), kDevices.end(), stem) != kDevices.end();
}

void check_relative_path(std::string_view relative)
{
    std::string_view problem = relative.size() > kMaxOutputPath ? "is over 120 characters long" : "";
    for (std::size_t from = 0; problem.empty();) {
        const auto slash = relative.find('/', from);
        problem = problem_of(relative.substr(from, slash == std::string_view::npos ? slash : slash - from));
        if (slash == std::string_view::npos) {
            break;
        }
        from = slash + 1;
    }
    if (!problem.empty()) {
        constexpr std::size_t kShown = 80;
        throw OutputError(fmt::format("cannot make a file named \"{}\": the name {}",
                                      json_escaped(relative.substr(0, kShown)), problem));
    }
}

} // namespace harmspot
