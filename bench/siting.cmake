# SPDX-License-Identifier: MIT
harmspot_bench(bench_siting SOURCES siting.cpp)
target_include_directories(bench_siting PRIVATE ${CMAKE_SOURCE_DIR}/tests) # siting_instances.hpp
