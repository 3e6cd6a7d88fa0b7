"""Mistakes between keys: each rule broken once, with the whole of what is said about it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.model.rules import RULES, RUN_RULES

Mistakes = Callable[[str], list[str]]

COIN = """
[[rail]]
kind = "stablecoin"
currency = "HKD"
title = "A coin"
issuer = "fund"
"""

ORDER = """[[order]]
investor = "fund"
tranche = "HKD"
units = 2

"""

WITHDRAWAL = """[[event]]
kind = "withdraw_order"
date = {}
investor = "fund"
tranche = "HKD"

"""

BROKEN = [
    ("end = 2024-02-19", "end = 2023-02-09",
     "x.toml: end: 2023-02-09 is before start, 2023-02-10; write a later date"),
    # parties
    ('name = "fund"', 'name = "Bank"',
     'x.toml: party.Bank.name: "Bank" is declared twice; give it another name'),
    ('"registrar", ', "",
     'x.toml: party: no party is the "registrar"; add "registrar" to the roles of one party'),
    ('roles = ["arranger"', 'roles = ["issuer", "arranger"',
     "x.toml: party: 2 parties are the issuer; leave the role to one of them"),
    ('title = "A fund"\nclass = "institution"\n', 'title = "A fund"\n',
     "x.toml: party.fund: has jurisdiction and kyc_expiry but not class; "
     "add class: an investor needs all three"),
    ('name = "fund"', 'name = "Investor-003"', 'x.toml: party.Investor-003.name: '
     '"Investor-003" is the name of an investor drawn by [book]; give the party another name'),
    ('issuer = "bank"', 'issuer = "bnk"', 'x.toml: rail.1.issuer: "bnk" is not a declared '
     'party; write "bank", or declare it under [[party]]'),
    ('issuer = "bank"', 'issuer = "fund"', 'x.toml: rail.1.issuer: "fund" does not have the '
     'role "central bank"; add the role to that party, or name another'),
    ("[book]", f"{COIN}[book]", "x.toml: rail.2.auditor: is missing for a stablecoin; "
     "name the party that is its reserve auditor"),
    ("[book]", f"{COIN}[book]", "x.toml: rail.2.custodian: is missing for a stablecoin; "
     "name the party that is its custodian"),
    ("[book]", f"{COIN}auditor = \"fund\"\n[book]", 'x.toml: rail.2.auditor: "fund" does not '
     'have the role "reserve auditor"; add the role to that party, or name another'),
    ('lead_arranger = "bank"', 'lead_arranger = "fund"', 'x.toml: offer.lead_arranger: "fund" '
     'does not have the role "arranger"; add the role to that party, or name another'),
    ('roles = ["arranger"', 'roles = ["issuer", "arranger"', 'x.toml: offer.lead_arranger: "bank" '
     "is the issuer, and cannot take up its own bond; name another arranger"),
    ('jurisdictions = ["HK"]', 'jurisdictions = ["SG"]', 'x.toml: offer.lead_arranger: "bank" '
     "may not hold the bond it would have to take up; give that party a class and jurisdiction "
     "of the offer, and a kyc_expiry"),
    ('name = "fund"', 'name = "Deployer"', 'x.toml: party.Deployer.name: "Deployer" is the name '
     "ledgers print for a contract or its deployer; give the party another name"),
    ('name = "fund"', 'name = "settlement"', 'x.toml: party.settlement.name: "settlement" is the '
     "name ledgers print for a contract or its deployer; give the party another name"),
    # the deal
    ("[book]", '[[rail]]\nkind = "cbdc"\ncurrency = "HKD"\ntitle = "x"\nissuer = "bank"\n[book]',
     'x.toml: rail.2.kind: "cbdc HKD" is declared twice; leave one of them out'),
    ("priced = 2023-02-15", "priced = 2023-02-17", "x.toml: tranche.HKD.priced: 2023-02-17 is "
     "after the issue date, 2023-02-16; write 2023-02-16 or an earlier date"),
    ("maturity = 2024-02-16", "maturity = 2023-02-16", "x.toml: tranche.HKD.maturity: "
     "2023-02-16 is not after the issue date, 2023-02-16; write a later date"),
    ("start = 2023-02-10", "start = 2023-02-16", "x.toml: tranche.HKD.priced: 2023-02-15 is "
     "outside the run; write a date from 2023-02-16 to 2024-02-19, or move start or end"),
    ('rails = ["cbdc"]', 'rails = ["cbdc", "deposit"]', 'x.toml: tranche.HKD.rails.2: no '
     '[[rail]] of kind "deposit" is declared for HKD; write "cbdc", or declare it'),
    ('code = "HKD"\ncurrency = "HKD"', 'code = "HKD"\ncurrency = "USD"',
     'x.toml: tranche.HKD.rails.1: no [[rail]] of kind "cbdc" is declared for USD; declare it'),
    # what a run has room for
    ("face = 5_000_000", "face = 100_500_000", "x.toml: order.1.face: is more than the whole "
     "issue; write 100000000 or less"),
    ("face = 5_000_000", "units = 201",
     "x.toml: order.1.units: is more than the whole issue; write 200 or less"),
    ("[[event]]", ORDER * 20 + "[[event]]", 'x.toml: order.21: "fund" has more than 20 orders for '
     "HKD; put some of them together"),
    ("investors = 10", "investors = 400", "x.toml: book.investors: 401 orders for HKD are more "
     "than a book can hold; write 400 orders or fewer in all"),
    ("investors = 10", "investors = 1", "x.toml: trading: trades are drawn between the investors "
     "that [book] draws, and it draws no two; add a [book] of two investors or more"),
    ("[[event]]", WITHDRAWAL.format("2023-02-13") + "[[event]]", 'x.toml: event.1.date: "fund" has '
     "no order for HKD by 2023-02-13; add an [[order]] of an earlier date"),
    ("[[event]]", WITHDRAWAL.format("2023-02-16") + "[[event]]", "x.toml: event.1.date: the book "
     "is closed by 2023-02-16; write 2023-02-15 or earlier"),
    # the book and orders
    ("closes = 2023-02-15T15:00:00", "closes = 2023-02-14T09:00:00", "x.toml: book.closes: "
     "2023-02-14 09:00:00 is not a minute after the book opens, 2023-02-14 09:00:00; "
     "write a later time"),
    ("closes = 2023-02-15T15:00:00", "closes = 2023-02-16T15:00:00", "x.toml: book.closes: "
     "2023-02-16 15:00:00 is after the pricing date, 2023-02-15; "
     "write a time on 2023-02-15 or before"),
    ("opens = 2023-02-14T09:00:00", "opens = 2023-02-09T09:00:00", "x.toml: book.opens: "
     "2023-02-09 is outside the run; write a date from 2023-02-10 to 2024-02-19, "
     "or move start or end"),
    ("limit_high = 4.2", "limit_high = 3.2",
     "x.toml: book.limit_high: 3.2 is below limit_low, 3.9; write 3.9 or more"),
    ("cover = 2.5", "cover = 2.5\nunpaid = 11",
     "x.toml: book.unpaid: 11 is more than the investors drawn, 10; write at most 10"),
    ('investor = "fund"', 'investor = "fnd"', 'x.toml: order.1.investor: "fnd" is not a declared '
     'party; write "fund", or declare it under [[party]]'),
    ('investor = "fund"', 'investor = "treasury"', 'x.toml: order.1.investor: "treasury" is the '
     "issuer, and cannot bid for its own bond; name another investor"),
    ('[[order]]\ninvestor = "fund"', '[[party]]\nname = "clerk"\ntitle = "A clerk"\n\n'
     '[[order]]\ninvestor = "clerk"', 'x.toml: order.1.investor: "clerk" is not '
     "an investor; give that party a class, a jurisdiction and a kyc_expiry"),
    ('tranche = "HKD"\nface', 'tranche = "HKG"\nface',
     'x.toml: order.1.tranche: "HKG" is not a tranche of this file; write "HKD"'),
    ("face = 5_000_000", "face = 5_000_000\nunits = 10", "x.toml: order.1: has both units and "
     "face; give its size once, as units or as face"),
    ("face = 5_000_000", "", "x.toml: order.1: has neither units nor face; "
     "give its size once, as units or as face"),
    ("face = 5_000_000", "face = 5_100_000", "x.toml: order.1.face: 5100000 is not a multiple "
     "of the calculation amount, 500000; write 5000000 or another multiple"),
    ("face = 5_000_000", "face = 5_000_000\nat = 2023-02-13T09:00:00", "x.toml: order.1.at: "
     "2023-02-13 09:00:00 is before the book opens; write 2023-02-14T09:00:00 or later"),
    ("face = 5_000_000", 'face = 5_000_000\nrail = "rtgs"', "x.toml: order.1.rail: tranche HKD is "
     'not paid by "rtgs"; write "cbdc"'),
    ("face = 5_000_000", 'face = 5_000_000\nrail = "chats"', 'x.toml: order.1.rail: "chats" is '
     'not a known rail; write "cbdc", "stablecoin", "deposit" or "rtgs"'),
    ("[trading]", "[book.elect]\ncbdc = 60\nrtgs = 41\n[trading]", "x.toml: book.elect: the shares "
     "come to 101 per cent; write shares that come to 100 or less"),
    ("[trading]", "[book.elect]\nrtgs = 40\n[trading]", "x.toml: book.elect.rtgs: no tranche is "
     'paid that way; write "cbdc", or add it to the rails of a tranche'),
    ("[trading]", "[book.elect]\ncbdc = 101\n[trading]", "x.toml: book.elect.cbdc: 101 is not a "
     "possible share in per cent; write a number of at least 0 and at most 100"),
    ("[trading]", "[book.elect]\nchats = 1\n[trading]", "x.toml: book.elect.chats: is not a known "
     "key; leave it out; known here: cbdc, stablecoin, deposit, rtgs"),
    ("cover = 2.5", "cover = 2.5\nelect = 30", "x.toml: book.elect: 30 is not a table; write its "
     "keys under [book.elect]"),
    # trading
    ("until = 2024-02-08", "until = 2023-02-17",
     "x.toml: trading.until: 2023-02-17 is before from, 2023-02-20; write a later date"),
    ("price_high = 101", "price_high = 98",
     "x.toml: trading.price_high: 98 is below price_low, 99; write 99 or more"),
    ("from = 2023-02-20", "from = 2023-02-13", "x.toml: trading.from: 2023-02-13 is before "
     "anything is issued; write 2023-02-16 or later"),
    ("until = 2024-02-08", "until = 2024-03-08", "x.toml: trading.until: 2024-03-08 is outside "
     "the run; write a date from 2023-02-10 to 2024-02-19, or move start or end"),
    # events
    ("date = 2023-03-15", "date = 2024-03-15", "x.toml: event.2.date: 2024-03-15 is outside the "
     "run; write a date from 2023-02-10 to 2024-02-19, or move start or end"),
    ("until = 2023-03-20", "until = 2024-03-20", "x.toml: event.1.until: 2024-03-20 is outside "
     "the run; write a date from 2023-02-10 to 2024-02-19, or move start or end"),
    ('seller = "fund"', 'seller = "fnd"', 'x.toml: event.1.seller: "fnd" is not a declared '
     'party; write "fund", or declare it under [[party]]'),
    ('to = "bank"', 'to = "zzz"', 'x.toml: event.2.to: "zzz" is not a declared party; write '
     '"treasury", "bank" or "fund", or declare it under [[party]]'),
    ('tranche = "HKD"\nunits = 2', 'tranche = "USD"\nunits = 2', 'x.toml: event.2.tranche: '
     '"USD" is not a tranche of this file; write "HKD"'),
    ('seller = "fund"', 'seller = "bank"',
     'x.toml: event.1.buyer: "bank" would trade with itself; name another party'),
    ('to = "bank"', 'to = "fund"',
     'x.toml: event.2.to: "fund" would send to itself; name another party'),
    ('short_of = "cash"\n', "", "x.toml: event.1.until: nothing is said to be short; "
     'add short_of = "cash", or leave until out'),
    ("until = 2023-03-20", "until = 2023-03-14", "x.toml: event.1.until: 2023-03-14 is not "
     "after the trade date, 2023-03-14; write a later date"),
    ("date = 2023-03-14", "date = 2023-02-15", "x.toml: event.1.date: 2023-02-15 is not in the "
     "life of tranche HKD; write 2023-02-16 or later, before 2024-02-16"),
    ("units = 4", 'units = 4\nrail = "deposit"', 'x.toml: event.1.rail: tranche HKD is not paid '
     'by "deposit"; write "cbdc"'),
]  # fmt: skip


@pytest.mark.parametrize(("sound_part", "broken", "said"), BROKEN)
def test_a_broken_rule(
    sound: str, mistakes: Mistakes, sound_part: str, broken: str, said: str
) -> None:
    assert sound_part in sound
    assert said in mistakes(sound.replace(sound_part, broken, 1))


def test_two_tranches_need_two_codes_and_isins(sound: str, mistakes: Mistakes) -> None:
    first = sound.index("[[tranche]]")
    one = sound[first : sound.index("[book]")].replace(
        'code = "HKD"', 'isin = "HK0000963295"\ncode = "HKD"'
    )
    twice = sound[:first] + one + one + sound[sound.index("[book]") :]
    assert mistakes(twice) == [
        'x.toml: tranche.HKD.isin: "HK0000963295" is declared twice; look it up again, or write ""',
        'x.toml: tranche.HKD.code: "HKD" is declared twice; give it another code',
    ]


def test_a_bond_nobody_bids_for_is_refused(sound: str, mistakes: Mistakes) -> None:
    book, event = sound.index("[book]"), sound.index("[[event]]")
    assert mistakes(sound[:book] + sound[event:]) == [
        "x.toml: order: nobody bids for the bond; add [[order]] tables, or a [book]"
    ]


def test_without_any_party_only_that_is_told(sound: str, mistakes: Mistakes) -> None:
    first, rail = sound.index("[[party]]"), sound.index("[[rail]]")
    said = mistakes("party = []\n" + sound[:first] + sound[rail:])
    assert {text.partition(";")[0] for text in said} == {
        f'x.toml: party: no party is the "{role}"'
        for role in ("issuer", "arranger", "registrar", "settlement agent", "paying agent")
    }


def test_every_rule_is_listed_once() -> None:
    rules = (*RULES, *RUN_RULES)
    assert len({rule for _, rule in rules}) == len(rules)
