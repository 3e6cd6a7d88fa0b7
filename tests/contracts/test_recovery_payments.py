"""PayingAgent: rights of an account whose key was lost are paid to the account in its place."""

from __future__ import annotations

import pytest

from sim.chain.logs import (
    ActionPaid,
    Claimed,
    ClaimRefused,
    Paid,
    RecoverySuccess,
    Transfer,
    Withheld,
)
from tests.contracts.coupons import (
    ALL_UNITS,
    FIRST_COUPON,
    FROZEN,
    HOLDINGS,
    PRINCIPAL,
    RAIL,
    REDM,
    SANCTIONED,
    funded,
    held,
    owed,
    paid,
    pay,
)
from tests.contracts.deal import CASH, ZERO, Deal
from tests.contracts.expect import said
from tests.contracts.recoveries import recovered, replaced

DUE = 10 * FIRST_COUPON


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice, bob and carol own 10, 20 and 30 units."""
    return held(deal)


@pytest.fixture
def coupon(deal) -> int:
    return funded(deal)


@pytest.fixture(params=[False, True], ids=["not recovered yet", "recovered"])
def lose(request, deal):
    """Loses alice's key to dave; in one case the bond is recovered before the payment."""

    def lost():
        replaced(deal)
        if request.param:
            recovered(deal)

    return lost


def received(deal, *names):
    return [deal.cash.balance_of(getattr(deal, name)) - CASH for name in names]


class TestCoupon:
    def test_of_a_lost_holder_is_paid_to_the_account_in_force(self, deal, coupon, lose):
        lose()
        receipt = pay(deal, coupon, "alice", "bob", "carol")
        assert said(receipt, deal.paying) == [
            paid(deal, coupon, "alice", 10),
            paid(deal, coupon, "bob", 20),
            paid(deal, coupon, "carol", 30),
            (ActionPaid, coupon, ALL_UNITS),
        ]
        assert received(deal, "alice", "dave") == [0, DUE]
        assert deal.holdings(deal.alice, deal.dave) == [0, 10]
        assert owed(deal) == 0

    def test_is_paid_once(self, deal, coupon, lose):
        lose()
        pay(deal, coupon, "alice", "alice", "dave")
        assert pay(deal, coupon, "alice", "dave").events == ()
        assert received(deal, "alice", "dave") == [0, DUE]
        assert deal.paying.is_handled(coupon, deal.alice)
        assert not deal.paying.is_handled(coupon, deal.dave)

    def test_paid_before_the_loss_is_not_paid_again(self, deal, coupon, lose):
        pay(deal, coupon, "alice")
        lose()
        assert pay(deal, coupon, "alice", "dave").all(Paid) == []
        assert received(deal, "alice", "dave") == [DUE, 0]

    def test_of_a_loss_and_a_recovery_before_the_record_date_is_the_replacements_own(self, deal):
        replaced(deal)
        recovered(deal)
        coupon = funded(deal)
        assert pay(deal, coupon, "alice").events == ()
        receipt = pay(deal, coupon, "dave")
        assert said(receipt, deal.paying) == [paid(deal, coupon, "dave", 10)]

    def test_of_a_loss_before_the_record_date_not_recovered_then(self, deal):
        replaced(deal)
        coupon = funded(deal)
        receipt = pay(deal, coupon, "alice")
        assert receipt.only(Paid).holder == deal.alice
        assert receipt.only(RecoverySuccess).replacement == deal.dave
        assert received(deal, "dave") == [DUE]

    def test_beside_the_replacements_own(self, deal):
        deal.mint(deal.dave, 4)
        coupon = funded(deal)
        replaced(deal)
        pay(deal, coupon, "dave", "alice")
        assert received(deal, "dave") == [14 * FIRST_COUPON]

    def test_at_the_end_of_a_chain(self, deal, coupon):
        replaced(deal, "alice", "erin")
        replaced(deal, "erin", "dave")
        pay(deal, coupon, "alice")
        assert received(deal, "alice", "erin", "dave") == [0, 0, DUE]


