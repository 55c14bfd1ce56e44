# SPDX-License-Identifier: MIT
"""The files of a run by the rules of their kinds: RFC 7946, Cloud Optimised GeoTIFF, GeoPackage, file names."""
import json
import re
import sqlite3
import subprocess
import unittest
import xml.etree.ElementTree as xml

from force import SYSTEM_PYTHON, Force

# Names that Windows keeps for devices, whatever their ending and case.
DEVICES = {"con", "prn", "aux", "nul"} | {f"{kind}{n}" for kind in ("com", "lpt") for n in range(10)}

CHECK_COG = """
import sys
from osgeo import gdal
from osgeo_utils.samples.validate_cloud_optimized_geotiff import validate
gdal.UseExceptions()
for name in sys.argv[1:]:
    warnings, errors, details = validate(name, full_check=True)
    dataset = gdal.Open(name)
    band = dataset.GetRasterBand(1)
    print(name, warnings, errors, band.GetOverviewCount(), band.GetUnitType(), bool(band.GetDescription()),
          band.GetNoDataValue(), "STATISTICS_MAXIMUM" in band.GetMetadata(), sep="|")
"""


def ring_area(ring):
    """Twice the signed area; above 0 when it runs anticlockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))


def positions_of(geometry):
    if geometry is None:
        return []
    found, left = [], [geometry["coordinates"]]
    while left:
        item = left.pop()
        if isinstance(item[0], (int, float)):
            found.append(item)
        else:
            left.extend(item)
    return found


class Files(Force):
    extra = ""

    def lint(self, name, data):
        """RFC 7946, section by section, of what our files may hold."""
        self.assertFalse(data.startswith(b"\xef\xbb\xbf"), name)  # 11.1 by way of RFC 8259, 8.1
        collection = json.loads(data.decode("utf-8"), parse_constant=lambda word: self.fail(f"{name}: {word}"))
        self.assertEqual(collection["type"], "FeatureCollection")
        self.assertNotIn("crs", collection)  # 4
        for key in ("coordinates", "geometries", "geometry", "properties"):  # 7.1
            self.assertNotIn(key, collection)
        everywhere = []
        for feature in collection["features"]:
            self.assertEqual(feature["type"], "Feature")
            self.assertLessEqual({"properties", "geometry"}, set(feature))  # 3.2
            self.assertIsInstance(feature["id"], (str, int))
            geometry = feature["geometry"]
            polygons = [] if geometry is None else (
                [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"])
            for polygon in polygons:
                for number, ring in enumerate(polygon):  # 3.1.6
                    self.assertGreaterEqual(len(ring), 4)
                    self.assertEqual(ring[0], ring[-1])
                    self.assertEqual(ring_area(ring) > 0, number == 0, f"{name}: ring runs the wrong way round")
            positions = positions_of(geometry)
            everywhere += positions
            for lon, lat in positions:
                self.assertTrue(-180 <= lon <= 180 and -90 <= lat <= 90)
                for number in (lon, lat):
                    self.assertLessEqual(len(repr(number).split(".")[-1]), 7, "11.2: more digits than anyone can use")
            self.check_box(feature, positions)
        self.check_box(collection, everywhere)
        return len(collection["features"])

    def check_box(self, thing, positions):
        """5: west, south, east, north; of all positions and no more."""
        if positions:
            self.assertEqual(thing["bbox"], [min(p[0] for p in positions), min(p[1] for p in positions),
                                             max(p[0] for p in positions), max(p[1] for p in positions)])
        else:
            self.assertNotIn("bbox", thing)

    def test_geojson_is_rfc_7946(self):
        files = self.run_whole()
        features = [self.lint(name, data) for name, data in files.items() if name.endswith(".geojson")]
        self.assertGreater(len(features), 5)
        self.assertGreater(sum(features), 10)

    def test_the_linter_finds_what_is_wrong(self):
        files = self.run_whole()
        name, data = next((name, data) for name, data in files.items() if name.endswith("kde_hotspots.geojson"))
        good = json.loads(data)
        ring = good["features"][0]["geometry"]["coordinates"]
        for spoil in (lambda c: c.update(crs={}), lambda c: c["features"][0].pop("id"),
                      lambda c: c["features"][0]["geometry"].update(coordinates=[list(reversed(ring[0]))]),
                      lambda c: c.update(bbox=[0, 0, 1, 1]), lambda c: c["features"][0].pop("geometry")):
            bad = json.loads(data)
            spoil(bad)
            with self.assertRaises((AssertionError, KeyError)):
                self.lint(name, json.dumps(bad).encode())

    def test_surfaces_are_cloud_optimised(self):
        """GDAL's own check of the order of headers, overviews and tiles, for a surface with overviews."""
        self.replace("config.toml", "cell_m          = 50", "cell_m          = 5")
        self.run_whole()
        names = sorted(str(path) for path in self.path("out").rglob("*.tif"))
        self.assertGreater(len(names), 1)
        result = subprocess.run([SYSTEM_PYTHON, "-c", CHECK_COG, *names], capture_output=True, text=True)
        self.assertEqual(result.returncode, 0, result.stderr)
        for line in result.stdout.splitlines():
            name, warnings, errors, overviews, unit, described, nodata, statistics = line.split("|")
            self.assertEqual((warnings, errors), ("[]", "[]"), name)
            self.assertGreater(int(overviews), 0, name)
            self.assertRegex(unit, r"per km2", name)
            self.assertEqual((described, nodata, statistics), ("True", "-9999.0", "True"), name)

    def test_every_layer_and_surface_has_its_styles(self):
        files = self.run_whole()
        page = json.loads(re.search(rb'id="data">(.*?)</script>', files["index.html"], re.S).group(1))
        checked = 0
        for name, data in files.items():
            stem, _, ending = name.rpartition(".")
            if ending in ("geojson", "tif") and not name.startswith("plan/"):
                qml, sld = (xml.fromstring(files[f"{stem}.{kind}"]) for kind in ("qml", "sld"))
                self.assertTrue(sld.tag.endswith("StyledLayerDescriptor"))
                self.assertEqual(qml.tag, "qgis")
            if ending == "geojson" and not name.startswith("packs/"):
                theme, entry = stem.split("/")
                layer = next(one for one in page["layers"] if one["theme"] == theme and
                             entry == one["entry"] + ("_count" if one["version"] == "count" else "") + "_hotspots")
                numbers = [float(n) for rule in qml.iter("rule") for n in re.findall(r">= ([0-9.]+)", rule.get("filter", ""))]
                self.assertEqual(numbers, layer["classes"]["breaks"], f"{name}: page and QGIS differ")
                checked += 1
        self.assertGreater(checked, 1)

    def test_a_geopackage_for_the_force_and_one_for_each_pack(self):
        files = self.run_whole()
        packages = sorted(name for name in files if name.endswith(".gpkg"))
        self.assertEqual(packages, ["harmspot.gpkg", "packs/command/east/hotspots.gpkg", "packs/command/west/hotspots.gpkg"])
        manifest = json.loads(files["manifest.json"])
        for name in packages:
            with sqlite3.connect(self.path("out") / name) as package:
                def told(item):
                    return [row[0] for row in package.execute(
                        "SELECT text FROM run_info WHERE layer = '' AND item = ?", (item,))]
                self.assertEqual(package.execute("PRAGMA integrity_check").fetchone(), ("ok",))
                self.assertEqual(told("run_id"), [manifest["run_id"]])
                self.assertEqual(told("input"), [f"incidents.csv sha256:{manifest['inputs'][0]['sha256']}"])
                self.assertEqual(told("harm_table"), [f"harm.csv sha256:{manifest['harm']['sha256']}"])
                layers = {row[0] for row in package.execute(
                    "SELECT table_name FROM gpkg_contents WHERE data_type = 'features'")}
                styled = {row[0] for row in package.execute("SELECT f_table_name FROM layer_styles WHERE useAsDefault")}
                self.assertEqual(layers, styled)
                self.assertIn("areas_command", layers)
                self.assertIn("burglary_kde_hotspots", layers)
        again = self.run_program("--overwrite")
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(self.files(), files)  # to the byte

    def test_every_path_opens_on_windows(self):
        """At the longest names a config may hold, and areas called like devices."""
        areas = self.path("areas.geojson")
        areas.write_text(areas.read_text().replace('"West"', '"CON"').replace('"East"', '"' + "E" * 300 + '"'))
        files = self.run_whole()
        self.assertIn("packs/command/con_/index.html", files)
        for name in files:
            self.assertLessEqual(len(name), 120, name)
            for part in name.split("/"):
                self.assertRegex(part, r"^[a-z0-9_][a-z0-9_.-]*[a-z0-9_]$")
                self.assertNotIn(part.split(".")[0], DEVICES)

    def test_names_that_make_paths_too_long_are_refused_before_the_run(self):
        self.replace("config.toml", 'layer = "command"', f'layer = "{"l" * 40}"')
        self.replace("config.toml", 'name  = "burglary"', f'name  = "{"t" * 40}"')
        self.replace("config.toml", 'method          = "kde"', f'method = "kde"\nname = "{"e" * 40}"')
        for command in (self.command(), [self.program, "check", "config.toml"]):
            result = subprocess.run(command, cwd=self.folder, capture_output=True, text=True)
            self.assertEqual(result.returncode, 2, result.stderr)
            self.assertIn("over 120 characters", result.stderr)
            self.assertIn("shorten", result.stderr)
        self.assert_nothing_left()


if __name__ == "__main__":
    unittest.main()
