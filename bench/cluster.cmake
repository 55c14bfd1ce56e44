# SPDX-License-Identifier: MIT
harmspot_bench(bench_cluster SOURCES cluster.cpp LIBRARIES nanoflann::nanoflann)
