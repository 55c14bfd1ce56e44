// SPDX-License-Identifier: MIT
#include "harmspot/method.hpp"

#include <fmt/format.h>

namespace harmspot
{

namespace
{

const ParamValue& value_of(const ParamValues& values, std::string_view name)
{
    const auto found = values.find(name);
    if (found == values.end()) {
        throw Error(fmt::format("internal: no value for the parameter '{}'", name));
    }
    return found->second;
}

template <class T>
const T& typed(const ParamValues& values, std::string_view name)
{
    const auto* value = std::get_if<T>(&value_of(values, name));
    if (value == nullptr) {
        throw Error(fmt::format("internal: the parameter '{}' is of another type", name));
    }
    return *value;
}

} // namespace

std::optional<double> number_if(const ParamValues& values, std::string_view name)
{
    const auto& value = value_of(values, name);
    if (const auto* number = std::get_if<double>(&value)) {
        return *number;
    }
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        return static_cast<double>(*whole);
    }
    return std::nullopt;
}

double number_of(const ParamValues& values, std::string_view name)
{
    const auto number = number_if(values, name);
    if (!number) {
        throw Error(fmt::format("internal: the parameter '{}' is not a number", name));
    }
    return *number;
}

std::int64_t integer_of(const ParamValues& values, std::string_view name)
{
    return typed<std::int64_t>(values, name);
}

bool boolean_of(const ParamValues& values, std::string_view name)
{
    return typed<bool>(values, name);
}

const std::string& text_of(const ParamValues& values, std::string_view name)
{
    return typed<std::string>(values, name);
}

} // namespace harmspot
