// SPDX-License-Identifier: MIT
#pragma once

#include "incident/text.hpp"

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

    /// Whether `code` has a translation, be it itself.
    [[nodiscard]] bool lists(std::string_view code) const { return m_codes.contains(folded(code)); }

private:
    std::map<std::string, std::string, std::less<>> m_codes; ///< folded → as written
};

} // namespace harmspot
