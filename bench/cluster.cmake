# SPDX-License-Identifier: MIT
harmspot_bench(bench_cluster IO SOURCES cluster.cpp
               LIBRARIES nanoflann::nanoflann PkgConfig::libdeflate nlohmann_json::nlohmann_json)
target_include_directories(bench_cluster PRIVATE ${CMAKE_SOURCE_DIR}/tests)
