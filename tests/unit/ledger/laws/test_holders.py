"""The register's rules, replayed: each reason to refuse a receiver, in the register's own order."""

from __future__ import annotations

from typing import Any

import pytest

from sim.chain import logs as chain
from sim.ledger import build


def refusals(told, *, cap: int = 0, acknowledge: bool = False, **entry: Any) -> list[str]:
    """What the law says of a delivery of 5 units to Cedar."""
    story = told.Story()
    story.admit("2023-02-13 08:00", "Beta")
    story.admit("2023-02-13 08:00", "Cedar", **entry)
    story.begin("2023-02-13 08:00")
    rule = chain.OfferRule(classes=0b0110, risk_acknowledgement=acknowledge, unit_cap=cap)
    registrar = told.PARTIES["Registrar"]
    story.emit(told.REGISTER, chain.OfferRuleSet, told.BOND, rule, (344,), registrar)
    story.mint("2023-02-15 09:00", "Beta", 10 * told.FACE)
    story.issue("2023-02-16 08:30", 1, "Beta", 10)
    story.begin("2023-03-01 09:00")
    story.move(told.BOND, "Beta", "Cedar", 5)
    found = build(story.inputs("2023-03-01")).breaches
    return [breach.problem for breach in found if breach.law == "ELIGIBLE"]


def test_a_receiver_who_may(told) -> None:
    assert refusals(told) == []


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"sanctioned": True}, "RECEIVER_SANCTIONED"),
        ({"kind": chain.InvestorClass.NONE}, "RECEIVER_NOT_ADMITTED"),
        ({"expiry": "2023-03-01 09:00"}, "RECEIVER_KYC_EXPIRED"),
        ({"kind": chain.InvestorClass.RETAIL}, "RECEIVER_CLASS_NOT_OFFERED"),
        ({"acknowledge": True}, "RECEIVER_RISK_NOT_ACKNOWLEDGED"),
        ({"cap": 4}, "RECEIVER_ABOVE_CAP"),
    ],
)
def test_a_receiver_who_may_not(told, given: dict[str, Any], why: str) -> None:
    assert why in refusals(told, **given)


def test_a_cap_just_reached(told) -> None:
    assert "Cedar" not in str(refusals(told, cap=10))


def test_jurisdiction(told) -> None:
    story = told.issued()
    story.change(story.find(chain.OfferRuleSet), jurisdictions=(702,))
    problems = {breach.problem for breach in build(story.inputs()).breaches}
    assert "RECEIVER_JURISDICTION_NOT_OFFERED" in problems


def test_a_bond_without_a_rule_is_offered_to_nobody(told) -> None:
    story = told.issued()
    del story.logs[story.find(chain.OfferRuleSet)]
    assert "ELIGIBLE" in {breach.law for breach in build(story.inputs()).breaches}


def test_whoever_is_unfrozen_may_receive_again(told) -> None:
    story = told.issued()
    by = told.PARTIES["Registrar"]
    story.begin("2023-03-01 09:00")
    story.emit(told.BOND, chain.AddressFrozen, told.PARTIES["Cedar"], True, by)
    story.emit(told.BOND, chain.AddressFrozen, told.PARTIES["Cedar"], False, by)
    story.move(told.BOND, "Beta", "Cedar", 5)
    assert build(story.inputs()).breaches == ()


def test_the_minimum_counts_when_the_transaction_ends(told) -> None:
    story = told.issued()
    story.begin("2023-03-01 09:00")
    story.move(told.BOND, "Beta", "Cedar", 1)
    story.move(told.BOND, "Beta", "Cedar", 1)
    assert build(story.inputs()).breaches == ()
