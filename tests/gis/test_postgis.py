# SPDX-License-Identifier: MIT
"""A run's layers in a real PostgreSQL with PostGIS, which pg_virtualenv starts for this test and throws away after."""
import glob
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

from force import Force

HOSTILE = "x'); DROP TABLE burglary_kde_hotspots; -- \"quoted\" \\N \\."


def sql(text, check=True):
    """Rows as lists of texts."""
    result = subprocess.run(["psql", "-XAtq", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", "-c", text], capture_output=True,
                            text=True)
    if check and result.returncode != 0:
        raise AssertionError(result.stderr)
    return [line.split("\x1f") for line in result.stdout.splitlines()]


def cluster(*action):
    subprocess.run(["pg_ctlcluster", os.environ["PGVERSION"], "regress", *action], check=True)


def wait_for(truth, what):
    for _ in range(600):
        if truth():
            return
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")


class Postgis(Force):
    extra = '\n[output.postgis]\nschema = "harm"\n'

    def setUp(self):
        super().setUp()
        sql("DROP SCHEMA IF EXISTS harm CASCADE; CREATE EXTENSION IF NOT EXISTS postgis")

    def tables(self):
        return {row[0] for row in sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'harm'")}

    def whole(self):
        """Every row of every table: what a reader of the schema sees."""
        return {table: sorted(sql(f'SELECT t::text FROM harm."{table}" t')) for table in self.tables()}

    def test_every_layer_arrives_with_index_srid_and_run_id(self):
        files = self.run_whole()
        self.assertEqual(self.tables(), {"burglary_kde_hotspots", "burglary_kde_count_hotspots", "areas_command",
                                         "run_info"})
        import sqlite3
        with sqlite3.connect(self.path("out/harmspot.gpkg")) as package:
            want = package.execute("SELECT rank, id, place, incidents, harm FROM burglary_kde_hotspots ORDER BY rank")
            want = [[str(rank), id_, place, str(n), harm] for rank, id_, place, n, harm in want]
            run_id = package.execute("SELECT text FROM run_info WHERE item = 'run_id'").fetchone()[0]
        got = sql("SELECT rank, id, place, incidents, harm FROM harm.burglary_kde_hotspots ORDER BY rank")
        self.assertGreater(len(got), 1)
        self.assertEqual([row[:4] + [float(row[4])] for row in got], want)
        self.assertEqual(sql("SELECT DISTINCT run_id FROM harm.burglary_kde_hotspots"), [[run_id]])
        self.assertIn(run_id.encode(), files["manifest.json"])
        self.assertEqual(sql("SELECT DISTINCT st_srid(geom), geometrytype(geom), st_isvalid(geom) FROM "
                             "harm.burglary_kde_hotspots"), [["27700", "MULTIPOLYGON", "t"]])
        self.assertEqual(len(sql("SELECT 1 FROM pg_indexes WHERE schemaname = 'harm' AND indexdef LIKE '%gist (geom)'")), 3)
        self.assertRegex(sql("SELECT obj_description('harm.burglary_kde_hotspots'::regclass)")[0][0],
                         "^OFFICIAL-SENSITIVE. Two squares: Burglary")
        self.assertEqual(sql("SELECT text FROM harm.run_info WHERE layer = 'burglary_kde_hotspots' AND item = 'marking'"),
                         [["OFFICIAL-SENSITIVE"]])

    def test_a_second_run_takes_the_place_of_the_first(self):
        self.run_whole()
        first = self.whole()
        self.run_whole("--overwrite")
        self.assertEqual(self.whole(), first)
        sql("CREATE TABLE harm.notes (text text); INSERT INTO harm.notes VALUES ('mine')")
        self.replace("config.toml", 'name  = "burglary"', 'name  = "homes"')
        self.run_whole("--overwrite")
        self.assertEqual(self.tables(), {"homes_kde_hotspots", "homes_kde_count_hotspots", "areas_command", "run_info",
                                         "notes"})  # nothing old is left, and nothing of others is lost
        self.assertEqual(sql("SELECT text FROM harm.notes"), [["mine"]])

    def test_a_table_that_is_not_ours_is_never_replaced(self):
        sql("CREATE SCHEMA harm; CREATE TABLE harm.areas_command (precious text); "
            "INSERT INTO harm.areas_command VALUES ('data')")
        result = self.run_program()
        self.assert_refused(result, "holds areas_command, which no run of harmspot has made; name another schema")
        self.assertEqual(sql("SELECT precious FROM harm.areas_command"), [["data"]])
        self.assertEqual(self.tables(), {"areas_command"})

    def test_names_in_data_are_data(self):
        areas = self.path("areas.geojson")
        areas.write_text(areas.read_text().replace('"West"', '"' + HOSTILE.replace("\\", "\\\\").replace('"', '\\"') + '"'))
        incidents = self.path("incidents.csv")
        incidents.write_text(incidents.read_text().replace("Westcanary Street 0", '"' + HOSTILE.replace('"', '""') + '"'))
        self.run_whole()
        self.assertIn([HOSTILE], sql("SELECT name FROM harm.areas_command"))
        self.assertIn([HOSTILE], sql("SELECT place FROM harm.burglary_kde_hotspots"))

    def test_a_server_killed_half_way_leaves_the_earlier_run_whole(self):
        """The second run stands before a lock, all its tables made and some of the old ones dropped, when the server
        dies."""
        self.run_whole()
        first, files = self.whole(), self.files()
        with open(self.path("incidents.csv"), "a") as more:
            more.write("r999,28E,Burglary of a home,2024-03-05 21:10,2024-03-05 21:40,424000,564000,New,Street,N,N\n")
        blocker = subprocess.Popen(["psql", "-Xq"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, text=True)
        blocker.stdin.write("BEGIN; LOCK TABLE harm.run_info IN ACCESS SHARE MODE;\n")
        blocker.stdin.flush()
        wait_for(lambda: sql("SELECT 1 FROM pg_locks l JOIN pg_class c ON c.oid = l.relation WHERE c.relname = 'run_info' "
                             "AND l.granted AND l.mode = 'AccessShareLock'"), "the lock")
        run = subprocess.Popen(self.command("--overwrite"), cwd=self.folder, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)
        wait_for(lambda: sql("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'DROP TABLE%'"),
                 "the run to stand before the lock")
        cluster("stop", "-m", "immediate")
        out, err = run.communicate(timeout=60)
        blocker.kill()
        blocker.communicate()
        cluster("start")
        self.assertEqual(run.returncode, 1, err)
        self.assertIn("[output.postgis]: ", err)
        self.assertIn("the earlier run is there as it was", err)
        self.assertEqual(self.whole(), first)
        self.assertEqual(self.files(), files)  # nor has the folder changed
        self.run_whole("--overwrite")
        self.assertNotEqual(self.whole(), first)

    def test_who_cannot_log_in_is_told_before_the_work(self):
        for change, words in (({"PGPASSWORD": "wrong"}, "password authentication failed"),
                              ({"PGPORT": "1"}, "Connection refused"), ({"PGDATABASE": "template1"}, "has no PostGIS")):
            result = self.run_program(env={**os.environ, **change})
            self.assert_refused(result, words)
            self.assertIn("[output.postgis]: ", result.stderr)
            self.assertNotIn("wrong\"", result.stderr)

    def test_a_service_says_where(self):
        with tempfile.TemporaryDirectory() as folder:
            service, password = pathlib.Path(folder) / "services", pathlib.Path(folder) / "pgpass"
            service.write_text(f"[crime]\nhost={os.environ['PGHOST']}\nport={os.environ['PGPORT']}\ndbname=postgres\n"
                               "user=postgres\n")
            password.write_text(f"*:*:*:*:{os.environ['PGPASSWORD']}\n")
            password.chmod(0o600)
            self.replace("config.toml", 'schema = "harm"', 'schema = "harm"\nservice = "crime"')
            clean = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
            result = self.run_program(env={**clean, "PGSERVICEFILE": str(service), "PGPASSFILE": str(password)})
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertIn("areas_command", self.tables())
            for name, data in self.files().items():
                self.assertNotIn(os.environ["PGPASSWORD"].encode(), data, name)


if __name__ == "__main__":
    if "PGVERSION" not in os.environ:
        if not shutil.which("pg_virtualenv") or not glob.glob("/usr/share/postgresql/*/extension/postgis.control"):
            print("SKIP: there is no PostgreSQL with PostGIS here; scripts/install-deps db brings it")
            sys.exit(0)
        os.execvp("pg_virtualenv", ["pg_virtualenv", sys.executable, *sys.argv])
    unittest.main()
