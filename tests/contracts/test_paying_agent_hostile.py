"""PayingAgent against misers with gas, and against money that calls back."""

from __future__ import annotations

import pytest

from sim.chain.logs import (
    Claimed,
    ClaimRefused,
    Paid,
    Role,
    Withheld,
    WithheldReason,
)
from sim.chain.reverts import (
    PayingAgent_OutOfGas,
)
from tests.contracts.coupons import (
    PAYABLE,
    coupon_in,
    funded,
    held,
    pay,
)
from tests.contracts.deal import Deal, reverts
from tests.contracts.hostile import Miser, reentrant_money, silent_money

RAIL = WithheldReason.RAIL
TRANSFER = "transfer(address,uint256)"


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice, bob and carol own 10, 20 and 30 units."""
    return held(deal)


class TestOutOfGas:
    """Nobody's thrift may withhold a payment, nor write a refusal into the books."""

    def test_whatever_the_gas_a_holder_is_paid_or_nothing_happened(self, deal):
        miser = Miser(deal)
        deal.roles.grant([Role.PAYING_AGENT], [miser.address], sender=deal.admin)
        number = funded(deal)
        outcomes = set()
        for gas in range(2_000, 150_000, 500):
            with deal.undone():
                args = (number, [deal.alice])
                receipt = miser.call(deal.paying, "pay(uint256,address[])", args, gas)
                assert receipt.all(Withheld) == []
                outcomes.add(len(receipt.all(Paid)))
        assert outcomes == {0, 1}

    def test_whatever_the_gas_a_claim_is_paid_or_nothing_happened(self, deal):
        deal.bond.freeze([deal.bob], sender=deal.registrar)
        number = funded(deal)
        pay(deal, number, "bob")
        deal.bond.unfreeze([deal.bob], sender=deal.registrar)
        miser = Miser(deal)
        outcomes = set()
        for gas in range(2_000, 150_000, 500):
            with deal.undone():
                args = (number, [deal.bob])
                receipt = miser.call(deal.paying, "claim(uint256,address[])", args, gas)
                assert receipt.all(ClaimRefused) == []
                outcomes.add(len(receipt.all(Claimed)))
        assert outcomes == {0, 1}

    def test_silence_of_the_money_is_refused_by_name(self, deal):
        coupon_in(deal, silent_money(deal, TRANSFER))
        deal.paying.fund(1, sender=deal.issuer)
        deal.warp(PAYABLE)
        with reverts(PayingAgent_OutOfGas, holder=deal.alice):
            pay(deal, 1, "alice")


class TestReentrancy:
    @pytest.mark.parametrize(
        ("signature", "args"),
        [("claim(uint256,address[])", (1, [])), ("fund(uint256)", (1,))],
    )
    def test_money_that_calls_back_is_a_rail_that_refuses(self, deal, signature, args):
        coupon_in(deal, reentrant_money(deal, TRANSFER, deal.paying, signature, *args))
        deal.paying.fund(1, sender=deal.issuer)
        deal.warp(PAYABLE)
        receipt = pay(deal, 1, "alice")
        assert receipt.only(Withheld).reason is RAIL
        receipt = deal.paying.claim(1, [deal.alice], sender=deal.mallory)
        assert receipt.only(ClaimRefused).reason is RAIL
