"""Terms of interest and principal that cannot be: each refused once, with all that is said."""

from __future__ import annotations

from datetime import date

import pytest

from sim.schedule.feasible import DATE_RULES
from tests.unit.schedule.terms import HALF_YEARLY, bond, refused

FIXED = f'kind = "fixed"\nrate = 4.05\n{HALF_YEARLY}'
INITIAL = "initial_rate = 3.1\n"
STATED = f'kind = "floating"\nreference = "HIBOR 6M"\nfixing_days = 2\n{HALF_YEARLY}'
FLOATING = f"{STATED}{INITIAL}"
INFLATION = (
    'kind = "inflation"\nreference = "inflation"\nfloor = 2\nfixing_days = 3\n'
    f"{HALF_YEARLY}{INITIAL}"
)


def stepped(*steps: str) -> str:
    told = ", ".join(f"{{ from = {day}, rate = {n} }}" for n, day in enumerate(steps, start=1))
    return f'kind = "stepped"\nsteps = [{told}]\n{HALF_YEARLY}'


def table(*entries: tuple[str, str]) -> str:
    told = ", ".join(f"{{ on = {day}, factor = {factor} }}" for day, factor in entries)
    return f'kind = "table"\nfactors = [{told}]'


HALF = ("2023-08-16", "0.5")
NOTHING = ("2024-02-16", "0")

