# SPDX-License-Identifier: MIT
"""A run stopped at any moment: the output folder is whole or not there, and an earlier one is never half replaced."""
import json
import random
import shutil
import signal
import subprocess
import time
import unittest

from scene import INPUTS, Scene

MOMENTS = 24


class Kill(Scene):
    def setUp(self):
        super().setUp()
        self.replace("config.toml", "geopackage = false", "geopackage = true")
        started = time.monotonic()
        self.assertEqual(self.run_program(out="whole").returncode, 0)
        self.seconds = time.monotonic() - started
        self.whole = self.files("whole")

    def stop_a_run(self, number, moment, *extra):
        """Starts a run and sends it a signal; its exit code."""
        process = subprocess.Popen(self.command(*extra), cwd=self.folder, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(moment)
        process.send_signal(number)
        _, self.said = process.communicate()
        return process.returncode

    def moments(self):
        random_number = random.Random(7)
        return [random_number.uniform(0, 1.1 * self.seconds) for _ in range(MOMENTS)]

    def clear_hidden(self):
        for path in self.folder.glob(".out.*"):
            shutil.rmtree(path)

    def test_what_is_there_is_whole(self):
        stopped = 0
        for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT):
            for moment in self.moments():
                with self.subTest(signal=number.name, moment=moment):
                    code = self.stop_a_run(number, moment)
                    if self.path("out").exists():
                        self.assertEqual(self.files(), self.whole)
                        shutil.rmtree(self.path("out"))
                    else:
                        self.assertNotEqual(code, 0)
                        stopped += 1
                    if code == 1:
                        self.assertIn("harmspot: stopped; nothing was left behind", self.said)
                        self.assert_nothing_left(INPUTS + ("whole",))
                    self.clear_hidden()
        self.assertGreater(stopped, 0)

    def test_an_earlier_run_stays_or_is_replaced(self):
        """Killed outright while replacing: at no moment is there no run, or half of one."""
        shutil.copytree(self.path("whole"), self.path("out"))
        manifest = json.loads(self.whole["manifest.json"])
        for moment in self.moments():
            with self.subTest(moment=moment):
                title = f"run {moment}"
                self.stop_a_run(signal.SIGKILL, moment, "--overwrite", "--set", f"title={title}")
                files = self.files()
                self.assertEqual(files.keys(), self.whole.keys())
                outputs = json.loads(files["manifest.json"])["outputs"]
                self.assertEqual([output["path"] for output in outputs],
                                 [output["path"] for output in manifest["outputs"]])
                self.clear_hidden()


if __name__ == "__main__":
    unittest.main()
