from __future__ import annotations

from datetime import date

import pytest

from sim.chain.logs import InvestorClass, InvestorRecorded, Role
from sim.engine.deployment import DEPLOYER
from sim.engine.setup import batches
from tests.runs import hk_2023
from tests.scenarios import book, party, small, tranche
from tests.stage import CBDC, Stage


def entries(stage):
    """Register entries by name."""
    found = [log for log in stage.chain.logs if isinstance(log, InvestorRecorded)]
    return {stage.accounts.name(log.account): log for log in found}


class TestBatches:
    def test_the_items_in_order_so_many_at_a_time(self):
        assert list(batches([1, 2, 3, 4, 5], 2)) == [[1, 2], [3, 4], [5]]

    def test_of_nothing_there_are_none(self):
        assert list(batches([])) == []


class TestRoles:
    @pytest.mark.parametrize(
        ("role", "name"),
        [
            (Role.ISSUER, "treasury"),
            (Role.CENTRAL_BANK, "hkma"),
            (Role.SETTLEMENT_AGENT, "depository"),
            (Role.REGISTRAR, "bank"),
            (Role.PAYING_AGENT, "bank"),
        ],
    )
    def test_parties_hold_the_roles_of_the_scenario(self, stage, role, name):
        assert stage.world.system.roles.has(role, stage.accounts[name])

    def test_contracts_hold_theirs(self, stage):
        system = stage.world.system
        held = {
            Role.BOND_CONTRACT: system.bonds["HKD"],
            Role.CASH_CONTRACT: system.cash[CBDC],
            Role.SETTLEMENT_CONTRACT: system.settlement,
            Role.OFFERING_CONTRACT: system.offerings["HKD"],
            Role.PAYING_AGENT_CONTRACT: system.paying_agent,
        }
        assert all(system.roles.has(role, found.address) for role, found in held.items())

    def test_an_investor_holds_none(self, stage):
        alder = stage.accounts["alder"]
        assert not [role for role in Role if role and stage.world.system.roles.has(role, alder)]

    def test_the_deployer_holds_none(self, stage):
        deployer = stage.accounts["deployer"]
        assert not [role for role in Role if role and stage.world.system.roles.has(role, deployer)]


class TestRegister:
    def test_admitted_with_class_and_jurisdiction(self, stage):
        alder = entries(stage)["alder"]
        assert alder.investor_class is InvestorClass.INSTITUTION
        assert alder.jurisdiction == 344  # Hong Kong, ISO 3166-1

    def test_identification_holds_through_its_last_day(self, stage):
        assert entries(stage)["alder"].kyc_expiry == stage.instant("2027-01-01 00:00")

    def test_the_investors_of_the_seed_too(self):
        assert {"investor-001", "investor-012"} <= set(entries(Stage(small(book()))))

    def test_who_is_not_admitted_is_not_there(self, stage):
        assert "outsider" not in entries(stage)
        assert "treasury" not in entries(stage)

    def test_the_sanctioned_are_marked(self):
        stage = Stage(small(party("villain", sanctioned=True)))
        assert entries(stage)["villain"].sanctioned
        assert not entries(stage)["alder"].sanctioned

    @pytest.mark.parametrize(("name", "may"), [("alder", True), ("person", False)])
    def test_the_offer_is_to_its_classes(self, stage, name, may):
        register, bond = stage.world.system.register, stage.bond()
        refusal = register.receiver_refusal(bond, stage.accounts[name], 2)
        assert (refusal == 0) is may

    def test_and_to_its_jurisdictions(self):
        stage = Stage(small(party("abroad", jurisdiction="FR")))
        register = stage.world.system.register
        assert register.receiver_refusal(stage.bond(), stage.accounts["abroad"], 2) != 0


class TestMoney:
    def test_everybody_who_signs_may_hold_central_bank_money(self, stage):
        cash = stage.world.system.cash[CBDC]
        names = ("treasury", "hkma", "depository", "bank", "alder", "outsider")
        stage.treasury.provide(CBDC, dict.fromkeys(names, 1))
        assert [cash.balance_of(stage.accounts[name]) for name in names] == [1] * len(names)

    def test_payers_let_settlement_take_what_they_affirmed(self):
        stage = Stage(small(book(), tranches=(tranche(rails=["cbdc", "stablecoin"]),)))
        settlement = stage.world.system.settlement.address
        for cash in stage.world.system.cash.values():
            for name in ("alder", "bank", "investor-003"):
                assert cash.allowance(stage.accounts[name], settlement) == 2**256 - 1
            assert cash.allowance(stage.accounts["treasury"], settlement) == 0

    def test_the_issuer_lets_the_paying_agent_take_what_is_due(self, stage):
        cash, agent = stage.world.system.cash[CBDC], stage.world.system.paying_agent.address
        assert cash.allowance(stage.accounts["treasury"], agent) == 2**256 - 1
        assert cash.allowance(stage.accounts["alder"], agent) == 0


def test_it_is_done_on_the_first_morning():
    stage = Stage()
    deployer = stage.accounts[DEPLOYER]
    sent = [done for done in stage.chain.transactions if done.sender != deployer]
    assert sent[0].at == stage.instant("2023-02-14 08:00")
    assert sent[-1].at < stage.instant("2023-02-14 08:30")
    assert stage.world.today == date(2023, 2, 14)


def test_drawn_investors_are_of_the_kind_the_deal_is_offered_to():
    run = hk_2023(**{"offer.classes": '["professional", "institution"]'})
    register = [row for row in run.ledgers["register"] if row.party.startswith("investor-")]
    assert {row.class_ for row in register} == {"professional"}
    orders = [row for row in run.ledgers["orders"] if row.investor.startswith("investor-")]
    assert "INELIGIBLE" not in {row.reason for row in orders}
