"""PARITY: the same calls give the same blocks, times, logs and refusals on every engine."""

from __future__ import annotations

import dataclasses

import pytest

from sim.chain import Halted, Panicked, Reverted, UnknownSender, open_engine, private_key
from sim.chain.abi import Function
from sim.chain.failures import RevertedWithText, UnknownRevert
from sim.chain.revm_engine import RevmEngine

GENESIS = 1_675_123_200


@pytest.fixture
def world(probe, each_engine):
    """A chain with a `Probe`, its deployer and a second party."""
    chain = probe.chain_on(open_engine(each_engine, genesis_instant=GENESIS))
    alice = chain.add_key(private_key(7, "alice"))
    bob = chain.add_key(private_key(7, "bob"))
    contract = probe.bindings.Probe.deploy(chain, 5, "first", sender=alice, name="Probe:one")
    return chain, contract, alice, bob


def story(probe, engine):
    """Everything a run does, in one sequence; returns the chain."""
    chain = probe.chain_on(engine)
    alice, bob = (chain.add_key(private_key(7, name)) for name in ("alice", "bob"))
    contract = probe.bindings.Probe.deploy(chain, 5, "first", sender=alice)
    coin = probe.bindings.Coin.deploy(chain, sender=alice)
    chain.at(GENESIS + 1000)
    contract.store(1, sender=alice)
    contract.store(2, sender=bob)
    for name in ("fail_with", "fail_overflow"):
        with pytest.raises(Reverted):
            chain.send(contract.address, Function.parse(f"{camel(name)}(uint256)"), (9,), bob)
    for name in ("fail_with_text", "fail_silently", "fail_unknown", "burn"):
        with pytest.raises(Reverted):
            chain.send(contract.address, Function.parse(f"{camel(name)}()"), (), alice)
    chain.at(GENESIS + 1004)
    coin.mint(alice, 100, sender=bob)
    before = chain.snapshot()
    coin.transfer(bob, 30, sender=alice)
    chain.revert(before)
    coin.transfer(bob, 10, sender=alice)
    probe.bindings.Coin.deploy(chain, sender=bob, name="late")
    contract.make(sender=alice)
    item = probe.logs.Item(1, probe.logs.Grade.GOOD, bob, "é", (1, 2))
    contract.list((item, item), probe.logs.Pair(-3, b"k" * 32), probe.logs.Grade.FAIR, sender=bob)
    return chain, contract, coin, (alice, bob)


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(word.title() for word in rest)


def without_gas(transaction):
    return dataclasses.replace(transaction, gas_used=0, tx_hash="")


def test_one_story_leaves_the_same_record_on_both(probe):
    pytest.importorskip("pyrevm")
    (fast, here, coin, parties), (true, there, other, _) = (
        story(probe, open_engine(name, genesis_instant=GENESIS)) for name in ("revm", "eth-tester")
    )
    assert fast.logs == true.logs
    assert [without_gas(t) for t in fast.transactions] == [
        without_gas(t) for t in true.transactions
    ]
    assert (here.address, coin.address) == (there.address, other.address)
    assert here.child() == there.child()
    assert here.seen() == there.seen()
    assert fast.balances(coin.address, parties) == true.balances(coin.address, parties) == [90, 10]
    assert fast.now == true.now


@pytest.mark.parametrize("how", ["http", "ipc"])
def test_one_story_leaves_the_reference_record_on_a_node(probe, node, how):
    away, here, coin, parties = story(
        probe, open_engine(getattr(node(GENESIS), how), genesis_instant=GENESIS)
    )
    true, there, other, _ = story(probe, open_engine("eth-tester", genesis_instant=GENESIS))
    assert away.logs == true.logs
    assert away.transactions == true.transactions  # gas and hashes too
    assert (here.address, coin.address) == (there.address, other.address)
    assert here.child() == there.child()
    assert here.seen() == there.seen()
    assert away.balances(coin.address, parties) == [90, 10]
    assert away.now == true.now
    assert away.engine.logs(0, 99) == true.engine.logs(0, 99)


def test_logs_read_back_are_the_logs_received(probe):
    pytest.importorskip("pyrevm")
    fast = story(probe, RevmEngine(GENESIS, keep_logs=True))[0]
    true = story(probe, open_engine("eth-tester", genesis_instant=GENESIS))[0]
    assert fast.engine.logs(0, 99) == true.engine.logs(0, 99)
    assert len(fast.engine.logs(0, 99)) == len(fast.logs)


def test_time_and_block_of_every_transaction(world):
    chain, contract, alice, _ = world
    chain.at(GENESIS + 500)
    first, second = contract.store(1, sender=alice), contract.store(2, sender=alice)
    chain.at(GENESIS + 501)
    third = contract.store(3, sender=alice)
    assert [receipt.at - GENESIS for receipt in (first, second, third)] == [500, 501, 502]
    assert [receipt.block for receipt in (first, second, third)] == [1, 2, 3]
    assert [event.at for event in third.events] == [GENESIS + 502]
    assert third.events[0].contract == "Probe:one"


