// SPDX-License-Identifier: MIT
#include "run/toml_depth.hpp"

#include <algorithm>

namespace harmspot::config
{

namespace
{

/// Where the quoted text that starts at `at` ends: just after its closing quotes, or the end of the text.
std::size_t after_quotes(std::string_view toml, std::size_t at)
{
    const char quote = toml[at];
    const bool long_form = toml.substr(at, 3) == std::string_view(quote == '"' ? "\"\"\"" : "'''");
    const std::size_t width = long_form ? 3 : 1;
    for (std::size_t i = at + width; i < toml.size(); ++i) {
        if (toml[i] == '\\' && quote == '"') {
            ++i;
        } else if (toml[i] == quote && toml.substr(i, width) == toml.substr(at, width)) {
            return i + width;
        } else if (toml[i] == '\n' && !long_form) {
            return i;
        }
    }
    return toml.size();
}

std::pair<std::uint32_t, std::uint32_t> line_and_column(std::string_view toml, std::size_t at)
{
    const auto before = toml.substr(0, at);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const auto newline = before.rfind('\n');
    const auto column = at - (newline == std::string_view::npos ? 0 : newline + 1) + 1;
    return {static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(column)};
}

} // namespace

std::optional<std::pair<std::uint32_t, std::uint32_t>> too_many_dots(std::string_view toml, int most)
{
    int dots = 0;
    for (std::size_t i = 0; i < toml.size();) {
        const char c = toml[i];
        if (c == '"' || c == '\'') {
            i = after_quotes(toml, i);
            continue;
        }
        if (c == '#') {
            i = std::min(toml.find('\n', i), toml.size());
            continue;
        }
        if (c == '.' && ++dots > most) {
            return line_and_column(toml, i);
        }
        if (c == '\n' || c == '=' || c == ',' || c == '{' || c == '}' || c == '[' || c == ']') {
            dots = 0;
        }
        ++i;
    }
    return std::nullopt;
}

} // namespace harmspot::config
