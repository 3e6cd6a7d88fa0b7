"""`CashToken`: the law `CASH`, what is held is what was minted and not burned."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.chain.reverts import (
    CashToken_AboveMaximum,
    CashToken_AccountFrozen,
    ERC20InsufficientBalance,
)
from tests.contracts.deal import CASH, UNLIMITED

MOST = 2**128 - 1
REFUSALS = (CashToken_AccountFrozen, ERC20InsufficientBalance, CashToken_AboveMaximum)


class TestSupply:
    steps = st.tuples(
        st.sampled_from(["mint", "burn", "pay", "freeze", "unfreeze"]),
        st.integers(0, 4),
        st.integers(0, 4),
        st.sampled_from([0, 1, 7, CASH, 2 * CASH, MOST, UNLIMITED]),
    )

    @settings(
        max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(script=st.lists(steps, max_size=20))
    def test_is_the_sum_of_what_is_held(self, deal, money, script):
        everyone = [*deal.investors, deal.arranger, deal.issuer]
        with deal.undone():
            held = dict.fromkeys(everyone, CASH)
            frozen = set()
            for holder in everyone:
                money.token.approve(money.issuer, UNLIMITED, sender=holder)
            for what, first, second, amount in script:
                _step(deal, money, held, frozen, (what, first, second, amount))
            balances = deal.chain.balances(money.token.address, everyone)
            assert balances == [held[holder] for holder in everyone]
            assert money.token.total_supply() == sum(held.values())


def _step(deal, money, held, frozen, step):
    what, first, second, amount = step
    one, other = deal.investors[first], deal.investors[second]
    if what in ("freeze", "unfreeze"):
        getattr(money.token, what)([one], sender=money.issuer)
        (frozen.add if what == "freeze" else frozen.discard)(one)
        return
    if what == "pay":
        allowed = not {one, other} & frozen and amount <= held[one]
        _tried(allowed, lambda: money.token.transfer(other, amount, sender=one))
        changes = [(one, -amount), (other, amount)]
    elif what == "mint":
        allowed = one not in frozen and sum(held.values()) + amount <= MOST
        _tried(allowed, lambda: money.mint(one, amount))
        changes = [(one, amount)]
    else:
        allowed = one not in frozen and amount <= held[one]
        _tried(allowed, lambda: money.token.burn([one], [amount], sender=money.issuer))
        changes = [(one, -amount)]
    for holder, change in changes if allowed else []:
        held[holder] += change


def _tried(allowed, action):
    if allowed:
        action()
        return
    with pytest.raises(REFUSALS):
        action()
