"""Terms that contracts carry one by one: together a run refuses them, by file and key."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from sim.errors import ScenarioError
from sim.model import parse
from sim.run import run
from sim.schedule import DATE_RULES, RUN_RULES, plan
from tests.golden.figures import half_up
from tests.runs import play
from tests.scenarios import UNIT_FACE, book, event, newcomer, order, party, small, tranche, written

END = date(2023, 5, 19)
LONG = {"maturity": date(2023, 5, 16)}
TAXED = {"tax_account": "tax-office", **LONG}
OFFICE = newcomer("tax-office")
TAX = '\n[[tranche.tax]]\njurisdiction = "HK"\nrate = 10\n'
GRACE = "\n[tranche.default]\ngrace_days = 2\n"
CHARGED = f"{GRACE}default_rate = 6\n"
FIXED = '\n[tranche.coupon]\nkind = "fixed"\nrate = 4.05\nfrequency = 12\nday_count = "ACT/365F"\n'
ZERO = '\n[tranche.coupon]\nkind = "zero"\n'
MISS = event("miss", date(2023, 3, 16), tranche="HKD")
DECLARE = event("declare_default", date(2023, 3, 21), by="alder", tranche="HKD")
ACCELERATE = event("accelerate", date(2023, 3, 22), tranche="HKD")
RECOVER = event(
    "recover", date(2023, 4, 18), record=date(2023, 4, 17), amount=1_000_000, tranche="HKD"
)
TRUSTEE = newcomer("trustee-co", "trustee") + newcomer("counter", "calculation agent")
VOTE = event(
    "propose",
    date(2023, 3, 22),
    name="all",
    by="alder",
    matter="accelerate",
    record=date(2023, 3, 24),
    closes=date(2023, 3, 30),
    tranche="HKD",
)
ICMA = FIXED.replace("ACT/365F", "ACT/ACT ICMA")


def said(*tables: str, one: str) -> list[str]:
    text = written(*tables, OFFICE, TRUSTEE, tranches=(one,), end=END)
    text = text.replace('jurisdictions = ["HK"]', 'jurisdictions = ["HK", "SG"]')
    # A file may be read and its dates made; a run refuses it, and the file by its lines.
    plan(parse(text, "x.toml", None, DATE_RULES))
    with pytest.raises(ScenarioError) as caught:
        run(parse(text, "x.toml"))
    with pytest.raises(ScenarioError) as again:
        parse(text, "x.toml", None, RUN_RULES)
    assert all(found.file == "x.toml" and found.line for found in again.value.findings)
    assert {str(f) for f in again.value.findings} == {str(f) for f in caught.value.findings}
    return [f"{found.key}: {found.problem}; {found.instead}" for found in again.value.findings]


class TestTax:
    @pytest.mark.parametrize(
        ("default", "events"), [(GRACE, {"INTR"}), (CHARGED, {"INTR", "DINT"})]
    )
    def test_but_not_and_a_default(self, default, events):
        cured = event("cure", date(2023, 3, 23), tranche="HKD")
        story = (MISS, DECLARE, cured, OFFICE, TRUSTEE)
        done = play(small(*story, tranches=(tranche(FIXED + TAX + default, **TAXED),), end=END))
        rows = [r for r in done.ledgers["corporate_actions"] if r.holder and r.rate]
        assert {row.event for row in rows} == events
        assert all(0 < row.tax == row.gross - row.net for row in rows)

    def test_but_not_and_a_recovery(self):
        one = tranche(FIXED + TAX + GRACE, **TAXED)
        text = written(
            MISS, DECLARE, ACCELERATE, RECOVER, OFFICE, TRUSTEE, tranches=(one,), end=END
        )
        done = play(parse(text, "x.toml", None, RUN_RULES))
        rows = [r for r in done.ledgers["corporate_actions"] if r.holder and r.event == "LIQU"]
        assert len(rows) == 3
        assert all(0 < row.tax == row.gross - row.net for row in rows)

    def test_and_a_coupon_that_pays_no_interest(self):
        assert said(one=tranche(ZERO + TAX, **TAXED)) == [
            "tranche.HKD.tax.1: is withheld from interest, and a zero coupon pays none; "
            "leave it out: a discount is not taxed here"
        ]


class TestTaxBehindANominee:
    TIERS = (
        party("omnibus", roles=["nominee"], jurisdiction="HK"),
        party("east", roles=["custodian"], behind="omnibus", jurisdiction="HK"),
    )
    TAXED_AT_HOME = TAX.replace("HK", "SG")

    def test_of_a_client_from_elsewhere(self):
        abroad = party("ann", through="east", jurisdiction="SG")
        found = said(*self.TIERS, abroad, one=tranche(FIXED + self.TAXED_AT_HOME, **TAXED))
        assert found == [
            "party.ann.jurisdiction: tranche HKD taxes it at 10 %, and its nominee "
            '"omnibus", from whom the tax is withheld, at 0 %; hold directly, or behind a nominee '
            "taxed alike"
        ]

    @pytest.mark.parametrize(("taxes", "part"), [(TAX, Fraction(9, 10)), (TAXED_AT_HOME, 1)])
    def test_but_not_of_one_taxed_alike(self, taxes, part):
        orders = order("alder", 50), order("ann", 50)
        ann = party("ann", through="east", jurisdiction="HK")
        one = tranche(FIXED + taxes, **TAXED)
        done = play(small(*self.TIERS, ann, *orders, OFFICE, tranches=(one,), end=END))
        (first, *_) = [b for b in done.outcome.bookings if (b.holder, b.purpose) == ("ann", "INTR")]
        gross = 50 * half_up(Fraction(UNIT_FACE * 405 * 28, 10_000 * 365))
        assert first.amount == gross - half_up(gross * (1 - part))

    def test_of_drawn_clients(self):
        drawn = (book() + "[book.through]\neast = 50\n",)
        (told,) = said(
            party("omnibus", roles=["nominee"], jurisdiction="SG"),
            party("east", roles=["custodian"], behind="omnibus", jurisdiction="SG"),
            *drawn,
            one=tranche(FIXED + TAX, **TAXED),
        )
        assert told.startswith("book.through.east: tranche HKD taxes it at 10 %, and its nominee")


class TestAcceleration:
    @pytest.mark.parametrize(("event_", "key"), [(ACCELERATE, ""), (VOTE, "all")])
    def test_of_a_zero_coupon(self, event_, key):
        (told,) = said(MISS.replace("03-16", "05-16"), event_, one=tranche(ZERO + GRACE, **LONG))
        assert told == (
            f"event.{key or 2}.tranche: tranche HKD pays nothing before its maturity, and "
            "can default on nothing earlier; leave it out: what is missed then is owed whole, "
            "without acceleration"
        )

    @pytest.mark.parametrize(("accrual", "days"), [("unadjusted", 31), ("adjusted", 32)])
    def test_but_not_of_a_part_of_a_coupon_period(self, accrual, days):
        """Six days from 16 March; 16 April is a Sunday, on which a period may end or move."""
        story = (MISS, DECLARE, ACCELERATE, TRUSTEE)
        one = tranche(ICMA + GRACE, accrual=accrual, **LONG)
        ledgers = play(small(*story, tranches=(one,), end=END)).ledgers
        (row,) = [row for row in ledgers["corporate_actions"] if row.event == "ACCL"]
        part = Fraction(6, days * 12)
        assert row.amount_per_unit == UNIT_FACE + half_up(UNIT_FACE * Fraction(405, 10_000) * part)


class TestOddFirstPeriod:
    """From 20 February to 16 April: nearly two months long."""

    def one(self) -> str:
        coupon = ICMA + "first_coupon = 2023-04-16\n"
        return tranche(coupon + GRACE, issued=date(2023, 2, 20), priced=date(2023, 2, 17), **LONG)

    def test_cannot_end_early(self):
        (told,) = said(ACCELERATE, one=self.one())
        assert told == (
            "event.1.date: no contract counts a part of the odd first period, to 2023-04-16, by "
            "ICMA; write 2023-04-16 or later, or another day_count"
        )

    def test_nor_by_a_vote(self):
        (told,) = said(VOTE, one=self.one())
        assert told.startswith(
            "event.all.closes: no contract counts a part of the odd first period"
        )

    def test_a_later_one_can(self):
        late = event("accelerate", date(2023, 4, 24), tranche="HKD")
        text = written(late, TRUSTEE, tranches=(self.one(),), end=END)
        parse(text, "x.toml", None, (*DATE_RULES, *RUN_RULES))


def test_default_interest_by_coupon_periods_of_a_bond_without_any():
    zero = ZERO + 'day_count = "ACT/ACT ICMA"\n'
    assert said(one=tranche(zero + CHARGED, **LONG)) == [
        'tranche.HKD.coupon.day_count: "ACT/ACT ICMA" counts default interest by coupon periods, '
        'and there are none; write another, like "ACT/365F"'
    ]
