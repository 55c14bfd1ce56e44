// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace harmspot
{

/// Whether an offence is violence or a sexual offence: by its words, or by its Home Office code.
[[nodiscard]] bool is_violence(std::string_view offence, std::string_view code);

} // namespace harmspot
