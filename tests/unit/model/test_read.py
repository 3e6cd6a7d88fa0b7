from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import ScenarioError
from sim.model import builtin_names, describe, from_resolved, load, parse, resolved
from sim.schedule import plan


def refused(path: Path | str, overrides: dict[str, str] | None = None) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(str(path), overrides)
    return str(caught.value)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "is empty; start from a built-in scenario, see `greenbond list`"),
        (b" \n\t\n", "is empty; start from a built-in scenario, see `greenbond list`"),
        (b"# hello\n", "says nothing: it has comments only; start from a built-in scenario, "
         "see `greenbond list`"),
        (b"\x7fELF\x00\x01", "is not a text file; scenarios are TOML in UTF-8; start from a "
         "built-in scenario, see `greenbond list`"),
        (b"x" * 1_000_001, "is larger than 1000000 bytes; is it the right file? start from a "
         "built-in scenario, see `greenbond list`"),
        (b"x = " + b"[" * 100_000, "is nested too deeply; start from a built-in scenario, "
         "see `greenbond list`"),
        (b"x = 1e99999999999999999999", "holds a number beyond all size; write a plain one"),
        (b"x = " + b"9" * 5000, "is not valid TOML: a whole number has thousands of digits; put "
         "right this line: text and names take quotes, numbers and dates none"),
    ],
)  # fmt: skip
def test_files_that_are_no_scenario(tmp_path: Path, raw: bytes, said: str) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(raw)
    assert refused(file) == f"{file}: {said}"


@pytest.mark.parametrize(
    ("raw", "line", "said"),
    [
        (b'title = "caf\xc3\xa9"\nname = "caf\xe9"\n', 2,
         "is not UTF-8; save it with the encoding UTF-8"),
        (b"a = 1\nb = yes\n", 2, "b: is not valid TOML: Invalid value; put right this line: text "
         "and names take quotes, numbers and dates none"),
        (b"a = 1\n\na = 2\n", 3, "a: is given twice in this table; leave one of them out"),
        (b"a = 1\na = [\n1,\n]\n", 2, "a: is given twice in this table; leave one of them out"),
        (b"a = [1,\nyes]\n", 2, "a: is not valid TOML: Invalid value; put right this line: text "
         "and names take quotes, numbers and dates none"),
        (b"a = [1,\n2\n", 3, "a: is not valid TOML: Unclosed array; put right this line: text and "
         "names take quotes, numbers and dates none"),
    ],
)  # fmt: skip
def test_mistakes_of_form_have_their_line(tmp_path: Path, raw: bytes, line: int, said: str) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(raw)
    assert refused(file) == f"{file}:{line}: {said}"


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    assert refused(tmp_path) == f"{tmp_path}: is a folder; name the file in it"
    assert refused("hk2023") == (
        'hk2023: there is neither a file nor a built-in scenario of this name; write "hk-2023"'
    )
    assert refused("a\0b").endswith(
        "cannot be read: embedded null byte; check the path and its rights"
    )


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path, sound: str) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(b"\xef\xbb\xbf" + sound.replace("\n", "\r\n").encode())
    assert load(str(file)) == parse(sound, "x.toml")
    file.write_bytes(file.read_bytes().replace(b"seed = 7", b"seed = -7"))
    assert refused(file).startswith(f"{file}:4: seed: -7")


def test_amounts_are_decimal_and_dates_are_dates(sound: str) -> None:
    scenario = parse(sound, "x.toml")
    tranche = scenario.tranche("HKD")
    assert tranche.coupon.rate == Decimal("4.05")
    assert isinstance(tranche.coupon.rate, Decimal)
    assert isinstance(tranche.size, Decimal)
    assert tranche.issued == date(2023, 2, 16)
    assert scenario.book is not None
    assert scenario.book.closes == datetime(2023, 2, 15, 15)
    assert scenario.bid_units(scenario.orders[0]) == 10


def test_defaults_are_those_of_the_market_rules(sound: str) -> None:
    tranche = parse(sound, "x.toml").tranche("HKD")
    assert tranche.calendars == ("HK",)
    assert (tranche.business_day, tranche.accrual) == ("following", "unadjusted")
    assert (tranche.record_days, tranche.settlement_days, tranche.expiry_days) == (1, 2, 10)
    assert tranche.rounding_basis == "calculation_amount"
    usd = parse(sound.replace('currency = "HKD"', 'currency = "USD"'), "x.toml")
    assert usd.tranche("HKD").calendars == ("HK", "NY")


@pytest.mark.parametrize("name", builtin_names())
def test_built_in_scenarios(name: str) -> None:
    scenario = load(name)
    assert scenario.name == name
    assert plan(scenario).tranches
    assert (name, scenario.summary) in describe()
    # Misbehaving parties are fictional, and say so where people read.
    assert all("fictional" in party.title for party in scenario.parties if party.fictional)


