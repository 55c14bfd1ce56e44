// SPDX-License-Identifier: MIT
#include "publish/feature_values.hpp"

namespace harmspot
{

const PropertyValue* find(const Feature& feature, std::string_view name)
{
    for (const auto& [key, value] : feature.properties) {
        if (key == name) {
            return &value;
        }
    }
    return nullptr;
}

bool is_outline(const Feature& feature)
{
    const auto* outline = find(feature, "outline");
    return outline != nullptr && *outline == PropertyValue(std::string("quarter"));
}

double number_of(const Feature& feature, std::string_view name)
{
    const auto* value = find(feature, name);
    const auto* real = value == nullptr ? nullptr : std::get_if<double>(value);
    const auto* whole = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
    return real != nullptr ? *real : whole != nullptr ? static_cast<double>(*whole) : 0;
}

} // namespace harmspot
