"""Settlement: every reason for which an instruction fails for the day, and what remains of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.chain.logs import InvestorClass, Reason, Role, Settled, SettlementFailed, Status
from tests.contracts.deal import Deal
from tests.contracts.expect import said, unmoved
from tests.contracts.trades import ACCRUED, CLEAN, OPENS, matched, trade

Trouble = Callable[[Deal], object]


def money(deal: Deal, holder: str) -> int:
    return deal.cash.balance_of(getattr(deal, holder))


def spend_all(deal: Deal) -> None:
    deal.cash.transfer(deal.carol, money(deal, "bob"), sender=deal.bob)


def keep_ten_and_freeze_one(deal: Deal) -> None:
    deal.bond.transfer(deal.carol, 90, sender=deal.alice)
    deal.bond.set_frozen_tokens(deal.alice, 1, sender=deal.registrar)


def lock_elsewhere(deal: Deal) -> None:
    other = matched(deal, trade(deal, units=91, receiver=deal.carol))
    deal.settlement.preposition([other], sender=deal.alice)


LACK: dict[str, Trouble] = {
    "the seller never had them": lambda d: d.bond.transfer(d.carol, 100, sender=d.alice),
    "the seller has some of them": lambda d: d.bond.transfer(d.carol, 95, sender=d.alice),
}

MONY: dict[str, Trouble] = {
    "the buyer has none": spend_all,
    "the buyer is one cent short": lambda d: d.cash.transfer(
        d.carol, money(d, "bob") - CLEAN - ACCRUED + 1, sender=d.bob
    ),
    "the buyer took its approval back": lambda d: d.cash.approve(
        d.settlement.address, 0, sender=d.bob
    ),
    "the buyer approved one cent less": lambda d: d.cash.approve(
        d.settlement.address, CLEAN + ACCRUED - 1, sender=d.bob
    ),
}

SBLO: dict[str, Trouble] = {
    "the units are locked for another": lock_elsewhere,
    "the units are frozen": lambda d: d.bond.set_frozen_tokens(d.alice, 91, sender=d.registrar),
    "all that is there is wanted and one is frozen": keep_ten_and_freeze_one,
    "more are frozen than there are": lambda d: d.bond.set_frozen_tokens(
        d.alice, 2**64, sender=d.registrar
    ),
}

BLOC: dict[str, Trouble] = {
    "the seller is under sanctions": lambda d: d.register.sanction([d.alice], sender=d.regulator),
    "the buyer is under sanctions": lambda d: d.register.sanction([d.bob], sender=d.regulator),
    "the buyer was removed": lambda d: d.register.remove([d.bob], sender=d.registrar),
    "the buyer's KYC lapses": lambda d: d.admit(d.bob, kyc_expiry=d.instant(OPENS)),
    "the class is not offered": lambda d: d.admit(d.bob, investor_class=InvestorClass.RETAIL),
    "the jurisdiction is not offered": lambda d: d.admit(d.bob, jurisdiction=250),
    "the risk is not acknowledged": lambda d: d.offer_to(risk_acknowledgement=True),
    "the buyer would be above the cap": lambda d: d.offer_to(unit_cap=9),
    "the seller may not receive money": lambda d: d.cash.remove_participants(
        [d.alice], sender=d.central_bank
    ),
}

FROZ: dict[str, Trouble] = {
    "the seller is frozen": lambda d: d.bond.freeze([d.alice], sender=d.registrar),
    "the buyer is frozen": lambda d: d.bond.freeze([d.bob], sender=d.regulator),
    "the buyer's money is frozen": lambda d: d.cash.freeze([d.bob], sender=d.central_bank),
    "the seller's money is frozen": lambda d: d.cash.freeze([d.alice], sender=d.central_bank),
}

OTHR: dict[str, Trouble] = {
    "the seller would keep less than the minimum": lambda d: d.bond.transfer(
        d.carol, 89, sender=d.alice
    ),
    "the bond no longer trusts this contract": lambda d: d.roles.revoke(
        [Role.SETTLEMENT_CONTRACT], [d.settlement.address], sender=d.admin
    ),
}


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice owns 100 units and sells bob ten of them, as instruction 1."""
    deal.mint(deal.alice, 100)
    assert matched(deal, trade(deal)) == 1
    return deal


