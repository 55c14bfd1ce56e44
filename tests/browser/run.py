# SPDX-License-Identifier: MIT
"""run.py HARMSPOT SOURCE: makes the sample, runs it, and has Chromium look at the pages.

Says SKIP and ends well where Chromium, node or the two node packages are not installed: see scripts/install-deps."""
import csv
import pathlib
import shutil
import subprocess
import sys
import tempfile

HOSTILE = ["<img src=x onerror=alert(1)>", "</script><script>alert(2)</script>", "=HYPERLINK(\"http://x\")",
           "\u202eteertS hgiH", "A" * 10_000, "{{data}}", "'\"&lt;"]


def find_browser(here: pathlib.Path) -> None:
    """Ends the program, saying what to install, when something is missing."""
    if shutil.which("node") is None or not pathlib.Path("/usr/bin/chromium").exists():
        print("SKIP: node and chromium are needed: scripts/install-deps browser")
        sys.exit(0)
    if not (here / "node_modules" / "playwright-core").exists():
        print("SKIP: the node packages are needed: (cd tests/browser && npm ci)")
        sys.exit(0)


def make_hostile(sample: pathlib.Path, to: pathlib.Path) -> None:
    """The sample with hostile texts for names of places, each for many rows, so that they name hotspots."""
    with open(sample, newline="", encoding="utf-8") as source, open(to, "w", newline="", encoding="utf-8") as target:
        rows = csv.DictReader(source)
        writer = csv.DictWriter(target, rows.fieldnames, extrasaction="ignore")
        writer.writeheader()
        for row in rows:
            try:
                row["location"] = HOSTILE[int(float(row["easting"])) // 2000 % len(HOSTILE)]
            except ValueError:
                pass  # the sample has rows without positions
            writer.writerow(row)


def main() -> int:
    harmspot, source = sys.argv[1], pathlib.Path(sys.argv[2])
    here = source / "tests" / "browser"
    find_browser(here)
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)

        def run(out: str, incidents: pathlib.Path, *sets: str) -> None:
            command = [harmspot, "run", source / "configs" / "force_export.toml", "--incidents", incidents, "--out",
                       folder / out, "--set", "output.surfaces=false", "--set", "output.geopackage=false"]
            for one in sets:
                command += ["--set", one]
            subprocess.run(command, check=True, capture_output=True)

        subprocess.run([harmspot, "sample", folder / "sample", "--incidents", "20000"], check=True, capture_output=True)
        incidents = folder / "sample" / "incidents.csv"
        make_hostile(incidents, folder / "hostile.csv")
        run("out", incidents)
        run("hostile", folder / "hostile.csv", 'theme.burglary.title="<img src=x onerror=alert(3)>"')
        run("none", incidents, "hotspots.kde.least_incidents=100000", "hotspots.dbscan.least_incidents=100000")
        run("many", incidents, "hotspots.kde.area_share=0.2", "hotspots.kde.bandwidth_m=100", "hotspots.kde.least_area_ha=0",
            "hotspots.kde.least_incidents=1", "hotspots.kde.least_places=1")
        return subprocess.run(["node", here / "check_pages.mjs", folder, pathlib.Path.cwd() / "browser_pictures"]).returncode


sys.exit(main())
