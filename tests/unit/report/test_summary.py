"""The words a run ends with, from books written here by hand.

The terms are the built-in scenario's: 1,600 units of HKD 500,000, re-offered at 4.05 %. What a real
run says is compared with its files in `tests/commands`.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from sim.ledger import Breach, Verdict
from sim.ledger.rows import RegisterRow, SettlementRow
from sim.report import summary
from sim.units import day_of
from tests.scenarios import event, newcomer, small, tranche
from tests.scenarios import order as order_for
from tests.unit.report.by_hand import DAY, books, instruction, order, row


class TestTheDeal:
    def test_is_in_the_words_of_its_term_sheet(self, said):
        assert said("Deal") == [
            "HKD 800,000,000.00 at 4.05 % ACT/365F, priced 100, 2023-02-16 to 2024-02-16",
            "1,600 units of HKD 500,000.00, at least HKD 1,000,000.00 a holder, paid in cbdc",
        ]

    def test_names_a_tranche_whose_code_tells_more_than_its_currency(self):
        bid = order_for("alder", 50, tranche="GRN")
        scenario = small(bid, tranches=(tranche(code="GRN"),))
        first = next(line for line in summary(scenario, books()) if line.startswith("Deal"))
        assert first.startswith("Deal        GRN: HKD 50,000,000.00 at ")

    def test_names_every_rail_it_may_be_paid_by(self):
        lines = summary(small(tranches=(tranche(rails=["cbdc", "stablecoin"]),)), books())
        assert "a holder, paid in cbdc or stablecoin Book" in " ".join(" ".join(lines).split())

    def test_stands_under_its_title(self, scenario):
        title, line, *_ = summary(scenario, books())
        assert (title, line) == (scenario.title, "=" * len(scenario.title))


class TestTheBook:
    def test_without_orders(self, said):
        assert said("Book") == ["no orders"]

    def test_leaves_out_what_never_entered_it(self, said):
        refused = [order(reason, 500) for reason in ("INELIGIBLE", "LATE", "WITHDRAWN")]
        cover, *_ = said("Book", orders=[order("SCALED", 3200), *refused])
        assert cover == "4 orders, 1 in the book for 3,200 units: covered 2.00 times"

    def test_scales_by_the_bids_that_accept_the_yield(self, said):
        # 1,600 offered to 2,400 + 800; a limit above the final yield takes no part.
        bids = [order("SCALED", 2400), order("BELOW_MIN", 800), order("LIMIT", 5000)]
        assert said("Book", orders=bids)[1] == (
            "each bid at or below 4.05 % scaled to 50.0%: 1 BELOW_MIN, 1 LIMIT, 1 SCALED"
        )

    @pytest.mark.parametrize(
        ("sold", "told"),
        [
            (1_599, ["1,599 units issued of 1,600 offered: the rest found no buyer"]),
            (1_600, []),
        ],
    )
    def test_says_what_was_not_sold(self, said, sold, told):
        bid = order("SCALED", 2_000)._replace(allocated_units=sold)
        lines = said("Book", orders=[bid])
        assert [line for line in lines if "found no buyer" in line] == told

    def test_never_gives_more_than_was_bid(self, said):
        assert said("Book", orders=[order("FILLED", 800)])[0].startswith("1 order, 1 in the book")
        assert "scaled to 100.0%" in said("Book", orders=[order("FILLED", 800)])[1]

    def test_with_bids_that_all_ask_for_more(self, said):
        assert "scaled to 0.0%: 1 LIMIT" in said("Book", orders=[order("LIMIT", 800)])[1]


class TestSettlement:
    def test_without_instructions(self, said):
        assert said("Settlement") == ["no instructions"]

    def test_leaves_out_movements_that_nobody_instructed(self, said):
        free = row(SettlementRow, instruction_id="F000001", transaction_type="OWNI")
        assert said("Settlement", settlement=[free]) == ["no instructions"]

    def test_counts_what_settled_on_its_day(self, said):
        late = instruction(2, fail_days=1, reason_code="MONY", actual_settlement_date=DAY)
        first = said("Settlement", settlement=[instruction(1), late])[0]
        assert first == "2 instructions (2 TRAD): 2 settled, 50.0% of all on the day"

    @pytest.mark.parametrize(
        ("cells", "ending"),
        [
            (
                {"fail_days": 1, "reason_code": "MONY", "actual_settlement_date": DAY},
                "MONY, late 1 day, settled 2023-08-16",
            ),
            (
                {"fail_days": 3, "reason_code": "LACK", "actual_settlement_date": DAY},
                "LACK, late 3 days, settled 2023-08-16",
            ),
            (
                {"fail_days": 10, "reason_code": "LACK", "status": "CANCELLED"},
                "LACK, failed 10 days, cancelled",
            ),
            (
                {"fail_days": 2, "reason_code": "FROZ", "status": "FAILED"},
                "FROZ, failed 2 days, failed",
            ),
        ],
        ids=["late", "later", "expired", "open"],
    )
    def test_tells_how_each_fail_ended(self, said, cells, ending):
        assert said("Settlement", settlement=[instruction(7, **cells)])[1] == (
            f"I000007 TRAD 4 units alder to birch: {ending}"
        )

    @pytest.mark.parametrize(
        ("units", "told"), [(1, "1 unit"), (2, "2 units"), (1_111, "1,111 units")]
    )
    def test_counts_units_as_people_do(self, said, units, told):
        rows = [instruction(7, units=units, status="PENDING")]
        line = said("Settlement", settlement=rows)[1]
        assert line.startswith(f"I000007 TRAD {told} alder to birch")

    def test_tells_who_took_up_what_was_not_paid(self, said):
        unpaid = {"status": "CANCELLED", "reason_code": "MONY", "transaction_type": "ISSU"}
        taken = {"transaction_type": "ISSU", "linked_id": "I000001", "receiver": "bank"}
        rows = [instruction(1, **unpaid), instruction(2, **taken)]
        assert said("Settlement", settlement=rows)[1] == (
            "I000001 ISSU 4 units alder to birch: MONY, unpaid at the cut-off, taken up by bank"
        )

    def test_an_instruction_that_is_not_due_yet_has_no_empty_reason(self, said):
        rows = [instruction(1, status="PENDING")]
        assert said("Settlement", settlement=rows)[1].endswith("alder to birch: pending")


class TestWhatWasEnforced:
    """Of the orders a scenario schedules, those that the books show."""

    @pytest.fixture
    def told(self):
        day = date(2023, 2, 20)
        sides = {"from_": "alder", "to": "birch", "tranche": "HKD", "units": 4}
        scenario = small(
            newcomer("alder-2"),
            newcomer("watchdog", "regulator"),
            event("replace_account", date(2023, 2, 21), lost="alder", replacement="alder-2"),
            event("forced_transfer", day, **sides, reason="a judgment"),
            event("freeze_units", day, party="alder", tranche="HKD", units=3),
        )

        def lines(**rows: list[NamedTuple]) -> list[str]:
            said = summary(scenario, books(**rows))
            first = next(n for n, line in enumerate(said) if line.startswith("Enforced"))
            last = next(n for n, line in enumerate(said) if line.startswith("Claims"))
            return [line[12:] for line in said[first:last]]

        return lines

    FROZEN = "2023-02-20 3 units of alder frozen"

    def test_what_was_refused_is_not_among_it(self, told):
        assert told() == [self.FROZEN]

    def test_by_date_with_who_ordered_it_and_why(self, told):
        day = day_of(date(2023, 2, 20))
        forced = instruction(0, instruction_id="F000001", actual_settlement_date=day)
        replaced = row(RegisterRow, party="alder", change="REPLACED")
        recovered = {"deliverer": "alder", "receiver": "alder-2", "units": 46}
        left = instruction(0, instruction_id="L000002", **recovered)
        assert told(settlement=[forced, left], register=[replaced]) == [
            "2023-02-20 F000001 4 units alder to birch, forced by watchdog: a judgment",
            self.FROZEN,
            "2023-02-21 alder replaced by alder-2, L000002 46 units recovered",
        ]

    @pytest.mark.parametrize(
        "cells",
        [
            {"instruction_id": "M000001"},
            {"units": 5},
            {"receiver": "cedar"},
            {"actual_settlement_date": DAY},
        ],
    )
    def test_another_movement_is_not_the_ordered_one(self, told, cells):
        day = day_of(date(2023, 2, 20))
        whole = {"instruction_id": "F000001", "actual_settlement_date": day, **cells}
        assert told(settlement=[instruction(0, **whole)]) == [self.FROZEN]

    def test_an_account_that_had_nothing(self, told):
        replaced = row(RegisterRow, party="alder", change="REPLACED")
        assert told(register=[replaced])[1] == (
            "2023-02-21 alder replaced by alder-2, nothing recovered"
        )


class TestClaims:
    def test_without_any(self, said):
        assert said("Claims") == ["none"]

    def test_tells_who_owes_what_to_whom_for_which_trade(self, said):
        claim = {
            "transaction_type": "CLAI",
            "settlement_amount": 10_041_780,
            "linked_id": "I000004",
            "actual_settlement_date": DAY,
        }
        assert said("Claims", settlement=[instruction(5, **claim)]) == [
            "I000005 alder owes birch HKD 100,417.80 for I000004: settled 2023-08-16"
        ]


class TestChecks:
    def test_counts_and_names_the_laws_that_held(self, scenario):
        verdicts = (Verdict("SUPPLY", 1_000), Verdict("CASH", 234))
        lines = summary(scenario, books(verdicts))
        assert "Checks      1,234 comparisons by 2 laws; held: SUPPLY CASH" in lines

    def test_a_broken_law_is_not_among_them_and_says_where(self, scenario):
        broken = Verdict("CASH", 5, [Breach("CASH", "HKD cbdc", "1 cent is missing", 12, 0, 3)])
        lines = summary(scenario, books((Verdict("SUPPLY", 5), broken)))
        assert "Checks      10 comparisons by 2 laws; held: SUPPLY" in lines
        assert "            BROKEN CASH HKD cbdc: 1 cent is missing (log 12:0:3)" in lines


class TestTheShape:
    def test_every_line_fits_the_page(self, scenario):
        names = {"deliverer": "a" * 40, "receiver": "b" * 40, "reason_code": "LACK"}
        long = instruction(1, fail_days=10, status="CANCELLED", **names)
        breach = Breach("CASH", "a scope", " ".join(["word"] * 60))
        lines = summary(scenario, books((Verdict("CASH", 1, [breach]),), settlement=[long]))
        assert max(map(len, lines)) <= 100

    def test_a_line_that_goes_on_is_set_in_and_has_no_label(self, scenario):
        lines = summary(scenario, books())
        first = next(n for n, line in enumerate(lines) if line.startswith("Assumed"))
        assert len(lines[first:]) > 1
        assert all(line.startswith(" " * 14) for line in lines[first + 1 :])

    def test_no_line_ends_in_blanks(self, scenario):
        assert [line for line in summary(scenario, books()) if line != line.rstrip()] == []
