// SPDX-License-Identifier: MIT
#pragma once

// The draws of one cell, written in the functions of own_lanes_….hpp, which is included first: compiled once for
// each instruction set. All arithmetic is on whole
// numbers or on sums that are exact, so every path gives the same values. Nothing inline from other headers is
// used, lest the linker take a copy compiled for instructions that the processor lacks.

#include "significance/own_draws.hpp"

#include <cstddef>
#include <cstdint>

namespace harmspot::significance
{
namespace
{

/// Philox2x32-10 as in philox.hpp.
inline void philox_lanes(Words& low, Words& high, std::uint32_t key)
{
    for (int round = 0; round < 10; ++round) {
        const Words both = product(low, all(0xD256D193U));
        low = exclusive_or(exclusive_or(upper(both), high), all(key));
        high = both;
        key += 0x9E3779B9U;
    }
}

/// One draw again, taking the next random number wherever a cell was drawn before.
inline double sum_of_distinct(const OwnDraws& job, std::uint32_t draw)
{
    std::uint32_t seen[kMostLaneNeighbours];
    std::uint32_t count = 0;
    double sum = 0;
    for (std::uint32_t block = 0; count < job.neighbours; ++block) {
        std::uint32_t words[2] = {job.stream, draw * job.stride + block};
        std::uint32_t key = job.key;
        for (int round = 0; round < 10; ++round) {
            const std::uint64_t product = std::uint64_t{0xD256D193U} * words[0];
            words[0] = static_cast<std::uint32_t>(product >> 32U) ^ key ^ words[1];
            words[1] = static_cast<std::uint32_t>(product);
            key += 0x9E3779B9U;
        }
        for (std::size_t word = 0; word < 2 && count < job.neighbours; ++word) {
            auto other = static_cast<std::uint32_t>((std::uint64_t{words[word]} * job.others) >> 32U);
            other += other >= job.self ? 1U : 0U;
            bool again = false;
            for (std::uint32_t i = 0; i < count; ++i) {
                again = again || seen[i] == other;
            }
            if (!again) {
                seen[count++] = other;
                sum += job.x[other];
            }
        }
    }
    return sum;
}

/// \tparam Blocks of two random numbers in a draw, so that the compiler can keep them in registers
template <std::uint32_t Blocks>
inline void own_sums_of(const OwnDraws& job)
{
    const Words others = all(job.others);
    const Words self = all(job.self);
    for (std::uint32_t draw = 0; draw < job.draws; draw += kLanes) {
        Words index[2 * Blocks];
        for (std::uint32_t block = 0; block < Blocks; ++block) {
            Words low = all(job.stream);
            Words high = counters(draw * job.stride + block, job.stride);
            philox_lanes(low, high, job.key);
            index[2 * block] = skip(upper(product(low, others)), self);
            index[2 * block + 1] = skip(upper(product(high, others)), self);
        }
        Sums sums = zero();
        Equal again = none_equal();
        for (std::uint32_t a = 0; a < job.neighbours; ++a) {
            for (std::uint32_t b = 0; b < a; ++b) {
                again = or_equal(again, index[a], index[b]);
            }
            sums = add_values(sums, job.x, index[a]);
        }
        store(job.sums + draw, sums);
        for (std::uint32_t lane = 0; any(again) && lane < kLanes; ++lane) {
            if (in_lane(again, lane)) {
                job.sums[draw + lane] = sum_of_distinct(job, draw + lane);
            }
        }
    }
}

inline void own_sums(const OwnDraws& job)
{
    switch ((job.neighbours + 1) / 2) {
    case 1:
        return own_sums_of<1>(job);
    case 2:
        return own_sums_of<2>(job);
    case 3:
        return own_sums_of<3>(job);
    case 4:
        return own_sums_of<4>(job);
    case 5:
    case 6:
        return own_sums_of<6>(job);
    default:
        return own_sums_of<8>(job);
    }
}

} // namespace
} // namespace harmspot::significance
