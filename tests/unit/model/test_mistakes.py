"""Every kind of mistake in a key, with the whole of what is said about it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.errors import ScenarioError
from sim.model import parse

Mistakes = Callable[[str], list[str]]

# (what stands in the sound file, what is written instead of it, what is said)
SPOILED = [
    # keys
    ("seed = 7", "", "x.toml: seed: is missing; add a line like: seed = 20230216"),
    ("[offer]", "[ofer]", "x.toml: offer: is missing; add [offer]"),
    ("[offer]", "[ofer]", "x.toml: ofer: is not a known key; write offer"),
    ("frequency = 2", "frequenzy = 2",
     "x.toml: tranche.HKD.coupon.frequenzy: is not a known key; write frequency"),
    ("frequency = 2", "",
     "x.toml: tranche.HKD.coupon.frequency: is missing; add a line like: frequency = 2"),
    ("[tranche.coupon]", "[tranche.cpn]",
     "x.toml: tranche.HKD.coupon: is missing; add [tranche.coupon]"),
    ("units = 4", "units = 4\ncolour = 1",
     "x.toml: event.1.colour: is not a known key; leave it out; known here: "
     "date, story, kind, seller, buyer, tranche, units, price, settlement_days, rail, short_of, "
     "until"),
    ("kind = \"transfer\"", "", "x.toml: event.2.kind: is missing; add a line like: "
     'kind = "trade"'),
    ("kind = \"transfer\"", 'kind = "transfr"',
     'x.toml: event.2.kind: "transfr" is not a known kind of event; write "transfer"'),
    # types
    ("seed = 7", 'seed = "7"',
     'x.toml: seed: "7" is not a whole number; write a whole number without quotes'),
    ("seed = 7", "seed = 7.5",
     "x.toml: seed: 7.5 is not a whole number; write a whole number without quotes"),
    ("seed = 7", "seed = true",
     "x.toml: seed: true is not a whole number; write a whole number without quotes"),
    ("seed = 7", "seed = -7", "x.toml: seed: -7 is not a possible seed; "
     "write a number of at least 0 and at most 9223372036854775807"),
    ('title = "A small deal"', "title = 3",
     'x.toml: title: 3 is not text; write it in quotes, "3"'),
    ('title = "A small deal"', 'title = " "', "x.toml: title: is blank; "
     "write a few words, or leave the key out if it may be left out"),
    ('title = "A small deal"', 'title = "a\\nb"',
     "x.toml: title: holds a line break or control character; write it on one line"),
    ('name = "small"', 'name = "a b"', 'x.toml: name: "a b" cannot be a name; '
     "write letters, digits, - and _ only (at most 40, no spaces)"),
    ('code = "HKD"', 'code = "hkd"', 'x.toml: tranche.hkd.code: "hkd" cannot be a tranche code; '
     'write capitals, digits and - only, like "HKD"'),
    ("start = 2023-02-10", 'start = "2023-02-10"', 'x.toml: start: "2023-02-10" is not a date; '
     "write a date without quotes, like 2023-02-16"),
    ("start = 2023-02-10", "start = 2023-02-10T00:00:00", "x.toml: start: 2023-02-10 00:00:00 "
     "has a time of day; write the date alone, 2023-02-10"),
    ("start = 2023-02-10", "start = 1823-02-10", "x.toml: start: 1823-02-10 is out of range; "
     "write a date from 2014-01-01 to 2099-12-31"),
    ("opens = 2023-02-14T09:00:00", "opens = 2023-02-14", "x.toml: book.opens: 2023-02-14 is "
     "not a date and time; write both without quotes, like 2023-02-15T09:00:00"),
    ("opens = 2023-02-14T09:00:00", "opens = 2023-02-14T09:00:00Z", "x.toml: book.opens: "
     "2023-02-14T09:00:00+00:00 carries a time zone; write the local time of the deal without a "
     "zone, like 2023-02-15T09:00:00"),
    ("opens = 2023-02-14T09:00:00", "opens = 2023-02-14T09:00:00.5", "x.toml: book.opens: "
     "2023-02-14T09:00:00.500000 is not a whole second; leave out the fraction"),
    ("synthetic = true\ninvestors", "synthetic = 1\ninvestors",
     "x.toml: book.synthetic: 1 is neither true nor false; write true or false, no quotes"),
    ("synthetic = true\ninvestors", "synthetic = false\ninvestors", "x.toml: book.synthetic: "
     "what is drawn from the seed is not history; write synthetic = true"),
    ('rails = ["cbdc"]', 'rails = "cbdc"',
     'x.toml: tranche.HKD.rails: "cbdc" is not a list; write rails = ["cbdc"]'),
    ('rails = ["cbdc"]', "rails = []",
     'x.toml: tranche.HKD.rails: is empty; give at least one, like ["cbdc"]'),
    ('rails = ["cbdc"]', 'rails = ["cbdc", "cbdc"]',
     'x.toml: tranche.HKD.rails: "cbdc" is listed twice; leave one of them out'),
    ("[offer]", "[[offer]]", "x.toml: offer: a list is not a table; write its keys under [offer]"),
    ("[[rail]]", "[rail]", "x.toml: rail: a table is not a list; head each entry [[rail]]"),
    # words
    ('time_zone = "Asia/Hong_Kong"', 'time_zone = "Asia/Hongkong"',
     'x.toml: time_zone: "Asia/Hongkong" is not a time zone; write "Asia/Hong_Kong"'),
    ('time_zone = "Asia/Hong_Kong"', 'time_zone = "../passwd"',
     'x.toml: time_zone: "../passwd" is not a time zone; '
     'write an IANA name, like "Asia/Hong_Kong"'),
    ('code = "HKD"\ncurrency = "HKD"', 'code = "HKD"\ncurrency = "HKG"',
     'x.toml: tranche.HKD.currency: "HKG" is not a known currency; write "HKD"'),
    ('code = "HKD"\ncurrency = "HKD"', 'code = "HKD"\ncurrency = "XYZ"',
     'x.toml: tranche.HKD.currency: "XYZ" is not a known currency; '
     'write "HKD", "CNH", "USD" or "EUR"'),
    ('rails = ["cbdc"]', 'rails = ["cbcd"]',
     'x.toml: tranche.HKD.rails.1: "cbcd" is not a known rail; write "cbdc"'),
    ('roles = ["issuer"]', 'roles = ["isuer"]',
     'x.toml: party.treasury.roles.1: "isuer" is not a known role; write "issuer"'),
    ('day_count = "ACT/365F"', 'day_count = "ACT/365"', 'x.toml: tranche.HKD.coupon.day_count: '
     '"ACT/365" is not a known day count; write "ACT/365F"'),
    ('kind = "fixed"', 'kind = "fixt"', 'x.toml: tranche.HKD.coupon.kind: "fixt" '
     'is not a known kind of coupon; write "fixed"'),
    ('short_of = "cash"', 'short_of = "bonds"', 'x.toml: event.1.short_of: "bonds" '
     'is not a known shortage; write "cash"'),
    ('jurisdictions = ["HK"]', 'jurisdictions = ["hk"]', 'x.toml: offer.jurisdictions.1: "hk" '
     'is not a jurisdiction; write its two capitals of ISO 3166, like "HK" or "GB"'),
    ('jurisdictions = ["HK"]', 'jurisdictions = ["UK"]', 'x.toml: offer.jurisdictions.1: "UK" '
     'is not a jurisdiction; write its two capitals of ISO 3166, like "HK" or "GB"'),
    ('code = "HKD"', 'isin = "HK12"\ncode = "HKD"', 'x.toml: tranche.HKD.isin: "HK12" is not an '
     'ISIN; write 2 letters, 9 letters or digits and a check digit, or "" if it is not known'),
    # HK0000963295 is a published ISIN (FACTS 1.1 [e]); with 4 at its end it is none.
    ('code = "HKD"', 'isin = "HK0000963294"\ncode = "HKD"', 'x.toml: tranche.HKD.isin: '
     '"HK0000963294" has a wrong check digit; look it up again; HK000096329 would end in 5'),
    ('assumed = ["book", "tranche.record_days"]', 'assumed = ["tranche.record_day"]',
     'x.toml: assumed.1: "tranche.record_day" is not a key of a scenario; '
     'write "tranche.record_days"'),
    ('assumed = ["book", "tranche.record_days"]', 'assumed = ["tranche.HKG.record_days"]',
     'x.toml: assumed.1: "HKG" is no tranche of this file; write "tranche.HKD.record_days"'),
    ('assumed = ["book", "tranche.record_days"]', 'assumed = ["tranche.HKD.coupon.rat"]',
     'x.toml: assumed.1: "tranche.HKD.coupon.rat" is not a key of a scenario; '
     'write "tranche.HKD.coupon.rate"'),
    ('assumed = ["book", "tranche.record_days"]',
     'assumed = ["tranche.coupon", "tranche.HKD.coupon.rate"]',
     'x.toml: assumed.2: "tranche.HKD.coupon.rate" is assumed already, of every tranche, by '
     '"tranche.coupon"; leave one of them out'),
    ('assumed = ["book", "tranche.record_days"]', 'assumed = ["qqq"]',
     'x.toml: assumed.1: "qqq" is not a key of a scenario; write a key like '
     '"tranche.record_days"'),
    # numbers
    ("size = 100_000_000", "size = 0", "x.toml: tranche.HKD.size: 0 is not a possible amount; "
     "write a number above 0 and at most 1000000000000"),
    ("size = 100_000_000", "size = -100_000_000", "x.toml: tranche.HKD.size: -100000000 is not "
     "a possible amount; write a number above 0 and at most 1000000000000"),
    ("size = 100_000_000", "size = nan",
     "x.toml: tranche.HKD.size: NaN is not a number; write a plain number, like 4.05"),
    ("size = 100_000_000", "size = 1e999999", "x.toml: tranche.HKD.size: 1E+999999 is not a "
     "possible amount; write a number above 0 and at most 1000000000000"),
    ("size = 100_000_000", 'size = "100"', 'x.toml: tranche.HKD.size: "100" is not a number; '
     "write a number without quotes, like 4.05"),
    ("size = 100_000_000", "size = 100_000_000.001", "x.toml: tranche.HKD.size: 100000000.001 "
     "is finer than HKD allows; round it to 2 decimals"),
    ("size = 100_000_000", "size = 100_000_001", "x.toml: tranche.HKD.size: 100000001 is not a "
     "multiple of the calculation amount, 500000; write 100000000 or 100500000"),
    ("minimum_denomination = 1_000_000", "minimum_denomination = 300_000",
     "x.toml: tranche.HKD.minimum_denomination: 300000 is not a multiple of the calculation "
     "amount, 500000; write 500000"),
    ("minimum_denomination = 1_000_000", "minimum_denomination = 200_000_000",
     "x.toml: tranche.HKD.minimum_denomination: 200000000 is more than the size of the tranche; "
     "write at most 100000000"),
    ("rate = 4.05", "rate = 104.05", "x.toml: tranche.HKD.coupon.rate: 104.05 is not a possible "
     "coupon rate in per cent; write a number above 0 and at most 100"),
    ("rate = 4.05", "rate = 4.0512345", "x.toml: tranche.HKD.coupon.rate: 4.0512345 has more "
     "than 6 decimals; round it to 6 decimals"),
    ("calculation_amount = 500_000", "calculation_amount = 1e-400", "x.toml: "
     "tranche.HKD.calculation_amount: 1E-400 is finer than any currency allows; "
     "round it to 2 decimals"),
    ("rate = 4.05", "rate = 1e-400", "x.toml: tranche.HKD.coupon.rate: 1E-400 has more than "
     "6 decimals; round it to 6 decimals"),
    ("frequency = 2", "frequency = 3", "x.toml: tranche.HKD.coupon.frequency: 3 payments a year "
     "do not divide it evenly; write 1, 2, 4 or 12"),
    ("units = 4", "units = 0", "x.toml: event.1.units: 0 is not a possible number; "
     "write a number of at least 1 and at most 1000000000"),
    ("size = 100_000_000", "size = inf",
     "x.toml: tranche.HKD.size: Infinity is not a number; write a plain number, like 4.05"),
    ("size = 100_000_000", "size = -0", "x.toml: tranche.HKD.size: 0 is not a possible amount; "
     "write a number above 0 and at most 1000000000000"),
    ("size = 100_000_000", "size = 100_000_000\nrecord_days = 0", "x.toml: "
     "tranche.HKD.record_days: 0 is not a possible number of business days; "
     "write a number of at least 1 and at most 250"),
    ("size = 100_000_000", "size = 100_000_000\nsettlement_days = 251", "x.toml: "
     "tranche.HKD.settlement_days: 251 is not a possible number of business days; "
     "write a number of at least 0 and at most 250"),
    ("size = 100_000_000", "size = 100_000_000\nexpiry_days = 1_000_000_000", "x.toml: "
     "tranche.HKD.expiry_days: 1000000000 is not a possible number of business days; "
     "write a number of at least 1 and at most 250"),
    ("trades = 5", "trades = 1_000_001", "x.toml: trading.trades: 1000001 is not a possible "
     "number of trades; write a number of at least 1 and at most 1000000"),
    # what cannot be printed, or not in full
    ('title = "A small deal"', "title = [1, 2]",
     "x.toml: title: a list is not text; write text in quotes"),
    ('title = "A small deal"', "title = true",
     'x.toml: title: true is not text; write it in quotes, "true"'),
    ('name = "small"', f'name = "{"a" * 300}"', f'x.toml: name: "{"a" * 37}..." cannot be a '
     "name; write letters, digits, - and _ only (at most 40, no spaces)"),
    ('name = "small"', 'name = "a\\u001b[31m\\u202eb"', "x.toml: name: "
     '"a\\x1b[31m\\u202eb" cannot be a name; '
     "write letters, digits, - and _ only (at most 40, no spaces)"),
    ('kind = "transfer"', f'kind = "{"a" * 300}"', f'x.toml: event.2.kind: "{"a" * 37}..." is '
     'not a known kind of event; write "freeze", "unfreeze", "transfer", "trade", '
     '"claim_withheld", "withdraw_order", "forced_transfer", "freeze_units", "pause", "unpause", '
     '"replace_account", "break", "call", "put", "cancel", "tap", "miss", "cure", '
     '"declare_default", "accelerate", "rescind", "recover", "propose" or "vote"'),
    # places that are files of the zone data, but no zones
    ('time_zone = "Asia/Hong_Kong"', 'time_zone = "leapseconds"', 'x.toml: time_zone: '
     '"leapseconds" is not a time zone; write "Europe/London"'),
    ('time_zone = "Asia/Hong_Kong"', f'time_zone = "{"z" * 300}"', f'x.toml: time_zone: '
     f'"{"z" * 37}..." is not a time zone; write an IANA name, like "Asia/Hong_Kong"'),
]  # fmt: skip


@pytest.mark.parametrize(("sound_part", "spoiled", "said"), SPOILED)
def test_a_spoiled_key(
    sound: str, mistakes: Mistakes, sound_part: str, spoiled: str, said: str
) -> None:
    assert sound_part in sound
    assert said in mistakes(sound.replace(sound_part, spoiled, 1))


def test_a_key_of_a_list_without_tranches(sound: str, mistakes: Mistakes) -> None:
    """Rules count on at least one tranche, and are silent when there is none."""
    first, book = sound.index("[[tranche]]"), sound.index("[book]")
    none = "tranche = []\n" + sound[:first] + sound[book:]
    assert "x.toml: tranche: is empty; give at least one, like [[tranche]]" in mistakes(none)


def test_a_key_without_end_is_cut_short(sound: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse(sound.replace("seed = 7", f"seed = 7\n{'k' * 300} = 1"), "x.toml")
    assert str(caught.value).startswith(f"x.toml:5: {'k' * 60}: is not a known key; leave it out")


def test_lists_have_an_end(sound: str, mistakes: Mistakes) -> None:
    rail = '[[rail]]\nkind = "cbdc"\ncurrency = "HKD"\ntitle = "x"\nissuer = "bank"\n'
    assert mistakes(sound + rail * 20) == [
        "x.toml: rail: has more than 20 entries; is it the right file? leave some out"
    ]


def test_of_very_many_mistakes_the_first_are_told(sound: str) -> None:
    spoiled = sound.replace("seed = 7", "seed = 7\n" + "".join(f"k{n} = 1\n" for n in range(5_000)))
    with pytest.raises(ScenarioError) as caught:
        parse(spoiled, "x.toml")
    *told, last = caught.value.findings
    assert [finding.line for finding in told] == list(range(5, 205))
    assert str(last) == "x.toml: has more mistakes than these; put these right, then check it"


def test_the_sound_file_is_sound(sound: str, mistakes: Mistakes) -> None:
    assert mistakes(sound) == []


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(
    sound: str, mistakes: Mistakes
) -> None:
    """Mistakes in keys do not hide mistakes between keys, not even in the same table."""
    spoiled = (
        sound.replace("seed = 7", "seed = -1")
        .replace("size = 100_000_000", "size = 100_000_001")
        .replace("yield = 4.05", 'yield = "4.05"')
        .replace("maturity = 2024-02-16", "maturity = 2023-02-16")
        .replace('investor = "fund"', 'investor = "fnd"')
        .replace('kind = "transfer"', 'kind = "transfr"')
    )
    keys = [line.split(": ")[1] for line in mistakes(spoiled)]
    assert keys == [
        "seed",
        "tranche.HKD.size",
        "tranche.HKD.yield",
        "tranche.HKD.maturity",
        "order.1.investor",
        "event.2.kind",
    ]


def test_what_depends_on_an_unreadable_key_is_not_guessed(sound: str, mistakes: Mistakes) -> None:
    spoiled = sound.replace("calculation_amount = 500_000", "calculation_amount = 0")
    assert mistakes(spoiled.replace("size = 100_000_000", "size = 100_000_001")) == [
        "x.toml: tranche.HKD.calculation_amount: 0 is not a possible amount; "
        "write a number above 0 and at most 1000000000000"
    ]
