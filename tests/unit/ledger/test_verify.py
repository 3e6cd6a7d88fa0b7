from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.ledger import RunFacts, build, verify_files, write_run
from sim.ledger.manifest import hash_line

FACTS = RunFacts({"name": "x"}, 1, "revm", {"solc": "0.8.30"}, {"Settlement": "ab" * 32})
TABLES = [
    "cash",
    "corporate_actions",
    "instruction_events",
    "journal",
    "positions",
    "recon",
    "register",
    "settlement",
]


@pytest.fixture
def run(told, tmp_path: Path) -> Path:
    write_run(tmp_path / "run", build(told.whole().inputs()), FACTS)
    return tmp_path / "run"


def edit(file: Path, change: Callable[[list[str]], list[str]]) -> None:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(change(lines)), encoding="utf-8")


def one_digit(line: str) -> str:
    place = next(place for place in reversed(range(len(line))) if line[place].isdigit())
    return f"{line[:place]}{(int(line[place]) + 1) % 10}{line[place + 1 :]}"


def test_nothing_changed(run: Path) -> None:
    assert verify_files(run) == ()


@pytest.mark.parametrize("name", TABLES)
def test_one_digit_in_any_table(run: Path, name: str) -> None:
    edit(
        run / "ledgers" / f"{name}.csv", lambda lines: [*lines[:2], one_digit(lines[2]), *lines[3:]]
    )
    assert verify_files(run) == (f"ledgers/{name}.csv: what it says was changed in line 3",)


@pytest.mark.parametrize("name", TABLES)
def test_a_removed_row(run: Path, name: str) -> None:
    edit(run / "ledgers" / f"{name}.csv", lambda lines: [*lines[:2], *lines[3:]])
    (said,) = verify_files(run)
    assert said.startswith(f"ledgers/{name}.csv: 1 row is missing: it has ")


@pytest.mark.parametrize("name", TABLES)
def test_two_swapped_rows(run: Path, name: str) -> None:
    edit(run / "ledgers" / f"{name}.csv", lambda lines: [lines[0], lines[2], lines[1], *lines[3:]])
    assert verify_files(run) == (f"ledgers/{name}.csv: its rows are in another order in line 2, 3",)


def test_a_file_missing_and_a_file_too_many(run: Path) -> None:
    (run / "ledgers" / "cash.csv").rename(run / "ledgers" / "cash2.csv")
    assert verify_files(run) == (
        "ledgers/cash.csv is missing",
        "ledgers/cash2.csv is not a file the run wrote",
    )


def test_a_digit_in_the_manifest(run: Path) -> None:
    file = run / "manifest.json"
    file.write_text(file.read_text().replace('"seed": 1', '"seed": 2'))
    assert verify_files(run) == (
        "manifest.json and manifest.sha256 disagree: one of the two was changed",
    )


def test_a_digit_in_its_hash(run: Path) -> None:
    file = run / "manifest.sha256"
    file.write_text(one_digit(file.read_text()[:64]) + file.read_text()[64:])
    (said,) = verify_files(run)
    assert "manifest.sha256" in said


@pytest.mark.parametrize("content", ["", "hello\n", "0" * 64])
def test_a_hash_file_that_is_none(run: Path, content: str) -> None:
    (run / "manifest.sha256").write_text(content)
    assert verify_files(run) == (
        "manifest.sha256 was changed: it is no longer the line the run wrote",
    )


def test_either_of_the_two_missing(run: Path) -> None:
    (run / "manifest.sha256").unlink()
    assert verify_files(run) == ("manifest.sha256 is missing",)
    (run / "manifest.json").unlink()
    said = verify_files(run)
    assert said[0] == "manifest.sha256 is missing"
    assert said[1].startswith("manifest.json cannot be read")


def test_a_manifest_cut_short(run: Path) -> None:
    file = run / "manifest.json"
    file.write_text(file.read_text()[:100])
    said = verify_files(run)
    assert any("is not a manifest" in sentence for sentence in said)


def test_a_manifest_made_to_fit_but_for_its_digest(run: Path) -> None:
    file = run / "manifest.json"
    lines = file.read_text().splitlines(keepends=True)
    text = "".join(
        '  "ledger_digest": "' + "0" * 64 + '",\n' if "ledger_digest" in line else line
        for line in lines
    )
    file.write_text(text)
    (run / "manifest.sha256").write_text(hash_line(text))
    assert verify_files(run) == (
        "manifest.json: its ledger digest is not that of the ledgers beside it",
    )


def test_no_such_folder(tmp_path: Path) -> None:
    assert verify_files(tmp_path / "nothing") == (f"{tmp_path / 'nothing'} is not a folder",)
