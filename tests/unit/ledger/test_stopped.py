"""A process that is stopped while it writes a run: at every single step, by every signal.

The writer is a child of ours that counts what it asks of the file system, and sends itself the
signal at one of the steps; then the next one, until it gets through.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.ledger import Ledgers, RunFacts, build, read_manifest, verify_files, write_run

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a Unix")

STEPS = ("open", "os.", "shutil.", "tempfile.")
#: More than there are: a loop that never gets through must end.
MOST_STEPS = 1_000
OLD, NEW = 1, 2


@pytest.fixture
def ledgers(told) -> Ledgers:
    return build(told.coupon().inputs())


def made_of(seed: int) -> RunFacts:
    return RunFacts({}, seed, "revm", {}, {})


def stopped_at_each_step(place: Path, ledgers: Ledgers, how: signal.Signals) -> Iterator[None]:
    """Yields after each stopped write with `force`, and puts up the old run before it."""
    for step in range(1, MOST_STEPS):
        child = os.fork()
        if child == 0:
            write_and_stop(place, ledgers, how, step)
        _, ending = os.waitpid(child, 0)
        yield
        if os.WIFEXITED(ending) and os.WEXITSTATUS(ending) == 0:
            return
    pytest.fail("it never got through")


def write_and_stop(place: Path, ledgers: Ledgers, how: signal.Signals, at: int) -> None:
    steps = 0

    def count(event: str, _: object) -> None:
        nonlocal steps
        if event.startswith(STEPS) and event != "os.kill":
            steps += 1
            if steps == at:
                os.kill(os.getpid(), how)

    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.addaudithook(count)
    try:
        write_run(place, ledgers, made_of(NEW), force=True)
    except BaseException:
        os._exit(1)
    os._exit(0)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_new_folder_is_there_whole_or_not_at_all(
    ledgers: Ledgers, tmp_path: Path, how: signal.Signals
) -> None:
    place, steps = tmp_path / "deep" / "run", 0
    for _ in stopped_at_each_step(place, ledgers, how):
        steps += 1
        assert not place.exists() or verify_files(place) == ()
        for left in place.parent.glob(".*"):
            assert left.suffix == ".part"
        if place.exists():
            write_run(place, ledgers, made_of(OLD), force=True)
            assert os.listdir(place.parent) == ["run"]
            shutil.rmtree(place)
    assert steps > 20


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_an_old_run_is_whole_until_the_new_one_is(
    ledgers: Ledgers, tmp_path: Path, how: signal.Signals
) -> None:
    place, steps, missing = tmp_path / "run", 0, 0
    write_run(place, ledgers, made_of(OLD))
    for _ in stopped_at_each_step(place, ledgers, how):
        steps += 1
        if place.exists():
            assert verify_files(place) == ()
            assert read_manifest(place).facts.seed in (OLD, NEW)
        else:
            # Killed between the two moves of an exchange: both runs are whole, beside the place.
            missing += 1
            assert all(verify_files(left) == () for left in tmp_path.iterdir())
        write_run(place, ledgers, made_of(OLD), force=True)
        assert os.listdir(tmp_path) == ["run"]
        assert read_manifest(place).facts.seed == OLD
    assert steps > 30
    assert missing <= (how != signal.SIGINT)


def test_what_others_left_is_not_ours_to_clear(ledgers: Ledgers, tmp_path: Path) -> None:
    kept = [".run.part", ".run.backup", ".run.abcdefgh.part.zip", ".runs.abcdefgh.part", "notes"]
    for name in [*kept, ".run.abcdefgh.part", ".run.abcdefgh.old"]:
        (tmp_path / name).mkdir()
        (tmp_path / name / "mine.txt").write_text("mine")
    (tmp_path / ".run.zyxwvuts.part").symlink_to(tmp_path / "notes")
    write_run(tmp_path / "run", ledgers, made_of(NEW))
    assert sorted(os.listdir(tmp_path)) == sorted([*kept, ".run.zyxwvuts.part", "run"])
    assert (tmp_path / "notes" / "mine.txt").read_text() == "mine"


def test_a_run_that_is_still_being_written_is_left_alone(ledgers: Ledgers, tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl", reason="needs a Unix")
    theirs = tmp_path / ".run.abcdefgh.part"
    theirs.mkdir()
    handle = os.open(theirs, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    write_run(tmp_path / "run", ledgers, made_of(NEW))
    assert theirs.is_dir()
    os.close(handle)
    write_run(tmp_path / "run", ledgers, made_of(NEW), force=True)
    assert os.listdir(tmp_path) == ["run"]


@pytest.mark.parametrize("name", ["r" * 255, "債" * 85])
def test_the_longest_names_have_room_for_the_hidden_ones(
    ledgers: Ledgers, tmp_path: Path, name: str
) -> None:
    for _ in range(2):
        write_run(tmp_path / name, ledgers, made_of(NEW), force=True)
        assert os.listdir(tmp_path) == [name]
