"""`greenbond verify`: every change of a run's folder is found and told, however it was hidden."""

from __future__ import annotations

import csv
import json
import os
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

needs_pyrevm = pytest.mark.skipif(not find_spec("pyrevm"), reason="pyrevm is not installed")

#: A cell of each table that somebody might like to read otherwise.
CELLS = {
    "cash": "balance",
    "corporate_actions": "net",
    "instruction_events": "at",
    "journal": "debit",
    "orders": "settlement_amount",
    "positions": "closing",
    "recon": "value_a",
    "register": "kyc_expiry",
    "settlement": "settlement_amount",
    "transactions": "gas_used",
}
TABLES = list(CELLS)


@pytest.fixture
def found(greenbond, copied):
    """Verifies the copy, which must not pass; gives the message."""

    def verify(*words: object) -> str:
        done = greenbond("verify", copied, *words)
        assert done.status == 1
        assert done.out == ""
        return done.err.replace(f"{copied}/", "")

    return verify


def lines_of(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines(keepends=True)


def write(file: Path, lines: list[str]) -> None:
    file.write_text("".join(lines), encoding="utf-8", newline="")


def with_another_digit(text: str) -> str:
    """The text with its last digit one more, or zero after nine."""
    place = max(place for place, letter in enumerate(text) if letter.isdigit())
    return text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]


class TestARunAsItWasWritten:
    def test_passes_and_says_what_was_compared(self, greenbond, small_run):
        folder = small_run[0]
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        done = greenbond("verify", folder)
        assert (done.status, done.err) == (0, "")
        assert done.out == (
            f"{folder}: 10 files as written; run again on {manifest['engine']}: equal books, "
            f"every law held\nledger digest {manifest['ledger_digest']}\n"
        )

    def test_passes_from_another_place(self, greenbond, copied):
        assert greenbond("verify", copied.name).status == 0

    def test_passes_for_every_option_a_run_takes(self, greenbond, small):
        greenbond("run", small, "--set", "rail=stablecoin", "--seed", 99, "--out", "run")
        assert greenbond("verify", "run").status == 0

    @needs_pyrevm
    def test_of_revm_passes_on_eth_tester(self, greenbond, small_run):
        done = greenbond("verify", small_run[0], "--engine", "eth-tester")
        assert (done.status, done.err) == (0, "")
        assert "run again on eth-tester: equal books" in done.out

    @needs_pyrevm
    def test_of_eth_tester_passes_on_revm(self, greenbond, slow_run):
        done = greenbond("verify", slow_run[0], "--engine", "revm")
        assert (done.status, done.err) == (0, "")

    def test_is_left_as_it_was(self, greenbond, copied, whole):
        before = whole(copied.parent)
        greenbond("verify", copied)
        assert whole(copied.parent) == before


