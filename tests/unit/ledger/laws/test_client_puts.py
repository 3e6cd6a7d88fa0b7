"""SEGREGATION of puts: it names what a nominee elected, or paid on, that clients did not say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sim.chain.logs import Elected
from sim.ledger import LedgerInputs
from sim.run import ledger_inputs, run
from tests.behind import behind, broken
from tests.clients_books import Fits, said, tampered, tried_for_wishes
from tests.runs import ENGINE
from tests.scenarios import trade, tranche
from tests.unit.engine.test_client_puts import MAY, PUT, elects, played


@pytest.fixture(scope="module")
def honest() -> LedgerInputs:
    """ann puts 8 of 20 units through east, and cat 3 of 10 through west; repaid at 502,500."""
    return ledger_inputs(played(elects("ann", 8), elects("cat", 3)).outcome)


def wish(book: str, account: str) -> Fits:
    return lambda line: (line.purpose, line.book, line.account) == ("BPUT", book, account)


def paid(book: str, holder: str) -> Fits:
    put = "PRIN", "A002", book, holder
    return lambda line: (line.purpose, line.reference, line.book, line.holder) == put


def test_it_holds_and_was_tried(honest):
    # Two elections were passed on; ann and cat are paid, and give up units, for what they elected.
    assert tried_for_wishes(honest) == 4


TAMPERED = {
    "an election the nominee forgot": (
        wish("omnibus", "S0003"), lambda line: [],
        [
            "HKD A002 of cat: 1507500.00 paid by west, 0.00 due on 0 units",
            "HKD PUT-2023-03-16 of omnibus: 11 units elected, 8 told by clients",
        ],
    ),
    "one of more units on the way": (
        wish("omnibus", "S0001"), lambda line: [replace(line, units=9)],
        [
            "HKD A002 of ann: 4020000.00 paid by east, 4522500.00 due on 9 units",
            "HKD PUT-2023-03-16 of omnibus: 9 units taken for account S0001, which said 8",
            "HKD PUT-2023-03-16 of omnibus: 8 units elected, 9 told by clients",
            "HKD PUT-2023-03-16 of omnibus: 11 units elected, 12 told by clients",
        ],
    ),
    "one that nobody made": (
        wish("west", "S0003"), lambda line: [],
        ["HKD PUT-2023-03-16 of omnibus: 3 units taken for account S0003, which said 0"],
    ),
    "proceeds shared by holdings, not by elections": (
        paid("east", "ann"),
        lambda line: [
            replace(line, units=-4, amount=line.amount // 2),
            replace(line, holder="bob", units=-4, amount=line.amount // 2),
        ],
        [
            "HKD A002 of ann: 2010000.00 paid by east, 4020000.00 due on 8 units",
            "HKD A002 of bob: 2010000.00 paid by east, 0.00 due on 0 units",
        ],
    ),
    "proceeds kept": (
        paid("west", "cat"), lambda line: [replace(line, amount=0)],
        [
            "HKD A002 to clients of west: 1507500.00 in omnibus, 0.00 in west, open for 42 "
            "business days",
            "HKD A002 of cat: 0.00 paid by west, 1507500.00 due on 3 units",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("fits", "change", "problems"), TAMPERED.values(), ids=TAMPERED)
def test_it_names(honest, fits, change, problems):
    found = said(tampered(honest, fits, change))
    # What later payments suffer of it is in the books too.
    assert [each for each in found if "A002" in each or "PUT" in each] == problems


def test_a_nominee_that_elects_what_nobody_told_it(honest):
    logs = [replace(x, units=x.units + 1) if type(x) is Elected else x for x in honest.logs]
    assert said(replace(honest, logs=logs)) == [
        "HKD PUT-2023-03-16 of omnibus: 9 units elected, 8 told by clients",
        "HKD PUT-2023-03-16 of omnibus: 12 units elected, 11 told by clients",
    ]


def test_a_client_repaid_for_units_of_another():
    """ann sold 5 of 20, which its custodian missed; 18 are put, and 3 of them are bob's."""
    sale = trade(date(2023, 2, 27), "ann", "alder", 5)
    fault = broken(date(2023, 2, 27), resolved=date(2023, 3, 20))
    deal = behind(
        sale,
        fault,
        elects("ann", 18),
        tranches=(tranche(maturity=MAY) + PUT,),
        end=date(2023, 5, 19),
    )
    breaches = [str(each) for each in run(deal, ENGINE).ledgers.breaches]
    assert "SEGREGATION HKD A002 of ann: 3 of the units repaid are others'" in breaches
