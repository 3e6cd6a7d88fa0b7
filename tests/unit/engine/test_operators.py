"""Money outside the chain as actors handle it: confirmed, refused, funded, never created."""

from __future__ import annotations

from datetime import date

import pytest

from sim.chain.bindings import RtgsRail
from sim.chain.logs import (
    AwaitingMoney,
    FundingConfirmed,
    MoneyConfirmed,
    MoneyReturned,
    Role,
    Settled,
    SettlementFailed,
)
from sim.engine import operators
from tests.scenarios import book, off_chain, order, payment_system, small, tranche
from tests.stage import CBDC, Stage

RTGS = ("rtgs", "HKD")


@pytest.fixture
def issued() -> Stage:
    """The small deal on the evening of its issue, paid outside the chain."""
    orders = [order(*each) for each in (("alder", 50), ("birch", 30), ("cedar", 20))]
    terms = (tranche(rails=["rtgs", "cbdc"]),)
    stage = Stage(small(payment_system(), *orders, tranches=terms)).issued()
    stage.chain.logs.clear()
    return stage


def told(stage, *kinds):
    """(class, instruction) of the logs of some classes since the issue."""
    numbers = {AwaitingMoney: "id", Settled: "id", SettlementFailed: "id"}
    numbers |= {MoneyConfirmed: "instruction_id", MoneyReturned: "instruction_id"}
    numbers |= {FundingConfirmed: "action_id"}
    return [
        (type(log), getattr(log, numbers[type(log)]))
        for log in stage.chain.logs
        if isinstance(log, kinds)
    ]


class TestSetUp:
    def test_the_rail_is_a_contract_of_the_currency(self):
        stage = Stage(off_chain())
        rail = stage.world.system.cash[RTGS]
        assert isinstance(rail, RtgsRail)
        assert (rail.name(), rail.symbol()) == ("A payment system", "rtgs.HKD")
        assert (rail.currency(), rail.decimals()) == ("HKD", 2)
        assert "RtgsRail:HKD" in stage.accounts.names().values()
        assert list(stage.world.system.rtgs) == [RTGS]
        assert list(stage.world.system.tokens) == [CBDC]

    def test_the_tranche_and_its_offering_take_both_in_their_order(self):
        stage = Stage(off_chain())
        system = stage.world.system
        rails = tuple(system.cash[kind, "HKD"].address for kind in ("rtgs", "cbdc"))
        assert system.terms["HKD"].terms().rails == rails
        assert system.offerings["HKD"].offering_terms().rails == rails

    @pytest.mark.parametrize("role", ["rail operator", "central bank"])
    def test_whoever_stands_behind_the_rail_operates_it(self, role):
        terms = (tranche(rails=["rtgs"]),)
        stage = Stage(small(payment_system("clearing-house", role), tranches=terms))
        operator = stage.accounts["clearing-house"]
        assert stage.world.system.roles.has(Role.RAIL_OPERATOR, operator)

    def test_nobody_needs_an_allowance(self):
        terms = (tranche(rails=["rtgs"]),)
        assert Stage(small(payment_system(), tranches=terms)).sent("approve") == []


class TestTreasury:
    def test_creates_nothing_and_takes_nothing_back(self, issued):
        before = issued.chain.block
        issued.treasury.provide(RTGS, {"alder": 500})
        issued.treasury.convert(RTGS, ["alder", "treasury"])
        assert issued.chain.block == before

    def test_has_the_operator_confirm_the_funding(self, issued):
        issued.at("2023-03-15 09:00")
        agent, bond = issued.world.system.paying_agent, issued.bond()
        agent.announce(bond, 0, 0, sender=issued.accounts["bank"])
        issued.at("2023-03-16 09:00")
        issued.treasury.fund(RTGS, 1)
        assert told(issued, FundingConfirmed) == [(FundingConfirmed, 1)]
        assert issued.sent("confirmFunding") == [("clearing-house", True)]
        assert issued.sent("fund") == []
        assert agent.owed(issued.world.system.cash[RTGS].address) == agent.amount_due(1)


