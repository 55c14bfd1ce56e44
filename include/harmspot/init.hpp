// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace harmspot
{

/// A commented starter config for an export, with the columns guessed from its header and the area's name
/// attribute from the layer. What could not be found is asked for in a comment. The result is a config that
/// `check` accepts when everything it needs was found.
/// \throws InputError when either file cannot be read
[[nodiscard]] std::string starter_config(const std::string& export_path, const std::string& areas_path);

} // namespace harmspot
