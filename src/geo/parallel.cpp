// SPDX-License-Identifier: MIT
#include "harmspot/parallel.hpp"

#include <tbb/blocked_range.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/partitioner.h>
#include <tbb/task_arena.h>

#include <algorithm>

namespace harmspot
{

unsigned machine_threads()
{
    return static_cast<unsigned>(tbb::info::default_concurrency());
}

void parallel_for(unsigned threads, std::size_t count, const std::function<void(std::size_t)>& body)
{
    // More threads than the machine has would only make oneTBB complain on stderr.
    const unsigned use = threads == 0 ? machine_threads() : std::min(threads, machine_threads());
    if (use <= 1 || count <= 1) {
        for (std::size_t i = 0; i < count; ++i) {
            body(i);
        }
        return;
    }
    tbb::task_arena arena(static_cast<int>(use));
    arena.execute([&] {
        tbb::parallel_for(
            tbb::blocked_range<std::size_t>(0, count, 1),
            [&](const tbb::blocked_range<std::size_t>& range) {
                for (std::size_t i = range.begin(); i != range.end(); ++i) {
                    body(i);
                }
            },
            tbb::simple_partitioner());
    });
}

} // namespace harmspot
