"""The command as its user meets it: in a process of its own where that matters, else in ours."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest

from sim.__main__ import main
from sim.chain import artifacts
from sim.ledger.digest import digest_of_files
from sim.ledger.manifest import hash_line
from sim.ledger.marks import MarkedHash

ROOT = Path(__file__).parents[2]
SMALL = Path(__file__).with_name("small.toml")

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Done:
    """How a command ended and what it said."""

    status: int
    out: str
    err: str


@pytest.fixture(scope="session", autouse=True)
def compiled() -> None:
    """Contracts that changed are compiled here, not within the time of a command."""
    artifacts.load()


@pytest.fixture
def small() -> str:
    """The path of a small scenario that runs in a blink."""
    return str(SMALL)


@pytest.fixture
def spoiled(tmp_path) -> Callable[..., str]:
    """A copy of the small scenario in which texts were replaced; gives its path."""

    def spoil(*changes: tuple[str, str]) -> str:
        text = SMALL.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, f"the small scenario does not say {old!r}"
            text = text.replace(old, new, 1)
        file = tmp_path / "spoiled.toml"
        file.write_text(text, encoding="utf-8")
        return str(file)

    return spoil


@pytest.fixture
def greenbond(monkeypatch, capsys, tmp_path) -> Callable[..., Done]:
    """Gives the command its words, here and now; relative paths start in `tmp_path`."""
    monkeypatch.chdir(tmp_path)

    def command(*words: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["greenbond", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ending:
            main()
        said = capsys.readouterr()
        return Done(int(ending.value.code or 0), said.out, said.err)

    return command


def environment(**others: str) -> dict[str, str]:
    """Ours without what would change how Python speaks, with the package in reach."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PYTHON") or name == "PYTHONDONTWRITEBYTECODE"
    }
    path = os.pathsep.join(filter(None, (others.pop("PYTHONPATH", ""), str(ROOT))))
    return {**kept, "PYTHONPATH": path, **others}


@pytest.fixture(scope="session")
def process() -> Callable[..., Done]:
    """Runs the command as a process; `env` adds variables, the rest is subprocess.run's."""

    def command(*words: object, env: dict[str, str] | None = None, **how: object) -> Done:
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 60, **how}
        line = [sys.executable, "-m", "sim", *map(str, words)]
        done = subprocess.run(line, env=environment(**(env or {})), check=False, **options)
        return Done(done.returncode, (done.stdout or b"").decode(), (done.stderr or b"").decode())

    return command


@pytest.fixture(scope="session")
def surroundings() -> Callable[..., dict[str, str]]:
    """The variables a process of these tests gets; for those that start their own."""
    return environment


@pytest.fixture(scope="session")
def small_run(process, tmp_path_factory) -> tuple[Path, Done]:
    """The small scenario run once, as a user would: its folder and what was said."""
    folder = tmp_path_factory.mktemp("runs") / "small"
    done = process("run", SMALL, "--out", folder)
    assert done.status == 0, done.err
    return folder, done


@pytest.fixture(scope="session")
def without_pyrevm(tmp_path_factory) -> dict[str, str]:
    """Variables that make Python believe pyrevm was never installed."""
    folder = tmp_path_factory.mktemp("without")
    (folder / "sitecustomize.py").write_text('import sys; sys.modules["pyrevm"] = None\n')
    return {"PYTHONPATH": str(folder)}


@pytest.fixture(scope="session")
def slow_run(process, without_pyrevm, tmp_path_factory) -> tuple[Path, Done]:
    """The small scenario where pyrevm is missing, hence on eth-tester."""
    folder = tmp_path_factory.mktemp("runs") / "slow"
    done = process("run", SMALL, "--out", folder, env=without_pyrevm)
    assert done.status == 0, done.err
    return folder, done


@pytest.fixture
def copied(small_run, tmp_path) -> Path:
    """A copy of the small run's folder, to be spoiled."""
    return Path(copytree(small_run[0], tmp_path / "copied"))


@pytest.fixture(scope="session")
def tables() -> Callable[[Path], dict[str, Rows]]:
    """Reads a run's CSV files: rows by table, each a dictionary of texts."""

    def read(folder: Path) -> dict[str, Rows]:
        found: dict[str, Rows] = {}
        for file in sorted((folder / "ledgers").iterdir()):
            with file.open(encoding="utf-8", newline="") as text:
                found[file.stem] = list(csv.DictReader(text, strict=True))
        return found

    return read


@pytest.fixture(scope="session")
def whole() -> Callable[[Path], dict[str, bytes]]:
    """Every file below a folder, hidden ones too, by name."""

    def read(folder: Path) -> dict[str, bytes]:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return {str(path.relative_to(folder)): path.read_bytes() for path in files}

    return read


@pytest.fixture(scope="session")
def reseal() -> Callable[..., None]:
    """Does what a careful forger would: makes every hash fit the files as they are now.

    `change` may edit the manifest first; the files of `ledgers` are entered as they are.
    """

    def seal(folder: Path, change: Callable[[dict], object] = lambda manifest: None) -> None:
        file = folder / "manifest.json"
        manifest = json.loads(file.read_text(encoding="utf-8"))
        names = sorted(f"ledgers/{path.name}" for path in (folder / "ledgers").iterdir())
        manifest["files"] = {name: marks(folder / name) for name in names}
        manifest["ledger_digest"] = digest_of_files([folder / name for name in names])
        change(manifest)
        text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
        file.write_text(text, encoding="utf-8")
        (folder / "manifest.sha256").write_text(hash_line(text), encoding="utf-8")

    return seal


def marks(file: Path) -> dict:
    marked = MarkedHash()
    marked.add(file.read_bytes().splitlines(keepends=True))
    return marked.done().as_json()
