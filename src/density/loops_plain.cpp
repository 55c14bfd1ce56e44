// SPDX-License-Identifier: MIT
#include "density/lanes_plain.hpp"

#include "density/gaussian_splat.hpp"
#include "density/quartic_splat.hpp"
#include "density/quartic_sweep.hpp"

namespace harmspot::density
{

TileLoops plain_loops()
{
    return {&quartic_sweep, &quartic_splat, &gaussian_splat};
}

} // namespace harmspot::density
