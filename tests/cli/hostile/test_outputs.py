# SPDX-License-Identifier: MIT
"""Outputs that cannot be written whole: then nothing is left, and what was there stays as it was."""
import os
import re
import resource
import unittest

from scene import INPUTS, Scene

KIB = 1 << 10
GIB = 1 << 30


def limit(kind, most):
    return lambda: resource.setrlimit(kind, (most, most))


class Outputs(Scene):
    def setUp(self):
        super().setUp()
        self.replace("config.toml", "surfaces   = false", "surfaces   = true")
        self.replace("config.toml", "geopackage = false", "geopackage = true")

    def test_a_link_is_not_written_through(self):
        self.path("elsewhere").mkdir()
        self.path("link").symlink_to("elsewhere")
        for out in ("link", "link/"):
            result = self.run_program(out=out)
            self.assertEqual(result.returncode, 1)
            self.assertIn("link: is a link; name the folder it leads to, or another one", result.stderr)
        self.assertEqual(os.listdir(self.path("elsewhere")), [])

    def test_a_place_where_nothing_can_be_made(self):
        self.assert_refused(self.run_program(out="/proc/out"), "/proc/out: cannot be made: ")

    def test_a_full_disk(self):
        """The first file that is too large is named, wherever in the run it comes."""
        for most in (0, 100, KIB, 4 * KIB, 20 * KIB, 70 * KIB):
            with self.subTest(most=most):
                result = self.run_program(preexec_fn=limit(resource.RLIMIT_FSIZE, most))
                self.assertEqual(result.returncode, 1, result.stderr)
                self.assertRegex(result.stderr, r"^harmspot: \S+: (cannot|could not) be written whole(: File too "
                                                r"large|; is the disk full\? \()")
                self.assert_nothing_left()

    def test_a_full_disk_leaves_the_earlier_run_alone(self):
        self.assertEqual(self.run_program().returncode, 0)
        before = self.files()
        result = self.run_program("--overwrite", preexec_fn=limit(resource.RLIMIT_FSIZE, KIB))
        self.assertEqual(result.returncode, 1)
        self.assertEqual(self.files(), before)
        self.assert_nothing_left(INPUTS + ("out",))

    @unittest.skipIf(os.environ.get("HARMSPOT_SANITIZED"), "SKIP: sanitizers need memory of their own")
    def test_a_grid_larger_than_the_memory(self):
        self.replace("config.toml", "cell_m          = 50", "cell_m          = 1")
        areas = self.path("areas.geojson")
        areas.write_text(areas.read_text().replace("427500", "437500").replace("565500", "585500"))
        result = self.run_program(preexec_fn=limit(resource.RLIMIT_AS, GIB))
        self.assert_refused(result, "out of memory; use a larger cell_m or fewer incidents")


if __name__ == "__main__":
    unittest.main()