class TestDesk:
    def test_money_that_is_there_is_confirmed_in_the_same_phase(self, issued):
        issued.at("2023-02-17 10:15")
        ticket = issued.trade("alder", "birch", 10, rail=RTGS)
        issued.at("2023-02-21 08:30")
        assert issued.desk.settle() == [ticket]
        kinds = AwaitingMoney, MoneyConfirmed, Settled
        assert told(issued, *kinds) == [(kind, ticket.id) for kind in kinds]
        assert issued.sent("confirm")[-1] == ("clearing-house", True)
        assert issued.units("birch") == 40
        assert issued.desk.settled[-1] is ticket

    def test_money_that_is_late_is_waited_for_and_refused_at_the_cut_off(self, issued):
        issued.at("2023-02-17 10:15")
        ticket = issued.trade("alder", "birch", 10, rail=RTGS, money_from=date(2023, 2, 22))
        for when in ("2023-02-21 08:30", "2023-02-21 11:00"):
            issued.at(when)
            assert issued.desk.settle() == []
        assert ticket.awaited
        issued.at("2023-02-21 17:30")
        issued.desk.expire()
        assert (ticket.awaited, ticket.attempted) == (False, True)
        assert told(issued, AwaitingMoney, SettlementFailed) == [
            (AwaitingMoney, ticket.id),
            (SettlementFailed, ticket.id),
        ]
        issued.at("2023-02-22 08:30")
        assert issued.desk.settle() == [ticket]

    def test_money_that_never_comes_ends_by_expiry(self, issued):
        issued.at("2023-02-17 10:15")
        ticket = issued.trade("alder", "birch", 10, rail=RTGS, money_from=date.max)
        issued.at("2023-03-07 08:30")
        issued.desk.settle()
        issued.at("2023-03-07 17:30")
        issued.desk.expire()
        assert issued.desk.expired == [ticket.id]
        assert told(issued, SettlementFailed) == []

    def test_what_cannot_be_delivered_is_never_asked_money_for(self, issued):
        issued.at("2023-02-17 10:15")
        issued.trade("cedar", "birch", 21, rail=RTGS)
        issued.at("2023-02-21 08:30")
        assert issued.desk.settle() == []
        assert told(issued, AwaitingMoney, MoneyConfirmed) == []

    def test_money_for_what_another_payment_made_undeliverable_goes_back(self, issued):
        """Cedar sells 15 of its 20 units, and 4 of them: both can be locked, not both delivered."""
        issued.at("2023-02-17 10:15")
        first = issued.trade("cedar", "birch", 15, rail=RTGS)
        second = issued.trade("cedar", "alder", 4, rail=RTGS)
        issued.at("2023-02-21 08:30")
        assert issued.desk.settle() == [first]
        assert told(issued, MoneyReturned) == [(MoneyReturned, second.id)]
        assert (second.awaited, second.attempted, issued.units("cedar")) == (False, True, 5)
        issued.at("2023-02-21 11:00")
        assert issued.desk.settle() == []

    def test_every_payment_has_a_reference_of_its_own(self, issued, monkeypatch):
        monkeypatch.setattr(operators, "CONFIRM_BATCH", 2)
        issued.at("2023-02-17 10:15")
        for _ in range(3):
            issued.trade("alder", "birch", 2, rail=RTGS)
        issued.at("2023-02-21 08:30")
        assert len(issued.desk.settle()) == 3
        logs = [log for log in issued.chain.logs if isinstance(log, MoneyConfirmed)]
        # Three allocations were paid on the day of issue.
        assert [log.payment_reference.rstrip(b"\0").decode() for log in logs] == [
            "HKD-20230221-000004",
            "HKD-20230221-000005",
            "HKD-20230221-000006",
        ]
        assert len({log.block for log in logs}) == 2


class TestElection:
    def rails(self, *tables: str, **terms: object) -> list[str]:
        """Names of the rails the allocations of a deal are to be paid on."""
        stage = Stage(small(payment_system(), *tables, **terms)).issued()
        cash = {c.address: kind for (kind, _), c in stage.world.system.cash.items()}
        settlement = stage.world.system.settlement
        count = settlement.instructions()
        return [cash[settlement.instruction(n).cash] for n in range(1, count + 1)]

    BOTH = (tranche(rails=["rtgs", "cbdc"]),)

    def test_an_order_names_its_rail_or_takes_the_first(self):
        orders = order("alder", 50), order("birch", 30, rail="cbdc"), order("cedar", 20)
        assert self.rails(*orders, tranches=self.BOTH) == ["rtgs", "cbdc", "rtgs"]

    def test_drawn_investors_elect_by_their_share(self):
        drawn = book(investors=80, elect="CBDC").replace('"CBDC"', "{ cbdc = 30 }")
        large = (tranche(rails=["rtgs", "cbdc"], size=10_000 * 500_000),)
        rails = self.rails(drawn, tranches=large, seed=9)
        assert len(rails) > 60
        assert 0.15 < rails.count("cbdc") / len(rails) < 0.45
        assert set(rails) == {"cbdc", "rtgs"}

    @pytest.mark.parametrize(("share", "rail"), [("0", "rtgs"), ("100", "cbdc")])
    def test_none_or_all_of_them(self, share, rail):
        drawn = book(elect="CBDC").replace('"CBDC"', f"{{ cbdc = {share} }}")
        assert set(self.rails(drawn, tranches=self.BOTH)) == {rail}

    def test_without_a_share_everybody_takes_the_first(self):
        assert set(self.rails(book(), tranches=self.BOTH)) == {"rtgs"}

    def test_the_issuer_banks_what_came_in_on_either_rail(self):
        orders = order("alder", 50), order("birch", 30, rail="cbdc"), order("cedar", 20)
        stage = Stage(small(payment_system(), *orders, tranches=self.BOTH)).issued()
        assert stage.money("treasury") == 0
        assert stage.sent("burn") == [("hkma", True)]
        assert stage.units("birch") == 30

    def test_what_is_unpaid_is_taken_up_on_the_same_rail(self):
        drawn = book(unpaid=2, elect="RAIL").replace('"RAIL"', "{ cbdc = 50 }")
        stage = Stage(small(payment_system(), drawn, tranches=self.BOTH)).issued()
        system = stage.world.system
        count = system.settlement.instructions()
        entered = [system.settlement.instruction(n) for n in range(1, count + 1)]
        taken = [each for each in entered if each.linked_id]
        assert len(taken) == 2
        for each in taken:
            assert each.cash == system.settlement.instruction(each.linked_id).cash
        assert sum(stage.units(n) for n in stage.world.scenario.book.names()) < 100
        assert system.bonds["HKD"].total_supply() == 100
