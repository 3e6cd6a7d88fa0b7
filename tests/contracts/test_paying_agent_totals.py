"""PayingAgent: whatever is paid, blocked and claimed, in any order, no cent is lost or made."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.chain.logs import ActionStatus, RoundingBasis, TaxRate
from sim.units import half_up
from tests.contracts.coupons import INTR
from tests.contracts.deal import BRITAIN, HONG_KONG, SINGAPORE, WHOLE, Deal
from tests.contracts.schedules import bound, quarters

FIRST = quarters()[0]
ONE_OF_FIVE = st.integers(0, 4)
STEPS = st.one_of(
    st.tuples(st.just("pay"), st.lists(ONE_OF_FIVE, max_size=6)),
    st.tuples(st.just("claim"), st.lists(ONE_OF_FIVE, max_size=6)),
    st.tuples(st.just("freeze"), ONE_OF_FIVE),
    st.tuples(st.just("unfreeze"), ONE_OF_FIVE),
    st.tuples(st.just("refuse the tax account"), st.none()),
    st.tuples(st.just("accept the tax account"), st.none()),
    st.tuples(st.just("pay tax"), st.none()),
)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    basis=st.sampled_from(RoundingBasis),
    holdings=st.lists(st.integers(1, 300), min_size=5, max_size=5),
    rate=st.integers(0, 10**8),
    taxes=st.tuples(*[st.integers(0, WHOLE)] * 3),
    script=st.lists(STEPS, max_size=12),
)
def test_the_agent_has_what_it_owes(deal, basis, holdings, rate, taxes, script):
    with deal.undone():
        play = _Play(deal, basis, holdings, rate, taxes)
        for step in script:
            play.do(*step)
            play.check()
        play.end()


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """With a tax office that takes part in the money."""
    deal.cash.add_participants([deal.new_key("tax office")], sender=deal.central_bank)
    return deal


class _Play:
    """Five holders of a taxed coupon, funded and payable."""

    def __init__(self, deal, basis, holdings, rate, taxes):
        self.deal, self.holders = deal, deal.investors
        self.office = deal.new_key("tax office")
        places = (HONG_KONG, SINGAPORE, BRITAIN)
        rates = tuple(TaxRate(*pair) for pair in zip(places, taxes, strict=True))
        periods = [replace(one, rate=rate) for one in quarters()]
        given = {"rounding_basis": basis, "minimum_units": 0, "calculation_amount": 1_003_01}
        _, self.bond = bound(deal, periods, taxes=rates, tax_account=self.office, **given)
        for who, units in zip(self.holders, holdings, strict=True):
            self.bond.issue(who, units, sender=deal.as_settlement)
        deal.paying.announce(self.bond.address, 0, INTR, sender=deal.paying_agent)
        deal.chain.at(FIRST.record_at)
        if basis is RoundingBasis.HOLDING:
            deal.paying.count(1, self.holders, sender=deal.mallory)
        deal.paying.fund(1, sender=deal.issuer)
        deal.chain.at(FIRST.payable_from)
        self.start = self.money()
        self.nets, self.taxes = self.expected(basis, holdings, rate, taxes)

    def money(self):
        return self.deal.chain.balances(self.deal.cash.address, [*self.holders, self.office])

    @staticmethod
    def expected(basis, holdings, rate, taxes):
        num, den = 1_003_01 * rate * 89, 10**9 * 365
        by_unit = basis is RoundingBasis.CALCULATION_AMOUNT
        gross = [n * half_up(num, den) if by_unit else half_up(n * num, den) for n in holdings]
        # Alice, bob and carol of Hong Kong, dave of Singapore, erin of Britain.
        rates = (*[taxes[0]] * 3, taxes[1], taxes[2])
        tax = [half_up(amount * each, WHOLE) for amount, each in zip(gross, rates, strict=True)]
        return [whole - part for whole, part in zip(gross, tax, strict=True)], sum(tax)

    def do(self, kind, which):
        deal, paying = self.deal, self.deal.paying
        some = [self.holders[n] for n in which] if isinstance(which, list) else []
        if kind == "pay":
            paying.pay(1, some, sender=deal.paying_agent)
        elif kind == "claim":
            paying.claim(1, some, sender=deal.mallory)
        elif kind == "freeze":
            self.bond.freeze([self.holders[which]], sender=deal.registrar)
        elif kind == "unfreeze":
            self.bond.unfreeze([self.holders[which]], sender=deal.registrar)
        elif kind == "refuse the tax account":
            deal.cash.freeze([self.office], sender=deal.central_bank)
        elif kind == "accept the tax account":
            deal.cash.unfreeze([self.office], sender=deal.central_bank)
        else:
            paying.pay_tax(1, sender=deal.mallory)

    def check(self):
        paying, cash = self.deal.paying, self.deal.cash
        owed = paying.owed(cash.address)
        assert cash.balance_of(paying.address) == owed
        gone = sum(self.money()) - sum(self.start)
        assert owed + gone == sum(self.nets) + self.taxes
        aside = sum(paying.withheld_of(1, holder) for holder in self.holders)
        assert aside + paying.tax_held(1) <= owed

    def end(self):
        """Nothing is blocked any more: everybody has what it is due, and nothing is left."""
        self.do("accept the tax account", None)
        self.bond.unfreeze(self.holders, sender=self.deal.registrar)
        self.do("pay", list(range(5)))
        self.do("claim", list(range(5)))
        self.do("pay tax", None)
        self.check()
        got = [now - then for now, then in zip(self.money(), self.start, strict=True)]
        assert got == [*self.nets, self.taxes]
        assert self.deal.paying.owed(self.deal.cash.address) == 0
        assert self.deal.paying.action(1).status is ActionStatus.PAID
