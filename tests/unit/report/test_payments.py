"""What was paid and what was not, in the summary."""

from __future__ import annotations

import pytest

from sim.ledger.rows import CashRow, RegisterRow
from sim.units import instant_from_text
from tests.unit.report.by_hand import payment, row


class TestPayments:
    def test_without_any(self, said):
        assert said("Payments") == ["none fell due"]

    @pytest.mark.parametrize(
        ("rounding", "told"), [(-132, ", rounding -1.32"), (132, ", rounding +1.32"), (0, "")]
    )
    def test_says_what_rounding_cost_and_whom(self, said, rounding, told):
        assert said("Payments", corporate_actions=[payment(rounding=rounding)]) == [
            f"2023-08-16 INTR PAID: HKD 10,041.78 a unit, HKD 16,066,848.00 in all{told}"
        ]

    def test_says_what_of_it_is_tax(self, said):
        taxed = payment(tax=160_668_48, net=16_066_848_00 - 160_668_48)
        assert said("Payments", corporate_actions=[taxed]) == [
            "2023-08-16 INTR PAID: HKD 10,041.78 a unit, HKD 16,066,848.00 in all, "
            "HKD 160,668.48 of it tax"
        ]

    def test_what_was_announced_and_nobody_paid_for(self, said):
        unpaid = payment(status="ANNOUNCED", amount_per_unit=None, gross=None, net=None)
        assert said("Payments", corporate_actions=[unpaid]) == [
            "2023-08-16 INTR ANNOUNCED: never funded"
        ]

    def test_a_missed_payment(self, said):
        line = said("Payments", corporate_actions=[payment(status="MISSED")])[0]
        assert line.startswith("2023-08-16 INTR MISSED: ")

    @pytest.mark.parametrize(
        ("status", "told"),
        [
            ("WITHHELD", "birch: HKD 1.05 withheld (FROZEN)"),
            ("CLAIMED", "birch: HKD 1.05 withheld (FROZEN), claimed later"),
            ("MISSED", "birch: MISSED"),
        ],
    )
    def test_holders_who_were_not_paid(self, said, status, told):
        held = payment(holder="birch", status=status, net=105, withheld_reason="FROZEN")
        paid = payment(holder="alder")
        assert said("Payments", corporate_actions=[payment(), paid, held])[1:] == [told]

    def test_many_holders_who_fared_alike_are_counted(self, said):
        missed = [payment(holder=f"investor-{n}", status="MISSED") for n in range(1_200)]
        rows = [payment(status="MISSED"), *missed, payment(), payment(holder="investor-1")]
        told = said("Payments", corporate_actions=rows)
        assert len(told) == 3
        assert told[1] == "1,200 holders: MISSED"

    @pytest.mark.parametrize(
        ("paid", "told"),
        [
            ("2023-08-16T15:59:59Z", ""),  # a second before midnight in Hong Kong
            ("2023-08-16T16:00:00Z", "; paid late, on 2023-08-17"),
        ],
    )
    def test_says_when_it_was_paid_if_that_was_another_day(self, said, paid, told):
        late = payment(paid_at=instant_from_text(paid))
        line = said("Payments", corporate_actions=[late])[0]
        assert line == f"2023-08-16 INTR PAID: HKD 10,041.78 a unit, HKD 16,066,848.00 in all{told}"

    def test_money_of_a_lost_account_with_who_got_it(self, said):
        rows = {
            "corporate_actions": [payment(), payment(holder="alder", net=105, block=9)],
            "register": [row(RegisterRow, party="alder", change="REPLACED")],
            "cash": [row(CashRow, account="alder-2", purpose="INTR", credit=105, block=9)],
        }
        assert said("Payments", **rows)[1:] == ["alder: HKD 1.05 paid to alder-2 instead"]
        del rows["register"]
        assert said("Payments", **rows)[1:] == []
