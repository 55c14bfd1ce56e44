// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>

namespace harmspot
{

/// The one seam through which the engine uses threads (oneTBB behind it).
///
/// Calls `body(i)` once for each i in [0, count), at most `threads` at a time (0 = all the machine has).
/// Order is unspecified, so bodies must write to places of their own; the caller reduces in index order,
/// which is what makes results independent of the thread count. The first exception is rethrown.
void parallel_for(unsigned threads, std::size_t count, const std::function<void(std::size_t)>& body);

/// What `threads = 0` means here.
[[nodiscard]] unsigned machine_threads();

} // namespace harmspot
