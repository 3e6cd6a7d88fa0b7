"""Tax on interest that no schedule tells of: default interest, and the interest recovered.

Alice of Hong Kong is taxed nothing, dave of Singapore an eighth, erin of Britain everything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from sim.chain import Address, Receipt
from sim.chain.logs import (
    ActionPaid,
    Claimed,
    DefaultInterestCharged,
    Paid,
    RecoveryDistributed,
    RoundingBasis,
    TaxHeld,
    TaxPaid,
    TaxRate,
    Waterfall,
    Withheld,
)
from tests.contracts.coupons import (
    FIRST_COUPON,
    FROZEN,
    PRINCIPAL,
    REDM,
    announced,
    owed,
    pay,
)
from tests.contracts.deal import BRITAIN, SINGAPORE, WHOLE, Deal, day, schedule
from tests.contracts.expect import said
from tests.contracts.recoveries import lose
from tests.contracts.schedules import bound
from tests.contracts.test_trustee_acceleration import ACCRUED
from tests.contracts.troubles import (
    COVENANTS,
    GRACES,
    accelerated,
    distributed,
    instalment_of,
    missed,
    recovered,
)

EIGHTH = 125_000_000
TAXES = (TaxRate(SINGAPORE, EIGHTH), TaxRate(BRITAIN, WHOLE))
PART = {"alice": Fraction(0), "dave": Fraction(1, 8), "erin": Fraction(1)}
UNITS = {"alice": 10, "dave": 20, "erin": 30}
INTEREST = ACCRUED + FIRST_COUPON
CLAIM = PRINCIPAL + INTEREST
LATE = "2023-08-23 09:00"

Make = Callable[..., Deal]


@pytest.fixture
def office(deal: Deal) -> Address:
    """Where tax goes; takes part in the money."""
    account = deal.new_key("tax office")
    deal.cash.add_participants([account], sender=deal.central_bank)
    return account


@pytest.fixture
def made(deal: Deal, office: Address) -> Make:
    """The deal with a bond of its own that is taxed (by default) and keeps promises."""

    def make(waterfall: Waterfall = Waterfall.PARI_PASSU, **terms: object) -> Deal:
        terms = {"taxes": TAXES, "tax_account": office, **terms}
        agreed, bond = bound(deal, schedule(), **terms)
        covenants = replace(COVENANTS, waterfall=waterfall)
        deal.trustee.enter(bond.address, covenants, GRACES, sender=deal.deployer)
        for name, units in UNITS.items():
            bond.issue(getattr(deal, name), units, sender=deal.as_settlement)
        return replace(deal, bond=bond, terms=agreed)

    return make


def half_up(exact: Fraction) -> int:
    return int(exact + Fraction(1, 2))


def taxes(receipt: Receipt) -> list[int]:
    return [log.tax for log in receipt.all(Paid)]


def funded(deal: Deal, number: int) -> None:
    """By the issuer, counted before where amounts are rounded a holding."""
    if deal.terms.terms().rounding_basis is RoundingBasis.HOLDING:
        holders = [getattr(deal, name) for name in UNITS]
        deal.paying.count(number, holders, sender=deal.mallory)
    deal.paying.fund(number, sender=deal.issuer)


def charged(deal: Deal, late: int, at: str = LATE) -> int:
    """A late payment comes, and default interest on it: payable at once."""
    deal.warp(at)
    funded(deal, late)
    until = deal.chain.now + 3_600
    receipt = deal.trustee.charge_default_interest(
        late, day(at[:10]), until, sender=deal.paying_agent
    )
    number = receipt.only(DefaultInterestCharged).action_id
    funded(deal, number)
    return number


def recovering(deal: Deal, each: int, record: str = "2023-09-15") -> tuple[int, int]:
    """An instalment of so much a unit after an acceleration: its number, and its interest."""
    receipt = distributed(deal, recovered(deal, each * sum(UNITS.values()), record))
    told = receipt.only(RecoveryDistributed)
    assert told.principal_per_unit + told.interest_per_unit == each
    return instalment_of(receipt), told.interest_per_unit


class TestDefaultInterest:
    #: 6 % on a coupon for 7 days.
    EACH = half_up(Fraction(FIRST_COUPON) * Fraction(6, 100) * Fraction(7, 365))

    def test_is_taxed_as_a_coupon_and_paid_on_once_a_batch(self, made, office):
        deal = made()
        number = charged(deal, missed(deal))
        gross = {name: units * self.EACH for name, units in UNITS.items()}
        tax = half_up(Fraction(gross["dave"], 8))
        assert 0 < tax < gross["dave"]
        assert said(pay(deal, number, *UNITS), deal.paying) == [
            (Paid, number, deal.alice, 10, gross["alice"], 0, gross["alice"]),
            (Paid, number, deal.dave, 20, gross["dave"], tax, gross["dave"] - tax),
            (Paid, number, deal.erin, 30, gross["erin"], gross["erin"], 0),
            (TaxPaid, number, office, tax + gross["erin"]),
            (ActionPaid, number, 60),
        ]
        assert deal.cash.balance_of(office) == tax + gross["erin"]

    def test_on_late_principal_is_interest_too(self, made, office):
        deal = made()
        late = announced(deal, 1, REDM)
        deal.warp("2024-02-16 10:00")
        deal.paying.declare_missed([late], sender=deal.mallory)
        number = charged(deal, late, "2024-02-20 09:00")
        # 6 % on 500,000.00 for 4 days is 328.767.
        each = 328_77
        assert deal.paying.action(number).amount_per_unit == each
        assert taxes(pay(deal, late, *UNITS)) == [0, 0, 0]
        assert taxes(pay(deal, number, *UNITS)) == [0, half_up(Fraction(20 * each, 8)), 30 * each]
        assert deal.cash.balance_of(office) == half_up(Fraction(20 * each, 8)) + 30 * each

    def test_is_rounded_before_tax_where_a_holding_is(self, made):
        deal = made(rounding_basis=RoundingBasis.HOLDING)
        number = charged(deal, missed(deal))
        coupon = PRINCIPAL * Fraction(405, 10_000) * Fraction(181, 365)
        gross = half_up(20 * coupon * Fraction(6, 100) * Fraction(7, 365))
        told = pay(deal, number, "dave").only(Paid)
        assert (told.gross, told.tax) == (gross, half_up(Fraction(gross, 8)))

    def test_asks_where_the_holder_is_resident_when_it_is_paid(self, made):
        deal = made()
        number = charged(deal, missed(deal))
        deal.admit(deal.dave)
        assert taxes(pay(deal, number, "dave")) == [0]

    def test_of_a_lost_account_by_the_one_in_force(self, made, is_recovered):
        deal = made()
        number = charged(deal, missed(deal))
        lose(deal, is_recovered, "alice", "dave")
        assert taxes(pay(deal, number, "alice")) == [half_up(Fraction(10 * self.EACH, 8))]

    def test_withheld_keeps_its_tax_until_it_is_claimed(self, made, office):
        deal = made()
        number = charged(deal, missed(deal))
        tax = half_up(Fraction(20 * self.EACH, 8))
        set_aside_and_claimed(deal, office, number, 20 * self.EACH, tax)

    def test_untaxed_terms_withhold_nothing(self, made):
        deal = made(taxes=())
        number = charged(deal, missed(deal))
        assert taxes(pay(deal, number, *UNITS)) == [0, 0, 0]


class TestInstalment:
    @pytest.mark.parametrize(
        ("waterfall", "each", "interest"),
        [
            (Waterfall.INTEREST_FIRST, 1_000_01, 1_000_01),
            (Waterfall.INTEREST_FIRST, INTEREST + 7, INTEREST),
            (Waterfall.PRINCIPAL_FIRST, 1_000_01, 0),
            (Waterfall.PRINCIPAL_FIRST, PRINCIPAL + 3, 3),
            (Waterfall.PARI_PASSU, 1_000_01, 1_000_01 * INTEREST // CLAIM),
            (Waterfall.PARI_PASSU, CLAIM, INTEREST),
        ],
    )
    def test_is_taxed_as_far_as_the_waterfall_calls_it_interest(
        self, made, office, waterfall, each, interest
    ):
        deal = made(waterfall)
        accelerated(deal)
        number, told = recovering(deal, each)
        assert told == interest
        tax = {name: half_up(n * interest * PART[name]) for name, n in UNITS.items()}
        receipt = pay(deal, number, *UNITS)
        assert [event for event in said(receipt, deal.paying) if event[0] is Paid] == [
            (Paid, number, getattr(deal, name), n, n * each, tax[name], n * each - tax[name])
            for name, n in UNITS.items()
        ]
        # Whoever is taxed of everything is left with principal, to the cent.
        assert receipt.all(Paid)[2].net == 30 * (each - interest)
        assert deal.cash.balance_of(office) == sum(tax.values())
        assert bool(receipt.all(TaxPaid)) == bool(interest)
        assert owed(deal) == 0

    def test_interest_is_taxed_once_in_all(self, made, office):
        """Over instalments it comes to the interest of the claim."""
        deal = made(Waterfall.INTEREST_FIRST)
        accelerated(deal)
        days = ("2023-09-15", "2023-10-03", "2023-10-10")
        for record, each in zip(days, (INTEREST - 5, 1_000, CLAIM - INTEREST - 995), strict=True):
            pay(deal, recovering(deal, each, record)[0], "erin")
        assert deal.cash.balance_of(office) == 30 * INTEREST

    def test_keeps_what_is_exempt_with_the_action(self, made):
        deal = made()
        accelerated(deal)
        number, interest = recovering(deal, 1_000_00)
        action = deal.paying.action(number)
        assert (action.is_taxed, action.exempt_per_unit) == (True, 1_000_00 - interest)

    def test_asks_where_the_holder_is_resident_when_it_is_paid(self, made):
        deal = made()
        accelerated(deal)
        number, _ = recovering(deal, 1_000_00)
        deal.admit(deal.dave)
        assert taxes(pay(deal, number, "dave")) == [0]

    def test_of_a_lost_account_by_the_one_in_force(self, made, is_recovered):
        deal = made()
        accelerated(deal)
        number, interest = recovering(deal, 1_000_00)
        lose(deal, is_recovered, "alice", "dave")
        assert taxes(pay(deal, number, "alice")) == [half_up(Fraction(10 * interest, 8))]

    def test_withheld_keeps_its_tax_until_it_is_claimed(self, made, office):
        deal = made()
        accelerated(deal)
        number, interest = recovering(deal, 1_000_00)
        tax = half_up(Fraction(20 * interest, 8))
        set_aside_and_claimed(deal, office, number, 20 * 1_000_00, tax)

    def test_tax_that_the_rail_refuses_is_held(self, made, office):
        deal = made()
        accelerated(deal)
        number, interest = recovering(deal, 1_000_00)
        deal.cash.freeze([office], sender=deal.central_bank)
        tax = half_up(Fraction(20 * interest, 8))
        assert pay(deal, number, "dave").only(TaxHeld).amount == tax
        deal.cash.unfreeze([office], sender=deal.central_bank)
        assert deal.paying.pay_tax(number, sender=deal.mallory).only(TaxPaid).amount == tax

    def test_untaxed_terms_withhold_nothing(self, made):
        deal = made(taxes=())
        accelerated(deal)
        number, interest = recovering(deal, 1_000_00)
        assert interest
        assert taxes(pay(deal, number, *UNITS)) == [0, 0, 0]


def set_aside_and_claimed(deal: Deal, office: Address, number: int, gross: int, tax: int) -> None:
    """Dave is frozen when he is paid, moves to where nobody is taxed, and claims."""
    assert 0 < tax < gross
    owed_before = owed(deal)
    deal.bond.freeze([deal.dave], sender=deal.registrar)
    receipt = pay(deal, number, *UNITS)
    withheld = (Withheld, number, deal.dave, 20, gross, tax, gross - tax, FROZEN)
    assert withheld in said(receipt, deal.paying)
    paid_on = receipt.only(TaxPaid).amount
    deal.bond.unfreeze([deal.dave], sender=deal.registrar)
    deal.admit(deal.dave)
    receipt = deal.paying.claim(number, [deal.dave], sender=deal.mallory)
    assert said(receipt, deal.paying) == [
        (Claimed, number, deal.dave, gross - tax),
        (TaxPaid, number, office, tax),
    ]
    assert deal.cash.balance_of(office) == paid_on + tax
    assert owed(deal) == owed_before - deal.paying.action(number).total
