"""Options against those who choose, count and cancel to somebody's harm."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain import Reverted
from sim.chain.logs import ActionFunded, ActionKind, Role, RoundingBasis
from sim.chain.reverts import BondToken_RecordNotStruck
from tests.contracts.coupons import RECORD, announced, pay
from tests.contracts.deal import CASH, day, instant, reverts
from tests.contracts.options import CALL, PUT, TAP, WITHIN, elect, exercise, option, with_options
from tests.contracts.schedules import amender, floating_bond, unchanged
from tests.contracts.test_recoveries import CLAIM
from tests.contracts.troubles import COVENANTS, GRACES, accelerated

BPUT = ActionKind.BPUT


class TestCountingElections:
    """Anyone may count, and each holder is counted once."""

    def test_fails_while_they_may_change(self, deal):
        """Who is counted too early could never be funded for: a default anybody could make."""
        bond = deal.new_bond(rounding_basis=RoundingBasis.HOLDING)
        deal.roles.grant([Role.BOND_CONTRACT], [bond.address], sender=deal.admin)
        deal.offer_to(token=bond)
        deal.options.set(bond.address, [option(PUT)], sender=deal.issuer)
        bond.issue(deal.alice, 10, sender=deal.as_settlement)
        deal.warp(WITHIN)
        deal.options.elect(bond.address, 0, deal.alice, 4, sender=deal.alice)
        deal.paying.announce(bond.address, 0, BPUT, sender=deal.paying_agent)
        with reverts(BondToken_RecordNotStruck, record_id=1, struck=0):
            deal.paying.count(1, [deal.alice], sender=deal.mallory)
        deal.options.elect(bond.address, 0, deal.alice, 10, sender=deal.alice)
        deal.warp(RECORD)
        deal.paying.count(1, [deal.alice], sender=deal.mallory)
        assert deal.paying.fund(1, sender=deal.issuer).only(ActionFunded).units == 10


class TestElectingAgain:
    def test_what_a_court_took_is_not_repaid_twice(self, deal):
        """Alice elects, loses the units by force, and elects as many again; dave elects his."""
        with_options(deal, option(PUT))
        elect(deal, "alice", 10)
        deal.bond.forced_transfer(deal.alice, deal.dave, 10, sender=deal.regulator)
        elect(deal, "alice", 10)
        elect(deal, "dave", 10)
        number = announced(deal, 0, BPUT)
        deal.warp(RECORD)
        deal.paying.fund(number, sender=deal.issuer)
        deal.warp("2023-08-16 11:00")
        pay(deal, number, "alice", "dave", "alice")
        assert deal.holdings(deal.alice, deal.dave) == [0, 0]
        assert deal.cash.balance_of(deal.alice) == CASH
        assert deal.cash.balance_of(deal.dave) == CASH + 10 * 505_000_00
        assert deal.bond.total_supply() == 50

    def test_a_call_that_comes_after_is_withdrawn_with_its_announcement(self, deal):
        """Notice in the same block as the announcement: what was told no longer holds."""
        with_options(deal, option(CALL))
        number = announced(deal, 0)
        exercise(deal)
        deal.warp(RECORD)
        with pytest.raises(Reverted, match="Superseded"):
            deal.paying.fund(number, sender=deal.issuer)
        assert announced(deal, 0) == number + 1


class TestTermsAndDefaultMeanwhile:
    """Windows follow new terms, fixed rates stay, and a default stops the issuer."""

    def test_no_election_after_the_record_date_moved_forward(self, deal):
        """A vote may set it before the window ends: who elects later is not funded."""
        with_options(deal, option(PUT))
        elect(deal, "alice", 4)
        early = replace(
            deal.terms.period(0),
            record_date=day("2023-07-10"),
            record_at=instant("2023-07-10 18:00"),
            due_date=day("2023-07-11"),
            payment_date=day("2023-07-11"),
            funding_cutoff=instant("2023-07-11 10:00"),
            payable_from=instant("2023-07-11 11:00"),
        )
        periods = [early, deal.terms.period(1)]
        deal.terms.amend(0, periods, unchanged(), sender=amender(deal))
        number = announced(deal, 0, BPUT)
        deal.warp("2023-07-10 18:00")
        deal.paying.fund(number, sender=deal.issuer)
        with pytest.raises(Reverted):
            elect(deal, "bob", 10)

    @pytest.mark.parametrize("kind", [CALL, TAP])
    def test_a_floating_bond_whose_rate_is_fixed_is_called_and_tapped(self, deal, kind):
        terms, bond = floating_bond(deal)
        index = 0 if kind is TAP else 1
        deal.options.set(bond.address, [option(kind, period_index=index)], sender=deal.issuer)
        bond.issue(deal.alice, 10, sender=deal.as_settlement)
        for number, noon in enumerate(("2023-02-16 12:00", "2023-05-16 12:00")):
            deal.warp(noon)
            terms.fix(number, 31_000_000, sender=deal.calculation_agent)
        deal.warp(WITHIN)
        if kind is TAP:
            deal.options.tap(bond.address, 0, 10, sender=deal.issuer)
        else:
            deal.options.exercise(bond.address, 0, sender=deal.issuer)
        assert terms.version() == 1

    def test_no_issuer_shrinks_what_it_owes_in_default(self, deal):
        """Cancelling its own units, it takes back what was paid in for all of them."""
        deal.trustee.enter(deal.bond.address, COVENANTS, GRACES, sender=deal.deployer)
        with_options(deal)
        deal.admit(deal.issuer)
        deal.bond.transfer(deal.issuer, 30, sender=deal.carol)
        accelerated(deal)
        deal.recoveries.pay_in(deal.bond.address, CLAIM * 60, sender=deal.issuer)
        with pytest.raises(Reverted):
            deal.options.cancel(deal.bond.address, 30, sender=deal.issuer)
