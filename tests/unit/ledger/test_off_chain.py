"""The books of money that moves outside the chain: flows, references, and what the laws say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sim.chain.logs import AwaitingMoney, MoneyConfirmed, RecoveryConfirmed, Settled, Transfer
from sim.ledger import build
from sim.run import ledger_inputs
from tests.runs import ENGINE, play
from tests.scenarios import event, newcomer, off_chain, payment_system, small, tranche

LATE = "I000004"


@pytest.fixture(scope="module")
def run():
    return play(off_chain(), ENGINE)


@pytest.fixture(scope="module")
def ledgers(run):
    return run.ledgers


def rows(ledgers, **cells):
    """Rows of `cash` with these cells."""
    return [
        row
        for row in ledgers["cash"]
        if all(getattr(row, name) == value for name, value in cells.items())
    ]


class TestCash:
    def test_has_no_balance_where_the_chain_has_none(self, ledgers):
        assert {row.balance for row in rows(ledgers, rail="rtgs")} == {None}
        assert None not in {row.balance for row in rows(ledgers, rail="cbdc")}

    def test_is_never_created_nor_destroyed(self, ledgers):
        assert {row.purpose for row in rows(ledgers, rail="rtgs")} == {
            "ISSU",
            "TRAD",
            "FUND",
            "INTR",
            "PRIN",
        }

    def test_tells_the_payment_systems_reference(self, ledgers):
        told = [row.reference for row in rows(ledgers, rail="rtgs", account="treasury")]
        assert told == [
            "HKD-20230216-000001",
            "HKD-20230216-000002",
            "HKD-20230316-000005",
            "HKD-20230316-000006",
        ]

    def test_tells_the_action_of_a_payment_order(self, ledgers):
        assert {row.reference for row in rows(ledgers, rail="rtgs", purpose="INTR")} == {"A001"}

    def test_what_one_pays_another_receives(self, ledgers):
        sides = rows(ledgers, rail="rtgs")
        assert sum(row.debit or 0 for row in sides) == sum(row.credit or 0 for row in sides) > 0


class TestSettlement:
    def test_names_the_rail(self, ledgers):
        told = [(row.instruction_id, row.rail) for row in ledgers["settlement"] if row.trade_id]
        assert told == [("I000004", "rtgs"), ("I000005", "rtgs"), ("I000006", "cbdc")]

    def test_each_allocation_is_paid_as_ordered(self, ledgers):
        issue = [row for row in ledgers["settlement"] if row.transaction_type == "ISSU"]
        assert [(row.receiver, row.rail, row.status) for row in issue] == [
            ("alder", "rtgs", "SETTLED"),
            ("birch", "cbdc", "SETTLED"),
            ("cedar", "rtgs", "SETTLED"),
        ]

    def test_the_late_payer_is_late(self, ledgers):
        (row,) = [row for row in ledgers["settlement"] if row.instruction_id == LATE]
        assert (row.status, row.reason_code, row.fail_days) == ("SETTLED", "MONY", 2)

    def test_the_prompt_payer_has_no_reason(self, ledgers):
        (row,) = [row for row in ledgers["settlement"] if row.instruction_id == "I000005"]
        assert (row.status, row.reason_code, row.fail_days) == ("SETTLED", "", 0)

    def test_waiting_and_failing_for_the_day_are_events(self, ledgers):
        told = [row for row in ledgers["instruction_events"] if row.instruction_id == LATE]
        assert [(r.from_status, r.to_status, r.attempt, r.reason_code) for r in told[3:]] == [
            ("MATCHED", "MATCHED", None, "MONY"),
            ("MATCHED", "MATCHED", 1, "MONY"),
            ("MATCHED", "MATCHED", None, "MONY"),
            ("MATCHED", "MATCHED", 2, "MONY"),
            ("MATCHED", "MATCHED", None, "MONY"),
            ("MATCHED", "SETTLED", 3, ""),
        ]

    def test_positions_show_what_is_locked_while_it_waits(self, ledgers):
        # At each close nothing waits: the operator refused it at the cut-off.
        assert {row.locked for row in ledgers["positions"]} == {0}


class TestReconciliation:
    def test_says_that_there_is_no_balance_on_the_chain(self, ledgers):
        scopes = {row.scope for row in ledgers["recon"] if row.scope.startswith("HKD rtgs")}
        flows = {scope for scope in scopes if "(flows: no balance on chain)" in scope}
        assert scopes - flows == {"HKD rtgs of PayingAgent", "HKD rtgs owed by PayingAgent"}
        assert "HKD rtgs (flows: no balance on chain) paid in all" in flows
        assert "HKD rtgs (flows: no balance on chain) of alder" in flows

    def test_compares_flows_with_the_journal_and_nothing_with_the_chain(self, ledgers):
        told = [row for row in ledgers["recon"] if "no balance on chain" in row.scope]
        assert {row.book_b for row in told} == {"journal", "received in all"}
        assert {row.status for row in told} == {"OK"}

    def test_still_asks_the_chain_what_the_agent_owes(self, ledgers):
        told = [row for row in ledgers["recon"] if row.scope == "HKD rtgs owed by PayingAgent"]
        assert {row.book_b for row in told} == {"CHAIN"}

    def test_withheld_money_stays_owed(self):
        frozen = event("freeze", date(2023, 3, 16), party="cedar")
        ledgers = play(off_chain(frozen), ENGINE).ledgers
        (owed,) = [
            row
            for row in ledgers["recon"]
            if (row.scope, row.as_of) == ("HKD rtgs owed by PayingAgent", last_day(ledgers))
        ]
        assert (owed.status, owed.value_a) == ("OK", owed.value_b)
        assert owed.value_a != "0.00"


def last_day(ledgers) -> int:
    return max(row.as_of for row in ledgers["recon"])


class TestLaws:
    """Each holds on the honest run, and fails by name on one that was tampered with."""

    def broken(self, run, change) -> dict[str, str]:
        inputs = ledger_inputs(run.outcome)
        logs = change(list(inputs.logs))
        breaches = build(replace(inputs, logs=logs)).breaches
        return {breach.law: breach.problem for breach in breaches}

    def test_a_payment_without_the_operators_word(self, run):
        def change(logs):
            return [log for log in logs if not is_confirmation(log, 5)]

        broken = self.broken(run, change)
        assert "without its operator's word" in broken["CASH"]

    def test_money_for_claims_without_the_operators_word(self):
        """What was given on counts as told: it is held against what came in."""
        life = {"maturity": date(2023, 5, 16), "rails": ["rtgs", "cbdc"]}
        bond = tranche(**life) + "\n[tranche.default]\ngrace_days = 2\n"
        days = {"tranche": "HKD"}
        deal = small(
            payment_system(),
            newcomer("trustee-co", "trustee"),
            event("miss", date(2023, 3, 16), **days),
            event("declare_default", date(2023, 3, 21), by="alder", **days),
            event("accelerate", date(2023, 3, 22), **days),
            event("recover", date(2023, 4, 18), record=date(2023, 4, 17), amount=1_000, **days),
            tranches=(bond,),
            end=date(2023, 5, 19),
        )
        run = play(deal, ENGINE)
        assert self.broken(run, list) == {}
        broken = self.broken(
            run, lambda logs: [log for log in logs if type(log) is not RecoveryConfirmed]
        )
        assert "without its operator's word" in broken["CASH"]

    def test_a_delivery_without_its_payment(self, run):
        def change(logs):
            place = next(n for n, log in enumerate(logs) if is_confirmation(log, 5))
            paid = next(n for n in range(place, len(logs)) if is_payment(logs[n], logs[place]))
            return logs[:paid] + logs[paid + 1 :]

        assert "its money did not move" in self.broken(run, change)["DVP"]

    def test_a_payment_that_nobody_asked_for(self, run):
        def change(logs):
            place = next(n for n, log in enumerate(logs) if is_confirmation(log, 5))
            paid = next(n for n in range(place, len(logs)) if is_payment(logs[n], logs[place]))
            logs[paid] = replace(logs[paid], value=logs[paid].value + 1)
            return logs

        assert {"DVP", "CASH"} <= set(self.broken(run, change))

    def test_waiting_again_without_an_end(self, run):
        def change(logs):
            place = next(n for n, log in enumerate(logs) if isinstance(log, AwaitingMoney))
            return [*logs[: place + 1], *logs[place:]]

        assert "AwaitingMoney when AWAITING" in self.broken(run, change)["ORDER"]

    def test_waiting_once_settled(self, run):
        def change(logs):
            place = next(n for n, log in enumerate(logs) if isinstance(log, Settled))
            settled = logs[place]
            later = {name: getattr(settled, name) for name in ("contract", "address", "at")}
            wait = AwaitingMoney(
                **later, block=settled.block, tx_index=0, log_index=99, id=settled.id
            )
            return [*logs[: place + 1], wait, *logs[place + 1 :]]

        assert {"ORDER", "FINAL"} <= set(self.broken(run, change))


def is_confirmation(log, number: int) -> bool:
    return isinstance(log, MoneyConfirmed) and log.instruction_id == number


def is_payment(log, confirmed: MoneyConfirmed) -> bool:
    same = isinstance(log, Transfer) and log.address == confirmed.address
    return same and log.value == confirmed.amount
