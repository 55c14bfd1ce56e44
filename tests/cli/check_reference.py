#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reads every man page and asks bash for completions: argument 1 is the program."""
import json
import os
import shutil
import subprocess
import sys
import tempfile

program = os.path.abspath(sys.argv[1])


def said(*words):
    return subprocess.run([program, *words], check=True, capture_output=True, text=True).stdout


def check_pages():
    pages = said("man").split()
    assert "harmspot-run.1" in pages and "harmspot-config.5" in pages, pages
    assert said("man", "harmspot") == said("man", "harmspot.1")
    assert said("man", "run") == said("man", "harmspot-run") == said("man", "harmspot-run.1")
    assert said("man", "config") == said("man", "harmspot-config") == said("man", "harmspot-config.5")
    for page in pages:
        roff = said("man", page)
        assert roff.startswith('.TH "'), page
        if shutil.which("groff"):
            result = subprocess.run(["groff", "-ww", "-man", "-Tutf8", "-Kutf8", "-z"], input=roff,
                                    capture_output=True, text=True)
            assert result.stderr == "" and result.returncode == 0, (page, result.stderr)


def check_config_page():
    page = said("man", "harmspot-config.5")
    keys = json.loads(said("schema"))["properties"]
    assert len(keys) > 8
    for method in json.loads(said("list", "--json")):
        assert f'METHOD {method["name"].upper()}"' in page, method["name"]
        for key in json.loads(said("explain", method["name"], "--json"))["keys"]:
            assert f'\n.B {key["name"]}\n' in page, key["name"]
    for section in keys:
        assert f"[{section.upper()}]" in page or f"\n.B {section}\n" in page, section


def completed(folder, *words):
    script = f"""source <('{program}' completion bash)
COMP_WORDS=({" ".join(repr(word) for word in words)}); COMP_CWORD={len(words) - 1}; _harmspot
printf '%s\\n' "${{COMPREPLY[@]}}" """
    result = subprocess.run(["bash", "-c", script], cwd=folder, check=True, capture_output=True, text=True)
    assert result.stderr == "", result.stderr
    return result.stdout.split("\n")[:-1]


def check_completion():
    with tempfile.TemporaryDirectory() as folder:
        for name in ("north east.toml", "notes.txt"):
            open(os.path.join(folder, name), "w").close()
        assert completed(folder, "harmspot", "ru") == ["run"]
        assert completed(folder, "harmspot", "run", "--overw") == ["--overwrite"]
        assert completed(folder, "harmspot", "run", "no") == ["north east.toml"]
        assert completed(folder, "harmspot", "explain", "kd") == ["kde"]
        assert completed(folder, "harmspot", "--progress", "al") == ["always"]


def check_zsh():
    script = said("completion", "zsh")
    assert script.startswith("#compdef harmspot\n")
    for words in ("compadd -- auto always", "_files -g '*.toml'", "--overwrite"):
        assert words in script, words
    if not shutil.which("zsh"):
        return
    # zsh completes only where somebody types: stand in for its two builtins, and call as it would.
    for typed, wanted in ((("harmspot", "ru"), "run"), (("harmspot", "run", "--overw"), "--overwrite"),
                          (("harmspot", "explain", "kd"), "kde"), (("harmspot", "run", "no"), "FILES -g *.toml")):
        test = f"""compdef() {{}}; compadd() {{ shift; print -l -- "$@" }}; _files() {{ print -r -- FILES "$@" }}
source <('{program}' completion zsh)
words=({" ".join(repr(word) for word in typed)}); CURRENT={len(typed)}; PREFIX={typed[-1]!r}; _harmspot"""
        result = subprocess.run(["zsh", "-f", "-c", test], check=True, capture_output=True, text=True)
        assert result.stderr == "" and wanted in result.stdout.split("\n"), (typed, result)


check_pages()
check_config_page()
check_completion()
check_zsh()