class TestEveryFile:
    """The careless: somebody edits a file and leaves the manifest alone."""

    @pytest.mark.parametrize("table", TABLES)
    def test_with_one_digit_changed(self, found, copied, table):
        file = copied / "ledgers" / f"{table}.csv"
        lines = lines_of(file)
        write(file, [*lines[:-1], with_another_digit(lines[-1])])
        assert re.fullmatch(
            rf"ledgers/{table}\.csv: what it says was changed\b.* line {len(lines)}\n", found()
        )

    @pytest.mark.parametrize("table", TABLES)
    def test_with_a_row_removed(self, found, copied, table):
        file = copied / "ledgers" / f"{table}.csv"
        lines = lines_of(file)
        write(file, [*lines[:2], *lines[3:]])
        assert re.match(
            rf"ledgers/{table}\.csv: 1 row (is )?missing: it has {len(lines) - 2}, ", found()
        )

    @pytest.mark.parametrize("table", TABLES)
    def test_with_a_row_added(self, found, copied, table):
        file = copied / "ledgers" / f"{table}.csv"
        lines = lines_of(file)
        write(file, [*lines, lines[-1]])
        assert re.match(
            rf"ledgers/{table}\.csv: 1 row (is )?too many: it has {len(lines)}, ", found()
        )

    @pytest.mark.parametrize("table", TABLES)
    def test_with_two_rows_swapped(self, found, copied, table):
        file = copied / "ledgers" / f"{table}.csv"
        head, first, second, *rest = lines_of(file)
        write(file, [head, second, first, *rest])
        assert found().startswith(f"ledgers/{table}.csv: its rows are in another order")

    @pytest.mark.parametrize("table", TABLES)
    def test_removed(self, found, copied, table):
        (copied / "ledgers" / f"{table}.csv").unlink()
        assert found() == f"ledgers/{table}.csv is missing\n"

    @pytest.mark.parametrize("table", TABLES)
    def test_with_the_line_ends_of_windows(self, found, copied, table):
        file = copied / "ledgers" / f"{table}.csv"
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
        assert found() == (
            f"ledgers/{table}.csv: its line ends were changed; what it says was not\n"
        )

    @pytest.mark.parametrize("table", TABLES)
    def test_with_a_line_end_too_many_or_too_few(self, found, copied, table):
        file = copied / "ledgers" / f"{table}.csv"
        raw = file.read_bytes()
        file.write_bytes(raw + b"\n")
        assert found().startswith(f"ledgers/{table}.csv: 1 row is too many")
        file.write_bytes(raw[:-1])
        assert re.fullmatch(
            rf"ledgers/{table}\.csv: what it says was changed\b.* line .*\n", found()
        )

    @pytest.mark.parametrize("table", TABLES)
    def test_that_is_a_file_no_more(self, found, copied, table):
        file = copied / "ledgers" / f"{table}.csv"
        file.unlink()
        os.mkfifo(file)
        assert f"ledgers/{table}.csv is missing\n" in found()
        file.unlink()
        file.mkdir()
        assert f"ledgers/{table}.csv is missing\n" in found()

    def test_a_folder_added(self, found, copied, tmp_path):
        (copied / "more").mkdir()
        (copied / "elsewhere").symlink_to(tmp_path)
        assert found() == (
            "elsewhere is not a folder the run wrote\nmore is not a folder the run wrote\n"
        )

    def test_added(self, found, copied):
        (copied / "ledgers" / "bonus.csv").write_text("a\n1\n")
        (copied / "notes.txt").write_text("mine\n")
        assert found() == (
            "ledgers/bonus.csv is not a file the run wrote\nnotes.txt is not a file the run wrote\n"
        )

    def test_manifest_changed(self, found, copied):
        file = copied / "manifest.json"
        write(file, [line.replace('"seed": 7', '"seed": 8') for line in lines_of(file)])
        assert found() == "manifest.json and manifest.sha256 disagree: one of the two was changed\n"

    def test_seal_changed(self, found, copied):
        file = copied / "manifest.sha256"
        digest, name = file.read_text().split()
        file.write_text(f"{digest[::-1]}  {name}\n")
        assert "manifest.sha256" in found()

    @pytest.mark.parametrize("name", ["manifest.json", "manifest.sha256"])
    def test_manifest_or_seal_removed(self, found, copied, name):
        (copied / name).unlink()
        assert name in found()

    def test_all_at_once_are_all_told(self, found, copied):
        for table in TABLES:
            file = copied / "ledgers" / f"{table}.csv"
            write(file, lines_of(file)[:-1])
        assert [line.split(":")[0] for line in found().splitlines()] == [
            f"ledgers/{table}.csv" for table in TABLES
        ]


