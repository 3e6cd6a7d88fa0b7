"""PARITY with a node of its own: what it did before, costs, or says otherwise changes no book."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date

import pytest

from sim.chain import open_engine, private_key
from sim.chain.identity import address_of
from sim.engine import genesis_instant
from sim.engine.deployment import DEPLOYER
from sim.ledger import TABLES, ledger_digest
from sim.model import load
from sim.schedule import plan
from tests.runs import hk_2023, play
from tests.scenarios import book, event, order, small, trade, trading
from tests.servers import honest, like_hardhat, missing, speaking

BOOKS = [name for name in TABLES if name not in ("bookings", "transactions")]


@pytest.fixture(scope="module")
def scenario():
    """A little of everything: a drawn book, late money, a refused transfer, a freeze."""
    return small(
        book(unpaid=1),
        order("alder", 20),
        trading(trades=5),
        trade(date(2023, 2, 17), "alder", "birch", 4, short_of="cash", until=date(2023, 2, 22)),
        event("transfer", date(2023, 2, 20), from_="alder", to="outsider", tranche="HKD", units=2),
        event("freeze", date(2023, 3, 16), party="alder"),
    )


@pytest.fixture(scope="module")
def start(scenario):
    return genesis_instant(scenario, plan(scenario))


@pytest.fixture(scope="module")
def true(scenario):
    """The run on the reference engine, which every node must repeat."""
    return play(scenario, "eth-tester")


def assert_same_books(here, there):
    for table in BOOKS:
        assert here.ledgers[table].columns == there.ledgers[table].columns
        assert list(here.ledgers[table]) == list(there.ledgers[table])  # places included
    assert ledger_digest(here.ledgers) == ledger_digest(there.ledgers)


def without_the_engines_own(run):
    rows = run.ledgers["transactions"]
    return [row._replace(chain_block=None, gas_used=None, tx_hash="") for row in rows]


@pytest.mark.parametrize("how", ["http", "ipc"])
def test_a_fresh_node_repeats_every_cell_of_the_reference(scenario, start, true, node, how):
    done = play(scenario, getattr(node(start), how))
    assert done.engine == how
    assert_same_books(done, true)
    # Hashes and gas too: the same signed bytes, by the same rules.
    assert list(done.ledgers["transactions"]) == list(true.ledgers["transactions"])


@pytest.fixture
def used(scenario, start, node):
    """A node as somebody left it: blocks mined, the deployer's account used, money to be paid."""

    def leave(*options: str):
        running = node(start - 100_000, *options, fitting=False)
        running.ask("anvil_mine", hex(50))
        engine = open_engine(running.http, genesis_instant=start - 50_000)
        deployer = engine.add_key(private_key(scenario.seed, DEPLOYER))
        for _ in range(3):
            assert engine.transact(deployer, deployer, b"").status
        return running

    return leave


class TestANodeWithAPast:
    def test_gives_the_same_books(self, scenario, true, used):
        done = play(scenario, used().http)
        assert_same_books(done, true)
        assert without_the_engines_own(done) == without_the_engines_own(true)
        # Other addresses all the same: the deployer's account had been used.
        mine, theirs = done.outcome.system.roles.address, true.outcome.system.roles.address
        assert mine != theirs

    def test_is_numbered_from_its_own_blocks(self, scenario, true, used):
        rows = play(scenario, used().ipc).ledgers["transactions"]
        assert [row.chain_block for row in rows] == [
            row.chain_block + 53 for row in true.ledgers["transactions"]
        ]
        assert rows.rows[-1].block == true.ledgers["transactions"].rows[-1].block

    @pytest.mark.parametrize(
        "options",
        [
            ("--chain-id", "1337"),
            ("--base-fee", "123456789012"),
            ("--base-fee", "0", "--gas-limit", "16000000"),
            ("--hardfork", "osaka"),
        ],
        ids=" ".join,
    )
    def test_may_be_of_another_kind(self, scenario, true, used, options):
        running = used(*options)
        assert_same_books(play(scenario, running.http), true)

    def test_has_given_every_signer_money_where_gas_costs_some(self, scenario, used):
        running = used()
        play(scenario, running.http)
        bank = address_of(private_key(scenario.seed, "bank"))
        left = int(running.ask("eth_getBalance", bank, "latest"), 16)
        assert 10**24 // 2 < left < 10**24

    def test_is_given_no_money_where_gas_is_free(self, scenario, start, node):
        running = node(start)
        play(scenario, running.http)
        for name in (DEPLOYER, "bank", "alder"):
            account = address_of(private_key(scenario.seed, name))
            assert running.ask("eth_getBalance", account, "latest") == "0x0"


@contextmanager
def lending(running):
    """The node without the methods that make money."""
    say = honest(running)

    def poor(method, params):
        return missing(method) if method.endswith("_setBalance") else say(method, params)

    with speaking(poor) as address:
        yield address


class TestANodeThatMakesNoMoney:
    def test_lends_it_before_the_start(self, scenario, true, used):
        running = used()
        with lending(running) as address:
            done = play(scenario, address)
        assert_same_books(done, true)
        bank = address_of(private_key(scenario.seed, "bank"))
        assert 0 < int(running.ask("eth_getBalance", bank, "latest"), 16) < 10**20

    def test_lends_it_at_the_very_start(self, scenario, true, start, node):
        with lending(node(start, "--base-fee", "7")) as address:
            assert_same_books(play(scenario, address), true)


@pytest.mark.parametrize("throws", [True, False])
def test_hardhats_manners_give_the_same_books(scenario, start, true, node, throws):
    with like_hardhat(node(start), throws=throws) as address:
        done = play(scenario, address)
    assert_same_books(done, true)
    assert list(done.ledgers["transactions"]) == list(true.ledgers["transactions"])


def test_receipts_that_come_late_are_waited_for(scenario, start, true, node):
    say, asked = honest(node(start)), {}

    def slow(method, params):
        if method == "eth_getTransactionReceipt":
            times = asked[params[0]] = asked.get(params[0], 0) + 1
            if times < 3:
                return {"result": None}
        return say(method, params)

    with speaking(slow) as address:
        assert_same_books(play(scenario, address), true)
    assert min(asked.values()) >= 3


@pytest.mark.heavy
def test_the_whole_of_hk_2023_on_a_node(node):
    scenario = load("hk-2023", {})
    done = play(scenario, node(genesis_instant(scenario, plan(scenario))).http)
    assert_same_books(done, hk_2023("eth-tester"))
