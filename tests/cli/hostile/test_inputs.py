# SPDX-License-Identifier: MIT
"""Inputs that no text file in a case's folder can be: too large, packed, special, out of reach."""
import gzip
import os
import shutil
import unittest

from scene import INPUTS, Scene

MIB = 1 << 20
NOT_ON_THIS_MACHINE = ("/vsicurl/http://x/a", "http://x/a", "PG:dbname=x")


class Inputs(Scene):
    def setUp(self):
        super().setUp()
        self.text = self.path("incidents.csv").read_bytes()

    def test_a_line_over_1_mib_costs_that_line_alone(self):
        long_row = b"r99,8N,A,2024-03-01,," + b"x" * MIB + b",564310,High Street,Street,N,N\n"
        self.path("incidents.csv").write_bytes(self.text + long_row)
        result = self.run_program()
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("13 rows in 1 file: 12 used, 1 left out (1 line_too_long)", result.stdout)

    def test_gzip_of_several_parts_is_read_whole(self):
        self.path("incidents.csv").write_bytes(gzip.compress(self.text[:300]) + gzip.compress(self.text[300:]))
        result = self.run_program()
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("12 rows in 1 file: 12 used, 0 left out", result.stdout)

    def test_gzip_of_a_gzip(self):
        self.path("incidents.csv").write_bytes(gzip.compress(gzip.compress(self.text)))
        self.assert_refused(self.run_program(), "incidents.csv: is packed twice; unpack it once")

    def test_gzip_that_unpacks_to_far_more(self):
        self.path("incidents.csv").write_bytes(gzip.compress(self.text + b"\n" * (70 * MIB)))
        self.assert_refused(self.run_program(), "incidents.csv: unpacks to more than 67108864 bytes, which no "
                                                "incident file does; refused. Unpack it yourself if you trust it")

    def test_gzip_with_other_bytes_behind(self):
        self.path("incidents.csv").write_bytes(gzip.compress(self.text) + b"and more")
        self.assert_refused(self.run_program(), "incidents.csv: is damaged or cut short (not a whole gzip file)")

    def test_pipes_and_devices_are_not_waited_for(self):
        for name in INPUTS:
            content = self.path(name).read_bytes()
            for make in (os.mkfifo, lambda path: os.symlink("/dev/zero", path)):
                with self.subTest(name=name):
                    self.path(name).unlink()
                    make(self.path(name))
                    self.assert_refused(self.run_program(), f"{name}: is not a plain file")
            self.path(name).unlink()
            self.path(name).write_bytes(content)

    def test_every_file_of_a_config_must_be_on_this_machine(self):
        config = self.path("config.toml").read_text()
        places = {
            "files in [incidents]": ('"incidents.csv"', '"{}"'),
            "file in [[areas]]": ('"areas.geojson"', '"{}"'),
            "table in [harm]": ('"harm.csv"', '"{}"'),
            "codes in [incidents]": ('format = "columns"', 'format = "columns"\ncodes = "{}"'),
            "mask at the top level": ('title  =', 'mask = "{}"\ntitle  ='),
        }
        for words, (old, new) in places.items():
            for path in NOT_ON_THIS_MACHINE:
                with self.subTest(key=words, path=path):
                    self.assertIn(old, config)
                    self.path("config.toml").write_text(config.replace(old, new.format(path), 1))
                    self.assert_refused(self.run_program(), f"{words} is a database connection, a URL or a /vsi "
                                                            "path; name a plain file", code=2)

    def test_a_vrt_is_no_mask(self):
        self.path("mask.shp").write_text('<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>areas.geojson'
                                         "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>")
        self.replace("config.toml", "title  =", 'mask = "mask.shp"\ntitle  =')
        result = self.run_program()
        self.assertEqual(result.returncode, 1)
        self.assertIn("mask.shp: is not a layer that can be read", result.stderr)
        self.assert_nothing_left(INPUTS + ("mask.shp",))

    def test_years_far_off_are_bad_dates(self):
        row = b",8N,A,%s,,424510,564310,High Street,Street,N,N\n"
        self.path("incidents.csv").write_bytes(self.text + b"".join(
            b"y%d" % i + row % date for i, date in enumerate((b"2999-01-01", b"1899-12-31", b"1900-01-01"))))
        result = self.run_program()
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("15 rows in 1 file: 12 used, 3 left out (2 bad_date, 1 out_of_period)", result.stdout)


@unittest.skipUnless(os.getuid() == 0 and shutil.which("setpriv"), "SKIP: needs root and setpriv")
class OutOfReach(Scene):
    """As a user who may do nothing."""

    nobody = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")

    def setUp(self):
        super().setUp()
        # The build folder itself may be out of nobody's reach.
        self.program = str(shutil.copy(self.program, self.folder / "harmspot"))
        self.folder.chmod(0o777)

    def assert_refused_in_words(self, words, code=1, out="out"):
        result = self.run_program(before=self.nobody, out=out)
        self.assertEqual(result.returncode, code, result.stderr)
        self.assertIn(words, result.stderr)
        self.assertFalse(self.path("out").exists())

    def test_files_that_may_not_be_read(self):
        for name in INPUTS:
            with self.subTest(name=name):
                self.path(name).chmod(0)
                self.assert_refused_in_words("Permission denied")
                self.path(name).chmod(0o644)

    def test_folders_that_may_not_be_looked_into(self):
        self.path("locked").mkdir()
        for old, new, words in (("incidents.csv", "locked/*.csv", "locked/*.csv: no file matches; locked cannot be "
                                                                  "looked into: Permission denied"),
                                ("incidents.csv", "locked/incidents.csv", "locked/incidents.csv: cannot be read: "
                                                                          "Permission denied"),
                                ("areas.geojson", "locked/areas.geojson", "locked/areas.geojson: cannot be read: "
                                                                          "Permission denied")):
            with self.subTest(path=new):
                config = self.path("config.toml").read_text()
                self.replace("config.toml", f'"{old}"', f'"{new}"')
                self.path("locked").chmod(0)
                self.assert_refused_in_words(words)
                self.path("config.toml").write_text(config)
                self.path("locked").chmod(0o755)

    def test_output_folders_that_may_not_be_made(self):
        self.path("locked").mkdir()
        for mode, words in ((0o555, "locked/out: cannot be made: Permission denied"),
                            (0o000, "locked/out: cannot be looked at: Permission denied")):
            self.path("locked").chmod(mode)
            self.assert_refused_in_words(words, out="locked/out")
        self.path("locked").chmod(0o755)
        self.assertEqual(os.listdir(self.path("locked")), [])


if __name__ == "__main__":
    unittest.main()
