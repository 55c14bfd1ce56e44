// SPDX-License-Identifier: MIT
#include "significance/own_lanes_avx512.hpp"

// The lanes come first: the loops are written in them.
#include "significance/own_loops.hpp"

namespace harmspot::significance
{

void own_sums_avx512(const OwnDraws& job)
{
    own_sums(job);
}

} // namespace harmspot::significance