class TestForgedLedgers:
    """The careful: every hash and the digest are made again. Running again tells the truth."""

    @pytest.mark.parametrize(("table", "column"), CELLS.items())
    def test_the_cell_is_named_with_both_values(self, found, copied, reseal, table, column):
        file = copied / "ledgers" / f"{table}.csv"
        with file.open(encoding="utf-8", newline="") as text:
            header, *rows = csv.reader(text)
        place = header.index(column)
        number, row = next((n, row) for n, row in enumerate(rows, start=2) if row[place])
        was, row[place] = row[place], with_another_digit(row[place])
        with file.open("w", encoding="utf-8", newline="") as text:
            csv.writer(text, lineterminator="\n").writerows([header, *rows])
        reseal(copied)
        assert found() == (
            f"ledgers/{table}.csv line {number}: {column} is {row[place]!r}, "
            f"running again gives {was!r}\n"
        )

    def test_a_row_left_out(self, found, copied, reseal):
        file = copied / "ledgers" / "cash.csv"
        lines = lines_of(file)
        write(file, lines[:-1])
        reseal(copied)
        assert found() == (
            f"ledgers/cash.csv line {len(lines)}: is missing; running again gives one more row\n"
        )

    def test_a_row_made_up(self, found, copied, reseal):
        file = copied / "ledgers" / "cash.csv"
        lines = lines_of(file)
        write(file, [*lines, lines[-1]])
        reseal(copied)
        assert found() == (
            f"ledgers/cash.csv line {len(lines) + 1}: is one more than running again gives\n"
        )

    @pytest.mark.parametrize("table", TABLES)
    def test_a_row_left_out_of_any_table(self, found, copied, reseal, table):
        file = copied / "ledgers" / f"{table}.csv"
        lines = lines_of(file)
        write(file, [*lines[:2], *lines[3:]])
        reseal(copied)
        assert found().startswith(f"ledgers/{table}.csv line 3: ")

    @pytest.mark.parametrize("table", TABLES)
    def test_two_rows_that_changed_places(self, found, copied, reseal, table):
        file = copied / "ledgers" / f"{table}.csv"
        head, first, second, *rest = lines_of(file)
        write(file, [head, second, first, *rest])
        reseal(copied)
        assert re.match(
            rf"ledgers/{table}\.csv line 2: \w+ is '.*', running again gives '.*'\n", found()
        )

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (lambda raw: raw + b"\n", "is empty and one too many"),
            (lambda raw: raw[:-1], "the end of the line before it is missing"),
            (lambda raw: raw.replace(b"\n", b"\r\n"), "ends in a carriage return"),
            (lambda raw: raw.replace(b"\n", b",1\n", 1), "a cell more than there are columns is"),
            (lambda raw: b"\xef\xbb\xbf" + raw, "at is '\\ufeffat'"),
            (lambda raw: raw[:40] + b"\0" + raw[40:], "running again gives"),
            (lambda raw: b"", "is missing; running again gives one more row"),
        ],
        ids=["a line end more", "one less", "Windows", "a column more", "BOM", "NUL", "empty"],
    )
    def test_a_table_written_otherwise(self, found, copied, reseal, change, said):
        file = copied / "ledgers" / "cash.csv"
        file.write_bytes(change(file.read_bytes()))
        reseal(copied)
        assert found().startswith("ledgers/cash.csv line ")
        assert said in found()

    def test_a_table_made_up_under_another_ending(self, found, copied, reseal):
        (copied / "ledgers" / "transactions.txt").write_text("payee,amount\nme,1000000.00\n")
        reseal(copied)
        assert found() == "ledgers/transactions.txt: running again writes no such table\n"

    def test_a_table_left_out(self, found, copied, reseal):
        (copied / "ledgers" / "cash.csv").unlink()
        reseal(copied)
        assert found().startswith("ledgers/cash.csv is missing: running again gives ")

    def test_a_table_made_up(self, found, copied, reseal):
        (copied / "ledgers" / "bonus.csv").write_text("payee,amount\nme,1000000.00\n")
        reseal(copied)
        assert "ledgers/bonus.csv" in found()

    def test_the_same_cells_written_another_way(self, found, copied, reseal):
        file = copied / "ledgers" / "cash.csv"
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
        reseal(copied)
        assert "ledgers/cash.csv" in found()

    @pytest.mark.parametrize("rubbish", [b"\xff\xfe\n", b"x" * 200_000 + b"\n"])
    def test_a_table_that_is_no_csv(self, found, copied, reseal, rubbish):
        with (copied / "ledgers" / "transactions.csv").open("ab") as file:
            file.write(rubbish)
        reseal(copied)
        assert "ledgers/transactions.csv" in found()