COUPONS = [
    # kinds
    ('kind = "fixt"', 'kind: "fixt" is not a known kind of coupon; write "fixed"'),
    ("rate = 4", 'kind: is missing; add a line like: kind = "fixed"'),
    ('kind = "zero"\nfrequency = 2',
     "frequency: is not a known key; leave it out; known here: kind, day_count"),
    (FIXED.replace("rate = 4.05", "steps = []"),
     "rate: is missing; add a line like: rate = 4.05"),
    (FIXED.replace("frequency = 2", "frequency = 3"),
     "frequency: 3 payments a year do not divide it evenly; write 1, 2, 4 or 12"),
    # steps
    (stepped(), "steps: is empty; give at least one, like [{ from = 2023-02-16, rate = 4.05 }]"),
    (stepped("2023-08-16"), "steps.1.from: 2023-08-16 is not the issue date, 2023-02-16; "
     "write 2023-02-16: the first rate holds from then on"),
    (stepped("2023-02-16", "2023-02-16"), "steps.2.from: 2023-02-16 is not after the step before "
     "it, 2023-02-16; write the steps in order of time"),
    (stepped("2023-02-16", "2023-09-16"), "steps.2.from: no interest period starts on 2023-09-16; "
     "write 2023-02-16 or 2023-08-16"),
    (stepped("2023-02-16", "2024-02-16"), "steps.2.from: no interest period starts on 2024-02-16; "
     "write 2023-02-16 or 2023-08-16"),
    (stepped("2023-02-16").replace("rate = 1", "rate = -1"), "steps.1.rate: -1 is not a possible "
     "coupon rate in per cent; write a number of at least 0 and at most 100"),
    # bounds and fixings
    (f"{FLOATING}floor = 3\ncap = 2",
     "floor: 3 is above the cap, 2; write a floor of at most the cap"),
    (f"{INFLATION}cap = 1.5",
     "floor: 2 is above the cap, 1.5; write a floor of at most the cap"),
    (f'{FLOATING}fallback = "none"', 'fallback: "none" is no fallback; '
     'write "last" for the rate fixed before, or a rate from 0 to 100, like 2.5'),
    (f"{FLOATING}fallback = -1", "fallback: -1 is no fallback; "
     'write "last" for the rate fixed before, or a rate from 0 to 100, like 2.5'),
    (STATED, "initial_rate: is missing: the first period has no last rate that fallback = "
     '"last" could take; write the value published last before issue, like 3.10, or a rate as '
     "fallback"),
    (INFLATION.replace(INITIAL, ""), "initial_rate: is missing: the first period has no last rate "
     'that fallback = "last" could take; write the value published last before issue, like 3.10, '
     "or a rate as fallback"),
    (f"{FLOATING}fallback = 2.5", "initial_rate: is not needed: every period falls back to 2.5; "
     'leave it out, or write fallback = "last"'),
    (f"{FLOATING}multiplier = 0", "multiplier: 0 is not a possible multiple; "
     "write a number above 0 and at most 100"),
    (f"{FLOATING}fixings = [{{ value = 3 }}]",
     "fixings.1: has neither a date nor a period; write one of them: date or period"),
    (f"{FLOATING}fixings = [{{ period = 1, date = 2023-02-14, value = 3 }}]",
     "fixings.1: has a date and a period; write one of them: date or period"),
    (f"{FLOATING}fixings = [{{ period = 1, value = 3 }}, {{ period = 1, value = 4 }}]",
     "fixings.2: 1 is fixed twice; leave one of them out"),
    (f"{FLOATING}fixings = [{{ period = 1, value = 3 }}, {{ date = 2023-02-14, value = 4 }}]",
     "fixings.2.date: 2023-02-14 fixes period 1, which is fixed already; leave one of them out"),
    (f"{FLOATING}fixings = [{{ period = 3, value = 3 }}]",
     "fixings.1.period: there is no period 3; write 1 to 2"),
    (f"{FLOATING}fixings = [{{ date = 2023-08-15, value = 3 }}]",
     "fixings.1.date: 2023-08-15 is no fixing date; write 2023-02-14 or 2023-08-14"),
    (f"{FLOATING}fixings = [{{ date = 2024-02-16, value = 3 }}]", "fixings.1.date: 2024-02-16 is "
     "not before the last payment, 2024-02-16; write 2023-02-14 or 2023-08-14"),
    (f"{FLOATING}fixings = [{{ period = 1, valu = 3 }}]", "fixings.1.valu: is not a known key; "
     "write value"),
    (INFLATION.replace("fixing_days = 3", "fixing_days = 0"), "fixing_days: 0 business days before "
     "payment is after the record date, 1 before; write 1 or more"),
    # odd periods
    (f'{FIXED}stub = "short first"',
     'stub: "short first" is not needed: that period is whole; leave it out'),
    (f'{FIXED}stub = "short-first"',
     'stub: "short-first" is not a known odd period; write "short first"'),
    (f"{FIXED}first_coupon = 2023-02-16", "first_coupon: 2023-02-16 is not between issue, "
     "2023-02-16, and maturity; write a date after 2023-02-16 and before 2024-02-16"),
    (f"{FIXED}last_coupon = 2024-05-16", "last_coupon: 2024-05-16 is not between issue, "
     "2023-02-16, and maturity; write a date after 2023-02-16 and before 2024-02-16"),
    (f"{FIXED}first_coupon = 2023-08-16\nlast_coupon = 2023-05-16", "last_coupon: 2023-05-16 is "
     "before the first coupon, 2023-08-16; write 2023-08-16 or later"),
    (f"{FIXED}first_coupon = 2023-05-16", "first_coupon: 2023-05-16 is not whole periods from the "
     "other end of the regular ones; write 2023-02-16 or 2023-08-16, or give coupon a stub, like "
     '"short first"'),
    (f'{FIXED}first_coupon = 2023-05-16\nstub = "short first"',
     'stub: "short first" is settled by first_coupon already; leave out stub or first_coupon'),
]  # fmt: skip

PRINCIPALS = [
    ('kind = "sinking"', 'principal.kind: "sinking" is not a known kind of principal; '
     'write "bullet", "linear" or "table"'),
    ("factors = []", 'principal.kind: is missing; add a line like: kind = "linear"'),
    (table(HALF, ("2024-02-16", "0.25")), "principal.factors.2.factor: 0.25 would still be owed "
     "after the last date of the table; end the table with { on = 2024-02-16, factor = 0 }"),
    (table(HALF), "principal.factors.1.factor: 0.5 would still be owed after the last date of the "
     "table; end the table with { on = 2024-02-16, factor = 0 }"),
    (table(("2023-08-16", "0")), "principal.factors.1.factor: nothing would be left of the bond "
     "before maturity, 2024-02-16; write maturity as that date, or a factor above 0"),
    (table(("2023-08-16", "0.5"), ("2024-02-16", "0.6")), "principal.factors.2.factor: 0.6 is more "
     "than before, 0.5; write at most 0.5: principal is only ever paid back"),
    (table(("2023-08-16", "1.5"), NOTHING), "principal.factors.1.factor: 1.5 is not a possible "
     "part of original face; write a number of at least 0 and at most 1"),
    (table(("2023-08-16", "0.3333333333"), NOTHING), "principal.factors.1.factor: 0.3333333333 has "
     "more than 9 decimals; round it to 9 decimals"),
    (table(NOTHING, HALF), "principal.factors.2.on: 2023-08-16 is not after the date before it, "
     "2024-02-16; write the table in order of time"),
    (table(("2023-09-16", "0.5"), NOTHING), "principal.factors.1.on: no interest is due on "
     "2023-09-16; write 2023-08-16 or 2024-02-16"),
]  # fmt: skip


