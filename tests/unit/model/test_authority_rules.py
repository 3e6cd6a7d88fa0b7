"""Mistakes in what registrar and regulator order, each with the whole of what is said about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from sim.model import ForcedTransfer, FreezeUnits, ReplaceAccount, from_resolved, parse, resolved

Mistakes = Callable[[str], list[str]]

SPARE = """
[[party]]
name = "fund-2"
title = "A new account of the fund"

[[party]]
name = "fund-3"
title = "Another one"

[[party]]
name = "saver"
title = "A private person"
class = "retail"
jurisdiction = "HK"
kyc_expiry = 2026-12-31
"""


def told(kind: str, day: str, **values: object) -> str:
    lines = [f"{key.removesuffix('_')} = {_toml(value)}" for key, value in values.items()]
    return "\n".join(["", "[[event]]", f'kind = "{kind}"', f"date = {day}", *lines, ""])


def _toml(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def forced(**values: object) -> str:
    whole = {"from_": "fund", "to": "bank", "tranche": "HKD", "units": 2, **values}
    return told("forced_transfer", "2023-04-03", **whole)


def frozen(**values: object) -> str:
    whole = {"party": "fund", "tranche": "HKD", "units": 4, **values}
    return told("freeze_units", "2023-04-03", **whole)


def replaced(day: str = "2023-04-03", lost: str = "fund", by: str = "fund-2") -> str:
    return told("replace_account", day, lost=lost, replacement=by)


def pause(day: str, kind: str = "pause", tranche: str = "HKD") -> str:
    return told(kind, day, tranche=tranche)


# (events after the two of the sound file, what is said)
BROKEN = [
    # forced transfers
    (forced(), 'event.3: no party is the "regulator" who would order it; write '
     'by = "registrar", or add "regulator" to the roles of one party'),
    (forced(by="regulator"), 'event.3.by: no party is the "regulator" who would order it; write '
     'by = "registrar", or add "regulator" to the roles of one party'),
    (forced(by="registrer"), 'event.3.by: "registrer" is not a known authority; '
     'write "registrar"'),
    (forced(by="registrar", units=0), "event.3.units: 0 is not a possible number; "
     "write a number of at least 1 and at most 1000000000"),
    (forced(by="registrar", to="fund"),
     'event.3.to: "fund" would send to itself; name another party'),
    (forced(by="registrar", from_="fnd"), 'event.3.from: "fnd" is not a declared party; '
     'write "fund", or declare it under [[party]]'),
    (forced(by="registrar", tranche="USD"), 'event.3.tranche: "USD" is not a tranche of this '
     'file; write "HKD"'),
    (forced(by="registrar", reason=""), "event.3.reason: is blank; write a few words, "
     "or leave the key out if it may be left out"),
    # frozen units
    (frozen(units=-1), "event.3.units: -1 is not a possible number; "
     "write a number of at least 0 and at most 1000000000"),
    (frozen(party="fnd"), 'event.3.party: "fnd" is not a declared party; '
     'write "fund", or declare it under [[party]]'),
    (frozen(tranche="USD"), 'event.3.tranche: "USD" is not a tranche of this file; write "HKD"'),
    (told("freeze_units", "2024-03-15", party="fund", tranche="HKD", units=1),
     "event.3.date: 2024-03-15 is outside the run; write a date from 2023-02-10 to 2024-02-19, "
     "or move start or end"),
    # pauses
    (pause("2023-04-03", "unpause"), "event.3.tranche: HKD is not paused on 2023-04-03; "
     'add a "pause" of an earlier date, or leave this out'),
    (pause("2023-04-03") + pause("2023-04-04"), "event.4.tranche: HKD is paused since 2023-04-03 "
     'already; add an "unpause" in between, or leave this out'),
    (pause("2023-04-04", "unpause") + pause("2023-04-11"), "event.3.tranche: HKD is not paused on "
     '2023-04-04; add a "pause" of an earlier date, or leave this out'),
    (pause("2023-04-03", tranche="USD"),
     'event.3.tranche: "USD" is not a tranche of this file; write "HKD"'),
    # lost accounts
    (replaced(lost="fnd"), 'event.3.lost: "fnd" is not a declared party; '
     'write "fund", or declare it under [[party]]'),
    (replaced(by="fund-9"), 'event.3.replacement: "fund-9" is not a declared party; '
     'write "fund-3", or declare it under [[party]]'),
    (replaced(by="fund"),
     'event.3.replacement: "fund" would replace itself; name another party'),
    (replaced(lost="fund-3"), 'event.3.lost: "fund-3" is not an investor: it has nothing to '
     "recover; name an investor"),
    (replaced(lost="bank"), 'event.3.lost: "bank" is "arranger", "registrar", "settlement agent", '
     '"paying agent" and "central bank" with that key; name an investor without such a role'),
    (replaced(by="treasury"), 'event.3.replacement: "treasury" is not an investor; name one, or a '
     'party without roles: it takes over the entry of "fund"'),
    (replaced(by="saver"), 'event.3.replacement: "saver" may not hold the bond it would take '
     "over; give that party a class and jurisdiction of the offer, or neither"),
    (replaced() + replaced("2023-04-04", by="fund-3"), 'event.4.lost: "fund" was replaced by '
     '"fund-2" on 2023-04-03; write "fund-2", which acts in its place'),
    (replaced() + replaced("2023-04-04", lost="saver", by="fund"), 'event.4.replacement: "fund" '
     'was replaced by "fund-2" on 2023-04-03; write "fund-2", which acts in its place'),
    # the lost act no more
    (replaced("2023-03-14"), 'event.1.seller: "fund" was replaced by "fund-2" on 2023-03-14; '
     'write "fund-2", which acts in its place'),
    (replaced("2023-03-14"), 'event.2.from: "fund" was replaced by "fund-2" on 2023-03-14; '
     'write "fund-2", which acts in its place'),
    (replaced("2023-03-14") + frozen(), 'event.4.party: "fund" was replaced by "fund-2" on '
     '2023-03-14; write "fund-2", which acts in its place'),
    (replaced("2023-02-14"), 'order.1.investor: "fund" was replaced by "fund-2" on 2023-02-14; '
     'write "fund-2", which acts in its place'),
]  # fmt: skip


@pytest.mark.parametrize(("events", "said"), BROKEN)
def test_a_broken_rule(sound: str, mistakes: Mistakes, events: str, said: str) -> None:
    assert f"x.toml: {said}" in mistakes(with_spares(sound) + events)


@pytest.mark.parametrize(
    "events",
    [
        forced(by="registrar"),
        forced(by="registrar", reason="court order HCMP 7 of 2023"),
        frozen(),
        frozen(units=0),
        pause("2023-04-03") + pause("2023-04-04", "unpause") + pause("2023-04-11"),
        # In the order of days, whatever the order of the file; of one morning, in that of the file.
        pause("2023-04-04", "unpause") + pause("2023-04-03"),
        pause("2023-04-03") + pause("2023-04-03", "unpause"),
        # A pause of the last day is never lifted.
        pause("2024-02-19"),
        replaced(),
        frozen() + replaced() + told("freeze_units", "2023-04-03", party="fund-2", tranche="HKD",
                                     units=0),
        # A second loss: of an account without a class, which took over an entry.
        replaced() + replaced("2023-04-04", lost="fund-2", by="fund-3"),
        replaced(by="bank"),
    ],
)  # fmt: skip
def test_a_sound_order(sound: str, mistakes: Mistakes, events: str) -> None:
    assert mistakes(with_spares(sound) + events) == []


def test_the_account_in_force_is_named_after_two_losses(sound: str, mistakes: Mistakes) -> None:
    twice = replaced() + replaced("2023-04-04", lost="fund-2", by="fund-3")
    late = told("freeze", "2023-04-11", party="fund")
    assert (
        'x.toml: event.5.party: "fund" was replaced by "fund-2" on 2023-04-03; '
        'write "fund-3", which acts in its place'
    ) in mistakes(with_spares(sound) + twice + late)


def test_an_order_of_a_lost_account_is_taken_back_by_its_replacement(
    sound: str, mistakes: Mistakes
) -> None:
    lost = replaced("2023-02-15")
    back = told("withdraw_order", "2023-02-15", investor="fund-2", tranche="HKD")
    calm = with_spares(sound)[: with_spares(sound).index("[[event]]")]
    assert mistakes(calm + lost + back) == []
    assert mistakes(calm + back) == [
        'x.toml: event.1.date: "fund-2" has no order for HKD by 2023-02-15; '
        "add an [[order]] of an earlier date"
    ]


def test_an_event_that_cannot_be_read_hides_no_other_mistake(
    sound: str, mistakes: Mistakes
) -> None:
    events = told("pause_all", "2023-03-01") + replaced("2023-03-14") + pause("2023-04-04")
    said = mistakes(with_spares(sound) + events + pause("2023-04-11"))
    assert any("event.1.seller" in line for line in said)
    assert any("event.6.tranche: HKD is paused" in line for line in said)
    assert any("event.3.kind" in line for line in said)


def test_the_resolved_scenario_keeps_orders_and_their_grounds(sound: str) -> None:
    events = forced(by="registrar", reason="court order HCMP 7 of 2023") + frozen() + replaced()
    scenario = parse(with_spares(sound) + events, "x.toml")
    again = from_resolved(resolved(scenario), "manifest.json")
    assert again.events == scenario.events
    order, units, account = again.events[2:]
    assert isinstance(order, ForcedTransfer)
    assert (order.by, order.reason) == ("registrar", "court order HCMP 7 of 2023")
    assert isinstance(units, FreezeUnits)
    assert (units.units, units.date) == (4, date(2023, 4, 3))
    assert isinstance(account, ReplaceAccount)
    assert (account.lost, account.replacement) == ("fund", "fund-2")


def with_spares(sound: str) -> str:
    return sound.replace("[[rail]]", f"{SPARE}\n[[rail]]", 1)
