// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace harmspot
{

/// What a force's own offence codes (`008/06`) are called elsewhere.
class CodeMap
{
public:
    /// Translates nothing.
    CodeMap() = default;
    /// Reads a CSV with the columns code_in and code_out.
    /// \throws InputError with file and line for an empty or repeated code_in
    explicit CodeMap(const std::string& path);

    /// The translation of `code` (compared without regard to case), or `code` itself.
    [[nodiscard]] std::string_view operator()(std::string_view code) const;

private:
    std::map<std::string, std::string, std::less<>> m_codes; ///< folded → as written
};

} // namespace harmspot
