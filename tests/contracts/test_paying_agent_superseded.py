"""PayingAgent: what was announced by terms that changed before its record date."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain.logs import ActionAnnounced, ActionKind, ActionStatus, ActionWithdrawn
from sim.chain.reverts import (
    PayingAgent_AlreadyAnnounced,
    PayingAgent_StatusIs,
    PayingAgent_Superseded,
)
from tests.contracts.coupons import INTR, REDM
from tests.contracts.deal import Deal, reverts
from tests.contracts.expect import said
from tests.contracts.schedules import amender, bound, quarters, unchanged

RECORD = quarters()[1].record_at


@pytest.fixture
def bond(deal: Deal):
    """Alice owns ten units; interest of the second quarter is action 1."""
    _, bond = bound(deal)
    bond.issue(deal.alice, 10, sender=deal.as_settlement)
    announce(deal, bond, INTR)
    return bond


def announce(deal: Deal, bond, kind: ActionKind, index: int = 1):
    return deal.paying.announce(bond.address, index, kind, sender=deal.paying_agent)


def amend(deal: Deal, bond, index: int = 1) -> None:
    """The period becomes the last."""
    last = replace(quarters()[index], factor_after=0)
    deal.terms_of(bond).amend(index, [last], unchanged(), sender=amender(deal))


class TestFails:
    def test_to_be_announced_again_while_the_terms_are_the_same(self, deal, bond):
        with reverts(PayingAgent_AlreadyAnnounced, action_id=1):
            announce(deal, bond, INTR)

    def test_to_be_announced_again_for_terms_of_later_periods(self, deal, bond):
        amend(deal, bond, index=2)
        with reverts(PayingAgent_AlreadyAnnounced, action_id=1):
            announce(deal, bond, INTR)

    def test_to_be_announced_a_third_time(self, deal, bond):
        amend(deal, bond)
        announce(deal, bond, INTR)
        with reverts(PayingAgent_AlreadyAnnounced, action_id=2):
            announce(deal, bond, INTR)

    def test_to_be_funded(self, deal, bond):
        amend(deal, bond)
        deal.chain.at(RECORD)
        with reverts(PayingAgent_Superseded, action_id=1):
            deal.paying.fund(1, sender=deal.issuer)

    def test_to_be_called_missed(self, deal, bond):
        """Nobody defaults on what is no longer owed."""
        amend(deal, bond)
        deal.chain.at(quarters()[1].funding_cutoff)
        with reverts(PayingAgent_Superseded, action_id=1):
            deal.paying.declare_missed([1], sender=deal.mallory)

    def test_to_be_funded_once_withdrawn(self, deal, bond):
        amend(deal, bond)
        announce(deal, bond, INTR)
        deal.chain.at(RECORD)
        with reverts(PayingAgent_StatusIs, action_id=1, status=ActionStatus.WITHDRAWN):
            deal.paying.fund(1, sender=deal.issuer)


def test_is_withdrawn_when_it_is_announced_by_the_new_terms(deal, bond):
    amend(deal, bond)
    receipt = announce(deal, bond, INTR)
    withdrawn, told = said(receipt, deal.paying)
    assert withdrawn == (ActionWithdrawn, 1)
    assert told[:2] == (ActionAnnounced, 2)
    assert deal.paying.action(1).status is ActionStatus.WITHDRAWN
    assert (deal.paying.action(1).version, deal.paying.action(2).version) == (0, 1)


def test_a_withdrawn_one_is_passed_over_when_missed_is_declared(deal, bond):
    amend(deal, bond)
    announce(deal, bond, INTR)
    deal.chain.at(quarters()[1].funding_cutoff)
    deal.paying.declare_missed([1, 2], sender=deal.mallory)
    statuses = [deal.paying.action(number).status for number in (1, 2)]
    assert statuses == [ActionStatus.WITHDRAWN, ActionStatus.MISSED]


def test_a_bond_called_early_pays_by_the_new_terms(deal, bond):
    amend(deal, bond)
    announce(deal, bond, INTR)
    announce(deal, bond, REDM)
    deal.chain.at(RECORD)
    for number in (2, 3):
        deal.paying.fund(number, sender=deal.issuer)
    deal.chain.at(quarters()[1].payable_from)
    for number in (2, 3):
        deal.paying.pay(number, [deal.alice], sender=deal.paying_agent)
    assert bond.total_supply() == 0
    assert deal.cash.balance_of(deal.paying.address) == 0


def test_what_passed_its_record_date_is_not_touched(deal, bond):
    deal.chain.at(RECORD)
    amend(deal, bond, index=2)
    deal.paying.fund(1, sender=deal.issuer)
    assert deal.paying.action(1).status is ActionStatus.FUNDED
