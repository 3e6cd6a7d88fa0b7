"""Options: what an issuer may set, call, redeem in part, add and cancel, and what stops it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain.bindings import BondToken
from sim.chain.logs import (
    ActionAnnounced,
    ActionKind,
    Option,
    OptionExercised,
    OptionKind,
    OptionsSet,
    Role,
    TermsSet,
    Transfer,
    UnitsCancelled,
)
from sim.chain.reverts import (
    BondToken_AboveOffered,
    BondToken_Closed,
    Options_BelowMinimum,
    Options_CallerNotIssuer,
    Options_Closed,
    Options_ExercisedAlready,
    Options_Frozen,
    Options_InDefault,
    Options_IssuedAlready,
    Options_KindIs,
    Options_NothingLeft,
    Options_NotWired,
    Options_NoUnits,
    Options_SetAlready,
    Options_TooManyUnits,
    Options_Unfit,
    Options_Unknown,
    Options_WindowClosed,
    PayingAgent_KindDiffers,
    PayingAgent_StatusIs,
)
from sim.units import PAR
from tests.contracts.coupons import (
    ALL_UNITS,
    FIRST_COUPON,
    INTR,
    RECORD,
    REDM,
    announced,
    funded,
    held,
    owed,
    pay,
)
from tests.contracts.deal import CASH, WHOLE, ZERO, Deal, day, instant, reverts
from tests.contracts.expect import said
from tests.contracts.options import (
    AT_101,
    CALL,
    CLEAN_UP,
    CLOSES,
    OPENS,
    PART,
    PUT,
    TAP,
    TAX_CALL,
    WITHIN,
    exercise,
    option,
    set_options,
    with_options,
)
from tests.contracts.schedules import bound, floating_bond

MCAL, PRED = ActionKind.MCAL, ActionKind.PRED
CALLS = [CALL, TAX_CALL, CLEAN_UP]


def _quarters_with(deal: Deal, *options: Option) -> BondToken:
    """A bond of four quarters, alice with 60 units; notice of its options may be given."""
    _, bond = bound(deal)
    # Its first payment is in May.
    given = [replace(one, period_index=one.period_index + 1) for one in options]
    deal.options.set(bond.address, given, sender=deal.issuer)
    bond.issue(deal.alice, ALL_UNITS, sender=deal.as_settlement)
    deal.warp(WITHIN)
    return bond


class TestSetting:
    class TestRefused:
        @pytest.mark.parametrize(
            "wrong",
            [
                option(CALL, notice_until=instant(OPENS)),
                option(CALL, notice_until=instant(RECORD) + 1),
                option(CALL, period_index=1),
                option(CALL, period_index=2),
                option(CALL, price=0),
                option(PUT, price=0),
                option(CLEAN_UP, units=0),
                option(PART, factor=0),
                option(PART, factor=WHOLE),
                option(TAP, units=0),
                option(TAP, period_index=1),
                option(TAP, notice_until=instant("2024-02-15 18:00") + 1),
            ],
            ids=[
                "without a window",
                "noticed after the record date",
                "with the last payment",
                "with no payment",
                "a call for nothing",
                "a put for nothing",
                "a clean-up of no size",
                "a part of nothing",
                "a part of all",
                "a tap of nothing",
                "a tap with a payment",
                "a tap after the last record date",
            ],
        )
        def test_an_option(self, deal, wrong):
            with reverts(Options_Unfit, option=1):
                set_options(deal, option(CALL), wrong)

        def test_two_puts_with_one_payment(self, deal):
            with reverts(Options_Unfit, option=1):
                set_options(deal, option(PUT), option(PUT, price=PAR))

        @pytest.mark.parametrize("kind", CALLS)
        def test_a_call_with_the_payment_of_a_put(self, deal, kind):
            with reverts(Options_Unfit, option=0):
                set_options(deal, option(kind), option(PUT))

        def test_twice(self, deal):
            set_options(deal, option(CALL))
            with reverts(Options_SetAlready, bond=deal.bond.address):
                set_options(deal, option(CALL))

        def test_once_units_are_issued(self, deal):
            held(deal)
            with reverts(Options_IssuedAlready, bond=deal.bond.address, units=ALL_UNITS):
                set_options(deal, option(CALL))

        def test_for_what_is_no_bond_of_the_system(self, deal):
            bond = deal.new_bond()
            with reverts(Options_NotWired, bond=bond.address):
                deal.options.set(bond.address, [], sender=deal.issuer)

        def test_by_another(self, deal):
            with reverts(Options_CallerNotIssuer, caller=deal.bob, issuer=deal.issuer):
                deal.options.set(deal.bond.address, [], sender=deal.bob)

    def test_is_told_and_stored(self, deal):
        given = (option(CALL), option(PART), option(TAP))
        receipt = set_options(deal, *given)
        assert said(receipt, deal.options) == [(OptionsSet, deal.bond.address, given)]
        assert tuple(deal.options.options_of(deal.bond.address)) == given

    def test_to_the_very_record_date(self, deal):
        set_options(deal, option(CALL, notice_until=instant(RECORD)))


class TestNotice:
    class TestRefused:
        @pytest.fixture
        def deal(self, deal: Deal) -> Deal:
            return with_options(deal, option(CALL), option(TAP))

        def test_of_an_unknown_option(self, deal):
            with reverts(Options_Unknown, bond=deal.bond.address, option=2):
                exercise(deal, 2)

        def test_of_a_bond_in_default_until_it_performs_again(self, deal):
            amending, bond = deal.new_key("amending"), deal.bond.address
            deal.roles.grant([Role.AMENDING_CONTRACT], [amending], sender=deal.admin)
            deal.settlement.set_flat(bond, True, sender=amending)
            with reverts(Options_InDefault, bond=bond):
                exercise(deal, 0)
            with reverts(Options_InDefault, bond=bond):
                deal.options.tap(bond, 1, 1, sender=deal.issuer)
            deal.settlement.set_flat(bond, False, sender=amending)
            assert exercise(deal, 0).all(OptionExercised)

        def test_by_another(self, deal):
            with reverts(Options_CallerNotIssuer, caller=deal.alice, issuer=deal.issuer):
                deal.options.exercise(deal.bond.address, 0, sender=deal.alice)

        def test_too_late(self, deal):
            now = deal.warp(CLOSES)
            told = {"notice_from": instant(OPENS), "notice_until": instant(CLOSES)}
            with reverts(Options_WindowClosed, option=0, timestamp=now, **told):
                exercise(deal)

        def test_of_a_tap(self, deal):
            with reverts(Options_KindIs, option=1, kind=TAP):
                exercise(deal, 1)

        def test_twice(self, deal):
            exercise(deal)
            with reverts(Options_ExercisedAlready, option=0):
                exercise(deal)

    def test_too_early_is_refused(self, deal):
        set_options(deal, option(CALL))
        now = deal.chain.now
        told = {"notice_from": instant(OPENS), "notice_until": instant(CLOSES)}
        with reverts(Options_WindowClosed, option=0, timestamp=now, **told):
            exercise(deal)

    def test_is_taken_from_the_first_instant_on(self, deal):
        set_options(deal, option(CALL))
        held(deal)
        deal.warp(OPENS)
        assert exercise(deal).all(OptionExercised)

    def test_of_a_put_is_refused(self, deal):
        with_options(deal, option(PUT))
        with reverts(Options_KindIs, option=0, kind=PUT):
            exercise(deal)

    def test_of_a_second_call_to_one_date_is_refused(self, deal):
        with_options(deal, option(CALL), option(TAX_CALL))
        exercise(deal)
        with reverts(Options_NothingLeft, period_index=0):
            exercise(deal, 1)

    def test_of_a_clean_up_with_too_many_units_is_refused(self, deal):
        with_options(deal, option(CLEAN_UP, units=ALL_UNITS - 1))
        with reverts(Options_TooManyUnits, units=ALL_UNITS, most=ALL_UNITS - 1):
            exercise(deal)

    def test_of_a_clean_up_counts_original_face(self, deal):
        """Of 60 units three quarters of face are outstanding: as much as 45 whole ones."""
        bond = _quarters_with(deal, option(PART), option(CLEAN_UP, period_index=1, units=45))
        deal.options.exercise(bond.address, 0, sender=deal.issuer)
        deal.options.exercise(bond.address, 1, sender=deal.issuer)
        assert deal.options.is_called(bond.address, 2)

    def test_of_a_clean_up_with_too_much_face_is_refused(self, deal):
        bond = _quarters_with(deal, option(PART), option(CLEAN_UP, period_index=1, units=44))
        deal.options.exercise(bond.address, 0, sender=deal.issuer)
        with reverts(Options_TooManyUnits, units=45, most=44):
            deal.options.exercise(bond.address, 1, sender=deal.issuer)

    @pytest.mark.parametrize("kind", CALLS)
    def test_makes_the_payment_the_last(self, deal, kind):
        with_options(deal, option(kind))
        first = deal.terms.period(0)
        receipt = exercise(deal)
        assert said(receipt, deal.options) == [
            (OptionExercised, deal.bond.address, 0, kind, 0, AT_101, 0)
        ]
        told = receipt.only(TermsSet)
        assert told.version == 1
        assert told.periods == (replace(first, factor_after=0),)
        assert (told.terms.redemption_price, told.terms.maturity_date) == (
            AT_101,
            day("2023-08-16"),
        )
        assert told.terms.offered_units == 1_600
        assert deal.options.is_called(deal.bond.address, 0)
        assert deal.options.is_exercised(deal.bond.address, 0)
        assert deal.bond.final_record_date() == day("2023-08-15")

    def test_stops_movements_after_the_new_last_record_date(self, deal):
        with_options(deal, option(CALL))
        exercise(deal)
        deal.warp(RECORD)
        with reverts(BondToken_Closed, final_record_date=day("2023-08-15")):
            deal.bond.transfer(deal.bob, 2, sender=deal.alice)

    def test_by_the_account_in_place_of_a_lost_issuer(self, deal):
        with_options(deal, option(CALL))
        deal.admit(deal.issuer)
        deal.register.replace([deal.issuer], [deal.dave], sender=deal.registrar)
        deal.options.exercise(deal.bond.address, 0, sender=deal.dave)
        assert deal.options.is_called(deal.bond.address, 0)


class TestCallPaid:
    def test_all_at_the_price_of_the_call(self, deal):
        with_options(deal, option(CALL))
        exercise(deal)
        due = funded(deal, 0, MCAL)
        coupon = funded(deal)
        for number in (coupon, due):
            pay(deal, number, "alice", "bob", "carol")
        assert deal.cash.balance_of(deal.alice) == CASH + 10 * (505_000_00 + FIRST_COUPON)
        assert deal.bond.total_supply() == owed(deal) == 0

    def test_is_announced_as_one(self, deal):
        with_options(deal, option(CALL))
        exercise(deal)
        with reverts(PayingAgent_KindDiffers, bond=deal.bond.address, period_index=0, kind=REDM):
            announced(deal, 0, REDM)
        announced(deal, 0, MCAL)

    def test_without_a_call_is_refused(self, deal):
        with_options(deal, option(CALL))
        for period in (0, 1):
            with reverts(
                PayingAgent_KindDiffers, bond=deal.bond.address, period_index=period, kind=MCAL
            ):
                announced(deal, period, MCAL)

    def test_raises_no_market_claims(self, deal):
        with_options(deal, option(CALL))
        exercise(deal)
        due = funded(deal, 0, MCAL)
        status = deal.paying.action(due).status
        with reverts(PayingAgent_StatusIs, action_id=due, status=status):
            deal.paying.raise_claims(due, [1], 0, 0, sender=deal.paying_agent)


class TestPartialRedemption:
    def test_repays_a_part_of_each_unit(self, deal):
        with_options(deal, option(PART))
        exercise(deal)
        due = funded(deal, 0, PRED)
        pay(deal, due, "alice", "bob", "carol")
        assert deal.cash.balance_of(deal.alice) == CASH + 10 * 125_000_00
        assert deal.holdings(deal.alice, deal.bob) == [10, 20]
        assert deal.terms.factor_before(1) == WHOLE * 3 // 4

    def test_leaves_less_to_earn_and_to_repay(self, deal):
        with_options(deal, option(PART))
        exercise(deal)
        deal.warp(RECORD)
        told = deal.paying.announce(deal.bond.address, 1, INTR, sender=deal.paying_agent)
        assert told.only(ActionAnnounced).announcement.amount_per_unit == 765_616  # of 7,656.16
        told = deal.paying.announce(deal.bond.address, 1, REDM, sender=deal.paying_agent)
        assert told.only(ActionAnnounced).announcement.amount_per_unit == 375_000_00

    def test_of_a_floating_bond_keeps_the_rate_that_was_fixed(self, deal):
        """Its second quarter is running, and its third not fixed yet."""
        terms, bond = self.fixed_twice(deal, option(PART, period_index=1))
        deal.options.exercise(bond.address, 0, sender=deal.issuer)
        assert [terms.period(index).rate for index in (1, 2)] == [31_000_000, 0]
        assert terms.factor_before(2) == WHOLE * 3 // 4

    def test_nor_does_a_call_or_a_tap_of_one_change_it(self, deal):
        terms, bond = self.fixed_twice(deal, option(CALL, period_index=1), option(TAP))
        deal.options.tap(bond.address, 1, 10, sender=deal.issuer)
        assert terms.sizes()[1] == 1_610
        deal.options.exercise(bond.address, 0, sender=deal.issuer)
        assert (terms.periods(), terms.period(1).rate) == (2, 31_000_000)

    def fixed_twice(self, deal, *options):
        terms, bond = floating_bond(deal)
        deal.options.set(bond.address, list(options), sender=deal.issuer)
        for index, start in enumerate(("2023-02-16", "2023-05-16")):
            deal.warp(f"{start} 12:00")
            terms.fix(index, 31_000_000, sender=deal.calculation_agent)
        deal.warp(WITHIN)
        return terms, bond

    def test_of_more_than_is_left_is_refused(self, deal):
        with_options(deal, option(PART, factor=600_000_000), option(PART, factor=600_000_000))
        exercise(deal)
        with reverts(Options_NothingLeft, period_index=0):
            exercise(deal, 1)

    def test_after_a_call_is_refused(self, deal):
        with_options(deal, option(CALL), option(PART))
        exercise(deal)
        with reverts(Options_NothingLeft, period_index=0):
            exercise(deal, 1)


class TestTap:
    @pytest.fixture
    def deal(self, deal: Deal) -> Deal:
        return with_options(deal, option(TAP), option(CALL))

    def tap(self, deal, units, number=0):
        return deal.options.tap(deal.bond.address, number, units, sender=deal.issuer)

    def test_of_nothing_is_refused(self, deal):
        with reverts(Options_NoUnits):
            self.tap(deal, 0)

    def test_above_what_was_set_is_refused(self, deal):
        with reverts(Options_TooManyUnits, units=101, most=100):
            self.tap(deal, 101)

    def test_by_a_call_is_refused(self, deal):
        with reverts(Options_KindIs, option=1, kind=OptionKind.CALL):
            self.tap(deal, 1, 1)

    def test_twice_is_refused(self, deal):
        self.tap(deal, 1)
        with reverts(Options_ExercisedAlready, option=0):
            self.tap(deal, 1)

    def test_makes_room_for_so_many(self, deal):
        deal.mint(deal.alice, 1_600 - ALL_UNITS)
        with reverts(BondToken_AboveOffered, supply_after=1_601, offered_units=1_600):
            deal.mint(deal.alice, 1)
        receipt = self.tap(deal, 100)
        assert said(receipt, deal.options) == [
            (OptionExercised, deal.bond.address, 0, TAP, 0, 0, 100)
        ]
        deal.mint(deal.alice, 100)
        with reverts(BondToken_AboveOffered, supply_after=1_701, offered_units=1_700):
            deal.mint(deal.alice, 1)

    def test_leaves_what_was_announced_standing(self, deal):
        """On the record date of a coupon, told that morning."""
        coupon = announced(deal)
        self.tap(deal, 100)
        deal.warp(RECORD)
        deal.paying.fund(coupon, sender=deal.issuer)
        assert deal.paying.action(coupon).units == ALL_UNITS

    def test_leaves_the_schedule_alone(self, deal):
        before = [deal.terms.period(0), deal.terms.period(1)], deal.terms.terms()
        self.tap(deal, 100)
        after = [deal.terms.period(0), deal.terms.period(1)], deal.terms.terms()
        assert after == (before[0], replace(before[1], offered_units=1_700))


class TestCancelling:
    @pytest.fixture
    def deal(self, deal: Deal) -> Deal:
        """The issuer bought ten units back."""
        held(deal)
        deal.admit(deal.issuer)
        deal.mint(deal.issuer, 10)
        return deal

    def cancel(self, deal, units, by=None):
        return deal.options.cancel(deal.bond.address, units, sender=by or deal.issuer)

    def test_destroys_them(self, deal):
        receipt = self.cancel(deal, 8)
        assert said(receipt, deal.bond) == [(Transfer, deal.issuer, ZERO, 8)]
        assert said(receipt, deal.options) == [(UnitsCancelled, deal.bond.address, deal.issuer, 8)]
        assert deal.holdings(deal.issuer) == [2]
        assert deal.bond.total_supply() == ALL_UNITS + 2

    def test_of_all_there_are(self, deal):
        self.cancel(deal, 10)
        assert deal.holdings(deal.issuer) == [0]

    def test_by_a_holder_is_refused(self, deal):
        with reverts(Options_CallerNotIssuer, caller=deal.alice, issuer=deal.issuer):
            self.cancel(deal, 1, by=deal.alice)

    def test_of_nothing_is_refused(self, deal):
        with reverts(Options_NoUnits):
            self.cancel(deal, 0)

    def test_of_more_than_it_has_is_refused(self, deal):
        with reverts(Options_TooManyUnits, units=11, most=10):
            self.cancel(deal, 11)

    def test_that_leaves_less_than_the_minimum_is_refused(self, deal):
        told = {"holder": deal.issuer, "units_after": 1, "minimum_units": 2}
        with reverts(Options_BelowMinimum, **told):
            self.cancel(deal, 9)

    def test_of_units_set_aside_is_refused(self, deal):
        deal.bond.lock(deal.issuer, 4, sender=deal.as_settlement)
        with reverts(Options_TooManyUnits, units=8, most=6):
            self.cancel(deal, 8)

    def test_of_frozen_units_is_refused(self, deal):
        deal.bond.set_frozen_tokens(deal.issuer, 4, sender=deal.regulator)
        with reverts(Options_TooManyUnits, units=8, most=6):
            self.cancel(deal, 8)

    def test_by_a_frozen_account_is_refused(self, deal):
        deal.bond.freeze([deal.issuer], sender=deal.regulator)
        with reverts(Options_Frozen, holder=deal.issuer):
            self.cancel(deal, 8)

    def test_after_the_last_record_date_is_refused(self, deal):
        deal.warp("2024-02-15 18:00")
        closed = {"bond": deal.bond.address, "final_record_date": day("2024-02-15")}
        with reverts(Options_Closed, **closed):
            self.cancel(deal, 8)

    def test_after_a_record_date_leaves_the_coupon_whole(self, deal):
        deal.warp(RECORD)
        self.cancel(deal, 10)
        coupon = funded(deal)
        assert deal.paying.action(coupon).units == ALL_UNITS + 10
        pay(deal, coupon, "issuer")
        assert owed(deal) == ALL_UNITS * FIRST_COUPON
