"""Clients, custodians and breaks as a user of the command meets them."""

from __future__ import annotations

import csv
from importlib import resources
from pathlib import Path

import pytest

STORY = resources.files("sim").joinpath("scenarios/custodian-break.toml").read_text("utf-8")


@pytest.fixture
def story(tmp_path):
    """A copy of the built-in story in which texts were replaced; gives its path."""

    def spoil(*changes: tuple[str, str]) -> str:
        text = STORY
        for old, new in changes:
            assert old in text, f"the story does not say {old!r}"
            text = text.replace(old, new, 1)
        file = tmp_path / "story.toml"
        file.write_text(text, encoding="utf-8")
        return str(file)

    return spoil


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "ledgers" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class TestResolved:
    @pytest.fixture
    def run(self, greenbond, tmp_path):
        done = greenbond("run", "custodian-break", "--out", tmp_path / "run")
        return done, tmp_path / "run"

    def test_the_run_passes_and_tells_its_breaks(self, run):
        done, _ = run
        assert (done.status, done.err) == (0, "")
        assert (
            "QTY HKD I000007 of tern-fund: 12 in harbour-nominee, 0 in lantern-custody" in done.out
        )
        assert "SEGREGATION" in done.out

    def test_bookings_are_a_file_of_their_own(self, run):
        _, folder = run
        lines = rows(folder, "bookings")
        assert lines[0] == {
            "at": "2024-09-10T00:30:01Z",
            "value_date": "2024-09-10",
            "book": "harbour-nominee",
            "holder": "lantern-custody",
            "account": "S0001",
            "tranche": "HKD",
            "isin": "",
            "purpose": "ISSU",
            "units": "40",
            "currency": "HKD",
            "amount": "-20000000.00",
            "reference": "I000003",
            "status": "BOOKED",
        }
        assert {line["status"] for line in lines} == {"BOOKED", "CORRECTED", "REFUSED"}

    def test_verify_makes_the_same_books_again(self, run, greenbond):
        done = greenbond("verify", run[1])
        assert (done.status, done.err) == (0, "")

    def test_verify_finds_a_booking_that_was_changed(self, run, greenbond):
        file = run[1] / "ledgers" / "bookings.csv"
        text = file.read_text(encoding="utf-8")
        assert "egret-pension,S0003,HKD,,TRAD,-15," in text
        file.write_text(
            text.replace("egret-pension,S0003,HKD,,TRAD,-15,", "egret-pension,S0003,HKD,,TRAD,-5,"),
            encoding="utf-8",
            newline="",
        )
        done = greenbond("verify", run[1])
        assert done.status == 1
        assert "ledgers/bookings.csv" in done.err


class TestLeftOpen:
    def test_the_run_fails_and_names_it_with_its_books_written(self, greenbond, story, tmp_path):
        file = story(("units = 12\nresolved = 2024-10-16", "units = 12"))
        done = greenbond("run", file, "--out", tmp_path / "run")
        assert done.status == 1
        # The units went with the redemption; the booking, and money due on it, are still missing.
        assert "SEGREGATION HKD I000007 of tern-fund: 12 in harbour-nominee, 0 in" in done.err
        assert "SEGREGATION HKD A003 to clients of lantern-custody: 32000000.00 in" in done.err
        assert "STILL OPEN after 101 business days" in " ".join(done.out.split())
        assert rows(tmp_path / "run", "recon")[-1]["status"] == "BREAK"

    def test_verify_says_so_too(self, greenbond, story, tmp_path):
        file = story(("units = 12\nresolved = 2024-10-16", "units = 12"))
        greenbond("run", file, "--out", tmp_path / "run", "--quiet")
        done = greenbond("verify", tmp_path / "run")
        assert done.status == 1
        assert "I000007 of tern-fund" in done.err


MISTAKES = {
    "through nobody": (
        'through = "lantern-custody"', 'through = "lantern"',
        'party.tern-fund.through: "lantern" is not a declared party; write "lantern-custody", '
        "or declare it under [[party]]"),
    "behind nobody": (
        'behind = "harbour-nominee"\n', "",
        'party.tern-fund.through: "lantern-custody" stands behind no nominee; '
        'add behind = "harbour-nominee" to that party'),
    "resolved before": (
        "resolved = 2024-10-16", "resolved = 2024-10-09",
        "event.2.resolved: 2024-10-09 is not after the fault, 2024-10-10; write a later date"),
    "resolved on a holiday": (
        "resolved = 2024-10-16", "resolved = 2024-10-11",
        "event.2.resolved: 2024-10-11 (Friday) is not a business day in Hong Kong; "
        "write 2024-10-10 or 2024-10-14"),
    "a client of another": (
        'client = "tern-fund"', 'client = "curlew-fund"',
        'event.2.client: "curlew-fund" is no client of "lantern-custody"; '
        'write "tern-fund" or "plover-life"'),
    "more than it moves": (
        "units = 12\nresolved", "units = 41\nresolved",
        'event.2.units: 41 is more than "tern-fund" moves at once; write 40 or less'),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_and_nothing_is_done(greenbond, story, tmp_path, mistake):
    old, new, said = MISTAKES[mistake]
    file = story((old, new))
    done = greenbond("run", file, "--out", tmp_path / "run")
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert not (tmp_path / "run").exists()
