"""Out, in and out again gives the same; and nothing in a file makes more than a refusal of it."""

from __future__ import annotations

import json
import tomllib
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.errors import BadInput
from sim.interchange import TermSheet, read_term_sheets, scenario_part, term_sheet
from sim.model import Scenario, Tranche, builtin_names, from_resolved, load, resolved
from sim.model.words import Accrual, BusinessDay, CalendarName, Currency, DayCount, RailKind
from sim.schedule.rolls import shift_months
from tests.scenarios import small, tranche

SCENARIO = small()
QUIET = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def decimals(low: str, high: str, places: int = 6) -> st.SearchStrategy[Decimal]:
    return st.decimals(Decimal(low), Decimal(high), places=places)


@st.composite
def coupons(draw: st.DrawFn, frequency: int, issued: date) -> dict[str, Any]:
    """A coupon of any kind but one without periods, which the dates of `tranches` ask for."""
    paying = {
        "frequency": frequency,
        "day_count": draw(st.sampled_from(get_args(DayCount))),
    }
    rate = decimals("0.000001", "100")
    referenced = {
        "reference": "HIBOR 3M",
        "spread": draw(decimals("-5", "5")),
        "cap": draw(st.none() | st.just(Decimal(100))),
        "floor": Decimal(0),
        "fixing_days": draw(st.integers(5, 10)),
        "fallback": draw(st.sampled_from(["last", Decimal("2.5")])),
        "fixings": [{"period": 1, "value": draw(decimals("-5", "5"))}],
    }
    own = {
        "fixed": {"rate": draw(rate)},
        "stepped": {"steps": [{"from": issued, "rate": draw(rate)}]},
        "floating": referenced,
        "inflation": referenced,
    }
    if referenced["fallback"] == "last":
        referenced["initial_rate"] = draw(decimals("-5", "5"))
    kind = draw(st.sampled_from([*own, "zero"]))
    return {"kind": kind} if kind == "zero" else {"kind": kind, **paying, **own[kind]}


