"""SEGREGATION of votes: it names what a nominee cast, or a keeper wrote, that nobody told it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain.logs import Voted
from sim.ledger import LedgerInputs
from sim.run import ledger_inputs
from tests.clients_books import Fits, said, tampered, tried_for_wishes
from tests.unit.engine.test_client_votes import played, proposal, vote


@pytest.fixture(scope="module")
def honest() -> LedgerInputs:
    """ann's 20 and cat's 10 in favour, bob's 20 against; east holds 40 of 100 units."""
    return ledger_inputs(
        played(proposal(), vote("ann"), vote("bob", in_favour=False), vote("cat")).outcome
    )


def wish(book: str, account: str) -> Fits:
    told = {(purpose, book, account) for purpose in ("CFOR", "CAGS")}
    return lambda line: (line.purpose, line.book, line.account) in told


def test_it_holds_and_was_tried(honest):
    assert tried_for_wishes(honest) == 6


TAMPERED = {
    "a vote the nominee forgot": (
        lambda line: [], "omnibus", "S0001",
        ["P001 of omnibus: 30 cast in favour, 10 told by clients"],
    ),
    "a vote of fewer units": (
        lambda line: [replace(line, units=19)], "omnibus", "S0002",
        ["P001 of omnibus: 20 cast against, 19 told by clients"],
    ),
    "a vote turned round on the way": (
        lambda line: [replace(line, purpose="CFOR")], "omnibus", "S0002",
        [
            "P001 of east: 20 votes of account S0002, which told otherwise",
            "P001 of omnibus: 30 cast in favour, 50 told by clients",
            "P001 of omnibus: 20 cast against, 0 told by clients",
        ],
    ),
    "a vote nobody gave its custodian": (
        lambda line: [], "west", "S0003",
        ["P001 of west: 10 votes of account S0003, which told otherwise"],
    ),
    "a vote that was smaller when it was given": (
        lambda line: [replace(line, units=9)], "west", "S0003",
        ["P001 of west: 10 votes of account S0003, which told otherwise"],
    ),
    "a vote of more than a client has": (
        lambda line: [replace(line, units=21)], "east", "S0001",
        ["P001 of ann: 21 votes told, 20 units held in east"],
    ),
    "a vote given twice": (
        lambda line: [line, line], "east", "S0001",
        ["P001 of ann: 40 votes told, 20 units held in east"],
    ),
    "a vote of more than a custodian has": (
        lambda line: [replace(line, units=21)], "omnibus", "S0002",
        [
            "P001 of east: 41 votes told, 40 units held in omnibus",
            "P001 of east: 21 votes of account S0002, which told otherwise",
            "P001 of omnibus: 20 cast against, 21 told by clients",
        ],
    ),
    "a vote on nothing": (
        lambda line: [replace(line, reference="P009")], "west", "S0003",
        [
            "P009 of cat: 10 votes told, 0 units held in west",
            "P001 of west: 10 votes of account S0003, which told otherwise",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "book", "account", "problems"), TAMPERED.values(), ids=TAMPERED)
def test_it_names(honest, change, book, account, problems):
    assert said(tampered(honest, wish(book, account), change)) == problems


def test_a_nominee_that_casts_what_nobody_told_it(honest):
    def more(logs):
        for log in logs:
            mine = type(log) is Voted and not log.in_favour
            yield replace(log, units=log.units + 1) if mine else log

    assert said(replace(honest, logs=list(more(honest.logs)))) == [
        "P001 of omnibus: 21 cast against, 20 told by clients"
    ]
