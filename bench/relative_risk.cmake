# SPDX-License-Identifier: MIT
harmspot_bench(bench_relative_risk SOURCES kde_points.cpp relative_risk.cpp)
