# SPDX-License-Identifier: MIT
harmspot_bench(bench_patrol_places IO SOURCES patrol_places.cpp)
