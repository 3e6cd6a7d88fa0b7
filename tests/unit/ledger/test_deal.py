from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain.logs import RateFixed
from sim.ledger import Account, AccountType, UnknownAddress
from sim.ledger.deal import deal_of
from sim.ledger.inputs import ZERO


def test_terms_come_from_the_log(told) -> None:
    tranche = deal_of(told.Story().inputs()).tranches[told.BOND]
    assert (tranche.code, tranche.currency, tranche.calculation_amount) == ("HKD", "HKD", told.FACE)
    assert tranche.day_count == "ACT/365F"
    assert tranche.units_currency == "HKD/units"


def test_a_bond_without_terms_is_refused(told) -> None:
    with pytest.raises(UnknownAddress, match="TermsSet"):
        deal_of(told.Story().inputs(logs=()))


def test_a_rate_fixed_before_there_are_terms_is_refused(told) -> None:
    fixing = RateFixed("Contract", "0xfeed", 1, 1, 0, 0, 0, 30_000_000, 30_000_000, False)
    with pytest.raises(UnknownAddress, match="a rate was fixed before any were set"):
        deal_of(told.Story().inputs(logs=(fixing,)))


def test_an_address_nobody_named_is_never_printed(told) -> None:
    deal = deal_of(told.Story().inputs())
    assert deal.names[ZERO] == ""
    with pytest.raises(UnknownAddress, match="0xdead"):
        deal.names["0xdead"]


def test_two_accounts_of_one_name_are_refused(told) -> None:
    inputs = told.Story().inputs()
    names = {**inputs.names, "0xdead": Account("Alpha", AccountType.HOUSE)}
    with pytest.raises(ValueError, match="Alpha"):
        deal_of(replace(inputs, names=names))


def test_tranche_by_its_code(told) -> None:
    deal = deal_of(told.Story().inputs())
    assert deal.tranche_coded("HKD").address == told.BOND
