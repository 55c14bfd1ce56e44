// SPDX-License-Identifier: MIT
#if defined(__x86_64__)
#include "density/lanes_avx2.hpp"

#include "density/adaptive_loops.hpp"

namespace harmspot::density
{

AdaptiveLoops avx2_adaptive_loops()
{
    return adaptive_loops();
}

} // namespace harmspot::density
#endif
