# SPDX-License-Identifier: MIT
harmspot_bench(bench_chance SOURCES chance.cpp kde_points.cpp)
