// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/method.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>

// Words about keys, for `explain` and the man pages.
namespace harmspot::explain
{

/// Words of `text` in lines of at most 80 columns, each after `indent` spaces. Ends with a line end.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent);
/// With a full stop: descriptors leave it out or write it, as they like.
[[nodiscard]] std::string sentence(std::string_view text);
/// "whole number", "file", …
[[nodiscard]] std::string_view type_text(KeySpec::Type type);
[[nodiscard]] nlohmann::ordered_json value_json(const ParamValue& value);
/// "number in m; default 300; 1 to 50000"
[[nodiscard]] std::string facts_text(const KeySpec& key);

} // namespace harmspot::explain
