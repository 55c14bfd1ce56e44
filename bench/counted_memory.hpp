// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace bench
{

/// Bytes that the process has from malloc and its like, and may use.
[[nodiscard]] std::size_t allocated_bytes();
/// The most that they were since the last `restart_peak`.
[[nodiscard]] std::size_t peak_bytes();
void restart_peak();

} // namespace bench
