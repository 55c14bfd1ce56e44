# SPDX-License-Identifier: MIT
"""What a command's team is handed holds nothing of another command."""
import unittest

from force import Force


class Leaks(Force):
    def check_packs(self, files):
        """Names of places are in every kind of file, so they show what came from where."""
        for own, other in (("west", "East"), ("east", "West")):
            pack = {name: data for name, data in files.items() if name.startswith(f"packs/command/{own}/")}
            endings = {name.rsplit(".", 1)[-1] for name in pack}
            self.assertLessEqual({"geojson", "gpkg", "html", "qml", "sld"}, endings)
            canary = self.places[other].split()[0]
            for name, data in pack.items():
                for text in (canary.encode(), canary.encode("utf-16-le"), canary.lower().encode()):
                    self.assertNotIn(text, data, name)
            mine = self.places[own.capitalize()].split()[0].encode()
            told = [name for name, data in pack.items() if mine in data]
            for ending in ("geojson", "gpkg", "html"):  # else the test would look at empty files
                self.assertTrue(any(name.endswith(ending) for name in told), f"no {ending} of {own} names its places")

    def test_packs_hold_no_place_of_another_command(self):
        files = self.run_whole()
        self.check_packs(files)
        for canary in self.places.values():  # that the force's own files have both shows that names get there
            self.assertIn(canary.split()[0].encode(), files["harmspot.gpkg"])

    def test_nor_do_isolated_packs(self):
        self.replace("config.toml", "pack  = true", "pack  = true\nisolate = true")
        self.check_packs(self.run_whole())

    def test_nor_do_outlines_of_other_commands_go_into_a_pack(self):
        """The east edge of East is at 427,500: no pack of West may know it, in either coordinate system."""
        files = self.run_whole()
        import sqlite3
        for own, names in (("west", ["West"]), ("east", ["East"])):
            with sqlite3.connect(self.path(f"out/packs/command/{own}/hotspots.gpkg")) as package:
                self.assertEqual([row[0] for row in package.execute("SELECT name FROM areas_command")], names)
        self.assertNotIn(b"427500", files["packs/command/west/index.html"])


if __name__ == "__main__":
    unittest.main()
