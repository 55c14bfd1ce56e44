// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace harmspot
{

/// Lower-case hexadecimal SHA-256. \throws InputError when the file cannot be read
[[nodiscard]] std::string sha256_of_file(const std::string& path);
[[nodiscard]] std::string sha256_of(std::string_view bytes);

} // namespace harmspot