def fails(deal: Deal, reason: Reason) -> None:
    """Nothing moves, the failure is told and counted, and the instruction stays matched."""
    deal.warp(OPENS)
    before = deal.settlement.instruction(1)
    with unmoved(deal):
        receipt = deal.settlement.settle([1], sender=deal.settlement_agent)
    assert [type(log) for log in receipt.events] == [SettlementFailed]
    assert said(receipt, deal.settlement) == [(SettlementFailed, 1, reason, before.attempts + 1)]
    after = deal.settlement.instruction(1)
    assert (after.status, after.attempts, after.last_reason) == (
        Status.MATCHED,
        before.attempts + 1,
        reason,
    )


class TestReason:
    @pytest.mark.parametrize("trouble", LACK)
    def test_lack_when(self, deal, trouble):
        LACK[trouble](deal)
        fails(deal, Reason.LACK)

    @pytest.mark.parametrize("trouble", MONY)
    def test_mony_when(self, deal, trouble):
        MONY[trouble](deal)
        fails(deal, Reason.MONY)

    @pytest.mark.parametrize("trouble", SBLO)
    def test_sblo_when(self, deal, trouble):
        SBLO[trouble](deal)
        fails(deal, Reason.SBLO)

    @pytest.mark.parametrize("trouble", BLOC)
    def test_bloc_when(self, deal, trouble):
        BLOC[trouble](deal)
        fails(deal, Reason.BLOC)

    @pytest.mark.parametrize("trouble", FROZ)
    def test_froz_when(self, deal, trouble):
        FROZ[trouble](deal)
        fails(deal, Reason.FROZ)

    @pytest.mark.parametrize("trouble", OTHR)
    def test_othr_when(self, deal, trouble):
        OTHR[trouble](deal)
        fails(deal, Reason.OTHR)

    def test_othr_when_the_money_is_paused(self, deal):
        number = matched(deal, trade(deal, cash=deal.stablecoin.address))
        deal.stablecoin.pause(sender=deal.stablecoin_issuer)
        deal.warp(OPENS)
        receipt = deal.settlement.settle([number], sender=deal.settlement_agent)
        assert said(receipt, deal.settlement) == [(SettlementFailed, number, Reason.OTHR, 1)]

    def test_othr_after_the_final_record_date(self, deal):
        final = deal.day("2024-02-15")
        late = trade(
            deal,
            intended_date=final,
            expiry_date=final + 7,
            expires_at=deal.instant("2024-02-22 17:30"),
        )
        number = matched(deal, late)
        deal.warp("2024-02-15 18:00")
        receipt = deal.settlement.settle([number], sender=deal.settlement_agent)
        assert said(receipt, deal.settlement) == [(SettlementFailed, number, Reason.OTHR, 1)]


class TestWhichReason:
    """Of several troubles, the one of the units is told: they are delivered first."""

    def test_of_units_before_money(self, deal):
        LACK["the seller never had them"](deal)
        spend_all(deal)
        fails(deal, Reason.LACK)

    def test_of_prepositioned_units_frozen_meanwhile(self, deal):
        deal.settlement.preposition([1], sender=deal.alice)
        deal.bond.set_frozen_tokens(deal.alice, 91, sender=deal.registrar)
        fails(deal, Reason.SBLO)
        assert deal.bond.account(deal.alice).locked == 10

    def test_prepositioned_units_stay_locked_when_the_money_fails(self, deal):
        deal.settlement.preposition([1], sender=deal.alice)
        spend_all(deal)
        fails(deal, Reason.MONY)
        assert deal.bond.account(deal.alice).locked == 10


class TestRecycling:
    def test_counts_every_attempt(self, deal):
        spend_all(deal)
        fails(deal, Reason.MONY)
        receipt = deal.settlement.settle([1, 1], sender=deal.mallory)
        assert [log.attempt for log in receipt.all(SettlementFailed)] == [2, 3]

    def test_tells_the_reason_of_each_attempt(self, deal):
        deal.bond.freeze([deal.bob], sender=deal.registrar)
        fails(deal, Reason.FROZ)
        deal.bond.unfreeze([deal.bob], sender=deal.registrar)
        spend_all(deal)
        deal.settlement.settle([1], sender=deal.settlement_agent)
        assert deal.settlement.instruction(1).last_reason is Reason.MONY

    def test_settles_once_the_trouble_is_over(self, deal):
        spend_all(deal)
        fails(deal, Reason.MONY)
        deal.cash.mint([deal.bob], [CLEAN + ACCRUED], sender=deal.central_bank)
        at = deal.warp("2023-02-21 08:30")
        receipt = deal.settlement.settle([1], sender=deal.settlement_agent)
        assert said(receipt, deal.settlement) == [(Settled, 1, 2)]
        stored = deal.settlement.instruction(1)
        assert (stored.status, stored.settled_at) == (Status.SETTLED, at)
        assert money(deal, "bob") == 0
