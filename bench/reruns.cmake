harmspot_bench(bench_reruns SOURCES reruns.cpp)
