"""ERC-1404: every reason a transfer is refused for has a code, words, and a way to meet it."""

from __future__ import annotations

import pytest

from sim.chain.logs import Refusal
from sim.chain.reverts import (
    BondToken_InsufficientUnits,
    BondToken_Refused,
    ERC20InvalidReceiver,
)
from tests.contracts.deal import FRANCE, UNLIMITED, ZERO, reverts
from tests.contracts.standards.restrictions import (
    CLOSED,
    CODES,
    INSUFFICIENT_UNITS,
    PAUSED,
    RECEIVER_BELOW_MINIMUM,
    RECEIVER_FROZEN,
    SENDER_BELOW_MINIMUM,
    SENDER_FROZEN,
    UNITS_NOT_AVAILABLE,
    error_of,
    told_by,
)

#: What brings about each code when alice, who holds ten units, sends bob so many.
SITUATIONS = {
    Refusal.SENDER_SANCTIONED: (4, lambda d: d.register.sanction([d.alice], sender=d.regulator)),
    Refusal.RECEIVER_SANCTIONED: (4, lambda d: d.register.sanction([d.bob], sender=d.regulator)),
    Refusal.RECEIVER_NOT_ADMITTED: (4, lambda d: d.register.remove([d.bob], sender=d.registrar)),
    Refusal.RECEIVER_KYC_EXPIRED: (4, lambda d: d.admit(d.bob, kyc_expiry=d.chain.now)),
    Refusal.RECEIVER_CLASS_NOT_OFFERED: (4, lambda d: d.offer_to(classes=1 << 3)),
    Refusal.RECEIVER_JURISDICTION_NOT_OFFERED: (4, lambda d: d.admit(d.bob, jurisdiction=FRANCE)),
    Refusal.RECEIVER_RISK_NOT_ACKNOWLEDGED: (4, lambda d: d.offer_to(risk_acknowledgement=True)),
    Refusal.RECEIVER_ABOVE_CAP: (4, lambda d: d.offer_to(unit_cap=3)),
    Refusal.SENDER_REPLACED: (4, lambda d: replaced(d, d.alice)),
    Refusal.RECEIVER_REPLACED: (4, lambda d: replaced(d, d.bob)),
    PAUSED: (4, lambda d: d.bond.pause(sender=d.regulator)),
    CLOSED: (4, lambda d: d.warp("2024-02-15 18:00")),
    SENDER_FROZEN: (4, lambda d: d.bond.freeze([d.alice], sender=d.registrar)),
    RECEIVER_FROZEN: (4, lambda d: d.bond.freeze([d.bob], sender=d.registrar)),
    UNITS_NOT_AVAILABLE: (4, lambda d: d.bond.lock(d.alice, 7, sender=d.as_settlement)),
    SENDER_BELOW_MINIMUM: (9, lambda d: None),
    RECEIVER_BELOW_MINIMUM: (1, lambda d: None),
    INSUFFICIENT_UNITS: (11, lambda d: None),
}

#: Which code is told where several rules are broken: the first of these.
ORDER = [
    PAUSED,
    CLOSED,
    Refusal.SENDER_SANCTIONED,
    Refusal.RECEIVER_SANCTIONED,
    SENDER_FROZEN,
    RECEIVER_FROZEN,
    UNITS_NOT_AVAILABLE,
]


def replaced(deal, account):
    return deal.register.replace([account], [deal.mallory], sender=deal.registrar)


def code_of(deal, units, sender="alice", receiver="bob"):
    accounts = getattr(deal, sender), getattr(deal, receiver)
    return deal.bond.detect_transfer_restriction(*accounts, units)


@pytest.fixture(autouse=True)
def _alice_has_ten(deal):
    deal.mint(deal.alice, 10)