@pytest.mark.parametrize(("coupon", "said"), COUPONS)
def test_a_coupon_that_cannot_be(coupon: str, said: str) -> None:
    assert f"tranche.HKD.coupon.{said}" in refused(coupon)


@pytest.mark.parametrize(("principal", "said"), PRINCIPALS)
def test_principal_that_cannot_be(principal: str, said: str) -> None:
    assert f"tranche.HKD.{said}" in refused(FIXED, principal)


@pytest.mark.parametrize(
    ("coupon", "principal"),
    [
        (FIXED, ""),
        (FIXED, 'kind = "linear"'),
        (FIXED, table(HALF, NOTHING)),
        (stepped("2023-02-16", "2023-08-16"), ""),
        (f"{FLOATING}floor = 2\ncap = 2", ""),
        (f"{STATED}fallback = 2.5", ""),
        (INFLATION, ""),
        (INFLATION.replace("fixing_days = 3", "fixing_days = 1"), ""),
        ('kind = "zero"', ""),
        (f'{FIXED}first_coupon = 2023-05-16\nstub = "short last"', ""),
    ],
)
def test_nothing_is_said_of_a_sound_bond(coupon: str, principal: str) -> None:
    assert bond(coupon, principal).flows


def test_an_odd_period_must_be_asked_for() -> None:
    assert refused(FIXED, maturity=date(2024, 1, 16)) == [
        "tranche.HKD.issued: 2023-02-16 is no regular date before maturity, 2024-01-16; write "
        '2023-01-16 or 2023-07-16, move maturity, or give coupon a stub, like "short first"'
    ]


def test_no_interest_leaves_no_dates_for_equal_parts() -> None:
    assert refused('kind = "zero"', 'kind = "linear"') == [
        "tranche.HKD.principal.kind: equal parts need the periods of a coupon, and there is none; "
        'write "bullet"'
    ]


def test_parts_that_lose_a_cent_are_refused() -> None:
    """1,000.00 a unit, of which 333.333 and 333.333 and 333.334 are paid back."""
    thirds = table(("2023-05-16", "0.666667"), ("2023-08-16", "0.333334"), ("2023-11-16", "0"))
    coupon = FIXED.replace("frequency = 2", "frequency = 4")
    terms = {"calculation_amount": 1000, "maturity": date(2023, 11, 16)}
    assert refused(coupon, thirds, **terms) == [
        "tranche.HKD.principal: instalments rounded to HKD add up to 999.99 a unit, not 1000.00; "
        "write factors that leave a unit whole cents of principal"
    ]
    assert bond(coupon, thirds, **terms, rounding_basis="holding").flows


def test_mistakes_of_terms_hide_no_other() -> None:
    coupon = stepped("2023-02-16", "2023-09-16").replace("frequency = 2", "frequency = 5")
    assert refused(coupon, table(HALF), priced=date(2023, 2, 12)) == [
        "tranche.HKD.priced: 2023-02-12 is outside the run; "
        "write a date from 2023-02-14 to 2023-04-03, or move start or end",
        "tranche.HKD.priced: 2023-02-12 (Sunday) is not a business day in Hong Kong; "
        "write 2023-02-10 or 2023-02-13",
        "tranche.HKD.coupon.frequency: 5 payments a year do not divide it evenly; "
        "write 1, 2, 4 or 12",
        "tranche.HKD.principal.factors.1.factor: 0.5 would still be owed after the last date of "
        "the table; end the table with { on = 2024-02-16, factor = 0 }",
    ]


def test_every_rule_has_a_name_of_its_own() -> None:
    names = [rule.__name__ for _, rule in DATE_RULES]
    assert len(set(names)) == len(names)
