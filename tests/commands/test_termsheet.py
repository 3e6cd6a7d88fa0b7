"""`greenbond termsheet`: out as JSON, back as the part of a scenario, and refused by name."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sim.model import load

BODY = "Document.ICMABondDataTaxonomy"
#: Our own of the small scenario, to which the part read back is added.
_HEAD = re.compile(r"assumed = \[.*?\n\n\[offer\]", re.DOTALL)


@pytest.fixture
def sheet(greenbond, small, tmp_path) -> Path:
    """A file that holds the small scenario's term sheet."""
    file = tmp_path / "sheet.json"
    file.write_text(greenbond("termsheet", small).out)
    return file


class TestOut:
    def test_one_tranche_is_one_document(self, greenbond):
        done = greenbond("termsheet", "hk-2023")
        assert (done.status, done.err) == (0, "")
        issuance = json.loads(done.out)["Document"]["ICMABondDataTaxonomy"]["Issuance"]
        assert issuance["SpecifiedDenomination"] == "1000000"
        assert issuance["SpecifiedCurrency"] == "HKD"

    def test_several_are_a_list_of_which_one_may_be_asked_for(self, greenbond, spoiled):
        text = load_text(spoiled())
        tables = text[text.index("[[tranche]]") : text.index("[offer]")]
        second = tables.replace('code = "HKD"', 'code = "B"').replace("50_000_000", "60_000_000")
        file = spoiled(("[offer]", f"{second}[offer]"))
        sheets = json.loads(greenbond("termsheet", file).out)
        assert [codes(sheet) for sheet in sheets] == ["HKD", "B"]
        only = json.loads(greenbond("termsheet", file, "--tranche", "B").out)
        assert only == sheets[1]

    def test_a_tranche_that_is_none(self, greenbond, small):
        done = greenbond("termsheet", small, "--tranche", "HKB")
        assert (done.status, done.out) == (2, "")
        assert done.err == '--tranche: "HKB" is not a tranche of small; write "HKD"\n'

    def test_a_scenario_with_mistakes(self, greenbond, spoiled):
        done = greenbond("termsheet", spoiled(("rate = 4.05", "rate = -1")))
        assert (done.status, done.out) == (2, "")
        assert "tranche.HKD.coupon.rate" in done.err

    def test_json_without_the_option(self, greenbond, sheet):
        done = greenbond("termsheet", sheet)
        assert (done.status, done.out) == (2, "")
        assert "is JSON, and no scenario; add --to-scenario" in done.err

    @pytest.mark.parametrize("name", ["hk-2025", "nowhere.toml"])
    def test_a_scenario_to_be_made_a_scenario(self, greenbond, name):
        done = greenbond("termsheet", name, "--to-scenario")
        assert (done.status, done.out) == (2, "")
        assert done.err == f"{name}: is a scenario already; leave --to-scenario out\n"

    def test_is_plain_json_whatever_the_terminal_can_write(self, process, small):
        done = process("termsheet", small, env={"PYTHONIOENCODING": "ascii"})
        assert (done.status, done.err) == (0, "")
        assert json.loads(done.out)["GreenbondSimExtension"]["Terms"]["code"] == "HKD"


