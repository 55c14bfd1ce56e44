// SPDX-License-Identifier: MIT
#include "density/lanes_plain.hpp"

#include "density/adaptive_loops.hpp"

namespace harmspot::density
{

AdaptiveLoops plain_adaptive_loops()
{
    return adaptive_loops();
}

} // namespace harmspot::density
