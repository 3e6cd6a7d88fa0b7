"""The clock, the record and the names of a chain, on the engine the tests run on."""

from __future__ import annotations

import pytest

from sim.chain import CompileError, Reverted, open_engine, private_key
from sim.chain.failures import BadData
from sim.chain.logs import UnknownLog

GENESIS = 1_675_123_200


@pytest.fixture
def started(probe, engine_name):
    chain = probe.chain_on(open_engine(engine_name, genesis_instant=GENESIS))
    alice = chain.add_key(private_key(7, "alice"))
    return chain, alice, probe.bindings.Probe.deploy(chain, 5, "first", sender=alice)


def test_the_clock_starts_after_genesis_and_never_goes_back(started):
    chain, alice, contract = started
    assert chain.now == GENESIS + 2
    chain.at(GENESIS + 10)
    assert chain.now == GENESIS + 10
    with pytest.raises(ValueError, match="after"):
        chain.at(GENESIS + 9)
    for _ in range(3):
        contract.store(1, sender=alice)
    chain.at(GENESIS + 11)  # overrun: the last block is at + 12
    assert chain.now == GENESIS + 13


def test_deployments_before_the_first_transaction_are_block_zero(started, probe):
    chain, alice, contract = started
    probe.bindings.Probe.deploy(chain, 6, "second", sender=alice, name="Probe:two")
    contract.store(1, sender=alice)
    probe.bindings.Probe.deploy(chain, 7, "third", sender=alice, name="Probe:three")
    places = [(log.contract, log.block, log.tx_index, log.log_index) for log in chain.logs]
    assert places == [
        ("Probe", 0, 0, 0),
        ("Probe", 0, 0, 1),
        ("Probe:two", 0, 1, 0),
        ("Probe:two", 0, 1, 1),
        ("Probe", 1, 0, 0),
        ("Probe:three", 2, 0, 0),
        ("Probe:three", 2, 0, 1),
    ]


def test_a_receipt_has_the_decoded_events(started, probe):
    _, alice, contract = started
    receipt = contract.store_given_data(9, b"abc", sender=alice)
    stored = receipt.only(probe.logs.Stored)
    assert (stored.by, stored.value, stored.at_) == (alice, 9, stored.at)
    labelled = receipt.only(probe.logs.Labelled)
    assert (labelled.data, labelled.number, labelled.flag) == (b"abc", 9, False)
    assert len(labelled.label) == 32  # only the hash of an indexed text is there
    with pytest.raises(ValueError, match="2 events of Log"):
        receipt.only(probe.logs.Log)


def test_structs_and_enums_go_in_and_come_out(started, probe):
    _, alice, contract = started
    item = probe.logs.Item(2**63, probe.logs.Grade.GOOD, alice, "绿债", (1, 65535))
    pair = probe.logs.Pair(-(2**39), b"k" * 32)
    listed = contract.list([item], pair, probe.logs.Grade.FAIR, sender=alice).only(
        probe.logs.Listed
    )
    assert (listed.items, listed.pair, listed.grade) == ((item,), pair, probe.logs.Grade.FAIR)
    assert contract.echo([item, item], pair) == ((item, item), pair)
    assert contract.best([item]) == item


def test_a_refusal_is_recorded_before_it_is_raised(started):
    chain, alice, contract = started
    with pytest.raises(Reverted):
        contract.fail_with(1, sender=alice)
    last = chain.transactions[-1]
    assert (last.block, last.contract, last.function, last.status) == (
        1,
        "Probe",
        "failWith",
        False,
    )
    assert last.sender == alice
    assert all(log.block == 0 for log in chain.logs)


def test_an_argument_that_does_not_fit_sends_nothing(started):
    chain, alice, contract = started
    with pytest.raises(BadData, match="store"):
        contract.store(-1, sender=alice)
    assert chain.block == 0


def test_an_event_no_contract_of_ours_declares_is_kept_undecoded(probe, engine_name):
    from sim.chain import Chain

    chain = Chain(
        open_engine(engine_name, genesis_instant=GENESIS), artifacts=probe.compiled, events={}
    )
    alice = chain.add_key(private_key(7, "alice"))
    chain.deploy("Probe", 5, "first", sender=alice)
    assert all(isinstance(log, UnknownLog) for log in chain.logs)
    assert len(chain.logs[0].topics) == 2


def test_a_contract_that_is_not_there_is_refused(started):
    chain, alice, _ = started
    with pytest.raises(CompileError, match="there is no contract 'Prob'"):
        chain.deploy("Prob", sender=alice)


def test_names_are_given_at_deployment_or_by_hand(started):
    chain, alice, contract = started
    assert chain.name_of(contract.address) == "Probe"
    assert chain.name_of(alice) == alice
    chain.register(alice, "Alice")
    assert chain.name_of(alice) == "Alice"
    assert repr(contract) == "Probe('Probe')"