class TestDetectTransferRestriction:
    def test_finds_none_when_the_transfer_would_succeed(self, deal):
        assert code_of(deal, 4) == 0
        deal.bond.transfer(deal.bob, 4, sender=deal.alice)

    def test_every_code_has_a_situation(self):
        assert sorted(SITUATIONS) == sorted(CODES)

    @pytest.mark.parametrize("code", SITUATIONS, ids=int)
    def test_tells_each_code_and_the_transfer_reverts_for_it(self, deal, code):
        units, arrange = SITUATIONS[code]
        arrange(deal)
        assert code_of(deal, units) == code
        with pytest.raises(error_of(code)) as raised:
            deal.bond.transfer(deal.bob, units, sender=deal.alice)
        assert told_by(raised.value, deal.alice) == code

    @pytest.mark.parametrize("first", range(len(ORDER)))
    def test_tells_the_first_rule_broken(self, deal, first):
        for code in reversed(ORDER[first:]):
            SITUATIONS[code][1](deal)
            assert code_of(deal, 4) == code

    def test_changes_as_the_state_does(self, deal):
        deal.bond.pause(sender=deal.regulator)
        assert code_of(deal, 4) == PAUSED
        deal.bond.unpause(sender=deal.regulator)
        assert code_of(deal, 4) == 0

    def test_knows_of_a_record_date_before_anybody_strikes_it(self, deal):
        deal.chain.at(deal.instant("2024-02-15 18:00") - 1)
        assert code_of(deal, 4) == 0
        deal.chain.at(deal.instant("2024-02-15 18:00"))
        assert code_of(deal, 4) == CLOSED

    def test_locked_and_frozen_units_count_once_each(self, deal):
        deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
        deal.bond.set_frozen_tokens(deal.alice, 4, sender=deal.registrar)
        assert code_of(deal, 2) == 0
        assert code_of(deal, 3) == UNITS_NOT_AVAILABLE
        assert code_of(deal, 11) == INSUFFICIENT_UNITS

    @pytest.mark.parametrize("units", [0, 1, 9, 10])
    def test_to_oneself_knows_no_minimum_and_no_cap(self, deal, units):
        deal.offer_to(unit_cap=10)
        assert code_of(deal, units, "alice", "alice") == 0

    def test_of_an_address_that_is_none(self, deal):
        assert deal.bond.detect_transfer_restriction(ZERO, deal.bob, 4) == INSUFFICIENT_UNITS
        none = Refusal.RECEIVER_NOT_ADMITTED
        assert deal.bond.detect_transfer_restriction(deal.alice, ZERO, 4) == none
        with reverts(ERC20InvalidReceiver, receiver=ZERO):
            deal.bond.transfer(ZERO, 4, sender=deal.alice)

    @pytest.mark.parametrize("units", [2**64, 2**128, UNLIMITED])
    def test_of_more_than_there_can_be(self, deal, units):
        assert code_of(deal, units) == INSUFFICIENT_UNITS
        assert code_of(deal, units, "alice", "alice") == INSUFFICIENT_UNITS

    def test_of_more_than_there_can_be_to_who_holds_some(self, deal):
        deal.mint(deal.bob, 2)
        assert code_of(deal, UNLIMITED) == INSUFFICIENT_UNITS
        values = {"account": deal.alice, "wanted": UNLIMITED, "units": 10}
        with reverts(BondToken_InsufficientUnits, **values):
            deal.bond.transfer(deal.bob, UNLIMITED, sender=deal.alice)

    def test_the_spenders_own_bars_are_not_asked_for(self, deal):
        """The standard's function knows two accounts: a barred spender is told by the error."""
        deal.bond.approve(deal.carol, 4, sender=deal.alice)
        deal.register.sanction([deal.carol], sender=deal.regulator)
        assert code_of(deal, 4) == 0
        barred = {"from_": deal.carol, "to": deal.bob, "refusal": Refusal.SENDER_SANCTIONED}
        with reverts(BondToken_Refused, **barred):
            deal.bond.transfer_from(deal.alice, deal.bob, 4, sender=deal.carol)


class TestMessageForTransferRestriction:
    def test_of_none(self, deal):
        assert deal.bond.message_for_transfer_restriction(0) == "No restriction"

    def test_every_code_has_words_of_its_own(self, deal):
        messages = [deal.bond.message_for_transfer_restriction(code) for code in [0, *CODES]]
        assert all(messages)
        assert "Unknown code" not in messages
        assert len(set(messages)) == len(messages)

    def test_says_that_any_other_code_is_unknown_and_never_reverts(self, deal):
        others = set(range(256)) - {0, *CODES}
        messages = {deal.bond.message_for_transfer_restriction(code) for code in others}
        assert messages == {"Unknown code"}
