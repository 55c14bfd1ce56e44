// SPDX-License-Identifier: MIT
#pragma once

// The draws of one cell, many at a time: compiled once for each instruction set. All arithmetic is on whole
// numbers or on sums that are exact, so every path gives the same values. Nothing inline from other headers is
// used, lest the linker take a copy compiled for instructions that the processor lacks.

#include "significance/own_draws.hpp"

#include <cstddef>
#include <cstdint>

namespace harmspot::significance
{
namespace
{

constexpr std::size_t kLanes = 16;

/// Philox2x32-10 as in philox.hpp.
inline void philox_lanes(std::uint32_t* low, std::uint32_t* high, std::uint32_t key)
{
    for (int round = 0; round < 10; ++round) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            const std::uint64_t product = std::uint64_t{0xD256D193U} * low[lane];
            low[lane] = static_cast<std::uint32_t>(product >> 32U) ^ key ^ high[lane];
            high[lane] = static_cast<std::uint32_t>(product);
        }
        key += 0x9E3779B9U;
    }
}

/// A random number as the number of one of the other cells.
inline void other_cells(const OwnDraws& job, const std::uint32_t* random, std::int32_t* index)
{
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const auto other = static_cast<std::uint32_t>((std::uint64_t{random[lane]} * job.others) >> 32U);
        index[lane] = static_cast<std::int32_t>(other + (other >= job.self ? 1U : 0U));
    }
}

/// One draw again, taking the next random number wherever a cell was drawn before.
inline double sum_of_distinct(const OwnDraws& job, std::uint32_t draw)
{
    std::uint32_t seen[kMostLaneNeighbours];
    std::uint32_t count = 0;
    double sum = 0;
    for (std::uint32_t block = 0; count < job.neighbours; ++block) {
        std::uint32_t words[2] = {job.self, draw * job.stride + block};
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

inline void own_sums(const OwnDraws& job)
{
    alignas(64) std::int32_t index[kMostLaneNeighbours + 1][kLanes];
    for (std::uint32_t draw = 0; draw < job.draws; draw += static_cast<std::uint32_t>(kLanes)) {
        for (std::uint32_t block = 0; 2 * block < job.neighbours; ++block) {
            alignas(64) std::uint32_t low[kLanes];
            alignas(64) std::uint32_t high[kLanes];
            for (std::uint32_t lane = 0; lane < kLanes; ++lane) {
                low[lane] = job.self;
                high[lane] = (draw + lane) * job.stride + block;
            }
            philox_lanes(low, high, job.key);
            other_cells(job, low, index[2 * block]);
            other_cells(job, high, index[2 * block + 1]);
        }
        alignas(64) std::int32_t again[kLanes] = {};
        for (std::uint32_t a = 1; a < job.neighbours; ++a) {
            for (std::uint32_t b = 0; b < a; ++b) {
                for (std::size_t lane = 0; lane < kLanes; ++lane) {
                    again[lane] |= index[a][lane] == index[b][lane] ? 1 : 0;
                }
            }
        }
        alignas(64) double sum[kLanes] = {};
        for (std::uint32_t a = 0; a < job.neighbours; ++a) {
            for (std::size_t lane = 0; lane < kLanes; ++lane) {
                sum[lane] += job.x[index[a][lane]];
            }
        }
        for (std::uint32_t lane = 0; lane < kLanes; ++lane) {
            job.sums[draw + lane] = again[lane] != 0 ? sum_of_distinct(job, draw + lane) : sum[lane];
        }
    }
}

} // namespace
} // namespace harmspot::significance
