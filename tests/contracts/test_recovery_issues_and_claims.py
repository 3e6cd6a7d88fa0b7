"""Settlement of issues and market claims where a side's key was lost."""

from __future__ import annotations

import pytest

from sim.chain.logs import Reason, Settled, SettlementFailed, TransactionType, Transfer
from tests.contracts.deal import UNLIMITED, Deal
from tests.contracts.expect import said
from tests.contracts.recoveries import cash, lose, replaced, settle
from tests.contracts.trades import CLEAN, UNITS, trade


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice owns 100 units."""
    deal.mint(deal.alice, 100)
    return deal


class TestIssues:
    def test_to_a_replaced_investor_go_to_the_account_in_force(self, deal):
        issue = trade(
            deal,
            transaction_type=TransactionType.ISSU,
            deliverer=deal.issuer,
            accrued_amount=0,
            accrued_days=0,
        )
        deal.settlement.instruct_issue([issue], sender=deal.as_offering)
        replaced(deal, "bob", "dave")
        receipt = settle(deal, deal.settlement.instructions())
        assert receipt.only(Settled)
        assert deal.holdings(deal.bob, deal.dave) == [0, UNITS]
        assert cash(deal, "bob", "dave", "issuer") == [0, -CLEAN, CLEAN]


class TestMarketClaims:
    def claim(self, deal) -> int:
        owed = trade(
            deal,
            transaction_type=TransactionType.CLAI,
            units=0,
            price=0,
            clean_amount=100_417_80,
            accrued_amount=0,
        )
        deal.settlement.raise_claim(owed, sender=deal.as_paying_agent)
        return deal.settlement.instructions()

    def test_are_owed_by_the_account_in_force(self, deal, is_recovered):
        number = self.claim(deal)
        lose(deal, is_recovered)
        settle(deal, number).only(Settled)
        assert cash(deal, "alice", "dave", "bob") == [0, -100_417_80, 100_417_80]

    def test_are_owed_to_the_account_in_force(self, deal, is_recovered):
        number = self.claim(deal)
        lose(deal, is_recovered, "bob", "dave")
        receipt = settle(deal, number)
        paid = (Transfer, deal.alice, deal.dave, 100_417_80)
        assert said(receipt, deal.cash) == [paid]

    def test_wait_for_the_approval_of_the_account_in_force(self, deal):
        number = self.claim(deal)
        deal.cash.approve(deal.settlement.address, 0, sender=deal.dave)
        replaced(deal)
        assert settle(deal, number).only(SettlementFailed).reason is Reason.MONY
        deal.cash.approve(deal.settlement.address, UNLIMITED, sender=deal.dave)
        settle(deal, number).only(Settled)
