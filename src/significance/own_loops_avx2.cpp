// SPDX-License-Identifier: MIT
#include "significance/own_lanes_avx2.hpp"

// The lanes come first: the loops are written in them.
#include "significance/own_loops.hpp"

namespace harmspot::significance
{

void own_sums_avx2(const OwnDraws& job)
{
    own_sums(job);
}

} // namespace harmspot::significance
