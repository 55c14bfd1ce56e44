#!/bin/sh
# SPDX-License-Identifier: MIT
# Times one ogr2ogr import (CSV -> GeoPackage, WGS 84 -> British National Grid, one thread) against our
# reader on the same file, on one thread and on two, and prints wall seconds and their ratios. Run it on a
# quiet machine, or, where others work too, as root under `chrt -f 10`, which takes the cores from them.
# usage: bench/read_vs_ogr2ogr.sh BUILD_DIR [ROWS]
set -eu
build=$1
rows=${2:-1000000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
csv=$work/police.csv
"$build/read_make_police_csv" "$rows" "$csv"
cat "$csv" >/dev/null # both find the file in the page cache

start=$(date +%s.%N)
GDAL_NUM_THREADS=1 ogr2ogr -f GPKG -oo X_POSSIBLE_NAMES=Longitude -oo Y_POSSIBLE_NAMES=Latitude \
    -oo KEEP_GEOM_COLUMNS=NO -s_srs EPSG:4326 -t_srs EPSG:27700 "$work/out.gpkg" "$csv"
end=$(date +%s.%N)
theirs=$(echo "$end $start" | awk '{ printf "%.3f", $1 - $2 }')

# ours THREADS: median of 5, seconds
ours() {
    HARMSPOT_BENCH_CSV=$csv "$build/read_incidents" --benchmark_filter="/$1/" --benchmark_repetitions=5 \
        --benchmark_report_aggregates_only=true --benchmark_format=csv 2>/dev/null |
        awk -F, '/_median"/ { printf "%.3f", $3 / 1000 }'
}
one=$(ours 1)
two=$(ours 2)
echo "rows $rows  ogr2ogr $theirs s  harmspot (medians of 5) 1 thread $one s, 2 threads $two s" \
    "$(echo "$theirs $one $two" | awk '{ printf " ogr2ogr / 1 thread %.1f  1 thread / 2 threads %.2f", $1 / $2, $2 / $3 }')"
