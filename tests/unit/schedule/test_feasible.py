"""Dates no calendar allows: each rule broken once, and all of a file's mistakes in one pass."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from sim.errors import ScenarioError
from sim.model import load, parse
from sim.run import run
from sim.schedule import DATE_RULES, RUN_RULES, plan
from sim.schedule.feasible import MOST_COUPONS
from tests.commands.conftest import SMALL
from tests.scenarios import book, small, tranche

TEXT = SMALL.read_text(encoding="utf-8").replace("start = 2023-02-13", "start = 2023-02-10")

BROKEN = [
    # the deal: priced Wednesday 15, issued Thursday 16 February 2023
    ("end = 2023-03-20", "end = 2023-03-20\n[calendar]\nclosures = [2023-02-15]", [
     "tranche.HKD.priced: 2023-02-15 (Wednesday) is not a business day in Hong Kong; "
     "write 2023-02-14 or 2023-02-16",
     "book.closes: 2023-02-15 (Wednesday) is not a business day in Hong Kong; "
     "write 2023-02-14 or 2023-02-16"]),
    ("issued = 2023-02-16\nmaturity = 2023-04-16", "issued = 2023-02-18\nmaturity = 2023-04-18", [
     "tranche.HKD.issued: 2023-02-18 (Saturday) is not a business day in Hong Kong; "
     "write 2023-02-17 or 2023-02-20"]),
    # The regular date comes first: a day can be moved to one other only.
    ("issued = 2023-02-16", "issued = 2023-02-18", [
     "tranche.HKD.issued: 2023-02-18 is no regular date before maturity, 2023-04-16; "
     "write 2023-02-16 or 2023-03-16, move maturity, or give coupon a stub, like \"short first\""]),
    ("maturity = 2023-04-16", "maturity = 2023-04-16\nrecord_days = 200", [
     "tranche.HKD.record_days: the first record date, 2022-05-26, would be before issue; "
     "write a smaller number"]),
    ("maturity = 2023-04-16", "maturity = 2023-04-16\nsettlement_days = 200", [
     "tranche.HKD.settlement_days: no trade could settle by the final record date, 2023-04-14; "
     "write a smaller number"]),
    # the book
    ("opens = 2023-02-14T09:00:00", "opens = 2023-02-12T09:00:00", [
     "book.opens: 2023-02-12 (Sunday) is not a business day in Hong Kong; "
     "write 2023-02-10 or 2023-02-13"]),
    ("closes = 2023-02-15T15:00:00", "closes = 2023-02-15T17:30:01", [
     "book.closes: 2023-02-15 17:30:01 is after the book is priced, 2023-02-15 17:30:00; "
     "write 2023-02-15T17:30:00 or earlier"]),
    ("units = 30", "units = 30\nat = 2023-02-18T10:00:00", [
     "order.1.at: 2023-02-18 (Saturday) is not a business day in Hong Kong; "
     "write 2023-02-17 or 2023-02-20"]),
    # what happens; Good Friday was 7 April, Easter Monday and Ching Ming made it a long weekend
    ("date = 2023-02-23", "date = 2023-02-25", [
     "event.3.date: 2023-02-25 (Saturday) is not a business day in Hong Kong; "
     "write 2023-02-24 or 2023-02-27"]),
    ("until = 2023-02-24", "until = 2023-02-26", [
     "event.1.until: 2023-02-26 (Sunday) is not a business day in Hong Kong; "
     "write 2023-02-24 or 2023-02-27"]),
    ("end = 2023-03-20", "end = 2023-04-20\n[calendar]\nclosures = [2023-03-16]", [
     "event.4.until: 2023-03-16 (Thursday) is not a business day in Hong Kong; "
     "write 2023-03-15 or 2023-03-17",
     "event.5.date: 2023-03-16 (Thursday) is not a business day in Hong Kong; "
     "write 2023-03-15 or 2023-03-17"]),
    ("price = 100\nshort_of", "price = 100\nsettlement_days = 40\nshort_of", [
     "event.4.date: would settle on 2023-05-12, after the final record date, 2023-04-14; "
     "write 2023-04-12 or earlier"]),
    # trading
    ("from = 2023-02-20\nuntil = 2023-03-01", "from = 2023-02-25\nuntil = 2023-02-26", [
     "trading.until: there is no business day in Hong Kong from 2023-02-25 to then; "
     "write 2023-02-27 or later"]),
]  # fmt: skip


def told(text: str) -> list[str]:
    """Every finding of one pass, in the order of the file, without file and line."""
    with pytest.raises(ScenarioError) as caught:
        parse(text, "x.toml", None, DATE_RULES)
    return [
        f"{found.key}: {found.problem}; {found.instead}" if found.line else str(found)
        for found in caught.value.findings
    ]


def spoiled(*changes: tuple[str, str]) -> str:
    text = TEXT
    # Keys after a table's heading belong to it, so a table is put at the end of the file.
    for old, new in changes:
        assert old in text
        new, _, table = new.partition("\n[")
        text = text.replace(old, new, 1) + (f"\n[{table}\n" if table else "")
    return text


@pytest.mark.parametrize(("sound", "broken", "said"), BROKEN)
def test_a_date_no_calendar_allows(sound: str, broken: str, said: list[str]) -> None:
    assert told(spoiled((sound, broken))) == said


@pytest.mark.parametrize(("sound", "broken", "said"), BROKEN)
def test_plan_refuses_it_too_wherever_it_came_from(
    sound: str, broken: str, said: list[str]
) -> None:
    with pytest.raises(ScenarioError) as caught:
        plan(parse(spoiled((sound, broken)), "x.toml"))
    assert [f"{f.key}: {f.problem}; {f.instead}" for f in caught.value.findings] == said


def test_wrong_keys_and_wrong_dates_are_told_in_one_pass() -> None:
    text = spoiled(
        ("seed = 7", "seed = -7"),
        ("until = 2023-02-24", "until = 2023-02-26"),
        ('rails = ["cbdc"]', 'rails = ["cbcd"]'),
        ("date = 2023-02-22", "date = 2023-02-26"),
        (
            'buyer = "birch"\ntranche = "HKD"\nunits = 3',
            'buyer = "brich"\ntranche = "HKD"\nunits = 3',
        ),
    )
    assert [said.partition("; ")[0] for said in told(text)] == [
        "seed: -7 is not a possible seed",
        'tranche.HKD.rails.1: "cbcd" is not a known rail',
        "event.1.until: 2023-02-26 (Sunday) is not a business day in Hong Kong",
        "event.2.date: 2023-02-26 (Sunday) is not a business day in Hong Kong",
        'event.2.buyer: "brich" is not a declared party',
    ]


def test_dates_of_one_tranche_are_checked_whatever_is_wrong_with_another() -> None:
    first, offer = TEXT.index("[[tranche]]"), TEXT.index("[offer]")
    second = TEXT[first:offer].replace('code = "HKD"', 'code = "HKD-2"')
    wrong = TEXT[first:offer].replace("frequency = 12", 'frequency = "monthly"')
    odd = second.replace("maturity = 2023-04-16", "maturity = 2023-04-20")
    assert [said.partition(";")[0] for said in told(TEXT[:first] + wrong + odd + TEXT[offer:])] == [
        'tranche.HKD.coupon.frequency: "monthly" is not a whole number',
        "tranche.HKD-2.issued: 2023-02-16 is no regular date before maturity, 2023-04-20",
    ]


def test_dates_that_hang_on_an_unreadable_key_are_not_guessed() -> None:
    text = spoiled(("end = 2023-03-20", "end = 2023-03-20\n[calendar]\nclosures = 3"))
    assert told(text.replace("date = 2023-02-23", "date = 2023-02-25")) == [
        "calendar.closures: 3 is not a list; write closures = [2023-09-01]"
    ]


def test_load_holds_to_further_rules_too(tmp_path) -> None:
    file = tmp_path / "x.toml"
    file.write_text(spoiled(("seed = 7", "seed = -7"), ("date = 2023-02-23", "date = 2023-02-25")))
    with pytest.raises(ScenarioError) as caught:
        load(str(file), {}, DATE_RULES)
    assert [found.key for found in caught.value.findings] == ["seed", "event.3.date"]


def test_more_coupons_than_the_contract_takes_are_refused_by_a_run_alone() -> None:
    scenario = parse(spoiled(("maturity = 2023-04-16", "maturity = 2099-02-16")), "x.toml")
    assert len(plan(scenario).tranches["HKD"].flows) == 913
    with pytest.raises(ScenarioError) as caught:
        run(scenario)
    assert [str(found).partition(": ")[2] for found in caught.value.findings] == [
        "tranche.HKD.maturity: 2099-02-16 makes 912 coupons, too many for the contract; "
        "write an earlier date or a lower frequency: at most 240 in all"
    ]


def test_as_many_coupons_as_are_allowed_can_be_deployed() -> None:
    """The limit is the contracts': more record dates would not fit in the token's deployment."""
    years, months = divmod(MOST_COUPONS + 1, 12)
    last = date(2023 + years, 1 + months, 16)
    scenario = small(tranches=(tranche(maturity=last),), end=date(2023, 2, 17))
    made = plan(scenario).tranches["HKD"]
    assert len(made.periods) == MOST_COUPONS
    assert not run(scenario).ledgers.breaches


def test_a_book_may_close_at_the_cut_off_itself() -> None:
    scenario = small(book(closes=datetime(2023, 2, 15, 17, 30)))
    assert not run(scenario).ledgers.breaches


def test_every_rule_is_listed_once() -> None:
    rules = (*DATE_RULES, *RUN_RULES)
    assert len({rule for _, rule in rules}) == len(rules)
