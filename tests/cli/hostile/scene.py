# SPDX-License-Identifier: MIT
"""A small run in a folder of its own, for tests that spoil one thing about it."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

CASE = pathlib.Path(__file__).resolve().parents[1] / "good" / "run"
INPUTS = ("config.toml", "incidents.csv", "areas.geojson", "harm.csv")


class Scene(unittest.TestCase):
    """Runs HARMSPOT, the program, in a new folder that holds the inputs of the case good/run."""

    program = os.environ["HARMSPOT"]

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)
        for name in INPUTS:
            shutil.copy(CASE / name, self.folder / name)

    def path(self, name):
        return self.folder / name

    def replace(self, name, old, new):
        text = self.path(name).read_text()
        self.assertIn(old, text)
        self.path(name).write_text(text.replace(old, new, 1))

    def command(self, *extra, out="out"):
        return [self.program, "run", "config.toml", "--out", out, "--simd", "plain", *extra]

    def run_program(self, *extra, out="out", before=(), **options):
        """One run; `before` is a command that is given the program to start."""
        return subprocess.run([*before, *self.command(*extra, out=out)], cwd=self.folder, capture_output=True,
                              text=True, stdin=subprocess.DEVNULL, **options)

    def assert_refused(self, result, words, code=1):
        self.assertEqual(result.returncode, code, result.stderr)
        self.assertEqual(result.stdout, "")
        self.assertIn(words, result.stderr)
        self.assert_nothing_left()

    def assert_nothing_left(self, allowed=INPUTS):
        """Neither an output folder nor the hidden one that a run writes into first."""
        self.assertEqual(sorted(set(os.listdir(self.folder)) - set(allowed)), [])

    def files(self, out="out"):
        """Every file of an output by name, without the one that holds times of day."""
        root = self.path(out)
        return {str(path.relative_to(root)): path.read_bytes()
                for path in sorted(root.rglob("*")) if path.is_file() and path.name != "timings.json"}
