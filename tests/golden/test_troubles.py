"""What must come out of the stories of trouble, worked out from their files.

Each: 120 units of HKD 500,000 at 4.20 % ACT/365F, 8 May 2024 to 8 May 2025, half-yearly.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from sim.model import load
from sim.report import summary
from sim.units import date_of
from tests.golden.figures import UNIT_FACE, half_up, of_type
from tests.runs import play


def interest(days: int, rate: int = 420) -> int:
    """Cents on a unit, half up; the rate in basis points."""
    return half_up(Fraction(UNIT_FACE * rate * days, 10_000 * 365))


FIRST, SECOND = interest(184), interest(181)


def actions(ledgers) -> list[tuple[str, int | None, str]]:
    rows = [row for row in ledgers["corporate_actions"] if not row.holder]
    return [(row.event, row.amount_per_unit, row.status) for row in rows]


def parts(ledgers, action: str) -> dict[str, tuple[int, int | None, str]]:
    rows = [row for row in ledgers["corporate_actions"] if row.holder]
    return {r.holder: (r.units, r.net, r.status) for r in rows if r.action_id == action}


def refused(ledgers) -> list[tuple[str, str]]:
    rows = [row for row in ledgers["transactions"] if row.revert]
    return [(row.sender, row.revert.partition("(")[0]) for row in rows]


def told(name: str) -> list[str]:
    """Lines of the summary from the payments on, without margins."""
    scenario = load(name)
    lines = [line.strip() for line in summary(scenario, play(scenario).ledgers)]
    start = next(n for n, line in enumerate(lines) if line.startswith("Payments"))
    return [line.removeprefix("Troubles").strip() for line in lines[start:]]


class TestSummary:
    def test_of_a_default(self):
        lines = told("default-and-recovery")
        missed = "2024-11-18 DFLT DECLARED: event of default on A001, INTR of 2024-11-08"
        assert missed in lines
        assert "3 holders: CANCELLED" in lines
        said = "2024-11-20 ACCL RECOVERING: everything due at once, HKD 511,276.71 a unit, HKD"
        assert lines[lines.index(said) + 1] == "195,000.00 of it recovered"

    def test_of_a_vote(self):
        text = " ".join(told("consent-extension"))
        carried = "vote P001, a longer life: 80 units in favour, 0 against, held on 2025-02-05"
        assert f"Votes 2025-02-27 EXTM ENACTED: {carried}" in " ".join(text.split())
        assert "kestrel-fund: FOR, 50 units" in text

    def test_of_a_payment_that_came_late(self):
        lines = " ".join(told("missed-coupon"))
        assert "1,270,356.00 in all, rounding -0.16; paid late, on 2024-11-14 2024-11-14" in lines
        assert lines.count("paid late") == 1

    def test_of_a_refusal_at_local_time(self):
        """In grace until 18:00 in Hong Kong; the books say 10:00 in Greenwich."""
        run = play(load("missed-coupon"))
        text = " ".join(" ".join(summary(run.scenario, run.ledgers)).split())
        assert "(action_id=1, until=2024-11-15 18:00, timestamp=2024-11-13 08:00)" in text
        (row,) = [row for row in run.ledgers["transactions"] if row.revert]
        assert "until=2024-11-15T10:00:00Z, timestamp=2024-11-13T00:00:00Z" in row.revert

    def test_says_nothing_where_nothing_went_wrong(self):
        assert not [line for line in told("missed-coupon") if "DFLT" in line or "CONS" in line]


class TestMissedCoupon:
    @pytest.fixture(scope="class")
    def ledgers(self):
        return play(load("missed-coupon")).ledgers

    #: 6 % for the six days from 8 to 14 November.
    DEFAULT_INTEREST = half_up(Fraction(FIRST * 6 * 6, 100 * 365))

    def test_is_paid_with_default_interest(self, ledgers):
        assert (FIRST, self.DEFAULT_INTEREST) == (10_586_30, 10_44)
        assert actions(ledgers) == [
            ("INTR", FIRST, "PAID"),
            ("DINT", self.DEFAULT_INTEREST, "PAID"),
            ("INTR", SECOND, "PAID"),
            ("REDM", UNIT_FACE, "PAID"),
        ]

    def test_late_money_goes_to_the_holders_of_the_record_date(self, ledgers):
        held = {"egret-fund": 50, "osprey-life": 40, "plover-pension": 30}
        for action, each in (("A001", FIRST), ("A002", self.DEFAULT_INTEREST)):
            assert parts(ledgers, action) == {
                name: (units, units * each, "PAID") for name, units in held.items()
            }

    def test_says_when_the_money_came(self, ledgers):
        rows = [row for row in ledgers["corporate_actions"] if row.action_id == "A002"]
        assert {date_of(row.payment_date) for row in rows} == {date(2024, 11, 14)}
        assert {(row.accrual_days, row.accrual_num, row.accrual_den) for row in rows} == {
            (6, 6, 365)
        }

    def test_in_grace_nothing_is_a_default_and_trades_accrue(self, ledgers):
        assert refused(ledgers) == [("osprey-life", "Trustee_InGrace")]
        (trade,) = of_type(ledgers, "TRAD")
        assert (trade.status, trade.accrued_days) == ("SETTLED", 5)

    def test_the_right_was_owed_between(self, ledgers):
        rows = [row for row in ledgers["journal"] if row.account == "tidal-lagoon:payable"]
        owed = [(date_of(r.value_date), r.credit) for r in rows if r.credit]
        assert owed[0] == (date(2024, 11, 8), 120 * FIRST)
        assert sum(r.credit or 0 for r in rows) == sum(r.debit or 0 for r in rows)


class TestDefaultAndRecovery:
    @pytest.fixture(scope="class")
    def ledgers(self):
        return play(load("default-and-recovery")).ledgers

    #: Twelve days of the second period, and the coupon that was missed.
    CLAIM = UNIT_FACE + interest(12) + FIRST

    def test_what_was_missed_is_claimed_and_recovered(self, ledgers):
        assert actions(ledgers) == [
            ("INTR", FIRST, "CANCELLED"),
            ("LIQU", (15_000_000_00 - 600_000_00) // 120, "PAID"),
            ("LIQU", 9_000_000_50 // 120, "PAID"),
            ("DFLT", None, "DECLARED"),
            ("ACCL", self.CLAIM, "RECOVERING"),
        ]

    def test_trades_are_flat_and_go_on_after_the_maturity(self, ledgers):
        trades = of_type(ledgers, "TRAD")
        shown = [
            (date_of(t.actual_settlement_date), t.accrued_amount, t.settlement_amount)
            for t in trades
        ]
        assert shown == [
            (date(2024, 12, 5), 0, 40 * 500_000 * 41),
            (date(2025, 6, 12), 0, 20 * 500_000 * 22),
        ]

    def test_instalments_go_with_the_units(self, ledgers):
        first, second = 120_000_00, 75_000_00
        assert parts(ledgers, "A002") == {
            "curlew-fund": (50, 50 * first, "PAID"),
            "turnstone-capital": (70, 70 * first, "PAID"),
        }
        assert parts(ledgers, "A003") == {
            "curlew-fund": (30, 30 * second, "PAID"),
            "turnstone-capital": (90, 90 * second, "PAID"),
        }

    def test_costs_come_first_and_what_does_not_divide_is_kept(self, ledgers):
        rows = [row for row in ledgers["cash"] if row.account == "Recoveries"]
        assert [(row.purpose, row.credit, row.debit) for row in rows] == [
            ("RECV", 15_000_000_00, None),
            ("FEES", None, 600_000_00),
            ("FUND", None, 14_400_000_00),
            ("RECV", 9_000_000_50, None),
            ("FUND", None, 9_000_000_00),
        ]
        assert rows[-1].balance == 50

    def test_the_coupon_is_a_right_of_its_own_no_more(self, ledgers):
        rows = [row for row in ledgers["journal"] if row.reference == "A001"]
        balance = {row.account: 0 for row in rows}
        for row in rows:
            balance[row.account] += (row.debit or 0) - (row.credit or 0)
        assert set(balance.values()) == {0}

    def test_nobody_was_refused(self, ledgers):
        assert refused(ledgers) == []

    def test_nothing_is_redeemed(self, ledgers):
        assert sum(row.redeemed or 0 for row in ledgers["positions"]) == 0


class TestConsentExtension:
    @pytest.fixture(scope="class")
    def ledgers(self):
        return play(load("consent-extension")).ledgers

    def test_pays_two_more_coupons_at_the_new_rate(self, ledgers):
        assert actions(ledgers) == [
            ("INTR", FIRST, "PAID"),
            ("INTR", SECOND, "PAID"),
            ("INTR", interest(184, 540), "PAID"),
            ("INTR", interest(181, 540), "PAID"),
            ("REDM", UNIT_FACE, "PAID"),
            ("EXTM", None, "ENACTED"),
        ]

    def test_is_redeemed_a_year_later(self, ledgers):
        (row,) = [r for r in ledgers["corporate_actions"] if r.event == "REDM" and not r.holder]
        assert date_of(row.payment_date) == date(2026, 5, 8)

    def test_votes_are_units_of_the_record_date_once(self, ledgers):
        assert parts(ledgers, "P001") == {
            "harrier-pension": (30, None, "FOR"),
            "kestrel-fund": (50, None, "FOR"),
        }
        assert refused(ledgers) == [("harrier-pension", "Meetings_VotedAlready")]

    def test_a_vote_is_due_by_the_meeting_it_counts_in(self, ledgers):
        rows = [row for row in ledgers["corporate_actions"] if row.action_id == "P001"]
        assert [(row.holder, date_of(row.due_date)) for row in rows] == [
            ("", date(2025, 2, 27)),
            ("harrier-pension", date(2025, 2, 20)),
            ("kestrel-fund", date(2025, 2, 27)),
        ]

    def test_trades_accrue_at_the_rate_of_their_period(self, ledgers):
        before, after = of_type(ledgers, "TRAD")
        face = 10 * 500_000_00
        assert (before.accrued_days, before.accrued_amount) == (
            95,
            half_up(Fraction(face * 420 * 95, 10_000 * 365)),
        )
        assert (after.accrued_days, after.accrued_amount) == (
            8,
            half_up(Fraction(face * 540 * 8, 10_000 * 365)),
        )
