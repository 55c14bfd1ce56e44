# SPDX-License-Identifier: MIT
"""QGIS opens what a run leaves, styled without a click, and draws it. HARMSPOT_PICTURES keeps the pictures."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

from force import SYSTEM_PYTHON, Force

DRAW = pathlib.Path(__file__).with_name("draw_layers.py")


def has_qgis():
    return os.path.exists(SYSTEM_PYTHON) and subprocess.run([SYSTEM_PYTHON, "-c", "import qgis.core"],
                                                            capture_output=True).returncode == 0


class Qgis(Force):
    def draw(self, name, *layers):
        """The layers as QGIS tells of them, and the path of the picture."""
        picture = self.path(name + ".png")
        result = subprocess.run([SYSTEM_PYTHON, DRAW, picture, *layers], capture_output=True, text=True)
        self.assertEqual(result.returncode, 0, result.stderr)
        if kept := os.environ.get("HARMSPOT_PICTURES"):
            shutil.copy(picture, kept)
        return [json.loads(line) for line in result.stdout.splitlines()], self.colours(picture)

    def colours(self, picture):
        """How many pixels have each of the commoner colours, as '#rrggbb'."""
        script = ("import sys; from osgeo import gdal; from collections import Counter\n"
                  "a = gdal.Open(sys.argv[1]).ReadAsArray()\n"
                  "for c, n in Counter(zip(*(a[i].ravel().tolist() for i in range(3)))).most_common(40):\n"
                  "    print('#%02x%02x%02x' % c, n)")
        result = subprocess.run([SYSTEM_PYTHON, "-c", script, picture], capture_output=True, text=True, check=True)
        return {line.split()[0]: int(line.split()[1]) for line in result.stdout.splitlines()}

    def assert_drawn(self, colours, fill, opacity=184 / 255):
        """Some colour of the picture is `fill` over white at that opacity."""
        want = [255 + (int(fill[i:i + 2], 16) - 255) * opacity for i in (1, 3, 5)]
        near = [n for text, n in colours.items()
                if all(abs(int(text[i:i + 2], 16) - w) <= 3 for i, w in zip((1, 3, 5), want))]
        self.assertGreater(sum(near), 50, f"nothing is drawn in {fill}: {colours}")

    def test_layers_of_the_geopackage_open_with_their_styles(self):
        self.run_whole()
        package = self.path("out/harmspot.gpkg")
        told, colours = self.draw("geopackage", f"{package}|layername=burglary_kde_hotspots",
                                  f"{package}|layername=areas_command")
        spots, areas = told
        self.assertEqual((spots["renderer"], spots["crs"], spots["labels"]), ("RuleRenderer", "EPSG:27700", True))
        self.assertGreater(spots["features"], 1)
        self.assertRegex(spots["legend"][-1], r"^[0-9,]+ (days of harm|incidents) per km² and over$")
        self.assertEqual(areas["legend"], ["areas"])
        self.assert_drawn(colours, "#a23f1d")
        self.assert_drawn(colours, "#f3cf9b")

    def test_a_pack_and_geojson_and_a_surface_open_with_the_styles_beside_them(self):
        self.replace("config.toml", "cell_m          = 50", "cell_m          = 10")
        self.run_whole()
        pack = self.path("out/packs/command/west")
        told, colours = self.draw("pack", str(pack / "burglary_kde_hotspots.geojson"),
                                  str(self.path("out/burglary/kde_surface.tif")),
                                  f"{pack / 'hotspots.gpkg'}|layername=areas_command")
        self.assertEqual(told[0]["renderer"], "RuleRenderer")
        self.assertEqual(told[1]["renderer"], "singlebandpseudocolor")
        self.assertIn("and over", told[1]["legend"][-1])
        self.assert_drawn(colours, "#fbe9cf", 0.8)

    def test_sld_says_the_same_as_qml(self):
        self.run_whole()
        layer = str(self.path("out/burglary/kde_hotspots.geojson"))
        by_qml = self.draw("qml", layer)[0][0]
        by_sld = self.draw("sld", "sld:" + layer)[0][0]
        self.assertEqual(by_sld["renderer"], by_qml["renderer"])
        self.assertEqual([text for text in by_sld["legend"] if text], by_qml["legend"])


if __name__ == "__main__":
    if not has_qgis():
        print("SKIP: there is no QGIS with Python here; scripts/install-deps qgis brings it")
        sys.exit(0)
    unittest.main()
