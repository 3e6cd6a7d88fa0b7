"""PARITY and determinism of whole runs: same scenario, same seed, same books, wherever it runs."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from sim.ledger import TABLES, ledger_digest
from sim.model import load
from tests.runs import hk_2023, play
from tests.scenarios import (
    book,
    event,
    newcomer,
    off_chain,
    order,
    small,
    trade,
    trading,
    tranche,
)

ROOT = Path(__file__).parents[2]

#: Tables of a deal in which everybody holds directly.
DIRECT = [name for name in TABLES if name not in ("bookings", "transactions")]

#: The reference engine takes some fifteen seconds for a year.
heavy = pytest.mark.heavy


@pytest.fixture(scope="module")
def fast():
    pytest.importorskip("pyrevm")
    return hk_2023("revm")


@heavy
class TestEngines:
    @pytest.fixture(scope="class")
    def true(self):
        return hk_2023("eth-tester")

    @pytest.mark.parametrize("table", DIRECT)
    def test_equal_cell_by_cell_places_included(self, fast, true, table):
        here, there = fast.ledgers[table], true.ledgers[table]
        assert here.columns == there.columns
        assert len(here) > 0
        for row, other in zip(here, there, strict=True):
            assert row == other

    def test_transactions_differ_in_nothing_but_gas_and_hash(self, fast, true):
        def plain(run):
            rows = run.ledgers["transactions"]
            return [row._replace(gas_used=None, tx_hash="") for row in rows]

        assert plain(fast) == plain(true)
        assert all(row.tx_hash for row in true.ledgers["transactions"])

    def test_laws_and_digest(self, fast, true):
        verdicts = [(v.law, v.checked, v.held) for v in fast.ledgers.verdicts]
        assert verdicts == [(v.law, v.checked, v.held) for v in true.ledgers.verdicts]
        assert ledger_digest(fast.ledgers) == ledger_digest(true.ledgers)


def test_a_small_run_of_mishaps_is_equal_too():
    pytest.importorskip("pyrevm")
    scenario = small(
        book(unpaid=1),
        order("alder", 20),
        trading(trades=5),
        trade(date(2023, 2, 17), "alder", "birch", 4, short_of="cash", until=date(2023, 2, 22)),
        event("transfer", date(2023, 2, 20), from_="alder", to="outsider", tranche="HKD", units=2),
        event("freeze", date(2023, 3, 16), party="alder"),
    )
    here, there = (play(scenario, engine).ledgers for engine in ("revm", "eth-tester"))
    for table in DIRECT:
        assert list(here[table]) == list(there[table])


class TestOrders:
    """A story with every order of registrar and regulator, and a key lost among them."""

    @pytest.fixture(scope="class")
    def both(self):
        pytest.importorskip("pyrevm")
        return [play(orders(), engine).ledgers for engine in ("revm", "eth-tester")]

    @pytest.mark.parametrize("table", DIRECT)
    def test_equal_books(self, both, table):
        here, there = (ledgers[table] for ledgers in both)
        assert len(here) > 0
        assert list(here) == list(there)

    def test_every_kind_of_order_was_given(self, both):
        given = {row.function for row in both[0]["transactions"] if not row.revert}
        assert given >= {
            "forcedTransfer",
            "setFrozenTokens",
            "pause",
            "unpause",
            "replace",
            "recoveryAddress",
        }
        refused = {row.function for row in both[0]["transactions"] if row.revert}
        assert refused == {"transfer", "forcedTransfer"}

    def test_the_lost_accounts_coupon_goes_to_its_replacement(self, both):
        paid = [row for row in both[0]["cash"] if row.purpose == "INTR" and row.credit]
        rights = {row.holder: row.net for row in both[0]["corporate_actions"] if row.holder}
        assert [row.account for row in paid][-2:] == ["birch", "cedar-2"]
        assert "cedar" in rights

    def test_trades_open_over_the_loss_settle_with_the_replacement(self, both):
        trades = [row for row in both[0]["settlement"] if row.transaction_type == "TRAD"]
        assert [(row.deliverer, row.receiver, row.status, row.fail_days) for row in trades] == [
            ("alder", "birch", "SETTLED", 1),
            ("alder", "cedar-2", "SETTLED", 0),
            ("cedar-2", "birch", "SETTLED", 0),
        ]

    def test_redemption_pays_the_replacement_everything(self, both):
        paid = {
            row.account: row.credit
            for row in both[0]["cash"]
            if row.purpose == "PRIN" and row.account != "PayingAgent"
        }
        # Of 100 units: alder had 50 and cedar 20; 29 were forced from birch's 30 to alder.
        face = 500_000_00
        assert paid == {"alder": 71 * face, "birch": 8 * face, "cedar-2": 21 * face}


def orders():
    """Two months: units frozen, forced, a pause, and a key lost between record and payment."""
    days = [date(2023, 2, 20), date(2023, 2, 21), date(2023, 2, 22), date(2023, 2, 24)]
    frozen, forced, lifted, due = days
    lost = date(2023, 3, 16)
    forcing = {"from_": "birch", "to": "alder", "tranche": "HKD"}
    return small(
        newcomer("watchdog", "regulator"),
        newcomer("cedar-2"),
        event("freeze_units", frozen, party="birch", tranche="HKD", units=25),
        event("transfer", frozen, from_="birch", to="alder", tranche="HKD", units=6),
        event("forced_transfer", forced, **forcing, units=31),
        event("forced_transfer", forced, **forcing, units=29, reason="a judgment"),
        event("freeze_units", lifted, party="birch", tranche="HKD", units=0),
        trade(lifted, "alder", "birch", 4),
        event("pause", due, tranche="HKD"),
        event("unpause", date(2023, 2, 27), tranche="HKD"),
        trade(date(2023, 3, 15), "alder", "cedar", 4),
        trade(date(2023, 3, 15), "cedar", "birch", 3),
        event("replace_account", lost, lost="cedar", replacement="cedar-2"),
        tranches=(tranche(maturity=date(2023, 4, 16)),),
        end=date(2023, 4, 18),
    )


class TestMoneyOutsideTheChain:
    """Trades, a late payer, a coupon and an issue paid in a payment system, beside tokens."""

    @pytest.fixture(scope="class")
    def both(self):
        pytest.importorskip("pyrevm")
        return [play(off_chain(), engine).ledgers for engine in ("revm", "eth-tester")]

    @pytest.mark.parametrize("table", DIRECT)
    def test_equal_books(self, both, table):
        here, there = (ledgers[table] for ledgers in both)
        assert len(here) > 0
        assert list(here) == list(there)

    def test_its_operator_confirmed_refused_and_funded(self, both):
        for ledgers in both:
            sent = {row.function for row in ledgers["transactions"] if not row.revert}
            assert sent >= {"confirm", "refuse", "confirmFunding"}

    def test_one_digest(self, both):
        here, there = map(ledger_digest, both)
        assert here == there


TOLD = """
import sys
sys.path.insert(0, {root!r})
from sim.ledger import ledger_digest
from sim.model import load
from sim.run import run
print(ledger_digest(run(load("hk-2023", {overrides!r}), "revm").ledgers))
"""


def digest(folder: Path, overrides: dict[str, str] | None = None, **environment: str) -> str:
    """The ledger digest of a run in a fresh process."""
    script = TOLD.format(root=str(ROOT), overrides=overrides or {})
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


class TestDeterminism:
    @pytest.fixture(scope="class")
    def expected(self, fast):
        found = ledger_digest(fast.ledgers)
        assert len(found) == 64
        return found

    @pytest.mark.parametrize(
        "environment",
        [
            {},
            {"TZ": "America/New_York"},
            {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"},
            {"LC_ALL": "tr_TR.UTF-8"},
            {"PYTHONHASHSEED": "1"},
            {"PYTHONHASHSEED": "4294967295"},
        ],
        ids=lambda environment: " ".join(f"{k}={v}" for k, v in environment.items()) or "as is",
    )
    def test_in_another_folder_and(self, expected, tmp_path, environment):
        assert digest(tmp_path, **environment) == expected

    def test_another_seed_is_another_book(self, expected, tmp_path):
        assert digest(tmp_path, {"seed": "7"}) != expected

    def test_another_rail_is_another_book(self, expected, tmp_path):
        assert digest(tmp_path, {"rail": "stablecoin"}) != expected


class TestBehindANominee:
    """The built-in story of clients, custodians and their books, which no engine sees."""

    @pytest.fixture(scope="class")
    def both(self):
        pytest.importorskip("pyrevm")
        scenario = load("custodian-break")
        return [play(scenario, engine).ledgers for engine in ("revm", "eth-tester")]

    @pytest.mark.parametrize("table", [name for name in TABLES if name != "transactions"])
    def test_equal_books(self, both, table):
        here, there = (ledgers[table] for ledgers in both)
        assert len(here) > 0
        assert list(here) == list(there)

    def test_equal_digest(self, both):
        assert ledger_digest(both[0]) == ledger_digest(both[1])
