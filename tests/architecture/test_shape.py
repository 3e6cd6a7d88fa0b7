"""The shape of the tree: what may import what, how long a file may be, what a test must name."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 300
LONGEST_FUNCTION = 60
LONGEST_README = 120
GENERATED = {
    *(ROOT / "sim/chain/bindings").glob("*.py"),
    ROOT / "sim/chain/logs.py",
    ROOT / "sim/chain/reverts.py",
    ROOT / "sim/chain/events.py",
    ROOT / "sim/chain/structs.py",
}
SOURCES = sorted(
    path
    for folder, pattern in (("sim", "*.py"), ("scripts", "*.py"), ("contracts", "*.sol"))
    for path in (ROOT / folder).rglob(pattern)
    if path not in GENERATED
)
PYTHON = [path for path in SOURCES if path.suffix == ".py"]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_file_holds_one_idea(path: Path) -> None:
    lines = len(path.read_text(encoding="utf8").splitlines())
    assert lines <= LONGEST_FILE, f"{name(path)} has {lines} lines: what is its second idea?"


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_a_function_fits_a_screen(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{name(path)}: {node.name} has {length} lines"


def test_generated_files_say_so() -> None:
    for path in GENERATED:
        assert "Generated from the contracts" in path.read_text(encoding="utf8"), name(path)


def test_no_name_hides_what_it_is() -> None:
    for path in SOURCES:
        assert not re.search(r"util|helper|manager|misc", path.stem, re.IGNORECASE), name(path)
        classes = re.findall(
            r"^\s*(?:class|contract)\s+(\w+)", path.read_text(encoding="utf8"), re.M
        )
        assert not [found for found in classes if found.endswith(("Manager", "Helper"))], name(path)


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf8").splitlines()) <= LONGEST_README


def test_imports_go_one_way() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "module",
    [
        "sim",
        "sim.bench",
        "sim.chain",
        "sim.engine",
        "sim.interchange",
        "sim.ledger",
        "sim.model",
        "sim.report",
        "sim.schedule",
        "sim.schedule.actus",
    ],
)
def test_a_package_says_what_it_offers(module: str) -> None:
    package = __import__(module, fromlist=["__all__"])
    # That the list is in order, ruff sees to (RUF022).
    assert package.__all__
    assert not [word for word in package.__all__ if not hasattr(package, word)]
    assert package.__doc__


def test_a_run_on_revm_imports_neither_web3_nor_pandas() -> None:
    pytest.importorskip("pyrevm")
    told = (
        "import sys; from sim.run import run; from sim.model import load; "
        "run(load('hk-2023', {}), 'revm'); "
        "print([m for m in ('web3', 'pandas', 'eth_account', 'eth_tester') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
