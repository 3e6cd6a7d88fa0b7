"""Trustee: everything due at once, and undone."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from sim.chain.logs import (
    Accelerated,
    FlatSet,
    RecordAdded,
    Rescinded,
    Role,
    Standing,
    Stub,
    TermsSet,
)
from sim.chain.reverts import (
    BondTerms_PeriodPassed,
    Trustee_AllDue,
    Trustee_AmendmentDiffers,
    Trustee_CovenantsUnfit,
    Trustee_DayOff,
    Trustee_DealtWith,
    Trustee_NotCured,
    Trustee_NotInPeriod,
    Trustee_NoTrustee,
    Trustee_StandingIs,
)
from tests.contracts.coupons import FIRST_COUPON, PRINCIPAL, announced, held
from tests.contracts.deal import Deal, day, instant, reverts, told
from tests.contracts.expect import said
from tests.contracts.troubles import (
    COVENANTS,
    GRACES,
    NOTHING,
    PRESCRIPTION,
    accelerated,
    defaulted,
    missed,
    promised,
    restored,
)

#: 4.05 % from 16 to 25 August, half up.
ACCRUED = round(Fraction(PRINCIPAL) * Fraction(405, 10_000) * Fraction(9, 365))


@pytest.fixture
def deal(deal: Deal) -> Deal:
    return promised(deal)


def accelerate(deal: Deal, date: str) -> None:
    deal.trustee.accelerate(deal.bond.address, day(date), sender=deal.bond_trustee)


def cure(deal: Deal, number: int) -> None:
    deal.paying.fund(number, sender=deal.issuer)
    deal.warp("2023-08-28 09:00")
    charged = deal.trustee.charge_default_interest(
        number, day("2023-08-25"), deal.chain.now + 60, sender=deal.paying_agent
    )
    assert charged
    deal.paying.fund(deal.trustee.default_interest_of(number), sender=deal.issuer)


class TestAccelerate:
    class TestFails:
        def test_of_a_bond_that_performs(self, deal):
            bond = deal.bond.address
            with reverts(Trustee_StandingIs, bond=bond, standing=Standing.PERFORMING):
                accelerate(deal, "2023-02-17")

        def test_in_grace(self, deal):
            missed(deal)
            bond = deal.bond.address
            with reverts(Trustee_StandingIs, bond=bond, standing=Standing.PERFORMING):
                accelerate(deal, "2023-08-17")

        def test_twice(self, deal):
            accelerated(deal)
            bond = deal.bond.address
            with reverts(Trustee_StandingIs, bond=bond, standing=Standing.ACCELERATED):
                accelerate(deal, "2023-08-25")

        def test_by_the_trustee_of_another_bond(self, fresh_deal):
            deal = promised(fresh_deal, has_trustee=False)
            defaulted(deal)
            with reverts(Trustee_NoTrustee, bond=deal.bond.address):
                accelerate(deal, "2023-08-23")

        @pytest.mark.parametrize("date", ["2023-08-23", "2023-08-27"])
        def test_to_another_day(self, deal, date):
            defaulted(deal)
            at = deal.warp("2023-08-25 12:00")
            with reverts(Trustee_DayOff, date=day(date), timestamp=at):
                accelerate(deal, date)

        def test_when_the_last_record_date_passed(self, deal):
            announced(deal, 1)
            deal.warp("2024-02-16 10:00")
            deal.paying.declare_missed([1], sender=deal.mallory)
            deal.warp("2024-02-23 18:00")
            deal.trustee.declare_default(1, sender=deal.mallory)
            with reverts(Trustee_AllDue, bond=deal.bond.address):
                accelerate(deal, "2024-02-23")

    def test_ends_the_running_period_and_makes_all_due(self, deal):
        defaulted(deal)
        agreed = deal.terms.period(1)
        deal.warp("2023-08-25 12:00")
        bond, date = deal.bond.address, day("2023-08-25")
        receipt = deal.trustee.accelerate(bond, date, sender=deal.bond_trustee)
        assert said(receipt, deal.trustee) == [
            (Accelerated, bond, deal.bond_trustee, date, PRINCIPAL, ACCRUED)
        ]
        assert receipt.only(TermsSet).version == 1
        assert deal.terms.period(1) == replace(
            agreed,
            end=date,
            due_date=date,
            record_date=PRESCRIPTION.record_date,
            ex_date=PRESCRIPTION.record_date,
            payment_date=PRESCRIPTION.payment_date,
            record_at=PRESCRIPTION.record_at,
            funding_cutoff=PRESCRIPTION.funding_cutoff,
            payable_from=PRESCRIPTION.payable_from,
            stub=Stub.LAST,
        )
        assert deal.terms.terms().maturity_date == date
        assert deal.trustee.case_of(bond).standing is Standing.ACCELERATED

    def test_claims_what_was_missed_too(self, deal):
        accelerated(deal)
        claim = deal.trustee.claim_of(deal.bond.address)
        assert claim == (PRINCIPAL, ACCRUED + FIRST_COUPON)

    def test_units_move_after_what_was_the_last_record_date(self, deal):
        accelerated(deal)
        deal.warp("2024-03-01 09:00")
        deal.bond.transfer(deal.dave, 5, sender=deal.alice)
        assert deal.holdings(deal.dave) == [5]
        assert deal.settlement.trades_flat(deal.bond.address)


def test_no_period_ends_before_it_started(fresh_deal):
    """Grace of nothing, and a default declared on the day the next period starts."""
    deal = fresh_deal
    graces = [replace(GRACES[0], interest_until=instant("2023-08-16 10:00")), GRACES[1]]
    deal.trustee.enter(deal.bond.address, COVENANTS, graces, sender=deal.deployer)
    held(deal)
    number = missed(deal)
    deal.trustee.declare_default(number, sender=deal.mallory)
    date = day("2023-08-16")
    with reverts(Trustee_NotInPeriod, date=date, start=date, end=day("2024-02-16")):
        deal.trustee.accelerate(deal.bond.address, date, sender=deal.bond_trustee)


class TestRescind:
    class TestFails:
        def test_of_a_bond_that_is_not_accelerated(self, deal):
            defaulted(deal)
            bond = deal.bond.address
            with reverts(Trustee_StandingIs, bond=bond, standing=Standing.DEFAULTED):
                deal.trustee.rescind(bond, NOTHING, sender=deal.bond_trustee)

        def test_while_something_is_missed(self, deal):
            before = restored(deal)
            number = accelerated(deal)
            with reverts(Trustee_NotCured, action_id=number):
                deal.trustee.rescind(deal.bond.address, before, sender=deal.bond_trustee)

        def test_with_other_periods_than_were_replaced(self, deal):
            before = restored(deal)
            number = accelerated(deal)
            cure(deal, number)
            wrong = replace(before, tail=(replace(before.tail[0], rate=1),))
            with pytest.raises(Trustee_AmendmentDiffers):
                deal.trustee.rescind(deal.bond.address, wrong, sender=deal.bond_trustee)

        def test_once_a_record_date_would_have_passed(self, deal):
            before = restored(deal)
            number = accelerated(deal)
            cure(deal, number)
            deal.warp("2024-02-15 18:00")
            with pytest.raises(BondTerms_PeriodPassed):
                deal.trustee.rescind(deal.bond.address, before, sender=deal.bond_trustee)

    def test_restores_the_terms(self, deal):
        before = restored(deal)
        whole = deal.terms.terms()
        number = accelerated(deal)
        cure(deal, number)
        bond = deal.bond.address
        receipt = deal.trustee.rescind(bond, before, sender=deal.bond_trustee)
        assert said(receipt, deal.trustee) == [(Rescinded, bond, deal.bond_trustee)]
        assert (FlatSet, bond, False) in told(receipt)
        assert deal.terms.terms() == whole
        assert deal.terms.period(1) == before.tail[0]
        assert deal.terms.version() == 2
        assert deal.trustee.case_of(bond).standing is Standing.PERFORMING


class TestByVote:
    """What only a contract that counted votes may do; here an account stands for it."""

    @pytest.fixture
    def voted(self, deal):
        account = deal.new_key("amending")
        deal.roles.grant([Role.AMENDING_CONTRACT], [account], sender=deal.admin)
        return account

    def test_amending_fails_when_accelerated(self, deal, voted):
        before = restored(deal)
        accelerated(deal)
        bond = deal.bond.address
        with reverts(Trustee_StandingIs, bond=bond, standing=Standing.ACCELERATED):
            deal.trustee.amend(bond, before, sender=voted)

    def test_amending_fails_without_a_grace_for_each_period(self, deal, voted):
        bond = deal.bond.address
        with reverts(Trustee_CovenantsUnfit, bond=bond):
            deal.trustee.amend(bond, restored(deal), sender=voted)

    def test_amending_fails_beyond_the_prescription(self, deal, voted):
        before = restored(deal)
        graces = (deal.trustee.grace_of(deal.bond.address, 1),)
        late = replace(before.tail[0], record_at=PRESCRIPTION.record_at)
        amendment = replace(before, tail=(late,), grace=graces)
        with reverts(Trustee_CovenantsUnfit, bond=deal.bond.address):
            deal.trustee.amend(deal.bond.address, amendment, sender=voted)

    def test_waiving_ends_the_default_and_it_cannot_be_declared_again(self, deal, voted):
        number, bond = defaulted(deal), deal.bond.address
        deal.trustee.waive(bond, sender=voted)
        assert deal.trustee.is_waived(number)
        assert deal.trustee.case_of(bond).standing is Standing.PERFORMING
        with reverts(Trustee_DealtWith, action_id=number):
            deal.trustee.declare_default(number, sender=deal.mallory)

    def test_what_was_waived_does_not_stop_a_rescission(self, deal, voted):
        before = restored(deal)
        accelerated(deal)
        deal.trustee.waive(deal.bond.address, sender=voted)
        deal.trustee.rescind(deal.bond.address, before, sender=deal.bond_trustee)
        assert deal.trustee.case_of(deal.bond.address).standing is Standing.PERFORMING


def test_record_dates_go_on_after_an_acceleration(deal):
    accelerated(deal)
    closes = instant("2024-06-03 18:00")
    receipt = deal.recoveries.add_record(
        deal.bond.address, day("2024-06-03"), closes, sender=deal.bond_trustee
    )
    assert receipt.only(RecordAdded).closes == closes