class TestBack:
    def test_is_a_part_of_a_scenario(self, greenbond, sheet, small, tmp_path):
        done = greenbond("termsheet", sheet, "--to-scenario")
        assert (done.status, done.err) == (0, "")
        text = load_text(small)
        assert _HEAD.search(text)
        file = tmp_path / "again.toml"
        file.write_text(_HEAD.sub(lambda _: f"{done.out}\n[offer]", text))
        assert load(str(file)).tranches == load(small).tranches
        assert greenbond("check", file).status == 0
        again = json.loads(greenbond("termsheet", file).out)
        assert again == json.loads(sheet.read_text())

    def test_says_whose_parts_have_no_place(self, greenbond, sheet):
        document = json.loads(sheet.read_text())
        body = document["Document"]["ICMABondDataTaxonomy"]
        body["Issuance"]["GoverningLaw"] = "ENGLISH_LAW"
        body["Issuance"]["Expenses"] = "the\nissuer \u001b[31m pays " + "x" * 200
        sheet.write_text(json.dumps(document))
        lines = greenbond("termsheet", sheet, "--to-scenario").out.splitlines()
        assert "#   ISSUER: The issuer" in lines
        assert "#   Issuance.GoverningLaw: ENGLISH_LAW" in lines
        (expenses,) = [line for line in lines if "Expenses" in line]
        assert expenses.startswith("#   Issuance.Expenses: the\\nissuer \\x1b[31m pays xxx")
        assert len(expenses) < 100

    def test_one_tranche_of_several(self, greenbond, sheet):
        document = json.loads(sheet.read_text())
        other = json.loads(sheet.read_text())
        other["GreenbondSimExtension"]["Terms"]["code"] = "B"
        sheet.write_text(json.dumps([document, other]))
        done = greenbond("termsheet", sheet, "--to-scenario", "--tranche", "B")
        assert re.findall(r'^code = "(.*)"$', done.out, re.MULTILINE) == ["B"]
        none = greenbond("termsheet", sheet, "--to-scenario", "--tranche", "C")
        assert (none.status, none.out) == (2, "")
        assert '"C" is not a tranche of' in none.err

    def test_tells_every_mistake_at_once_by_its_path(self, greenbond, sheet):
        text = sheet.read_text()
        for old, new in (
            ('"IssuePrice": "100"', '"IssuePrice": "par"'),
            ('"SpecifiedDenomination"', '"SpecifiedDenominaton"'),
            ('"FIXED"', '"DUAL_CURRENCY"'),
            ('"2023-02-15"', '"15 February 2023"'),
            ('"record_days": 1', '"record_days": 0'),
        ):
            assert old in text
            text = text.replace(old, new)
        sheet.write_text(text)
        done = greenbond("termsheet", sheet, "--to-scenario")
        assert (done.status, done.out) == (2, "")
        for key, said in (
            (f"{BODY}.Issuance.IssuePrice", '"par" is not a decimal number; write it like "100"'),
            (f"{BODY}.Issuance.SpecifiedDenominaton", "write SpecifiedDenomination"),
            (f"{BODY}.Issuance.SpecifiedDenomination", "is missing; add a line like"),
            (
                f"{BODY}.Product.InterestPayment.InterestType",
                '"DUAL_CURRENCY" is not a word of the taxonomy',
            ),
            (f"{BODY}.Issuance.PricingDate", '"15 February 2023" is not a date'),
            ("GreenbondSimExtension.Terms.record_days", "0 is not a possible number of business"),
        ):
            line = next(x for x in done.err.splitlines() if x.startswith(f"{sheet}: {key}: "))
            assert said in line
        assert len(done.err.splitlines()) == 6

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "is not valid JSON"),
            (b"\xff\xfe", "is not UTF-8"),
            (b"name = 1", "is not valid JSON"),
            (b'{"Document": {}, "Document": {}}', "Document: is given twice"),
            (b"[" * 50_000, "is nested too deeply"),
        ],
    )
    def test_what_is_no_term_sheet(self, process, tmp_path, content, said):
        file = tmp_path / "sheet.json"
        file.write_bytes(content)
        done = process("termsheet", file, "--to-scenario")
        assert (done.status, done.out) == (2, "")
        assert said in done.err
        assert len(done.err.splitlines()) == 1

    @pytest.mark.parametrize(
        ("name", "said"), [("none.json", "no file of this name"), (".", "is a folder"), ("", "")]
    )
    def test_a_file_that_cannot_be_read(self, greenbond, name, said):
        done = greenbond("termsheet", name, "--to-scenario")
        assert (done.status, done.out) == (2, "")
        assert said in done.err
        assert "Traceback" not in done.err

    def test_writes_no_file(self, greenbond, sheet, tmp_path):
        greenbond("termsheet", sheet, "--to-scenario")
        assert list(tmp_path.iterdir()) == [sheet]


def load_text(file: str) -> str:
    return Path(file).read_text(encoding="utf-8")


def codes(sheet: dict) -> str:
    return sheet["GreenbondSimExtension"]["Terms"]["code"]
