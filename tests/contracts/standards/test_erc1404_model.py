"""ERC-1404 and ERC-7943 against what transfers do: any state, any pair, any amount."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.chain import Reverted
from sim.chain.logs import InvestorClass
from tests.contracts.deal import FRANCE
from tests.contracts.standards.restrictions import INSUFFICIENT_UNITS, error_of, told_by

ACCOUNTS = ("alice", "bob", "carol", "mallory")
account = st.sampled_from(ACCOUNTS)
units = st.one_of(st.integers(0, 12), st.integers(0, 2**64), st.just(2**64 - 1))


def _replace(deal, lost, replacement):
    if lost != replacement:
        deal.register.replace([lost], [replacement], sender=deal.registrar)


#: Everything that decides about a transfer; what the contracts refuse to do is left undone.
STEPS = {
    "pause": lambda d, a, b, n: d.bond.pause(sender=d.regulator),
    "unpause": lambda d, a, b, n: d.bond.unpause(sender=d.regulator),
    "freeze": lambda d, a, b, n: d.bond.freeze([a], sender=d.registrar),
    "frozen units": lambda d, a, b, n: d.bond.set_frozen_tokens(a, n, sender=d.registrar),
    "lock": lambda d, a, b, n: d.bond.lock(a, n, sender=d.as_settlement),
    "issue": lambda d, a, b, n: d.mint(a, n),
    "redeem": lambda d, a, b, n: d.bond.redeem(a, n, sender=d.as_paying_agent),
    "move": lambda d, a, b, n: d.bond.transfer(b, n, sender=a),
    "force": lambda d, a, b, n: d.bond.forced_transfer(a, b, n, sender=d.regulator),
    "sanction": lambda d, a, b, n: d.register.sanction([a], sender=d.regulator),
    "remove": lambda d, a, b, n: d.register.remove([a], sender=d.registrar),
    "admit": lambda d, a, b, n: d.admit(a),
    "replace": lambda d, a, b, n: _replace(d, a, b),
    "abroad": lambda d, a, b, n: d.admit(a, jurisdiction=FRANCE),
    "retail": lambda d, a, b, n: d.admit(a, investor_class=InvestorClass.RETAIL),
    "KYC": lambda d, a, b, n: d.admit(a, kyc_expiry=d.chain.now),
    "risk": lambda d, a, b, n: d.offer_to(risk_acknowledgement=True),
    "acknowledge": lambda d, a, b, n: d.register.acknowledge_risk(sender=a),
    "cap": lambda d, a, b, n: d.offer_to(unit_cap=min(n, 2**64 - 1)),
    "close": lambda d, a, b, n: d.warp("2024-02-15 18:00"),
}
steps = st.lists(
    st.tuples(st.sampled_from(sorted(STEPS)), account, account, st.integers(0, 12)), max_size=5
)


def play(deal, script):
    for name, one, other, number in script:
        try:
            STEPS[name](deal, getattr(deal, one), getattr(deal, other), number)
        except (Reverted, ValueError):  # ValueError: the clock is past the final record date
            continue


@pytest.fixture
def deal(deal):
    for holder, held in (("alice", 10), ("bob", 3)):
        deal.mint(getattr(deal, holder), held)
    return deal


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(script=steps, sender=account, receiver=account, amount=units)
def test_the_code_is_what_a_transfer_does(deal, script, sender, receiver, amount):
    with deal.undone():
        play(deal, script)
        pair = getattr(deal, sender), getattr(deal, receiver)
        code = deal.bond.detect_transfer_restriction(*pair, amount)
        assert deal.bond.can_transfer(*pair, amount) is (code in (0, INSUFFICIENT_UNITS))
        if code == 0:
            deal.bond.transfer(pair[1], amount, sender=pair[0])
            return
        with pytest.raises(error_of(code)) as raised:
            deal.bond.transfer(pair[1], amount, sender=pair[0])
        if pair[0] != pair[1]:
            assert told_by(raised.value, pair[0]) == code
        assert deal.bond.message_for_transfer_restriction(code) != "Unknown code"


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(script=steps, sender=account, receiver=account)
def test_who_may_neither_send_nor_receive_takes_part_in_no_transfer(deal, script, sender, receiver):
    with deal.undone():
        play(deal, script)
        pair = getattr(deal, sender), getattr(deal, receiver)
        if deal.bond.can_send(pair[0]) and deal.bond.can_receive(pair[1]):
            return
        for amount in (0, 2, 4):
            assert deal.bond.can_transfer(*pair, amount) is False
            with pytest.raises(Reverted):
                deal.bond.transfer(pair[1], amount, sender=pair[0])