def test_resolved_survives_json(sound: str) -> None:
    for scenario in (parse(sound, "x.toml"), *map(load, builtin_names())):
        document = json.loads(json.dumps(resolved(scenario)))
        assert from_resolved(document, "manifest.json") == scenario
        assert resolved(from_resolved(document, "manifest.json")) == document


def test_a_resolved_scenario_that_was_tampered_with_is_refused(sound: str) -> None:
    document = resolved(parse(sound, "x.toml"))
    document["seed"], document["start"], document["end"] = "x", "soon", 3
    document["tranche"][0]["size"] = "much"
    with pytest.raises(ScenarioError) as caught:
        from_resolved(document, "manifest.json")
    assert {finding.key for finding in caught.value.findings} == {
        "seed",
        "start",
        "end",
        "tranche.HKD.size",
    }


def test_set_replaces_keys() -> None:
    scenario = load(
        "hk-2023",
        {
            "seed": "7",
            "tranche.HKD.coupon.rate": "4.1",
            "party.hsbc.kyc_expiry": "2023-06-30",
            "event.1.units": "6",
            "calendar.closures": "[2023-09-01]",
            "title": "What if",
        },
    )
    assert scenario.seed == 7
    assert scenario.title == "What if"
    assert scenario.tranche("HKD").coupon.rate == Decimal("4.1")
    assert scenario.party("hsbc").kyc_expiry == date(2023, 6, 30)
    assert scenario.calendar.closures == (date(2023, 9, 1),)
    assert getattr(scenario.events[0], "units") == 6  # noqa: B009


def test_set_rail_puts_it_first_everywhere() -> None:
    assert load("hk-2023", {"rail": "stablecoin"}).tranche("HKD").rails == ("stablecoin", "cbdc")
    assert load("hk-2023", {"rail": "cbdc"}) == load("hk-2023")


def test_set_reaches_into_tables_that_come_in_kinds(sound: str) -> None:
    coupon = {
        "tranche.HKD.coupon.kind": "stepped",
        "tranche.HKD.coupon.steps": "[{ from = 2023-02-16, rate = 3 }]",
    }
    with pytest.raises(ScenarioError) as caught:
        parse(sound, "x.toml", coupon)
    # The rate of the file is none of a coupon that steps.
    assert [found.key for found in caught.value.findings] == ["tranche.HKD.coupon.rate"]
    principal = parse(sound, "x.toml", {"tranche.HKD.principal.kind": "linear"})
    assert principal.tranche("HKD").principal.kind == "linear"


def test_every_kind_of_coupon_and_principal_is_read_back_from_what_it_resolves_to(
    sound: str,
) -> None:
    rest = 'frequency = 2\nday_count = "ACT/365F"\n'
    coupons = (
        'kind = "zero"\n',
        f'kind = "stepped"\nsteps = [{{ from = 2023-02-16, rate = 3 }}]\n{rest}',
        f'kind = "floating"\nreference = "x"\nfixing_days = 2\nfallback = 2.5\n'
        f"fixings = [{{ period = 1, value = -0.5 }}]\n{rest}",
        'kind = "inflation"\nreference = "x"\nfloor = 2\nfixing_days = 3\n'
        f"initial_rate = -1\n{rest}",
    )
    first, last = sound.index("[tranche.coupon]\n"), sound.index("[book]")
    table = 'kind = "table"\nfactors = [{ on = 2024-02-16, factor = 0 }]\n'
    more = "[[tranche.call]]\ndate = 2023-08-16\nnotice = 20\n\n"
    for coupon in coupons:
        call = "" if "zero" in coupon else more
        text = f"{sound[:first]}[tranche.coupon]\n{coupon}[tranche.principal]\n{table}{call}"
        scenario = parse(text + sound[last:], "x.toml")
        again = from_resolved(json.loads(json.dumps(resolved(scenario))), "m.json")
        assert again == scenario


def test_set_can_begin_a_table_the_file_leaves_out(sound: str) -> None:
    scenario = parse(sound, "x.toml", {"calendar.closures": "[2023-09-01]"})
    assert scenario.calendar.closures == (date(2023, 9, 1),)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("sed", "7", "sed: is not a known key; write seed"),
        ("tranche.HKG.size", "1", "tranche.HKG.size: is not a known key; write tranche.HKD"),
        ("tranche.HKD.cupon.rate", "1",
         "tranche.HKD.cupon.rate: is not a known key; write tranche.HKD.coupon"),
        ("tranche.HKD.coupon.rat", "1",
         "tranche.HKD.coupon.rat: is not a known key; write tranche.HKD.coupon.rate"),
        ("party.hsbx.note", "x", "party.hsbx.note: is not a known key; write party.hsbc"),
        ("event.99.units", "1", "event.99.units: is not a known key; write event.9"),
        ("event.1.unit", "1", "event.1.unit: is not a known key; write event.1.units"),
        ("seed.x", "1", "seed.x: is not a known key; known there: nothing"),
        ("rail", "cbcd", 'rail: "cbcd" is not a known rail; write "cbdc"'),
        ("rail", "deposit", 'tranche.HKD.rails.1: no [[rail]] of kind "deposit" is declared for '
         'HKD; write "cbdc" or "stablecoin", or declare it'),
        ("seed", "soon", 'seed: "soon" is not a whole number; write a whole number without quotes'),
        ("tranche.HKD.size", "1", "tranche.HKD.size: 1 is not a multiple of the calculation "
         "amount, 500000; write 500000"),
        ("book", "3", "book: 3 is not a table; write its keys under [book]"),
    ],
)  # fmt: skip
def test_set_says_what_is_wrong(key: str, value: str, said: str) -> None:
    assert f"--set: {said}" in refused("hk-2023", {key: value}).splitlines()


