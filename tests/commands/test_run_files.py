"""What a run leaves behind: which files, and how their cells are written (DESIGN section 8)."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re

import pytest

TABLES = [
    "cash",
    "corporate_actions",
    "instruction_events",
    "journal",
    "orders",
    "positions",
    "recon",
    "register",
    "settlement",
    "transactions",
]
MONEY = [
    "penalty",
    "face",
    "clean_amount",
    "accrued_amount",
    "settlement_amount",
    "counter_amount",
    "debit",
    "credit",
    "balance",
    "amount_per_unit",
    "gross",
    "tax",
    "net",
    "rounding",
    "bid_face",
]
PRICES_AND_RATES = ["price", "rate", "limit_yield"]


@pytest.fixture(scope="module", params=["small_run", "slow_run"])
def folder(request):
    """The folder of a run on the default engine, and on eth-tester."""
    return request.getfixturevalue(request.param)[0]


@pytest.fixture(scope="module")
def cells(folder, tables) -> list[tuple[str, str, str, dict[str, str]]]:
    """Every cell that is not empty: table, column, text and the row around it."""
    return [
        (table, column, text, row)
        for table, rows in tables(folder).items()
        for row in rows
        for column, text in row.items()
        if text
    ]


def test_the_folder_holds_the_tables_and_the_manifest_with_its_seal(folder, whole):
    tables = [f"ledgers/{name}.csv" for name in TABLES]
    assert sorted(whole(folder)) == [*tables, "manifest.json", "manifest.sha256"]


class TestTheManifest:
    def test_is_sealed_in_the_form_sha256sum_reads(self, folder):
        digest = hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
        seal = (folder / "manifest.sha256").read_text(encoding="utf-8")
        assert seal == f"{digest}  manifest.json\n"

    def test_has_the_hash_of_each_file(self, folder):
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        assert {name: marks["sha256"] for name, marks in manifest["files"].items()} == {
            f"ledgers/{file.name}": hashlib.sha256(file.read_bytes()).hexdigest()
            for file in (folder / "ledgers").iterdir()
        }

    def test_digest_leaves_out_transactions_and_the_places_of_logs(self, folder):
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        digest = hashlib.sha256()
        for file in sorted((folder / "ledgers").iterdir()):
            if file.stem != "transactions":
                digest.update(without_places(file.read_text(encoding="utf-8")).encode())
        assert manifest["ledger_digest"] == digest.hexdigest()

    def test_names_no_place_on_this_machine(self, folder):
        text = (folder / "manifest.json").read_text(encoding="utf-8")
        assert str(folder) not in text
        assert str(folder.home()) not in text


class TestTheText:
    @pytest.mark.parametrize("table", TABLES)
    def test_is_utf_8_with_line_feeds_and_a_row_as_wide_as_the_header(self, folder, table):
        raw = (folder / "ledgers" / f"{table}.csv").read_bytes()
        assert b"\r" not in raw
        assert not raw.startswith(b"\xef\xbb\xbf")
        assert raw.endswith(b"\n")
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline=""), strict=True))
        assert len(rows) > 1
        assert {len(row) for row in rows} == {len(rows[0])}

    @pytest.mark.parametrize("table", TABLES)
    def test_is_what_a_writer_of_rfc_4180_would_write(self, folder, table):
        text = (folder / "ledgers" / f"{table}.csv").read_bytes().decode("utf-8")
        again = io.StringIO(newline="")
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        csv.writer(again, lineterminator="\n").writerows(rows)
        assert text == again.getvalue()


class TestTheCells:
    def test_money_has_exactly_the_digits_of_its_currency(self, cells):
        wrong = [
            (table, column, text)
            for table, column, text, row in cells
            if column in MONEY and not re.fullmatch(units_or_money(table, row), text)
        ]
        assert wrong == []

    def test_prices_and_rates_have_six_decimals(self, cells):
        found = [text for _, column, text, _ in cells if column in PRICES_AND_RATES]
        assert found
        assert [text for text in found if not re.fullmatch(r"\d+\.\d{6}", text)] == []

    def test_dates_and_instants_are_iso_8601(self, cells):
        day, moment = r"\d{4}-\d\d-\d\d", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
        for table, column, text, _ in cells:
            if column.endswith("_date") or column in ("as_of", "period_start", "period_end"):
                assert re.fullmatch(day, text), (table, column, text)
            elif column == "at" or column.endswith("_at"):
                assert re.fullmatch(moment, text), (table, column, text)

    def test_no_address_stands_anywhere(self, cells):
        found = [
            (table, column, text)
            for table, column, text, _ in cells
            if re.search(r"0x[0-9a-fA-F]", text) and column != "tx_hash"
        ]
        assert found == []

    def test_nothing_is_what_a_spreadsheet_would_run(self, cells):
        found = [
            (table, column, text)
            for table, column, text, _ in cells
            if text[0] in "=+-@\t\r" and not re.fullmatch(r"-\d+(\.\d+)?", text)
        ]
        assert found == []


class TestTextOfTheUser:
    """Names are letters, digits, - and _; titles and stories may say anything, on one line."""

    FORMULA = "=HYPERLINK(1)+cmd|' /C calc'!A0"

    def test_a_name_cannot_begin_like_a_formula(self, greenbond, spoiled):
        for name in ("=alder", "+alder", "-alder", "@alder"):
            done = greenbond("check", spoiled(('name = "alder"', f'name = "{name}"')))
            assert done.status == 2
            assert f'"{name}" cannot be a name' in done.err

    def test_titles_and_stories_reach_no_ledger(self, greenbond, spoiled, tmp_path, whole):
        file = spoiled(
            ('title = "A small green bond"', f'title = "{self.FORMULA}"'),
            ('title = "A fund"', f'title = "{self.FORMULA}"'),
            ("price = 100.12", f'price = 100.12\nstory = "{self.FORMULA}"'),
        )
        assert greenbond("run", file, "--out", tmp_path / "run").status == 0
        written = whole(tmp_path / "run" / "ledgers")
        assert [name for name, raw in written.items() if b"HYPERLINK" in raw] == []

    @pytest.mark.parametrize("text", ["two\\nlines", "bell\\u0007", "\\u001b[31mred"])
    def test_a_title_cannot_steer_the_terminal(self, greenbond, spoiled, text):
        done = greenbond("check", spoiled(('"A small green bond"', f'"{text}"')))
        assert done.status == 2
        assert "title: holds a line break or control character" in done.err


def units_or_money(table: str, row: dict[str, str]) -> str:
    """Units of a tranche are a currency of the journal, and are counted whole."""
    return r"-?\d+" if table == "journal" and "/" in row["currency"] else r"-?\d+\.\d\d"


def without_places(text: str) -> str:
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    kept = -3 if rows[0][-3:] == ["block", "tx_index", "log_index"] else None
    own = io.StringIO(newline="")
    csv.writer(own, lineterminator="\n").writerows(row[:kept] for row in rows)
    return own.getvalue()