class TestWithheld:
    @pytest.mark.parametrize(
        ("reason", "block", "unblock"),
        [
            (
                FROZEN,
                lambda d: d.bond.freeze([d.dave], sender=d.regulator),
                lambda d: d.bond.unfreeze([d.dave], sender=d.regulator),
            ),
            (
                SANCTIONED,
                lambda d: d.register.sanction([d.dave], sender=d.regulator),
                lambda d: d.register.clear([d.dave], sender=d.regulator),
            ),
            (
                RAIL,
                lambda d: d.cash.freeze([d.dave], sender=d.central_bank),
                lambda d: d.cash.unfreeze([d.dave], sender=d.central_bank),
            ),
        ],
        ids=["frozen", "sanctioned", "rail"],
    )
    def test_while_the_account_in_force_is_blocked(
        self, deal, coupon, lose, reason, block, unblock
    ):
        lose()
        block(deal)
        receipt = pay(deal, coupon, "alice", "bob")
        assert said(receipt, deal.paying) == [
            (Withheld, coupon, deal.alice, 10, DUE, 0, DUE, reason),
            paid(deal, coupon, "bob", 20),
        ]
        refused = deal.paying.claim(coupon, [deal.alice], sender=deal.dave)
        assert said(refused, deal.paying) == [(ClaimRefused, coupon, deal.alice, reason)]
        unblock(deal)
        claimed = deal.paying.claim(coupon, [deal.alice], sender=deal.mallory)
        assert said(claimed, deal.paying) == [(Claimed, coupon, deal.alice, DUE)]
        assert received(deal, "alice", "dave") == [0, DUE]
        assert deal.paying.withheld_of(coupon, deal.alice) == 0

    def test_for_a_freeze_of_the_lost_account_which_goes_on(self, deal, coupon, lose):
        deal.bond.freeze([deal.alice], sender=deal.regulator)
        lose()
        assert pay(deal, coupon, "alice").only(Withheld).reason is FROZEN
        assert deal.bond.is_frozen(deal.dave)

    def test_for_sanctions_of_the_lost_account_which_go_on(self, deal, coupon, lose):
        deal.register.sanction([deal.alice], sender=deal.regulator)
        lose()
        assert pay(deal, coupon, "alice").only(Withheld).reason is SANCTIONED

    def test_not_for_sanctions_put_on_the_lost_account_later(self, deal, coupon, lose):
        """Whoever means the investor names the account in force."""
        lose()
        deal.register.sanction([deal.alice], sender=deal.regulator)
        pay(deal, coupon, "alice")
        assert received(deal, "dave") == [DUE]

    def test_before_the_loss_is_claimed_by_the_replacement(self, deal, coupon, lose):
        deal.cash.freeze([deal.alice], sender=deal.central_bank)
        assert pay(deal, coupon, "alice").only(Withheld).reason is RAIL
        lose()
        receipt = deal.paying.claim(coupon, [deal.alice], sender=deal.mallory)
        assert said(receipt, deal.cash) == [(Transfer, deal.paying.address, deal.dave, DUE)]
        assert deal.paying.withheld_of(coupon, deal.alice) == owed(deal) - 50 * FIRST_COUPON == 0

    def test_is_not_the_replacements_under_its_own_name(self, deal, coupon, lose):
        deal.cash.freeze([deal.alice], sender=deal.central_bank)
        pay(deal, coupon, "alice")
        lose()
        assert deal.paying.claim(coupon, [deal.dave], sender=deal.dave).events == ()
        assert deal.paying.withheld_of(coupon, deal.alice) == DUE

    def test_for_a_freeze_on_the_way_along_a_chain(self, deal, coupon):
        replaced(deal, "alice", "erin")
        recovered(deal, "alice", "erin")
        deal.bond.freeze([deal.erin], sender=deal.regulator)
        replaced(deal, "erin", "dave")
        assert pay(deal, coupon, "alice").only(Withheld).reason is FROZEN


class TestRedemption:
    @pytest.fixture
    def due(self, deal) -> int:
        return funded(deal, 1, REDM)

    def test_burns_from_the_account_in_force_and_pays_it(self, deal, due, lose):
        lose()
        receipt = pay(deal, due, "alice")
        assert said(receipt, deal.bond)[-1] == (Transfer, deal.dave, ZERO, 10)
        assert received(deal, "alice", "dave") == [0, 10 * PRINCIPAL]
        assert deal.holdings(deal.alice, deal.dave) == [0, 0]

    @pytest.mark.parametrize("order", [("alice", "dave"), ("dave", "alice")])
    def test_burns_the_replacements_own_units_beside(self, deal, lose, order):
        deal.mint(deal.dave, 4)
        due = funded(deal, 1, REDM)
        lose()
        receipt = pay(deal, due, *order)
        units = {"alice": 10, "dave": 4}
        assert [log.units for log in receipt.all(Paid)] == [units[name] for name in order]
        assert received(deal, "dave") == [14 * PRINCIPAL]
        assert deal.holdings(deal.alice, deal.dave) == [0, 0]

    def test_passes_locks_and_freezes_that_came_along(self, deal, due, lose):
        deal.bond.lock(deal.alice, 6, sender=deal.as_settlement)
        deal.bond.set_frozen_tokens(deal.alice, 7, sender=deal.regulator)
        deal.bond.freeze([deal.alice], sender=deal.regulator)
        lose()
        assert pay(deal, due, "alice").only(Withheld).reason is FROZEN
        stored = deal.bond.account(deal.dave)
        assert (stored.units, stored.locked, stored.is_frozen) == (0, 0, True)

    def test_of_everybody_leaves_nothing_in_issue(self, deal, due, lose):
        lose()
        assert pay(deal, due, *HOLDINGS).only(ActionPaid).units == ALL_UNITS
        assert deal.bond.total_supply() == owed(deal) == 0

    def test_of_two_that_one_account_replaced(self, deal, due):
        replaced(deal, "alice", "dave")
        replaced(deal, "bob", "dave")
        pay(deal, due, "alice", "bob")
        assert received(deal, "dave") == [30 * PRINCIPAL]
        assert deal.bond.total_supply() == 30

    def test_of_a_chain_recovered_in_part_does_not_block_the_batch(self, deal, due):
        replaced(deal, "alice", "erin")
        recovered(deal, "alice", "erin")
        replaced(deal, "erin", "dave")
        pay(deal, due, "alice", "bob")
        assert received(deal, "dave", "bob") == [10 * PRINCIPAL, 20 * PRINCIPAL]
