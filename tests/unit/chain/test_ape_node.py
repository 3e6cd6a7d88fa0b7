"""ape's own network, begun anew: what we rely on in ape, so that a new ape that differs says so."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest
from web3 import Web3

from sim.chain import EngineUnavailable, engine_here, open_engine, private_key

GENESIS = 1_675_123_200
KEY = private_key(0, "alice")
#: Returns one byte of code, STOP: the smallest contract.
INITCODE = bytes.fromhex("60016000f3")


@pytest.fixture
def provider(ape):
    return ape.networks.active_provider


@pytest.fixture
def engine(ape):
    return open_engine("ape", genesis_instant=GENESIS)


def test_the_genesis_is_ours_seen_through_apes_own_provider(ape, provider, engine):
    assert (engine.name, engine.block, engine.at) == ("ape", 0, GENESIS)
    block = provider.get_block("latest")
    assert (block.number, block.timestamp, block.gas_limit) == (0, GENESIS, 40_000_000)
    assert (block.base_fee, provider.base_fee) == (0, 0)
    assert provider.chain_id == provider.web3.eth.chain_id == 31337
    assert provider.evm_backend.chain.get_vm().fork == "cancun"


def test_our_transactions_are_on_apes_chain_at_our_time(ape, provider, engine):
    alice = engine.add_key(KEY)
    engine.set_time(GENESIS + 1000)
    made = engine.deploy(alice, INITCODE)
    engine.transact(alice, made.contract_address, b"")
    assert ape.chain.blocks.height == engine.block == 2
    assert [ape.chain.blocks[n].timestamp - GENESIS for n in (1, 2)] == [1000, 1001]
    assert provider.get_code(checksummed(made.contract_address)) == b"\0"
    receipt = provider.get_receipt(made.tx_hash)
    assert (receipt.gas_used, receipt.contract_address.lower()) == (
        made.gas_used,
        made.contract_address,
    )


def test_apes_accounts_have_money_and_their_transactions_stay_apes(ape, engine):
    sender, other = ape.accounts.test_accounts[0], ape.accounts.test_accounts[1]
    before = other.balance
    receipt = sender.transfer(other, 5)
    assert other.balance == before + 5 > 5
    assert receipt.block_number == 1


def test_a_refused_call_of_apes_own_is_told_by_ape(ape, engine):
    # PUSH0 PUSH0 REVERT as runtime code: what reads it is not our engine.
    made = engine.deploy(engine.add_key(KEY), bytes.fromhex("625f5ffd60e81b5f5260035ff3"))
    with pytest.raises(ape.exceptions.ContractLogicError):
        ape.accounts.test_accounts[0].transfer(made.contract_address, 0, gas_limit=100_000)


def test_every_opening_begins_anew_and_leaves_the_earlier_engine_its_chain(ape, engine):
    alice = engine.add_key(KEY)
    engine.deploy(alice, INITCODE)
    late = open_engine("ape", genesis_instant=GENESIS + 9)
    assert (ape.chain.blocks.height, ape.chain.blocks.head.timestamp) == (0, GENESIS + 9)
    assert engine.deploy(alice, INITCODE).block == 2
    assert (late.block, ape.chain.blocks.height) == (0, 0)


def test_what_ape_remembered_of_the_old_chain_is_forgotten(ape, engine):
    engine.deploy(engine.add_key(KEY), INITCODE)
    taken = ape.chain.snapshot()
    open_engine("ape", genesis_instant=GENESIS)
    with pytest.raises(ape.exceptions.UnknownSnapshotError):
        ape.chain.restore(taken)


def test_the_genesis_block_can_be_gone_back_to(provider, engine):
    before = engine.snapshot()
    alice = engine.add_key(KEY)
    engine.deploy(alice, INITCODE)
    engine.revert(before)
    assert (engine.block, provider.web3.eth.chain_id) == (0, 31337)
    assert engine.deploy(engine.add_key(KEY), INITCODE).status


def test_apes_isolation_is_off_because_it_would_undo_a_deal_that_tests_share(ape):
    assert ape.config.get_config("test").isolation is False


def checksummed(address):
    return Web3.to_checksum_address(address)


class TestRefusals:
    def test_without_ape_there_is_none_of_its_networks(self, monkeypatch):
        monkeypatch.delitem(sys.modules, "ape", raising=False)
        assert engine_here() == "auto"
        with pytest.raises(EngineUnavailable, match="start this by 'ape run' or 'ape test'"):
            open_engine("ape", genesis_instant=GENESIS)

    def test_nor_where_ape_is_connected_to_nothing(self, ape, monkeypatch):
        assert engine_here() == "ape"
        monkeypatch.setattr(ape.networks, "_active_provider", None)
        assert engine_here() == "auto"
        with pytest.raises(EngineUnavailable, match="connected to no network"):
            open_engine("ape", genesis_instant=GENESIS)

    def test_a_network_whose_clock_is_not_ours(self, ape, monkeypatch):
        node = SimpleNamespace(network_choice="ethereum:local:node")
        monkeypatch.setattr(ape.networks, "_active_provider", node)
        with pytest.raises(EngineUnavailable, match="ethereum:local:node, whose time") as raised:
            open_engine("ape", genesis_instant=GENESIS)
        assert isinstance(raised.value, ape.exceptions.ApeException)  # so ape prints it plainly
        assert str(raised.value).endswith("write --network ethereum:local:test")

    def test_another_chain_id(self, provider, monkeypatch):
        monkeypatch.setitem(provider.__dict__, "chain_id", 1337)
        with pytest.raises(EngineUnavailable, match="is 1337, not 31337; write 'chain_id: 31337'"):
            open_engine("ape", genesis_instant=GENESIS)
