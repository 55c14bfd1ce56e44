// SPDX-License-Identifier: MIT
#if defined(__x86_64__)
#include "density/lanes_avx512.hpp"

#include "density/block_sweep.hpp"
#include "former_quartic.hpp"
#include "former_splat.hpp"

namespace bench
{

FormerLoops former_avx512_loops()
{
    return {&harmspot::density::quartic_splat, &harmspot::density::block_sweep<2>};
}

} // namespace bench
#endif
