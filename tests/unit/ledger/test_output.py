from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.errors import OutputError
from sim.ledger import Ledgers, RunFacts, build, check_place, output, verify_files, write_run

FACTS = RunFacts({}, 1, "revm", {}, {})


@pytest.fixture
def ledgers(told) -> Ledgers:
    return build(told.coupon().inputs())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_run_is_written_whole(ledgers: Ledgers, tmp_path: Path) -> None:
    write_run(tmp_path / "deep" / "run", ledgers, FACTS)
    assert names(tmp_path / "deep" / "run") == ["ledgers", "manifest.json", "manifest.sha256"]
    assert names(tmp_path / "deep" / "run" / "ledgers") == sorted(
        f"{name}.csv" for name in ledgers.tables
    )
    assert names(tmp_path / "deep") == ["run"]


def test_an_empty_folder_is_filled(ledgers: Ledgers, tmp_path: Path) -> None:
    place = tmp_path / "run"
    place.mkdir()
    write_run(place, ledgers, FACTS)
    assert verify_files(place) == ()


def test_a_folder_with_something_in_it_is_refused(ledgers: Ledgers, tmp_path: Path) -> None:
    place = tmp_path / "run"
    place.mkdir()
    (place / "thesis.txt").write_text("mine")
    with pytest.raises(OutputError, match="not empty"):
        write_run(place, ledgers, FACTS)
    assert names(place) == ["thesis.txt"]


def test_force_replaces_it(ledgers: Ledgers, tmp_path: Path) -> None:
    place = tmp_path / "run"
    write_run(place, ledgers, FACTS)
    (place / "old.txt").write_text("old")
    write_run(place, ledgers, FACTS, force=True)
    assert verify_files(place) == ()
    assert names(tmp_path) == ["run"]


def test_force_never_replaces_where_one_works(
    ledgers: Ledgers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(OutputError, match="where you are working"):
        write_run(tmp_path, ledgers, FACTS, force=True)
    assert names(tmp_path) == ["here"]


def test_a_file_is_no_folder(ledgers: Ledgers, tmp_path: Path) -> None:
    file = tmp_path / "run"
    file.write_text("mine")
    with pytest.raises(OutputError, match="is a file") as refused:
        write_run(file, ledgers, FACTS, force=True)
    assert refused.value.exit_code == 2
    with pytest.raises(OutputError, match="is a file"):
        write_run(file / "below", ledgers, FACTS)
    assert file.read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_parent_that_may_not_be_written(ledgers: Ledgers, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="not writable"):
        write_run(tmp_path / "run", ledgers, FACTS)


def test_asking_changes_nothing(tmp_path: Path) -> None:
    check_place(tmp_path / "run")
    assert names(tmp_path) == []


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, OSError])
def test_an_interruption_leaves_nothing_half_written(
    ledgers: Ledgers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    interruption: type[BaseException],
) -> None:
    place = tmp_path / "run"
    write_run(place, ledgers, FACTS)

    def stop(*_: object) -> None:
        raise interruption

    monkeypatch.setattr(output, "build_manifest", stop)
    expected = OutputError if interruption is OSError else interruption
    with pytest.raises(expected):
        write_run(place, ledgers, FACTS, force=True)
    assert verify_files(place) == ()
    assert names(tmp_path) == ["run"]


def test_what_was_there_comes_back_when_the_move_fails(
    ledgers: Ledgers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "run"
    write_run(place, ledgers, FACTS)
    replace = Path.replace

    def fail_once(self: Path, target: Path) -> Path:
        if self.suffix == ".part":
            raise OSError("no")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_once)
    with pytest.raises(OutputError, match="cannot be written"):
        write_run(place, ledgers, FACTS, force=True)
    monkeypatch.undo()
    assert verify_files(place) == ()
    assert names(tmp_path) == ["run"]
