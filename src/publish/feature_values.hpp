// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/publish.hpp"

#include <string_view>

// What published features say of themselves, for those who make something of them.
namespace harmspot
{

/// Null when there is none.
[[nodiscard]] const PropertyValue* find(const Feature& feature, std::string_view name);

/// The property as a number; 0 when there is none.
[[nodiscard]] double number_of(const Feature& feature, std::string_view name);

/// Whether the feature is the outline of a quarter, and no place of its own.
[[nodiscard]] bool is_outline(const Feature& feature);

} // namespace harmspot
