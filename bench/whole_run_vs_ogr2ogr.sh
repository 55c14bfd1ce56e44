#!/bin/sh
# SPDX-License-Identifier: MIT
# The whole run of configs/police_uk.toml (read, weigh, detect, cut, write every product) on made-up
# data.police.uk rows, against one ogr2ogr import of the same rows (CSV -> GeoPackage, WGS 84 -> British
# National Grid). Prints both, wall seconds, their ratio, and where the run's time goes.
# usage: bench/whole_run_vs_ogr2ogr.sh BUILD_DIR AREAS_FILE [ROWS]
set -eu
build=$1
areas=$2
rows=${3:-1000000}
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
csv=$work/2022-01-northumbria-street.csv
"$build/read_make_police_csv" "$rows" "$csv"
cat "$csv" >/dev/null # both find the file in the page cache

start=$(date +%s.%N)
GDAL_NUM_THREADS=1 ogr2ogr -f GPKG -oo X_POSSIBLE_NAMES=Longitude -oo Y_POSSIBLE_NAMES=Latitude \
    -oo KEEP_GEOM_COLUMNS=NO -s_srs EPSG:4326 -t_srs EPSG:27700 "$work/out.gpkg" "$csv"
end=$(date +%s.%N)
"$here/whole_run.sh" "$build/harmspot" "$work" "$areas" >"$work/ours.txt"
cat "$work/ours.txt"
awk -v start="$start" -v end="$end" -v rows="$rows" '/^total/ { printf "rows %s  ogr2ogr import %.1f s  harmspot whole run %.1f s  ratio %.1f\n", rows, end - start, $2, (end - start) / $2 }' "$work/ours.txt"
