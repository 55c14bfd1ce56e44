// SPDX-License-Identifier: MIT
#pragma once

namespace harmspot::cli
{

/// Sets some memory aside and lets go of it when no more can be had, so that there is enough to clear away
/// what was written and to say so. Call once.
void reserve_memory();

} // namespace harmspot::cli
