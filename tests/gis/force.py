# SPDX-License-Identifier: MIT
"""A force of two commands side by side, West and East, each with a crowd of incidents of its own."""
import os
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli" / "hostile"))
from scene import Scene  # noqa: E402

SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's, which alone sees GDAL's and QGIS's modules


class Force(Scene):
    """`self.files()` of a run with every kind of output, among them a surface and packs of both commands."""

    places = {"West": "Westcanary Street", "East": "Eastcanary Lane"}
    extra = ""

    def setUp(self):
        super().setUp()
        self.write_incidents()
        for key in ("surfaces   = false", "geopackage = false"):
            self.replace("config.toml", key, key.replace("false", "true "))
        self.replace("config.toml", 'match = { field = "code", equals = "28E" }',
                     'match = { field = "code", in = ["28E", "8N"] }')  # of two weights, so there are two versions
        config = self.path("config.toml")
        config.write_text(config.read_text() + self.extra)

    def write_incidents(self):
        """Three knots a command, and some strewn about, for a hotspot or more in each."""
        draw = random.Random(7)
        lines = ["ref,code,offence,earliest,latest,easting,northing,place,kind,domestic,knife"]
        for command, west in (("West", 423500), ("East", 425500)):
            for knot in range(3):
                for _ in range(25):
                    x = west + 450 + 500 * knot + draw.gauss(0, 40)
                    y = 564000 + 400 * knot + draw.gauss(0, 40)
                    lines.append(self.row(len(lines), x, y, f"{self.places[command]} {knot}", draw))
            for _ in range(40):
                lines.append(self.row(len(lines), west + draw.uniform(50, 1950), 563500 + draw.uniform(50, 1950),
                                      f"{self.places[command]} elsewhere", draw))
        self.path("incidents.csv").write_text("\n".join(lines) + "\n")

    @staticmethod
    def row(number, x, y, place, draw):
        code, offence = draw.choice((("28E", "Burglary of a home"), ("28E", "Burglary of a home"),
                                     ("8N", "Assault with injury")))
        day = draw.randrange(1, 29)
        return (f"r{number},{code},{offence},2024-03-{day:02} 21:10,2024-03-{day:02} 21:40,{x:.0f},{y:.0f},"
                f"{place},Street,N,N")

    def run_whole(self, *extra):
        result = self.run_program(*extra)
        self.assertEqual(result.returncode, 0, result.stderr)
        return self.files()
