// SPDX-License-Identifier: MIT
// Counts what is allocated by standing in for malloc and its like, of which glibc leaves the originals under other
// names. What the process occupies is no measure: it comes in huge pages, and what was freed may still be there.
#include "counted_memory.hpp"

#include <malloc.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>

extern "C" {
void* __libc_malloc(std::size_t bytes);
void* __libc_calloc(std::size_t count, std::size_t bytes);
void* __libc_realloc(void* memory, std::size_t bytes);
void* __libc_memalign(std::size_t alignment, std::size_t bytes);
void __libc_free(void* memory);
}

namespace
{

std::atomic<std::size_t> live{0};
std::atomic<std::size_t> peak{0};

void* counted(void* memory)
{
    if (memory != nullptr) {
        const std::size_t bytes = malloc_usable_size(memory);
        const std::size_t now = live.fetch_add(bytes) + bytes;
        std::size_t most = peak.load();
        while (now > most && !peak.compare_exchange_weak(most, now)) {
        }
    }
    return memory;
}

void* forgotten(void* memory)
{
    if (memory != nullptr) {
        live.fetch_sub(malloc_usable_size(memory));
    }
    return memory;
}

} // namespace

extern "C" {

void* malloc(std::size_t bytes)
{
    return counted(__libc_malloc(bytes));
}

void* calloc(std::size_t count, std::size_t bytes)
{
    return counted(__libc_calloc(count, bytes));
}

void* realloc(void* memory, std::size_t bytes)
{
    return counted(__libc_realloc(forgotten(memory), bytes));
}

void* aligned_alloc(std::size_t alignment, std::size_t bytes)
{
    return counted(__libc_memalign(alignment, bytes));
}

void* memalign(std::size_t alignment, std::size_t bytes)
{
    return counted(__libc_memalign(alignment, bytes));
}

int posix_memalign(void** memory, std::size_t alignment, std::size_t bytes)
{
    *memory = counted(__libc_memalign(alignment, bytes));
    return *memory == nullptr ? ENOMEM : 0;
}

void free(void* memory)
{
    __libc_free(forgotten(memory));
}
}

namespace bench
{

std::size_t allocated_bytes()
{
    return live;
}

std::size_t peak_bytes()
{
    return peak;
}

void restart_peak()
{
    peak = live.load();
}

} // namespace bench
