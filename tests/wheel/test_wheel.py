"""What people install: built from a copy of this clone, run where there is no node and no source.

Each test is a whole story, for the fixtures of several would be made once a worker.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from sim.chain import artifacts

pytestmark = pytest.mark.heavy

ROOT = Path(__file__).parents[2]
SEEN = ("sim", "contracts", "tests", "scripts", ".solcx")
FILES = ("LICENSE", "README.md", "ape-config.yaml", "constraints.txt", "pyproject.toml")
RECORD = "node_modules/.package-lock.json"
NEVER = shutil.ignore_patterns("__pycache__", "artifacts.json", ".cache")


def clone(place: Path, *, compiled: bool) -> Path:
    """A copy of what the repository holds, with what the compiler made or without."""
    for name in SEEN:
        shutil.copytree(ROOT / name, place / name, ignore=NEVER)
    for name in FILES:
        shutil.copy(ROOT / name, place / name)
    if compiled:
        artifacts.load()
        shutil.copytree(ROOT / ".artifacts/contracts", place / ".artifacts/contracts")
        (place / "node_modules").mkdir()
        shutil.copy(ROOT / RECORD, place / RECORD)
    return place


def build(source: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """pip's build of a wheel of the folder, in an environment of its own."""
    line = [sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", str(out), str(source)]
    return subprocess.run(line, cwd=source, capture_output=True, text=True, check=False)


def wheel(source: Path, out: Path) -> Path:
    done = build(source, out)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = out.glob("greenbond_sim-*.whl")
    return built


class Installed:
    """A fresh environment that knows nothing but what was installed into it."""

    def __init__(self, place: Path) -> None:
        subprocess.run([sys.executable, "-m", "venv", str(place / "venv")], check=True)
        self._bin = place / "venv" / "bin"
        self.elsewhere = place / "elsewhere"
        self.elsewhere.mkdir()

    def install(self, *what: str) -> None:
        """From the usual index, at the versions that are pinned."""
        pins = ["-c", str(ROOT / "constraints.txt")]
        line = [str(self._bin / "python"), "-m", "pip", "install", "--quiet", *pins, *what]
        done = subprocess.run(line, cwd=self.elsewhere, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    def greenbond(self, *words: str) -> str:
        """What the command prints, from another folder, without node, solc or a home."""
        surroundings = {"PATH": str(self._bin), "HOME": str(self.elsewhere), "LANG": "C.UTF-8"}
        assert not any(shutil.which(tool, path=str(self._bin)) for tool in ("node", "npm", "solc"))
        done = subprocess.run(
            [str(self._bin / "greenbond"), *words],
            cwd=self.elsewhere,
            env=surroundings,
            capture_output=True,
            text=True,
            check=False,
            timeout=900,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def manifest(self, run: str) -> dict:
        return json.loads((self.elsewhere / run / "manifest.json").read_text(encoding="utf-8"))


def test_a_wheel_runs_without_node_on_both_engines(tmp_path):
    built = wheel(clone(tmp_path / "clone", compiled=True), tmp_path / "dist")
    names = zipfile.ZipFile(built).namelist()
    assert {"sim/py.typed", "sim/chain/artifacts.json", "sim/bench/deal.toml"} <= set(names)
    assert "sim/scenarios/hk-2023.toml" in names
    assert [name for name in names if name.endswith("licenses/LICENSE")]
    assert {name.split("/")[0].split("-")[0] for name in names} == {"sim", "greenbond_sim"}
    installed = Installed(tmp_path)
    installed.install(str(built))
    assert "hk-2023" in installed.greenbond("list")
    assert "no errors" in installed.greenbond("check", "hk-2023")
    assert "REDM" in installed.greenbond("cashflows", "hk-2023")
    assert "on eth-tester" in installed.greenbond("run", "hk-2023", "--out", "slow")
    slow = installed.manifest("slow")
    assert slow["engine"] == "eth-tester"
    if sys.version_info < (3, 13):
        installed.install(f"{built}[fast]")
        assert "on revm" in installed.greenbond("run", "hk-2023", "--out", "fast")
        fast = installed.manifest("fast")
        assert (fast["engine"], fast["ledger_digest"]) == ("revm", slow["ledger_digest"])
        assert "equal books" in installed.greenbond("verify", "slow", "--engine", "revm")
        assert "equal books" in installed.greenbond("verify", "fast")
        told = installed.greenbond("bench", "--settlements", "3", "--repeat", "1")
        assert "greenbond run hk-2023 on revm" in told


def test_a_source_distribution_carries_what_the_compiler_made(tmp_path):
    source = clone(tmp_path / "clone", compiled=True)
    installed = Installed(tmp_path)
    installed.install("setuptools>=77")
    build_sdist = "from sim.chain.wheel import build_sdist; build_sdist('dist')"
    python = str(tmp_path / "venv/bin/python")
    subprocess.run([python, "-c", build_sdist], cwd=source, check=True, capture_output=True)
    (archive,) = (source / "dist").iterdir()
    with tarfile.open(archive) as file:
        file.extractall(tmp_path / "unpacked", filter="data")
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    assert not (unpacked / "ape-config.yaml").exists(), "it would be taken for a clone"
    again = zipfile.ZipFile(wheel(unpacked, tmp_path / "again"))
    direct = zipfile.ZipFile(wheel(source, tmp_path / "direct"))
    assert sorted(again.namelist()) == sorted(direct.namelist())
    carried = "sim/chain/artifacts.json"
    assert again.read(carried) == direct.read(carried)
    (unpacked / carried).unlink()
    done = build(unpacked, tmp_path / "none")
    assert done.returncode != 0
    assert "build from a clone of the repository" in done.stdout + done.stderr


def test_no_wheel_is_made_of_contracts_that_do_not_compile(tmp_path):
    """Neither compiled before nor `npm ci` run: the libraries they import are not there."""
    source = clone(tmp_path / "clone", compiled=False)
    done = build(source, tmp_path / "dist")
    assert done.returncode != 0
    assert "run 'npm ci'" in done.stdout + done.stderr
    assert not list((tmp_path / "dist").glob("*.whl"))


def test_artifacts_of_older_contracts_are_not_packed(tmp_path):
    """What lies beside the package from an earlier compilation is replaced, never trusted."""
    source = clone(tmp_path / "clone", compiled=True)
    stale = source / "sim/chain/artifacts.json"
    stale.write_text('{"contracts": {}, "enums": {}}', encoding="utf-8")
    packed = zipfile.ZipFile(wheel(source, tmp_path / "dist"))
    carried = artifacts.parse(packed.read("sim/chain/artifacts.json").decode())
    assert carried == artifacts.load()
