"""`Settlement`: one account that stands for both sides, since it replaced the other."""

from __future__ import annotations

import pytest

from sim.chain.logs import Status
from sim.chain.reverts import Settlement_SameSide
from tests.contracts.deal import reverts
from tests.contracts.trades import UNITS, free, matched


@pytest.fixture
def bargain(deal):
    """Alice's ten units for bob, prepositioned; then bob's account replaces hers."""
    deal.mint(deal.alice, UNITS)
    number = matched(deal, free(deal))
    deal.settlement.preposition([number], sender=deal.alice)
    deal.register.replace([deal.alice], [deal.bob], sender=deal.registrar)
    return number


class TestRefused:
    @pytest.mark.parametrize("in_place_of", ["alice", "bob"])
    def test_a_bargain_with_oneself(self, deal, in_place_of):
        other = {"alice": deal.bob, "bob": deal.alice}[in_place_of]
        deal.register.replace([getattr(deal, in_place_of)], [other], sender=deal.registrar)
        with reverts(Settlement_SameSide, account=other):
            deal.settlement.instruct([free(deal)], sender=other)


class TestAffirm:
    @pytest.mark.parametrize(("entered_by", "other"), [("alice", "bob"), ("bob", "alice")])
    def test_binds_the_side_that_is_missing(self, deal, entered_by, other):
        """Whichever side was entered, and whichever account took the other's place."""
        deal.settlement.instruct([free(deal)], sender=getattr(deal, entered_by))
        stands = getattr(deal, other)
        deal.register.replace([getattr(deal, entered_by)], [stands], sender=deal.registrar)
        deal.settlement.affirm([1], [deal.settlement.hash_economics(free(deal))], sender=stands)
        assert deal.settlement.instruction(1).status is Status.MATCHED
        assert deal.settlement.instruction(1).affirmed_by == 3


class TestPreposition:
    def test_as_the_deliverer_it_is_too(self, deal):
        number = matched(deal, free(deal))
        deal.mint(deal.bob, UNITS)
        deal.register.replace([deal.alice], [deal.bob], sender=deal.registrar)
        deal.settlement.preposition([number], sender=deal.bob)
        assert deal.bond.account(deal.bob).locked == UNITS


class TestCancel:
    def test_by_it_alone_ends_a_bargain(self, deal, bargain):
        deal.settlement.cancel([bargain], sender=deal.bob)
        assert deal.settlement.instruction(bargain).status is Status.CANCELLED
        assert deal.bond.available_of(deal.bob) == UNITS

    def test_by_it_ends_what_it_entered(self, deal):
        deal.settlement.instruct([free(deal)], sender=deal.bob)
        deal.register.replace([deal.alice], [deal.bob], sender=deal.registrar)
        deal.settlement.cancel([1], sender=deal.bob)
        assert deal.settlement.instruction(1).status is Status.CANCELLED


class TestEnds:
    """What remains: it settles, and nothing moves but the lock; or it expires."""

    def test_by_settling(self, deal, bargain):
        deal.warp("2023-02-20 08:30")
        deal.settlement.settle([bargain], sender=deal.mallory)
        assert deal.settlement.instruction(bargain).status is Status.SETTLED
        assert deal.bond.available_of(deal.bob) == deal.bond.balance_of(deal.bob) == UNITS

    def test_by_expiring(self, deal, bargain):
        deal.warp("2023-03-06 17:30")
        deal.settlement.expire([bargain], sender=deal.mallory)
        assert deal.settlement.instruction(bargain).status is Status.CANCELLED
        assert deal.bond.available_of(deal.bob) == deal.bond.balance_of(deal.bob) == UNITS
