# SPDX-License-Identifier: MIT
harmspot_bench(read_make_police_csv SOURCES read_make_police_csv.cpp)
harmspot_bench(read_incidents IO SOURCES read_incidents.cpp)
