"""Mistakes in calls, puts and cancellation, each with the whole of what is said about it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.model import Elect, GiveNotice, from_resolved, parse, resolved
from sim.model.rules import RUN_RULES, broken_rules

Mistakes = Callable[[str], list[str]]

CALL = "\n[[tranche.call]]\ndate = 2023-08-16\nprice = 101\nnotice = 5\n"
PUT = "\n[[tranche.put]]\ndate = 2023-08-16\nprice = 100\nnotice = 5\n"
TAX = "\n[tranche.tax_call]\nprice = 100\nnotice = 5\n"
CLEAN_UP = "\n[tranche.clean_up_call]\nprice = 100\nnotice = 5\nthreshold = 10\n"


def terms(sound: str, *tables: str) -> str:
    """The sound scenario whose tranche has options."""
    return sound.replace("\n[book]\n", "".join(tables) + "\n[book]\n")


def event(kind: str, **values: object) -> str:
    told = {"kind": f'"{kind}"', "date": "2023-07-20", "tranche": '"HKD"', **values}
    return "\n[[event]]\n" + "".join(f"{key} = {value}\n" for key, value in told.items())


CALLED = event("call", payment="2023-08-16")
ELECTED = event("put", payment="2023-08-16", party='"fund"', units=4)


class TestSound:
    @pytest.mark.parametrize(
        "tables", [[CALL, CALLED], [PUT, ELECTED], [TAX, CLEAN_UP], [PUT, TAX], [CALL, TAX]]
    )
    def test_says_nothing(self, sound, mistakes: Mistakes, tables):
        assert (
            mistakes(
                terms(sound, *(t for t in tables if "tranche." in t))
                + "".join(t for t in tables if "[[event]]" in t)
            )
            == []
        )

    def test_is_read_again_as_it_was_resolved(self, sound):
        scenario = parse(terms(sound, PUT, TAX, CLEAN_UP) + ELECTED, "x.toml")
        assert from_resolved(resolved(scenario), "x.json") == scenario
        assert isinstance(scenario.events[-1], Elect)

    def test_a_notice_is_on_the_ground_of_the_option_unless_told(self, sound):
        notice = parse(terms(sound, CALL) + CALLED, "x.toml").events[-1]
        assert isinstance(notice, GiveNotice)
        assert notice.ground == "option"


BROKEN = [
    ([], CALLED, [
     "x.toml: event.3.payment: tranche HKD has no call on 2023-08-16; "
     "add a [[tranche.call]] table"]),
    ([CALL], CALLED.replace("2023-08-16", "2023-08-17"), [
     "x.toml: event.3.payment: tranche HKD has no call on 2023-08-17; write 2023-08-16"]),
    ([CALL], ELECTED, [
     "x.toml: event.3.payment: tranche HKD has no put on 2023-08-16; add a [[tranche.put]] table"]),
    ([CALL], CALLED + 'ground = "tax"\n', [
     "x.toml: event.3.ground: tranche HKD has no tax_call; "
     "add a [tranche.tax_call] table, or leave it out"]),
    ([CALL], CALLED + 'ground = "taxes"\n', [
     'x.toml: event.3.ground: "taxes" is not a known ground; write "tax"']),
    ([PUT], ELECTED.replace('"fund"', '"found"'), [
     'x.toml: event.3.party: "found" is not a declared party; write "fund", '
     "or declare it under [[party]]"]),
    ([PUT], ELECTED.replace('"HKD"', '"USD"'), [
     'x.toml: event.3.tranche: "USD" is not a tranche of this file; write "HKD"']),
    ([], event("cancel", units=4), [
     'x.toml: event.3.tranche: "treasury" holds nothing to cancel: it is not an investor; '
     "give that party class, jurisdiction and kyc_expiry"]),
    ([], event("cancel", units=0), [
     "x.toml: event.3.units: 0 is not a possible number; "
     "write a number of at least 1 and at most 1000000000"]),
]  # fmt: skip


@pytest.mark.parametrize(("tables", "events", "said"), BROKEN)
def test_a_mistake(sound, mistakes: Mistakes, tables, events, said) -> None:
    assert mistakes(terms(sound, *tables) + events) == said


def test_a_run_carries_no_call_and_put_of_one_date(sound) -> None:
    told = list(broken_rules(parse(terms(sound, CALL, PUT), "x.toml"), RUN_RULES))
    assert [(found.path, found.problem) for found in told] == [
        (("tranche", 0, "put", 0, "date"), "2023-08-16 is the date of a call already")
    ]
