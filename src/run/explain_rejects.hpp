// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/incidents.hpp"

#include <string_view>

namespace harmspot
{

/// What a reason for leaving out a row means, and what to do about it, in whole sentences.
[[nodiscard]] std::string_view reject_reason_cure(RejectReason reason);

} // namespace harmspot
