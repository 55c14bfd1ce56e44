harmspot_bench(kde_bench SOURCES kde_bench.cpp kde_points.cpp)
