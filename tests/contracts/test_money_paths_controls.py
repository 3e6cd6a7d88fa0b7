"""Every path money takes meets every control as the table in `contracts/README.md` says.

One control at a time, for each kind of money that has it, where the path succeeds without it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain import Reverted
from sim.chain import reverts as errors
from sim.chain.logs import Reason, SettlementFailed, Withheld, WithheldReason
from tests.contracts.money_paths import CONTROLS, PATHS, Control, Transfer
from tests.contracts.readme import code, table

CENTRAL_BANK_MONEY, STABLECOIN = "central bank money", "stablecoin"
TABLE = table("Paths and controls of money")
PATH_COLUMNS = [heading for heading in TABLE[0] if heading not in ("control", "says")]

#: How a settlement tells the error: the reason its ledger row gets.
REASONS = {
    "CashToken_AccountFrozen": Reason.FROZ,
    "CentralBankMoney_NotParticipant": Reason.BLOC,
    "ERC20InsufficientBalance": Reason.MONY,
    "ERC20InsufficientAllowance": Reason.MONY,
    "EnforcedPause": Reason.OTHR,
}


def kinds(row: dict[str, str]) -> list[str]:
    """The kinds of money a control is one of: that in brackets, or both."""
    named = [kind for kind in (CENTRAL_BANK_MONEY, STABLECOIN) if f"({kind})" in row["control"]]
    return named or [CENTRAL_BANK_MONEY, STABLECOIN]


def control_of(row: dict[str, str]) -> str:
    return row["control"].partition(" (")[0]


def paths_of(heading: str) -> list[str]:
    return code(heading) or [heading]


SAYS = {control_of(row): row["says"] for row in TABLE}
CELLS = {
    (kind, control_of(row), path): row[heading]
    for row in TABLE
    for kind in kinds(row)
    for heading in PATH_COLUMNS
    for path in paths_of(heading)
}
TRIED = [
    cell for cell, says in CELLS.items() if says != "–" and cell[1] in CONTROLS and cell[2] in PATHS
]


def situation(deal, kind: str, path: str, control: Control) -> Transfer:
    """Money ready to take the path, and the control's situation come about."""
    token, issuer = (
        (deal.cash, deal.central_bank)
        if kind == CENTRAL_BANK_MONEY
        else (deal.stablecoin, deal.stablecoin_issuer)
    )
    way = PATHS[path]
    usual = Transfer(deal, token, issuer, deal.alice, deal.bob, deal.mallory, way.amount)
    accounts = {
        "issuer": issuer,
        "alice": deal.alice,
        "deal issuer": deal.issuer,
        "settlement": deal.settlement.address,
        "paying": deal.paying.address,
    }
    sides = {side: accounts[name] for side, name in way.sides.items()}
    transfer = replace(usual, **sides, **control.changes)
    way.ready(transfer)
    control.applies(transfer)
    return transfer


def purses(transfer: Transfer) -> list[int]:
    return transfer.deal.chain.balances(transfer.token.address, [transfer.payer, transfer.payee])


def check_paid(transfer: Transfer, path: str, before: list[int]) -> None:
    expected = [
        had + sign * transfer.amount for had, sign in zip(before, PATHS[path].paid, strict=True)
    ]
    assert purses(transfer) == expected != before


class TestTheTable:
    def test_has_a_row_for_every_control(self):
        assert set(SAYS) == set(CONTROLS), (
            "give a new control a row in contracts/README.md and a situation in "
            "tests/contracts/money_paths.py; take a former one out of both"
        )
        assert len(TABLE) == len(SAYS)

    def test_has_a_column_for_every_path(self):
        columns = {path for heading in PATH_COLUMNS for path in paths_of(heading)}
        assert columns == set(PATHS), (
            "give a new path a column in contracts/README.md and its steps in "
            "tests/contracts/money_paths.py; take a former one out of both"
        )

    def test_says_of_each_pair_what_happens(self):
        assert set(CELLS.values()) == {"stops", "passes", "–"}

    def test_every_control_that_names_an_error_stops_something(self):
        stopped = {control for (_, control, _), says in CELLS.items() if says == "stops"}
        assert stopped == {control for control, word in SAYS.items() if word}


@pytest.mark.parametrize("kind", [CENTRAL_BANK_MONEY, STABLECOIN])
@pytest.mark.parametrize("path", PATHS)
def test_every_path_succeeds_where_no_control_applies(deal, kind, path):
    transfer = situation(deal, kind, path, Control())
    before = purses(transfer)
    PATHS[path].move(transfer)
    check_paid(transfer, path, before)


@pytest.mark.parametrize(("kind", "control", "path"), TRIED, ids=[", ".join(c) for c in TRIED])
def test_every_control_of_every_path(deal, kind, control, path):
    transfer = situation(deal, kind, path, CONTROLS[control])
    before = purses(transfer)
    if CELLS[kind, control, path] == "passes":
        PATHS[path].move(transfer)
        check_paid(transfer, path, before)
        return
    (word,) = code(SAYS[control])
    failed = PATHS[path].failed
    if failed is SettlementFailed:
        assert PATHS[path].move(transfer).only(failed).reason is REASONS[word]
    elif failed is Withheld:
        assert PATHS[path].move(transfer).only(failed).reason is WithheldReason.RAIL
    else:
        check_refused(transfer, path, control, getattr(errors, word))
    assert purses(transfer) == before


def check_refused(transfer: Transfer, path: str, control: str, error: type[Reverted]) -> None:
    """Reverts, and says of whom where it is about somebody."""
    with pytest.raises(error) as raised:
        PATHS[path].move(transfer)
    whose = {"more": "payer"}.get(control.split()[0], control.split()[0])
    of_nobody = error in (errors.EnforcedPause, errors.CashToken_AboveMaximum)
    assert of_nobody or getattr(transfer, whose) in raised.value.values.values()
