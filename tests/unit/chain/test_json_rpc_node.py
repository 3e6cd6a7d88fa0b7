"""A node that turns unfit in the middle of a run ends it, and says what it did."""

from __future__ import annotations

import pytest

from sim.chain import EngineLost, json_rpc, json_rpc_node, open_engine, private_key
from tests.conftest import GENESIS
from tests.servers import honest, missing, speaking

KEY = private_key(7, "alice")
NOBODY = "0x" + "34" * 20


def on(address: str):
    """An engine on a node, with one account."""
    engine = open_engine(address, genesis_instant=GENESIS)
    return engine, engine.add_key(KEY)


@pytest.fixture
def lost():
    """What is said when something in the middle of a run raises EngineLost."""

    def told(act, *args) -> str:
        with pytest.raises(EngineLost) as caught:
            act(*args)
        assert caught.value.exit_code == 2
        said = str(caught.value)
        assert "\n" not in said
        assert "; the run was given up; start a fresh node with `anvil " in said
        return said

    return told


def made(code: str) -> bytes:
    """Initcode of a contract whose code is one byte, in hex."""
    return bytes.fromhex(f"60{code}5f5360015ff3")


def test_a_halt_is_told_in_the_nodes_words(node):
    engine, alice = on(node(GENESIS).http)
    contract = engine.deploy(alice, made("fe")).contract_address
    failed = engine.transact(alice, contract, b"")
    assert (failed.status, failed.output) == (False, b"")
    assert failed.reason == "invalid opcode: INVALID"


def test_a_base_fee_that_rises_is_paid(node):
    engine, alice = on(node(GENESIS, "--base-fee", "1000000000", "--gas-limit", "16000000").http)
    contract = engine.deploy(alice, made("fe")).contract_address
    for _ in range(20):  # full blocks: each makes the next an eighth dearer
        assert engine.transact(alice, contract, b"").gas_used == 16_000_000
    head = engine._web3.eth.get_block("latest")
    assert head["baseFeePerGas"] > 4_000_000_000


class TestANodeThatIsGone:
    @pytest.mark.parametrize("how", ["http", "ipc"])
    def test_is_named_whatever_it_was_asked(self, node, lost, how):
        running = node(GENESIS)
        address = getattr(running, how)
        engine, alice = on(address)
        taken = engine.snapshot()
        running.end()
        for act, args in (
            (engine.transact, (alice, NOBODY, b"")),
            (engine.deploy, (alice, b"")),
            (engine.call, (NOBODY, b"")),
            (engine.logs, (0, 9)),
            (engine.balances, (NOBODY, [alice])),
            (engine.add_key, (private_key(7, "bob"),)),
            (engine.snapshot, ()),
            (engine.revert, (taken,)),
        ):
            said = lost(act, *args)
            assert said.startswith(f"--engine: {address}: the node cannot be reached: ")

    @pytest.mark.parametrize("how", ["http", "ipc"])
    def test_is_not_waited_for_when_it_is_stopped(self, node, lost, how, monkeypatch):
        monkeypatch.setattr(json_rpc, "ANSWER_WITHIN", 0.5)
        running = node(GENESIS)
        engine, alice = on(getattr(running, how))
        running.stop()
        said = lost(engine.transact, alice, NOBODY, b"")
        assert "the node gave no answer to evm_setNextBlockTimestamp within 0.5 s" in said


class TestANodeThatSomebodyElseUses:
    def test_took_our_time_for_another_block(self, node, lost):
        running = node(GENESIS)
        engine, alice = on(running.http)
        engine.call(NOBODY, b"")  # tells the time
        running.ask("evm_mine")
        said = lost(engine.transact, alice, NOBODY, b"")
        assert "put a transaction into block 2, not 1: somebody else uses it" in said

    def test_is_past_our_time(self, node, lost):
        running = node(GENESIS)
        engine, alice = on(running.http)
        running.ask("evm_setNextBlockTimestamp", GENESIS + 1000)
        running.ask("evm_mine")
        said = lost(engine.transact, alice, NOBODY, b"")
        assert "refused evm_setNextBlockTimestamp: Timestamp error" in said

    def test_spent_our_nonce(self, node, lost):
        running = node(GENESIS)
        (engine, alice), (other, _) = on(running.http), on(running.http)
        other.transact(alice, NOBODY, b"")
        engine.set_time(GENESIS + 100)
        said = lost(engine.transact, alice, NOBODY, b"")
        assert "refused a transaction: nonce too low" in said

    def test_forgot_a_snapshot(self, node):
        running = node(GENESIS)
        engine, _ = on(running.http)
        taken = engine.snapshot()
        running.ask("evm_revert", "0x0")
        with pytest.raises(KeyError, match="the node does not remember snapshot 1"):
            engine.revert(taken)


class TestANodeThatStopsMining:
    def test_is_given_ten_seconds_and_no_more(self, node, lost, monkeypatch):
        monkeypatch.setattr(json_rpc_node, "MINED_WITHIN", 0.3)
        running = node(GENESIS)
        engine, alice = on(running.http)
        running.ask("evm_setAutomine", False)
        said = lost(engine.transact, alice, NOBODY, b"")
        assert "took a transaction and put it in no block within 0.3 s" in said


class TestANodeThatLacksAMethod:
    @pytest.fixture
    def without(self, node):
        """An engine on a node that does not know a method, and asks of another, as told."""
        say = honest(node(GENESIS, "--base-fee", "7"))

        def lacking(*names, **answers):
            def poor(method, params):
                if method.startswith(names):
                    return missing(method)
                return {"result": answers[method]} if method in answers else say(method, params)

            return speaking(poor)

        return lacking

    def test_to_tell_of_a_revert(self, lost, without):
        with without("debug_") as address:
            engine, alice = on(address)
            created = engine.deploy(alice, bytes.fromhex("6460006000fd5f526005601bf3"))
            said = lost(engine.transact, alice, created.contract_address, b"")
        assert "refused debug_traceTransaction: the method" in said

    def test_to_make_money_and_has_none_to_lend(self, lost, without):
        with without("anvil_set", "hardhat_set", eth_accounts=[]) as address:
            said = lost(on, address)
        assert "wants money for gas, and none of its own accounts has enough to lend" in said
        assert "--base-fee 0" in said


def test_a_call_that_is_not_understood_is_no_revert(node, lost):
    say, known = honest(node(GENESIS)), ["eth_call"]

    def forgetful(method, params):
        return missing(method) if method == "eth_call" and not known else say(method, params)

    with speaking(forgetful) as address:
        engine, _ = on(address)
        assert engine.call(NOBODY, b"") == b""
        known.clear()
        said = lost(engine.call, NOBODY, b"")
    assert "refused eth_call: the method eth_call does not exist" in said
