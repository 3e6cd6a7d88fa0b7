"""`greenbond cashflows FILE.json`: ACTUS terms told from scenarios, and refused by name."""

from __future__ import annotations

import csv
import io
import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sim.schedule.actus import is_actus, vocabulary
from tests.actus_terms import BOND

HEADER = (
    "event,contract,currency,due_date,payment_date,period_start,period_end,day_count,accrual_days,"
    "accrual_num,accrual_den,rate,amount,amount_num,amount_den,accrued_after,outstanding_after"
)
LOAN = BOND | {
    "contractType": "LAM",
    "cycleOfPrincipalRedemption": "P3ML0",
    "nextPrincipalRedemptionPayment": 300,
}
FLOATING = {"cycleOfRateReset": "P6ML0", "marketObjectCodeOfRateReset": "HIBOR"}


@pytest.fixture
def refused(greenbond, tmp_path):
    """Writes a text into a file which the command must refuse; returns the message."""

    def refuse(content: str | bytes, name: str = "terms.json") -> str:
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        done = greenbond("cashflows", file)
        assert (done.status, done.out) == (2, "")
        assert "Traceback" not in done.err
        return done.err.replace(f"{tmp_path}/", "")

    return refuse


@pytest.fixture
def refused_terms(refused):
    """The message about terms, which must be one."""

    def refuse(terms: dict[str, Any], **beside: Any) -> str:
        said = refused(json.dumps({"terms": terms, **beside}))
        assert len(said.splitlines()) == 1, said
        return said

    return refuse


class TestTold:
    """A file of terms is known by its suffix, or by the brace it begins with."""

    @pytest.mark.parametrize("name", ["terms.json", "TERMS.JSON", "terms", "terms.txt"])
    def test_by_suffix_or_brace(self, greenbond, tmp_path, name):
        file = tmp_path / name
        file.write_bytes(b"\xef\xbb\xbf\n " + json.dumps({"terms": BOND}).encode())
        done = greenbond("cashflows", file)
        assert (done.status, done.err) == (0, "")
        assert done.out.startswith(f"{HEADER}\nIED,,HKD,2023-01-01,2023-01-01,")
        assert done.out.endswith(",1200,1200,1,0,0\n")
        assert "\r" not in done.out

    def test_a_scenario_without_a_suffix_is_one(self, greenbond, small, tmp_path):
        (tmp_path / "scenario").write_text(Path(small).read_text(encoding="utf8"), encoding="utf8")
        done = greenbond("cashflows", tmp_path / "scenario")
        assert (done.status, done.err) == (0, "")
        assert done.out.startswith("event,tranche,")

    def test_toml_is_never_json(self, refused):
        assert "is not valid TOML" in refused(json.dumps({"terms": BOND}), "terms.toml")

    def test_a_pipe_is_not_looked_into(self, tmp_path):
        """What is read to tell would be gone; without a writer, reading would never end."""
        os.mkfifo(tmp_path / "pipe")
        assert not is_actus(str(tmp_path / "pipe"))

    def test_a_built_in_name_wins_over_a_file(self, greenbond, tmp_path):
        (tmp_path / "hk-2023").write_text(json.dumps({"terms": BOND}), encoding="utf8")
        assert greenbond("cashflows", "hk-2023").out.startswith("event,tranche,")
        assert greenbond("cashflows", "./hk-2023").out.startswith("event,contract,")


class TestOfTheIssueOf2023:
    """FACTS 1.7: HKD 800m at 4.05 %; what a scenario pays is this, rounded a unit at a time."""

    TERMS = BOND | {
        "contractRole": "RPL",
        "statusDate": "2023-02-15",
        "notionalPrincipal": 800_000_000,
        "initialExchangeDate": "2023-02-16",
        "maturityDate": "2024-02-16",
        "nominalInterestRate": 0.0405,
        "dayCountConvention": "A365",
    }

    def test_is_the_scenarios_schedule_unrounded(self, greenbond, tmp_path):
        file = tmp_path / "issue.json"
        file.write_text(json.dumps({"terms": self.TERMS}), encoding="utf8")
        ours = list(csv.DictReader(io.StringIO(greenbond("cashflows", file).out)))
        scenario = list(csv.DictReader(io.StringIO(greenbond("cashflows", "hk-2023").out)))
        assert [row["payment_date"] for row in ours] == [row["payment_date"] for row in scenario]
        for unrounded, paid in zip(ours[1:], scenario[1:], strict=True):
            due = Decimal(paid["amount"]) - Decimal(paid["rounding"])
            assert round(-Decimal(unrounded["amount"]), 2) == due
            if unrounded["event"] == "IP":
                assert unrounded["accrual_num"] == paid["accrual_num"]
        assert sum(Decimal(row["amount"]) for row in ours if row["event"] == "IP") == -32_400_000


