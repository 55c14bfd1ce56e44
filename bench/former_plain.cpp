// SPDX-License-Identifier: MIT
#include "density/lanes_plain.hpp"

#include "density/block_sweep.hpp"
#include "former_quartic.hpp"
#include "former_splat.hpp"

namespace bench
{

FormerLoops former_plain_loops()
{
    return {&harmspot::density::quartic_splat, &harmspot::density::block_sweep<2>};
}

} // namespace bench
