// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace harmspot
{

/// Characters of a path inside an output folder: leaves room for the folder before it in Windows' 260.
inline constexpr std::size_t kMaxOutputPath = 120;

/// Windows opens a device for these names, whatever the folder and the ending. Lower case expected.
[[nodiscard]] bool is_device_name(std::string_view stem);

/// \throws OutputError when `relative` is not made of slugs; see `OutputFolder::path_for()`
void check_relative_path(std::string_view relative);

} // namespace harmspot
