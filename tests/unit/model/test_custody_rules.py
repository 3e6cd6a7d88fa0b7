"""Mistakes about holding through others, each with the whole of what is said about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from sim.model import Break, from_resolved, parse, resolved

Mistakes = Callable[[str], list[str]]

STANDING = 'class = "institution"\njurisdiction = "HK"\nkyc_expiry = 2026-12-31\n'

TIERS = f"""
[[party]]
name = "omnibus"
title = "The nominee"
roles = ["nominee"]
{STANDING}
[[party]]
name = "east"
title = "A custodian"
roles = ["custodian"]
behind = "omnibus"

[[party]]
name = "keeper"
title = "A custodian of reserves, behind nobody"
roles = ["custodian"]

[[party]]
name = "ann"
title = "A client"
through = "east"
{STANDING}
[[party]]
name = "bob"
title = "Another client"
through = "east"
{STANDING}
[[order]]
investor = "ann"
tranche = "HKD"
units = 12
"""


def told(kind: str, **values: object) -> str:
    values = {"date": date(2023, 4, 3), **values}
    lines = [f"{key.removesuffix('_')} = {_toml(value)}" for key, value in values.items()]
    return "\n".join(["", "[[event]]", f'kind = "{kind}"', *lines, ""])


def _toml(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def broken(**values: object) -> str:
    whole = {"custodian": "east", "client": "ann", "tranche": "HKD", "fault": "missed booking"}
    return told("break", **{**whole, **values})


def trade(**values: object) -> str:
    whole = {"seller": "ann", "buyer": "fund", "tranche": "HKD", "units": 4, "price": 100}
    return told("trade", **{**whole, **values})


def order(investor: str, units: int = 2) -> str:
    return f'\n[[order]]\ninvestor = "{investor}"\ntranche = "HKD"\nunits = {units}\n'


VOTE = '\n[[event]]\nkind = "vote"\ndate = 2023-06-07\nproposal = "idea"\nin_favour = true\n'

CLIENT = 'title = "A client"\nthrough = "east"\nclass = "institution"'

# (what the file says, what is written instead, what is added, what is said)
BROKEN = [
    # who stands behind whom
    ('client"\nthrough = "east"', 'client"\nthrough = "est"', "",
     'party.ann.through: "est" is not a declared party; write "east", '
     "or declare it under [[party]]"),
    ('client"\nthrough = "east"', 'client"\nthrough = "bank"', "",
     'party.ann.through: "bank" is no custodian; write "east"'),
    ('client"\nthrough = "east"', 'client"\nthrough = "keeper"', "",
     'party.ann.through: "keeper" stands behind no nominee; add behind = "omnibus" to that party'),
    ('client"\nthrough = "east"', 'client"\nthrough = "ann"', "",
     'party.ann.through: "ann" would hold through itself; name another party, '
     "or leave it out: it is direct"),
    ('behind = "omnibus"', 'behind = "omnibus"\nthrough = "east"', "",
     "party.east.through: stands beside behind: a party is a custodian's client or a custodian, "
     "not both; leave one of the two out"),
    ('behind = "omnibus"', 'behind = "omnibuss"', "",
     'party.east.behind: "omnibuss" is not a declared party; write "omnibus", '
     "or declare it under [[party]]"),
    ('behind = "omnibus"', 'behind = "fund"', "",
     'party.east.behind: "fund" is no nominee it can stand behind; write "omnibus"'),
    ('roles = ["custodian"]\nbehind', "roles = []\nbehind", "",
     'party.east.behind: "east" is no custodian; add "custodian" to its roles, '
     "or leave behind out"),
    # who may hold through others
    (CLIENT, CLIENT.replace("through", 'roles = ["verifier", "venue"]\nthrough'), "",
     'party.ann.roles: "ann" has no account on chain, but is "verifier" and "venue" there; '
     "give them to another party"),
    (f'A client"\nthrough = "east"\n{STANDING}', 'A client"\nthrough = "east"\n', "",
     'party.ann: "ann" holds through "east" but is not an investor; '
     "give it a class, a jurisdiction and a kyc_expiry"),
    (CLIENT, CLIENT.replace("institution", "retail"), "",
     'party.ann.class: "retail" is not a class the bond is offered to; write "institution"'),
    (f"{CLIENT}\njurisdiction = \"HK\"", f"{CLIENT}\njurisdiction = \"SG\"", "",
     'party.ann.jurisdiction: "SG" is not a jurisdiction the bond is offered in; write "HK"'),
    (f"{CLIENT}\njurisdiction = \"HK\"\nkyc_expiry = 2026",
     f"{CLIENT}\njurisdiction = \"HK\"\nkyc_expiry = 2023", "",
     "party.ann.kyc_expiry: 2023-12-31 is before the end of the run, and no register would tell; "
     "write 2024-02-19 or later"),
    (CLIENT, f"sanctioned = true\n{CLIENT}", "",
     "party.ann.sanctioned: keeps a client from its custodian's book; leave it out, "
     "or leave through out: the register bars direct holders only"),
    (CLIENT, f"admitted = false\n{CLIENT}", "",
     "party.ann.admitted: keeps a client from its custodian's book; leave it out, "
     "or leave through out: the register bars direct holders only"),
    # the nominee
    (f'roles = ["nominee"]\n{STANDING}', 'roles = ["nominee"]\n', "",
     'party.omnibus: "omnibus" may not hold the bond it would hold for others; '
     "give it a class and jurisdiction of the offer, and a kyc_expiry"),
    ('roles = ["nominee"]', 'roles = ["nominee", "arranger"]', "lead",
     'party.omnibus.roles: "omnibus" would hold units of its own beside those of clients; '
     "leave issuing, and taking up what is unpaid, to another party"),
    ("", "", order("omnibus"),
     'order.3.investor: "omnibus" holds for others and bids for none of them here; '
     "name the client it is for"),
    ("", "", "".join(order("ann") for _ in range(10)) + "".join(order("bob") for _ in range(10)),
     'order: "omnibus" would enter 21 orders for HKD; '
     "the offering takes 20 of one account: add another nominee"),
    ("", "", "\n[book.through]\neast = 60\nkeeper = 50\n",
     'book.through.keeper: "keeper" stands behind no nominee; '
     'add behind = "omnibus" to that party'),
    ("", "", "\n[book.through]\neast = 160\n",
     "book.through.east: 160 is not a possible share in per cent; "
     "write a number of at least 0 and at most 100"),
    ("", "", "\n[book.through]\neast = 60\nomnibus = 50\n",
     "book.through: 110 per cent in all are more than there are; "
     "write shares of at most 100 together"),
    ("cover = 2.5\n", "cover = 2.5\nunpaid = 5\n", "\n[book.through]\neast = 60\n",
     "book.unpaid: 5 is more than the drawn investors that hold directly, 4; "
     "write at most 4: nominees pay for clients"),
    ("", "", "\n[book.through]\nest = 60\n",
     'book.through.est: "est" is not a declared party; write "east", '
     "or declare it under [[party]]"),
    # what needs an account on chain
    ("", "", told("freeze", party="ann"),
     'event.3.party: "ann" holds through "east" and has no account on chain; '
     "name a direct holder: clients trade, vote and put"),
    ("", "", told("withdraw_order", investor="ann", tranche="HKD"),
     'event.3.investor: "ann" holds through "east" and has no account on chain; '
     "name a direct holder: clients trade, vote and put"),
    ("", "", told("transfer", from_="fund", to="ann", tranche="HKD", units=2),
     'event.3.to: "ann" holds through "east" and has no account on chain; '
     "name a direct holder: clients trade, vote and put"),
    ("", "", told("transfer", from_="omnibus", to="fund", tranche="HKD", units=2),
     'event.3.from: "omnibus" holds for others: nobody could say whose units these are; '
     "name a direct holder"),
    ("", "", trade(seller="omnibus"),
     'event.3.seller: "omnibus" holds for others: nobody could say whose units these are; '
     "name the client"),
    ("", "", trade(seller="fund", buyer="ann", short_of="cash"),
     'event.3.short_of: "ann" pays with the money its nominee has for all clients; '
     "leave it out, or name a direct buyer"),
    ("", "", VOTE + 'party = "omnibus"\n',
     'event.3.party: "omnibus" holds for others: nobody could say whose units these are; '
     "name the client"),
    ("", "", told("declare_default", by="ann", tranche="HKD"),
     'event.3.by: "ann" holds through "east" and has no account on chain; '
     "name a direct holder: clients trade, vote and put"),
    # breaks
    ("", "", broken(custodian="est"),
     'event.3.custodian: "est" is not a declared party; write "east", '
     "or declare it under [[party]]"),
    ("", "", broken(custodian="keeper"),
     'event.3.custodian: "keeper" stands behind no nominee; add behind = "omnibus" to that party'),
    ("", "", broken(custodian="bank"), 'event.3.custodian: "bank" is no custodian; write "east"'),
    ("", "", broken(client="an"),
     'event.3.client: "an" is not a declared party; write "ann", or declare it under [[party]]'),
    ("", "", broken(client="fund"),
     'event.3.client: "fund" is no client of "east"; write "ann" or "bob"'),
    ("", "", broken(tranche="USD"),
     'event.3.tranche: "USD" is not a tranche of this file; write "HKD"'),
    ("", "", broken(fault="missed bookings"),
     'event.3.fault: "missed bookings" is not a known fault; write "missed booking"'),
    ("", "", broken(units=13),
     'event.3.units: 13 is more than "ann" moves at once; write 12 or less'),
    ("", "", broken(client="bob", units=1),
     'event.3.units: 1 is more than "bob" moves at once; leave it out, and give "bob" '
     "an order or a trade"),
    ("", "", broken(fault="wrong quantity"),
     "event.3: does not say what quantity was booked; add units = 40, or another"),
    ("", "", broken(fault="wrong quantity", units=201),
     "event.3.units: 201 is more than the issue has; write 200 or less"),
    ("", "", broken(resolved=date(2023, 4, 3)),
     "event.3.resolved: 2023-04-03 is not after the fault, 2023-04-03; write a later date"),
    ("", "", broken(resolved=date(2024, 2, 20)),
     "event.3.resolved: 2024-02-20 is after the end of the run, 2024-02-19; "
     "write 2024-02-19 or earlier, or leave it out"),
]  # fmt: skip


def spoilt(sound: str, old: str, new: str, added: str) -> str:
    text = sound.replace("[[event]]", f"{TIERS}\n[[event]]", 1)
    assert old in text, f"the file does not say {old!r}"
    text = text.replace(old, new, 1)
    if added == "lead":
        return text.replace('lead_arranger = "bank"', 'lead_arranger = "omnibus"')
    return text + added


@pytest.mark.parametrize(("old", "new", "added", "said"), BROKEN)
def test_a_broken_rule(
    sound: str, mistakes: Mistakes, old: str, new: str, added: str, said: str
) -> None:
    assert f"x.toml: {said}" in mistakes(spoilt(sound, old, new, added))


SOUND_BREAKS = [
    broken(),
    broken(units=12, resolved=date(2023, 4, 4)),
    broken(fault="wrong quantity", units=120),
    broken(client="bob", units=4) + trade(seller="fund", buyer="bob"),
]


@pytest.mark.parametrize("added", ["", trade(), trade(seller="ann", buyer="bob"), *SOUND_BREAKS])
def test_a_sound_file_reads_back_from_what_a_manifest_holds(sound: str, added: str) -> None:
    scenario = parse(spoilt(sound, "", "", added), "x.toml")
    assert from_resolved(resolved(scenario), "x.json") == scenario


def test_a_client_votes(sound: str, mistakes: Mistakes) -> None:
    said = mistakes(spoilt(sound, "", "", VOTE + 'party = "ann"\n'))
    assert said == [
        'x.toml: event.3.proposal: "idea" is not proposed in this file; declare one first'
    ]


def test_what_holds_directly_says_nothing_of_it_in_a_manifest(sound: str) -> None:
    told = resolved(parse(sound, "x.toml"))
    assert all("through" not in party and "behind" not in party for party in told["party"])
    assert "through" not in told["book"]


def test_a_break_is_an_event_of_its_own_kind(sound: str) -> None:
    scenario = parse(spoilt(sound, "", "", broken(resolved=date(2023, 4, 4))), "x.toml")
    event = scenario.events[2]
    assert isinstance(event, Break)
    assert (event.custodian, event.client, event.fault) == ("east", "ann", "missed booking")
