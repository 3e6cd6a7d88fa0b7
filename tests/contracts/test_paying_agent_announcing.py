"""PayingAgent: what is announced, to the cent."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sim.chain.logs import (
    ActionAnnounced,
    ActionKind,
    ActionStatus,
    Announcement,
    Flow,
    Role,
    RoundingBasis,
)
from sim.chain.reverts import (
    BondTerms_NothingDue,
    BondTerms_UnknownPeriod,
    PayingAgent_AlreadyAnnounced,
    PayingAgent_NotWired,
    PayingAgent_UnknownAction,
    RoleBound_CallerLacksRole,
)
from sim.chain.structs import Action
from sim.units import PAR, half_up
from tests.contracts.coupons import (
    CUT_OFF,
    FIRST_COUPON,
    INTR,
    PRINCIPAL,
    RECORD,
    REDM,
    SECOND_COUPON,
    announced,
    held,
)
from tests.contracts.deal import CALCULATION_AMOUNT, RATE, WHOLE, Deal, reverts
from tests.contracts.expect import said, unmoved

RATE_ONE = 1_000_000_000


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice, bob and carol own 10, 20 and 30 units."""
    return held(deal)


def first_coupon(deal: Deal) -> Announcement:
    return Announcement(
        bond=deal.bond.address,
        cash=deal.cash.address,
        kind=INTR,
        rounding_basis=RoundingBasis.CALCULATION_AMOUNT,
        period_index=0,
        record_at=deal.instant(RECORD),
        record_date=deal.day("2023-08-15"),
        ex_date=deal.day("2023-08-14"),
        due_date=deal.day("2023-08-16"),
        payment_date=deal.day("2023-08-16"),
        period_start=deal.day("2023-02-16"),
        period_end=deal.day("2023-08-16"),
        accrual_num=181,
        accrual_den=365,
        rate=RATE,
        amount_num=WHOLE * CALCULATION_AMOUNT * RATE * 181,
        amount_den=WHOLE * RATE_ONE * 365,
        amount_per_unit=FIRST_COUPON,
    )


class TestAnnounce:
    class TestFails:
        @pytest.mark.parametrize("who", ["issuer", "admin", "registrar", "alice", "mallory"])
        def test_for_anyone_but_the_paying_agent(self, deal, who):
            caller = getattr(deal, who)
            with reverts(RoleBound_CallerLacksRole, caller=caller, role=Role.PAYING_AGENT):
                deal.paying.announce(deal.bond.address, 0, INTR, sender=caller)

        def test_of_a_bond_not_wired(self, deal):
            other = deal.new_bond()
            with reverts(PayingAgent_NotWired, bond=other.address):
                deal.paying.announce(other.address, 0, INTR, sender=deal.paying_agent)

        @pytest.mark.parametrize(("period", "kind"), [(0, INTR), (1, REDM)])
        def test_twice(self, deal, period, kind):
            announced(deal, 1, INTR)
            number = announced(deal, period, kind)
            with reverts(PayingAgent_AlreadyAnnounced, action_id=number):
                announced(deal, period, kind)

        @pytest.mark.parametrize("kind", [INTR, REDM, ActionKind.PRED])
        def test_of_a_period_that_does_not_exist(self, deal, kind):
            with reverts(BondTerms_UnknownPeriod, index=2, periods=2):
                announced(deal, 2, kind)

        def test_of_a_redemption_before_the_last_period(self, deal):
            with reverts(BondTerms_NothingDue, index=0, flow=Flow.REDEMPTION):
                announced(deal, 0, REDM)

        @pytest.mark.parametrize("period", [0, 1])
        def test_of_an_instalment_the_terms_know_nothing_of(self, deal, period):
            with reverts(BondTerms_NothingDue, index=period, flow=Flow.INSTALMENT):
                announced(deal, period, ActionKind.PRED)

    def test_tells_everything_the_books_need(self, deal):
        receipt = deal.paying.announce(deal.bond.address, 0, INTR, sender=deal.paying_agent)
        assert said(receipt, deal.paying) == [(ActionAnnounced, 1, first_coupon(deal))]

    def test_keeps_it(self, deal):
        assert deal.paying.action(announced(deal)) == Action(
            bond=deal.bond.address,
            cash=deal.cash.address,
            kind=INTR,
            status=ActionStatus.ANNOUNCED,
            rounding_basis=RoundingBasis.CALCULATION_AMOUNT,
            is_taxed=False,
            version=0,
            period_index=0,
            record_id=0,
            bit=0,
            record_at=deal.instant(RECORD),
            funding_cutoff=deal.instant(CUT_OFF),
            payable_from=deal.instant("2023-08-16 11:00"),
            funded_at=0,
            amount_per_unit=FIRST_COUPON,
            units=0,
            handled_units=0,
            total=0,
            exempt_per_unit=0,
            amount_num=WHOLE * CALCULATION_AMOUNT * RATE * 181,
            amount_den=WHOLE * RATE_ONE * 365,
        )

    @pytest.mark.parametrize(
        ("period", "days", "amount"), [(0, 181, FIRST_COUPON), (1, 184, SECOND_COUPON)]
    )
    def test_interest_to_the_cent(self, deal, period, days, amount):
        exact = CALCULATION_AMOUNT * Fraction(405, 10_000) * Fraction(days, 365)
        action = deal.paying.action(announced(deal, period))
        assert action.amount_per_unit == amount == half_up(exact.numerator, exact.denominator)
        assert Fraction(action.amount_num, action.amount_den) == exact

    def test_redemption_at_par(self, deal):
        receipt = deal.paying.announce(deal.bond.address, 1, REDM, sender=deal.paying_agent)
        told = receipt.only(ActionAnnounced).announcement
        assert (told.kind, told.period_index, told.rate) == (REDM, 1, 0)
        assert (told.accrual_num, told.accrual_den) == (0, 0)
        assert (told.amount_num, told.amount_den) == (WHOLE * CALCULATION_AMOUNT * PAR, WHOLE * PAR)
        assert told.amount_per_unit == PRINCIPAL
        assert told.record_date == deal.day("2024-02-15")

    def test_numbers_actions_and_gives_each_its_own_bit(self, deal):
        numbers = [announced(deal), announced(deal, 1), announced(deal, 1, REDM)]
        assert numbers == [1, 2, 3]
        assert deal.paying.actions() == 3
        assert [deal.paying.action(number).bit for number in numbers] == [0, 1, 2]

    def test_moves_nothing(self, deal):
        with unmoved(deal):
            announced(deal)


class TestAction:
    def test_fails_for_one_nobody_announced(self, deal):
        announced(deal)
        for number in (0, 2):
            with reverts(PayingAgent_UnknownAction, action_id=number):
                deal.paying.action(number)


class TestViews:
    def test_whether_someone_was_handled_fails_for_an_action_nobody_announced(self, deal):
        with reverts(PayingAgent_UnknownAction, action_id=1):
            deal.paying.is_handled(1, deal.alice)

    def test_before_any_payment(self, deal):
        number = announced(deal)
        assert not deal.paying.is_handled(number, deal.alice)
        assert deal.paying.withheld_of(number, deal.alice) == 0
        assert deal.paying.owed(deal.cash.address) == 0

    def test_neighbours(self, deal):
        assert deal.paying.roles() == deal.settlement.roles() == deal.roles.address
        assert deal.paying.register() == deal.register.address
        assert deal.paying.settlement() == deal.settlement.address
