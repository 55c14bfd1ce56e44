// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace harmspot
{

/// Windows opens a device for these names, whatever the folder and the ending. Lower case expected.
[[nodiscard]] bool is_device_name(std::string_view stem);

/// \throws OutputError when `relative` is not made of slugs; see `OutputFolder::path_for()`
void check_relative_path(std::string_view relative);

} // namespace harmspot