class TestForgedManifests:
    def test_another_seed_of_the_scenario(self, found, copied, reseal):
        reseal(copied, lambda manifest: manifest["scenario"].update(seed=8))
        assert "ledgers/cash.csv line " in found()

    def test_another_amount(self, found, copied, reseal):
        reseal(copied, lambda manifest: manifest["scenario"]["order"][0].update(units=28))
        assert "ledgers/orders.csv line " in found()

    def test_another_event(self, found, copied, reseal):
        reseal(copied, lambda manifest: manifest["scenario"]["event"].pop())
        assert "ledgers/settlement.csv line " in found()

    @needs_pyrevm
    def test_another_engine(self, found, copied, reseal):
        reseal(copied, lambda manifest: manifest.update(engine="eth-tester"))
        assert found().startswith("ledgers/transactions.csv line 2: ")

    def test_another_digest(self, found, copied, reseal):
        reseal(copied, lambda manifest: manifest.update(ledger_digest="0" * 64))
        assert "its ledger digest is not that of the ledgers beside it" in found()

    @pytest.mark.parametrize(
        "change",
        [
            lambda manifest: manifest.update(seed=8),
            lambda manifest: manifest["checks"][0].update(checked=1_000_000),
            lambda manifest: manifest["checks"].clear(),
            lambda manifest: manifest["code_hashes"].update(BondToken="0" * 64),
            lambda manifest: manifest["files"]["ledgers/cash.csv"].update(rows=1),
            lambda manifest: manifest.update(format=2),
            lambda manifest: manifest["checks"][0].update(breaches=["none to speak of"]),
            lambda manifest: manifest.update(seed="7"),
            lambda manifest: manifest.update(note="audited"),
            lambda manifest: manifest["scenario"].update(start="20230213"),
            lambda manifest: manifest["files"].update({"../x": manifest["files"].popitem()[1]}),
        ],
        ids=[
            *("seed", "checked", "checks", "code", "rows", "format"),
            *("breaches", "seed in quotes", "a word more", "a date in another form", "outside"),
        ],
    )
    def test_another_word_about_the_run(self, found, copied, reseal, change):
        reseal(copied, change)
        assert "manifest.json" in found()

    def test_a_hash_of_another_file(self, found, copied, reseal):
        marks = {"sha256": "0" * 64}
        reseal(copied, lambda manifest: manifest["files"]["ledgers/cash.csv"].update(marks))
        assert found() == (
            "ledgers/cash.csv: its SHA-256 is not the one in manifest.json, though its rows are\n"
        )

    def test_an_engine_there_is_not(self, greenbond, copied, reseal):
        reseal(copied, lambda manifest: manifest.update(engine="evm"))
        done = greenbond("verify", copied)
        assert (done.status, done.out) == (2, "")
        assert done.err == (
            f"{copied}/manifest.json: engine evm: there is no such engine; "
            "write auto, revm or eth-tester\n"
        )

    @pytest.mark.parametrize(
        "text", ["", "{}", "[]", "null", "{", '{"files": 3}', "\x00"], ids=repr
    )
    def test_that_are_none(self, found, copied, text):
        (copied / "manifest.json").write_text(text)
        assert "manifest.json is not a manifest of this program" in found()

    @pytest.mark.parametrize("scenario", [None, "small", 7])
    def test_whose_scenario_is_no_table(self, greenbond, copied, reseal, scenario):
        reseal(copied, lambda manifest: manifest.update(scenario=scenario))
        done = greenbond("verify", copied)
        assert done.status in (1, 2)
        assert "manifest.json" in done.err

    def test_that_are_no_file(self, found, copied):
        (copied / "manifest.json").unlink()
        os.mkfifo(copied / "manifest.json")
        assert "manifest.json is not a manifest of this program: it is no file" in found()

    def test_nested_beyond_all_reason(self, process, copied):
        # As a process: where py-evm has raised Python's limit, too deep a nesting ends it.
        (copied / "manifest.json").write_text("[" * 100_000)
        done = process("verify", copied)
        assert done.status == 1
        assert "manifest.json is not a manifest of this program" in done.err