@st.composite
def tranches(draw: st.DrawFn) -> Tranche:
    """Any tranche the model takes, its coupon periods whole."""
    unit = draw(st.sampled_from([Decimal("0.01"), Decimal(1), Decimal("1E+3"), Decimal(500_000)]))
    least = draw(st.integers(1, 5))
    frequency = draw(st.sampled_from([1, 2, 4, 12]))
    issued = draw(st.dates(date(2015, 1, 1), date(2035, 1, 1)))
    periods = draw(st.integers(1, 64))
    maturity = shift_months(issued, periods * 12 // frequency)
    if maturity.day != issued.day:
        issued, maturity = issued.replace(day=1), maturity.replace(day=1)
    centres = st.lists(st.sampled_from(get_args(CalendarName)), min_size=1, unique=True)
    rails = st.lists(st.sampled_from(get_args(RailKind)), min_size=1, unique=True)
    return Tranche.model_validate(
        {
            "code": draw(st.from_regex(r"[A-Z0-9][A-Z0-9-]{0,15}", fullmatch=True)),
            "isin": draw(st.sampled_from(["", "LU2542747121", "FR0013510518"])),
            "currency": draw(st.sampled_from(get_args(Currency))),
            "rails": draw(rails),
            "size": unit * least * draw(st.integers(1, 1_000)),
            "calculation_amount": unit,
            "minimum_denomination": unit * least,
            "issue_price": draw(decimals("0.000001", "1000")),
            "yield": draw(decimals("-100", "100")),
            "priced": issued,
            "issued": issued,
            "maturity": maturity,
            "calendars": draw(centres),
            "business_day": draw(st.sampled_from(get_args(BusinessDay))),
            "accrual": draw(st.sampled_from(get_args(Accrual))),
            "rounding_basis": draw(st.sampled_from(["calculation_amount", "holding"])),
            "record_days": draw(st.integers(1, 5)),
            "settlement_days": draw(st.integers(0, 250)),
            "expiry_days": draw(st.integers(1, 250)),
            "coupon": draw(coupons(frequency, issued)),
            "principal": {"kind": draw(st.sampled_from(["bullet", "linear"]))},
        }
    )


def _with_part(scenario: Scenario, part: str) -> Scenario:
    """The scenario with its tranches, and what it assumes, replaced by what a part says."""
    whole = resolved(scenario) | {"assumed": []}
    document = tomllib.loads(part, parse_float=Decimal)
    told = json.loads(json.dumps(document, default=str))
    return from_resolved(whole | told, "again.toml")


class TestTheSameAgain:
    @QUIET
    @given(facts=tranches())
    def test_any_tranche(self, facts, tmp_path):
        out = term_sheet(SCENARIO, facts)
        file = tmp_path / "sheet.json"
        file.write_text(json.dumps(out))
        (sheet,) = read_term_sheets(str(file))
        assert sheet.tranche == facts
        assert sheet.assumed == ()
        assert sheet.aside == {}
        assert term_sheet(SCENARIO, sheet.tranche) == out

    @pytest.mark.parametrize("scenario", [SCENARIO, load("hk-2023")], ids=["small", "hk-2023"])
    def test_through_a_scenario_file(self, scenario: Scenario, tmp_path):
        out = term_sheet(scenario, scenario.tranches[0])
        file = tmp_path / "sheet.json"
        file.write_text(json.dumps(out))
        part = scenario_part("sheet.json", read_term_sheets(str(file)))
        again = _with_part(scenario, part)
        assert again.tranches == scenario.tranches
        assert again.assumed == tuple(k for k in scenario.assumed if k.startswith("tranche."))
        assert term_sheet(again, again.tranches[0])["Document"] == out["Document"]

    @pytest.mark.parametrize("name", builtin_names())
    def test_every_scenario_we_ship(self, name, tmp_path):
        scenario = load(name)
        out = [term_sheet(scenario, facts) for facts in scenario.tranches]
        file = tmp_path / "sheets.json"
        file.write_text(json.dumps(out))
        sheets = read_term_sheets(str(file))
        assert tuple(sheet.tranche for sheet in sheets) == scenario.tranches
        again = _with_part(scenario, scenario_part("sheets.json", sheets))
        for facts, before in zip(again.tranches, out, strict=True):
            after = term_sheet(again, facts)
            # What is assumed of some tranches comes after what is of all.
            for sheet in (after, before):
                sheet["GreenbondSimExtension"]["Assumed"].sort()
            assert after == before

    def test_two_tranches(self, tmp_path):
        scenario = small(tranches=(tranche(), tranche(code="B", isin="LU2542747121")))
        out = [term_sheet(scenario, facts) for facts in scenario.tranches]
        file = tmp_path / "sheets.json"
        file.write_text(json.dumps(out))
        assert tuple(sheet.tranche for sheet in read_term_sheets(str(file))) == scenario.tranches


JUNK: list[Any] = [
    None,
    True,
    0,
    -1,
    10**40,
    0.1,
    "",
    "x" * 5_000,
    "\ud800",
    "a\nb\x1b[31m",
    "NaN",
    "1e5",
    "9" * 5_000,
    [],
    [[]],
    [None, 7],
    {},
    {"": None},
    {"a.b": {"c": []}},
    {"code": {"x": 1}},
]


def places(document: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = document.items() if isinstance(document, dict) else ()
    inner = enumerate(document) if isinstance(document, list) else inner
    return [path, *(deep for key, value in inner for deep in places(value, (*path, key)))]


def read_or_told(file: Path) -> tuple[str, tuple[TermSheet, ...]]:
    try:
        return "", read_term_sheets(str(file))
    except BadInput as error:
        return str(error), ()


SHEET = term_sheet(SCENARIO, SCENARIO.tranches[0])


class TestWhateverIsWritten:
    @settings(QUIET, max_examples=400)
    @given(data=st.data())
    def test_is_read_or_refused(self, data, tmp_path):
        document = deepcopy(SHEET)
        for _ in range(data.draw(st.integers(1, 3))):
            *parents, last = data.draw(st.sampled_from(places(document)[1:]))
            table = document
            for part in parents:
                table = table[part]
            if data.draw(st.booleans()):
                table[last] = deepcopy(data.draw(st.sampled_from(JUNK)))
            elif isinstance(table, dict):
                table[data.draw(st.sampled_from(["kind", "a.b", "Isin", last]))] = table.pop(last)
            else:
                del table[last]
        file = tmp_path / "sheet.json"
        file.write_text(json.dumps(document))
        said, sheets = read_or_told(file)
        assert all(letter.isprintable() or letter == "\n" for letter in said)
        # A finding says three things; none of them may be left blank.
        assert all(line.count(": ") and line.count("; ") for line in said.splitlines())
        assert bool(said) != bool(sheets)
        assert "\x1b" not in scenario_part("sheet.json", sheets)
