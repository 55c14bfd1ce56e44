// SPDX-License-Identifier: MIT
#if defined(__x86_64__)
#include "density/lanes_avx512.hpp"

#include "density/block_sweep.hpp"
#include "density/cell_splat.hpp"
#include "density/gaussian_loops.hpp"
#include "density/gaussian_splat.hpp"
#include "density/quartic_bands.hpp"

namespace harmspot::density
{

TileLoops avx512_loops()
{
    return {&block_sweep<0>, &block_sweep<1>, &block_sweep<3>,  &block_sweep<kCone>, &quartic_bands,
            &cell_splat,     &gaussian_splat, &gaussian_spread, &gaussian_weights,   &band_product};
}

} // namespace harmspot::density
#endif