class TestFile:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ("", "terms.json:1: is not valid JSON: expecting value; ACTUS contracts are JSON: "),
            ("{\n'terms': 1}", "terms.json:2: is not valid JSON: expecting property name enclosed"),
            ('{"terms": {}', "terms.json:1: is not valid JSON"),
            ('name = "small"', "terms.json:1: is not valid JSON"),
            ('{"terms": NaN}', "terms.json: is not valid JSON: NaN is not a number of JSON"),
            ('{"terms": 1' + "0" * 5000 + "}", "terms.json: is not valid JSON: Exceeds"),
            ('{"terms": 1e999999999999999999999}', "terms.json: holds a number beyond all size"),
            (b'{"terms": "\xfc"}', "terms.json:1: is not UTF-8; save it with that encoding"),
            ("[" * 100_000, "terms.json: is nested too deeply"),
            ('{"a": 1, "a": 2}', "terms.json: a: is given twice in one object; leave one of th"),
            ("[]", "terms.json: holds a list and no contract; write {"),
            ("7", "terms.json: holds 7 and no contract"),
            ("{}", 'terms.json: terms: is missing; write {"terms": {"contractType": "PAM", …}}'),
            ('{"contractType": "PAM"}', "terms.json: terms: is missing"),
            ('{"terms": []}', "terms.json: terms: a list is no object"),
            ('{"a": {"terms": null}}', "terms.json: a.terms: is missing"),
            ('{"a": {"term": {}}}', "terms.json: a.terms: is missing"),
            ('{"a": {"terms": {}}, "b": 1}', "terms.json: b: 1 is no contract"),
        ],
    )
    def test_that_holds_no_contract(self, refused, content, said):
        message = refused(content)
        assert message.startswith(said)
        assert len(message.splitlines()) == 1

    def test_that_is_not_there(self, greenbond):
        done = greenbond("cashflows", "nowhere.json")
        assert done.status == 2
        assert done.err == "nowhere.json: there is no file of this name; give the path of one\n"

    def test_that_is_a_folder(self, greenbond, tmp_path):
        (tmp_path / "folder.json").mkdir()
        done = greenbond("cashflows", "folder.json")
        assert (done.status, done.err) == (2, "folder.json: is a folder; name the file in it\n")

    def test_that_nobody_writes_to(self, greenbond, tmp_path):
        os.mkfifo(tmp_path / "pipe.json")
        done = greenbond("cashflows", "pipe.json")
        assert done.status == 2
        assert len(done.err.splitlines()) == 1

    def test_that_is_very_large(self, refused):
        assert "is larger than 10000000 bytes" in refused(" " * 10_000_001)

    def test_of_several_contracts_tells_of_each(self, refused):
        some = {"a": {"terms": BOND}, "b": {"terms": BOND | {"contractType": "ANN"}}, "c": {}}
        assert refused(json.dumps(some)).startswith("terms.json: c.terms: is missing")
        some["c"] = {"terms": BOND | {"currency": None}, "eventsObserved": []}
        assert refused(json.dumps(some)).splitlines() == [
            'terms.json: b.terms.contractType: "ANN" is not supported; write "PAM" or "LAM"',
            'terms.json: c.terms.currency: is missing; write its code, such as "HKD"',
        ]