def test_reads_see_the_next_block(world):
    chain, contract, alice, _ = world
    chain.at(GENESIS + 500)
    assert contract.seen() == (GENESIS + 500, 2, 31337)
    contract.store(1, sender=alice)
    assert contract.seen() == (GENESIS + 501, 3, 31337)
    chain.at(GENESIS + 900)
    assert contract.seen() == (GENESIS + 900, 3, 31337)


def test_reads_after_a_revert_see_the_time_that_was_set(world):
    chain, contract, alice, _ = world
    chain.at(GENESIS + 500)
    assert contract.seen()[0] == GENESIS + 500
    before = chain.engine.snapshot()
    chain.engine.revert(before)
    assert contract.seen()[0] == GENESIS + 500
    assert contract.store(1, sender=alice).at == GENESIS + 500


def test_a_time_not_after_the_last_block_is_refused(world):
    chain, contract, alice, _ = world
    chain.at(GENESIS + 500)
    contract.store(1, sender=alice)
    with pytest.raises(ValueError, match="last one is at"):
        chain.engine.set_time(GENESIS + 500)


def test_transient_storage_ends_with_the_transaction(world):
    _, contract, alice, _ = world
    contract.lock_once(sender=alice)
    contract.lock_once(sender=alice)


def test_a_call_leaves_no_trace(world):
    chain, contract, alice, _ = world
    lock = Function.parse("lockOnce()")
    store = Function.parse("store(uint256)")
    for _ in range(2):
        chain.call(contract.address, lock, (), alice)
        chain.call(contract.address, store, (77,), alice)
    assert contract.value() == 5


def test_a_custom_error_arrives_with_its_values(world, probe):
    chain, contract, _, bob = world
    with pytest.raises(probe.reverts.Probe_WrongValue) as caught:
        contract.fail_with(9, sender=bob)
    assert (caught.value.given, caught.value.held, caught.value.by) == (9, 10, bob)
    assert str(caught.value).endswith(": The value asked for is not the value here.")
    assert contract.value() == 5
    assert chain.transactions[-1].revert == f"Probe_WrongValue(given=9, held=10, by={bob})"
    assert not chain.transactions[-1].status


@pytest.mark.parametrize(
    ("function", "expected", "text"),
    [
        ("failWithText()", RevertedWithText, "Error(message=no)"),
        ("failSilently()", Halted, "Halt()"),
        ("failUnknown()", UnknownRevert, "0xdeadbeef(data=0x)"),
        ("burn()", Halted, "Halt()"),
    ],
)
def test_every_kind_of_revert_is_told_apart(world, function, expected, text):
    chain, contract, alice, _ = world
    with pytest.raises(expected):
        chain.send(contract.address, Function.parse(function), (), alice)
    assert chain.transactions[-1].revert == text
    with pytest.raises(expected):
        chain.call(contract.address, Function.parse(function))


def test_a_panic_has_its_code(world):
    _, contract, _, _ = world
    with pytest.raises(Panicked, match="overflow or underflow") as caught:
        contract.fail_overflow(6)
    assert caught.value.code == 0x11


def test_a_reverted_transaction_takes_a_block_and_a_nonce(world, probe):
    chain, contract, alice, _ = world
    with pytest.raises(Reverted):
        contract.fail_with(9, sender=alice)
    assert contract.store(1, sender=alice).block == 2
    late = probe.bindings.Coin.deploy(chain, sender=alice)
    assert late.address == created_by(alice, nonce=3)


def test_deployments_have_the_addresses_of_a_chain(world, probe):
    chain, contract, alice, _ = world
    assert contract.address == created_by(alice, nonce=0)
    assert probe.bindings.Coin.deploy(chain, sender=alice).address == created_by(alice, nonce=1)


def created_by(sender, nonce):
    """CREATE's address, by the definition in the yellow paper."""
    import rlp

    from sim.chain.identity import keccak

    return "0x" + keccak(rlp.encode([bytes.fromhex(sender[2:]), nonce]))[12:].hex()


def test_snapshots_unwind_through_later_ones(world):
    chain, contract, alice, _ = world
    first = chain.snapshot()
    contract.store(1, sender=alice)
    chain.snapshot()
    contract.store(2, sender=alice)
    chain.revert(first)
    assert contract.value() == 5
    assert (chain.block, len(chain.transactions)) == (0, 1)
    assert contract.store(3, sender=alice).block == 1
    with pytest.raises(KeyError):
        chain.revert(first)


def test_a_sender_without_a_key_is_refused(world):
    chain, contract, _, _ = world
    with pytest.raises(UnknownSender):
        contract.store(1, sender="0x" + "12" * 20)
    assert chain.block == 0


def test_an_account_without_code_answers_nothing(world):
    chain, _, alice, _ = world
    assert chain.engine.call("0x" + "34" * 20, b"") == b""
    assert chain.engine.transact(alice, "0x" + "34" * 20, b"").status


def test_sixteen_million_gas_is_there_and_no_more(world):
    chain, contract, alice, _ = world
    raw = chain.engine.transact(alice, contract.address, Function.parse("burn()").encode(()))
    assert raw.gas_used == 16_000_000
