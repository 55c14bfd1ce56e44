# SPDX-License-Identifier: MIT
harmspot_bench(bench_output IO SOURCES output.cpp)
