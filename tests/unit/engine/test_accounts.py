from __future__ import annotations

import pytest

from sim.chain import Chain, UnknownSender, open_engine
from sim.chain.bindings import CentralBankMoney
from sim.chain.identity import address_of, private_key
from sim.engine.accounts import Accounts

GENESIS = 1_675_123_200


@pytest.fixture
def chain(engine_name):
    return Chain(open_engine(engine_name, genesis_instant=GENESIS))


@pytest.fixture
def accounts(chain):
    return Accounts(7, chain)


def coin(chain, sender):
    roles = "0x" + "11" * 20
    return CentralBankMoney.deploy(chain, "Coin", "C", "HKD", 2, roles, sender=sender)


class TestSigningAccounts:
    def test_the_key_follows_from_seed_and_name(self, accounts):
        assert accounts.sign("alder") == address_of(private_key(7, "alder"))

    def test_another_seed_is_another_account(self, accounts, chain):
        assert accounts.sign("alder") != Accounts(8, chain).sign("alder")

    def test_they_can_send(self, accounts, chain):
        assert coin(chain, accounts.sign("alder")).symbol() == "C"


class TestHoldingAccounts:
    def test_they_have_an_address_and_no_key(self, accounts, chain):
        holder = accounts.hold("alder")
        money = coin(chain, accounts.sign("deployer"))
        with pytest.raises(UnknownSender):
            money.approve(money.address, 1, sender=holder)

    def test_it_is_not_the_address_of_the_signing_account(self, accounts, chain):
        assert accounts.hold("alder") != Accounts(7, chain).sign("alder")


class TestNames:
    def test_both_ways(self, accounts):
        address = accounts.sign("alder")
        assert accounts["alder"] == address
        assert accounts.name(address) == "alder"

    def test_contracts_have_names_too(self, accounts):
        accounts.contract("Roles", "0x" + "22" * 20)
        assert accounts.name("0x" + "22" * 20) == "Roles"

    def test_nobody_is_made_up(self, accounts):
        with pytest.raises(KeyError):
            accounts["alder"]
        with pytest.raises(KeyError):
            accounts.name("0x" + "22" * 20)

    def test_addresses_come_in_the_order_asked_for(self, accounts):
        alder, birch = accounts.sign("alder"), accounts.hold("birch")
        assert accounts.all(["birch", "alder", "birch"]) == [birch, alder, birch]

    def test_the_table_is_in_the_order_of_opening_and_a_copy(self, accounts):
        for name in ("cedar", "alder", "birch"):
            accounts.hold(name)
        table = accounts.names()
        assert list(table.values()) == ["cedar", "alder", "birch"]
        table.clear()
        assert len(accounts.names()) == 3
