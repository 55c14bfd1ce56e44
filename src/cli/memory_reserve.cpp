// SPDX-License-Identifier: MIT
#include "cli/memory_reserve.hpp"

#include <atomic>
#include <cstddef>
#include <new>

namespace harmspot::cli
{

namespace
{

constexpr std::size_t kReserveBytes = std::size_t{4} << 20U;

std::atomic<char*> reserve{nullptr};

void let_go()
{
    delete[] reserve.exchange(nullptr); // threads may run out of memory at once
    throw std::bad_alloc();
}

} // namespace

void reserve_memory()
{
    reserve = new char[kReserveBytes]; // not zeroed: untouched pages cost nothing
    std::set_new_handler(let_go);
}

} // namespace harmspot::cli
