#!/bin/sh
# SPDX-License-Identifier: MIT
# Times other programs' quartic kernel density on the benchmark's points, beside this engine, in one table:
# CPU seconds, and how many times as long as the engine. Programs that are not installed are named and left out.
#
#   bench/density_peers.sh BUILD_FOLDER [POINTS [CELL_M]]      default: 100000 points, 100 m cells
#
# On Debian 12 the programs come with
#   apt-get install saga qgis qgis-providers r-cran-spatstat.explore
#
# Bandwidth 500 m, weighted, over the same 60 x 80 km. spatstat bins the points first, so it is not exact.
# It is left out over 10 million cells, where it takes more than 13 GB.
# QGIS and SAGA are timed as whole programs, reading and writing included; the engine's time is its sum alone.
set -eu

build=${1:?"usage: bench/density_peers.sh BUILD_FOLDER [POINTS [CELL_M]]"}
points=${2:-100000}
cell=${3:-100}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cols=$((60000 / cell))
rows=$((80000 / cell))

# CPU seconds (user and system) of a command, or "failed".
cpu_of() {
    if bash -c 'TIMEFORMAT="%U %S"; time "$@" >"$0" 2>&1' "$folder/log" "$@" 2>"$folder/time"; then
        tail -n 1 "$folder/time" | awk '{ printf "%.2f", $1 + $2 }'
    else
        printf failed
    fi
}

row() {
    printf '%-34s %10s' "$1" "$2"
    case $2 in
    failed | "not installed" | "too big") printf '\n' ;;
    *) awk -v a="$2" -v b="$own" 'BEGIN { printf " %9.1f x\n", a / b }' ;;
    esac
}

"$build/kde_bench" --write-points "$points" "$folder/points.csv"
zeros=$(printf '%s' "$points" | tr -d '123456789' | wc -c)
own=$("$build/kde_bench" --benchmark_format=csv \
    --benchmark_filter="fast/1e$zeros/${cols}x$rows/quartic_500m/.*/threads_1/" 2>/dev/null |
    awk -F, '/^"fast/ { last = $4 } END { printf "%.4f", last / 1000 }')
printf '%s points, %s x %s cells, quartic 500 m\n' "$points" "$cols" "$rows"
printf 'On %s\n' "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
printf '%-34s %10s %11s\n' program 'CPU s' ratio
row 'harmspot (sum, best instructions)' "$own"

if [ $((cols * rows)) -gt 10000000 ]; then
    row 'R spatstat' 'too big'
elif command -v Rscript >/dev/null && Rscript -e 'library(spatstat.explore)' >/dev/null 2>&1; then
    cat >"$folder/peer.R" <<'R'
library(spatstat.explore)
arguments <- commandArgs(trailingOnly = TRUE)
points <- read.csv(arguments[1])
size <- as.integer(arguments[2:3])
pattern <- ppp(points$x, points$y, window = owin(c(390000, 450000), c(540000, 620000)), check = FALSE)
took <- system.time(density(pattern, sigma = 500 / sqrt(8), kernel = "quartic", weights = points$weight,
                            edge = FALSE, dimyx = c(size[2], size[1])))
cat(took[["user.self"]] + took[["sys.self"]], "\n")
R
    row 'R spatstat (binned; sum alone)' \
        "$(Rscript "$folder/peer.R" "$folder/points.csv" "$cols" "$rows" 2>/dev/null | tail -n 1 | tr -d ' ' || printf failed)"
else
    row 'R spatstat' 'not installed'
fi

if command -v saga_cmd >/dev/null || command -v qgis_process.bin >/dev/null; then
    ogr2ogr -q -f 'ESRI Shapefile' -a_srs EPSG:27700 "$folder/points.shp" "$folder/points.csv" \
        -oo X_POSSIBLE_NAMES=x -oo Y_POSSIBLE_NAMES=y -oo AUTODETECT_TYPE=YES
fi
if command -v saga_cmd >/dev/null; then
    row 'SAGA (whole program)' "$(cpu_of saga_cmd -c=1 grid_gridding 6 -POINTS "$folder/points.shp" \
        -POPULATION weight -RADIUS 500 -KERNEL 0 -TARGET_DEFINITION 0 -TARGET_USER_SIZE "$cell" \
        -TARGET_USER_XMIN 390000 -TARGET_USER_XMAX 450000 -TARGET_USER_YMIN 540000 -TARGET_USER_YMAX 620000 \
        -TARGET_OUT_GRID "$folder/saga.sgrd")"
else
    row 'SAGA' 'not installed'
fi
if command -v qgis_process.bin >/dev/null; then
    row 'QGIS heatmap (whole program)' "$(QT_QPA_PLATFORM=offscreen cpu_of qgis_process.bin run \
        qgis:heatmapkerneldensityestimation -- "INPUT=$folder/points.shp" RADIUS=500 "PIXEL_SIZE=$cell" \
        WEIGHT_FIELD=weight KERNEL=0 "OUTPUT=$folder/qgis.tif")"
else
    row 'QGIS heatmap' 'not installed'
fi
