#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs configs/police_uk.toml on a folder of data.police.uk street files and prints what timings.json says.
# usage: bench/whole_run.sh PROGRAM FOLDER AREAS_FILE
set -eu
program=$1
folder=$2
areas=$3
config=$(dirname "$0")/../configs/police_uk.toml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
"$program" -q run "$config" --incidents "$folder/*-street.csv*" --areas "$areas" --out "$work/out"
python3 - "$work/out/timings.json" <<'PY'
import json, sys
timings = json.load(open(sys.argv[1]))
for stage in timings["stages"]:
    print(f"{stage['stage']:16} {stage['seconds']:7.2f} s  {stage['rows']:>8} rows")
print(f"{'total':16} {timings['total_seconds']:7.2f} s  {timings['threads']} threads, "
      f"{timings['peak_memory_bytes'] / 1e6:.0f} MB at the peak")
PY
