# SPDX-License-Identifier: MIT
harmspot_bench(bench_grid_statistics SOURCES grid_statistics.cpp)