JUNK = st.sampled_from(
    ["0", "-1", "3", "1.5", "nan", "1e400", '""', '"x"', '"HKD"', "true", "[]", "{}", "[{}]",
     "2023-08-16", "1901-01-01", "2023-08-16T10:00:00", "2023-08-16T10:00:00Z", "10:00:00",
     '["cbdc", 3]', "9999999999999999999999", "1e-400", "{ kind = 3 }"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_spoiled_file_gets_past_as_anything_but_a_scenario_error(
    sound: str, data: st.DataObject
) -> None:
    lines = sound.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(lines) - 1))
        key = lines[place].partition(" = ")[0]
        spoiled = [
            "",
            f"{key} = {data.draw(JUNK)}",
            lines[place].replace("[[", "[").replace("]]", "]"),
        ]
        lines[place] = data.draw(st.sampled_from(spoiled))
    with suppress(ScenarioError):
        plan(parse("\n".join(lines), "x.toml"))


def test_a_later_finding_still_knows_its_line(sound: str) -> None:
    scenario = parse(sound, "x.toml")
    finding = scenario.finding(("tranche", 0, "issued"), "is wrong", "write another")
    assert str(finding) == "x.toml:51: tranche.HKD.issued: is wrong; write another"


def test_roles_and_rails_are_found_by_name(sound: str) -> None:
    scenario = parse(sound, "x.toml")
    assert [party.name for party in scenario.with_role("issuer")] == ["treasury"]
    assert scenario.rail("cbdc", "HKD").issuer == "bank"
    lookups: list[Callable[[], object]] = [
        lambda: scenario.party("nobody"),
        lambda: scenario.tranche("USD"),
        lambda: scenario.rail("cbdc", "USD"),
    ]
    for lookup in lookups:
        with pytest.raises(KeyError):
            lookup()


def test_mistakes_of_form_do_not_hide_the_others(sound: str) -> None:
    spoiled = (
        sound.replace("seed = 7", "seed = seven")
        .replace("size = 100_000_000", "size = 100_000_001")
        .replace("maturity = 2024-02-16", "maturity = 2024-02-30")
        .replace("frequency = 2", "frequency = 2\nfrequency = 4")
        .replace('to = "bank"', 'to = "bank')
        .replace("units = 2\n", "units = 0\n")
    )
    with pytest.raises(ScenarioError) as caught:
        parse(spoiled, "x.toml")
    assert [(found.key, found.problem) for found in caught.value.findings] == [
        ("seed", "is not valid TOML: Invalid value"),
        ("tranche.HKD.size", "100000001 is not a multiple of the calculation amount, 500000"),
        ("maturity", "no calendar has this date, or no clock this time"),
        ("frequency", "is given twice in this table"),
        ("to", "is not valid TOML: Illegal character '\\n'"),
        ("event.2.units", "0 is not a possible number"),
    ]


@pytest.mark.parametrize("lines", [1, 30])
def test_mistakes_of_form_without_end(lines: int) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse("".join(f"k{n} = yes\n" for n in range(lines)), "x.toml")
    assert len(caught.value.findings) == min(lines, 20)


def test_a_list_that_is_never_closed_is_told_once(sound: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse(sound.replace('rails = ["cbdc"]', 'rails = ["cbdc"'), "x.toml")
    assert len(caught.value.findings) == 1


def test_reading_goes_on_past_a_mistake_in_a_value_of_many_lines(sound: str) -> None:
    again = 'assumed = [\n  "book",\n]\n'
    spoiled = sound.replace("[offer]", f"{again}[offer]", 1).replace(
        'jurisdictions = ["HK"]', 'jurisdictions = [\n  "HK",\n  SG,\n]', 1
    )
    spoiled = spoiled.replace("size = 100_000_000", "size = 100_000_001", 1)
    with pytest.raises(ScenarioError) as caught:
        parse(spoiled, "x.toml")
    assert [(found.key, found.problem) for found in caught.value.findings] == [
        ("assumed", "is given twice in this table"),
        ("jurisdictions", "is not valid TOML: Invalid value"),
        ("tranche.HKD.size", "100000001 is not a multiple of the calculation amount, 500000"),
    ]
    lines = spoiled.split("\n")
    first, second, _ = [lines[(found.line or 0) - 1] for found in caught.value.findings]
    assert (first, second) == ("assumed = [", "  SG,")
