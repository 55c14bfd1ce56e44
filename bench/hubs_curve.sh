#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# How long a [[hubs]] plan takes on real months: 12 of Northumbria, demand at 927 LSOA centroids, up to 500 lattice
# candidates, 3 existing hubs, 1 to 10 new ones (p_median, each number to the proof or to 20,000 nodes), without re-runs.
# Usage: HARMSPOT_REAL_DATA=FOLDER bench/hubs_curve.sh BUILD
set -euo pipefail
program=$(realpath "$1")/harmspot
source=$(cd "$(dirname "$0")/.." && pwd)
data=${HARMSPOT_REAL_DATA:?names the folder of real data}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/hubs.toml" <<TOML
period = { from = 2022-03-01, to = 2023-02-28 }
[incidents]
files  = ["$data/northumbria-street/2022-*.csv.gz", "$data/northumbria-street/2023-*.csv.gz"]
format = "police-uk"
[[areas]]
layer = "authority"
file  = "$data/ne-boundaries/local_authorities.geojson"
name  = "name"
[harm]
table = "$source/configs/harm/police_uk_demo.csv"
[[theme]]
name  = "violence"
match = { field = "offence", equals = "Violence and sexual offences" }
[[hotspots]]
method = "kde"
[output]
surfaces = false
geopackage = false
[[hubs]]
name = "curve"
serves = "anyone"
centroids = "$data/ne-context/lsoa21_pwc_imd2025.csv"
centroid_code = "lsoa21_code"
lattice_m = 100
redraws = 0
[[hubs.existing]]
name = "Gateshead"
easting = 425500
northing = 563000
[[hubs.existing]]
name = "Sunderland"
easting = 439500
northing = 557000
[[hubs.existing]]
name = "North Tyneside"
easting = 435500
northing = 568300
TOML
for serves in anyone same_authority; do
  "$program" run "$work/hubs.toml" --out "$work/$serves" --set "hubs.curve.serves=$serves" -q
  python3 - "$work/$serves" "$serves" <<'PY'
import csv, json, sys
folder, serves = sys.argv[1:]
stage = next(s for s in json.load(open(folder + "/timings.json"))["stages"] if s["stage"] == "hubs: curve")
rows = list(csv.DictReader(open(folder + "/plan/curve_curve.csv", encoding="utf-8-sig")))
sites = sum(r["role"] != "existing" for r in csv.DictReader(open(folder + "/plan/curve_sites.csv", encoding="utf-8-sig")))
print(f"{serves}: {sites} candidates, {len(rows) - 1} numbers of hubs, {stage['seconds']:.2f} s; "
      + ", ".join(f"{r['new_hubs']} {r['status']}" for r in rows))
PY
done