class TestTerms:
    @pytest.mark.parametrize(
        "name",
        [
            "contractType",
            "contractRole",
            "statusDate",
            "currency",
            "notionalPrincipal",
            "initialExchangeDate",
            "maturityDate",
            "nominalInterestRate",
            "dayCountConvention",
        ],
    )
    @pytest.mark.parametrize("value", [None, " "])
    def test_missing(self, refused_terms, name, value):
        said = refused_terms(BOND | {name: value})
        assert said.startswith(f"terms.json: terms.{name}: is missing; write ")

    def test_missing_of_a_loan(self, refused_terms):
        said = refused_terms(LOAN | {"cycleOfPrincipalRedemption": None})
        assert said.startswith("terms.json: terms.cycleOfPrincipalRedemption: is missing; write ")
        neither = {"maturityDate": None, "nextPrincipalRedemptionPayment": None}
        said = refused_terms(LOAN | neither)
        assert "terms.nextPrincipalRedemptionPayment: is missing; write it, or maturity" in said

    @pytest.mark.parametrize("name", sorted(vocabulary.UNSUPPORTED))
    def test_not_supported(self, refused_terms, name):
        said = refused_terms(BOND | {name: "P1D"})
        assert said.startswith(f"terms.json: terms.{name}: is not supported; leave it out")

    @pytest.mark.parametrize("name", sorted(vocabulary.NEUTRAL))
    def test_supported_with_one_value(self, refused_terms, greenbond, tmp_path, name):
        taken = vocabulary.NEUTRAL[name][0]
        other = 7 if not isinstance(taken, str) else "X"
        said = refused_terms(BOND | {name: other})
        assert said.startswith(f"terms.json: terms.{name}: is supported as {taken}")
        file = tmp_path / "sound.json"
        value = taken if isinstance(taken, str) else int(taken)
        file.write_text(json.dumps({"terms": BOND | {name: value}}), encoding="utf8")
        assert greenbond("cashflows", file).status == 0

    @pytest.mark.parametrize("name", sorted(vocabulary.INFORMATION))
    def test_that_change_nothing_are_taken(self, greenbond, tmp_path, name):
        file = tmp_path / "sound.json"
        file.write_text(json.dumps({"terms": BOND | {name: "anything"}}), encoding="utf8")
        assert greenbond("cashflows", file).status == 0

    @pytest.mark.parametrize(
        ("terms", "said"),
        [
            ({"contractType": "SWPPV"}, '"SWPPV" is not supported; write "PAM" or "LAM"'),
            ({"contractType": 1}, "1 is not text; write it in quotation marks"),
            ({"contractRole": "BUY"}, '"BUY" is not supported; write "RPA" or "RPL"'),
            ({"dayCountConvention": "28E336"}, '"28E336" is not supported; write "30E360"'),
            ({"dayCountConvention": "B252"}, '"B252" is not supported; write '),
            ({"businessDayConvention": "SCFM"}, '"SCFM" is not supported; write "SCF"'),
            ({"endOfMonthConvention": "LD"}, '"LD" is not supported; write "SD"'),
            ({"calendar": "TARGET"}, '"TARGET" is not supported; write '),
            ({"contractID": "a\nb"}, "has characters that cannot be printed; write plain text"),
            ({"contractID": "\ud800"}, "has characters that cannot be printed"),
            ({"currency": "HK$"}, "is no currency code; write three letters"),
            ({"notionalPrincipal": "much"}, '"much" is not a number; write one such as 0.0405'),
            ({"notionalPrincipal": True}, "true is not a number"),
            ({"notionalPrincipal": []}, "a list is not a number"),
            ({"notionalPrincipal": "1e400"}, '"1e400" is not a number'),
            ({"notionalPrincipal": 0}, "0 is not above zero; write a positive one"),
            ({"notionalPrincipal": -5}, "-5 is not above zero"),
            ({"nominalInterestRate": "4.05 %"}, '"4.05 %" is not a number'),
            ({"maturityDate": "2024-02-30"}, '"2024-02-30" is no date from 1900 to 2999'),
            ({"maturityDate": "1.1.2024"}, '"1.1.2024" is no date'),
            ({"maturityDate": "2024-01-01T12:00:00"}, '"2024-01-01T12:00:00" is no date'),
            ({"maturityDate": "9999-12-31"}, '"9999-12-31" is no date from 1900 to 2999'),
            ({"maturityDate": 2024}, "2024 is not text"),
            ({"maturityDate": "2023-01-01"}, "is not after initialExchangeDate; write a later"),
            ({"statusDate": "2024-01-01"}, "is not after statusDate; write a later date"),
            ({"cycleOfInterestPayment": "P6M"}, '"P6M" is no cycle of days, weeks, months'),
            ({"cycleOfInterestPayment": "P0ML0"}, '"P0ML0" is no cycle'),
            ({"cycleOfInterestPayment": "P6ML2"}, '"P6ML2" is no cycle'),
            ({"cycleOfInterestPayment": "P9999YL0"}, "leads beyond the year 9999"),
            ({"cycleAnchorDateOfInterestPayment": "2022-07-01"}, "is before initialExchangeDate"),
            ({"cycleAnchorDateOfInterestPayment": "2024-07-01"}, "is after maturityDate"),
            ({"cycleOfPrincipalRedemption": "P3ML0"}, 'is a term of "LAM", not of PAM'),
            ({"cycleOfIntrestPayment": "P3ML0"}, 'is not a known term of ACTUS; write "cycleOfInt'),
            ({"qwxz": 1}, "is not a known term of ACTUS; leave it out"),
            ({"cycleOfRateReset": "P6ML0"}, "is missing; write the name of the rate in dataObs"),
            ({"marketObjectCodeOfRateReset": "HIBOR"}, "nothing says when the rate is reset; add"),
            ({"nextResetRate": 0.1}, "nothing says when the rate is reset; add cycleOfRateReset"),
            (FLOATING, "dataObserved has no HIBOR of 2023-07-01, when the rate is reset; add {"),
            (FLOATING | {"lifeFloor": 0.2, "lifeCap": 0.1}, "is above lifeCap; write one below"),
            (FLOATING | {"periodFloor": 1, "periodCap": 0}, "is above periodCap; write one below"),
        ],
    )  # fmt: skip
    def test_wrong(self, refused_terms, terms, said):
        message = refused_terms(BOND | terms)
        assert message.startswith("terms.json: terms.")
        assert said in message
        # The term named is the one written, or the one it lacks or contradicts.
        named = message.split(": ")[1].removeprefix("terms.")
        assert named in vocabulary.READ or named in terms

    @pytest.mark.parametrize(
        ("terms", "said"),
        [
            ({"interestCalculationBase": "NX"}, '"NX" is not supported; write "NT"'),
            ({"interestCalculationBase": "NTL"}, "cycleOfInterestCalculationBase: is missing"),
            ({"maturityDate": None, "nextPrincipalRedemptionPayment": "1e-9"},
             "nextPrincipalRedemptionPayment: would take 1200000000000 payments; write a greater"),
            ({"maturityDate": None, "cycleOfPrincipalRedemption": "P900YL0"},
             "cycleOfPrincipalRedemption: leads beyond the year 2999; write a shorter one"),
            ({"statusDate": "2023-05-01"},
             "accruedInterest: is missing, and PR of 2023-04-01 changed it; write what had accr"),
        ],
    )  # fmt: skip
    def test_wrong_of_a_loan(self, refused_terms, terms, said):
        assert said in refused_terms(LOAN | terms)

    def test_with_more_dates_than_a_bond_has(self, refused_terms):
        daily = {"cycleOfInterestPayment": "P1DL0", "maturityDate": "2999-12-31"}
        said = refused_terms(BOND | daily)
        assert "terms.cycleOfInterestPayment: more than 20000 dates lie before 2999-12-31" in said

    def test_with_more_capitalisations_than_a_bond_has(self, refused_terms):
        daily = {
            "cycleOfInterestPayment": "P1DL0",
            "maturityDate": "2026-01-01",
            "capitalizationEndDate": "2026-01-01",
        }
        assert "capitalizationEndDate: adds interest to principal more than 500 times; wr" in (
            refused_terms(BOND | daily)
        )

    def test_all_are_told_at_once(self, refused):
        wrong = {"currency": None, "nominalInterestRate": "x", "purchaseDate": "2023-02-01"}
        said = refused(json.dumps({"terms": BOND | wrong})).splitlines()
        assert sorted(line.split(": ")[1] for line in said) == [
            "terms.currency",
            "terms.nominalInterestRate",
            "terms.purchaseDate",
        ]


class TestBesideTerms:
    @pytest.mark.parametrize(
        ("beside", "said"),
        [
            ({"eventsObserved": [{}]}, "eventsObserved: observed events are not supported"),
            ({"to": "tomorrow"}, 'to: "tomorrow" is no date'),
            ({"dataObserved": 1}, "dataObserved: 1 is no object"),
            ({"dataObserved": {"X": []}}, "dataObserved.X: holds no list named data"),
            ({"dataObserved": {"X": {"data": [1]}}}, "dataObserved.X.data.1: is no value with"),
            ({"dataObserved": {"X": {"data": [{"timestamp": "x", "value": 1}]}}},
             "dataObserved.X.data.1: is no value with a timestamp"),
            ({"dataObserved": {"X": {"data": [{"timestamp": "2023-01-01", "value": "x"}]}}},
             "dataObserved.X.data.1: is no value with a timestamp"),
            ({"dataObserved": {"X": {"data": [{"timestamp": "2023-01-01", "value": 1}] * 2}}},
             "dataObserved.X.data.2: a second value of 2023-01-01; leave one out"),
        ],
    )  # fmt: skip
    def test_wrong(self, refused_terms, beside, said):
        assert refused_terms(BOND, **beside).startswith(f"terms.json: {said}")
