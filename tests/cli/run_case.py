#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs one command-line case and compares what it prints and writes, byte for byte.

A case is a folder with
  args             the command line, shell-quoted, one command a line; {source} is the project's folder,
                   in what is printed too, and there {folder} is the folder the commands run in
  expected.stdout  what the last command prints; absent = nothing
  expected.stderr  what it says; absent = nothing
  expected.code    its exit code; absent = 0
  expected/        files that must exist afterwards with these bytes
  expected.absent  paths that must not exist afterwards, one a line
Everything else is copied to an empty folder, in which the commands run.
Set HARMSPOT_UPDATE_CASES=1 to write what came out as what is expected; then read the difference.
"""
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile

OWN = {"args", "expected", "expected.stdout", "expected.stderr", "expected.code", "expected.absent"}


def text(path, default):
    return path.read_bytes() if path.exists() else default


def run(program, case, folder):
    source = pathlib.Path(__file__).resolve().parents[2]
    result = None
    for line in (case / "args").read_text().splitlines():
        if not line.strip():
            continue
        if result is not None and result.returncode != 0:
            sys.exit(f"an earlier command failed: {result.stderr.decode(errors='replace')}")
        words = shlex.split(line.replace("{source}", str(source)))
        result = subprocess.run([program, *words], cwd=folder, capture_output=True, stdin=subprocess.DEVNULL)
    out, err = result.stdout, result.stderr
    for path, marker in ((str(source), b"{source}"), (os.path.realpath(folder), b"{folder}")):
        out, err = out.replace(path.encode(), marker), err.replace(path.encode(), marker)
    return out, err, result.returncode


def update(case, folder, out, err, code):
    for path in sorted((case / "expected").rglob("*")):
        if path.is_file():
            shutil.copy(pathlib.Path(folder) / path.relative_to(case / "expected"), path)
    for name, got, default in (("stdout", out, b""), ("stderr", err, b""), ("code", f"{code}\n".encode(), b"0\n")):
        path = case / f"expected.{name}"
        if got != default:
            path.write_bytes(got)
        elif path.exists():
            path.unlink()


def main():
    program, case = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        for item in case.iterdir():
            if item.name not in OWN:
                target = pathlib.Path(folder) / item.name
                shutil.copytree(item, target) if item.is_dir() else shutil.copy(item, target)
        out, err, code = run(program, case, folder)
        if os.environ.get("HARMSPOT_UPDATE_CASES"):
            update(case, folder, out, err, code)
        for name, got in (("stdout", out), ("stderr", err), ("code", f"{code}\n".encode())):
            want = text(case / f"expected.{name}", b"0\n" if name == "code" else b"")
            if got != want:
                problems.append(f"{name}:\n--- expected\n{want.decode(errors='replace')}\n--- got\n"
                                f"{got.decode(errors='replace')}")
        golden = case / "expected"
        for path in sorted(golden.rglob("*")) if golden.is_dir() else []:
            if path.is_file():
                got = pathlib.Path(folder) / path.relative_to(golden)
                if not got.exists() or got.read_bytes() != path.read_bytes():
                    problems.append(f"{path.relative_to(golden)} differs or is missing")
        for line in text(case / "expected.absent", b"").decode().split():
            if (pathlib.Path(folder) / line).exists():
                problems.append(f"{line} must not exist")
    if problems:
        sys.exit("\n".join(problems))


main()
