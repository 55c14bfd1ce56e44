// SPDX-License-Identifier: MIT
#include "significance/own_loops.hpp"

namespace harmspot::significance
{

void own_sums_plain(const OwnDraws& job)
{
    own_sums(job);
}

} // namespace harmspot::significance
