harmspot_bench(bench_hotspots SOURCES hotspots.cpp)
